import PortModel
import PortPage
import SourceDiagnostics

/// Makes flows of one page's groups: joins what the sentences about a port say, and derives what follows from it.
struct FlowResolver {
  private let pageIndex: Int
  private let reading: PageReading
  private(set) var diagnostics = DiagnosticList()
  private(set) var unresolved: [(kind: String, range: SourceRange, section: Int)] = []
  private(set) var drafts: [FlowDraft] = []

  init(_ pageIndex: Int, _ reading: PageReading) {
    self.pageIndex = pageIndex
    self.reading = reading
  }

  mutating func resolve(_ roles: inout RoleTable) {
    for group in reading.groups.indices { resolve(group, &roles) }
  }

  // MARK: One group

  private mutating func resolve(_ index: Int, _ roles: inout RoleTable) {
    let group = reading.groups[index]
    let section = reading.scopes[group.scope].section
    let file = reading.page.file.name
    let subject = subject(of: section, &roles)
    let primary = group.statements.map { reading.statements[$0].statement }
    let context = group.context.map { reading.statements[$0].statement }
    var draft = FlowDraft(
      page: pageIndex, group: index, section: section, subject: subject, transport: group.transport,
      ports: group.ports, location: reading.location(group.range))
    draft.evidence["ports"] = draft.location
    if let rule = group.transportRule { draft.certainty["transport"] = rule }
    readScope(primary, &draft)
    readService(primary + context, group, &draft)
    readTransport(primary + context, &draft)
    readRequirement(primary, &draft)
    readBinding(primary, &draft)
    readTexts(primary, context, &draft)
    var parties = Parties(primary, subject: subject, file: file, &roles)
    if parties.pairs.isEmpty {
      let fromContext = Parties(context, subject: subject, file: file, &roles)
      if !fromContext.pairs.isEmpty { parties.adopt(fromContext.pairs) }
    }
    checkPlaces(primary, parties, subject, &roles)
    for pair in parties.completed() {
      var flow = draft
      complete(&flow, pair, parties, primary)
      drafts.append(flow)
    }
  }

  /// The host whose section a section belongs to.
  private func subject(of section: Int, _ roles: inout RoleTable) -> String? {
    var index: Int? = section
    while let current = index {
      switch reading.outline.headings[current].role {
      case .subject(let mention):
        return roles.insert(mention, isSubject: true, in: reading.page.file.name)
      case .other(let mention?):
        // A title that only names a party some sentence or title speaks of names the host, too.
        if current != section || !reading.scopes[current].groups.isEmpty,
          roles.entries[roles.canonicalKey(mention.name)] != nil
        {
          return roles.insert(mention, isSubject: true, in: reading.page.file.name)
        }
      case .ports, .service, .checks, .other: break
      }
      index = reading.page.sections[current].parent
    }
    return nil
  }

  private func location(_ range: SourceRange) -> SourceLocation { reading.location(range) }

  private mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.report(Diagnostic(rule, message, at: location(range), notes: notes))
  }

  // MARK: Fields

  private mutating func readScope(_ statements: [Statement], _ draft: inout FlowDraft) {
    var local: SourceRange?
    var network: Located<Flow.Direction>?
    for statement in statements {
      if let range = statement.sameHost {
        local = local ?? range
      } else if let direction = statement.direction, direction.value != .internal {
        network = network ?? direction
      }
    }
    let closed = local ?? statements.compactMap(\.noExternal).first
    if let closed, let network {
      report(
        .contradiction,
        "\(draft.label) is said to take no connections from outside the host, and to be open for \(network.value.rawValue) ones; keep one",
        at: network.range, notes: [Diagnostic.Note("no connections from outside", at: location(closed))])
    }
    if let local {
      draft.scope = .sameHost
      draft.evidence["scope"] = location(local)
    }
    if let closed {
      draft.direction = .internal
      draft.evidence["direction"] = location(closed)
    }
  }

  private func readService(_ statements: [Statement], _ group: PageReading.Group, _ draft: inout FlowDraft) {
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
      guard let service = statement.service else { continue }
      draft.service = service.value.name
      draft.applicationProtocol = statement.serviceText
      draft.evidence["service"] = location(service.range)
      return
    }
  }

  private func readTransport(_ statements: [Statement], _ draft: inout FlowDraft) {
    guard draft.transport == nil else { return }
    let named = Set(statements.flatMap(\.transports))
    if named.count == 1, let transport = named.first {
      draft.transport = transport
      draft.certainty["transport"] = "sentence"
    } else if named.isEmpty, let name = draft.service, let transport = ServiceRegistry.common.transport(of: name) {
      draft.transport = transport
      draft.certainty["transport"] = "registry"
    }
  }

  private mutating func readRequirement(_ statements: [Statement], _ draft: inout FlowDraft) {
    var stated: [(value: StatedRequirement, range: SourceRange, isFallback: Bool)] = []
    var conditions: [Located<StatedCondition>] = []
    for statement in statements {
      if let requirement = statement.requirement {
        stated.append((requirement.value, requirement.range, statement.fallback != nil))
      }
      if let condition = statement.condition, !conditions.contains(where: { $0.value == condition.value }) {
        conditions.append(condition)
      }
    }
    readConditions(conditions, &draft)
    guard let first = stated.first else {
      if draft.condition != nil { draft.requirement = .conditional }
      return
    }
    draft.evidence["requirement"] = location(first.range)
    if let other = stated.first(where: { $0.value != first.value }) {
      return reportConflict(first, other, &draft)
    }
    switch first.value {
    case .required: draft.requirement = draft.condition == nil ? .required : .conditional
    case .recommended: draft.requirement = .recommended
    case .optional: draft.requirement = .optional
    }
  }

  private mutating func reportConflict(
    _ first: (value: StatedRequirement, range: SourceRange, isFallback: Bool),
    _ other: (value: StatedRequirement, range: SourceRange, isFallback: Bool), _ draft: inout FlowDraft
  ) {
    let note = Diagnostic.Note("here it is \(first.value)", at: location(first.range))
    if first.isFallback || other.isFallback {
      report(
        .ambiguousRequirement,
        "\(draft.label) is asked for and may stay closed, too; say \"optional\", or leave the fallback out",
        at: other.range,
        notes: [note])
      unresolved.append((DiagnosticRule.ambiguousRequirement.slug, other.range, draft.section))
    } else {
      report(
        .contradiction, "\(draft.label) is \(other.value) here and \(first.value) elsewhere; keep one", at: other.range,
        notes: [note])
    }
  }

  private mutating func readConditions(_ conditions: [Located<StatedCondition>], _ draft: inout FlowDraft) {
    guard let first = conditions.first else { return }
    if conditions.count > 1 {
      report(
        .severalConditions, "\(draft.label) has several conditions; join them in one sentence with \"and\" or \"or\"",
        at: conditions[1].range, notes: [Diagnostic.Note("another condition", at: location(first.range))])
      unresolved.append((DiagnosticRule.severalConditions.slug, conditions[1].range, draft.section))
    }
    let texts = conditions.map { ($0.value.isException ? "unless " : "") + $0.value.text }
    let text = texts.joined(separator: " / ")
    draft.condition = Flow.Condition(id: Slug.make(text), text: text)
    draft.evidence["condition"] = location(first.range)
  }

  private mutating func readBinding(_ statements: [Statement], _ draft: inout FlowDraft) {
    let stated = statements.compactMap(\.binding)
    guard let first = stated.first else { return }
    draft.binding = first.value
    draft.evidence["binding"] = location(first.range)
    if let other = stated.first(where: { $0.value != first.value }) {
      report(
        .contradiction, "\(draft.label) is called \(other.value) here and \(first.value) elsewhere; keep one",
        at: other.range,
        notes: [Diagnostic.Note("here it is \(first.value)", at: location(first.range))])
    }
  }

  private func readTexts(_ primary: [Statement], _ context: [Statement], _ draft: inout FlowDraft) {
    if let purpose = (primary + context).compactMap(\.purpose).first {
      draft.purpose = purpose.value
      draft.evidence["purpose"] = location(purpose.range)
    }
    if let fallback = primary.compactMap(\.fallback).first {
      draft.fallback = fallback.value
      draft.evidence["fallback"] = location(fallback.range)
    }
  }

  // MARK: Direction and parties

  /// Reports a place that is neither the section's host nor a party of the flow.
  private mutating func checkPlaces(
    _ statements: [Statement], _ parties: Parties, _ subject: String?, _ roles: inout RoleTable
  ) {
    for statement in statements {
      for place in statement.places {
        let key = roles.resolve(place, subject: subject, in: reading.page.file.name)
        guard let subject, key != subject, !parties.keys.contains(key) else { continue }
        var message =
          "the section is about \"\(roles.entries[subject]?.name ?? subject)\", and \"\(place.name)\" is named only here"
        if let intended = roles.misspelled(place.name) {
          message += "; did you mean \"\(intended)\"?"
        } else {
          message += "; name the same host, or make one name an alias of the other"
        }
        report(.unknownHost, message, at: place.range)
        unresolved.append((DiagnosticRule.unknownHost.slug, place.range, 0))
      }
    }
  }

  private mutating func complete(
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ parties: Parties, _ statements: [Statement]
  ) {
    flow.source = pair.source
    flow.destination = pair.destination
    flow.isBidirectional = pair.isBidirectional
    if let range = pair.range {
      if pair.source != nil { flow.evidence["source"] = location(range) }
      if pair.destination != nil { flow.evidence["destination"] = location(range) }
    }
    for (field, rule) in pair.certainty { flow.certainty[field] = rule }
    if flow.direction == nil { readDirection(&flow, parties, statements) }
    deriveSubject(&flow)
  }

  private mutating func readDirection(_ flow: inout FlowDraft, _ parties: Parties, _ statements: [Statement]) {
    if let stated = statements.compactMap(\.direction).first, parties.isAboutSubject {
      flow.evidence["direction"] = location(stated.range)
      flow.direction = stated.value
      if let other = statements.compactMap(\.direction).first(where: { $0.value != stated.value }) {
        report(
          .contradiction,
          "\(flow.label) is \(other.value.rawValue) here and \(stated.value.rawValue) elsewhere; keep one",
          at: other.range, notes: [Diagnostic.Note("here it is \(stated.value.rawValue)", at: location(stated.range))])
      }
    }
    guard let subject = flow.subject, !flow.isBidirectional else { return }
    let derived: Flow.Direction?
    switch (flow.source, flow.destination) {
    case (subject?, subject?): derived = .internal
    case (_?, subject?): derived = .inbound
    case (subject?, _?): derived = .outbound
    default: derived = nil
    }
    guard let derived else { return }
    if let stated = flow.direction {
      guard stated != derived, stated != .internal else { return }
      let place = flow.evidence["direction"] ?? flow.location
      diagnostics.report(
        Diagnostic(
          .contradiction,
          "\(flow.label) is said to be \(stated.rawValue), but who connects to whom makes it \(derived.rawValue); correct one",
          at: place, notes: [Diagnostic.Note("who connects to whom", at: flow.evidence["source"] ?? flow.location)]))
    } else {
      flow.direction = derived
      flow.certainty["direction"] = "parties"
    }
  }

  /// Outside every section about a host, the listener is whose port it is.
  private func deriveSubject(_ flow: inout FlowDraft) {
    guard flow.subject == nil else { return }
    guard let party = flow.direction == .outbound ? flow.source : flow.destination else { return }
    flow.subject = party
    flow.certainty["subject"] = flow.direction == .outbound ? "initiator" : "listener"
    if flow.direction == nil, flow.source != nil, flow.destination != nil, !flow.isBidirectional {
      flow.direction = .inbound
      flow.certainty["direction"] = "parties"
    }
  }
}

extension ServiceRegistry {
  /// The transport that a service implies.
  func transport(of name: String) -> Transport? { named(name)?.transport }
}
