import PortModel
import PortPage

/// Words that are read together.
extension PhraseReader {
  /// Words that mean something else together than one by one: "log in to", "back up", "such as".
  mutating func readPair() -> Bool {
    if isBackingUp {
      add(.verb(.other, .base(isNoun: false)), count: 2)
    } else if isExampleOpener {
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
  static let pairOpeners = ["back", "such"] + loggingWords

  /// "to back up"
  private var isBackingUp: Bool {
    guard tokens[index].payload == Self.back, index + 1 < end, tokens[index + 1].payload == Self.up,
      case .preposition(.to)? = phrases.last?.kind
    else { return false }
    return true
  }

  private static let back = Token.hash("back")
  private static let up = Token.hash("up")

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
