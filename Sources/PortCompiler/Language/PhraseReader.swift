import PortModel
import PortPage
import SourceDiagnostics

/// Cuts a clause into phrases.
///
/// Words outside the vocabulary are parts of names. Words that can be noun or verb are decided by their place: in front of the
/// first finite verb a form such as `queries` is a verb when something follows that a verb takes, behind it a noun.
struct PhraseReader {
  let tokens: [Token]
  let text: [UInt8]
  let expressions: [PortExpression]
  let lexicon = Lexicon.english
  let registry = ServiceRegistry.common
  var phrases: [Phrase] = []
  var index = 0
  var end = 0
  /// The clause has its finite verb.
  var hasVerb = false
  /// The next token is the first of a clause: an imperative may stand here.
  var isAtStart = true

  init(_ tokens: [Token], _ text: [UInt8], _ expressions: [PortExpression]) {
    self.tokens = tokens
    self.text = text
    self.expressions = expressions
  }

  /// The expression that begins at a token.
  ///
  /// - Complexity: O(log *n*) in the expressions of the sentence.
  func expression(at token: Int) -> Int? {
    var lower = 0
    var upper = expressions.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if expressions[middle].tokens.lowerBound < token { lower = middle + 1 } else { upper = middle }
    }
    return lower < expressions.count && expressions[lower].tokens.lowerBound == token ? lower : nil
  }

  /// - Complexity: O(*n*).
  mutating func phrases(in range: Range<Int>) -> [Phrase] {
    phrases = []
    phrases.reserveCapacity(range.count)
    index = range.lowerBound
    end = range.upperBound
    hasVerb = false
    isAtStart = true
    while index < end { readPhrase() }
    return phrases
  }

  mutating func readPhrase() {
    if let expression = expression(at: index), expressions[expression].tokens.upperBound <= end {
      readExpression(expression)
      return
    }
    switch tokens[index].kind {
    case .word, .number, .dotted, .mixed, .url, .opaque, .symbol: readWord()
    case .mark(UInt8(ascii: "(")):
      // "(Open it for incoming connections.)"
      let isStart = isAtStart && phrases.isEmpty
      add(.opening)
      isAtStart = isStart
    case .mark(UInt8(ascii: ")")): add(.closing)
    case .mark(UInt8(ascii: ",")), .mark(UInt8(ascii: ";")), .mark(UInt8(ascii: ":")), .dash, .arrow, .lineBreak:
      let isStart = tokens[index].isMark(":") || tokens[index].kind == .dash || tokens[index].isMark(";")
      add(.separator)
      isAtStart = isStart
    case .mark(UInt8(ascii: "-")) where index + 1 < end && tokens[index + 1].isMark(">"): add(.separator, count: 2)
    case .mark: index += 1
    }
  }

  /// A port expression; `port` behind it belongs to it: `the TCP 443 port`.
  mutating func readExpression(_ expression: Int) {
    var upper = expressions[expression].tokens.upperBound
    while upper < end, lexicon[tokens[upper]] == .port || lexicon[tokens[upper]] == .number { upper += 1 }
    phrases.append(Phrase(kind: .ports(expression), tokens: index..<upper))
    index = upper
    isAtStart = false
  }

  mutating func add(_ kind: Phrase.Kind, count: Int = 1) {
    phrases.append(Phrase(kind: kind, tokens: index..<(index + count)))
    index += count
    isAtStart = false
  }

  mutating func readWord() {
    if tokens[index].isMarked(.pairOpener), readPair() { return }
    if isUpTo { return add(.adverb(.plain), count: 2) }
    readSingleWord()
  }

  private mutating func readSingleWord() {
    if isAtStart, let count = orderOpener {
      add(.adverb(.plain), count: count)
      isAtStart = true
      return
    }
    guard let word = lexicon[tokens[index]], !isPartOfName(index) else {
      if isAdverb(index), !isAdverbOfParticiple(index) { return add(.adverb(.plain)) }
      if isPassiveParticiple { return add(.verb(.unknown, .participle)) }
      if isLeadingRequest {
        hasVerb = true
        return add(.verb(.fetch, .third(isNoun: false)))
      }
      if isPhrasalInfinitive { return add(.verb(.other, .base(isNoun: false)), count: 2) }
      if isOutOfTheBox { return add(.quality(.default), count: 4) }
      if isUnknownInfinitive(index) { return add(.verb(.unknown, .base(isNoun: false))) }
      if isBehindModal {
        hasVerb = true
        return add(.verb(verbClass(tokens[index]), .base(isNoun: false)))
      }
      if isVerbOfRelative || isVerbBehindAnd {
        hasVerb = true
        return add(.verb(.unknown, .third(isNoun: false)))
      }
      if let noun = phrases.last?.noun, isUnknownVerb(index, behind: noun) {
        add(.verb(verbClass(tokens[index]), .third(isNoun: false)))
        hasVerb = true
        return
      }
      return readNoun()
    }
    if isFloating(word) { return add(.adverb(.plain)) }
    if word == .determiner(.negative), index + 1 < end, isNegationWithNo(index + 1) {
      add(.negation, count: tokens[index + 1].payload == Self.longer ? 2 : 1)
      isAtStart = false
      return
    }
    switch word {
    case .determiner, .transport, .port, .number, .event, .cardinal: readNoun()
    case .pronoun: add(.pronoun)
    case .preposition(.at) where index + 1 < end && Self.bounds.contains(tokens[index + 1].payload):
      add(.adverb(.plain), count: 2)
    case .preposition(.other) where isAsWellAs: add(.conjunction(.and), count: 3)
    case .preposition(.in) where isInOrderTo: add(.preposition(.to), count: 3)
    case .preposition(.in) where index + 1 < end && tokens[index + 1].payload == Self.turn:
      add(.adverb(.plain), count: 2)
    case .preposition(.in) where isCompound(Self.inFront), .preposition(.on) where isCompound(Self.onBehalf):
      add(.preposition(.other), count: 3)
    case .preposition(.by) where isCompound(Self.byMeans): add(.preposition(.over), count: 3)
    case .preposition(let preposition): add(isParticle(preposition) ? .adverb(.plain) : .preposition(preposition))
    case .conjunction(let conjunction):
      // ", and the server polls them": a new clause.
      if let last = phrases.last, case .separator = last.kind { hasVerb = false }
      add(.conjunction(conjunction))
      isAtStart = true
    case .subordinator: add(.separator)
    case .relative:
      add(.relative)
      hasVerb = false
    case .modal(let modality): add(.modal(modality))
    case .be:
      add(.be)
      hasVerb = true
    case .have: add(.have)
    case .do: add(.do)
    case .negation:
      // "Never expose": an imperative may follow.
      let wasAtStart = isAtStart
      add(.negation)
      isAtStart = wasAtStart
    case .adverb(let adverb):
      let wasAtStart = isAtStart
      add(.adverb(adverb))
      isAtStart = wasAtStart || adverb == .then
    case .verb(let verb, let form): readVerb(verb, form)
    case .direction(let direction):
      if isNounFollowing(index + 1) { readNoun() } else { add(.direction(direction)) }
    case .quality(let quality):
      if isNounFollowing(index + 1), !isPredicate { readNoun() } else { add(.quality(quality)) }
    }
  }

  /// "A and B both connect", "the agents all use": behind its noun, in front of the verb.
  private func isFloating(_ word: WordClass) -> Bool {
    guard word == .determiner(.quantifier), phrases.last?.noun != nil, !hasVerb, index + 1 < end else { return false }
    switch lexicon[tokens[index + 1]] {
    case .verb(_, .base), .modal, .be, .have: return true
    default: return false
    }
  }

  /// A capital inside a sentence makes a verb or an adjective part of a name: `the Default Agent`.
  func isPartOfName(_ index: Int) -> Bool {
    guard tokens[index].traits.contains(.capitalized), !isAtStart || isBehindConjunction else { return false }
    // "(Optional)"
    if index > 0, index + 1 < tokens.count, tokens[index - 1].isMark("(") || tokens[index - 1].isMark("["),
      tokens[index + 1].kind != .word
    {
      return false
    }
    // "used by A"
    if case .determiner? = lexicon[tokens[index]], tokens[index].range.count == 1 {
      return index + 1 >= end || lexicon[tokens[index + 1]] != nil || tokens[index + 1].kind != .word
    }
    switch lexicon[tokens[index]] {
    case .verb, .quality, .adverb, .pronoun, .cardinal: return true
    default: return false
    }
  }

  /// The last phrase is `is`, perhaps with an adverb or "not" behind it.
  var isPredicate: Bool {
    for phrase in phrases.reversed() {
      switch phrase.kind {
      case .adverb, .negation: continue
      case .be: return true
      default: return false
      }
    }
    return false
  }

  /// Whether a noun phrase could go on at `next`.
  func isNounFollowing(_ next: Int) -> Bool {
    guard next < end else { return false }
    switch tokens[next].kind {
    case .word:
      guard let word = lexicon[tokens[next]], !isPartOfName(next) else { return true }
      switch word {
      case .port, .event, .transport, .quality, .direction: return true
      case .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)): return true
      case .number: return true
      default: return false
      }
    case .mark(UInt8(ascii: "/")):
      return isNounFollowing(next + 1)
    default: return false
    }
  }

  // MARK: Verbs

  mutating func readVerb(_ verb: WordClass.VerbClass, _ form: WordClass.VerbForm) {
    // "make outbound connections"
    let verb = verb == .other && isMakingContact ? .establish : verb
    if verb == .other, isLasting { return add(.be) }
    if index + 1 < end, tokens[index + 1].payload == Self.sure {
      // `make sure`, `be sure`
      add(.verb(.check, form), count: 2)
      return
    }
    if case .base(isNoun: false) = form, isPredicate, Self.likeParticiples.contains(tokens[index].payload) {
      // "are read from": the participle.
      add(.verb(verb, .participle))
      return
    }
    switch form {
    case .base(let isNoun):
      if isExchange || isAccessOfName(index) {
        readNoun()
      } else if verb == .open, isPredicate || isResult {
        add(.quality(.open))
      } else if isAtStart, verb == .reach, isNoun, index + 1 < end, case .preposition? = lexicon[tokens[index + 1]] {
        // "Access to the server from browsers"
        readNoun()
      } else if isAtStart || isBehindVerbMarker || isBehindRelative || isBehindPluralWord || !isNoun
        || isSubjectBefore && !hasVerb && (isVerbHere(index) || isVerbOfPlace) || isVerbBehindAdverb
      {
        add(.verb(verb, form))
        hasVerb = true
      } else {
        readNoun()
      }
    case .third(let isNoun):
      if !hasVerb && isSubjectBefore || !isNoun || isBehindRelative || isBehindNewSubject
        || isBehindConjunction && (isArticle(index + 1) || hasVerb && isPlainNoun(index + 1) || isVerbBehindAnd)
      {
        add(.verb(verb, form))
        hasVerb = true
      } else {
        readNoun()
      }
    case .participle:
      if isNounFollowing(index + 1), !isPredicate, !isSubjectBefore { readNoun() } else { add(.verb(verb, form)) }
    case .gerund:
      // "Using SQL statements, …" names no thing.
      if verb != .use && isNounFollowing(index + 1) && expression(at: index + 1) == nil && !isBehindPreposition
        && !isSubjectBefore
        && !isBehindRecommendation
      {
        readNoun()
      } else {
        add(.verb(verb, form))
      }
    }
  }

  /// "and streams changes": a plural is no modifier of a noun in lower case.
  private func isPlainNoun(_ next: Int) -> Bool {
    // "and answers SNMP queries"
    let next = next + 1 < end && expression(at: next) == nil && isAllCapitals(tokens[next]) ? next + 1 : next
    guard next < end, tokens[next].kind == .word, !tokens[next].traits.contains(.capitalized) else { return false }
    switch lexicon[tokens[next]] {
    case nil, .verb(_, .third(isNoun: true)): return endsWith("s", tokens[next]) && !hasVerbAhead(next + 1)
    default: return false
    }
  }

  /// Verbs whose participle is their base form.
  private static let likeParticiples = WordSet(["read", "put", "let"])

  /// "we recommend using TLS", "avoid opening ports"
  private var isBehindRecommendation: Bool {
    switch phrases.last?.kind {
    case .verb(.recommend, _), .verb(.close, _), .verb(.fail, _): true
    default: false
    }
  }

  /// "and stores the results"
  private func isArticle(_ next: Int) -> Bool {
    if next < end, case .determiner? = lexicon[tokens[next]] { true } else { false }
  }

  /// Behind a modal, `to`, `do` or `then`.
  var isBehindVerbMarker: Bool {
    for phrase in phrases.reversed() {
      switch phrase.kind {
      case .adverb(.then): return true
      case .adverb, .negation: continue
      case .modal, .preposition(.to), .do: return true
      default: return false
      }
    }
    return false
  }

  /// "agents that run on", "agents, which run on"; not "verify that access to".
  var isBehindRelative: Bool {
    // "which in turn queries"
    let last = phrases.lastIndex { if case .adverb = $0.kind { false } else { true } } ?? 0
    guard last > 0, case .relative = phrases[last].kind else { return false }
    if case .separator = phrases[last - 1].kind { return last > 1 && phrases[last - 2].isNominal }
    return phrases[last - 1].isNominal
  }

  var isSubjectBefore: Bool {
    for phrase in phrases.reversed() {
      switch phrase.kind {
      case .adverb, .closing: continue
      case .ports, .noun, .pronoun, .relative: return true
      default: return false
      }
    }
    return false
  }

  var isBehindPluralWord: Bool {
    guard let last = phrases.last, case .pronoun = last.kind else { return false }
    return Self.pluralWords.contains(tokens[last.tokens.lowerBound].payload)
  }

  var isBehindPreposition: Bool {
    if case .preposition? = phrases.last?.kind { return true }
    return false
  }

  /// "no longer", "no need to"
  func isNegationWithNo(_ next: Int) -> Bool {
    if tokens[next].payload == Self.longer { return true }
    if case .verb(.require, .base)? = lexicon[tokens[next]] { return true }
    return false
  }

  /// "at most", "at least"
  private static let bounds = WordSet(["most", "least"])
  var isAsWellAs: Bool {
    index + 2 < end && tokens[index + 1].payload == Self.well && tokens[index].payload == tokens[index + 2].payload
  }

  /// "in front of", "on behalf of": one preposition of three words.
  private func isCompound(_ words: WordSet) -> Bool {
    index + 2 < end && words.contains(tokens[index + 1].payload) && lexicon[tokens[index + 2]] == .preposition(.of)
  }

  private static let inFront = WordSet([
    "front", "place", "lieu", "spite", "addition", "favor", "case", "terms", "support",
  ])
  private static let byMeans = WordSet(["means", "way", "use"])
  private static let onBehalf = WordSet(["behalf", "top", "account", "grounds"])
  private static let well = Token.hash("well")
  private static let turn = Token.hash("turn")
  static let longer = Token.hash("longer")
  static let sure = Token.hash("sure")
}
