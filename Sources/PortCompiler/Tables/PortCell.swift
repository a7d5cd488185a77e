import PortModel
import PortPage
import SourceDiagnostics

/// The ports of a cell in a column of ports.
///
/// A cell is understood as a whole or not at all: one word that is not known to leave its numbers alone ("not", "except", "was") makes
/// it doubtful.
struct PortCell {
  private(set) var expressions: [PortExpression] = []
  /// What makes the cell doubtful: the index of the first token that is not understood.
  private(set) var doubt: Int?
  /// A mark of a note stands behind a port: "443*", "8443<sup>1</sup>".
  private(set) var hasNote = false
  /// "N/A", "-": the row has no port here.
  private(set) var isEmpty = false
  /// "(optional)"
  private(set) var requirement: StatedRequirement?
  /// "(default)"
  private(set) var isDefault = false

  var isUnderstood: Bool { isEmpty || doubt == nil && !expressions.isEmpty }

  /// Ports stand in the cell, each with its transport.
  var writesTransports: Bool {
    isUnderstood && !expressions.isEmpty && expressions.allSatisfy { !$0.transports.isEmpty && $0.transportRule == nil }
  }

  /// - Complexity: O(*n*).
  init(_ tokens: [Token], _ text: [UInt8]) {
    let reader = PortExpressionReader(tokens: tokens, text: text)
    let numbers = NumberReader(tokens, text)
    var index = 0
    while index < tokens.count {
      if let expression = expression(at: index, reader, numbers) {
        add(expression, tokens)
        index = expression.tokens.upperBound
      } else {
        judge(index, reader)
        index += 1
      }
    }
    attachServices(tokens)
    if expressions.isEmpty { readWords(tokens, reader) }
    // "65 (optional), 66": of one of several ports; "4600 (default 4601)": of another one.
    let ports = expressions.reduce(0) { $0 + $1.elements.count }
    if ports > 1, requirement != nil || isDefault { doubt = doubt ?? 0 }
    // "0-65535" is any port.
    if expressions.contains(where: { $0.elements.contains { isAll($0, text) } }) { doubt = doubt ?? 0 }
  }

  private func isAll(_ element: PortExpression.Element, _ text: [UInt8]) -> Bool {
    element.value == .impossible && text[element.range.offsets].first == UInt8(ascii: "0") && element.tokens.count > 1
  }

  private func expression(
    at index: Int, _ reader: PortExpressionReader, _ numbers: NumberReader
  ) -> PortExpression? {
    let range = index..<reader.tokens.count
    if isNote(index, reader.tokens) || isInWords(index, reader) { return nil }
    if let expression = reader.expression(at: index, range, isLabel: true) {
      if case .words? = expression.elements.first?.value { return nil }
      return expression
    }
    guard reader.tokens[index].value != nil, numbers.reason(at: index, in: 0..<reader.tokens.count) == nil,
      let list = reader.numberList(index, range)
    else { return nil }
    var expression = PortExpression(tokens: index..<list.end, transports: [], elements: list.elements)
    expression.isAlternative = list.isAlternative
    return expression
  }

  /// "445 (SMB 2 and 3)", "5432 (PostgreSQL 14)": a bare number in brackets with a name is the name's; not "389 (636)".
  private func isInWords(_ index: Int, _ reader: PortExpressionReader) -> Bool {
    let tokens = reader.tokens
    guard !expressions.isEmpty, tokens[index].value != nil, isInParentheses(index, tokens),
      let open = tokens[..<index].lastIndex(where: { $0.isMark("(") }),
      let close = tokens[index...].firstIndex(where: { $0.isMark(")") })
    else { return false }
    if index + 1 < close, case .transport? = reader.lexicon[tokens[index + 1]] { return false }
    // "80 (FTP 20, 21)": the service's own ports.
    if let value = tokens[index].value, value >= 20, !NumberReader.years.contains(value),
      tokens[(open + 1)..<index].contains(where: { ServiceRegistry.common[$0] != nil })
    {
      return false
    }
    return tokens[(open + 1)..<index].contains { token in
      guard token.kind == .word else { return false }
      switch reader.lexicon[token] {
      case nil: return true
      default: return false
      }
    } && !tokens[(open + 1)..<index].contains { reader.lexicon[$0] == .port }
  }

  /// A small number, or a year: of a version, a count or a step.
  private func isSmall(_ token: Token) -> Bool {
    token.value.map { $0 < 100 || NumberReader.years.contains($0) } ?? false
  }

  /// "8443<sup>1</sup>", "8444 [1]", "8445 (1)", "8446 ^1^": a small number behind another one is a mark of a note.
  private func isNote(_ index: Int, _ tokens: [Token]) -> Bool {
    guard let value = tokens[index].value, value < 20, index > 0, !expressions.isEmpty else { return false }
    let before = tokens[index - 1]
    // "443 <sup>Note 1</sup>", "443 Notes 1, 2"
    if before.value != nil || Self.notes.contains(before.payload) { return true }
    if before.isMark(","), index > 1, isNote(index - 2, tokens) { return true }
    return before.isMark("[") || before.isMark("(") || before.isMark("^")
  }

  /// A number without a transport has that of the one in front of it: "TCP 389 (636)".
  private mutating func add(_ expression: PortExpression, _ tokens: [Token]) {
    var expression = expression
    if let last = expressions.last {
      if expression.transports.isEmpty { expression.transports = last.transports }
      // "TCP 443, 514/UDP, 8443"
      if expression.transports == last.transports, expressions.contains(where: { $0.transports != last.transports }) {
        doubt = doubt ?? expression.tokens.lowerBound
      }
      // "8456:8458", "8461~8462" may be ranges.
      let between = tokens[last.tokens.upperBound..<expression.tokens.lowerBound]
      if between.contains(where: { $0.isMark("~") || $0.isMark(":") }) { doubt = doubt ?? last.tokens.upperBound }
    }
    isDefault = isDefault || expression.isDefault
    expressions.append(expression)
  }

  /// Whether a token outside the ports leaves them alone.
  private mutating func judge(_ index: Int, _ reader: PortExpressionReader) {
    let token = reader.tokens[index]
    switch token.kind {
    case .number where isNote(index, reader.tokens):
      hasNote = true
      return
    case .number where isSmall(token) && isInWords(index, reader): return
    case .dotted where !expressions.isEmpty && isInParentheses(index, reader.tokens) && token.range.count <= 6: return
    case .number, .dotted, .mixed, .url, .opaque, .arrow:
      doubt = doubt ?? index
      return
    case .mark(let mark):
      if "*^[".utf8.contains(mark), !expressions.isEmpty {
        hasNote = true
      } else if ">+*^[$<".utf8.contains(mark) {
        doubt = doubt ?? index
      }
      return
    case .symbol:
      if Self.isNoteSign(reader.text[token.range.offsets]), !expressions.isEmpty {
        hasNote = true
      } else {
        doubt = doubt ?? index
      }
      return
    case .dash, .lineBreak: return
    case .word where token.traits.contains(.variable):
      doubt = doubt ?? index
      return
    case .word: break
    }
    let isRemark = index > 0 && reader.tokens[index - 1].isMark("(")
    if token.payload == Self.depending, !expressions.isEmpty {
      // "514, depending on configuration"
      isDefault = true
      return
    }
    switch reader.lexicon[token] {
    case .quality(.optional) where isRemark: requirement = .optional
    case .quality(.mandatory) where isRemark, .verb(.require, .participle) where isRemark: requirement = .required
    case .quality(.default), .quality(.configurable): isDefault = true
    // "443 but can vary"
    case .conjunction(.but), .modal(.can), .modal(.may):
      let isVarying = reader.tokens[index...].prefix(3).contains { Self.varying.contains($0.payload) }
      if isVarying, !expressions.isEmpty { isDefault = true } else { doubt = doubt ?? index }
    case nil where Self.varying.contains(token.payload) && !expressions.isEmpty: isDefault = true
    case .preposition(.to), .preposition(.from): doubt = doubt ?? index
    case .transport, .port, .number, .conjunction, .determiner(.definite), .preposition, .event, nil:
      if Self.turning.contains(token.payload) || token.isMarked(.loopback)
        || PortExpressionReader.isOpenWord(token) && !expressions.isEmpty && !isRangeRemark(index, reader.tokens)
      {
        doubt = doubt ?? index
      }
    case .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)): break
    case .verb(.use, _), .verb(.change, _), .verb(.listen, _): break
    case .verb(let verb, _) where verb != .close && isInParentheses(index, reader.tokens): break
    default: doubt = doubt ?? index
    }
  }

  /// "49152-65535 (dynamic)": the ports are chosen from the range.
  private func isRangeRemark(_ index: Int, _ tokens: [Token]) -> Bool {
    guard expressions.count == 1, isInParentheses(index, tokens) else { return false }
    for element in expressions[0].elements {
      guard let ports = element.ports, ports.lowerBound < ports.upperBound else { return false }
    }
    return true
  }

  private func isInParentheses(_ index: Int, _ tokens: [Token]) -> Bool {
    let before = tokens[..<index].reversed().first { $0.isMark("(") || $0.isMark(")") }
    return before?.isMark("(") == true
  }

  /// `†`, `‡`, `§`, `¶`.
  private static func isNoteSign(_ bytes: ArraySlice<UInt8>) -> Bool {
    // An entity stands for a sign, too: "&#8224;".
    bytes.first == UInt8(ascii: "&") || ["†", "‡", "§", "¶", "¹", "²", "³"].contains { bytes.elementsEqual($0.utf8) }
  }

  private static let notes = WordSet(["note", "notes", "footnote", "remark"])
  private static let varying = WordSet(["vary", "varies", "differ", "differs"])
  private static let depending = Token.hash("depending")

  /// "443/TCP (HTTPS)", "8500 (process manager); 8501 (proxy)": what stands behind a port names its service.
  private mutating func attachServices(_ tokens: [Token]) {
    let registry = ServiceRegistry.common
    for index in expressions.indices where expressions[index].service == nil {
      let start = expressions[index].tokens.upperBound
      let end = index + 1 < expressions.count ? expressions[index + 1].tokens.lowerBound : tokens.count
      guard start < end, tokens[start].isMark("(") else { continue }
      expressions[index].service = tokens[start..<end].lazy.compactMap { registry[$0] }.first
    }
  }

  // MARK: Words

  private mutating func readWords(_ tokens: [Token], _ reader: PortExpressionReader) {
    let words = tokens.filter { $0.kind == .word }
    if tokens.allSatisfy({ Self.isBlank($0) }) {
      isEmpty = true
      doubt = nil
      return
    }
    guard words.count == tokens.count(where: { $0.kind != .lineBreak && !$0.isMark("(") && !$0.isMark(")") }),
      words.count <= 5, words.contains(where: { Self.open.contains($0.payload) }),
      words.allSatisfy({ Self.open.contains($0.payload) || Self.beside.contains($0.payload) || isPlain($0, reader) })
    else {
      doubt = doubt ?? 0
      return
    }
    doubt = nil
    // "TCP dynamic", "dynamic (UDP)"
    var transports: [Transport] = []
    var names: [String] = []
    for word in words {
      if case .transport(let transport)? = reader.lexicon[word] {
        if !transports.contains(transport) { transports.append(transport) }
      } else {
        names.append(String(decoding: reader.text[word.range.offsets], as: UTF8.self).lowercased())
      }
    }
    let range = sourceRange(tokens, 0..<tokens.count)
    expressions.append(
      PortExpression(
        tokens: 0..<tokens.count, transports: transports,
        elements: [
          PortExpression.Element(
            value: .words(names.joined(separator: " ")), range: range, tokens: 0..<tokens.count)
        ]))
  }

  private func isPlain(_ token: Token, _ reader: PortExpressionReader) -> Bool {
    switch reader.lexicon[token] {
    case .transport, .port: true
    default: false
    }
  }

  /// A dash, or a word for nothing.
  static func isBlank(_ token: Token) -> Bool {
    switch token.kind {
    case .word: nothing.contains(token.payload)
    case .dash, .lineBreak: true
    case .mark(let mark): "-–—/.".utf8.contains(mark)
    default: false
    }
  }

  private static let nothing = WordSet(["n", "a", "na", "none", "not", "applicable"])
  private static let open = WordSet([
    "dynamic", "random", "any", "all", "varies", "ephemeral", "user-defined", "custom", "configurable", "various",
    "dynamically", "randomly", "variable", "user", "arbitrary",
  ])
  private static let beside = WordSet([
    "defined", "assigned", "allocated", "rpc", "high", "range", "configured", "chosen",
  ])
  private static let turning = WordSet([
    "except", "excluding", "previously", "formerly", "instead", "since", "until", "up", "x", "total", "old", "new",
    "below",
    "above", "over", "under", "than", "without", "former", "legacy", "deprecated", "removed", "obsolete", "unused",
    "replaces", "replaced", "proxied", "forwarded", "ff", "e.g", "eg", "example",
    "etc", "local", "loopback",
  ])
}
