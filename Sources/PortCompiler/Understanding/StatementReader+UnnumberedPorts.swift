import PortModel
import PortPage
import SourceDiagnostics

/// Ports without a number.
extension StatementReader {
  /// Reports "a random high port", "dynamic ports" where they are no flow: the page uses ports that it does not number.
  mutating func distrustUnnumberedPorts() {
    guard !isVerified, !phrases.contains(where: { if case .negation = $0.kind { true } else { false } }) else { return }
    for (index, phrase) in phrases.enumerated() {
      guard let noun = phrase.noun, noun.head == .port || noun.head == .otherPort, let first = noun.tokens.first,
        PortExpressionReader.isOpenWord(tokens[first]) || isAnyPort(phrase, noun)
      else { continue }
      // The port that a connection comes from is no port to open.
      if index > 0, case .preposition(.from) = phrases[index - 1].kind { continue }
      statement.doubts.append(
        (
          "which ports these are is not said; write the numbers, or the words in a title or at the start of a list item",
          bytes(phrase.tokens)
        ))
    }
  }
}
