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
  /// The expressions by their first token.
  private let expressionAt: [Int: Int]
  private let lexicon = Lexicon.english
  private let registry = ServiceRegistry.common
  private var phrases: [Phrase] = []
  private var index = 0
  private var end = 0
  /// The clause has its finite verb.
  private var hasVerb = false
  /// The next token is the first of a clause: an imperative may stand here.
  private var isAtStart = true

  init(_ tokens: [Token], _ text: [UInt8], _ expressions: [PortExpression]) {
    self.tokens = tokens
    self.text = text
    self.expressions = expressions
    expressionAt = Dictionary(expressions.indices.map { (expressions[$0].tokens.lowerBound, $0) }) { first, _ in first }
  }

  /// - Complexity: O(*n*).
  mutating func phrases(in range: Range<Int>) -> [Phrase] {
    phrases = []
    index = range.lowerBound
    end = range.upperBound
    hasVerb = false
    isAtStart = true
    while index < end { readPhrase() }
    return phrases
  }

  private mutating func readPhrase() {
    if let expression = expressionAt[index],
      expressions[expression].tokens.upperBound <= end
    {
      readExpression(expression)
      return
    }
    switch tokens[index].kind {
    case .word, .number, .dotted, .mixed, .url, .opaque, .symbol: readWord()
    case .mark(UInt8(ascii: "(")): add(.opening)
    case .mark(UInt8(ascii: ")")): add(.closing)
    case .mark(UInt8(ascii: ",")), .mark(UInt8(ascii: ";")), .mark(UInt8(ascii: ":")), .dash, .arrow, .lineBreak:
      let isStart = tokens[index].isMark(":") || tokens[index].kind == .dash || tokens[index].isMark(";")
      add(.separator)
      isAtStart = isStart
    case .mark: index += 1
    }
  }

  /// A port expression; `port` behind it belongs to it: `the TCP 443 port`.
  private mutating func readExpression(_ expression: Int) {
    var upper = expressions[expression].tokens.upperBound
    while upper < end, lexicon[tokens[upper]] == .port || lexicon[tokens[upper]] == .number { upper += 1 }
    phrases.append(Phrase(kind: .ports(expression), tokens: index..<upper))
    index = upper
    isAtStart = false
  }

  private mutating func add(_ kind: Phrase.Kind, count: Int = 1) {
    phrases.append(Phrase(kind: kind, tokens: index..<(index + count)))
    index += count
    isAtStart = false
  }

  private mutating func readWord() {
    guard let word = lexicon[tokens[index]], !isPartOfName(index) else { return readNoun() }
    switch word {
    case .determiner, .transport, .port, .number, .event, .cardinal: readNoun()
    case .pronoun: add(.pronoun)
    case .preposition(let preposition): add(.preposition(preposition))
    case .conjunction(let conjunction):
      add(.conjunction(conjunction))
      isAtStart = true
    case .subordinator: add(.separator)
    case .relative: add(.relative)
    case .modal(let modality): add(.modal(modality))
    case .be:
      add(.be)
      hasVerb = true
    case .have: add(.have)
    case .do(let isNegated):
      add(.do)
      if isNegated { phrases.append(Phrase(kind: .negation, tokens: (index - 1)..<index)) }
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

  /// A capital inside a sentence makes a verb or an adjective part of a name: `the Default Agent`.
  private func isPartOfName(_ index: Int) -> Bool {
    guard tokens[index].traits.contains(.capitalized), !isAtStart else { return false }
    switch lexicon[tokens[index]] {
    case .verb, .quality, .adverb, .pronoun, .cardinal: return true
    default: return false
    }
  }

  /// The last phrase is `is`, perhaps with an adverb or "not" behind it.
  private var isPredicate: Bool {
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
  private func isNounFollowing(_ next: Int) -> Bool {
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

  private mutating func readVerb(_ verb: WordClass.VerbClass, _ form: WordClass.VerbForm) {
    if index + 1 < end, tokens[index + 1].payload == Self.sure {
      // `make sure`, `be sure`
      add(.verb(.check, form), count: 2)
      return
    }
    switch form {
    case .base(let isNoun):
      if verb == .open, isPredicate || isResult {
        add(.quality(.open))
      } else if isAtStart || isBehindVerbMarker || !isNoun || isSubjectBefore && !hasVerb && isVerbHere(index) {
        add(.verb(verb, form))
        hasVerb = true
      } else {
        readNoun()
      }
    case .third(let isNoun):
      if !hasVerb && isSubjectBefore || !isNoun {
        add(.verb(verb, form))
        hasVerb = true
      } else {
        readNoun()
      }
    case .participle:
      if isNounFollowing(index + 1), !isPredicate, !isSubjectBefore { readNoun() } else { add(.verb(verb, form)) }
    case .gerund:
      if isNounFollowing(index + 1) && !isBehindPreposition && !isSubjectBefore {
        readNoun()
      } else {
        add(.verb(verb, form))
      }
    }
  }

  /// Behind a modal, `to`, `do` or `then`.
  private var isBehindVerbMarker: Bool {
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

  private var isSubjectBefore: Bool {
    for phrase in phrases.reversed() {
      switch phrase.kind {
      case .adverb, .closing: continue
      case .ports, .noun, .pronoun, .relative: return true
      default: return false
      }
    }
    return false
  }

  private var isBehindPreposition: Bool {
    if case .preposition? = phrases.last?.kind { return true }
    return false
  }

  /// Behind `keep` and its like: `kept open`.
  private var isResult: Bool {
    if case .verb(.other, .participle)? = phrases.last?.kind { return true }
    return false
  }

  private static let sure = Token.hash("sure")

  // MARK: Nouns

  private mutating func readNoun() {
    let start = index
    var determiner: WordClass.Determiner?
    while index < end, case .determiner(let found)? = lexicon[tokens[index]], !isPartOfName(index) {
      determiner = strongest(determiner, found)
      index += 1
    }
    isAtStart = false
    let first = index
    while index < end, isNounToken(first) { index += 1 }
    includeTail(from: first)
    if index == first {
      // A determiner or a stray word alone stands for a thing: `both`, `these`.
      index = max(index, start + 1)
      phrases.append(Phrase(kind: .pronoun, tokens: start..<index))
      return
    }
    phrases.append(Phrase(kind: .noun(describe(first..<index, determiner)), tokens: start..<index))
  }

  /// `no` and the demonstratives say more than what stands beside them: `all these`.
  private func strongest(
    _ one: WordClass.Determiner?, _ other: WordClass.Determiner
  ) -> WordClass.Determiner {
    one == .negative || one == .demonstrative ? one ?? other : other
  }

  /// Whether the token at `index` continues a noun phrase that began at `first`.
  private func isNounToken(_ first: Int) -> Bool {
    let token = tokens[index]
    if index > first, expressionAt[index] != nil { return false }
    switch token.kind {
    case .number, .dotted, .mixed, .url, .opaque, .symbol: return true
    case .mark(UInt8(ascii: "/")), .mark(UInt8(ascii: "&")):
      return index > first && index + 1 < end && tokens[index + 1].kind == .word
        && expressionAt[index + 1] == nil
    case .mark(UInt8(ascii: "'")), .mark(UInt8(ascii: "\"")), .mark(UInt8(ascii: "*")), .mark(UInt8(ascii: ".")):
      return false
    case .word: break
    default: return false
    }
    guard let word = lexicon[token], !isPartOfName(index) else { return true }
    switch word {
    case .transport, .port, .event, .cardinal: return true
    case .number: return index > first
    case .direction, .quality:
      return isNounFollowing(index + 1) || index > first && isSlashed(index)
    case .verb(_, .participle), .verb(_, .gerund): return isNounFollowing(index + 1) && !isBehindNoun(first)
    case .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)):
      return index == first || hasVerb || !isVerbHere(index)
    default: return false
    }
  }

  /// `incoming/outgoing`
  private func isSlashed(_ index: Int) -> Bool { tokens[index - 1].isMark("/") }

  /// A participle behind a noun begins a reduced clause: `ports used by`.
  private func isBehindNoun(_ first: Int) -> Bool {
    guard index > first else { return false }
    switch lexicon[tokens[index - 1]] {
    case nil, .port, .event, .number: return true
    default: return false
    }
  }

  /// Whether `queries` between a subject and an object is the verb: what follows is an object or a preposition.
  private func isVerbHere(_ index: Int) -> Bool {
    guard index + 1 < end else { return false }
    let next = tokens[index + 1]
    if case .verb(.reach, .base)? = lexicon[tokens[index]] {
      // "access to the server" is a noun, "access the server" behind a plural a verb.
      guard case .determiner? = lexicon[next] else {
        return lexicon[next] == .pronoun
          || text[tokens[max(0, index - 1)].range.upperBound - 1] == UInt8(ascii: "s") && lexicon[next] == nil
            && next.kind == .word
      }
      return true
    }
    switch lexicon[next] {
    case .determiner, .preposition(.with), .preposition(.from), .port, .transport: return true
    case .preposition(.to): return true
    case nil: return next.kind == .word && next.traits.contains(.capitalized)
    default: return false
    }
  }

  /// A plural mark, a parenthesis and `of` phrases behind the nouns.
  private mutating func includeTail(from first: Int) {
    guard index > first else { return }
    while index < end {
      if tokens[index].isMark("("), let close = closingParenthesis() {
        index = close + 1
        while index < end, isNounToken(first) { index += 1 }
        continue
      }
      guard lexicon[tokens[index]] == .preposition(.of), index + 1 < end else { return }
      var next = index + 1
      while next < end, case .determiner? = lexicon[tokens[next]] { next += 1 }
      guard next < end, expressionAt[next] == nil else { return }
      let saved = index
      index = next
      while index < end, isNounToken(next) { index += 1 }
      if index == next {
        index = saved
        return
      }
    }
  }

  /// The end of a parenthesis of at most four words that holds neither ports nor verbs: `(s)`, `(secure shell)`.
  private func closingParenthesis() -> Int? {
    var close = index + 1
    while close < min(end, index + 6) {
      if tokens[close].isMark(")") { return close > index + 1 ? close : nil }
      guard tokens[close].kind == .word, lexicon[tokens[close]] == nil else { return nil }
      close += 1
    }
    return nil
  }

  private func describe(_ range: Range<Int>, _ determiner: WordClass.Determiner?) -> NounPhrase {
    var noun = NounPhrase(tokens: range, determiner: determiner, head: .thing)
    var head = range.lowerBound
    var plainWords = 0
    for position in range {
      if lexicon[tokens[position]] == .preposition(.of) { break }
      switch lexicon[tokens[position]] {
      case .direction(let direction): noun.direction = noun.direction ?? direction
      case .quality(let quality): noun.qualities.insert(quality)
      case .transport(let transport): noun.transports.append(transport)
      case .cardinal, .port, .number, .event: break
      default:
        if tokens[position].kind == .word, !Self.portAdjectives.contains(tokens[position].payload) { plainWords += 1 }
      }
      if noun.service == nil, let service = registry[tokens[position]] {
        noun.service = service
        noun.serviceToken = position
      }
      if tokens[position].kind == .word, !isInParenthesis(position, range) { head = position }
    }
    switch lexicon[tokens[head]] {
    case .event: noun.head = .event
    case .port: noun.head = plainWords == 0 ? .port : .otherPort
    case .number where head > range.lowerBound && lexicon[tokens[head - 1]] == .port:
      noun.head = plainWords == 0 ? .port : .otherPort
    case .verb(.reach, .base(isNoun: true)): noun.head = .event
    default:
      let word = tokens[head].payload
      if Self.machines.contains(word) { noun.head = .machine }
      if Self.traffic.contains(word) { noun.head = .event }
    }
    return noun
  }

  private func isInParenthesis(_ position: Int, _ range: Range<Int>) -> Bool {
    var depth = 0
    for token in tokens[range.lowerBound..<position] {
      if token.isMark("(") { depth += 1 }
      if token.isMark(")") { depth -= 1 }
    }
    return depth > 0
  }

  /// What stands in front of "port" without making it another one.
  private static let portAdjectives = Set(
    [
      "following", "below", "above", "listed", "network", "firewall", "listening", "required", "needed", "relevant",
      "corresponding", "necessary", "used", "specified", "mentioned", "s",
    ].map(Token.hash))
  private static let machines = Set(["host", "machine", "computer", "system", "node", "box"].map(Token.hash))
  private static let traffic = Set(
    ["requests", "request", "queries", "query", "messages", "data", "calls"].map(Token.hash))
}
