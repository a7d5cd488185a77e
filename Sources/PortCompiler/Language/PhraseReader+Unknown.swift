import PortPage
import SourceDiagnostics

/// Words outside the vocabulary that can be no part of a name.
extension PhraseReader {
  /// "make", with connections behind it.
  var isMakingContact: Bool {
    guard Self.making.contains(tokens[index].payload) else { return false }
    return tokens[(index + 1)..<min(end, index + 6)].contains { token in
      if case .event? = lexicon[token] { token.payload != Self.access } else { false }
    }
  }

  /// "out of the box": by default.
  var isOutOfTheBox: Bool {
    index + 3 < end && tokens[index].payload == Self.outOfTheBox[0]
      && Self.outOfTheBox.indices.allSatisfy { tokens[index + $0].payload == Self.outOfTheBox[$0] }
  }

  /// "handed over by", "passed on to": behind a verb and in front of another preposition, part of what the verb says.
  func isParticle(_ preposition: WordClass.Preposition) -> Bool {
    guard preposition == .over || preposition == .on, index + 1 < end, case .verb? = phrases.last?.kind else {
      return false
    }
    switch lexicon[tokens[index + 1]] {
    case .preposition(.by), .preposition(.to): return true
    default: return false
    }
  }

  /// "in order to": what a purpose begins with.
  var isInOrderTo: Bool {
    index + Self.inOrderTo.count < end
      && Self.inOrderTo.indices.allSatisfy { tokens[index + $0].payload == Self.inOrderTo[$0] }
  }

  private static let inOrderTo = ["in", "order", "to"].map { Token.hash(text: $0) }
  private static let outOfTheBox = ["out", "of", "the", "box"].map { Token.hash(text: $0) }
  private static let access = Token.hash("access")
  private static let making = WordSet(["make", "makes", "making"])

  /// "manually": in lower case, a word in -ly that no name has.
  func isAdverb(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .word, isLowercase(token) || isAtStart, token.range.count > 4,
      !Self.nounsInLy.contains(token.payload)
    else {
      return false
    }
    return endsWith("ly", token)
  }

  /// "newly installed agents"
  func isAdverbOfParticiple(_ index: Int) -> Bool {
    guard index + 1 < end, endsWith("ly", tokens[index]), case .verb(_, .participle)? = lexicon[tokens[index + 1]]
    else {
      return false
    }
    return isNounFollowing(index + 2)
  }

  /// "up to four connections"
  var isUpTo: Bool {
    guard tokens[index].payload == Self.up, index + 2 < end, lexicon[tokens[index + 1]] == .preposition(.to) else {
      return false
    }
    return tokens[index + 2].value != nil || lexicon[tokens[index + 2]] == .cardinal
  }

  private static let up = Token.hash("up")

  /// "are handed by the relay to the archive", "is passed to the archive": an everyday verb outside the vocabulary.
  var isPassiveParticiple: Bool {
    guard tokens[index].isMarked(.everyday), index + 1 < end, endsWith("ed", tokens[index]) else { return false }
    guard case .be? = phrases.last(where: { if case .adverb = $0.kind { false } else { true } })?.kind else {
      return false
    }
    switch lexicon[tokens[index + 1]] {
    case .preposition(.by), .preposition(.to), .preposition(.over): return true
    default: return false
    }
  }

  private static let nounsInLy = WordSet(
    ["assembly", "family", "anomaly", "supply", "butterfly", "monopoly", "friendly", "read-only"])

  /// Whether a word behind a noun phrase is the clause's verb. See ``isUnknownVerb(_:first:)``.
  func isUnknownVerb(_ index: Int, behind noun: NounPhrase) -> Bool {
    guard noun.tokens.upperBound == index else { return false }
    return isUnknownVerb(index, first: noun.tokens.lowerBound, before: phrases.dropLast().last)
  }

  /// Whether a word inside a run of nouns is the clause's verb, though the vocabulary does not have it: "the relay mirrors packages to".
  ///
  /// Such a word is in lower case and ends in -s; the run is a subject with an article or a name; and an article follows, or what a
  /// verb takes while the clause has no other verb.
  func isUnknownVerb(_ index: Int, first: Int) -> Bool { isUnknownVerb(index, first: first, before: phrases.last) }

  /// "The camera streams video to the viewer", as with a word outside the vocabulary.
  func isVerb(_ index: Int, first: Int) -> Bool {
    index > first && isUnknownVerb(index, first: first, before: phrases.last)
  }

  /// What a verb outside the vocabulary is: a word for traffic that can be a verb is one of fetching.
  func verbClass(_ token: Token) -> WordClass.VerbClass { isRequesting(token) ? .fetch : .unknown }

  func isRequesting(_ token: Token) -> Bool {
    (token.payload == Self.requests || token.payload == Self.request) && isLowercaseOrFirst(token)
  }

  private func isLowercaseOrFirst(_ token: Token) -> Bool { isLowercase(token) || isAtStart }

  private static let requests = Token.hash("requests")
  private static let request = Token.hash("request")

  /// "Requests data from the agent.": at the beginning, in a section about whoever does.
  var isLeadingRequest: Bool { isAtStart && phrases.isEmpty && isRequesting(tokens[index]) && isRequest(index) }

  /// "requests data from A", "requests a list of"
  private func isRequest(_ index: Int) -> Bool {
    guard index + 1 < end else { return false }
    if case .determiner? = lexicon[tokens[index + 1]] { return true }
    // "the client requests reports, and"
    if tokens[index].payload == Self.requests, index > 0, tokens[index - 1].traits.contains(.capitalized),
      index + 2 < end, tokens[index + 1].kind == .word, isLowercase(tokens[index + 1]), tokens[index + 2].isMark(",")
    {
      return true
    }
    return index + 2 < end && tokens[index + 1].kind == .word && isLowercase(tokens[index + 1])
      && (lexicon[tokens[index + 2]] == .preposition(.from) || lexicon[tokens[index + 2]] == .preposition(.for))
  }

  private func isUnknownVerb(_ index: Int, first: Int, before: Phrase?) -> Bool {
    let token = tokens[index]
    // "Server requests data from Agent"
    if !hasVerb, isRequesting(token), index > first, !isPreposition(before), isRequest(index) {
      // "clients request licenses from", and not "a license request from"
      return token.payload == Self.requests || endsWith("s", tokens[index - 1])
    }
    if isVerbOfPlural(index, first: first, before: before) || isVerbOfPlace(index, first: first, before: before) {
      return true
    }
    guard !hasVerb, token.kind == .word, isLowercase(token), token.range.count > 3, index + 1 < end,
      endsWith("s", token), !endsWith("ss", token), !endsWith("us", token), !endsWith("is", token),
      !token.isMarked(.traffic) || isRequest(index) || isHostName(tokens[index + 1]) || isBetweenCapitals(index),
      !isPreposition(before)
    else { return false }
    switch lexicon[tokens[index + 1]] {
    case .determiner: return !isPartOfName(index + 1)
    // "the engine hands them to the relay"
    case .pronoun where !SentenceFilter.addressees.contains(tokens[index + 1].payload): return true
    default: break
    }
    let hasArticle = first > 0 && isArticle(tokens[first - 1])
    guard hasArticle || tokens[index - 1].traits.contains(.capitalized) && index - 1 > 0 else { return false }
    switch lexicon[tokens[index + 1]] {
    // A verb of the vocabulary needs less to be one: "the dashboard runs on".
    case .preposition where lexicon[token] != nil: return !hasVerbAhead(index + 1)
    case .preposition(.to), .preposition(.from), .preposition(.with), .preposition(.over):
      return !hasVerbAhead(index + 1)
    case nil:
      return tokens[index + 1].kind == .word && (isLowercase(tokens[index + 1]) || isBetweenCapitals(index))
        && !hasVerbAhead(index + 1)
    // "the collector polls monitored servers"
    case .verb(_, .participle):
      return index + 2 < end && tokens[index + 2].isMarked(.machine) && !hasVerbAhead(index + 2)
    // "the engine hands reports to the relay"
    case .verb(_, .third(isNoun: true)), .event: return token.isMarked(.everyday) && !hasVerbAhead(index + 2)
    default: return false
    }
  }

  /// "Orders Relay calls Orders Cloud": a name has no such word between its capitals.
  private func isBetweenCapitals(_ index: Int) -> Bool {
    tokens[index].isMarked(.everyday) && tokens[index - 1].traits.contains(.capitalized)
      && tokens[index + 1].traits.contains(.capitalized)
  }

  /// `updates.example.com`
  private func isHostName(_ token: Token) -> Bool {
    token.kind == .word && text[token.range.offsets].contains(UInt8(ascii: "."))
  }

  /// "workers announce themselves", "scripts call the API": behind a plural, with an article or pronoun behind it.
  private func isVerbOfPlural(_ index: Int, first: Int, before: Phrase?) -> Bool {
    let token = tokens[index]
    guard !hasVerb, index > first, index + 1 < end, token.kind == .word, isLowercase(token), token.range.count > 3,
      !endsWith("s", token), lexicon[token] == nil, !isPreposition(before),
      Self.here.contains(tokens[index + 1].payload) || !hasVerbAhead(index + 1)
    else { return false }
    let subject = tokens[index - 1]
    guard subject.kind == .word, endsWith("s", subject), !endsWith("ss", subject), !endsWith("us", subject),
      !endsWith("is", subject)
    else { return false }
    switch lexicon[tokens[index + 1]] {
    case .determiner, .pronoun: return !isPartOfName(index + 1)
    // "browsers land here", "agents phone home"
    default: return Self.here.contains(tokens[index + 1].payload)
    }
  }

  /// "Orders Agents run on the workstations", "the relay starts listening": behind a name or a plural, in front of a preposition.
  private func isVerbOfPlace(_ index: Int, first: Int, before: Phrase?) -> Bool {
    let token = tokens[index]
    guard !hasVerb, index > first, index + 1 < end, token.kind == .word, isLowercase(token), !isPreposition(before),
      Self.placing.contains(token.payload)
    else { return false }
    let subject = tokens[index - 1]
    guard subject.traits.contains(.capitalized) || endsWith("s", token) else { return false }
    switch lexicon[tokens[index + 1]] {
    case .preposition, .verb(_, .gerund), .determiner: return !hasVerbAhead(index + 1)
    default: return false
    }
  }

  /// A name is the last phrase, and such a verb follows it.
  var isVerbOfPlace: Bool {
    guard let noun = phrases.last?.noun, noun.tokens.upperBound == index else { return false }
    return isVerbOfPlace(index, first: noun.tokens.lowerBound, before: phrases.dropLast().last)
  }

  /// "they always run on the same host"
  var isVerbBehindAdverb: Bool {
    guard !hasVerb, phrases.count > 1, case .adverb = phrases[phrases.count - 1].kind,
      phrases[phrases.count - 2].isNominal,
      Self.placing.contains(tokens[index].payload), index + 1 < end
    else { return false }
    if case .preposition? = lexicon[tokens[index + 1]] { return true }
    return false
  }

  private static let placing = WordSet(
    [
      "run", "runs", "sit", "sits", "live", "lives", "lie", "lies", "stand", "stands", "reside", "resides", "start",
      "starts", "begin", "begins", "return", "returns", "consist", "consists", "exist", "exists", "log", "logs", "stay",
      "stays", "belong", "belongs", "remain", "remains",
    ])
  private static let here = WordSet(["here", "home"])

  /// "a service that helps two computers find …": right behind the relative, and something that it does it to.
  var isVerbOfRelative: Bool {
    guard case .relative? = phrases.last?.kind, tokens[index].kind == .word, endsWith("s", tokens[index]),
      isLowercase(tokens[index]), index + 1 < end
    else { return false }
    switch lexicon[tokens[index + 1]] {
    case .determiner, .cardinal, .pronoun: return true
    default: return false
    }
  }

  /// "borrows licenses from A and returns them": a second verb outside the vocabulary, and not a second party.
  var isVerbBehindAnd: Bool {
    guard hasVerb, case .conjunction? = phrases.last?.kind, tokens[index].kind == .word, isLowercase(tokens[index]),
      endsWith("s", tokens[index]), !endsWith("ss", tokens[index]), !endsWith("us", tokens[index]), index + 1 < end
    else { return false }
    switch lexicon[tokens[index + 1]] {
    case .pronoun, .determiner: return !isPartOfName(index + 1)
    default: return false
    }
  }

  /// "server", "all-machine"
  private func endsInMachine(_ token: Token) -> Bool {
    RoleName.endsInMachine(String(decoding: text[token.range.offsets], as: UTF8.self))
  }

  /// "agent to control plane traffic"
  private var isControlPlane: Bool {
    tokens[index].payload == Self.control && index + 1 < end && Self.planes.contains(tokens[index + 1].payload)
  }

  private static let control = Token.hash("control")
  private static let planes = WordSet(["plane", "planes"])
  /// "must route", "must also relay": what stands behind a modal is a verb.
  var isBehindModal: Bool {
    guard index + 1 < end, tokens[index].kind == .word, isLowercase(tokens[index]), lexicon[tokens[index]] == nil,
      let last = phrases.last(where: { if case .adverb = $0.kind { false } else { true } })
    else { return false }
    switch last.kind {
    // "Technicians can wake a computer from the console": what somebody is able to do is hardly a contact.
    case .modal(.must), .modal(.should): return true
    default: return false
    }
  }

  /// "uses LDAP to find accounts", "used to drain mail to the relay": behind a verb that takes no party with "to".
  func isUnknownInfinitive(_ index: Int) -> Bool {
    guard let last = phrases.last, case .preposition(.to) = last.kind, tokens[index].kind == .word,
      isLowercase(tokens[index]), !endsWith("s", tokens[index]), !endsInMachine(tokens[index]), index + 1 < end,
      !isControlPlane
    else { return false }
    // "in order to enrich its data"
    if last.tokens.count == Self.inOrderTo.count { return true }
    // "feel free to skip this one": a party has its determiner in front.
    switch lexicon[tokens[index + 1]] {
    case .determiner, .pronoun: if !tokens[index + 1].traits.contains(.capitalized) { return true }
    default: break
    }
    let isTransitive = takesObject(index + 1)
    var hasTarget = false
    for phrase in phrases.dropLast().reversed() {
      switch phrase.kind {
      case .preposition(.to): hasTarget = true
      // "opens a connection to the printer to encode cards"
      case .noun(let noun) where noun.head == .event: return hasTarget && isTransitive
      case .verb(.communicate, _), .verb(.send, _): return hasTarget && isTransitive
      case .verb(let verb, _) where verb == .use || verb == .require: return isTransitive
      // "contacts the agent on this port to trigger scans": "to" is of no party.
      case .verb(let verb, _) where verb == .reach || verb == .listen: return isTransitive
      // "open these ports to benefit from X"
      case .verb(.open, _):
        if case .preposition? = lexicon[tokens[index + 1]] { return true }
        return false
      case .verb: return false
      default: continue
      }
    }
    return false
  }

  private func takesObject(_ next: Int) -> Bool {
    switch lexicon[tokens[next]] {
    case .determiner, .pronoun, .event, .verb(_, .third(isNoun: true)): true
    case nil: tokens[next].kind == .word
    default: false
    }
  }

  private func isPreposition(_ phrase: Phrase?) -> Bool {
    if case .preposition? = phrase?.kind { true } else { false }
  }

  private func isArticle(_ token: Token) -> Bool {
    if case .determiner? = lexicon[token] { true } else { false }
  }

  /// A verb of the vocabulary stands in front of the next mark, conjunction or relative clause.
  func hasVerbAhead(_ start: Int) -> Bool {
    for position in start..<min(end, start + 40) {
      if case .mark = tokens[position].kind { return false }
      switch lexicon[tokens[position]] {
      case .conjunction, .relative, .subordinator: return false
      // "expects agents to connect"
      case .verb(_, .base) where lexicon[tokens[position - 1]] == .preposition(.to): continue
      case .be, .have, .do, .modal: return true
      // "the Relay Proxy"
      case .verb(_, .base), .verb(_, .third):
        if !tokens[position].traits.contains(.capitalized) { return true }
      default: continue
      }
    }
    return false
  }

  private func isLowercase(_ token: Token) -> Bool {
    let first = text[token.range.lowerBound]
    return first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
  }

  func endsWith(_ ending: StaticString, _ token: Token) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard token.range.count >= count else { return false }
    return ending.withUTF8Buffer { ending in
      (0..<count).allSatisfy { unsafe ending[$0] == text[token.range.upperBound - count + $0] }
    }
  }

  /// "must stay open", "remains open"
  var isLasting: Bool {
    guard index + 1 < end, Self.lasting.contains(tokens[index].payload) else { return false }
    // Not "the connection must stay open".
    if let noun = phrases.last(where: \.isNominal)?.noun, noun.head != .port { return false }
    switch lexicon[tokens[index + 1]] {
    case .quality(.open), .verb(.open, .base): return true
    default: return false
    }
  }

  private static let lasting = WordSet(["stay", "stays", "remain", "remains"])

  /// "SNMP", "HTTPS"
  func isAllCapitals(_ token: Token) -> Bool {
    token.kind == .word && token.range.count > 1
      && text[token.range.lowerBound..<token.range.upperBound].allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  }
}
