import PortModel
import PortPage
import SourceDiagnostics

/// Noun phrases.
extension PhraseReader {
  mutating func readNoun() {
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
    let noun = describe(first..<index, determiner)
    if noun.head == .port { skipPointer() }
    phrases.append(Phrase(kind: .noun(noun), tokens: start..<index))
  }

  /// "the ports listed below", "the ports below"
  private mutating func skipPointer() {
    var next = index
    if next < end, Self.pointing.contains(tokens[next].payload) { next += 1 }
    if next < end, Self.directions.contains(tokens[next].payload) { index = next + 1 }
  }

  /// "given here", "shown above"
  private func isPointer(_ index: Int) -> Bool {
    index + 1 < end && Self.directions.contains(tokens[index + 1].payload)
      && Self.pointing.contains(tokens[index].payload)
  }

  private static let pointing = WordSet(
    ["listed", "shown", "given", "named", "specified", "described", "mentioned", "stated", "printed", "quoted"])
  private static let directions = WordSet(["below", "above", "here"])

  /// `no` and the demonstratives say more than what stands beside them: `all these`.
  func strongest(
    _ one: WordClass.Determiner?, _ other: WordClass.Determiner
  ) -> WordClass.Determiner {
    one == .negative || one == .demonstrative ? one ?? other : other
  }

  /// Whether the token at `index` continues a noun phrase that began at `first`.
  func isNounToken(_ first: Int) -> Bool {
    let token = tokens[index]
    if expression(at: index) != nil { return false }
    // "the port forwarding tab", "port mapping": no port.
    if index > first, lexicon[tokens[index - 1]] == .port, Self.portActions.contains(token.payload) { return true }
    switch token.kind {
    case .number, .dotted, .mixed, .url, .opaque, .symbol: return true
    case .mark(UInt8(ascii: "/")), .mark(UInt8(ascii: "&")):
      return index > first && index + 1 < end && tokens[index + 1].kind == .word
        && expression(at: index + 1) == nil
    case .mark(UInt8(ascii: "'")), .mark(UInt8(ascii: "\"")), .mark(UInt8(ascii: "*")), .mark(UInt8(ascii: ".")):
      return false
    case .word: break
    default: return false
    }
    guard let word = lexicon[token], !isPartOfName(index) else {
      if index > first, isPointer(index) { return false }
      if index > first, token.isMarked(.pairOpener), isLoggingIn(at: index) || isExampleOpener { return false }
      return (!isAdverb(index) || isAdverbOfParticiple(index)) && !(index > first && isUnknownVerb(index, first: first))
    }
    if index > first, token.isMarked(.pairOpener), isLoggingIn(at: index) { return false }
    if isAccessOfName(index) { return true }
    switch word {
    case .transport, .port, .event, .cardinal: return true
    case .number: return index > first || isDefinite(at: first - 1)
    case .direction, .quality:
      return isNounFollowing(index + 1) || index > first && isSlashed(index)
    case .verb(_, .gerund) where isInsideCompound(first): return true
    // "additional listening ports"
    case .verb(.listen, .gerund) where index + 1 < end && lexicon[tokens[index + 1]] == .port: return true
    case .verb(_, .participle), .verb(_, .gerund):
      return isNounFollowing(index + 1)
        && (!isBehindNoun(first) || index == first + 1 && isAdverbOfParticiple(index - 1))
    case .verb(_, .third(isNoun: false)): return index > first && isPluralSubject(index)
    case .verb(_, .base(isNoun: false)):
      return index > first && (isCompound(index) || isSingularCompound(index, first: first))
    // "both run on the same host"
    case .verb(_, .base(isNoun: true))
    where index == first && index > 0 && Self.pluralWords.contains(tokens[index - 1].payload):
      return false
    case .verb(_, .third(isNoun: true)) where isVerbOfNewSubject(index, first: first): return false
    case .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)):
      // "by the media relay to connect"
      // "with embedded software contact the server"
      return index == first || hasVerb || isSingularCompound(index, first: first)
        || isBehindPreposition && !isBeforeArticle(index) || isBehindServices(first)
        || !isVerbHere(index) && !isVerb(index, first: first)
    default: return false
    }
  }

  /// "A writes to B, and the server checks its status": behind "and" and an article, with an article behind it.
  private func isVerbOfNewSubject(_ index: Int, first: Int) -> Bool {
    guard index > first, index + 1 < end, first > 0, lexicon[tokens[first - 1]] == .determiner(.definite),
      isBehindConjunction, case .determiner? = lexicon[tokens[index + 1]]
    else { return false }
    return !tokens[index].traits.contains(.capitalized) && lexicon[tokens[index - 1]] == nil
  }

  /// The last phrase is such a subject, so that the word here is its verb.
  var isBehindNewSubject: Bool {
    guard phrases.count >= 2, let noun = phrases.last?.noun, noun.determiner == .definite,
      case .conjunction = phrases[phrases.count - 2].kind, noun.tokens.upperBound == index, index + 1 < end,
      case .determiner? = lexicon[tokens[index + 1]]
    else { return false }
    return true
  }

  /// "cash registers connect": a verb stands behind it, so that it is the plural of a noun.
  private func isPluralSubject(_ index: Int) -> Bool {
    guard index + 1 < end, !hasVerb, lexicon[tokens[index - 1]] == nil, tokens[index - 1].kind == .word else {
      return false
    }
    switch lexicon[tokens[index + 1]] {
    case .verb(_, .base(isNoun: false)), .modal: return true
    default: return false
    }
  }

  /// "Hardware monitoring tools query …": a gerund between two nouns in front of the clause's verb.
  private func isInsideCompound(_ first: Int) -> Bool {
    guard index > first, index + 2 < end, !hasVerb, lexicon[tokens[index - 1]] == nil, tokens[index + 1].kind == .word,
      lexicon[tokens[index + 1]] == nil
    else { return false }
    if first > 0, case .determiner? = lexicon[tokens[first - 1]] { return false }
    switch lexicon[tokens[index + 2]] {
    case .verb(_, .base), .verb(_, .third), .modal, .be, .have: return true
    default: return false
    }
  }

  /// "update download", and nothing behind: a singular noun is no subject of "download".
  private func isCompound(_ index: Int) -> Bool {
    if index + 1 < end {
      guard case .mark = tokens[index + 1].kind else { return false }
    }
    let before = tokens[index - 1]
    guard before.kind == .word, lexicon[before] == nil, !before.traits.contains(.capitalized),
      !Self.plurals.contains(before.payload)
    else { return false }
    return text[before.range.upperBound - 1] != UInt8(ascii: "s")
  }

  private static let plurals = WordSet(["people", "staff", "men", "women", "children", "personnel", "data", "media"])

  /// A singular noun cannot stand behind these.
  static let pluralWords = WordSet(["both", "these", "those", "they", "we", "you"])

  /// `incoming/outgoing`
  func isSlashed(_ index: Int) -> Bool { tokens[index - 1].isMark("/") }

  /// A participle behind a noun begins a reduced clause: `ports used by`.
  func isBehindNoun(_ first: Int) -> Bool {
    guard index > first else { return false }
    switch lexicon[tokens[index - 1]] {
    case nil, .port, .event, .number: return true
    default: return false
    }
  }

  /// Whether `queries` between a subject and an object is the verb: what follows is an object or a preposition.
  func isVerbHere(_ index: Int) -> Bool {
    guard index + 1 < end, !isBehindSingular(index) else { return false }
    let next = tokens[index + 1]
    if case .verb(.reach, .base)? = lexicon[tokens[index]] {
      // "access to the server" is a noun, "access the server" behind a plural a verb.
      guard case .determiner? = lexicon[next] else {
        if case .verb(_, .participle)? = lexicon[next], isNounFollowing(index + 2) {
          // "clients access shared folders"
          return text[tokens[max(0, index - 1)].range.upperBound - 1] == UInt8(ascii: "s")
        }
        return lexicon[next] == .pronoun
          || text[tokens[max(0, index - 1)].range.upperBound - 1] == UInt8(ascii: "s") && lexicon[next] == nil
            && next.kind == .word
      }
      return true
    }
    // "the console requests data from the server"
    if case .verb(.reach, .third(isNoun: true))? = lexicon[tokens[index]], lexicon[next] == nil, next.kind == .word,
      index + 2 < end, lexicon[tokens[index + 2]] == .preposition(.from)
    {
      return true
    }
    switch lexicon[next] {
    case .determiner, .pronoun, .preposition(.with), .preposition(.from), .port, .transport: return true
    case .preposition(.to): return true
    // "NFS clients mount exports"
    case .verb(_, .third(isNoun: true)): return isBehindPlural(index)
    // "A and B run on the same machine"
    case .preposition where Self.working.contains(tokens[index].payload) && isBehindPair(index): return true
    // "extraction runs as a process", "runs on the server"
    case .preposition where Self.running.contains(tokens[index].payload): return true
    case nil:
      return next.kind == .word
        && (next.traits.contains(.capitalized) || isPluralObject(index + 1) || isBehindPlural(index))
    default: return false
    }
  }

  /// "event stream from", "the agent query": the base form of a verb has no singular subject.
  private func isBehindSingular(_ index: Int) -> Bool {
    guard case .verb(_, .base)? = lexicon[tokens[index]], index > 0, !hasVerb, !isBehindPair(index),
      // "copiers with embedded software contact": the subject stands further in front.
      !phrases.contains(where: { $0.noun != nil })
    else { return false }
    let subject = tokens[index - 1]
    guard subject.kind == .word, lexicon[subject] == nil, !Self.plurals.contains(subject.payload) else { return false }
    return text[subject.range.upperBound - 1] | 0x20 != UInt8(ascii: "s")
  }

  private func isBeforeArticle(_ index: Int) -> Bool {
    guard index + 1 < end, phrases.contains(where: { $0.noun != nil }) else { return false }
    if case .determiner(.definite)? = lexicon[tokens[index + 1]] { return true }
    return false
  }

  /// "A and B" stands in front.
  private func isBehindPair(_ index: Int) -> Bool {
    guard !hasVerb else { return false }
    return phrases.contains { phrase in
      switch phrase.kind {
      case .conjunction(.and): true
      default: false
      }
    }
  }

  private static let working = WordSet(["run", "work", "stay", "start"])
  private static let running = WordSet(["runs"])

  /// "DNS queries": a protocol does nothing itself.
  private func isBehindServices(_ first: Int) -> Bool {
    index > first && tokens[first..<index].allSatisfy { $0.kind == .word && registry.hasService($0) }
  }

  /// "Hosts mount …", "clients view …": the base form of a verb behind a plural that nothing else explains.
  private func isBehindPlural(_ index: Int) -> Bool {
    guard case .verb(_, .base)? = lexicon[tokens[index]], index > 0 else { return false }
    let before = tokens[index - 1]
    return before.kind == .word && lexicon[before] == nil && before.range.count > 3 && !registry.hasService(before)
      && !Self.singularInS.contains(before.payload) && endsWith("s", before)
  }

  private static let singularInS = WordSet(
    [
      "windows", "kubernetes", "devops", "macos", "kerberos", "radius", "postgres", "redis", "prometheus", "access",
      "process",
    ])

  /// "clients exchange files": a plural behind what may be the verb of a plural subject, and no other verb.
  private func isPluralObject(_ next: Int) -> Bool {
    func isPlural(_ token: Token) -> Bool {
      token.range.count > 3 && text[token.range.upperBound - 1] == UInt8(ascii: "s")
        && text[token.range.upperBound - 2] != UInt8(ascii: "s")
    }
    guard next >= 2, case .verb(_, .base)? = lexicon[tokens[next - 1]], lexicon[tokens[next - 2]] == nil else {
      return false
    }
    return isPlural(tokens[next - 2]) && isPlural(tokens[next]) && !hasVerbAhead(next + 1)
  }

  /// A plural mark, a parenthesis and `of` phrases behind the nouns.
  mutating func includeTail(from first: Int) {
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
      guard next < end, expression(at: next) == nil else { return }
      let saved = index
      index = next
      while index < end, isNounToken(next) { index += 1 }
      if index == next {
        index = saved
        return
      }
    }
  }

  func describe(_ range: Range<Int>, _ determiner: WordClass.Determiner?) -> NounPhrase {
    var noun = NounPhrase(tokens: range, determiner: determiner, head: .thing)
    var head = range.lowerBound
    var plainWords = 0
    for position in range {
      if lexicon[tokens[position]] == .preposition(.of) {
        // "its pool of sessions", "a pair of connections"
        if position + 1 < range.upperBound, Self.collections.contains(tokens[head].payload) {
          noun = describe((position + 1)..<range.upperBound, determiner)
          noun.tokens = range
          return noun
        }
        // "the number of this port"
        if position == range.lowerBound + 1, lexicon[tokens[head]] == .number, position + 2 < range.upperBound,
          case .determiner(let inner)? = lexicon[tokens[position + 1]], inner != .indefinite,
          lexicon[tokens[position + 2]] == .port, position + 3 == range.upperBound
        {
          noun.determiner = inner
          noun.head = .port
          return noun
        }
        break
      }
      switch lexicon[tokens[position]] {
      case .direction(let direction): noun.direction = noun.direction ?? direction
      case .quality(let quality): noun.qualities.insert(quality)
      case .transport(let transport): noun.transports.insert(transport)
      case .cardinal, .port, .number, .event: break
      default:
        if tokens[position].kind == .word, !tokens[position].isMarked(.portAdjective) { plainWords += 1 }
      }
      if isLoopback(tokens[position]) { noun.qualities.insert(.local) }
      if noun.service == nil, let service = registry[tokens[position]] {
        noun.service = service
        noun.serviceToken = position
      }
      if tokens[position].kind == .word, !isInParenthesis(position, range) { head = position }
    }
    if determiner == .possessive, tokens[range.lowerBound].payload == Self.own, range.count > 1,
      Self.machines.contains(tokens[head].payload)
    {
      // "on its own host"
      noun.qualities.insert(.same)
    }
    if noun.direction != nil, noun.serviceToken == head {
      // "outbound LDAP"
      noun.head = .event
      return noun
    }
    switch lexicon[tokens[head]] {
    case .event, .direction: noun.head = .event
    case .port: noun.head = plainWords == 0 ? .port : .otherPort
    case .number where head > range.lowerBound && lexicon[tokens[head - 1]] == .port:
      noun.head = plainWords == 0 ? .port : .otherPort
    case .verb(.reach, .base(isNoun: true)): noun.head = .event
    // "this port range"
    case nil
    where head > range.lowerBound && lexicon[tokens[head - 1]] == .port && Self.ranges.contains(tokens[head].payload):
      noun.head = plainWords == 1 ? .port : .otherPort
    default:
      if Self.machines.contains(tokens[head].payload) { noun.head = .machine }
      // "The listener is bound to …": the port at hand.
      let isAtHand = determiner == .definite || determiner == .demonstrative
      // "The number 8443 is the default."
      let isAlone =
        range.count == 1
        || range.count == 2
          && (tokens[range.lowerBound + 1].value != nil || lexicon[tokens[range.lowerBound]] == .quality(.default)
            || Self.whole.contains(tokens[range.lowerBound].payload))
      if isAlone, isAtHand, Self.ports.contains(tokens[head].payload) { noun.head = .port }
      if tokens[head].isMarked(.traffic) { noun.head = .event }
    }
    return noun
  }

  static let loopbackWords = ["localhost", "loopback"]

  /// What stands in front of "port" without making it another one.
  static let portAdjectives = [
    "following", "below", "above", "listed", "network", "firewall", "listening", "required", "needed", "relevant",
    "corresponding", "necessary", "used", "specified", "mentioned", "s",
  ]
  private static let collections = WordSet(["pool", "pair", "series", "stream", "batch", "handful"])
  /// "the range", "this listener", "the number", "that value": the ports at hand.
  private static let ports = WordSet(["listener", "range", "number", "value"])
  private static let ranges = WordSet(["range", "ranges"])
  private static let portActions = WordSet([
    "forwarding", "forward", "mapping", "mappings", "scan", "scanning", "scanner",
  ])
  private static let own = Token.hash("own")
  private static let whole = WordSet(["whole", "entire", "complete", "full"])
  static let machines = WordSet(["host", "machine", "computer", "system", "node", "box"])
  static let trafficWords = [
    "requests", "request", "queries", "query", "messages", "data", "calls", "traps", "heartbeats",
  ]
}
