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
  static let pairOpeners = ["such"] + loggingWords + callingWords

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
    guard index + 2 < end else { return false }
    let (verb, particle) = (tokens[index].payload, tokens[index + 1].payload)
    if tokens[index + 2].payload != Self.toWord {
      // "log in by SSH to"
      guard Self.logging.contains(verb), Self.entering.contains(particle) else { return false }
      switch lexicon[tokens[index + 2]] {
      case .preposition(.by), .preposition(.over), .preposition(.with), .preposition(.from): return true
      default: return false
      }
    }
    return Self.logging.contains(verb) && Self.entering.contains(particle)
      || Self.calling.contains(verb) && Self.leaving.contains(particle)
  }

  /// "calls out to", "phones home to"
  private static let callingWords = [
    "call", "calls", "calling", "reach", "reaches", "reaching", "dial", "dials", "dialing", "phone", "phones",
    "phoning",
    "report", "reports", "reporting", "connect", "connects", "connecting", "check", "checks", "checking",
  ]
  private static let calling = WordSet(callingWords)
  private static let leaving = WordSet(["out", "home", "back", "in"])
  private static let loggingWords = ["log", "logs", "sign", "signs", "logging", "signing"]
  private static let logging = WordSet(loggingWords)
  private static let entering = WordSet(["in", "on"])

  var isBehindConjunction: Bool {
    if case .conjunction? = phrases.last?.kind { return true }
    return false
  }
}
