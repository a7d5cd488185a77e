import PortModel
import PortPage
import SourceDiagnostics

/// What a condition goes with.
extension StatementReader {
  /// A condition goes with what a clause asks for or says about traffic, and with nothing else: "if you change the port, restart".
  mutating func settleCondition() {
    doubtEmptyCondition()
    statement.remarkedCondition = statement.condition
    guard let condition = statement.condition else { return }
    if conditionIsMixed {
      statement.doubts.append(
        ("the condition holds for a part of this sentence only; write a sentence for each part", condition.range))
      statement.condition = nil
      statement.sources = []
      statement.destinations = []
      statement.requirement = nil
      return
    }
    if statement.negation != nil || isClosing || isDeniedUnless {
      // "not required if C", "can be closed if C": needed unless C. "Does not listen unless C": listens if C.
      statement.negation = nil
      statement.condition = Located(condition.value.inverted, at: condition.range)
      return
    }
    if isVerified, speaksOfFailure(condition.range) {
      // "if agents cannot connect, check that the port is open": advice for those who have trouble.
      statement.condition = nil
      return
    }
    if speaksOfOccupation(condition.range) {
      // "if this port is taken, the installer asks for another one"
      statement.condition = nil
      if statement.requirement != nil {
        statement.requirement = nil
        statement.doubts.append(
          ("what is asked for where the port is another one says nothing of this one; name the port", condition.range))
      }
      return
    }
    if speaksOfChange(condition.range) {
      statement.condition = nil
      return state(binding: .default, condition.range)
    }
    let isAboutPorts = statement.refersToPorts || !statement.expressions.isEmpty
    if statement.canBeConditional || isAboutPorts || !statement.hasVerb { return }
    statement.condition = nil
    if isOfSomethingBefore(condition.range) {
      statement.doubts.append(("what this condition holds for is not said; write \"this port\"", condition.range))
    }
  }

  /// "This is so only if C": perhaps the port.
  private func isOfSomethingBefore(_ condition: SourceRange) -> Bool {
    guard let index = phrases.firstIndex(where: \.isNominal), case .pronoun = phrases[index].kind else { return false }
    return (!isPersonal(index) || antecedent == nil)
      && tokens[sentence].contains { condition.contains($0.range) && lexicon[$0] == .adverb(.only) }
  }

  /// What is asked for "if necessary" is not asked for always.
  private mutating func doubtEmptyCondition() {
    guard let range = emptyCondition,
      statement.saysSomething || statement.refersToPorts || !statement.expressions.isEmpty
    else { return }
    statement.doubts.append(("\"\(page.visibleText(range))\" does not say when; name the condition", range))
    statement.requirement = nil
  }

  /// A verb that is denied "unless C".
  private var isDeniedUnless: Bool {
    guard statement.condition?.value.isException == true else { return false }
    return VerbPhraseReader(phrases).result.contains { $0.isNegated && !isNegated($0) }
  }

  func speaksOfFailure(_ range: SourceRange) -> Bool {
    tokens[sentence].contains { token in
      guard range.contains(token.range) else { return false }
      switch lexicon[token] {
      case .negation, .modal(.impossible), .verb(.fail, _), .quality(.failing), .quality(.closed), .do(isNegated: true):
        return true
      default: return Self.troubles.contains(token.payload)
      }
    }
  }

  static let troubles = WordSet(
    ["error", "errors", "problem", "problems", "trouble", "issue", "issues"])

  /// "if this port is taken", "if the listener uses another port"
  func speaksOfOccupation(_ range: SourceRange) -> Bool {
    let inside = inside(range)
    let isOccupied = tokens[inside].contains { Self.occupied.contains($0.payload) }
    return inside.contains { index in
      guard lexicon[tokens[index]] == .port else { return false }
      return isOccupied || index > sentence.lowerBound && Self.others.contains(tokens[index - 1].payload)
    }
  }

  private static let occupied = WordSet(["taken", "occupied", "busy"])
  private static let others = WordSet(["another", "different", "other"])

  /// The tokens of the sentence in a range of its bytes.
  private func inside(_ range: SourceRange) -> Range<Int> {
    let first = sentence.first { tokens[$0].range.lowerBound >= range.lowerBound } ?? sentence.upperBound
    var end = first
    while end < sentence.upperBound, range.contains(tokens[end].range) { end += 1 }
    return first..<end
  }

  /// "if you change this port"
  func speaksOfChange(_ range: SourceRange) -> Bool {
    let inside = tokens[inside(range)]
    let hasPort = inside.contains { token in
      lexicon[token] == .port || lexicon[token] == .pronoun && !SentenceFilter.addressees.contains(token.payload)
    }
    return hasPort && inside.contains { if case .verb(.change, _)? = lexicon[$0] { true } else { false } }
  }
}
