import PortModel
import PortPage
import SourceDiagnostics

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
}

/// Takes a sentence apart where its clauses speak of different ports or different parties.
struct ClauseDivider {
  let tokens: [Token]
  private static let otherwise = Token.hash("otherwise")
  private static let `else` = Token.hash("else")
  private static let joints = WordSet(["while", "whereas"])

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
          parts(from: current.phrases, piece[index...], inheritsSubject: !subject)
        {
          let inherited = subject ? [] : subjectPhrases(current.phrases)
          close(&current, at: phrase.tokens.lowerBound)
          result.append(current)
          current = IndependentClause(phrases: inherited, tokens: phrase.tokens.lowerBound..<phrase.tokens.lowerBound)
          current.isElse = isElse(behind: index, piece)
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

  private func isJoint(_ phrase: Phrase) -> Bool {
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
      let subject = current.last(where: { $0.isNominal }),
      subject.noun?.head == .thing || subject.noun?.head == .machine,
      contacts(current[...])
    else { return nil }
    return contacts([subject] + phrases[(index + 1)...].prefix(48)) ? subject : nil
  }

  /// Whether phrases hold a subject and a finite verb.
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

extension StatementReader {
  /// A list of ports that belong together counts once: how many places of the clause write ports.
  private var portPlaces: Int {
    var places = 0
    var isOpen = false
    for phrase in phrases {
      switch phrase.kind {
      case .ports(let index) where statement.expressions.indices.contains(index) && isTopic(index):
        if !isOpen { places += 1 }
        isOpen = true
      case .conjunction, .separator: continue
      default: isOpen = false
      }
    }
    return places
  }

  private func isTopic(_ index: Int) -> Bool { statement.expressions[index].standing == .topic }

  /// Gives up the parties of a clause that writes several ports and several parties, since it does not tell which belong together.
  mutating func distrustMixedParties() {
    var numbers = 0
    for index in statement.expressions.indices where isTopic(index) {
      numbers += statement.expressions[index].elements.count
    }
    guard numbers > 1, statement.hasParties else { return }
    let respectively = Self.respectively
    let isRespective = tokens[clause].contains { $0.kind == .word && $0.payload == respectively }
    let isMixed = portPlaces > 1 && (statement.sources.count > 1 || statement.destinations.count > 1 || hasStrayParty)
    guard isMixed || isRespective else { return }
    statement.doubts.append(
      (
        "this sentence names several ports and several parties, and not which belong together; write a sentence for each port",
        statement.range
      ))
    statement.sources = []
    statement.destinations = []
    statement.isBidirectional = false
  }

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

  private func isAnyPort(_ phrase: Phrase, _ noun: NounPhrase) -> Bool {
    noun.head == .port && tokens[phrase.tokens.lowerBound].payload == Self.any
  }

  private static let any = Token.hash("any")
  private static let respectively = Token.hash("respectively")

  /// A name that plays no part: "the agent connects on TCP 1, the console on TCP 2".
  private var hasStrayParty: Bool {
    let known = statement.sources + statement.destinations + statement.places + statement.users
    return phrases.indices.contains { index in
      guard phrases[index].noun?.head == .thing, let mention = names([index]).first else { return false }
      return !known.contains { $0.range.overlaps(mention.range) || $0.name == mention.name }
    }
  }

  /// Gives up what a clause says where a word turns its meaning in a way that is not modelled.
  mutating func distrustTurningWords() {
    guard statement.saysSomething || !statement.expressions.isEmpty else { return }
    let isQuestion = tokens[sentence.upperBound - 1].isMark("?")
    let turning = isQuestion ? sentence.upperBound - 1 : turningWord
    guard let turning else { return }
    let word = page.file.text(tokens[turning].range)
    let message =
      isQuestion
      ? "a question says nothing certain about ports; write a statement"
      : "\"\(word)\" changes what this sentence says in a way that is not understood; write it in simpler sentences"
    var doubtful = Statement(range: statement.range)
    doubtful.expressions = statement.expressions
    doubtful.sharesPorts = statement.sharesPorts
    doubtful.hasVerb = statement.hasVerb
    doubtful.refersToPorts = statement.refersToPorts
    doubtful.doubts = [(message, isQuestion ? statement.range : tokens[turning].range)]
    statement = doubtful
  }

  private var turningWord: Int? {
    for index in clause where canTurn(tokens[index]) {
      let word = tokens[index].payload
      if index > clause.lowerBound, lexicon[tokens[index]] == .adverb(.optionally),
        lexicon[tokens[index - 1]] == .conjunction(.and)
      {
        return index
      }
      if isOfVersion(index) { return index }
      if Self.turning.contains(word) || isSelection(index) || isPast(index) || isInstead(index) { return index }
      if word == Self.except, index + 1 < clause.upperBound, !isOpener(index + 1) { return index }
    }
    return nil
  }

  /// Nearly all words cannot.
  private func canTurn(_ token: Token) -> Bool {
    if token.isMarked(.suspect) { return true }
    switch lexicon[token] {
    case .adverb(.optionally), .adverb(.instead), .cardinal: return true
    default: return false
    }
  }

  /// "in a later version", "version 5 or later": not of the product as it is, or of some of its parties only.
  private func isOfVersion(_ index: Int) -> Bool {
    guard Self.versions.contains(tokens[index].payload), index > clause.lowerBound else { return false }
    if Self.laterWords.contains(tokens[index - 1].payload) { return true }
    guard index + 3 < clause.upperBound, lexicon[tokens[index + 2]] == .conjunction(.or) else { return false }
    return Self.laterWords.contains(tokens[index + 3].payload)
  }

  private static let versionsWords = ["version", "versions", "release", "releases"]
  private static let versions = WordSet(versionsWords)
  private static let laterWords = WordSet(
    ["later", "newer", "higher", "earlier", "older", "former", "previous", "upcoming"])

  /// "used to be required", "was required"
  private func isPast(_ index: Int) -> Bool {
    if Self.past.contains(tokens[index].payload), index > clause.lowerBound, index + 1 < clause.upperBound,
      lexicon[tokens[index - 1]] == .pronoun || lexicon[tokens[index - 1]] == .port
    {
      switch lexicon[tokens[index + 1]] {
      case .verb(.require, _), .verb(.use, _), .verb(.open, _), .verb(.recommend, _), .quality: return true
      default: break
      }
    }
    return isUsedTo(index)
  }

  private static let pastWords = ["was", "were"]
  private static let past = WordSet(pastWords)

  private func isUsedTo(_ index: Int) -> Bool {
    index + 2 < clause.upperBound && index > clause.lowerBound && tokens[index].payload == Self.usedTo
      && lexicon[tokens[index + 1]] == .preposition(.to) && lexicon[tokens[index + 2]] == .be
      && lexicon[tokens[index - 1]] != .be
  }

  /// "instead" without what it takes the place of: of the sentence before, or of another one.
  private func isInstead(_ index: Int) -> Bool {
    lexicon[tokens[index]] == .adverb(.instead)
      && (index + 1 >= clause.upperBound || lexicon[tokens[index + 1]] != .preposition(.of))
  }

  private static let usedTo = Token.hash("used")

  /// "one of the following ports", "either of TCP 80 and TCP 443": some of several ports, and not which.
  private func isSelection(_ index: Int) -> Bool {
    guard Self.selecting.contains(tokens[index].payload) || lexicon[tokens[index]] == .cardinal,
      index + 2 < clause.upperBound, lexicon[tokens[index + 1]] == .preposition(.of)
    else { return false }
    return tokens[(index + 2)..<min(clause.upperBound, index + 6)].contains { token in
      switch lexicon[token] {
      case .port, .transport: true
      default: false
      }
    }
  }

  private static let selectingWords = ["one", "any", "either", "some", "none"]
  private static let selecting = WordSet(selectingWords)

  private func isOpener(_ index: Int) -> Bool {
    if case .subordinator(.condition)? = lexicon[tokens[index]] { true } else { false }
  }

  private static let turningWords = [
    "versa", "former", "latter", "neither", "nor", "until", "unlike", "alternately", "formerly", "previously", "future",
    "rarely", "hardly", "seldom", "barely", "scarcely", "sometimes", "occasionally", "perhaps", "possibly", "maybe",
    "nobody", "nothing", "reversed", "reverse", "swapped", "inverted",
  ]
  private static let turning = WordSet(turningWords)
  private static let except = Token.hash("except")

  /// The words that ``turningWord`` looks at more closely.
  static let suspects = turningWords + versionsWords + pastWords + selectingWords + ["used", "except"]
}
