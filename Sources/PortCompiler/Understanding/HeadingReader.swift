import PortModel
import PortPage
import SourceDiagnostics

/// Reads a title.
struct HeadingReader {
  let page: Page
  let words: ReadableWords
  let tokens: [Token]
  /// An enclosing title speaks of ports.
  private let isAmongPorts: Bool
  private let names: NameReader
  let lexicon = Lexicon.english
  private let registry = ServiceRegistry.common

  init(_ page: Page, _ words: ReadableWords, _ names: NameReader, isAmongPorts: Bool) {
    self.isAmongPorts = isAmongPorts
    self.page = page
    self.words = words
    self.names = names
    tokens = words.tokens
  }

  /// Where an enclosing title speaks of ports, a bare number is one.
  func read() -> Outline.Heading {
    var heading = Outline.Heading(role: .other(nil), words: words)
    guard !tokens.isEmpty else { return heading }
    heading.speaksOfPorts =
      isAmongPorts || tokens.contains { lexicon[$0] == .port || Self.trafficWords.contains($0.payload) }
    let range = 0..<tokens.count
    var reader = StatementReader(tokens, sentence: withoutNumber(range), names: names)
    let statement = reader.read(isLabel: isAmongPorts)[0]
    // "No inbound ports" gives none.
    heading.direction = isNegative ? nil : direction
    heading.lead = lead(statement).map(SharedStatement.init)
    if !statement.value.expressions.isEmpty {
      heading.statement = completed(statement, heading.direction)
      heading.role = .ports
    } else if isChecks {
      heading.role = .checks
    } else if !isContact(heading.lead?.value), let subject = subject(), !isSide(subject, of: heading.lead?.value),
      heading.lead?.value.doubts.contains(where: { $0.range.overlaps(subject.range) }) != true
    {
      heading.role = .subject(subject)
    } else if let service = service() {
      heading.role = .service(service, page.file.text(serviceToken().range))
    } else {
      heading.role = .other(isAboutContact || heading.lead?.value.doubts.isEmpty == false ? nil : name(range))
    }
    return heading
  }

  /// "From A to B" is about no host.
  private func isContact(_ lead: Statement?) -> Bool {
    lead.map { !$0.sources.isEmpty && !$0.destinations.isEmpty } ?? false
  }

  /// The name is the other side's: "Inbound from the agents".
  private func isSide(_ mention: Mention, of lead: Statement?) -> Bool {
    lead.map { ($0.sources + $0.destinations).contains { $0.range.overlaps(mention.range) } } ?? false
  }

  /// The direction that a title gives; none where it gives both.
  var direction: Located<Flow.Direction>? {
    var found: Located<Flow.Direction>?
    for (index, token) in tokens.enumerated() {
      guard case .direction(let direction)? = lexicon[token], direction != .internal, isAboutTraffic(behind: index)
      else { continue }
      if let earlier = found, earlier.value != direction { return nil }
      found = Located(direction, at: token.range)
    }
    return found
  }

  /// "Communication between A and B" names no host; "Session broker" is one.
  private var isAboutContact: Bool {
    if tokens.contains(where: { $0.kind == .arrow || $0.isMark(">") }) { return true }
    let isJoining = tokens.contains { token in
      switch lexicon[token] {
      case .preposition(.between), .preposition(.from), .preposition(.to): true
      default: false
      }
    }
    return isJoining || tokens.contains { lexicon[$0] == .event } && !endsInMachine(tokens[...])
  }

  /// "Incoming", "Outgoing connections", "(inbound)"; not "Outgoing mail queue".
  private func isAboutTraffic(behind index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].kind == .word else { return true }
    if Self.genericWords.contains(tokens[index + 1].payload) { return true }
    switch lexicon[tokens[index + 1]] {
    case nil, .verb, .quality: return false
    default: return true
    }
  }

  private var isChecks: Bool {
    tokens.contains { token in
      if case .verb(.check, _)? = lexicon[token] { return true }
      return Self.checkWords.contains(token.payload)
    } || isTest
  }

  /// "Test the ports", "Testing connectivity"; not "Test Runner".
  private var isTest: Bool {
    guard let first = tokens.first, Self.testWords.contains(first.payload), tokens.count > 1 else { return false }
    switch lexicon[tokens[1]] {
    case .determiner, .port, .event, .preposition: return true
    default: return !tokens[1].traits.contains(.capitalized)
    }
  }

  private static let testWords = WordSet(["test", "testing", "tests"])

  private static let checkWords = WordSet(["checklist", "verification", "troubleshooting"])

  /// The host in "… ports on X", "… ports used by X", "X ports", "X: network ports".
  private func subject() -> Mention? {
    let word =
      tokens.firstIndex { lexicon[$0] == .port } ?? tokens.firstIndex { speaksOfTraffic($0) }
      ?? direction.flatMap { direction in tokens.firstIndex { $0.range == direction.range } }
    guard let port = word else { return nil }
    var index = port + 1
    while index < tokens.count {
      switch lexicon[tokens[index]] {
      case .verb, .relative, .be, .modal, .adverb, .quality, .number, .direction: index += 1
      // "X ports, inbound from Y"
      case .preposition(.from) where direction?.value == .inbound,
        .preposition(.to) where direction?.value == .outbound:
        return isPurpose(port) ? nil : leading(port)
      case .preposition(.by) where isByDefault(index): index += 2
      case .preposition(.on), .preposition(.for), .preposition(.of), .preposition(.by), .preposition(.at),
        .preposition(.in):
        guard index + 1 < tokens.count, let mention = name((index + 1)..<tokens.count), visitors == nil else {
          return nil
        }
        // "Ports for high availability", "for mail flow in Exchange" are about a purpose, whatever stands in parentheses.
        let words = tokens[(index + 1)...].prefix { token in
          if case .preposition(let preposition)? = lexicon[token] { return preposition == .of }
          return !token.isMark("(")
        }
        if lexicon[tokens[index]] == .preposition(.for), !endsInMachine(words), !beginsWithName(words) { return nil }
        return mention
      case nil where tokens[index].isMark(",") && direction != nil: index += 1
      // "Outgoing connections from X", "Inbound traffic to X", "Inbound, to X"
      case .preposition(.from) where direction?.value == .outbound,
        .preposition(.to) where direction?.value == .inbound:
        return name((index + 1)..<tokens.count)
      // "Firewall rules for X"
      case nil
      where Self.genericWords.contains(tokens[index].payload) || Self.ruleWords.contains(tokens[index].payload):
        index += 1
      case nil:
        return isPurpose(port) ? nil : leading(port)
      default:
        return nil
      }
    }
    return isPurpose(port) ? nil : leading(port)
  }

  /// "the server", "Orders", "vCenter"
  private func beginsWithName(_ words: ArraySlice<Token>) -> Bool {
    guard let first = words.first else { return false }
    return lexicon[first] == .determiner(.definite)
      || page.file.bytes[first.range.offsets].contains { (0x41...0x5A).contains($0) }
  }

  private func endsInMachine(_ words: ArraySlice<Token>) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    return RoleName.endsInMachine(page.visibleText(first.range.union(last.range)))
  }

  private static let ruleWords = WordSet(["rules", "rule", "exceptions", "openings"])

  /// "Database connection" below a title about a host's ports: what the ports are for, and no host.
  private func isPurpose(_ word: Int) -> Bool { isAmongPorts && lexicon[tokens[word]] == .event }

  private func speaksOfTraffic(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .port, .event: true
    default: Self.trafficWords.contains(token.payload)
    }
  }

  private static let trafficWords = WordSet(["firewall", "firewalls"])

  /// The name in front of "ports": `Orders Server ports`.
  private func leading(_ port: Int) -> Mention? {
    var end = port
    while end > 0, isGeneric(tokens[end - 1]) { end -= 1 }
    // "CNI Specific Ports": what they have to do with, and not whose they are.
    guard end > 0, !Self.relations.contains(tokens[end - 1].payload), !isOnePort(port, named: 0..<end),
      !tokens[..<end].contains(where: { lexicon[$0] == .port })
    else { return nil }
    return name(0..<end)
  }

  /// "Mail port", "Agent port": what one port is for, and not whose ports they are.
  private func isOnePort(_ port: Int, named name: Range<Int>) -> Bool {
    guard lexicon[tokens[port]] == .port, tokens[port].payload == Self.port else { return false }
    return name.count { tokens[$0].kind == .word } == 1 || !endsInMachine(tokens[name])
  }

  private static let port = Token.hash("port")

  private func isGeneric(_ token: Token) -> Bool {
    if Self.genericWords.contains(token.payload) { return true }
    switch lexicon[token] {
    case nil: return token.isMark(":") || token.kind == .dash || token.isMark("-")
    case .verb(_, .base), .verb(_, .third): return false
    case .transport, .direction, .quality, .verb, .conjunction, .determiner, .number, .preposition: return true
    default: return false
    }
  }

  private static let relations = WordSet(["specific", "related", "based", "dependent", "only", "-specific"])

  static let genericWords = WordSet(
    [
      "network", "networking", "firewall", "tcp/ip", "ip", "list", "overview", "communication", "service", "additional",
      "common", "other", "standard", "important", "further", "general", "typical", "well-known", "custom", "advanced",
      "more", "new", "old", "main", "special", "relevant", "following", "requirements", "requirement", "reference",
      "summary", "details", "configuration", "settings", "table", "product", "all", "key", "basic",
    ] + HeadingReader.outdatedWords)

  func name(_ range: Range<Int>) -> Mention? {
    var range = withoutRemark(withoutNumber(range))
    if range.upperBound == tokens.count, let owner = owner(range) { range = owner }
    while let first = range.first, case .determiner? = lexicon[tokens[first]] { range = (first + 1)..<range.upperBound }
    while let last = range.last, isTrailing(tokens[last]) { range = range.lowerBound..<last }
    guard !range.isEmpty, !isDoing(range), !isClause(range), !isSeveralSides(range),
      tokens[range].contains(where: { isNameWord($0) })
    else { return nil }
    // "Outbound, from the hosts"
    if range.count == 1, range.lowerBound > 0, lexicon[tokens[range.lowerBound - 1]] == .determiner(.definite),
      StatementReader.pluralHosts.contains(tokens[range.lowerBound].payload)
    {
      range = (range.lowerBound - 1)..<range.upperBound
    }
    return names.mention(sourceRange(tokens, range))
  }

  /// "Recorder (one in every store)": a remark behind a name is no part of it; "WMI (Windows Management Instrumentation)" is another name.
  private func withoutRemark(_ range: Range<Int>) -> Range<Int> {
    guard let last = range.last, tokens[last].isMark(")"),
      let open = range.last(where: { tokens[$0].isMark("(") }), open > range.lowerBound, open + 1 < last,
      tokens[open].isSpaced,
      !tokens[open + 1].traits.contains(.capitalized), tokens[open + 1].kind == .word
    else { return range }
    return range.lowerBound..<open
  }

  /// "Setting up the server", "Configuring X": what somebody does, and no name.
  private func isDoing(_ range: Range<Int>) -> Bool {
    range.lowerBound == 0 && range.count > 1 && Self.doing.contains(tokens[0].payload)
  }

  private static let doing = WordSet([
    "setting", "configuring", "installing", "upgrading", "enabling", "disabling", "using", "adjusting", "opening",
    "deploying", "running", "creating", "securing", "understanding", "planning", "preparing", "adding", "removing",
    "changing", "connecting", "accessing", "verifying", "troubleshooting", "getting", "working",
  ])

  /// What stands behind "Network requirements of", "Rules for", "On": general words, and whose; a machine also behind other words
  /// without a name, as in "Sizing of the server", "Firewall settings: Orders Server".
  private func owner(_ range: Range<Int>) -> Range<Int>? {
    let mark = range.dropLast().first { index in
      switch lexicon[tokens[index]] {
      case .preposition(.of), .preposition(.for), .preposition(.on): true
      case .preposition(.with): index > range.lowerBound && lexicon[tokens[index - 1]] == .event
      default: tokens[index].isMark(":") && index > range.lowerBound
      }
    }
    guard let mark else { return nil }
    let behind = (mark + 1)..<range.upperBound
    let front = tokens[range.lowerBound..<mark]
    if lexicon[tokens[mark]] == .preposition(.of), mark > range.lowerBound,
      front.allSatisfy({ Self.genericWords.contains($0.payload) || isGeneric($0) })
    {
      return behind
    }
    // "Relay for agents", "Orders Server on Linux": a name of its own.
    let hasName = front.enumerated().contains { index, token in
      token.isMarked(.machine) || index > 0 && token.traits.contains(.capitalized) && isNameWord(token)
    }
    return !hasName && endsInMachine(tokens[behind]) ? behind : nil
  }

  /// "Configure the server", "Before you install the server", "which the server listens": no name, though a machine's stands in it.
  private func isClause(_ range: Range<Int>) -> Bool {
    tokens[range].enumerated().contains { index, token in
      guard token.kind == .word else { return false }
      switch lexicon[token] {
      case .determiner(.definite), .determiner(.indefinite): return index > 0
      case .relative, .be, .modal, .do, .have, .subordinator, .pronoun: return !token.traits.contains(.capitalized)
      default: return SentenceFilter.addressees.contains(token.payload)
      }
    }
  }

  /// "Clients/Server", "Application server - Database": more than one machine, and no word that joins them.
  private func isSeveralSides(_ range: Range<Int>) -> Bool {
    guard
      let mark = range.dropFirst().dropLast().first(where: {
        tokens[$0].isMark("/") || tokens[$0].kind == .dash || tokens[$0].isMark("-") && tokens[$0].isSpaced
      })
    else { return false }
    return endsInMachine(tokens[range.lowerBound..<mark]) && endsInMachine(tokens[(mark + 1)..<range.upperBound])
  }

  /// "3. Managed devices", "1.2 Pollers": a name does not begin with the number of its section.
  private func withoutNumber(_ range: Range<Int>) -> Range<Int> {
    guard range.lowerBound == 0, range.count > 1 else { return range }
    let next = range.lowerBound + 1
    if let end = behindPart(range) { return end..<range.upperBound }
    if tokens[0].kind == .dotted, tokens[next].kind == .word { return next..<range.upperBound }
    if tokens[0].kind == .dotted, tokens[next].isMark("."), range.count > 2 { return (next + 1)..<range.upperBound }
    guard tokens[0].value != nil, tokens[next].isMark(".") || tokens[next].isMark(")"), range.count > 2 else {
      return range
    }
    return (next + 1)..<range.upperBound
  }

  /// Behind "Appendix B:", "Chapter 5", "Step 3:"; nil where the title begins with no such part.
  private func behindPart(_ range: Range<Int>) -> Int? {
    guard range.count > 1, Self.parts.contains(tokens[0].payload), tokens[1].range.count <= 3,
      tokens[1].kind == .number || tokens[1].kind == .dotted || tokens[1].traits.contains(.capitalized)
    else { return nil }
    // "Appendix B ports"
    if range.count == 2 { return 2 }
    let isMarked = tokens[2].isMark(":") || tokens[2].isMark(".") || tokens[2].kind == .dash || tokens[2].isMark("-")
    guard isMarked else { return tokens[1].kind == .word ? nil : 2 }
    return range.count > 3 ? 3 : nil
  }

  private static let parts = WordSet([
    "appendix", "annex", "chapter", "part", "step", "section", "table", "figure", "phase",
  ])

  /// A word outside the vocabulary, or one that is a noun as well: "relay".
  private func isNameWord(_ token: Token) -> Bool {
    guard token.kind == .word, !Self.genericWords.contains(token.payload), !Self.ruleWords.contains(token.payload)
    else { return false }
    switch lexicon[token] {
    case nil: return true
    case .verb(.send, .base(isNoun: true)), .verb(.send, .third(isNoun: true)): return token.isMarked(.machine)
    default: return false
    }
  }

  private func isTrailing(_ token: Token) -> Bool {
    if case .mark(let mark) = token.kind { return mark != UInt8(ascii: ")") }
    return token.kind == .dash
  }

  /// A service and words that add nothing: `SSH`, `SSH access`, `WMI (Windows Management Instrumentation)`.
  private func service() -> ServiceRegistry.Service? {
    guard let first = tokens.first, let service = registry[first] else { return nil }
    var depth = 0
    for token in tokens.dropFirst() {
      if token.isMark("(") { depth += 1 }
      if token.isMark(")") { depth -= 1 }
      if depth > 0 || token.isMark(")") { continue }
      switch lexicon[token] {
      case .port, .event, .number, .verb(.reach, _): continue
      default: if registry[token] == nil, !token.isMark("/") { return nil }
      }
    }
    return service
  }

  private func serviceToken() -> Token { tokens[0] }
}
