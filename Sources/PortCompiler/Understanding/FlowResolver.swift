import PortModel
import PortPage
import SourceDiagnostics

/// Makes flows of one page's groups: joins what the sentences about a port say, and derives what follows from it.
struct FlowResolver {
  let pageIndex: Int
  let reading: PageReading
  var diagnostics = DiagnosticList()
  var unresolved: [(kind: String, range: SourceRange, section: Int)] = []
  var drafts: [FlowDraft] = []
  /// Ports that the page states only to say that they are not used.
  private(set) var refused: [(range: SourceRange, reason: String)] = []
  /// Ports that are to stay closed, by host: no other section may ask for them.
  var closures: [Closure] = []
  /// What was reported, so that one mistake about several flows of a port is said once.
  var reported: Set<Diagnostic> = []
  /// Hosts that only a title names, and that by the word it ends in.
  var presumedSubjects: Set<RoleKey> = []
  /// The sections whose own paragraphs or items state ports.
  let sectionsWithPorts: Set<Int>
  /// Whether the titles of sections name hosts, as far as asked.
  var titleNamesHost: [Bool?] = []
  /// The subjects found so far, by section: of the ports in it, and of those in sections below it.
  var subjects: (own: [RoleKey??], below: [RoleKey??])

  init(_ pageIndex: Int, _ reading: PageReading) {
    self.pageIndex = pageIndex
    self.reading = reading
    let unknown: [RoleKey??] = Array(repeating: nil, count: reading.page.sections.count)
    subjects = (unknown, unknown)
    sectionsWithPorts = Set(reading.groups.map { reading.scopes[$0.scope].section })
    drafts.reserveCapacity(reading.groups.count)
  }

  mutating func resolve(_ roles: inout RoleTable) {
    for group in reading.groups.indices { resolve(group, &roles) }
    checkClosures()
  }

  // MARK: One group

  mutating func resolve(_ index: Int, _ roles: inout RoleTable) {
    // In place, here and below: a group is slow to copy.
    let scope = reading.groups[index].scope
    let file = reading.page.file.name
    let section = reading.scopes[scope].section
    let subject = host(of: scope, &roles) ?? subject(of: section, &roles)
    warnOfLimit(index, section)
    let loose = reading.hasTransportRemarks ? looseRemarks(index, section) : []
    var primary = shared(reading.groups[index].statements, without: loose)
    for position in primary.indices {
      if primary[position].value.itself != nil {
        primary[position] = settled(primary[position], subject, section, &roles)
      }
      if !primary[position].value.correspondents.isEmpty {
        primary[position] = withCorrespondents(primary[position], subject, section, &roles)
      }
    }
    let context = shared(reading.groups[index].context, without: loose).map {
      $0.value.correspondents.isEmpty ? $0 : withCorrespondents($0, subject, section, &roles)
    }
    if !isClosedElsewhere(index, subject, section, &roles), isRefused(index) {
      noteClosure(index, subject)
      return
    }
    let direction = scopeDirection(scope)
    var parties = Parties(primary, subject: subject, direction: direction, file: file, &roles)
    var contextContacts: [Contact] = []
    if !context.isEmpty {
      let fromContext = Parties(context, subject: subject, direction: nil, file: file, &roles)
      if parties.pairs.isEmpty {
        parties.adopt(ofSameHost(fromContext.pairs, index, primary, subject, &roles))
      } else {
        parties.complete(from: fromContext.pairs)
        parties.orient(byOpenersOf: fromContext.contacts)
        doubtStrangers(fromContext, parties, context, index)
      }
      contextContacts = fromContext.contacts
      parties.isUnclearBeside = fromContext.contacts.contains(where: \.isUnclear)
    }
    let all = context.isEmpty ? primary : primary + context
    checkPlaces(primary, parties, subject, &roles)
    checkSelfContacts(parties.contacts, section)
    let introduced = introducedHost(all, parties, subject, &roles)
    checkUsers(introduced == nil ? all : all.filter { !$0.value.isLeadIn }, parties, section, &roles)
    checkTransports(all, index, section)
    var pairs = parties.completed(roles)
    if let introduced, pairs.count == 1 { listen(introduced, &pairs[0], all, direction) }
    checkInitiators(all, pairs, subject, section, &roles)
    checkBystanders(primary, parties, pairs, section, &roles)
    checkLeftOver(all, pairs, subject, section, &roles)
    checkHosts(primary, pairs, subject, section, roles)
    for pair in pairs {
      // Nil where all of the port's sentences are about the pair.
      let own = pairs.count == 1 ? nil : parties.statements(about: pair, among: pairs)
      let beside = contextContacts.indices.filter {
        let contact = contextContacts[$0]
        return !(contact.sources.isEmpty && contact.destinations.isEmpty) && parties.names(contact, pair)
      }
      let stated = own?.map { primary[$0] } ?? primary
      var statements = stated
      for place in statements.indices where !statements[place].value.neighbours.isEmpty {
        statements[place] = withoutStrangers(statements[place], pair, subject, section, &roles)
      }
      var flow = draft(index, subject, statements, context, beside.isEmpty ? [] : beside.map { context[$0] })
      complete(
        &flow, local(pair, primary, subject), own?.map { parties.contacts[$0] } ?? parties.contacts, direction, roles)
      checkRefusedDirections(flow, subject, statements, &roles)
      noteRefusal(flow, statements)
      addByTransport(flow, stated, context)
    }
  }

  private func shared(_ statements: [Int], without loose: Set<Int>) -> [SharedStatement] {
    if statements.isEmpty { return [] }
    let read = statements.prefix(Self.maximumStatements)
    return (loose.isEmpty ? read : read.filter { !loose.contains($0) }[...]).map { reading.statements[$0].shared }
  }

  /// More sentences about one port than any page has. Joining them takes time with the square of their number.
  static let maximumStatements = 300

  mutating func warnOfLimit(_ group: Int, _ section: Int) {
    let group = reading.groups[group]
    guard max(group.statements.count, group.context.count) > Self.maximumStatements else { return }
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
      transport: group.transport, ports: group.ports, location: place(group.range))
    draft.evidence[.ports] = draft.location
    draft.isRow = primary.contains { $0.value.isRow }
    if let rule = group.transportRule { draft.certainty[.transport] = rule }
    readScope(primary, &draft)
    let all = context.isEmpty ? primary : primary + context
    readService(all, group, &draft)
    readTransport(all, &draft)
    readRequirement(beside.isEmpty ? primary : primary + beside, &draft)
    readBinding(primary, &draft)
    readTexts(primary, all, &draft)
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
  mutating func withoutStrangers(
    _ statement: SharedStatement, _ pair: Parties.Pair, _ subject: RoleKey?, _ section: Int, _ roles: inout RoleTable
  ) -> SharedStatement {
    guard !statement.value.neighbours.isEmpty, statement.value.sameHost != nil else { return statement }
    let keys = statement.value.neighbours.map { mention in
      let key = roles.resolve(mention, subject: subject, in: reading.page.file.name)
      // "The process", beside "Orders Agent process"
      return [pair.source, pair.destination].compactMap { $0 }.first { isShortFor($0, mention, roles) } ?? key
    }
    guard keys.contains(where: { $0 != pair.source && $0 != pair.destination }) else { return statement }
    if pair.source == nil || pair.destination == nil, let range = statement.value.sameHost {
      let message = "who is on one host is said, and not that they connect on this port; write who connects to whom"
      if report(.ambiguousSentence, message, at: range) {
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section))
      }
    }
    var result = statement.value
    result.sameHost = nil
    if result.direction?.value == .internal { result.direction = nil }
    return SharedStatement(result)
  }

  /// "Only from the server itself", in a section about the server: nothing leaves the host. In another one, who that is stays open.
  private mutating func settled(
    _ statement: SharedStatement, _ subject: RoleKey?, _ section: Int, _ roles: inout RoleTable
  ) -> SharedStatement {
    guard let itself = statement.value.itself else { return statement }
    var result = statement.value
    if let subject, roles.resolve(itself, subject: subject, in: reading.page.file.name) == subject {
      result.sameHost = itself.range
      result.direction = Located(.internal, at: itself.range)
      result.sources = []
      result.destinations = []
      result.isPortState = false
    } else {
      let message =
        "whether \"\(itself.name)\" is on the same host is not said; write \"on the same host\" or who connects to whom"
      if report(.ambiguousSentence, message, at: itself.range) {
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, itself.range, section))
      }
    }
    return SharedStatement(result)
  }

  /// "port 53 over TCP and UDP": a flow for each transport.
  ///
  /// In another sentence it is a remark that names transports and nothing else, such as "Both TCP and UDP."
  mutating func addByTransport(
    _ flow: consuming FlowDraft, _ statements: [SharedStatement], _ context: [SharedStatement]
  ) {
    var named = flow.transport == nil ? transports(statements) : []
    if flow.transport == nil, named.isEmpty { named = transports(context.filter(\.value.isTransportRemark)) }
    guard named.count > 1 else { return drafts.append(flow) }
    for transport in named {
      var draft = copy flow
      draft.transport = transport
      draft.certainty[.transport] = .sentence
      drafts.append(draft)
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

  /// Whether the port stands only in sentences that deny something and were not understood, each of them reported: what they deny
  /// may be the port.
  private func isOnlyDenied(_ statements: [Int]) -> Bool {
    !statements.isEmpty
      && statements.allSatisfy { !reading.statements[$0].isTitle && reading.statements[$0].shared.value.isDenial }
  }

  private func isOwnDefault(_ statement: Statement) -> Bool {
    statement.binding?.value == .default && !statement.refersToAllPorts
  }

  /// Whether the statements say that nobody uses the port, or that it stays closed; it is an error when others ask for it.
  mutating func isRefused(_ index: Int) -> Bool {
    let refusing = reading.groups[index].statements.first { index in
      reading.statements[index].shared.value.negation.map { $0.value != .unneeded } ?? false
    }
    guard let refusing, let refusal = reading.statements[refusing].shared.value.negation else {
      return isOnlyDenied(reading.groups[index].statements)
    }
    let group = reading.groups[index]
    if refusal.value == .closed,
      group.statements.contains(where: { reading.statements[$0].shared.value.sameHost != nil }),
      !group.statements.contains(where: { reading.statements[$0].shared.value.requirement != nil })
    {
      // "The port is bound to localhost and must not be opened": to nobody else; "and must be open" contradicts it.
      return false
    }
    if reading.statements[refusing].shared.value.noInbound != nil,
      group.statements.contains(where: { reading.statements[$0].shared.value.direction?.value == .outbound })
    {
      // "must be closed for incoming and open for outgoing connections"
      return false
    }
    let title = reading.statements[refusing]
    if title.statement.isLeadIn, title.statement.requirement?.value == .optional,
      group.statements.contains(where: { isOwnDefault(reading.statements[$0].shared.value) })
    {
      // "Disabled ports: 2003, the default port of Graphite"
      return false
    }
    let statements =
      title.statement.isLeadIn ? [] : group.statements.map { reading.statements[$0].shared }
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

  func location(_ range: SourceRange) -> SourceLocation { reading.location(range) }

  func place(_ range: SourceRange) -> PageRange { PageRange(page: pageIndex, range: range) }

  /// - Returns: Whether it was not reported before.
  @discardableResult
  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = []
  ) -> Bool {
    let diagnostic = Diagnostic(rule, message, at: location(range), notes: notes)
    guard reported.insert(diagnostic).inserted else { return false }
    diagnostics.report(diagnostic)
    return true
  }

  // MARK: Direction and parties

  mutating func complete(
    _ flow: inout FlowDraft, _ pair: Parties.Pair, _ contacts: [Contact], _ direction: Located<Flow.Direction>?,
    _ roles: RoleTable
  ) {
    flow.source = pair.source
    flow.destination = pair.destination
    flow.isBidirectional = pair.isBidirectional
    if let range = pair.range {
      if pair.source != nil { flow.evidence[.source] = place(range) }
      if pair.destination != nil { flow.evidence[.destination] = place(range) }
    }
    if let rule = pair.sourceRule { flow.certainty[.source] = rule }
    if let rule = pair.destinationRule { flow.certainty[.destination] = rule }
    if let subject = flow.subject, presumedSubjects.contains(subject), let source = pair.source,
      let destination = pair.destination, source != subject, destination != subject
    {
      // "Katello Agent" above "Clients connect to the Smart Proxy": a title of what the contact is for.
      flow.subject = nil
    }
    if flow.direction == .internal, flow.scope == .network, !pair.isBidirectional, let source = pair.source,
      let destination = pair.destination, source != destination,
      destination == flow.subject || source == flow.subject && !isProcess(destination, roles),
      let refused = flow.evidence[.direction]
    {
      // "A connects. It must not be reachable from any other host.": nobody else is let in.
      flow.direction = flow.subject.flatMap { pair.direction(at: $0) }
      flow.certainty[.direction] = flow.direction == nil ? nil : .parties
      flow.evidence[.direction] = nil
      if report(
        .ambiguousSentence, "who else must not connect cannot be said in a specification; say who may",
        at: refused.range)
      {
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, refused.range, flow.section))
      }
    }
    checkDirections(flow, pair, contacts, roles)
    if flow.direction == nil { readDirection(&flow, pair, contacts, direction, roles) }
    if flow.isRow, flow.direction == .outbound, pair.source == nil, let subject = flow.subject,
      pair.destination == subject
    {
      // "To: Hub" in a table of the Hub's ports.
      flow.direction = nil
      flow.evidence[.direction] = nil
    }
    deriveSubject(&flow, direction, roles)
  }
}

extension ServiceRegistry {
  /// The transport that a service implies.
  func transport(of name: String) -> Transport? { named(name)?.transport }
}
