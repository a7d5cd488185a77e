import PortPage

/// Numbers and values of other things than ports.
extension PhraseReader {
  /// Words for a value, which may be a port's.
  static let values = WordSet(["number", "value", "range"])

  /// What is no port, whatever number it has: "the retry count defaults to 3".
  static let quantities = WordSet(
    [
      "timeout", "timeouts", "interval", "intervals", "limit", "limits", "size", "sizes", "count", "counts", "quota",
      "threshold", "memory", "threads", "workers", "retries", "attempts", "level", "levels", "version", "amount",
      "maximum", "minimum", "rate", "length", "duration", "weight", "priority", "ttl", "depth", "period", "delay",
      "age", "factor", "replicas", "cache", "language",
    ])

  /// "the number", "this number"; "a number of agents" is many of them.
  func isDefinite(at index: Int) -> Bool {
    guard index >= 0, case .determiner(let determiner)? = lexicon[tokens[index]] else { return false }
    return determiner == .definite || determiner == .demonstrative || tokens[index].payload == Self.another
  }

  private static let another = Token.hash("another")
}
