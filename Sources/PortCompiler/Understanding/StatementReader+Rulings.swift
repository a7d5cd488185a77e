import PortModel
import PortPage
import SourceDiagnostics

/// Sentences that rule on what was said before, in a way that no flow can have.
extension StatementReader {
  /// Reports "this applies to A", "ignore this unless C", "no longer supported", "Linux only": what stands before holds for some, at some
  /// times, or not at all.
  mutating func distrustRulings() {
    if !statement.hasVerb, !statement.expressions.isEmpty, statement.sameHost == nil, statement.condition == nil,
      let only = phrases.first(where: { if case .adverb(.only) = $0.kind { true } else { false } })
    {
      // "TCP 445 (Windows only)", "TCP 5986 – only for remote installation"
      statement.doubts.append(
        ("\"only\" restricts when this port is needed; write \"if\" and the condition", bytes(only.tokens)))
      return
    }
    guard statement.expressions.isEmpty, statement.doubts.isEmpty, let ruling, !saysMore else { return }
    statement.condition = nil
    statement.users = []
    let word = page.file.text(tokens[ruling].range)
    statement.doubts.append(
      (
        "what \"\(word)\" says of the port is not understood; say in a sentence with the port whether and when it is needed",
        tokens[ruling].range
      ))
  }

  /// Whether the clause says something besides its condition; "only for clusters" names a party to no end.
  private var saysMore: Bool {
    var rest = statement
    rest.condition = nil
    if !rest.hasVerb { rest.users = [] }
    return rest.saysSomething
  }

  /// The word that rules; a sentence about something with a name is about that.
  private var ruling: Int? {
    if let index = sentence.first(where: { SentenceFilter.isSameOfOthers(at: $0, tokens, from: sentence.lowerBound) }) {
      return index
    }
    for phrase in phrases {
      for index in phrase.tokens where isRuling(index) { return index }
      if phrase.noun != nil, statement.hasVerb { return nil }
    }
    return nil
  }

  private func isRuling(_ index: Int) -> Bool {
    tokens[index].isMarked(.ruling)
      || lexicon[tokens[index]] == .adverb(.only) && !statement.hasVerb
  }

  static let rulings = [
    "apply", "applies", "applied", "hold", "holds", "skip", "ignore", "omit", "disregard", "deprecated", "obsolete",
    "removed", "retired", "discontinued", "superseded", "replaced", "supported", "unsupported", "unnecessary",
    "superfluous", "reverse", "reversed",
  ]
}
