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
    case direction, source, destination, transport, purpose, requirement, binding, condition
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
    guard read(label, value, &statement) else { return nil }
    return statement
  }

  private func label(_ range: Range<Int>) -> Label? {
    let words = tokens[range].filter { $0.kind == .word }.map(\.payload)
    guard words.count == range.count, let first = words.first else { return nil }
    if words.count == 2, words == [Self.used, Self.for] { return .purpose }
    guard words.count == 1 || words.count == 2 && Self.fillers.contains(words[1]) else { return nil }
    return Self.labels[first]
  }

  private static let used = Token.hash("used")
  private static let `for` = Token.hash("for")
  private static let fillers = WordSet(
    ["host", "hosts", "system", "component", "address", "protocol", "port"])
  private static let labels: [UInt64: Label] = {
    let words: [(String, Label)] = [
      ("direction", .direction), ("source", .source), ("from", .source), ("initiator", .source),
      ("destination", .destination), ("target", .destination), ("to", .destination), ("listener", .destination),
      ("protocol", .transport), ("transport", .transport), ("purpose", .purpose), ("description", .purpose),
      ("usage", .purpose), ("required", .requirement), ("mandatory", .requirement), ("requirement", .requirement),
      ("configurable", .binding), ("changeable", .binding), ("condition", .condition), ("when", .condition),
    ]
    return Dictionary(uniqueKeysWithValues: words.map { (Token.hash($0.0), $0.1) })
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
    case .transport: return readTransport(value, &statement)
    case .purpose:
      var reader = StatementReader(tokens, sentence: value, names: names)
      let said = reader.read()
      // A purpose that is a sentence of its own is read as one.
      guard said.count == 1, !said[0].value.saysSomething, said[0].value.expressions.isEmpty else { return false }
      statement.purpose = Located(page.visibleText(sourceRange(tokens, value)), at: sourceRange(tokens, value))
    case .requirement: return readRequirement(value, &statement)
    case .binding:
      guard let answer = answer(value) else { return false }
      statement.binding = Located(answer ? .default : .fixed, at: sourceRange(tokens, value))
    case .condition:
      let range = sourceRange(tokens, value)
      statement.condition = Located(StatedCondition(text: page.visibleText(range), isException: false), at: range)
    }
    return true
  }

  private func readDirection(_ value: Range<Int>, _ statement: inout Statement) -> Bool {
    var directions: Set<Flow.Direction> = []
    for token in tokens[value] {
      if case .direction(let direction)? = lexicon[token] { directions.insert(direction) }
      if Self.both.contains(token.payload), token.kind == .word { directions.formUnion([.inbound, .outbound]) }
      // "Inbound from browsers" says more.
      if case .preposition? = lexicon[token] { return false }
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

  private func readRequirement(_ value: Range<Int>, _ statement: inout Statement) -> Bool {
    let range = sourceRange(tokens, value)
    guard value.count <= 2 else { return false }
    if let answer = answer(value) {
      statement.requirement = Located(answer ? .required : .optional, at: range)
      return true
    }
    switch lexicon[tokens[value.lowerBound]] {
    case .quality(.optional): statement.requirement = Located(.optional, at: range)
    case .quality(.mandatory), .verb(.require, .participle): statement.requirement = Located(.required, at: range)
    case .quality(.recommended), .verb(.recommend, .participle):
      statement.requirement = Located(.recommended, at: range)
    default: return false
    }
    return true
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
