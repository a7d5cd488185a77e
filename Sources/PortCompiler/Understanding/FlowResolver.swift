import PortModel
import PortPage
import SourceDiagnostics

/// Makes flows of one page's groups: joins what the sentences about a port say, and derives what follows from it.
struct FlowResolver {
  let pageIndex: Int
  let reading: PageReading
  var diagnostics = DiagnosticList()
  var unresolved: [(kind: String, range: SourceRange, section: Int)] = []
  private(set) var drafts: [FlowDraft] = []
  /// Ports that the page states only to say that they are not used.
  private(set) var refused: [(range: SourceRange, reason: String)] = []
  /// What was reported, so that one mistake about several flows of a port is said once.
  var reported: Set<Diagnostic> = []
  /// The subjects found so far, by section.
  var subjects: [Int: RoleKey?] = [:]

  init(_ pageIndex: Int, _ reading: PageReading) {
    self.pageIndex = pageIndex
    self.reading = reading
  }

  mutating func resolve(_ roles: inout RoleTable) {
    for group in reading.groups.indices { resolve(group, &roles) }
  }

  // MARK: One group

  mutating func resolve(_ index: Int, _ roles: inout RoleTable) {
    let group = reading.groups[index]
    let file = reading.page.file.name
    let section = reading.scopes[group.scope].section
    let subject = subjects[section] ?? subject(of: section, &roles)
    subjects[section] = .some(subject)
    warnOfLimit(group, section)
    let primary = group.statements.prefix(Self.maximumStatements).map { reading.statements[$0].shared }
    let context = group.context.prefix(Self.maximumStatements).map { reading.statements[$0].shared }
    if isRefused(group) { return }
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
    checkUsers(primary, parties, section, &roles)
    checkTransports(primary, group, section)
    let pairs = parties.completed(roles)
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
  static let maximumStatements = 300

  mutating func warnOfLimit(_ group: PageReading.Group, _ section: Int) {
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
  mutating func draft(
    _ index: Int, _ subject: RoleKey?, _ primary: [SharedStatement], _ context: [SharedStatement],
    _ beside: [SharedStatement]
  ) -> FlowDraft {
    let group = reading.groups[index]
    var draft = FlowDraft(
      page: pageIndex, group: index, section: reading.scopes[group.scope].section, subject: subject,
      transport: group.transport, ports: group.ports, location: reading.location(group.range))
    draft.evidence[.ports] = draft.location
    if let rule = group.transportRule { draft.certainty[.transport] = rule }
    readScope(primary, &draft)
    readService(primary + context, group, &draft)
    readTransport(primary + context, &draft)
    readRequirement(primary + beside, &draft)
    readBinding(primary, &draft)
    readTexts(primary, context, &draft)
    return draft
  }

  /// Sentences that name other parties and no port: whether they are about this port is not said.
  mutating func doubtStrangers(_ beside: Parties, _ own: Parties, _ statements: [SharedStatement], _ group: Int) {
    for (contact, statement) in zip(beside.contacts, statements) {
      guard !contact.sources.isEmpty, !contact.destinations.isEmpty,
        !own.pairs.contains(where: { own.names(contact, $0) })
      else { continue }
      let ports = reading.groups[group].ports.label
      report(
        .ambiguousSentence,
        "this sentence may be about port \(ports) or about something else; write \"on this port\", or move it",
        at: statement.value.range)
      unresolved.append(
        (
          DiagnosticRule.ambiguousSentence.slug, statement.value.range,
          reading.scopes[reading.groups[group].scope].section
        ))
    }
  }

  /// "A and B run on the same host" says nothing of the contact of A and C.
  func withoutStrangers(
    _ statement: SharedStatement, _ pair: Parties.Pair, _ subject: RoleKey?, _ roles: inout RoleTable
  ) -> SharedStatement {
    guard !statement.value.neighbours.isEmpty, statement.value.sameHost != nil else { return statement }
    let keys = statement.value.neighbours.map { roles.resolve($0, subject: subject, in: reading.page.file.name) }
    guard keys.contains(where: { $0 != pair.source && $0 != pair.destination }) else { return statement }
    var result = statement.value
    result.sameHost = nil
    if result.direction?.value == .internal { result.direction = nil }
    return SharedStatement(result)
  }

  /// "port 53 over TCP and UDP": a flow for each transport.
  func byTransport(_ flow: FlowDraft, _ statements: [SharedStatement]) -> [FlowDraft] {
    guard flow.transport == nil else { return [flow] }
    let named = transports(statements)
    guard named.count > 1 else { return [flow] }
    return named.map { transport in
      var copy = flow
      copy.transport = transport
      copy.certainty[.transport] = "sentence"
      return copy
    }
  }

  /// "Incoming" above the port.
  func scopeDirection(_ scope: Int) -> Located<Flow.Direction>? {
    var index: Int? = scope
    while let current = index {
      if let direction = reading.scopes[current].direction { return direction }
      index = reading.scopes[current].parent
    }
    return nil
  }

  /// Whether the statements say that nobody uses the port, or that it stays closed; it is an error when others ask for it.
  mutating func isRefused(_ group: PageReading.Group) -> Bool {
    let refusing = group.statements.first { index in
      reading.statements[index].statement.negation.map { $0.value != .unneeded } ?? false
    }
    guard let refusing, let refusal = reading.statements[refusing].statement.negation else {
      return isOnlyDenied(group)
    }
    let statements =
      reading.statements[refusing].statement.isLeadIn ? [] : group.statements.map { reading.statements[$0].shared }
    let label = "\(group.transport?.rawValue.uppercased() ?? "port") \(group.ports.label)"
    if let other = statements.first(where: {
      $0.value.requirement != nil || $0.value.hasParties || $0.value.isPortState
    }) {
      report(
        .contradiction,
        "\(label) is said not to be \(refusal.value == .closed ? "open" : "used"), and asked for elsewhere; keep one",
        at: refusal.range, notes: [Diagnostic.Note("asked for here", at: location(other.value.range))])
    }
    refused.append((group.range, refusal.value.explanation))
    return true
  }

  /// Whether the port stands only in sentences that deny something and were not understood, each of them reported: what they deny
  /// may be the port.
  private func isOnlyDenied(_ group: PageReading.Group) -> Bool {
    !group.statements.isEmpty
      && group.statements.allSatisfy { index in
        let entry = reading.statements[index]
        guard !entry.isTitle, entry.statement.hasVerb, !entry.statement.saysSomething else { return false }
        let words = reading.page.visibleText(entry.statement.range).lowercased().split { !$0.isLetter && $0 != "'" }
        return words.contains { Self.denials.contains(String($0)) || $0.hasSuffix("n't") }
      }
  }

  private static let denials: Set<String> = ["no", "not", "never", "neither", "nor", "cannot", "without", "none"]

  /// The host whose section a section belongs to.
  func subject(of section: Int, _ roles: inout RoleTable) -> RoleKey? {
    var index: Int? = section
    while let current = index {
      switch reading.outline.headings[current].role {
      case .subject(let mention):
        return roles.insert(mention, isSubject: true, in: reading.page.file.name)
      case .other(let mention?):
        // A title that only names a party some sentence or title speaks of names the host, too.
        if current != section || !reading.scopes[current].groups.isEmpty,
          roles[roles.canonicalKey(mention)] != nil || RoleName.endsInMachine(mention.name)
        {
          return roles.insert(mention, isSubject: true, in: reading.page.file.name)
        }
      case .ports, .service, .checks, .other: break
      }
      index = reading.page.sections[current].parent
    }
    return nil
  }

  func location(_ range: SourceRange) -> SourceLocation { reading.location(range) }

  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = []
  ) {
    report(Diagnostic(rule, message, at: location(range), notes: notes))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { diagnostics.report(diagnostic) }
  }

  // MARK: Direction and parties

  /// Reports a party that uses the port without a word on whether it connects or listens, where no other sentence tells.
  mutating func checkUsers(
    _ statements: [SharedStatement], _ parties: Parties, _ section: Int, _ roles: inout RoleTable
  ) {
    // "used by the database to find its instances": the purpose tells what the port is for, and both sides are left open on purpose.
    for statement in statements where statement.value.purpose == nil {
      for user in statement.value.users {
        let key = roles.canonicalKey(user)
        guard roles.isMachine(key) || roles.isKnownParty(key), !parties.names(key) else { continue }
        report(
          .ambiguousSentence,
          "whether \"\(user.name)\" connects or listens is not said; write \"connects to …\" or \"listens on …\"",
          at: user.range)
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, user.range, section))
      }
    }
  }

  /// Reports a sentence that names another transport than the one that its port is written with.
  mutating func checkTransports(_ statements: [SharedStatement], _ group: PageReading.Group, _ section: Int) {
    guard let transport = group.transport else { return }
    for statement in statements.lazy.map(\.value)
    where statement.expressions.isEmpty && !statement.transports.isEmpty && !statement.transports.contains(transport) {
      let named = statement.transports.elements.map { $0.rawValue.uppercased() }.joined(separator: " and ")
      report(
        .ambiguousSentence,
        "the sentence says \(named), and the port is written as \(transport.rawValue.uppercased()) \(group.ports.label); correct one",
        at: statement.range)
      unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.range, section))
    }
  }

  /// Reports a place that is neither the section's host nor a party of the flow.
  mutating func checkPlaces(
    _ statements: [SharedStatement], _ parties: Parties, _ subject: RoleKey?, _ roles: inout RoleTable
  ) {
    for statement in statements {
      for place in statement.value.places {
        let key = roles.resolve(place, subject: subject, in: reading.page.file.name)
        guard let subject, key != subject, !parties.names(key) else { continue }
        var message =
          "the section is about \"\(roles[subject]?.name ?? "")\", and \"\(place.name)\" is named only here"
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

  mutating func complete(
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ direction: Located<Flow.Direction>?,
    _ roles: RoleTable
  ) {
    flow.source = pair.source
    flow.destination = pair.destination
    flow.isBidirectional = pair.isBidirectional
    if let range = pair.range {
      if pair.source != nil { flow.evidence[.source] = location(range) }
      if pair.destination != nil { flow.evidence[.destination] = location(range) }
    }
    if let rule = pair.sourceRule { flow.certainty[.source] = rule }
    if let rule = pair.destinationRule { flow.certainty[.destination] = rule }
    checkDirections(flow, pair, contacts)
    if flow.direction == nil { readDirection(&flow, pair, contacts, direction) }
    deriveSubject(&flow, roles)
  }

  /// Reports a stated direction that who connects to whom refutes, as the host sees it that the direction is relative to.
  mutating func checkDirections(_ flow: FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact]) {
    for contact in contacts {
      guard let host = contact.host, let stated = contact.direction, stated.value != .internal,
        let derived = pair.direction(at: host.key), derived != stated.value
      else { continue }
      report(
        .contradiction,
        "\(flow.label) is said to be \(stated.value.rawValue), but who connects to whom makes it \(derived.rawValue); correct one",
        at: stated.range, notes: [Diagnostic.Note("who connects to whom", at: flow.evidence[.source] ?? flow.location)]
      )
    }
  }

  mutating func readDirection(
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ scope: Located<Flow.Direction>?
  ) {
    let own = contacts.filter { $0.host == nil || $0.host?.key == flow.subject }.compactMap(\.direction)
    if let stated = own.first {
      flow.evidence[.direction] = location(stated.range)
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
        flow.certainty[.direction] = "parties"
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
      flow.evidence[.direction] = location(scope.range)
    }
  }

  /// Outside every section about a host, the listener is whose port it is.
  func deriveSubject(_ flow: inout FlowDraft, _ roles: RoleTable) {
    guard flow.subject == nil else { return }
    // Nobody owns the firewall of the internet: an external party is no subject while the other side is none.
    let isToOutside = flow.destination.map { roles[$0]?.kind == .external } ?? false
    let isFromOutside = flow.source.map { roles[$0]?.kind == .external } ?? true
    let isOutbound = flow.direction == .outbound || flow.direction == nil && isToOutside && !isFromOutside
    guard let party = isOutbound ? flow.source : flow.destination else { return }
    flow.subject = party
    flow.certainty[.subject] = isOutbound ? "initiator" : "listener"
    if flow.direction == nil, flow.source != nil, flow.destination != nil, !flow.isBidirectional {
      flow.direction = isOutbound ? .outbound : .inbound
      flow.certainty[.direction] = "parties"
    }
  }
}

extension ServiceRegistry {
  /// The transport that a service implies.
  func transport(of name: String) -> Transport? { named(name)?.transport }
}
