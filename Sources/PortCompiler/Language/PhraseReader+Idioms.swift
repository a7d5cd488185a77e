import PortPage
import SourceDiagnostics

/// Words that together mean something else than each alone, and parentheses inside noun phrases.
extension PhraseReader {
  /// Behind `keep` and its like: `kept open`.
  var isResult: Bool {
    if case .verb(.other, .participle)? = phrases.last?.kind { return true }
    // "keep this port open"
    guard phrases.count > 1, let last = phrases.last, last.isNominal else { return false }
    let verb = phrases[phrases.count - 2]
    guard case .verb(.other, _) = verb.kind else { return false }
    return Self.keeping.contains(tokens[verb.tokens.lowerBound].payload)
  }

  private static let keeping = WordSet(["keep", "keeps", "keeping", "leave", "leaves", "leaving"])

  /// "Remember to open", "be sure to open", "do not forget to open": how many words stand in front of the order.
  var orderOpener: Int? {
    func isTo(_ index: Int) -> Bool { index + 1 < end && lexicon[tokens[index]] == .preposition(.to) }
    if tokens[index].payload == Self.remember, isTo(index + 1) { return 2 }
    if lexicon[tokens[index]] == .be, index + 1 < end, tokens[index + 1].payload == Self.sure, isTo(index + 2) {
      return 3
    }
    guard case .do? = lexicon[tokens[index]], index + 2 < end, lexicon[tokens[index + 1]] == .negation,
      tokens[index + 2].payload == Self.forget, isTo(index + 3)
    else { return nil }
    return 4
  }

  private static let remember = Token.hash("remember")
  private static let forget = Token.hash("forget")

  /// "wireless access points", "access control"; not "clients access servers".
  func isAccessOfName(_ index: Int) -> Bool {
    tokens[index].payload == Self.access && index + 1 < end && Self.accessNouns.contains(tokens[index + 1].payload)
  }

  private static let access = Token.hash("access")
  private static let accessNouns = WordSet(
    [
      "point", "points", "control", "controls", "controller", "controllers", "list", "lists", "layer", "layers",
      "right",
      "rights", "token", "tokens", "key", "keys",
    ])

  /// The end of a parenthesis of at most four words that holds neither ports nor verbs: `(s)`, `(secure shell)`.
  func closingParenthesis() -> Int? {
    // "RDP (remote desktop)"
    let isOfService = index > 0 && registry.hasService(tokens[index - 1])
    var close = index + 1
    while close < min(end, index + 6) {
      if tokens[close].isMark(")") { return close > index + 1 ? close : nil }
      let isSpelledOut = isOfService && lexicon[tokens[close]] == .quality(.external)
      guard tokens[close].kind == .word, lexicon[tokens[close]] == nil || isSpelledOut else { return nil }
      close += 1
    }
    return nil
  }

  func isInParenthesis(_ position: Int, _ range: Range<Int>) -> Bool {
    var depth = 0
    for token in tokens[range.lowerBound..<position] {
      if token.isMark("(") { depth += 1 }
      if token.isMark(")") { depth -= 1 }
    }
    return depth > 0
  }

  /// "Exchange journals messages to …": the product, and not an order to exchange something.
  var isExchange: Bool {
    guard isAtStart, tokens[index].payload == Self.exchange, tokens[index].traits.contains(.capitalized),
      index + 1 < end,
      tokens[index + 1].kind == .word
    else { return false }
    switch lexicon[tokens[index + 1]] {
    case .verb(_, .third), .modal, .be, .have: return true
    case nil:
      return tokens[index + 1].isMarked(.machine)
        || text[tokens[index + 1].range.upperBound - 1] == UInt8(ascii: "s") && index + 2 < end
          && tokens[index + 2].kind == .word && lexicon[tokens[index + 2]] == nil
    default: return false
    }
  }

  private static let exchange = Token.hash("exchange")

  /// "localhost", "127.0.0.1": the host itself.
  ///
  /// Source: RFC 6761 §6.3; RFC 1122 §3.2.1.3.
  func isLoopback(_ token: Token) -> Bool {
    if token.isMarked(.loopback) { return true }
    guard token.kind == .dotted, token.range.count >= 3 else { return false }
    let bytes = text[token.range.offsets]
    if bytes.elementsEqual("::1".utf8) { return true }
    return bytes.starts(with: "127.".utf8) && bytes.count { $0 == UInt8(ascii: ".") } == 3
  }
}
