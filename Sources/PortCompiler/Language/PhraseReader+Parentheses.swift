import PortPage

/// Parentheses inside noun phrases, and words that are verbs elsewhere.
extension PhraseReader {
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
}
