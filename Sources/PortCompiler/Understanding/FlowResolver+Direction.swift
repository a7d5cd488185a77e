import PortModel
import PortPage
import SourceDiagnostics

/// Which way traffic goes as its subject sees it, and who the subject is where no title says.
extension FlowResolver {
  /// Reports a stated direction that who connects to whom refutes, as the host sees it that the direction is relative to.
  mutating func checkDirections(
    _ flow: FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ roles: RoleTable
  ) {
    // Members of a group that call each other take incoming connections, too.
    guard pair.source != pair.destination else { return }
    for contact in contacts {
      guard let host = contact.host, let stated = contact.direction, stated.value != .internal,
        let derived = pair.direction(at: host.key), derived != stated.value,
        !isOfOtherSide(contact, pair, host.key, roles)
      else { continue }
      report(
        .contradiction,
        "\(flow.label) is said to be \(stated.value.rawValue), but who connects to whom makes it \(derived.rawValue); correct one",
        at: stated.range,
        notes: [Diagnostic.Note("who connects to whom", at: location((flow.evidence[.source] ?? flow.location).range))]
      )
    }
  }

  /// Reports a flow that goes where its host is said to make or to take no connections.
  mutating func checkRefusedDirections(
    _ flow: FlowDraft, _ host: RoleKey?, _ statements: [SharedStatement], _ roles: inout RoleTable
  ) {
    for statement in statements {
      guard let refused = statement.value.noOutbound ?? statement.value.noInbound, statement.value.negation == nil
      else {
        continue
      }
      let isOutbound = statement.value.noOutbound != nil
      let places = statement.value.places.map {
        roles.resolve($0, subject: flow.subject, in: reading.page.file.name)
      }
      // Without a place, it is said of the section's host, which the flow may not even touch.
      if places.isEmpty, host == nil || host != flow.subject { continue }
      // "No inbound ports need to be opened on the agents", which only connect.
      if statement.value.isOfNoPort, !places.isEmpty, flow.destination != nil,
        !places.contains(where: { $0 == flow.destination })
      {
        continue
      }
      let isOfHost = places.allSatisfy { $0 == flow.subject }
      if isOfHost, flow.direction == (isOutbound ? .outbound : .inbound) {
        // Reported with the direction that another sentence states.
        if !isOutbound, statements.contains(where: { $0.value.direction?.value == .inbound }) { continue }
        report(
          .contradiction,
          "\(flow.label) is said to be closed for \(isOutbound ? "outgoing" : "incoming") connections, and to be used for them; keep one",
          at: refused,
          notes: [Diagnostic.Note("used for them", at: location((flow.evidence[.requirement] ?? flow.location).range))])
      } else if !isOfHost || isOutbound && flow.direction == nil {
        let isNew = report(
          .ambiguousSentence,
          "for what the port is to be closed cannot be said in a specification; say who may connect",
          at: refused)
        if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, refused, flow.section)) }
      }
    }
  }

  /// "The firewall of the client must allow outgoing connections", in a section about the server: as the client sees it.
  private func isOfOtherSide(
    _ contact: Contact, _ pair: Parties.Pair, _ host: RoleKey, _ roles: RoleTable
  ) -> Bool {
    // "on the server": the sentence says whose connections these are.
    guard contact.host?.rule != .place, let other = pair.source == host ? pair.destination : pair.source,
      let name = roles.name(of: other)
    else { return false }
    var text = reading.page.file.text(contact.range).lowercased()
    if let condition = contact.condition, contact.range.contains(condition) {
      let file = reading.page.file
      text =
        (file.text(SourceRange(contact.range.lowerBound..<condition.lowerBound))
        + file.text(SourceRange(condition.upperBound..<contact.range.upperBound))).lowercased()
    }
    let words = name.lowercased().split(separator: " ")
    guard let last = words.last else { return false }
    let own = roles.name(of: host)?.lowercased().split(separator: " ").last
    return text.contains(name.lowercased()) || last != own && last.utf8.count > 3 && text.contains(last)
  }

  mutating func readDirection(
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ scope: Located<Flow.Direction>?,
    _ roles: RoleTable
  ) {
    var own: [Located<Flow.Direction>] = []
    for index in contacts.indices {
      guard let direction = contacts[index].direction else { continue }
      // "Communication between nodes", above "agents connect to the server"
      if contacts[index].isLeadIn, direction.value == .internal, contacts[index].isBidirectional,
        let source = pair.source, let destination = pair.destination, source != destination
      {
        continue
      }
      if let host = contacts[index].host, let derived = pair.direction(at: host.key), derived != direction.value,
        direction.value != .internal, derived != .internal, isOfOtherSide(contacts[index], pair, host.key, roles)
      {
        continue
      }
      if let host = contacts[index].host, host.key != flow.subject {
        // Outside every section about a host, a direction is that of the side it is stated for.
        let side = direction.value == .outbound ? pair.source : pair.destination
        guard flow.subject == nil, direction.value != .internal, host.key == side else { continue }
      }
      if flow.subject != nil, !contacts[index].isRow, direction.value == .outbound, pair.source == nil,
        pair.destination == flow.subject,
        pair.destinationRule == nil
      {
        // "The server listens for outbound connections."
        report(
          .contradiction, "\(flow.label) is said to be outbound, but its host listens on it; correct one",
          at: direction.range)
        continue
      }
      own.append(direction)
    }
    if let stated = own.first {
      flow.evidence[.direction] = place(stated.range)
      flow.direction = stated.value
      if let other = own.first(where: { $0.value != stated.value }) {
        report(
          .contradiction,
          "\(flow.label) is \(other.value.rawValue) here and \(stated.value.rawValue) elsewhere; keep one",
          at: other.range, notes: [Diagnostic.Note("here it is \(stated.value.rawValue)", at: location(stated.range))])
      }
    }
    if let source = pair.source, source == pair.destination, source == flow.subject, flow.direction == nil {
      // "between the nodes": among the members of one group.
      flow.direction = .internal
      flow.certainty[.direction] = .parties
    }
    guard let subject = flow.subject, !flow.isBidirectional else {
      if flow.subject == nil, flow.direction == nil, !flow.isBidirectional, let scope {
        // "Inbound ports", of a host that the page does not name
        flow.direction = scope.value
        flow.evidence[.direction] = place(scope.range)
      }
      return
    }
    if let derived = pair.direction(at: subject) {
      if flow.direction == nil {
        flow.direction = derived
        flow.certainty[.direction] = .parties
      }
      if let scope, scope.value != derived, derived != .internal, own.isEmpty {
        report(
          .contradiction,
          "\(flow.label) stands under a title that says \(scope.value.rawValue), but who connects to whom makes it \(derived.rawValue)",
          at: flow.evidence[.source]?.range ?? flow.location.range,
          notes: [Diagnostic.Note("the title", at: location(scope.range))])
      }
    } else if flow.direction == nil, let scope {
      flow.direction = scope.value
      flow.evidence[.direction] = place(scope.range)
    }
  }

  /// Outside every section about a host, the listener is whose port it is.
  func deriveSubject(_ flow: inout FlowDraft, _ scope: Located<Flow.Direction>?, _ roles: RoleTable) {
    guard flow.subject == nil else { return }
    // Nobody owns the firewall of the internet: an external party is no subject while the other side is none.
    let isToOutside = flow.destination.map { roles.kind(of: $0) == .external } ?? false
    let isFromOutside = flow.source.map { roles.kind(of: $0) == .external } ?? true
    let stated = flow.direction ?? scope?.value
    let isOutbound = stated == .outbound || stated == nil && isToOutside && !isFromOutside
    guard let party = isOutbound ? flow.source : flow.destination else { return }
    flow.subject = party
    flow.certainty[.subject] = isOutbound ? .initiator : .listener
    if flow.direction == nil, flow.source != nil, flow.destination != nil, !flow.isBidirectional {
      flow.direction = isOutbound ? .outbound : .inbound
      flow.certainty[.direction] = .parties
    }
  }

  /// "It is bound to 127.0.0.1" in a section about a host: the host listens. Where sentences name who is on the machine together, they say
  /// which of them.
  func local(_ pair: Parties.Pair, _ statements: [SharedStatement], _ subject: RoleKey?) -> Parties.Pair {
    guard pair.source == nil, pair.destination == nil, !pair.isBidirectional, let subject,
      let local = statements.first(where: { $0.value.sameHost != nil }),
      statements.allSatisfy({ $0.value.neighbours.isEmpty && $0.value.users.isEmpty && $0.value.leftOver.isEmpty })
    else { return pair }
    var pair = pair
    pair.destination = subject
    pair.destinationRule = .section
    pair.range = local.value.sameHost
    return pair
  }
}
