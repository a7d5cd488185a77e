import PortModel
import PortPage
import SourceDiagnostics

/// Ports that must not be open, or are closed somewhere.
extension StatementReader {
  /// "must not be open to the internet": who must not reach it has no place in a specification. Without more, it is to stay closed.
  mutating func stateNotOpen(_ verb: VerbPhrase, _ range: SourceRange, isVerified: Bool) {
    if refusesConnections(verb) { return }
    if let place = leadingPlace(before: verb) {
      // "From the internet, this port must not be reachable."
      statement.isPortState = true
      return deny(at: place, range)
    }
    if statement.condition != nil, verb.complements.allSatisfy({ names($0.phrases).isEmpty }) {
      isClosing = true
      statement.isPortState = true
      return readTraffic(verb.objects + verb.complementPhrases, verb)
    }
    if let index = verb.complementPhrases.first(where: { isInboundTraffic($0) }),
      verb.complements.allSatisfy({ names($0.phrases).isEmpty })
    {
      // "must not be open for incoming connections": its host's own connections go out.
      statement.noInbound = bytes(phrases[index].tokens)
      return
    }
    if word(of: verb).map({ Self.exposing.contains(tokens[$0].payload) }) == true, verb.complements.isEmpty {
      // "must not be exposed": it is in use, and nobody outside is to reach it.
      statement.noExternal = range
      return
    }
    let places = verb.phrases(behind: .on)
    if verb.modality == .must || verb.modality == .should || isOrder(verb) || isVerified, !places.isEmpty,
      places.allSatisfy({ isProperParty($0) && !isOutside($0) && !isExternal($0) }),
      verb.complements.allSatisfy({ $0.preposition == .on })
    {
      // "must not be open on the server"
      used.formUnion(places)
      for host in mentions(places) where !statement.places.contains(host) { statement.places.append(host) }
      statement.negation = Located(.closed, at: range)
      return
    }
    let refused = verb.complements.flatMap { mentions($0.phrases) }
    let external = verb.complementPhrases.first { isExternal($0) || isOtherHosts($0) || isOutside($0) }
    if external != nil {
      statement.noExternal = range
    } else if let party = refused.first {
      statement.doubts.append(
        (
          "that the port is closed to \"\(party.name)\" cannot be said in a specification; say who may connect",
          party.range
        ))
    } else if verb.modality == nil || verb.modality == .plain,
      tokens[clause].contains(where: { lexicon[$0] == .quality(.default) })
    {
      // "This port is not open by default."
      statement.refersToPorts = true
      doubtAdvice("that the port is or may be closed does not say when it is needed; name the condition", verb)
    } else if verb.modality == .must || verb.modality == .should || isOrder(verb) || isVerified
      || !verb.isPassive && verb.predicate == .verb(.open) && verb.subject.allSatisfy({ isNumbered($0) })
    {
      statement.negation = Located(.closed, at: range)
    } else {
      statement.isPortState = true
    }
  }

  /// "Nothing connects to this port from outside", "no other host connects to it"
  func deniesOutside(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, !verb.isPurpose, verb.subject.count == 1, let subject = verb.subject.first,
      statement.condition == nil,
      pointsHere || (verb.complementPhrases + verb.objects).contains(where: { isPort($0) })
    else { return false }
    if phrases[subject].noun?.determiner == .negative { return isOtherHosts(subject) }
    let from = verb.phrases(behind: .from)
    return isNobody(subject) && !from.isEmpty && from.allSatisfy { isOutside($0) || isOtherHosts($0) }
  }

  /// "nothing", "nobody"
  func isNobody(_ index: Int) -> Bool {
    phrases[index].tokens.count == 1 && Self.nobody.contains(tokens[phrases[index].tokens.lowerBound].payload)
  }

  private static let nobody = WordSet(["nothing", "nobody"])

  /// "In the DMZ, …", "from the internet, …": where what the clause says holds.
  func leadingPlace(before verb: VerbPhrase) -> Int? {
    guard phrases.count > 2, phrases[1].noun != nil, verb.phrases.lowerBound > 1, !isPort(1), !isTraffic(1) else {
      return nil
    }
    switch phrases[0].kind {
    case .preposition(.in), .preposition(.on), .preposition(.at), .preposition(.from): return 1
    default: return nil
    }
  }

  /// "On the server, this port must be closed": on that host.
  mutating func closes(at place: Int) -> Bool {
    guard case .preposition(.on) = phrases[0].kind, !isOutside(place), isProperParty(place), let host = mention(place)
    else { return false }
    used.insert(place)
    if !statement.places.contains(host) { statement.places.append(host) }
    return true
  }

  /// "must be closed on the server"
  mutating func noteClosingPlaces(_ verb: VerbPhrase) {
    let places = verb.phrases(behind: .on).filter { isProperParty($0) && !isOutside($0) }
    used.formUnion(places)
    for host in mentions(places) where !statement.places.contains(host) { statement.places.append(host) }
  }

  /// Notes that nothing stands with the verb but whose host it is and which way the connections go.
  mutating func notePlainClosing(_ verb: VerbPhrase) {
    guard timeOf(verb) == nil else { return }
    var direction: Flow.Direction?
    for complement in verb.complements {
      switch complement.preposition {
      case .on where complement.phrases.allSatisfy({ isProperParty($0) && !isOutside($0) }): continue
      case .for:
        guard complement.phrases.count == 1, let first = complement.phrases.first, isTraffic(first),
          let found = phrases[first].noun?.direction
        else { return }
        direction = found
      default: return
      }
    }
    if let place = leadingPlace(before: verb), !closes(at: place) { return }
    noteClosingPlaces(verb)
    statement.closesPlainly = true
    statement.closingDirection = direction
  }

  /// "All outbound traffic is allowed": a rule for all, which gives no port its direction.
  func isOfEverything(_ traffic: Int) -> Bool {
    statement.expressions.isEmpty && !statement.refersToPorts
      && tokens[phrases[traffic].tokens].contains { Self.everything.contains($0.payload) }
  }

  private static let everything = WordSet(["all", "any"])

  /// "any incoming ports", "any ports": of the host, and none that the page speaks of; not "any of these ports".
  private func isAnyPorts(_ phrase: Phrase) -> Bool {
    guard let noun = phrase.noun, noun.head == .port || noun.head == .otherPort, noun.determiner == .quantifier,
      tokens[phrase.tokens.lowerBound].payload == Self.any
    else { return false }
    return noun.tokens.allSatisfy { lexicon[tokens[$0]] != .preposition(.of) }
  }

  private static let any = Token.hash("any")

  /// "No inbound ports need to be opened on the agents": of these, whoever's section it is.
  mutating func noteRefusedPlaces() {
    if statement.negation?.value == .unneeded, statement.expressions.isEmpty,
      let any = phrases.first(where: { isAnyPorts($0) })
    {
      // "You do not need to open any incoming ports."
      statement.negation = nil
      statement.refersToPorts = false
      statement.isOfNoPort = true
      if any.noun?.direction == .inbound { statement.noInbound = bytes(any.tokens) }
      if any.noun?.direction == .outbound { statement.noOutbound = bytes(any.tokens) }
    }
    guard statement.noInbound != nil, statement.expressions.isEmpty,
      phrases.contains(where: { $0.noun?.determiner == .negative })
    else { return }
    statement.isOfNoPort = true
    guard statement.places.isEmpty else { return }
    for index in phrases.indices.dropFirst() {
      guard case .preposition(.on) = phrases[index - 1].kind, isParty(index), let host = mention(index) else {
        continue
      }
      used.insert(index)
      statement.places.append(host)
    }
  }

  /// "must not be open for outgoing connections on the server", "on the server, this port must not be open for incoming connections"
  private mutating func refusesConnections(_ verb: VerbPhrase) -> Bool {
    guard statement.condition == nil,
      let traffic = verb.complements.first(where: { $0.preposition == .for })?.phrases, traffic.count == 1,
      let first = traffic.first, isTraffic(first), let direction = phrases[first].noun?.direction,
      direction != .internal,
      verb.complements.allSatisfy({ complement in
        complement.preposition == .for && complement.phrases == traffic
          || complement.preposition == .on
            && complement.phrases.allSatisfy { isProperParty($0) && !isOutside($0) && !isExternal($0) }
      })
    else { return false }
    if let place = leadingPlace(before: verb) {
      guard closes(at: place) else { return false }
    }
    used.insert(first)
    noteClosingPlaces(verb)
    statement.refersToPorts = true
    let range = bytes(of: verb)
    if direction == .inbound { statement.noInbound = range } else { statement.noOutbound = range }
    return true
  }

  /// "must be closed for incoming connections": for these, and perhaps not for others.
  mutating func refusesDirection(_ verb: VerbPhrase) -> Bool {
    let traffic = (verb.phrases(behind: .for) + verb.phrases(behind: .to)).filter { isTraffic($0) }
    guard let first = traffic.first, let direction = phrases[first].noun?.direction, traffic.count == 1 else {
      return false
    }
    used.insert(first)
    statement.refersToPorts = true
    if direction == .inbound, !hasSources(verb) {
      statement.noInbound = bytes(of: verb)
      statement.negation = Located(.closed, at: bytes(of: verb))
    } else if direction == .outbound, verb.phrases(behind: .to).isEmpty {
      // Whoever connects to its host may do so.
      if let place = leadingPlace(before: verb) { _ = closes(at: place) }
      noteClosingPlaces(verb)
      statement.noOutbound = bytes(of: verb)
    } else {
      doubtAdvice("for what the port is to be closed cannot be said in a specification; say who may connect", verb)
    }
    return true
  }

  private func hasSources(_ verb: VerbPhrase) -> Bool { !verb.phrases(behind: .from).isEmpty }

  /// The port is closed to somebody or somewhere: nobody outside is to reach it, or it cannot be said.
  mutating func deny(at place: Int, _ range: SourceRange) {
    used.insert(place)
    let source = bytes(phrases[place].tokens)
    statement.sources.removeAll { $0.range.overlaps(source) }
    if isOutside(place) {
      statement.noExternal = range
    } else {
      statement.doubts.append(
        ("where the port is to be closed does not say where it is needed; write who connects to whom", range))
    }
  }

  mutating func stateClosed(_ verb: VerbPhrase, isVerified: Bool) {
    let asks = verb.modality == .must || verb.modality == .should || isVerified
    if asks, verb.isNegated {
      statement.isPortState = true
      state(requirement: .required, bytes(of: verb))
    } else if statement.condition != nil, !verb.isNegated {
      isClosing = true
      statement.isPortState = true
      if asks { notePlainClosing(verb) }
    } else if asks, refusesDirection(verb) {
      return
    } else if asks, let place = leadingPlace(before: verb), !closes(at: place) {
      deny(at: place, bytes(of: verb))
    } else if asks {
      noteClosingPlaces(verb)
      statement.negation = Located(.closed, at: bytes(of: verb))
    } else if verb.modality == .may || verb.modality == .can {
      statement.doubts.append(
        ("that the port may be closed does not say when it is needed; name the condition", bytes(of: verb)))
    } else if tokens[clause].contains(where: { lexicon[$0] == .quality(.default) }) {
      // "It is closed by default."
      statement.refersToPorts = true
      doubtAdvice("that the port is or may be closed does not say when it is needed; name the condition", verb)
    } else {
      statement.isPortState = true
    }
  }

  static let exposing = WordSet(["expose", "exposed", "exposes", "exposing"])

  /// "other hosts", "any remote machine"
  func isOtherHosts(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, isAnyHost(noun) else { return false }
    return tokens[noun.tokens].contains { Self.others.contains($0.payload) }
  }

  /// "to the network", "in the firewall", "to the outside"
  func isOutside(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.outside.contains(tokens[last].payload)
  }

  private static let outside = WordSet([
    "network", "networks", "firewall", "firewalls", "outside", "world", "lan",
  ])
  private static let others = WordSet(["other", "another", "remote", "external"])
}
