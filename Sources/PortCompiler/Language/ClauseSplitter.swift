import PortPage

/// A sentence taken apart: what it says, and under which conditions.
struct SentenceClauses {
  struct Condition {
    /// The clause without the word that opens it.
    var tokens: Range<Int>
    /// The clause with that word.
    var whole: Range<Int>
    /// "unless": the flow is needed while the clause does not hold.
    var isException: Bool
  }

  /// The pieces of the main clause.
  var main: [Range<Int>] = []
  var conditions: [Condition] = []
  /// Clauses that explain: because, so that, while.
  var explanations: [Range<Int>] = []
}

/// Splits a sentence at the words that open subordinate clauses.
///
/// A clause at the beginning of the sentence ends at "then" or the first comma; one between commas at the next comma; any other
/// goes to the end of the sentence.
struct ClauseSplitter {
  let tokens: [Token]
  let lexicon = Lexicon.english

  init(_ tokens: [Token]) { self.tokens = tokens }

  /// - Complexity: O(*n*).
  func split(_ sentence: Range<Int>) -> SentenceClauses {
    var result = SentenceClauses()
    var mainStart = sentence.lowerBound
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      guard canOpen(tokens[index]) || index == sentence.lowerBound && isLeadingPurpose(index, sentence),
        let opener = opener(at: index, sentence)
      else {
        index += 1
        continue
      }
      let clauseStart = opener.start
      let isInitial = isBlank(mainStart..<clauseStart)
      let isBehindLabel =
        !isInitial && (isLabelMark(clauseStart - 1, sentence) || tokens[clauseStart - 1].isMark(";"))
      let end = clauseEnd(
        from: index + opener.count, sentence, isInitial: isInitial || isBehindLabel,
        isParenthetical: isComma(clauseStart - 1, sentence) || isBehindJoint(clauseStart, sentence))
      if !isInitial { result.main.append(mainStart..<clauseStart) }
      let content = withoutAlternative((index + opener.count)..<trimmed(end, above: index + opener.count))
      switch opener.kind {
      case .condition, .exception:
        if content.isEmpty {
          // "required if:"
          let word = index..<(index + opener.count)
          result.conditions.append(
            SentenceClauses.Condition(tokens: word, whole: clauseStart..<word.upperBound, isException: false))
        } else {
          result.conditions.append(
            SentenceClauses.Condition(
              tokens: content, whole: clauseStart..<content.upperBound, isException: opener.kind == .exception))
        }
      case .explanation: result.explanations.append(content)
      }
      index = behindThen(end, sentence)
      mainStart = index
    }
    if mainStart < sentence.upperBound { result.main.append(mainStart..<sentence.upperBound) }
    return result
  }

  /// "otherwise optional", "not needed otherwise", "and it may stay closed otherwise", behind a condition: what holds without it.
  func goesWithoutSaying(_ piece: Range<Int>) -> Bool {
    var hasOtherwise = false
    var isNegated = false
    var isPermitted = false
    var isOptional = false
    for index in piece {
      let token = tokens[index]
      switch lexicon[token] {
      case .quality(.optional): isOptional = true
      case .negation: isNegated = true
      case .modal(.unneeded): (isNegated, isOptional) = (true, true)
      case .modal(.may), .modal(.can): isPermitted = true
      case .verb(.require, .participle), .quality(.mandatory): isOptional = isOptional || isNegated
      case .verb(.close, .participle), .quality(.closed): isOptional = isOptional || isPermitted
      case .verb(.other, .base), .verb(.open, _), .quality(.open), .be, .pronoun, .conjunction, .determiner, .port:
        continue
      default:
        if token.kind == .word, token.payload == Self.otherwise || token.payload == Self.else {
          hasOtherwise = true
        } else if token.kind == .word, Self.unneeded.contains(token.payload) {
          isOptional = true
        } else if token.kind == .word || token.value != nil {
          return false
        }
      }
    }
    return hasOtherwise && isOptional
  }

  private static let `else` = Token.hash("else")
  private static let unneeded = WordSet(["unneeded", "unnecessary", "superfluous"])

  /// "TLS is enabled and optional otherwise": the condition ends in front of what holds without it.
  private func withoutAlternative(_ content: Range<Int>) -> Range<Int> {
    guard content.count > 2, tokens[content].suffix(8).contains(where: { $0.payload == Self.otherwise }) else {
      return content
    }
    for index in content.dropFirst().suffix(10) {
      var isJoint = tokens[index].isMark(",") || tokens[index].isMark(";")
      if case .conjunction? = lexicon[tokens[index]] { isJoint = true }
      if isJoint, goesWithoutSaying(index..<content.upperBound) { return content.lowerBound..<index }
    }
    return content
  }

  private struct Opener {
    var kind: WordClass.Subordinator
    /// With `only` and `even` in front.
    var start: Int
    var count: Int
  }

  private func opener(at index: Int, _ sentence: Range<Int>) -> Opener? {
    if index == sentence.lowerBound, isLeadingPurpose(index, sentence) {
      return Opener(kind: .explanation, start: index, count: 1)
    }
    var start = index
    var kindInFront: WordClass.Subordinator?
    if start > sentence.lowerBound {
      let before = tokens[start - 1]
      if lexicon[before] == .adverb(.only) {
        start -= 1
      } else if before.kind == .word, before.payload == Self.except {
        start -= 1
        kindInFront = .exception
      } else if before.kind == .word, before.payload == Self.even {
        // "even if": what follows changes nothing.
        start -= 1
        kindInFront = .explanation
      }
    }
    if start > sentence.lowerBound, lexicon[tokens[start - 1]] == .negation, tokens[start - 1].payload != Self.never,
      case .subordinator(let kind)? = lexicon[tokens[index]], kind != .explanation
    {
      // "required, but not if TLS is disabled"
      start -= 1
      kindInFront = kind == .condition ? .exception : .condition
      if start > sentence.lowerBound, lexicon[tokens[start - 1]] == .conjunction(.but) { start -= 1 }
      return Opener(kind: kindInFront ?? kind, start: start, count: 1)
    }
    if case .subordinator(.explanation)? = lexicon[tokens[index]], index + 2 < sentence.upperBound,
      lexicon[tokens[index + 1]] == .negation, lexicon[tokens[index + 2]] == .subordinator(.condition)
    {
      // "though not when it is offline"
      return Opener(kind: .exception, start: start, count: 3)
    }
    if case .subordinator(let kind)? = lexicon[tokens[index]] {
      // "from wherever the users are": a place, and no condition.
      if kind == .condition, index > sentence.lowerBound, lexicon[tokens[index - 1]] == .preposition(.from) {
        return nil
      }
      // "when connecting to A" tells what somebody does, not under which condition.
      if kind == .condition, index + 1 < sentence.upperBound, isContact(index + 1),
        !hasFiniteVerb(behind: index + 1, sentence)
      {
        return nil
      }
      // "when they click a link": at which moment, and no state of the world.
      if kind == .condition, index + 2 < sentence.upperBound, Self.moments.contains(tokens[index].payload),
        Self.actors.contains(tokens[index + 1].payload), isDoing(index + 2)
      {
        return Opener(kind: .explanation, start: start, count: 1)
      }
      // "once a day"
      if tokens[index].payload == Self.once, !hasFiniteVerb(behind: index, sentence) { return nil }
      if tokens[index].payload == Self.where, isBehindName(index, sentence) || isBehindThisIs(index, sentence) {
        return nil
      }
      return Opener(kind: kind == .condition ? kindInFront ?? kind : kind, start: start, count: 1)
    }
    guard index + 1 < sentence.upperBound, tokens[index].kind == .word, tokens[index + 1].kind == .word else {
      return nil
    }
    // "before you install the agents"
    if Self.times.contains(tokens[index].payload), lexicon[tokens[index + 1]] == .pronoun {
      // Before it is too late to be a condition; after it, what somebody did is one.
      let isAfter = tokens[index].payload == Self.after
      return Opener(kind: isAfter ? .condition : .explanation, start: start, count: 1)
    }
    if let phrase = Self.phrases.first(where: { phrase in
      index + phrase.count <= sentence.upperBound
        && phrase.indices.allSatisfy { tokens[index + $0].payload == phrase[$0] }
    }) {
      return Opener(kind: .condition, start: start, count: phrase.count)
    }
    // ", as lost messages are not reported"
    if tokens[index].payload == Self.as, index == sentence.lowerBound || isComma(index - 1, sentence),
      !Self.comparing.contains(tokens[index + 1].payload), !isAuxiliary(index + 1),
      hasFiniteVerb(behind: index, sentence)
    {
      return Opener(kind: .explanation, start: start, count: 1)
    }
    // "Should TLS be enabled, …"
    if lexicon[tokens[index]] == .modal(.should), index == sentence.lowerBound || isLabelMark(index - 1, sentence),
      isInversion(index, sentence)
    {
      return Opener(kind: .condition, start: start, count: 1)
    }
    let pair = (tokens[index].payload, tokens[index + 1].payload)
    if pair == (Self.in, Self.case) { return Opener(kind: .condition, start: start, count: 2) }
    if pair == (Self.provided, Self.that) { return Opener(kind: .condition, start: start, count: 2) }
    // ", provided TLS is enabled"
    if tokens[index].payload == Self.provided, isComma(index - 1, sentence), hasFiniteVerb(behind: index, sentence) {
      return Opener(kind: .condition, start: start, count: 1)
    }
    return nil
  }

  /// Whether a word can be the first of a subordinate clause; nearly all words cannot.
  private func canOpen(_ token: Token) -> Bool {
    if case .subordinator? = lexicon[token] { return true }
    return token.isMarked(.opening)
  }

  /// "A connects to this port, as does B."
  private func isAuxiliary(_ index: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .be, .have, .do, .modal: true
    default: false
    }
  }

  /// "when connecting to A"; but not "when using TLS".
  private func isContact(_ index: Int) -> Bool {
    guard case .verb(let verb, .gerund)? = lexicon[tokens[index]] else { return false }
    switch verb {
    case .communicate, .reach, .send, .fetch, .establish, .listen, .accept, .open, .change: return true
    default: return false
    }
  }

  /// What somebody does at some moment, and no use, need, setting or auxiliary.
  private func isDoing(_ index: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case nil: tokens[index].kind == .word
    case .verb(let verb, _):
      switch verb {
      case .communicate, .reach, .send, .fetch, .establish: true
      default: false
      }
    default: false
    }
  }

  private static let moments = WordSet(["when", "whenever"])
  private static let actors = WordSet(["they", "somebody", "someone", "anybody", "anyone"])

  /// "when uploading to the cloud is enabled" has one, "when uploading to the cloud" has none.
  private func hasFiniteVerb(behind index: Int, _ sentence: Range<Int>) -> Bool {
    for token in tokens[index..<min(sentence.upperBound, index + 40)] {
      if token.isMark(",") || token.isMark(";") { return false }
      switch lexicon[token] {
      case .be, .have, .modal, .do, .verb(_, .third(isNoun: false)): return true
      default: continue
      }
    }
    return false
  }

  /// "every machine where an agent runs": the clause tells which machine.
  private func isBehindName(_ index: Int, _ sentence: Range<Int>) -> Bool {
    guard index > sentence.lowerBound, tokens[index - 1].kind == .word else { return false }
    return lexicon[tokens[index - 1]] == nil
  }

  private static let openers = ["as long as", "as soon as", "in the event that", "on condition that", "assuming that"]
  private static let phrases = openers.map { $0.split(separator: " ").map { Token.hash(text: String($0)) } }
  private static let timeWords = ["before", "after"]
  /// The first words of all that opens a clause without being a subordinator.
  static let openingWords =
    openers.map { String($0.prefix { $0 != " " }) } + timeWords + ["should", "ought", "in", "provided", "as"]

  /// A verb in its base form and a comma follow.
  private func isInversion(_ index: Int, _ sentence: Range<Int>) -> Bool {
    let ahead = tokens[(index + 1)..<min(sentence.upperBound, index + 20)]
    guard let comma = ahead.firstIndex(where: { $0.isMark(",") }) else { return false }
    // "Should you operate the database on a separate computer, …"
    if lexicon[ahead[index + 1]] == .pronoun { return true }
    return ahead[..<comma].contains { token in
      switch lexicon[token] {
      case .be, .verb(_, .base): true
      default: false
      }
    }
  }

  private static let `as` = Token.hash("as")
  private static let comparing = WordSet(["well", "soon", "far", "much", "many", "before", "above", "below"])
  private static let after = Token.hash("after")
  private static let once = Token.hash("once")
  private static let otherwise = Token.hash("otherwise")
  private static let times = WordSet(timeWords)
  private static let except = Token.hash("except")
  private static let even = Token.hash("even")
  private static let never = Token.hash("never")
  private static let `where` = Token.hash("where")
  private static let `in` = Token.hash("in")
  private static let `case` = Token.hash("case")
  private static let provided = Token.hash("provided")
  private static let that = Token.hash("that")

  private func clauseEnd(
    from start: Int, _ sentence: Range<Int>, isInitial: Bool, isParenthetical: Bool
  ) -> Int {
    var depth = 0
    for index in start..<sentence.upperBound {
      if tokens[index].isMark("(") { depth += 1 }
      if tokens[index].isMark(")") {
        if depth == 0 { return index }
        depth -= 1
      }
      if depth > 0 { continue }
      if lexicon[tokens[index]] == .adverb(.then) { return index }
      if tokens[index].isMark(";") || isInitial && tokens[index].isMark(":") { return index }
      if isInitial || isParenthetical, tokens[index].isMark(","), !isListComma(index, sentence) { return index }
      // "if TLS is enabled, otherwise optional"
      if tokens[index].isMark(","), index + 1 < sentence.upperBound, tokens[index + 1].payload == Self.otherwise {
        return index
      }
    }
    return sentence.upperBound
  }

  /// A comma between names, not in front of the main clause: `if A, B or C is enabled, …`.
  private func isListComma(_ comma: Int, _ sentence: Range<Int>) -> Bool {
    var index = comma + 1
    while index < min(sentence.upperBound, comma + 8) {
      switch lexicon[tokens[index]] {
      case .conjunction:
        return sentence.contains(index + 1)
          && tokens[(index + 1)..<min(sentence.upperBound, index + 40)].contains { $0.isMark(",") }
      case nil, .determiner: index += 1
      default: return false
      }
      if index < sentence.upperBound, tokens[index].isMark(",") { continue }
    }
    return false
  }

  /// "TCP 443: if A is enabled, …"
  private func isLabelMark(_ index: Int, _ sentence: Range<Int>) -> Bool {
    sentence.contains(index)
      && (tokens[index].isMark(":") || tokens[index].kind == .dash
        || tokens[index].isMark("-") && tokens[index].isSpaced)
  }

  /// ", and if B is installed, "
  private func isBehindJoint(_ index: Int, _ sentence: Range<Int>) -> Bool {
    guard index - 1 > sentence.lowerBound, case .conjunction? = lexicon[tokens[index - 1]] else { return false }
    return isComma(index - 2, sentence)
  }

  private func isComma(_ index: Int, _ sentence: Range<Int>) -> Bool {
    sentence.contains(index) && (tokens[index].isMark(",") || tokens[index].isMark("("))
  }

  /// Whether only adverbs, commas and conjunctions stand in a range.
  private func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { index in
      switch lexicon[tokens[index]] {
      case .adverb, .conjunction: true
      default: tokens[index].isMark(",") || tokens[index].isMark(":")
      }
    }
  }

  private func trimmed(_ end: Int, above start: Int) -> Int {
    var end = end
    while end > start, case .mark(let mark) = tokens[end - 1].kind, mark != UInt8(ascii: ")"),
      mark != UInt8(ascii: "\"")
    {
      end -= 1
    }
    return end
  }

  private func behindThen(_ end: Int, _ sentence: Range<Int>) -> Int {
    var index = end
    if index < sentence.upperBound,
      tokens[index].isMark(",") || tokens[index].isMark(";") || tokens[index].isMark(")") || tokens[index].isMark(":")
    {
      index += 1
    }
    if index < sentence.upperBound, lexicon[tokens[index]] == .adverb(.then) { index += 1 }
    return index
  }
}
