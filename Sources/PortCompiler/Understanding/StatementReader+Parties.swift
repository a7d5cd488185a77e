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
    // "defaults to the kernel's": a value.
    if complement.preposition == .to, let first = complement.phrases.first, isDefaulting(before: first) { return }
    if complement.preposition == .in, let mode = mode(complement.phrases) { return state(mode: mode) }
    // "the agent on each host connects": where the subject is, no place of the port.
    if verb == nil, complement.preposition == .on, complement.phrases.contains(where: { isEach($0) }),
      isAttribute(complement)
    {
      return used.formUnion(complement.phrases)
    }
    // "connections to this port": whoever has it takes them.
    if complement.preposition == .to, complement.phrases.contains(where: { isPort($0) }),
      hasTraffic(before: complement, verb)
    {
      statement.isPortState = true
    }
    doubtPronouns(complement.phrases)
    let isOwn = complement.preposition == .to && complement.phrases.contains { isOwnInterface($0) }
    if isOwn, verb == nil, hasTraffic(before: complement, verb) {
      // "access to the web console": whoever has the port takes it.
      used.formUnion(complement.phrases)
      statement.isPortState = true
      return
    }
    let parties = names(complement.phrases)
    if complement.preposition == .between, let first = complement.phrases.first, first >= 2, isBarrier(first - 2) {
      // "the firewall between them": where it stands.
      return used.formUnion(complement.phrases)
    }
    if complement.preposition == .between, let members = parties.first, let phrase = complement.phrases.first,
      complement.phrases.count == 1
    {
      if doubtPointer(phrase) { return }
      used.formUnion(complement.phrases)
      state(direction: .internal, members.range)
      return connect(members, members)
    }
    guard !parties.isEmpty else { return }
    if isTakenUp(complement, of: verb) { used.formUnion(complement.phrases) }
    switch complement.preposition {
    case .on where isReflexive(complement.phrases) && restrictsUse:
      // "only used on the server itself"
      statement.itself = parties.last
    case .from where isReflexive(complement.phrases):
      statement.itself = parties.last
      statement.isPortState = true
    case .from:
      // "used for connections from A": whoever has the port takes them.
      if let verb, hasTraffic(before: complement, verb), isThisPort(verb.subject) || isElliptic(verb) {
        statement.isPortState = true
      }
      add(sources: parties)
    case .to:
      // "open to A" lets A in, "open for connections to A" lets others reach A.
      let hasSource = !statement.sources.isEmpty || verb.map { !$0.phrases(behind: .from).isEmpty } ?? false
      if isOpening, !hasSource, !hasTraffic(before: complement, verb) {
        if statement.direction?.value != .outbound {
          // Nor does "inbound to A" say which.
          statement.direction = nil
          statement.doubts.append(
            (
              "\"open to \(parties[0].name)\" can mean from it or towards it; write \"from\" or \"for connections to\"",
              parties[0].range
            ))
          return
        }
      }
      if let first = complement.phrases.first, first >= 2, isNearness(first - 2) {
        // "the box closest to the internet": where it stands.
        return used.formUnion(complement.phrases)
      }
      if verb == nil, let first = complement.phrases.first, first >= 2, isProperParty(first - 2) {
        // "Orders Client to Orders Server"
        add(sources: mentions([first - 2]))
      } else if verb == nil, let first = complement.phrases.first, first == 2, phrases[0].noun != nil,
        isParty(0) || phrases[0].tokens.count >= 3 && tokens[phrases[0].tokens.lowerBound].traits.contains(.capitalized)
      {
        // "Forwarder to Server", "Backups to Server"
        statement.openSide = bytes(phrases[0].tokens)
      }
      add(destinations: parties)
    case .with where verb == nil && isAction(before: complement): add(destinations: parties)
    case .other where verb == nil && isAction(before: complement) && isAgainst(complement): add(destinations: parties)
    case .over where verb == nil && isDelivery(before: complement): add(destinations: parties)
    case .with where hasTraffic(before: complement, verb):
      hasPeer = true
      if let verb, verb.isPassive, verb.phrases(behind: .by).isEmpty, bothDirections == nil, !isContact(verb) {
        // "used for connections with A"
        statement.doubts.append(
          (
            "whether \"\(parties[0].name)\" connects or is connected to is not said; write \"from\" or \"to\"",
            parties[0].range
          ))
        return
      }
      // "used by A for incoming connections with B"
      if statement.direction?.value == .inbound {
        add(sources: parties)
      } else if let verb, verb.predicate == .verb(.use), statement.direction == nil, bothDirections == nil {
        statement.correspondents += parties
      } else {
        add(destinations: parties)
      }
    case .with: break
    case .in where complement.phrases.contains(where: { isProgramForPeople($0) }): break
    case .on, .at, .in, .within: statement.places.append(contentsOf: parties.filter { !statement.places.contains($0) })
    case .by:
      statement.users.append(contentsOf: parties)
      statement.isUsedBySomebody = true
    case .between:
      if let pair = pair(complement.phrases) { connect(pair.0, pair.1) }
    // "A uses this port for troubleshooting"
    case .for
    where verb?.predicate == .verb(.use) && verb?.isPassive == false
      && !complement.phrases.contains { isProperParty($0) }:
      break
    // "access to the web console for operators"
    case .for where verb == nil && isAccess(before: complement):
      add(sources: parties)
      statement.isPortState = statement.isPortState || statement.destinations.isEmpty
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

  /// "defaults" stands in front of "to".
  private func isDefaulting(before index: Int) -> Bool {
    let to = phrases[index].tokens.lowerBound - 1
    guard to > clause.lowerBound, lexicon[tokens[to]] == .preposition(.to) else { return false }
    return lexicon[tokens[to - 1]] == .quality(.default)
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
    case .with: hasTraffic(before: complement, verb) || verb == nil && isAction(before: complement)
    case .over: verb == nil && isDelivery(before: complement)
    case .other: verb == nil && isAction(before: complement) && isAgainst(complement)
    case .of, .without, .than: false
    }
  }

  /// A party stands in front of the preposition.
  private func isAttribute(_ complement: VerbPhrase.Complement) -> Bool {
    guard let first = complement.phrases.first, first >= 2, let noun = phrases[first - 2].noun else { return false }
    return noun.head == .thing || noun.head == .machine
  }

  private func isEach(_ index: Int) -> Bool { phrases[index].noun?.determiner == .quantifier }

  /// "in cluster mode", "in offline environments": a condition that has no verb.
  private func mode(_ indices: PhraseSet) -> NounPhrase? {
    guard indices.count == 1, let only = indices.first, let noun = phrases[only].noun, noun.tokens.count > 1,
      let last = noun.tokens.last, Self.modes.contains(tokens[last].payload)
    else { return nil }
    return noun
  }

  private mutating func state(mode: NounPhrase) {
    guard statement.condition == nil else { return }
    // "on TCP 8443 in secure mode and on TCP 8080 in normal mode"
    if statement.expressions.count > 1 { conditionIsMixed = true }
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
    if let initiator = initiator(named: noun) {
      // "agent connections", "incoming client traffic"
      add(sources: [initiator])
      statement.isPortState = true
    } else {
      doubtInitiator(noun)
    }
    if let direction = noun.direction, direction != .internal,
      noun.tokens.contains(where: { lexicon[tokens[$0]] == .preposition(.of) }),
      let owner = ownerOfTraffic(noun)
    {
      // "outgoing connections of A": A connects, whoever's section this is.
      if direction == .outbound { add(sources: [owner]) } else { add(destinations: [owner]) }
      return
    }
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
      } else if !isOfEverything(index) {
        readDirections(of: noun, bytes(phrases[index].tokens))
      }
    }
  }

  // MARK: Pairs

  mutating func readBetween(_ verb: VerbPhrase) -> Bool {
    let phrases = verb.phrases(behind: .between)
    guard !phrases.isEmpty else { return false }
    if let first = phrases.first, first >= 2, isBarrier(first - 2) {
      // "on the firewall between A and B": where to open it, and not who connects.
      used.formUnion(phrases)
      statement.isPortState = false
      statement.doubts.append(
        (
          "what stands between the two does not say which of them connects; write who connects to whom",
          bytes(self.phrases[first - 2].tokens)
        ))
      return true
    }
    guard let pair = pair(phrases) else {
      if phrases.count == 1, let only = phrases.first, doubtPointer(only) { return true }
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
    // "between the node and the other two"
    let isOfGroup = isOthersOf(pair.0, pair.1)
    if isOfGroup { state(direction: .internal, pair.0.range) }
    connect(pair.0, isOfGroup ? pair.0 : pair.1)
    return true
  }

  /// "firewalls", "routers": what stands between two parties.
  private func isBarrier(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.barriers.contains(tokens[last].payload) || tokens[last].isMarked(.machine)
  }

  /// "closest", "next": of a place, and of no contact.
  private func isNearness(_ index: Int) -> Bool {
    guard let last = tokens[phrases[index].tokens].last(where: { $0.kind == .word }) else { return false }
    return Self.nearness.contains(last.payload)
  }

  /// Reports "in both directions between these two hosts": those of the sentence before.
  private mutating func doubtPointer(_ index: Int) -> Bool {
    let words = tokens[phrases[index].tokens]
    let isPointer = words.contains { $0.kind == .word && Self.pointers.contains($0.payload) }
    let isBare = words.allSatisfy { token in
      if case .determiner? = lexicon[token] {
        true
      } else {
        token.kind == .word && Self.bareHosts.contains(token.payload)
      }
    }
    guard isPointer || isBare && words.count > 1 else { return false }
    statement.doubts.append(("which hosts these are is not said; name the parties", bytes(phrases[index].tokens)))
    (statement.direction, statement.isBidirectional, statement.isPortState) = (nil, false, false)
    return true
  }

  private static let pointers = WordSet(["these", "those"])
  /// "the two hosts", "both machines"
  private static let bareHosts = WordSet(["two", "both", "hosts", "machines", "systems", "computers", "sides", "ends"])
  private static let nearness = WordSet([
    "close", "closer", "closest", "near", "nearest", "next", "adjacent", "similar",
  ])
  private static let barriers = WordSet(
    [
      "firewall", "firewalls", "router", "routers", "proxy", "proxies", "boundary", "gateway", "device", "devices",
      "box",
      "boxes", "switch", "switches", "appliance", "appliances",
    ])

  mutating func connect(_ one: Mention, _ other: Mention) {
    add(sources: [one])
    add(destinations: [other])
    isPaired = true
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
}
