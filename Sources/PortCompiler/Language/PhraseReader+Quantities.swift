import PortPage

/// Numbers and values of other things than ports.
extension PhraseReader {
  /// Words for a value, which may be a port's.
  static let values = WordSet(["number", "value", "range"])

  /// "the number", "this number"; "a number of agents" is many of them.
  func isDefinite(at index: Int) -> Bool {
    guard index >= 0, case .determiner(let determiner)? = lexicon[tokens[index]] else { return false }
    return determiner == .definite || determiner == .demonstrative || tokens[index].payload == Self.another
  }

  private static let another = Token.hash("another")
}
