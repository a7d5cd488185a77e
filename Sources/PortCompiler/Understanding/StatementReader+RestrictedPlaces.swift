import PortPage
import SourceDiagnostics

/// Places that a clause narrows: "on hosts where telemetry is enabled".
extension StatementReader {
  /// What is asked for on some hosts only holds under a condition that is not written as one. Where something runs, names the host.
  mutating func distrustRestrictedPlaces() {
    guard statement.requirement != nil || statement.isPortState, statement.condition == nil else { return }
    if let word = narrowedWord { return doubtPlaces(word) }
    for index in phrases.indices.dropFirst() {
      switch phrases[index - 1].kind {
      case .preposition(.on), .preposition(.at): break
      default: continue
      }
      guard phrases[index].noun != nil, isParty(index) || phrases[index].noun?.head == .machine || isAnyHost(index),
        let word = restriction(behind: phrases[index].tokens.upperBound)
      else { continue }
      return doubtPlaces(word)
    }
  }

  private mutating func doubtPlaces(_ words: Range<Int>) {
    statement.requirement = nil
    statement.leavesConditionOpen = true
    statement.doubts.append(
      ("which hosts these are is a condition; write \"if\" and the condition", sourceRange(tokens, words)))
  }

  /// "on Orders Server hosts where telemetry is enabled": what stands behind the name, however that is read.
  private var narrowedWord: Range<Int>? {
    guard marks.contains(.machine) else { return nil }
    for index in sentence.dropFirst(2) where tokens[index].payload == Self.place && tokens[index].kind == .word {
      guard tokens[index - 1].isMarked(.machine),
        tokens[max(sentence.lowerBound, index - 7)..<index].contains(where: { lexicon[$0] == .preposition(.on) })
      else { continue }
      return restriction(behind: index)
    }
    return nil
  }

  private func isAnyHost(_ index: Int) -> Bool { phrases[index].noun.map { isAnyHost($0) } ?? false }

  /// "where telemetry is enabled", "on which …", "that has …"; nil for "where the agent runs".
  private func restriction(behind start: Int) -> Range<Int>? {
    guard start + 2 < sentence.upperBound else { return nil }
    var opener = start
    // "on Orders Server hosts where …"
    if tokens[opener].isMarked(.machine) { opener += 1 }
    if case .preposition? = lexicon[tokens[opener]] { opener += 1 }
    let isRelative = if case .relative? = lexicon[tokens[opener]] { true } else { tokens[opener].payload == Self.place }
    guard isRelative, opener + 1 < sentence.upperBound else { return nil }
    let end = tokens[opener..<sentence.upperBound].firstIndex { $0.isMark(",") || $0.isMark(".") || $0.isMark(";") }
    let range = start..<(end ?? sentence.upperBound)
    return tokens[opener..<range.upperBound].contains { $0.kind == .word && Self.placing.contains($0.payload) }
      ? nil : range
  }

  private static let place = Token.hash("where")
  private static let placing = WordSet(
    [
      "run", "runs", "running", "installed", "hosted", "located", "reside", "resides", "live", "lives", "sit", "sits",
      "deployed", "listen", "listens", "host", "hosts",
    ])
}
