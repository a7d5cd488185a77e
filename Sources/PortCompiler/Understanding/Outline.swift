import PortModel
import PortPage
import SourceDiagnostics

/// What the sections of a page are about.
struct Outline {
  /// What a heading says.
  struct Heading {
    /// The title as its reader sees it, cut where it is longer than ``Outline/longestTitle``.
    var title: String?
    enum Role {
      /// "Network ports on X"
      case subject(Mention)
      /// "TCP 3843", "Control port: TCP 9404"
      case ports
      /// "SSH"
      case service(ServiceRegistry.Service, String)
      /// "Checks to verify ports are open"
      case checks
      /// Any other title; it may name a host.
      case other(Mention?)
    }

    var role: Role
    /// The title is too long to be one, and is not read.
    var isTooLong = false
    var words = ReadableWords([], [])
    var tokens: [Token] { words.tokens }
    /// What the title says about the ports it writes.
    var statement: SharedStatement?
    /// What the title says of all ports below it: "From A to B", "Disabled ports".
    var lead: SharedStatement?
    /// "Incoming", "Outbound ports on X": the direction of everything below.
    var direction: Located<Flow.Direction>?
    /// Whether the title speaks of ports.
    var speaksOfPorts = false
  }

  /// One for each of ``Page/sections``.
  private(set) var headings: [Heading] = []

  /// In bytes. Every flow of a section carries the section's title: a longer one is not read, and is cut.
  static let longestTitle = 1000

  init(_ page: Page, _ names: NameReader) {
    for section in page.sections {
      guard let index = section.heading, let title = page.title(of: section) else {
        headings.append(Heading(role: .other(nil)))
        continue
      }
      let isAmongPorts = section.parent.map { headings[$0].speaksOfPorts } ?? false
      let block = page.blocks[index]
      guard block.range.count <= Self.longestTitle else {
        headings.append(Heading(title: Self.cut(title), role: .other(nil), isTooLong: true, speaksOfPorts: true))
        continue
      }
      var heading = HeadingReader(page, page.readableWords(of: block), names, isAmongPorts: isAmongPorts).read()
      heading.title = title
      headings.append(heading)
    }
  }

  /// The first ``longestTitle`` bytes of a longer text.
  static func cut(_ title: String) -> String {
    guard title.utf8.count > longestTitle else { return title }
    var end = title.utf8.index(title.startIndex, offsetBy: longestTitle)
    while end.samePosition(in: title) == nil { title.utf8.formIndex(before: &end) }
    return title[..<end] + "…"
  }

  /// The subject that headings give the sections of a page, in page order.
  func subjects() -> [Mention] {
    headings.compactMap { if case .subject(let mention) = $0.role { mention } else { nil } }
  }
}

/// Reads a title.
struct HeadingReader {
  let page: Page
  let words: ReadableWords
  let tokens: [Token]
  /// An enclosing title speaks of ports.
  private let isAmongPorts: Bool
  private let names: NameReader
  private let lexicon = Lexicon.english
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
    heading.speaksOfPorts = isAmongPorts || tokens.contains { lexicon[$0] == .port }
    let range = 0..<tokens.count
    var reader = StatementReader(tokens, sentence: range, names: names)
    let statement = reader.read(isLabel: isAmongPorts)[0]
    heading.direction = direction
    heading.lead = lead(statement).map(SharedStatement.init)
    if !statement.value.expressions.isEmpty {
      heading.statement = completed(statement, heading.direction)
      heading.role = .ports
    } else if isChecks {
      heading.role = .checks
    } else if heading.lead?.value.hasParties != true, let subject = subject(),
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

  /// What single words of a title add to its statement: "TCP 80 (optional)", "TCP 80 (closed)", "Inbound TCP 80".
  private func completed(_ shared: SharedStatement, _ direction: Located<Flow.Direction>?) -> SharedStatement {
    let isOptional = tokens.contains { lexicon[$0] == .quality(.optional) }
    let isUnused = shared.value.negation == nil && isNegative
    let isDirected = shared.value.direction == nil && direction != nil
    guard isOptional || isUnused || isDirected else { return shared }
    var statement = shared.value
    if isOptional { statement.requirement = Located(.optional, at: statement.range) }
    if isUnused { statement.negation = Located(.unused, at: statement.range) }
    if isDirected { statement.direction = direction }
    return SharedStatement(statement)
  }

  /// "From A to B", "Disabled ports", "Ports that need not be open"
  private func lead(_ shared: SharedStatement) -> Statement? {
    guard shared.value.expressions.isEmpty else { return nil }
    var result = Statement(range: shared.value.range)
    result.isLeadIn = true
    if !shared.value.sources.isEmpty, !shared.value.destinations.isEmpty {
      result.sources = shared.value.sources
      result.destinations = shared.value.destinations
      result.isBidirectional = shared.value.isBidirectional
      return result
    }
    guard tokens.contains(where: { lexicon[$0] == .port }) else { return nil }
    if isNegative {
      result.negation = Located(.closed, at: result.range)
    } else if let word = outdatedWord {
      result.doubts.append(
        (
          "whether the ports below \"\(page.file.text(word.range))\" are used is not said; say it in a sentence with the port",
          word.range
        ))
    } else if let word = tokens.first(where: { if case .subordinator? = lexicon[$0] { true } else { false } }) {
      result.doubts.append(("a condition in a title is not read; write it in a sentence for each port", word.range))
    } else if let word = tokens.first(where: { lexicon[$0] == .quality(.optional) }) {
      result.requirement = Located(.optional, at: word.range)
    } else if let word = tokens.first(where: {
      lexicon[$0] == .quality(.mandatory) || lexicon[$0] == .verb(.require, .participle)
    }) {
      result.requirement = Located(.required, at: word.range)
    } else {
      return nil
    }
    return result
  }

  /// Whether the title says that its ports are not used: "Disabled ports", "TCP 80 (closed)", "Ports that are not used"; not "TCP 80
  /// (not encrypted)", "(disabled by default)" or "(if TLS is disabled)".
  private var isNegative: Bool {
    for (index, token) in tokens.enumerated() {
      if case .subordinator? = lexicon[token] { return false }
      let isDenial = lexicon[token] == .negation || lexicon[token] == .determiner(.negative)
      // "Ports to block"
      if case .verb(.close, .base)? = lexicon[token], index > 0, lexicon[tokens[index - 1]] == .preposition(.to) {
        return true
      }
      guard isDenial || Self.negativeWords.contains(token.payload) else { continue }
      return isDenial ? deniesUse(behind: index) : !isByDefault(index + 1)
    }
    return false
  }

  /// "not used", "no longer open", "not required", "need not be open"
  private func deniesUse(behind index: Int) -> Bool {
    for token in tokens[(index + 1)...] {
      switch lexicon[token] {
      case .adverb, .be: continue
      case .verb(.use, _), .verb(.require, _), .verb(.open, _), .quality(.open), .port, .transport: return true
      default: return token.value != nil
      }
    }
    return false
  }

  /// "Deprecated ports"; in "Legacy Gateway ports" it is a part of a name.
  private var outdatedWord: Token? {
    if let word = tokens.first(where: { Self.uncertain.contains($0.payload) }) { return word }
    // "Ports you can close"
    if let word = tokens.first(where: { if case .verb(.close, _)? = lexicon[$0] { true } else { false } }) {
      return word
    }
    return tokens.indices.dropLast().first { index in
      Self.outdated.contains(tokens[index].payload)
        && (lexicon[tokens[index + 1]] == .port || Self.genericWords.contains(tokens[index + 1].payload))
    }.map { tokens[$0] }
  }

  private static let uncertain = WordSet(["reserved", "older", "earlier", "previous", "future", "planned"])
  private static let outdatedWords = [
    "deprecated", "obsolete", "retired", "discontinued", "superseded", "unsupported", "legacy", "outdated",
  ]
  private static let outdated = WordSet(outdatedWords)

  private func isByDefault(_ index: Int) -> Bool {
    index + 1 < tokens.count && lexicon[tokens[index]] == .preposition(.by)
      && lexicon[tokens[index + 1]] == .quality(.default)
  }

  private static let negativeWords = WordSet(
    ["disabled", "closed", "unused", "blocked", "removed", "former", "forbidden", "prohibited", "denied"])

  /// The direction that a title gives; none where it gives both.
  private var direction: Located<Flow.Direction>? {
    var found: Located<Flow.Direction>?
    for (index, token) in tokens.enumerated() {
      guard case .direction(let direction)? = lexicon[token], direction != .internal, isAboutTraffic(behind: index)
      else { continue }
      if let earlier = found, earlier.value != direction { return nil }
      found = Located(direction, at: token.range)
    }
    return found
  }

  /// "Communication between A and B" names no host.
  private var isAboutContact: Bool {
    tokens.contains { token in
      switch lexicon[token] {
      case .event, .preposition(.between), .preposition(.from), .preposition(.to): true
      default: false
      }
    }
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
    let word = tokens.firstIndex { lexicon[$0] == .port } ?? tokens.firstIndex { speaksOfTraffic($0) }
    guard let port = word else { return nil }
    var index = port + 1
    while index < tokens.count {
      switch lexicon[tokens[index]] {
      case .verb, .relative, .be, .modal, .adverb, .quality, .number: index += 1
      case .preposition(.by) where isByDefault(index): index += 2
      case .preposition(.on), .preposition(.for), .preposition(.of), .preposition(.by), .preposition(.at),
        .preposition(.in):
        guard index + 1 < tokens.count, let mention = name((index + 1)..<tokens.count) else { return nil }
        // "Ports for high availability" is about a purpose.
        if lexicon[tokens[index]] == .preposition(.for), !RoleName.endsInMachine(mention.name),
          !tokens[(index + 1)...].contains(where: {
            $0.traits.contains(.capitalized) || lexicon[$0] == .determiner(.definite)
          })
        {
          return nil
        }
        return mention
      // "Outgoing connections from X", "Inbound traffic to X"
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
    guard end > 0, !tokens[..<end].contains(where: { lexicon[$0] == .port }) else { return nil }
    return name(0..<end)
  }

  private func isGeneric(_ token: Token) -> Bool {
    if Self.genericWords.contains(token.payload) { return true }
    switch lexicon[token] {
    case nil: return token.isMark(":") || token.kind == .dash || token.isMark("-")
    case .verb(_, .base), .verb(_, .third): return false
    case .transport, .direction, .quality, .verb, .conjunction, .determiner, .number, .preposition: return true
    default: return false
    }
  }

  private static let genericWords = WordSet(
    [
      "network", "networking", "firewall", "tcp/ip", "ip", "list", "overview", "communication", "service", "additional",
      "common", "other", "standard", "important", "further", "general", "typical", "well-known", "custom", "advanced",
      "more", "new", "old", "main", "special", "relevant", "following", "requirements", "requirement", "reference",
      "summary", "details", "configuration", "settings", "table", "product", "all", "key", "basic",
    ] + outdatedWords)

  private func name(_ range: Range<Int>) -> Mention? {
    var range = range
    while let first = range.first, case .determiner? = lexicon[tokens[first]] { range = (first + 1)..<range.upperBound }
    while let last = range.last, isTrailing(tokens[last]) { range = range.lowerBound..<last }
    guard !range.isEmpty,
      tokens[range].contains(where: { isNameWord($0) })
    else { return nil }
    return names.mention(sourceRange(tokens, range))
  }

  /// A word outside the vocabulary, or one that is a noun as well: "relay".
  private func isNameWord(_ token: Token) -> Bool {
    guard token.kind == .word, !Self.genericWords.contains(token.payload) else { return false }
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
