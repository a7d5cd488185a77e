import PortPage

/// What a verb has twice: "connects to the relay on TCP 1 and to the database on TCP 2".
extension ClauseDivider {
  /// Clauses with several ports, each with a party of its own in the same place, as a clause for each port.
  ///
  /// - Complexity: O(*n*) in phrases.
  func parallels(_ clauses: [IndependentClause]) -> [IndependentClause] {
    guard clauses.contains(where: { hasSeveralPorts($0) }) else { return clauses }
    return clauses.flatMap { hasSeveralPorts($0) ? parallels($0) : [$0] }
  }

  private func hasSeveralPorts(_ clause: IndependentClause) -> Bool {
    var count = 0
    for phrase in clause.phrases {
      if case .ports = phrase.kind { count += 1 }
    }
    return count > 1
  }

  private func parallels(_ clause: IndependentClause) -> [IndependentClause] {
    let phrases = clause.phrases
    guard !clause.isMain, let verb = phrases.firstIndex(where: { isContactVerb($0) }), verb > 0,
      phrases[(verb + 1)...].allSatisfy({ isPlain($0) }), let parts = segments(phrases, from: verb + 1),
      parts.count > 1, parts.allSatisfy({ isParallel(phrases[$0], to: phrases[parts[0]]) })
    else { return [clause] }
    let front = phrases[...verb]
    return parts.enumerated().map { number, part in
      var result = clause
      result.phrases = Array(front + phrases[part])
      let start = number == 0 ? clause.tokens.lowerBound : phrases[part.lowerBound - 1].tokens.lowerBound
      let end =
        number + 1 < parts.count
        ? phrases[parts[number + 1].lowerBound - 1].tokens.lowerBound : clause.tokens.upperBound
      result.tokens = start..<end
      return result
    }
  }

  private func isContactVerb(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .verb(.communicate, .third), .verb(.communicate, .base), .verb(.listen, .third), .verb(.listen, .base): true
    default: false
    }
  }

  private func isPlain(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .preposition, .ports, .conjunction(.and), .separator: true
    case .noun(let noun):
      (noun.head == .thing || noun.head == .machine) && noun.determiner != .negative && noun.determiner != .quantifier
        && noun.qualities.isEmpty
    default: false
    }
  }

  /// The runs of phrases between the joints, each of two prepositions with what they govern; nil where one is anything else.
  private func segments(_ phrases: [Phrase], from start: Int) -> [Range<Int>]? {
    var result: [Range<Int>] = []
    var index = start
    while index < phrases.count {
      guard index + 4 <= phrases.count else { return nil }
      result.append(index..<(index + 4))
      index += 4
      let joint = index
      while index < phrases.count, isJoint(phrases[index]) { index += 1 }
      // A full stop is no phrase; behind the last part nothing stands.
      if index < phrases.count, index == joint { return nil }
    }
    return result
  }

  /// "to A on TCP 1" and "to B on TCP 2": the same prepositions in the same order, with a port and a party.
  private func isParallel(_ one: ArraySlice<Phrase>, to other: ArraySlice<Phrase>) -> Bool {
    var ports = 0
    for (offset, (a, b)) in zip(one, other).enumerated() {
      switch (a.kind, b.kind) {
      case (.preposition(let first), .preposition(let second)):
        guard offset % 2 == 0, first == second else { return false }
      case (.ports, .ports): ports += 1
      case (.noun, .noun): continue
      default: return false
      }
    }
    return ports == 1
  }
}
