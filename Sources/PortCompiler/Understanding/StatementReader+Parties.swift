import PortModel
import PortPage
import SourceDiagnostics

/// Who the parties are: what prepositions say.
extension StatementReader {
  mutating func readComplements(
    _ verb: VerbPhrase, except skipped: WordClass.Preposition? = nil, isOpening: Bool = false
  ) {
    if readBetween(verb) { return readPlaces(verb) }
    for complement in verb.complements where complement.preposition != skipped {
      readComplement(complement, of: verb, isOpening: isOpening)
    }
  }

  /// Complements of a verb that says nothing itself: they count where they belong to traffic.
  mutating func readTrafficComplements(_ verb: VerbPhrase) {
    if readBetween(verb) { return readPlaces(verb) }
    let hasTraffic = (verb.subject + verb.objects + verb.complementPhrases).contains { isTraffic($0) }
    guard hasTraffic || verb.predicate == .verb(.listen) else { return }
    readTraffic(verb.objects, verb)
    for complement in verb.complements { readComplement(complement, of: verb) }
  }

  mutating func readComplement(
    _ complement: VerbPhrase.Complement, of verb: VerbPhrase?, isOpening: Bool = false
  ) {
    readTraffic(complement.phrases, verb)
    if complement.preposition == .in, let mode = mode(complement.phrases) { return state(mode: mode) }
    // "the agent on each host connects": where the subject is, no place of the port.
    if verb == nil, complement.preposition == .on, complement.phrases.contains(where: { isEach($0) }),
      isAttribute(complement)
    {
      return used.formUnion(complement.phrases)
    }
    doubtPronouns(complement.phrases)
    let parties = names(complement.phrases)
    if complement.preposition == .between, let members = parties.first, complement.phrases.count == 1 {
      used.formUnion(complement.phrases)
      state(direction: .internal, members.range)
      return connect(members, members)
    }
    guard !parties.isEmpty else { return }
    if isTakenUp(complement, of: verb) { used.formUnion(complement.phrases) }
    switch complement.preposition {
    case .from: add(sources: parties)
    case .to:
      // "open to A" lets A in, "open for connections to A" lets others reach A.
      let hasSource = verb.map { !$0.phrases(behind: .from).isEmpty } ?? false
      if isOpening, !hasSource, !hasTraffic(before: complement, verb) {
        if statement.direction?.value == .inbound { return add(sources: parties) }
        if statement.direction == nil {
          statement.doubts.append(
            (
              "\"open to \(parties[0].name)\" can mean from it or towards it; write \"from\" or \"for connections to\"",
              parties[0].range
            ))
          return
        }
      }
      if verb == nil, let first = complement.phrases.first, first >= 2, isProperParty(first - 2) {
        // "Orders Client to Orders Server"
        add(sources: mentions([first - 2]))
      }
      add(destinations: parties)
    case .with where hasTraffic(before: complement, verb): add(destinations: parties)
    case .with: break
    case .on, .at, .in, .within: statement.places.append(contentsOf: parties.filter { !statement.places.contains($0) })
    case .by: statement.users.append(contentsOf: parties)
    case .between:
      if let pair = pair(complement.phrases) { connect(pair.0, pair.1) }
    case .for: statement.users.append(contentsOf: isTrafficAmong(complement.phrases) ? [] : parties)
    case .without where isExcluded(complement):
      used.formUnion(complement.phrases)
      statement.doubts.append(
        (
          "that \"\(parties[0].name)\" is excluded cannot be said in a specification; say who may connect",
          parties[0].range
        ))
    case .of, .over, .without, .than, .other: break
    }
  }

  /// "but not from A": a preposition other than "without" stands between "not" and the party.
  private func isExcluded(_ complement: VerbPhrase.Complement) -> Bool {
    guard let first = complement.phrases.first, first >= 2, case .negation = phrases[first - 2].kind,
      case .preposition(let preposition) = phrases[first - 1].kind
    else { return false }
    return preposition != .without
  }

  /// Whether a preposition tells what the parties behind it do.
  private func isTakenUp(_ complement: VerbPhrase.Complement, of verb: VerbPhrase?) -> Bool {
    switch complement.preposition {
    case .from, .to, .on, .at, .in, .within, .by, .between, .for: true
    case .with: hasTraffic(before: complement, verb)
    case .of, .over, .without, .than, .other: false
    }
  }

  /// A party stands in front of the preposition.
  private func isAttribute(_ complement: VerbPhrase.Complement) -> Bool {
    guard let first = complement.phrases.first, first >= 2, let noun = phrases[first - 2].noun else { return false }
    return noun.head == .thing || noun.head == .machine
  }

  private func isEach(_ index: Int) -> Bool { phrases[index].noun?.determiner == .quantifier }

  /// "in cluster mode": a condition that has no verb.
  private func mode(_ indices: PhraseSet) -> NounPhrase? {
    guard indices.count == 1, let only = indices.first, let noun = phrases[only].noun, noun.tokens.count > 1,
      let last = noun.tokens.last, tokens[last].payload == Self.mode
    else { return nil }
    return noun
  }

  private static let mode = Token.hash("mode")

  private mutating func state(mode: NounPhrase) {
    guard statement.condition == nil else { return }
    let range = bytes(mode.tokens)
    statement.condition = Located(StatedCondition(text: page.visibleText(range), isException: false), at: range)
  }

  private func isTrafficAmong(_ indices: PhraseSet) -> Bool { indices.contains { isTraffic($0) } }

  /// Whether traffic is named between the verb and a complement: `for outgoing connections to A`.
  private func hasTraffic(before complement: VerbPhrase.Complement, _ verb: VerbPhrase?) -> Bool {
    guard let first = complement.phrases.first else { return false }
    let start = verb?.phrases.lowerBound ?? 0
    return start < first && (start..<first).contains { isTraffic($0) }
  }

  /// The places of a verb whose other complements are read already.
  mutating func readPlaces(_ verb: VerbPhrase) {
    for complement in verb.complements {
      switch complement.preposition {
      case .on, .at, .in, .within, .for, .without: readComplement(complement, of: verb)
      default: readTraffic(complement.phrases, verb)
      }
    }
  }

  /// What traffic phrases say themselves: a direction, or that none comes from outside.
  mutating func readTraffic(_ indices: PhraseSet, _ verb: VerbPhrase?) {
    for index in indices {
      guard let noun = phrases[index].noun, noun.head == .event else { continue }
      if noun.determiner == .negative {
        refuse(index, bytes(phrases[index].tokens))
        continue
      }
      readDirections(of: noun, bytes(phrases[index].tokens))
    }
  }

  /// "No external connections", "no inbound connections".
  mutating func refuse(_ index: Int, _ range: SourceRange) {
    guard let noun = phrases[index].noun else { return }
    if noun.qualities.contains(.external) {
      statement.noExternal = range
    } else if noun.direction == .inbound {
      statement.noInbound = range
    }
  }

  /// All directions of a phrase: `incoming and outgoing`, `inbound/outbound connections`.
  private mutating func readDirections(of noun: NounPhrase, _ range: SourceRange) {
    for token in tokens[noun.tokens] {
      if case .direction(let direction)? = lexicon[token] { state(direction: direction, range) }
    }
  }

  /// Traffic as the subject: "No external connections are required", "Outgoing connections use this port".
  mutating func readSubjectTraffic(_ subject: PhraseSet, isNegated: Bool) {
    for index in subject {
      guard let noun = phrases[index].noun, noun.head == .event else { continue }
      if noun.determiner == .negative || isNegated {
        refuse(index, bytes(phrases[index].tokens))
        if index + 2 < phrases.count, case .preposition(.from) = phrases[index + 1].kind, isOutside(index + 2) {
          // "connections from outside are not needed"
          statement.noExternal = bytes(phrases[index].tokens.lowerBound..<phrases[index + 2].tokens.upperBound)
          let outside = bytes(phrases[index + 2].tokens)
          statement.sources.removeAll { outside.contains($0.range) }
        }
      } else {
        readDirections(of: noun, bytes(phrases[index].tokens))
      }
    }
  }

  // MARK: Pairs

  mutating func readBetween(_ verb: VerbPhrase) -> Bool {
    let phrases = verb.phrases(behind: .between)
    guard !phrases.isEmpty else { return false }
    guard let pair = pair(phrases) else {
      if phrases.count == 1, let members = mentions(phrases).first {
        // "between cluster nodes": members of one group.
        state(direction: .internal, members.range)
        connect(members, members)
        return true
      }
      if let first = phrases.first, !mentions([first]).isEmpty {
        statement.doubts.append(
          (
            "the two sides behind \"between\" cannot be told apart; name them in two phrases",
            bytes(self.phrases[first].tokens)
          ))
      }
      return true
    }
    connect(pair.0, pair.1)
    return true
  }

  mutating func connect(_ one: Mention, _ other: Mention) {
    add(sources: [one])
    add(destinations: [other])
    statement.isBidirectional = true
    statement.users.removeAll { $0 == one || $0 == other }
  }

  /// The two sides of "between A and B", where A or B may contain "and" itself.
  private mutating func pair(_ indices: PhraseSet) -> (Mention, Mention)? {
    let parties = mentions(indices)
    return parties.count == 2 ? (parties[0], parties[1]) : nil
  }

  mutating func add(sources: [Mention]) {
    if statement.sources.isEmpty, sources.count <= 1 { return statement.sources = sources }
    statement.sources.append(contentsOf: sources.filter { !statement.sources.contains($0) })
  }

  mutating func add(destinations: [Mention]) {
    if statement.destinations.isEmpty, destinations.count <= 1 { return statement.destinations = destinations }
    statement.destinations.append(contentsOf: destinations.filter { !statement.destinations.contains($0) })
  }

  // MARK: Names

  /// The parties among phrases, which are taken up thereby.
  mutating func mentions(_ indices: PhraseSet) -> [Mention] {
    used.formUnion(indices)
    doubtPronouns(indices)
    return names(indices)
  }

  /// The parties among phrases; phrases that a heading names together are one party.
  func names(_ indices: PhraseSet) -> [Mention] {
    guard let first = indices.first else { return [] }
    if indices.count == 1 { return mention(first).map { [$0] } ?? [] }
    let indices = Array(indices)
    var result: [Mention] = []
    var next = 0
    while next < indices.count {
      var taken = 1
      if next + 1 < indices.count {
        for count in stride(from: indices.count - next, to: 1, by: -1) {
          let range = nameRange(indices[next], indices[next + count - 1])
          guard let range, names.isKnown(bytes(range)) else { continue }
          result.append(names.mention(bytes(range)))
          taken = count
          break
        }
      }
      if taken == 1, let mention = mention(indices[next]) { result.append(mention) }
      next += taken
    }
    return result
  }

  private func nameRange(_ first: Int, _ last: Int) -> Range<Int>? {
    guard let one = phrases[first].noun, let other = phrases[last].noun else { return nil }
    return one.tokens.lowerBound..<other.tokens.upperBound
  }

  /// The party that one phrase names.
  func mention(_ index: Int) -> Mention? {
    if case .pronoun = phrases[index].kind, isPersonal(index), let antecedent {
      guard isCertain(index, antecedent) else { return nil }
      return Mention(spelling: antecedent.mention.spelling, range: bytes(phrases[index].tokens))
    }
    guard isParty(index), let noun = phrases[index].noun else { return nil }
    // "2000 agents" are agents.
    let words = noun.tokens.drop { tokens[$0].kind == .number || lexicon[tokens[$0]] == .cardinal }
    return names.mention(bytes(words))
  }

  /// Whether a noun phrase names a party.
  func isParty(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .thing || noun.head == .machine, noun.determiner != .negative,
      !isThing(noun) || isNetwork(noun, index), !isOtherHost(noun), !isAnyHost(noun), !isTransport(noun),
      !isPortClause(noun),
      !noun.qualities.contains(.same),
      !isSameHostPhrase(noun),
      noun.service == nil || noun.tokens.count > 1,
      tokens[noun.tokens].contains(where: { $0.kind == .word && !isPlainAdjective($0) })
    else { return false }
    return true
  }

  /// What is no party, whatever stands in front: "this range", "with TLS", "every machine where an agent runs".
  private func isThing(_ noun: NounPhrase) -> Bool {
    // "the default value of the setting" is a value.
    let end = noun.tokens.first { lexicon[tokens[$0]] == .preposition(.of) } ?? noun.tokens.upperBound
    let last = (noun.tokens.lowerBound..<end).last { tokens[$0].kind == .word } ?? noun.tokens.lowerBound
    if Self.things.contains(tokens[last].payload) || isVersion(tokens[last]) || isFollowing(noun) { return true }
    if Self.versions.contains(tokens[noun.tokens.lowerBound].payload) { return true }
    return noun.tokens.upperBound < tokens.count && tokens[noun.tokens.upperBound].payload == Self.where
      && tokens[noun.tokens.upperBound].kind == .word
  }

  /// "the following components": the list below names them.
  func isFollowing(_ noun: NounPhrase) -> Bool {
    tokens[noun.tokens.lowerBound].payload == Self.following && noun.head != .port && noun.head != .event
  }

  private static let following = Token.hash("following")

  /// "from the management network": on one side of a contact, a network with a name is a party.
  private func isNetwork(_ noun: NounPhrase, _ index: Int) -> Bool {
    guard index > 0, noun.tokens.count > 1, let last = noun.tokens.last,
      Self.networks.contains(tokens[last].payload)
    else { return false }
    switch phrases[index - 1].kind {
    case .preposition(.from), .preposition(.to): return true
    default: return false
    }
  }

  private static let networks = WordSet(["network", "networks", "lan", "lans"])

  /// "any host", "all hosts", "other machines", "hosts where an agent runs": not the one that the section is about, nor one with a name.
  func isAnyHost(_ noun: NounPhrase) -> Bool {
    switch noun.determiner {
    case .definite, .demonstrative, .possessive: return false
    case .indefinite, .quantifier, .negative, nil: break
    }
    guard let last = noun.tokens.last(where: { tokens[$0].kind == .word }),
      Self.hostWords.contains(tokens[last].payload)
    else { return false }
    return noun.tokens.allSatisfy {
      tokens[$0].kind != .word || $0 == last || Self.anyHostWords.contains(tokens[$0].payload)
    }
  }

  private static let hostWords = WordSet(
    ["host", "hosts", "machine", "machines", "computer", "computers", "system", "systems", "box", "boxes"])
  private static let anyHostWords = WordSet(["other", "another", "additional", "remote", "external", "following"])

  /// "a separate host" is one that the page does not name.
  private func isOtherHost(_ noun: NounPhrase) -> Bool {
    noun.head == .machine && noun.tokens.count <= 2 && Self.otherHost.contains(tokens[noun.tokens.lowerBound].payload)
  }

  /// "the port agents connect to": no name, though its words stand together.
  private func isPortClause(_ noun: NounPhrase) -> Bool {
    let first = tokens[noun.tokens.lowerBound]
    return lexicon[first] == .port && !first.traits.contains(.capitalized)
  }

  /// "v4.5"
  private func isVersion(_ token: Token) -> Bool {
    let text = page.file.bytes[token.range.offsets].prefix(2)
    guard token.kind == .word, let first = text.first, let second = text.last, text.count == 2 else { return false }
    return first | 0x20 == UInt8(ascii: "v") && second >= 0x30 && second <= 0x39
  }

  private static let versions = WordSet(["version", "versions", "release", "step"])
  private static let `where` = Token.hash("where")
  private static let things = WordSet(
    [
      "range", "ranges", "value", "values", "number", "numbers", "setting", "settings", "protocol", "protocols", "tls",
      "ssl", "mtls", "dtls", "certificate", "certificates", "password", "passwords", "credential", "credentials",
      "encryption", "authentication", "token", "tokens", "key", "keys", "startup", "demand", "purpose", "purposes",
      "reason", "reasons", "way", "default", "case", "time", "other", "others", "each", "order", "example", "fact",
      "following", "section", "page", "document", "table", "list", "installation", "configuration", "option",
      "options", "file", "files", "dialog", "wizard", "firewall", "firewalls", "rule", "rules", "channel", "interface",
      "interfaces", "seconds", "minutes", "hours", "days", "percent", "mode", "network", "networks", "lan",
      "place", "below", "above", "legacy", "deprecated", "obsolete", "encrypted", "unencrypted", "supported",
      "unsupported",
      "ipv4", "ipv6", "day", "hour", "minute", "week", "month", "times", "cases", "moment", "release", "releases",
      "installations",
      "deployments", "environments", "background", "internet-facing", "everything", "s", "direction", "directions",
      "use", "transport",
    ])

  private func isPlainAdjective(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .quality, .direction, .cardinal: true
    default: false
    }
  }

  private func isSameHostPhrase(_ noun: NounPhrase) -> Bool {
    noun.qualities.contains(.local) && (noun.head == .machine || noun.tokens.count == 1)
  }
}
