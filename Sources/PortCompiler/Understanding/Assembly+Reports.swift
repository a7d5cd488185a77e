import PortModel
import PortPage
import SourceDiagnostics

/// What is wrong or doubtful across sentences, sections and pages.
extension Assembly {
  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at location: SourceLocation, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.report(Diagnostic(rule, message, at: location, notes: notes))
  }

  /// Two statements of one flow that cannot both hold.
  mutating func reportConflicts(_ one: FlowDraft, _ other: FlowDraft) {
    guard one.page != other.page || one.group != other.group else { return }
    var found = false
    func differs<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool { a != nil && b != nil && a != b }
    if differs(one.direction, other.direction) {
      conflict(.direction, one.direction?.rawValue, other.direction?.rawValue, one, other)
      found = true
    }
    if differs(one.binding, other.binding) {
      conflict(.binding, one.binding?.rawValue, other.binding?.rawValue, one, other)
      found = true
    }
    if one.scope != other.scope, one.direction != nil, other.direction != nil, !differs(one.direction, other.direction)
    {
      conflict(.scope, one.scope.rawValue, other.scope.rawValue, one, other)
      found = true
    }
    if areContradictory(one.requirement, other.requirement) {
      conflict(.requirement, one.requirement.rawValue, other.requirement.rawValue, one, other)
      found = true
    }
    if !found, isHeaded(one), isHeaded(other), one.section != other.section || one.page != other.page {
      report(
        .duplicatePort, "\(other.label) of this host is stated in another section, too; join the two",
        at: location(other.location), notes: [Diagnostic.Note("first stated here", at: location(one.location))])
    }
  }

  /// A flow that two places ask for under different conditions is needed where either holds.
  mutating func joinConditions(_ index: Int, _ other: borrowing FlowDraft) {
    guard let added = other.condition, let one = flows[index].condition, one != added else { return }
    if one.text.utf8.count > added.text.utf8.count, one.text.split(separator: Self.either).contains(added.text[...]) {
      return
    }
    let flow = flows[index]
    let isPlain = !one.text.hasPrefix("unless ") && !added.text.hasPrefix("unless ")
    guard isPlain, one.text.utf8.count + added.text.utf8.count <= Outline.longestTitle else {
      report(
        .severalConditions, "\(flow.label) has several conditions; join them in one sentence with \"and\" or \"or\"",
        at: location(other.evidence[.condition] ?? other.location),
        notes: [Diagnostic.Note("another condition", at: location(flow.evidence[.condition] ?? flow.location))])
      let place = other.evidence[.condition] ?? other.location
      return addUnresolved(DiagnosticRule.severalConditions.slug, place.range, other.page, other.section)
    }
    let text = one.text + Self.either + added.text
    flows[index].condition = Flow.Condition(id: "\(one.id)-or-\(added.id)", text: text)
  }

  private static let either = " or "

  /// Two sections headed by one port of one host that give it opposite directions, where a side is missing to make them two flows.
  ///
  /// - Parameter first: The first flow with the draft's subject and ports; the others are linked to it.
  mutating func reportRivals(_ draft: FlowDraft, _ first: Int) {
    guard !draft.isRow, isHeaded(draft), let direction = draft.direction, !isDirectedByTitle(draft) else { return }
    // The first ones are enough: one report for one mistake.
    var member: Int? = first
    for _ in 0..<8 {
      guard let index = member else { return }
      member = sharers[index]
      let other = flows[index]
      guard !other.isRow, other.page != draft.page || other.section != draft.section, isHeaded(other),
        other.transport == draft.transport, let opposite = other.direction, opposite != direction,
        !draft.hasBothParties || !other.hasBothParties, !isDirectedByTitle(other)
      else { continue }
      return conflict(.direction, opposite.rawValue, direction.rawValue, other, draft)
    }
  }

  /// A title above tells the direction: "Outgoing connections of the server" are others than those of its own section.
  private func isDirectedByTitle(_ draft: FlowDraft) -> Bool {
    var index: Int? = draft.section
    while let section = index {
      if readings[draft.page].outline.headings[section].direction != nil { return true }
      index = readings[draft.page].page.sections[section].parent
    }
    return false
  }

  private mutating func conflict(
    _ field: FlowField, _ one: String?, _ other: String?, _ first: FlowDraft, _ second: FlowDraft
  ) {
    let place = second.evidence[field] ?? second.location
    report(
      .contradiction,
      "the \(field.rawValue) of \(second.label) is \(other ?? "absent") here and \(one ?? "absent") elsewhere; keep one",
      at: location(place),
      notes: [Diagnostic.Note("the other statement", at: location(first.evidence[field] ?? first.location))])
  }

  private func areContradictory(_ one: Flow.Requirement, _ other: Flow.Requirement) -> Bool {
    switch (one, other) {
    case (.unstated, _), (_, .unstated): false
    case (.required, .conditional), (.conditional, .required): false
    default: one != other
    }
  }

  /// The port stands in its section's title.
  private func isHeaded(_ draft: FlowDraft) -> Bool {
    // In place: a reading is large.
    let scope = readings[draft.page].groups[draft.group].scope
    return readings[draft.page].scopes[scope].label.contains(draft.group)
  }

  /// Sentences that speak of ports and say nothing that was understood.
  mutating func reportSentences(_ page: Int) {
    let reading = readings[page]
    for placed in reading.statements where !placed.isTitle && !placed.isDescription {
      let shared = placed.shared
      let mayBeAboutPort =
        shared.value.speaksOfAccess
        || (!shared.value.leftOver.isEmpty || shared.value.speaksOfTraffic || shared.value.isThin
          || shared.value.hasVerb && !placed.speaksOfPorts)
          && hasOpenSide(placed.scope, page)
      let isBesidePort =
        mayBeAboutPort && shared.value.expressions.isEmpty && isUnderPort(placed.scope, reading)
      guard placed.speaksOfPorts || isBesidePort else { continue }
      let isLost =
        placed.groups.isEmpty && placed.speaksOfPorts
        ? shared.value.hasVerb || shared.value.saysSomething || shared.value.isThin
        : (shared.value.hasVerb || isBesidePort) && !shared.value.saysSomething
          || shared.value.isThin && !placed.groups.isEmpty && isOpen(placed.groups, page)
      guard isLost, shared.value.negation == nil, shared.value.doubts.isEmpty else { continue }
      let range = shared.value.range
      let message =
        placed.groups.isEmpty && placed.speaksOfPorts && !isBesidePort
          && !(shared.value.refersToPorts && isUnderPort(placed.scope, reading))
        ? "this sentence speaks of ports, but not of which; name the port"
        : "what this sentence says about the port was not understood"
      report(.uninterpretedSentence, message, at: reading.location(range))
      addUnresolved(
        DiagnosticRule.uninterpretedSentence.slug, range, page, reading.scopes[placed.scope].section)
    }
  }

  /// Reports sentences under a port that have no word for contacts, where no other sentence names both sides.
  mutating func reportPassedOver(_ page: Int) {
    let reading = readings[page]
    for (range, scope, isItem) in reading.passedOver {
      // What an introduction lists may be its parties or conditions.
      let isBesidePort = isItem ? !reading.scopes[scope].label.isEmpty : isUnderPort(scope, reading)
      guard isBesidePort, hasOpenSide(scope, page) else { continue }
      report(
        .uninterpretedSentence, "what this sentence says about the port was not understood", at: reading.location(range)
      )
      addUnresolved(DiagnosticRule.uninterpretedSentence.slug, range, page, reading.scopes[scope].section)
    }
  }

  /// The scope, or one around it in the same section, is headed by a port.
  private func isUnderPort(_ scope: Int, _ reading: PageReading) -> Bool {
    var index: Int? = scope
    while let current = index, reading.scopes[current].section == reading.scopes[scope].section {
      if !reading.scopes[current].label.isEmpty { return true }
      index = reading.scopes[current].parent
    }
    return false
  }

  /// No sentence names both sides of one of the groups' ports.
  private func isOpen(_ groups: [Int], _ page: Int) -> Bool {
    groups.contains { group in
      flowsOfGroup[page][group].contains { flows[$0].source == nil || flows[$0].destination == nil }
    }
  }

  /// No sentence names both sides of the ports that head the scope or one around it.
  private func hasOpenSide(_ scope: Int, _ page: Int) -> Bool {
    let reading = readings[page]
    var index: Int? = scope
    while let current = index, reading.scopes[current].section == reading.scopes[scope].section {
      if isOpen(reading.scopes[current].label, page) { return true }
      index = reading.scopes[current].parent
    }
    return false
  }

  /// Two titles that name one host; "Inbound, to X" and "Outbound, from X" are no such two.
  mutating func reportDuplicateSections(_ page: Int) {
    struct Title: Hashable {
      var host: RoleKey
      var direction: Flow.Direction?
    }
    var first: [Title: Mention] = [:]
    for (mention, direction) in readings[page].outline.subjects() {
      let title = Title(host: roles.canonicalKey(mention), direction: direction)
      guard let earlier = first[title] else {
        first[title] = mention
        continue
      }
      report(
        .duplicateSection, "a section about \"\(mention.name)\" stands above already; join the two",
        at: readings[page].location(mention.range),
        notes: [Diagnostic.Note("the first section", at: readings[page].location(earlier.range))])
    }
  }

  mutating func reportUnstatedTransports() {
    for index in flows.indices where flows[index].transport == nil {
      let flow = flows[index]
      let label = flow.ports.label
      report(
        .unstatedTransport,
        "the page does not say whether port \(label) is TCP or UDP; write \"TCP \(label)\" or \"UDP \(label)\"",
        at: location(flow.location))
      addUnresolved(DiagnosticRule.unstatedTransport.slug, flow.location.range, flow.page, flow.section)
    }
  }

  /// Ports of which neither a section nor a sentence says whose they are.
  mutating func reportUnstatedSubjects() {
    for index in flows.indices where flows[index].subject == nil {
      let flow = flows[index]
      report(
        .unknownHost,
        "the page does not say whose port \(flow.ports.label) is; name the host in a title above it or in a sentence",
        at: location(flow.location))
      addUnresolved(DiagnosticRule.unknownHost.slug, flow.location.range, flow.page, flow.section)
    }
  }

  /// Short names that could stand for longer ones, "Diagnostic Server", and names a letter away from that of a section's host.
  mutating func reportSimilarRoles() {
    let used = parties()
    for (key, longer) in roles.longerNames(among: used) {
      let names = longer.map { "\"\($0)\"" }.joined(separator: " or ")
      reportSimilarRole(key) {
        "\"\($0)\" may mean \(names); write the full name, or declare an alias in .portspec.yaml"
      }
    }
    for (key, intended) in roles.misspelledNames(among: used) {
      reportSimilarRole(key) {
        "\"\($0)\" is a letter away from \"\(intended)\"; write one name, or declare an alias in .portspec.yaml"
      }
    }
  }

  private mutating func reportSimilarRole(_ key: RoleKey, _ message: (String) -> String) {
    guard let entry = roles[key], !entry.isSubject, let place = entry.firstMention else { return }
    report(.similarRole, message(entry.name), at: place)
    if let page = readings.firstIndex(where: { $0.page.file.name == place.file }) {
      addUnresolved(DiagnosticRule.similarRole.slug, place.range, page, 0)
    }
  }

  /// Expert knowledge that the pages do not give.
  mutating func reportAdvice() {
    for index in flows.indices {
      if case .ranges(let ranges) = flows[index].ports, flows[index].direction != .outbound, let range = ranges.first,
        range.lowerBound.rawValue >= 32768, range.upperBound.rawValue <= 60999
      {
        // Source: Linux, Documentation/networking/ip-sysctl.rst, ip_local_port_range.
        report(
          .ephemeralPort,
          "\(FlowDraft.label(flows[index].transport, flows[index].ports)) lies in Linux's default ephemeral port range 32768–60999; a client's connection can occupy it",
          at: location(flows[index].location))
      }
      if flows[index].transport == .tcp, flows[index].service == "wmi" || flows[index].service == "rpc" {
        // Source: Microsoft, "Service overview and network port requirements for Windows", RPC.
        report(
          .dynamicRPC,
          "RPC moves on to a dynamic port behind TCP 135; the page does not name that range (49152–65535 by default)",
          at: location(flows[index].location))
      }
    }
  }
}
