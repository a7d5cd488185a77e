import PortModel
import PortPage
import SourceDiagnostics

/// Reads a label with its value: "Direction: inbound", "Source: the Orders Client".
struct LabelledValueReader {
  private let page: Page
  private let tokens: [Token]
  private let names: NameReader
  private let lexicon = Lexicon.english

  init(_ page: Page, _ tokens: [Token], names: NameReader) {
    self.page = page
    self.tokens = tokens
    self.names = names
  }

  private enum Label {
    case direction, source, destination, users, transport, purpose, requirement, optional, binding, condition
  }

  /// Nil where the text is no label with a value that it can have; then it is a sentence.
  func read() -> Statement? {
    guard let colon = tokens.prefix(4).firstIndex(where: { $0.isMark(":") }), colon > 0, colon + 1 < tokens.count,
      let label = label(0..<colon)
    else { return nil }
    var end = tokens.count
    while end > colon + 1, tokens[end - 1].isMark(".") || tokens[end - 1].isMark(";") { end -= 1 }
    let value = (colon + 1)..<end
    // A value of several sentences is prose.
    guard !value.isEmpty, value.count <= 40, !tokens[value].contains(where: { $0.isMark(".") && $0.range.count == 1 })
    else { return nil }
    var statement = Statement(range: sourceRange(tokens, 0..<tokens.count))
    statement.refersToPorts = true
    if read(label, value, &statement) { return statement }
    // What a purpose says may be a sentence of its own.
    if label == .purpose { return nil }
    var doubtful = Statement(range: statement.range)
    doubtful.refersToPorts = true
    doubtful.hasVerb = true
    doubtful.doubts = [
      (
        "what stands behind \"\(page.visibleText(sourceRange(tokens, 0..<colon)))\" is not understood; write a sentence",
        sourceRange(tokens, value)
      )
    ]
    return doubtful
  }

  /// Reads a cell of a column that says one thing about each port.
  func read(cell role: ColumnRole, into statement: inout Statement) -> Bool {
    let value = 0..<tokens.count
    switch role {
    case .direction: return read(.direction, value, &statement)
    case .requirement: return read(.requirement, value, &statement)
    case .optional: return read(.optional, value, &statement)
    case .binding: return read(.binding, value, &statement)
    case .condition: return read(.condition, value, &statement)
    default: return false
    }
  }

  private func label(_ range: Range<Int>) -> Label? {
    let words = tokens[range].filter { $0.kind == .word }.map(\.payload)
    guard words.count == range.count, let first = words.first else { return nil }
    if words.count == 2, let label = Self.pairs[words] { return label }
    guard words.count == 1 || words.count == 2 && Self.fillers.contains(words[1]) else { return nil }
    return Self.labels[first]
  }

  private static let pairs: [[UInt64]: Label] = {
    let words: [(String, String, Label)] = [
      ("used", "for", .purpose), ("used", "by", .users), ("listens", "on", .destination), ("initiated", "by", .source),
      ("opened", "by", .source), ("who", "connects", .source), ("accessed", "by", .source), ("called", "by", .source),
      ("contacted", "by", .source), ("reachable", "from", .source), ("accessible", "from", .source),
      ("who", "listens", .destination), ("needed", "for", .purpose),
      ("connects", "to", .destination), ("only", "if", .condition),
      ("needed", "if", .condition),
      ("required", "if", .condition), ("needed", "when", .condition), ("required", "when", .condition),
    ]
    return Dictionary(uniqueKeysWithValues: words.map { ([Token.hash(text: $0.0), Token.hash(text: $0.1)], $0.2) })
  }()
  private static let fillers = WordSet(
    ["host", "hosts", "system", "component", "address", "protocol", "port"])
  private static let labels: [UInt64: Label] = {
    let words: [(String, Label)] = [
      ("direction", .direction), ("source", .source), ("from", .source), ("initiator", .source),
      ("client", .source), ("clients", .source),
      ("destination", .destination), ("target", .destination), ("server", .destination), ("servers", .destination),
      ("to", .destination), ("listener", .destination),
      ("protocol", .transport), ("transport", .transport), ("purpose", .purpose), ("description", .purpose),
      ("usage", .purpose), ("required", .requirement), ("mandatory", .requirement), ("requirement", .requirement),
      ("optional", .optional),
      ("configurable", .binding), ("changeable", .binding), ("condition", .condition), ("when", .condition),
    ]
    return Dictionary(uniqueKeysWithValues: words.map { (Token.hash(text: $0.0), $0.1) })
  }()

  private func read(_ label: Label, _ value: Range<Int>, _ statement: inout Statement) -> Bool {
    switch label {
    case .direction: return readDirection(value, &statement)
    case .source:
      guard let names = names(value) else { return false }
      statement.sources = names
    case .destination:
      guard let names = names(value) else { return false }
      statement.destinations = names
    case .users:
      guard let names = names(value) else { return false }
      if names.allSatisfy({ StatementReader.isVisitor($0) }) {
        statement.sources = names
        statement.isPortState = true
      } else {
        statement.users = names
        statement.isUsedBySomebody = true
      }
    case .transport: return readTransport(value, &statement)
    case .purpose:
      var reader = StatementReader(tokens, sentence: value, names: names)
      let said = reader.read()
      // A purpose that is a sentence of its own is read as one.
      guard said.count == 1, !said[0].value.saysSomething, said[0].value.expressions.isEmpty else { return false }
      statement.purpose = Located(page.visibleText(sourceRange(tokens, value)), at: sourceRange(tokens, value))
    case .requirement: return readRequirement(value, isNegative: false, &statement)
    case .optional: return readRequirement(value, isNegative: true, &statement)
    case .binding:
      guard let answer = answer(value) else { return false }
      statement.binding = Located(answer ? .default : .fixed, at: sourceRange(tokens, value))
    case .condition:
      guard !isNothing(value) else { return false }
      // "Optional, improves performance"
      if value.count == 1 || tokens[value.lowerBound + 1].kind != .word && isPlain(value.dropFirst(2)),
        readRequirement(value.lowerBound..<(value.lowerBound + 1), isNegative: false, &statement)
      {
        return true
      }
      return readCondition(value, &statement)
    }
    return true
  }

  /// Nothing that restricts what stands in front: no condition, no "only", "with" or "but", and no brackets.
  private func isPlain(_ value: Range<Int>) -> Bool {
    value.allSatisfy { index in
      switch lexicon[tokens[index]] {
      case .subordinator, .adverb(.only), .negation, .determiner(.negative), .conjunction(.but), .preposition: false
      default: !tokens[index].isMark("(") && !tokens[index].isMark(")")
      }
    } && !value.isEmpty
  }

  /// "clustering is enabled", "if clustering is enabled", "Only when …", "unless a proxy is used"
  private func readCondition(_ value: Range<Int>, _ statement: inout Statement) -> Bool {
    var start = value.lowerBound
    var isException = false
    if lexicon[tokens[start]] == .adverb(.only) { start += 1 }
    guard start < value.upperBound else { return false }
    switch lexicon[tokens[start]] {
    case .subordinator(.condition): start += 1
    case .subordinator(.exception):
      isException = true
      start += 1
    default: start = value.lowerBound
    }
    guard start < value.upperBound else { return false }
    let text = page.visibleText(sourceRange(tokens, start..<value.upperBound))
    statement.condition = Located(
      StatedCondition(text: text, isException: isException), at: sourceRange(tokens, value))
    return true
  }

  /// "none", "n/a", "-"
  private func isNothing(_ value: Range<Int>) -> Bool {
    tokens[value].allSatisfy { $0.kind != .word || StatementReader.nothing.contains($0.payload) }
  }

  private static let `in` = Token.hash("in")
  private static let out = Token.hash("out")

  private func readDirection(_ value: Range<Int>, _ statement: inout Statement) -> Bool {
    if value.count == 1, [Self.in, Self.out].contains(tokens[value.lowerBound].payload) {
      let isInbound = tokens[value.lowerBound].payload == Self.in
      statement.direction = Located(isInbound ? .inbound : .outbound, at: sourceRange(tokens, value))
      return true
    }
    var directions: Set<Flow.Direction> = []
    for (index, token) in zip(value, tokens[value]) {
      // "In/Out"
      if value.count > 1, token.payload == Self.in { directions.insert(.inbound) }
      if value.count > 1, token.payload == Self.out { directions.insert(.outbound) }
      if token.payload == Self.in, index + 1 == value.upperBound || !tokens[index + 1].isMark("/") { return false }
      if token.payload == Self.in || token.payload == Self.out { continue }
      if case .direction(let direction)? = lexicon[token] { directions.insert(direction) }
      if Self.both.contains(token.payload), token.kind == .word { directions.formUnion([.inbound, .outbound]) }
      // "Inbound from browsers" says more.
      if case .preposition? = lexicon[token] { return readDirectionWithParty(value, &statement) }
    }
    if directions.count == 1, let direction = directions.first {
      statement.direction = Located(direction, at: sourceRange(tokens, value))
    } else if directions == [.inbound, .outbound] {
      statement.isBidirectional = true
    } else {
      return false
    }
    return true
  }

  /// "Inbound from browsers", "Outbound to the relay", "From agents": the other side, as the section's host sees it; "inbound to the relay": as
  /// the one that is named sees it.
  private func readDirectionWithParty(_ value: Range<Int>, _ statement: inout Statement) -> Bool {
    guard let place = value.first(where: { isSide($0) }), place - value.lowerBound <= 2,
      let parties = names((place + 1)..<value.upperBound)
    else { return false }
    var direction: Flow.Direction?
    for token in tokens[value.lowerBound..<place] {
      switch lexicon[token] {
      case .direction(let found) where direction == nil && found != .internal: direction = found
      // "Inbound traffic from browsers"
      case .event: continue
      default: return false
      }
    }
    let isFrom = lexicon[tokens[place]] == .preposition(.from)
    if isFrom { statement.sources = parties } else { statement.destinations = parties }
    guard let direction else { return true }
    if (direction == .inbound) == isFrom {
      statement.direction = Located(direction, at: sourceRange(tokens, value))
    } else {
      // Whether the section's host is the other side is not said.
      statement.openSide = sourceRange(tokens, value)
    }
    return true
  }

  private func isSide(_ index: Int) -> Bool {
    lexicon[tokens[index]] == .preposition(.from) || lexicon[tokens[index]] == .preposition(.to)
  }

  private static let both = WordSet(["both", "bidirectional", "two-way", "bi-directional"])

  private func readTransport(_ value: Range<Int>, _ statement: inout Statement) -> Bool {
    for token in tokens[value] {
      if case .transport(let transport)? = lexicon[token] { statement.transports.insert(transport) }
      if let service = ServiceRegistry.common[token], statement.service == nil {
        statement.service = Located(service, at: token.range)
        statement.serviceText = page.file.text(token.range)
      }
    }
    return !statement.transports.isEmpty || statement.service != nil
  }

  /// "yes", "optional", "if C", "no, unless C"
  ///
  /// - Parameter isNegative: The label asks whether the port is optional.
  private func readRequirement(_ value: Range<Int>, isNegative: Bool, _ statement: inout Statement) -> Bool {
    let range = sourceRange(tokens, value)
    let clauses = ClauseSplitter(tokens).split(value)
    let stated = clauses.main.map { piece in piece.filter { tokens[$0].kind == .word } }.filter { !$0.isEmpty }
    guard stated.count <= 1, stated.first?.count ?? 0 <= 1, clauses.conditions.count <= 1, clauses.explanations.isEmpty
    else {
      return false
    }
    var requirement: StatedRequirement?
    if let word = stated.first?.first {
      guard let found = self.requirement(word, isNegative: isNegative) else { return false }
      requirement = found
    }
    guard let condition = clauses.conditions.first else {
      guard let requirement else { return false }
      statement.requirement = Located(requirement, at: range)
      return true
    }
    let text = page.visibleText(sourceRange(tokens, condition.tokens))
    // What is not required unless C holds is needed if it holds.
    let isException = condition.isException != (requirement == .optional)
    guard requirement != .recommended, condition.tokens.count > 1 else { return false }
    statement.condition = Located(StatedCondition(text: text, isException: isException), at: range)
    return true
  }

  private func requirement(_ word: Int, isNegative: Bool) -> StatedRequirement? {
    if let answer = answer(word..<(word + 1)) { return answer != isNegative ? .required : .optional }
    switch lexicon[tokens[word]] {
    case .quality(.optional): return .optional
    case .quality(.mandatory), .verb(.require, .participle): return .required
    case .quality(.recommended), .verb(.recommend, .participle): return .recommended
    default: return nil
    }
  }

  private func answer(_ value: Range<Int>) -> Bool? {
    guard value.count == 1 else { return nil }
    switch tokens[value.lowerBound].payload {
    case Self.yes: return true
    case Self.no: return false
    default: return nil
    }
  }

  private static let yes = Token.hash("yes")
  private static let no = Token.hash("no")

  /// One name, or several joined by commas and "and".
  private func names(_ value: Range<Int>) -> [Mention]? {
    let range = sourceRange(tokens, value)
    var reader = PhraseReader(tokens, page.file.bytes, [])
    let phrases = reader.phrases(in: value)
    if self.names.isKnown(range) { return [self.names.mention(range)] }
    // An address or a network is no name.
    guard !tokens[value].contains(where: { $0.kind == .dotted || $0.kind == .number || $0.isMark("/") }) else {
      return nil
    }
    // "Relay" alone is a name, whatever else the word may be.
    if tokens[value].allSatisfy({ $0.kind == .word && $0.traits.contains(.capitalized) }) {
      return [self.names.mention(range)]
    }
    var result: [Mention] = []
    for phrase in phrases {
      switch phrase.kind {
      case .noun(let noun):
        guard noun.head == .thing || noun.head == .machine else { return nil }
        result.append(self.names.mention(sourceRange(tokens, noun.tokens)))
      case .conjunction, .separator: continue
      default: return nil
      }
    }
    return result.isEmpty ? nil : result
  }
}
