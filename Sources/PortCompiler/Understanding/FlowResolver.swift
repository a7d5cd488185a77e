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
  /// Ports that the page states only to say that they are not used.
  private(set) var refused: [(range: SourceRange, reason: String)] = []
  /// What was reported, so that one mistake about several flows of a port is said once.
  private var reported: Set<Diagnostic> = []
  /// The subjects found so far, by section.
  private var subjects: [Int: String?] = [:]

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
    let file = reading.page.file.name
    let section = reading.scopes[group.scope].section
    let subject = subjects[section] ?? subject(of: section, &roles)
    subjects[section] = .some(subject)
    warnOfLimit(group, section)
    let primary = group.statements.prefix(Self.maximumStatements).map { reading.statements[$0].statement }
    let context = group.context.prefix(Self.maximumStatements).map { reading.statements[$0].statement }
    if isRefused(group, group.statements.map { reading.statements[$0] }) { return }
    let direction = scopeDirection(group.scope)
    var parties = Parties(primary, subject: subject, direction: direction, file: file, &roles)
    var contextContacts: [Contact] = []
    if !context.isEmpty {
      let fromContext = Parties(context, subject: subject, direction: nil, file: file, &roles)
      if parties.pairs.isEmpty {
        parties.adopt(fromContext.pairs)
      } else {
        parties.complete(from: fromContext.pairs)
        doubtStrangers(fromContext, parties, context, index)
      }
      contextContacts = fromContext.contacts
    }
    checkPlaces(primary, parties, subject, &roles)
    let pairs = parties.completed()
    for pair in pairs {
      let own = parties.statements(about: pair, among: pairs)
      let beside = contextContacts.indices.filter {
        !contextContacts[$0].sources.isEmpty && parties.names(contextContacts[$0], pair)
      }
      let statements = own.map { withoutStrangers(primary[$0], pair, subject, &roles) }
      var flow = draft(index, subject, statements, context, beside.map { context[$0] })
      complete(&flow, pair, own.map { parties.contacts[$0] }, direction, roles)
      drafts += byTransport(flow, own.map { primary[$0] })
    }
  }

  /// More sentences about one port than any page has. Joining them takes time with the square of their number.
  private static let maximumStatements = 300

  private mutating func warnOfLimit(_ group: PageReading.Group, _ section: Int) {
    for statements in [group.statements, group.context] where statements.count > Self.maximumStatements {
      let range = reading.statements[statements[Self.maximumStatements]].statement.range
      report(
        .tooManyStatements,
        "more than \(Self.maximumStatements) sentences speak of \(group.ports.label); from here on they are not read",
        at: range)
      unresolved.append((DiagnosticRule.tooManyStatements.slug, range, section))
    }
  }

  /// What the statements about one pair of parties say.
  private mutating func draft(
    _ index: Int, _ subject: String?, _ primary: [Statement], _ context: [Statement], _ beside: [Statement]
  ) -> FlowDraft {
    let group = reading.groups[index]
    var draft = FlowDraft(
      page: pageIndex, group: index, section: reading.scopes[group.scope].section, subject: subject,
      transport: group.transport, ports: group.ports, location: reading.location(group.range))
    draft.evidence["ports"] = draft.location
    if let rule = group.transportRule { draft.certainty["transport"] = rule }
    readScope(primary, &draft)
    readService(primary + context, group, &draft)
    readTransport(primary + context, &draft)
    readRequirement(primary + beside, &draft)
    readBinding(primary, &draft)
    readTexts(primary, context, &draft)
    return draft
  }

  /// Sentences that name other parties and no port: whether they are about this port is not said.
  private mutating func doubtStrangers(_ beside: Parties, _ own: Parties, _ statements: [Statement], _ group: Int) {
    for (contact, statement) in zip(beside.contacts, statements) {
      guard !contact.sources.isEmpty, !contact.destinations.isEmpty,
        !own.pairs.contains(where: { own.names(contact, $0) })
      else { continue }
      let ports = reading.groups[group].ports.label
      report(
        .ambiguousSentence,
        "this sentence may be about port \(ports) or about something else; write \"on this port\", or move it",
        at: statement.range)
      unresolved.append(
        (DiagnosticRule.ambiguousSentence.slug, statement.range, reading.scopes[reading.groups[group].scope].section))
    }
  }

  /// "A and B run on the same host" says nothing of the contact of A and C.
  private func withoutStrangers(
    _ statement: Statement, _ pair: Parties.Pair, _ subject: String?, _ roles: inout RoleTable
  ) -> Statement {
    guard !statement.neighbours.isEmpty, statement.sameHost != nil else { return statement }
    let keys = statement.neighbours.map { roles.resolve($0, subject: subject, in: reading.page.file.name) }
    guard keys.contains(where: { $0 != pair.source && $0 != pair.destination }) else { return statement }
    var result = statement
    result.sameHost = nil
    if result.direction?.value == .internal { result.direction = nil }
    return result
  }

  /// "port 53 over TCP and UDP": a flow for each transport.
  private func byTransport(_ flow: FlowDraft, _ statements: [Statement]) -> [FlowDraft] {
    let named = Set(statements.flatMap(\.transports))
    guard flow.transport == nil, named.count > 1 else { return [flow] }
    return named.sorted { $0.rawValue < $1.rawValue }.map { transport in
      var copy = flow
      copy.transport = transport
      copy.certainty["transport"] = "sentence"
      return copy
    }
  }

  /// "Incoming" above the port.
  private func scopeDirection(_ scope: Int) -> Located<Flow.Direction>? {
    var index: Int? = scope
    while let current = index {
      if let direction = reading.scopes[current].direction { return direction }
      index = reading.scopes[current].parent
    }
    return nil
  }

  /// Whether the statements say that nobody uses the port, or that it stays closed; it is an error when others ask for it.
  private mutating func isRefused(_ group: PageReading.Group, _ placed: [PageReading.PlacedStatement]) -> Bool {
    let refusing = placed.first { $0.statement.negation.map { $0.value != .unneeded } ?? false }
    guard let refusing, let refusal = refusing.statement.negation else { return false }
    let statements = refusing.statement.isLeadIn ? [] : placed.map(\.statement)
    let label = "\(group.transport?.rawValue.uppercased() ?? "port") \(group.ports.label)"
    if let other = statements.first(where: { $0.requirement != nil || $0.hasParties || $0.isPortState }) {
      report(
        .contradiction,
        "\(label) is said not to be \(refusal.value == .closed ? "open" : "used"), and asked for elsewhere; keep one",
        at: refusal.range, notes: [Diagnostic.Note("asked for here", at: location(other.range))])
    }
    refused.append((group.range, refusal.value.explanation))
    return true
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
          roles.entries[roles.canonicalKey(mention.name)] != nil || RoleName.endsInMachine(mention.name)
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
    report(Diagnostic(rule, message, at: location(range), notes: notes))
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { diagnostics.report(diagnostic) }
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
    if let refused = statements.compactMap(\.noInbound).first, let network, network.value == .inbound {
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
      } else if let negation = statement.negation, negation.value == .unneeded {
        stated.append((.optional, negation.range, false))
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
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ direction: Located<Flow.Direction>?,
    _ roles: RoleTable
  ) {
    flow.source = pair.source
    flow.destination = pair.destination
    flow.isBidirectional = pair.isBidirectional
    if let range = pair.range {
      if pair.source != nil { flow.evidence["source"] = location(range) }
      if pair.destination != nil { flow.evidence["destination"] = location(range) }
    }
    for (field, rule) in pair.certainty { flow.certainty[field] = rule }
    checkDirections(flow, pair, contacts)
    if flow.direction == nil { readDirection(&flow, pair, contacts, direction) }
    deriveSubject(&flow, roles)
  }

  /// Reports a stated direction that who connects to whom refutes, as the host sees it that the direction is relative to.
  private mutating func checkDirections(_ flow: FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact]) {
    for contact in contacts {
      guard let host = contact.host, let stated = contact.direction, stated.value != .internal,
        let derived = pair.direction(at: host.key), derived != stated.value
      else { continue }
      report(
        .contradiction,
        "\(flow.label) is said to be \(stated.value.rawValue), but who connects to whom makes it \(derived.rawValue); correct one",
        at: stated.range, notes: [Diagnostic.Note("who connects to whom", at: flow.evidence["source"] ?? flow.location)]
      )
    }
  }

  private mutating func readDirection(
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ scope: Located<Flow.Direction>?
  ) {
    let own = contacts.filter { $0.host == nil || $0.host?.key == flow.subject }.compactMap(\.direction)
    if let stated = own.first {
      flow.evidence["direction"] = location(stated.range)
      flow.direction = stated.value
      if let other = own.first(where: { $0.value != stated.value }) {
        report(
          .contradiction,
          "\(flow.label) is \(other.value.rawValue) here and \(stated.value.rawValue) elsewhere; keep one",
          at: other.range, notes: [Diagnostic.Note("here it is \(stated.value.rawValue)", at: location(stated.range))])
      }
    }
    guard let subject = flow.subject, !flow.isBidirectional else { return }
    if let derived = pair.direction(at: subject) {
      if flow.direction == nil {
        flow.direction = derived
        flow.certainty["direction"] = "parties"
      }
      if let scope, scope.value != derived, derived != .internal, own.isEmpty {
        report(
          .contradiction,
          "\(flow.label) stands under a title that says \(scope.value.rawValue), but who connects to whom makes it \(derived.rawValue)",
          at: flow.evidence["source"]?.range ?? flow.location.range,
          notes: [Diagnostic.Note("the title", at: location(scope.range))])
      }
    } else if flow.direction == nil, let scope {
      flow.direction = scope.value
      flow.evidence["direction"] = location(scope.range)
    }
  }

  /// Outside every section about a host, the listener is whose port it is.
  private func deriveSubject(_ flow: inout FlowDraft, _ roles: RoleTable) {
    guard flow.subject == nil else { return }
    // Nobody owns the firewall of the internet: an external party is no subject while the other side is none.
    let isToOutside = flow.destination.map { roles.entries[$0]?.kind == .external } ?? false
    let isFromOutside = flow.source.map { roles.entries[$0]?.kind == .external } ?? true
    let isOutbound = flow.direction == .outbound || flow.direction == nil && isToOutside && !isFromOutside
    guard let party = isOutbound ? flow.source : flow.destination else { return }
    flow.subject = party
    flow.certainty["subject"] = isOutbound ? "initiator" : "listener"
    if flow.direction == nil, flow.source != nil, flow.destination != nil, !flow.isBidirectional {
      flow.direction = isOutbound ? .outbound : .inbound
      flow.certainty["direction"] = "parties"
    }
  }
}

extension ServiceRegistry {
  /// The transport that a service implies.
  func transport(of name: String) -> Transport? { named(name)?.transport }
}
