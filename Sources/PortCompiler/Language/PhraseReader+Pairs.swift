import PortModel
import PortPage

/// Words that are read together.
extension PhraseReader {
  /// Words that mean something else together than one by one: "log in to", "such as".
  mutating func readPair() -> Bool {
    if isExampleOpener {
      add(.preposition(.other), count: 2)
    } else if isLoggingIn(at: index) {
      // "log in to", "sign on to"
      hasVerb = true
      add(.verb(.communicate, .base(isNoun: false)), count: 2)
    } else {
      return false
    }
    return true
  }

  /// The first words of pairs; see ``readPair()``.
  static let pairOpeners = ["such"] + loggingWords

  /// "to back up", "to wake up", "to shut down": a verb outside the vocabulary, and a particle.
  var isPhrasalInfinitive: Bool {
    guard case .preposition(.to)? = phrases.last?.kind, index + 1 < end, tokens[index].kind == .word,
      !tokens[index].traits.contains(.capitalized)
    else { return false }
    return Self.particles.contains(tokens[index + 1].payload)
  }

  private static let particles = WordSet(["up", "down", "out", "off"])

  /// "such as"
  var isExampleOpener: Bool {
    tokens[index].payload == Self.such && index + 1 < end && tokens[index + 1].payload == Self.asWord
  }

  private static let toWord = Token.hash("to")
  private static let such = Token.hash("such")
  private static let asWord = Token.hash("as")

  func isLoggingIn(at index: Int) -> Bool {
    index + 2 < end && tokens[index + 2].payload == Self.toWord && Self.logging.contains(tokens[index].payload)
      && Self.entering.contains(tokens[index + 1].payload)
  }

  private static let loggingWords = ["log", "logs", "sign", "signs", "logging", "signing"]
  private static let logging = WordSet(loggingWords)
  private static let entering = WordSet(["in", "on"])
}
