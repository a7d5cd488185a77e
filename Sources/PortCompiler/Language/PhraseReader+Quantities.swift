import PortPage
import SourceDiagnostics

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

  /// "firmware upload from the server": a verb in its plain form has no singular noun for its subject.
  func isSingularCompound(_ index: Int, first: Int) -> Bool {
    guard case .verb(_, .base)? = lexicon[tokens[index]], index == first + 1, index + 1 < end else { return false }
    // "the hub and the console run on one host"
    if first > 0 {
      switch lexicon[tokens[first - 1]] {
      case .determiner, .conjunction, .modal, .preposition(.to): return false
      default: break
      }
    }
    let before = tokens[index - 1]
    guard before.kind == .word, lexicon[before] == nil, !before.traits.contains(.capitalized), before.range.count > 2,
      text[before.range.upperBound - 1] != UInt8(ascii: "s")
    else { return false }
    if case .preposition? = lexicon[tokens[index + 1]] { return true }
    return false
  }
}
