import PortPage

/// A clause of a sentence that says something of its own.
struct IndependentClause {
  /// Its phrases; the subject of the clause before stands in front where it has none itself.
  var phrases: [Phrase]
  /// Its tokens in the sentence.
  var tokens: Range<Int>
  /// A relative clause follows that speaks of other parties; this one does not share that one's ports.
  var isMain = false
  /// "otherwise" stands in front: it holds while the condition of the clause before does not.
  var isElse = false
  /// Conditions inside an explanation.
  var conditions: [SentenceClauses.Condition] = []
}

/// Takes a sentence apart where its clauses speak of different ports or different parties.
struct ClauseDivider {
  let tokens: [Token]
  private static let otherwise = Token.hash("otherwise")
  private static let `else` = Token.hash("else")

  /// - Parameter pieces: The phrases of each piece of the main clause.
  /// - Complexity: O(*n*) in phrases, times the longest list of names.
  func divide(_ pieces: [[Phrase]], _ sentence: Range<Int>) -> [IndependentClause] {
    var result: [IndependentClause] = []
    var current = IndependentClause(phrases: [], tokens: sentence.lowerBound..<sentence.lowerBound)
    current.phrases.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces {
      for (index, phrase) in piece.enumerated() {
        if let cut = relativeClause(at: index, piece, current.phrases) {
          close(&current, at: phrase.tokens.lowerBound)
          current.isMain = true
          result.append(current)
          current = IndependentClause(phrases: [cut], tokens: phrase.tokens.lowerBound..<phrase.tokens.lowerBound)
          continue
        }
        if isJoint(phrase), let subject = startOfClause(behind: index, piece), isWhole(current.phrases),
          !isStranded(current.phrases),
          parts(from: current.phrases, piece[index...], inheritsSubject: !subject)
        {
          let inherited = subject ? [] : subjectPhrases(current.phrases)
          close(&current, at: phrase.tokens.lowerBound)
          result.append(current)
          current = IndependentClause(phrases: inherited, tokens: phrase.tokens.lowerBound..<phrase.tokens.lowerBound)
          current.isElse = isElse(behind: index, piece)
          continue
        }
        if startsOrder(behind: index, piece), isWhole(current.phrases) {
          close(&current, at: phrase.tokens.lowerBound)
          result.append(current)
          current = IndependentClause(phrases: [], tokens: phrase.tokens.lowerBound..<phrase.tokens.lowerBound)
          continue
        }
        if case .separator = phrase.kind, startsFragment(behind: index, piece, current.phrases) {
          close(&current, at: phrase.tokens.lowerBound)
          result.append(current)
          current = IndependentClause(phrases: [], tokens: phrase.tokens.lowerBound..<phrase.tokens.lowerBound)
          continue
        }
        current.phrases.append(phrase)
      }
    }
    close(&current, at: sentence.upperBound)
    if result.isEmpty, let first = current.phrases.first { current.isElse = isElse(first) }
    result.append(current)
    return result
  }

  /// The sentence as one clause; nil where it may have several.
  func whole(_ phrases: [Phrase], _ sentence: Range<Int>) -> IndependentClause? {
    guard !phrases.contains(where: { canCut($0) }) else { return nil }
    var only = IndependentClause(phrases: phrases, tokens: sentence)
    if let first = only.phrases.first { only.isElse = isElse(first) }
    return only
  }

  /// Nothing but these phrases parts one clause from the next.
  private func canCut(_ phrase: Phrase) -> Bool {
    if case .relative = phrase.kind { return true }
    return isJoint(phrase)
  }

  private func close(_ clause: inout IndependentClause, at end: Int) {
    clause.tokens = clause.tokens.lowerBound..<end
  }

  func isJoint(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .conjunction(.and), .conjunction(.but), .separator: true
    default: false
    }
  }

  private func isElse(_ phrase: Phrase) -> Bool {
    guard case .adverb = phrase.kind else { return false }
    let word = tokens[phrase.tokens.lowerBound].payload
    return word == Self.otherwise || word == Self.else
  }

  private func isElse(behind index: Int, _ phrases: [Phrase]) -> Bool {
    phrases[(index + 1)...].prefix(3).contains { isElse($0) }
  }

  /// Whether a clause begins behind a joint: with a subject of its own (true) or with a verb (false).
  private func startOfClause(behind joint: Int, _ phrases: [Phrase]) -> Bool? {
    var index = joint + 1
    while index < phrases.count, isJoint(phrases[index]) || isAdverb(phrases[index]) { index += 1 }
    guard index < phrases.count else { return nil }
    if isFinite(index, phrases) { return false }
    // "and on TCP 443 the agent connects"
    if case .preposition = phrases[index].kind, index + 1 < phrases.count, phrases[index + 1].isNominal {
      index += 2
      while index < phrases.count, case .separator = phrases[index].kind { index += 1 }
    }
    guard index < phrases.count, phrases[index].isNominal else { return nil }
    index += 1
    // "A, B and C connect"
    var steps = 0
    while index + 1 < phrases.count, isJoint(phrases[index]), phrases[index + 1].isNominal, steps < 16 {
      index += 2
      steps += 1
    }
    while index < phrases.count, isAdverb(phrases[index]) { index += 1 }
    return index < phrases.count && isFinite(index, phrases) ? true : nil
  }

  /// "A connects to B; open the port on B": an order behind a semicolon, a colon or a dash.
  private func startsOrder(behind index: Int, _ piece: [Phrase]) -> Bool {
    guard case .separator = piece[index].kind else { return false }
    let mark = tokens[piece[index].tokens.lowerBound]
    guard mark.isMark(";") || mark.isMark(":") || mark.kind == .dash else { return false }
    var next = index + 1
    while next < piece.count, isAdverb(piece[next]) { next += 1 }
    guard next < piece.count else { return false }
    switch piece[next].kind {
    case .verb(.open, .base), .verb(.close, .base), .verb(.check, .base), .quality(.open): return true
    default: return false
    }
  }

  /// "Inbound connections from A, outbound connections to B": fragments that each have a direction of their own.
  private func startsFragment(behind index: Int, _ piece: [Phrase], _ current: [Phrase]) -> Bool {
    guard index + 2 < piece.count, let next = piece[index + 1].noun, next.head == .event,
      let direction = next.direction,
      case .preposition = piece[index + 2].kind, !isWhole(current), !isWhole(Array(piece[index...].prefix(16)))
    else { return false }
    return current.contains { $0.noun?.head == .event && ($0.noun?.direction ?? direction) != direction }
  }

  private func isAdverb(_ phrase: Phrase) -> Bool {
    if case .adverb = phrase.kind { true } else { false }
  }

  private func isFinite(_ index: Int, _ phrases: [Phrase]) -> Bool {
    switch phrases[index].kind {
    case .verb(_, .third), .verb(_, .base), .be, .modal, .have, .do: true
    default: false
    }
  }

  /// "A connects to B, which connects to C": the last name in front, where a relative clause says another contact.
  private func relativeClause(at index: Int, _ phrases: [Phrase], _ current: [Phrase]) -> Phrase? {
    guard case .relative = phrases[index].kind else { return nil }
    var verb = index + 1
    while verb < phrases.count, isAdverb(phrases[verb]) { verb += 1 }
    guard verb < phrases.count, isFinite(verb, phrases),
      let subject = current.last(where: { $0.isNominal && !isPort($0) }),
      subject.noun?.head == .thing || subject.noun?.head == .machine,
      contacts(current[...])
    else { return nil }
    return contacts([subject] + phrases[(index + 1)...].prefix(48)) ? subject : nil
  }

  /// Whether phrases hold a subject and a finite verb.
  /// "sends data to, and receives commands from, B": what the first preposition stands for comes behind the second.
  private func isStranded(_ phrases: [Phrase]) -> Bool {
    let last = phrases.last { if case .separator = $0.kind { false } else { true } }
    if case .preposition? = last?.kind { return true } else { return false }
  }

  private func isWhole(_ phrases: [Phrase]) -> Bool {
    phrases.indices.contains { isFinite($0, phrases) }
  }

  /// Whether two runs of phrases must be read apart: both write ports, or both say who connects to whom.
  private func parts(from left: [Phrase], _ right: ArraySlice<Phrase>, inheritsSubject: Bool) -> Bool {
    let rightEnd = right.prefix(96)
    let leftPorts = left.contains { isPort($0) }
    if leftPorts, rightEnd.contains(where: { isNumber($0) }) { return true }
    return contacts(left[...]) && contacts(rightEnd, hasSubject: inheritsSubject && contacts(left[...]))
  }

  private func isNumber(_ phrase: Phrase) -> Bool {
    if case .ports = phrase.kind { true } else { false }
  }

  private func isPort(_ phrase: Phrase) -> Bool { isNumber(phrase) || phrase.noun?.head == .port }

  /// Whether a party does something to another: a verb of contact behind a subject that is no port.
  private func contacts(_ phrases: ArraySlice<Phrase>, hasSubject: Bool = false) -> Bool {
    var hasSubject = hasSubject
    for phrase in phrases {
      switch phrase.kind {
      case .noun(let noun): hasSubject = hasSubject || noun.head == .thing || noun.head == .machine
      case .pronoun: hasSubject = true
      case .verb(let verb, let form):
        switch verb {
        case .communicate, .reach, .send, .fetch, .establish: if hasSubject, form != .participle { return true }
        default: break
        }
      default: break
      }
    }
    return false
  }

  /// The nominal phrases in front of the first finite verb.
  private func subjectPhrases(_ phrases: [Phrase]) -> [Phrase] {
    let verb = phrases.indices.first { isFinite($0, phrases) } ?? 0
    return Array(phrases[..<verb])
  }
}
