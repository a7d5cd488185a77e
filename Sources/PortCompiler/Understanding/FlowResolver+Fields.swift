import PortModel
import PortPage
import SourceDiagnostics

/// The fields of a flow, from the statements about its port.
extension FlowResolver {
  /// The first value that a statement has.
  @inline(__always)
  private func first<Value>(of statements: [SharedStatement], _ value: (borrowing Statement) -> Value?) -> Value? {
    for statement in statements {
      if let value = value(statement.value) { return value }
    }
    return nil
  }

  mutating func readScope(_ statements: [SharedStatement], _ draft: inout FlowDraft) {
    var local: SourceRange?
    var network: Located<Flow.Direction>?
    for statement in statements {
      if let range = statement.value.sameHost {
        local = local ?? range
      } else if let direction = statement.value.direction, direction.value != .internal {
        network = network ?? direction
      }
    }
    let closed = local ?? first(of: statements) { $0.noExternal }
    if let network, network.value == .inbound, let refused = first(of: statements, { $0.noInbound }) {
      report(
        .contradiction, "\(draft.label) is said to take no incoming connections, and to be open for them; keep one",
        at: network.range, notes: [Diagnostic.Note("no incoming connections", at: location(refused))])
    }
    if let closed, let network {
      report(
        .contradiction,
        "\(draft.label) is said to take no connections from outside the host, and to be open for \(network.value.rawValue) ones; keep one",
        at: network.range, notes: [Diagnostic.Note("no connections from outside", at: location(closed))])
    }
    if let local {
      draft.scope = .sameHost
      draft.evidence[.scope] = place(local)
    }
    if let closed {
      draft.direction = .internal
      draft.evidence[.direction] = place(closed)
    }
  }

  func readService(_ statements: [SharedStatement], _ group: PageReading.Group, _ draft: inout FlowDraft) {
    var scope: Int? = group.scope
    while let current = scope {
      if let found = reading.scopes[current].service {
        draft.service = found.service.name
        draft.applicationProtocol = found.text
        return
      }
      scope = reading.scopes[current].parent
    }
    for statement in statements {
      guard let service = statement.value.service else { continue }
      draft.service = service.value.name
      draft.applicationProtocol = statement.value.serviceText
      draft.evidence[.service] = place(service.range)
      return
    }
  }

  /// The transports that statements name apart from ports.
  func transports(_ statements: [SharedStatement]) -> [Transport] {
    var result = TransportSet()
    for statement in statements { result.formUnion(statement.value.transports) }
    return result.elements
  }

  func readTransport(_ statements: [SharedStatement], _ draft: inout FlowDraft) {
    guard draft.transport == nil else { return }
    let named = transports(statements)
    if named.count == 1, let transport = named.first {
      draft.transport = transport
      draft.certainty[.transport] = .sentence
      return
    }
    guard named.isEmpty else { return }
    let registered = draft.service.flatMap { ServiceRegistry.common.transport(of: $0) }
    if let common = reading.commonTransport(of: reading.groups[draft.group].scope) {
      // "All ports are TCP", and SNMP: which of the two the page means is not said.
      guard registered == nil || registered == common else { return }
      draft.transport = common
      draft.certainty[.transport] = .page
    } else if let registered, !statements.contains(where: { $0.value.refusedTransports.contains(registered) }) {
      draft.transport = registered
      draft.certainty[.transport] = .registry
    }
  }

  mutating func readRequirement(_ statements: [SharedStatement], _ draft: inout FlowDraft) {
    var stated: [(value: StatedRequirement, range: SourceRange, isFallback: Bool, isLeadIn: Bool)] = []
    var conditions: [Located<StatedCondition>] = []
    for statement in statements {
      if let requirement = statement.value.requirement {
        stated.append(
          (
            requirement.value, requirement.range, statement.value.fallback != nil || statement.value.isLeadIn,
            statement.value.isLeadIn || statement.value.refersToList
          ))
      } else if let negation = statement.value.negation, negation.value == .unneeded {
        stated.append((.optional, negation.range, false, false))
      }
      if let condition = statement.value.condition, !conditions.contains(where: { $0.value == condition.value }) {
        conditions.append(condition)
      }
    }
    // What a sentence says of its port goes before what an introduction asks of all.
    if stated.contains(where: { !$0.isLeadIn }) { stated.removeAll { $0.isLeadIn && $0.value == .required } }
    readConditions(conditions, opposite(statements), &draft)
    guard let first = stated.first else {
      if draft.condition != nil { draft.requirement = .conditional }
      return
    }
    // "With C, A connects to B. The port must be open.": always, or with C? The first sentence is reported.
    if first.value == .required, draft.condition == nil, statements.contains(where: \.value.leavesConditionOpen) {
      return
    }
    draft.evidence[.requirement] = place(first.range)
    if let other = stated.first(where: { $0.value != first.value }) {
      if isOptionalUnlessAsked(statements) {
        draft.requirement = .conditional
        return
      }
      return reportConflict(first, other, &draft)
    }
    switch first.value {
    case .required:
      draft.requirement = draft.condition == nil ? .required : .conditional
    case .recommended: draft.requirement = .recommended
    case .optional: draft.requirement = .optional
    }
  }

  /// "Optional. Required if C.": what is asked for under a condition may stay closed without it.
  private func isOptionalUnlessAsked(_ statements: [SharedStatement]) -> Bool {
    statements.allSatisfy { statement in
      switch statement.value.requirement?.value {
      case .required: statement.value.condition != nil
      case .optional: statement.value.condition == nil && statement.value.fallback == nil
      case .recommended: false
      case nil: statement.value.negation == nil || isUnneeded(statement)
      }
    }
  }

  /// "Not required."
  private func isUnneeded(_ statement: SharedStatement) -> Bool {
    statement.value.negation?.value == .unneeded && statement.value.condition == nil
  }

  mutating func reportConflict(
    _ first: (value: StatedRequirement, range: SourceRange, isFallback: Bool, isLeadIn: Bool),
    _ other: (value: StatedRequirement, range: SourceRange, isFallback: Bool, isLeadIn: Bool), _ draft: inout FlowDraft
  ) {
    let note = Diagnostic.Note("here it is \(first.value)", at: location(first.range))
    if first.isFallback || other.isFallback {
      report(
        .ambiguousRequirement,
        "\(draft.label) is asked for and may stay closed, too; say \"optional\", or take one of the two back",
        at: other.range,
        notes: [note])
      unresolved.append((DiagnosticRule.ambiguousRequirement.slug, other.range, draft.section))
    } else {
      report(
        .contradiction, "\(draft.label) is \(other.value) here and \(first.value) elsewhere; keep one", at: other.range,
        notes: [note])
    }
  }

  /// A condition under which the port is to be closed that is the one under which it is to be open, where both sentences speak of the same.
  private func opposite(_ statements: [SharedStatement]) -> SourceRange? {
    for closing in statements where closing.value.closesPlainly {
      guard let condition = closing.value.condition else { continue }
      for other in statements where !other.value.closesPlainly && other.value.requirement?.value == .required {
        guard let own = other.value.condition, own.value.text == condition.value.text,
          own.value.isException != condition.value.isException, !other.value.hasParties,
          closing.value.closingDirection == nil || closing.value.closingDirection == other.value.direction?.value,
          Set(closing.value.places.map(\.key)) == Set(other.value.places.map(\.key))
        else { continue }
        return condition.range
      }
    }
    return nil
  }

  mutating func readConditions(
    _ conditions: [Located<StatedCondition>], _ opposite: SourceRange?, _ draft: inout FlowDraft
  ) {
    guard let first = conditions.first else { return }
    if let other = opposite {
      report(
        .contradiction, "\(draft.label) is asked for under a condition, and where it does not hold; keep one",
        at: other, notes: [Diagnostic.Note("the other sentence", at: location(first.range))])
    } else if conditions.count > 1 {
      report(
        .severalConditions, "\(draft.label) has several conditions; join them in one sentence with \"and\" or \"or\"",
        at: conditions[1].range, notes: [Diagnostic.Note("another condition", at: location(first.range))])
      unresolved.append((DiagnosticRule.severalConditions.slug, conditions[1].range, draft.section))
    }
    let texts = conditions.map { ($0.value.isException ? "unless " : "") + $0.value.text }
    let text = texts.joined(separator: " / ")
    draft.condition = Flow.Condition(id: Slug.make(text), text: text)
    draft.evidence[.condition] = place(first.range)
  }

  mutating func readBinding(_ statements: [SharedStatement], _ draft: inout FlowDraft) {
    let stated = statements.compactMap(\.value.binding)
    guard let first = stated.first else { return }
    draft.binding = first.value
    draft.evidence[.binding] = place(first.range)
    if let other = stated.first(where: { $0.value != first.value }) {
      // "The following default ports: TCP 8443 (fixed)": what an item says of itself goes before what introduces all.
      let own = statements.filter { !$0.value.isLeadIn && !$0.value.refersToList && !$0.value.refersToSection }
        .compactMap(\.value.binding)
      if let first = own.first, own.allSatisfy({ $0.value == first.value }) {
        draft.binding = first.value
        draft.evidence[.binding] = place(first.range)
        return
      }
      report(
        .contradiction, "\(draft.label) is called \(other.value) here and \(first.value) elsewhere; keep one",
        at: other.range,
        notes: [Diagnostic.Note("here it is \(first.value)", at: location(first.range))])
    }
  }

  func readTexts(_ primary: [SharedStatement], _ all: [SharedStatement], _ draft: inout FlowDraft) {
    if let purpose = first(of: all, { $0.purpose }) {
      draft.purpose = purpose.value
      draft.evidence[.purpose] = place(purpose.range)
    }
    if let fallback = first(of: primary, { $0.fallback }) {
      draft.fallback = fallback.value
      draft.evidence[.fallback] = place(fallback.range)
    }
  }
}
