import PortModel
import PortPage
import SourceDiagnostics

/// Ports without a number.
extension StatementReader {
  /// "reach each other on all TCP ports", "all ports in this range must be open": of ports that the page does not number here.
  mutating func distrustAllPorts() {
    guard statement.expressions.isEmpty, statement.hasParties || statement.requirement != nil || statement.isPortState,
      let index = phrases.indices.first(where: { isEveryPort($0) })
    else { return }
    giveUp(
      "\"\(page.visibleText(bytes(phrases[index].tokens)))\" are not numbered here; write the range",
      bytes(phrases[index].tokens))
  }

  private func isEveryPort(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .port, noun.determiner == .quantifier else { return false }
    let next = index + 1
    if next + 1 < phrases.count, case .preposition(.in) = phrases[next].kind,
      tokens[phrases[next + 1].tokens].contains(where: { $0.payload == Self.range })
    {
      return true
    }
    guard index > 0, case .preposition(.on) = phrases[index - 1].kind, !noun.transports.isEmpty else { return false }
    return statement.hasParties
  }

  private static let range = Token.hash("range")

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
