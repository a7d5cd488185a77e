import PortPage
import SourceDiagnostics

/// Purposes in front of what they are the purpose of, and agents behind a purpose.
extension StatementReader {
  /// "To communicate with A, B uses this port.", "…, B needs this port.": the use that a purpose at the beginning belongs to.
  func use(ofPurposeAt index: Int, _ verbs: [VerbPhrase]) -> VerbPhrase? {
    guard index == 0, verbs.count > 1, !verbs[1].isPurpose, !verbs[1].isNegated, verbs[0].phrases.lowerBound <= 1 else {
      return nil
    }
    switch verbs[1].predicate {
    case .verb(.use): return verbs[1]
    case .verb(.require) where !verbs[1].isPassive && verbs[1].objects.contains(where: { isPort($0) }): return verbs[1]
    case .be, .verb: return nil
    }
  }

  /// "is used to communicate with A by B": whoever stands behind "by" uses the port.
  func withAgents(_ verbs: [VerbPhrase]) -> [VerbPhrase] {
    var result = verbs
    for index in result.indices.dropFirst() where result[index].isPurpose && !result[index].isPassive {
      let parent = index - 1
      guard result[parent].predicate == .verb(.use), result[parent].isPassive,
        result[parent].phrases(behind: .by).isEmpty,
        let place = result[index].complements.lastIndex(where: { $0.preposition == .by }),
        result[index].complements[place].phrases.allSatisfy({ isProperParty($0) })
      else { continue }
      result[parent].add(result[index].complements.remove(at: place))
    }
    return result
  }

  /// "The server that the agents connect to must be reachable": who acts inside, where nothing took it up.
  mutating func doubtRelativeSubject(_ clause: VerbPhraseReader) {
    for index in clause.relativeSubject {
      guard isProperParty(index), let mention = mention(index) else { continue }
      let known = statement.sources + statement.destinations + statement.users
      if known.contains(where: { $0.key == mention.key }) { continue }
      statement.doubts.append(
        ("what \"\(mention.name)\" does in this clause is not read; write \"A connects to B\"", mention.range))
    }
  }
}
