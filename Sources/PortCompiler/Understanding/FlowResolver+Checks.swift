import PortModel
import PortPage
import SourceDiagnostics

/// What the sentences about one port leave open, or do not agree about.
extension FlowResolver {
  /// Reports a party that uses the port without a word on whether it connects or listens, where no other sentence tells.
  mutating func checkUsers(
    _ statements: [SharedStatement], _ parties: Parties, _ section: Int, _ roles: inout RoleTable
  ) {
    // "used by the database to find its instances": the purpose tells what the port is for, and both sides are left open on purpose.
    for statement in statements
    where (statement.value.purpose == nil || statement.value.purposeNamesParty || statement.value.users.count > 1)
      && statement.value.sameHost == nil
    {
      for user in statement.value.users {
        let key = roles.canonicalKey(user)
        guard
          statement.value.isUsedBySomebody || roles.isMachine(key) || roles.isKnownParty(key),
          statement.value.purposeNamesParty ? !parties.isSide(key) : !parties.names(key)
        else {
          continue
        }
        let isNew = report(
          .ambiguousSentence,
          "whether \"\(user.name)\" connects or listens is not said; write \"connects to …\" or \"listens on …\"",
          at: user.range)
        if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, user.range, section)) }
      }
    }
  }

  /// Reports a sentence that says that the listener of another sentence initiates the connection, or that speaks of a connection that
  /// no sentence states.
  mutating func checkInitiators(
    _ statements: [SharedStatement], _ pairs: [Parties.Pair], _ subject: RoleKey?, _ section: Int,
    _ roles: inout RoleTable
  ) {
    for statement in statements {
      if let connection = statement.value.repeatsContact, !pairs.contains(where: { $0.source != nil }) {
        let isNew = report(
          .ambiguousSentence, "which connection this is, no sentence says; write who connects to whom", at: connection)
        if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.value.range, section)) }
      }
      if let side = statement.value.openSide, !statement.value.isRow,
        pairs.contains(where: { ($0.source == nil) != ($0.destination == nil) })
      {
        let isNew = report(
          .ambiguousSentence,
          "who or what this is on the other side is not read; write \"A connects to B\" by their names",
          at: side)
        if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.value.range, section)) }
      }
      if let listener = statement.value.listener {
        let key = roles.resolve(listener, subject: subject, in: reading.page.file.name)
        if !pairs.contains(where: { $0.destination == key && !$0.isBidirectional }) {
          let isNew = report(
            .ambiguousSentence,
            "\"\(listener.name)\" is said to be the other side, and no sentence says that it is connected to; write who connects to whom",
            at: statement.value.range)
          if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.value.range, section)) }
        }
      }
      guard let initiator = statement.value.initiator else { continue }
      let key = roles.resolve(initiator, subject: subject, in: reading.page.file.name)
      if pairs.contains(where: { $0.source == key && !$0.isBidirectional }) { continue }
      let isNew = report(
        .ambiguousSentence,
        "\"\(initiator.name)\" is said to initiate the connection, and no sentence says that it connects; write who connects to whom",
        at: statement.value.range)
      if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.value.range, section)) }
    }
  }

  /// Reports what a port's own item says of parties where the introduction of all items names others.
  mutating func checkBystanders(
    _ statements: [SharedStatement], _ parties: Parties, _ pairs: [Parties.Pair], _ section: Int,
    _ roles: inout RoleTable
  ) {
    var ranges = parties.dissenting
    if pairs.contains(where: { $0.source != nil || $0.destination != nil }) {
      for statement in statements {
        ranges += statement.value.bystanders.filter { !parties.names(roles.canonicalKey($0)) }.map(\.range)
      }
    }
    for range in ranges {
      let isNew = report(
        .ambiguousSentence,
        "the introduction of this list names other parties; write who connects to whom on this port", at: range)
      if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section)) }
    }
  }

  /// Reports a contact of a party with itself: one name stands for two, or for another party.
  mutating func checkSelfContacts(_ contacts: [Contact], _ section: Int) {
    for contact in contacts where !contact.isBidirectional && !contact.isRow {
      guard let key = contact.sources.first, contact.sources == [key], contact.destinations == [key] else { continue }
      let isNew = report(
        .ambiguousSentence, "the two sides of this contact are one by name; write who connects to whom",
        at: contact.range)
      if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, contact.range, section)) }
    }
  }

  /// Reports a contact of two others in a section about a host: one of them may be the host by another name, or a program of it.
  mutating func checkHosts(
    _ statements: [SharedStatement], _ pairs: [Parties.Pair], _ subject: RoleKey?, _ section: Int, _ roles: RoleTable
  ) {
    guard let subject, !presumedSubjects.contains(subject), !statements.contains(where: \.value.isRow) else { return }
    for pair in pairs {
      guard let source = pair.source, let destination = pair.destination, source != subject, destination != subject,
        let range = pair.range, !statements.contains(where: { $0.value.sameHost != nil || $0.value.isLeadIn })
      else { continue }
      let host = roles.name(of: subject) ?? ""
      let other = roles.name(of: source) ?? ""
      let isNew = report(
        .ambiguousSentence,
        source == destination
          ? "whether \"\(other)\" stands for \"\(host)\", whose section this is, is not said; write one name, or declare an alias in .portspec.yaml"
          : "which of the two is \"\(host)\", whose section this is, is not said; name it, or declare an alias in .portspec.yaml",
        at: range)
      if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section)) }
    }
  }

  /// Reports parties that the port's sentences name and that play no part in its flows, where a side of one is open.
  mutating func checkLeftOver(
    _ statements: [SharedStatement], _ pairs: [Parties.Pair], _ subject: RoleKey?, _ section: Int,
    _ roles: inout RoleTable
  ) {
    guard pairs.contains(where: { $0.source == nil || $0.destination == nil }) else { return }
    // What says nothing is reported as a sentence.
    for statement in statements where statement.value.saysSomething {
      for mention in statement.value.leftOver {
        let key = roles.resolve(mention, subject: subject, in: reading.page.file.name)
        // The host itself, in a sentence that tells the other side: "A stores its index in B, which listens on this port".
        let isOpen = statement.value.hasParties && pairs.contains { ($0.source == nil) != ($0.destination == nil) }
        guard key != subject || isOpen, !pairs.contains(where: { $0.source == key || $0.destination == key }) else {
          continue
        }
        let isNew = report(
          .ambiguousSentence,
          "what part \"\(mention.name)\" has in this is not understood; write who connects to whom", at: mention.range)
        if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, mention.range, section)) }
      }
    }
  }

  /// Reports a sentence that names another transport than the one that its port is written with.
  mutating func checkTransports(_ statements: [SharedStatement], _ group: Int, _ section: Int) {
    guard let transport = reading.groups[group].transport else { return }
    for shared in statements
    where shared.value.expressions.isEmpty && shared.value.refusedTransports.contains(transport)
      && shared.value.doubts.isEmpty
    {
      let name = transport.rawValue.uppercased()
      let isNew = report(
        .ambiguousSentence,
        "the sentence refuses \(name), and the port is written as \(name) \(reading.groups[group].ports.label); correct one",
        at: shared.value.range)
      if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, shared.value.range, section)) }
    }
    for shared in statements
    where shared.value.expressions.isEmpty && !shared.value.transports.isEmpty
      && names(shared.value.transports, beside: transport, group)
    {
      let statement = shared.value
      let group = reading.groups[group]
      let named = statement.transports.elements.map { $0.rawValue.uppercased() }.joined(separator: " and ")
      report(
        .ambiguousSentence,
        "the sentence says \(named), and the port is written as \(transport.rawValue.uppercased()) \(group.ports.label); correct one",
        at: statement.range)
      unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.range, section))
    }
  }

  /// Whether a sentence names a transport that the port has nowhere in its section.
  private func names(_ transports: TransportSet, beside own: Transport, _ group: Int) -> Bool {
    let (scope, label) = (reading.groups[group].scope, reading.groups[group].ports.label)
    for transport in transports.elements where transport != own {
      let isWritten = reading.groups.contains(where: { other in
        other.scope == scope && other.transport == transport && other.ports.label == label
      })
      if !isWritten { return true }
    }
    return false
  }

  /// Reports a place that is neither the section's host nor a party of the flow.
  mutating func checkPlaces(
    _ statements: [SharedStatement], _ parties: Parties, _ subject: RoleKey?, _ roles: inout RoleTable
  ) {
    for statement in statements where !statement.value.isRow {
      for place in statement.value.places {
        let key = roles.resolve(place, subject: subject, in: reading.page.file.name)
        guard let subject, key != subject, !parties.names(key) else { continue }
        // "the firewall of the client", of the Orders Client
        let sides = parties.pairs.flatMap { [$0.source, $0.destination].compactMap { $0 } }
        if sides.contains(where: { isShortFor($0, place, roles) }) { continue }
        var message =
          "the section is about \"\(roles.name(of: subject) ?? "")\", and \"\(place.name)\" is named only here"
        if let intended = roles.misspelled(place) {
          message += "; did you mean \"\(intended)\"?"
        } else {
          message += "; name the same host, or make one name an alias of the other"
        }
        report(.unknownHost, message, at: place.range)
        unresolved.append((DiagnosticRule.unknownHost.slug, place.range, 0))
      }
    }
  }
}
