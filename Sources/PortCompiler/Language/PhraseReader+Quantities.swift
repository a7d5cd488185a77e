import PortPage

/// Numbers and values of other things than ports.
extension PhraseReader {
  /// "The timeout is 30 seconds; this value can be changed": a number or value of something that stands shortly before.
  static func isOfOtherQuantity(_ word: Token, _ before: ArraySlice<Token>) -> Bool {
    values.contains(word.payload)
      && before.suffix(40).contains { $0.kind == .word && quantities.contains($0.payload) }
  }

  /// Words for a value, which may be a port's.
  static let values = WordSet(["number", "value"])
  private static let quantities = WordSet(
    [
      "timeout", "timeouts", "interval", "intervals", "limit", "limits", "size", "sizes", "count", "quota", "threshold",
      "seconds", "minutes", "hours", "days", "percent", "memory", "threads", "retries", "attempts", "level", "levels",
      "version", "versions", "number", "numbers", "amount", "maximum", "minimum", "rate", "length", "duration", "key",
      "keys", "weight", "priority", "ttl", "mb", "gb",
    ])

  /// "the number", "this number"; "a number of agents" is many of them.
  func isDefinite(at index: Int) -> Bool {
    guard index >= 0, case .determiner(let determiner)? = lexicon[tokens[index]] else { return false }
    return determiner == .definite || determiner == .demonstrative || tokens[index].payload == Self.another
  }

  private static let another = Token.hash("another")
}
