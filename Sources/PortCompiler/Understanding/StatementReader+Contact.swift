import PortModel
import PortPage
import SourceDiagnostics

/// Who connects to whom: what verbs of contact say.
extension StatementReader {
  private static let registered = Token.hash("registered")

  /// A comma stands behind the verb and its complements, and a clause with a verb behind that.
  private func hasClauseBehind(_ verb: VerbPhrase) -> Bool {
    guard
      let comma = phrases.indices.first(where: { index in
        index > verb.phrases.lowerBound && tokens[phrases[index].tokens.lowerBound].isMark(",")
      })
    else { return false }
    return phrases[comma...].contains { if case .verb = $0.kind { true } else { false } }
  }

  mutating func interpretContact(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    if let subject = verb.subject.last, isDescribedNeed(subject) {
      // "Required for instruments that export files"
      return pass(verb)
    }
    if verb.isPassive, verb.subject.contains(where: { isPort($0) }), let word = word(of: verb),
      tokens[word].payload == Self.registered
    {
      // "The port is registered with IANA."
      used.formUnion(verb.complementPhrases)
      return pass(verb)
    }
    if deniesOutside(verb) {
      used.formUnion(verb.subject)
      pass(verb)
      statement.noExternal = bytes(of: verb)
      return
    }
    if verb.isNegated { return doubtProhibition(verb) }
    if parent == nil, verb.isPurpose, verb.phrases.lowerBound <= 1, hasClauseBehind(verb) {
      // "To send alerts to administrators, A connects to B": what it is for.
      used.formUnion(verb.complementPhrases)
      return pass(verb)
    }
    if let parent, verb.isPurpose, let word = word(of: parent), Self.demanding.contains(tokens[word].payload),
      // "requires this port to connect to A"
      !parent.objects.contains(where: { isPort($0) }),
      !Self.expecting.contains(tokens[word].payload) || !names(verb.phrases(behind: .to)).isEmpty
    {
      // "asks agents to connect to A"; "expects agents to connect" says to whom.
      objection = ("who connects is not said clearly; write \"A connects to B\"", bytes(of: verb))
    }
    if let known = knownConnection(verb) {
      // "B sends commands to A over the same connection": A has opened it.
      pass(verb)
      used.formUnion(verb.subject)
      statement.repeatsContact = bytes(phrases[known].tokens)
      return
    }
    if verb.isPurpose, let parent, actsThroughOthers(parent) {
      // "tells A to connect to B"
      pass(verb)
      statement.doubts.append(
        ("who connects is not said clearly; write \"A connects to B\"", bytes(of: verb)))
      return
    }
    // "connects to A to retrieve data from B": B is what the contact with A is for.
    if verb.isPurpose, let parent, isContact(parent), !statement.sources.isEmpty, !statement.destinations.isEmpty {
      pass(verb)
      return statePurpose(verb, parent)
    }
    if let word = word(of: verb), Self.responding.contains(tokens[word].payload) {
      // Who answers was connected to, on this port or on another.
      pass(verb)
      used.formUnion(verb.subject)
      statement.doubts.append(("who connects is not said; write \"A connects to B\"", bytes(of: verb)))
      return
    }
    if !verb.isPassive, verb.phrases(behind: .from).contains(where: { isThisVeryPort($0) }) {
      // "A connects from this port to B": where the connection comes from.
      objection = (
        "the port that a connection comes from is no port to open; write \"A connects to B on this port\"",
        bytes(of: verb)
      )
    }
    var initiators = verb.isPassive ? mentions(verb.phrases(behind: .by)) : initiators(of: verb, parent)
    if initiators.isEmpty, verb.isPurpose, let actor = actor(of: verb) {
      // "must be open for A to connect to B"
      initiators = mentions(PhraseSet(actor))
    }
    var listeners: [Mention] = []
    if !verb.isPassive, initiators.count == 1, verb.predicate != .verb(.communicate), isAmongThemselves(verb) {
      // "Nodes copy data to each other", "stream files among themselves"
      used.formUnion(verb.objects + verb.complementPhrases)
      state(direction: .internal, bytes(of: verb))
      return connect(initiators[0], initiators[0])
    }
    switch verb.predicate {
    case .verb(.reach):
      listeners = verb.isPassive ? mentions(verb.subject.filter { !isPersonalPronoun($0) }) : mentions(verb.objects)
      if verb.isPassive {
        // "Accessed by administrators."
        if isElliptic(verb), !initiators.isEmpty { statement.isPortState = true }
        let senders = verb.phrases(behind: .from)
        let parties = mentions(senders)
        if isReflexive(senders) { statement.itself = parties.last } else { add(sources: parties) }
      }
      // "A must be able to reach this port", "A accesses the web interface": whoever has it listens.
      if !verb.isPassive, verb.objects.contains(where: { isPort($0) || isOwnInterface($0) }) {
        statement.isPortState = true
        // "the login page and the SAML endpoints"
        if verb.objects.contains(where: { isOwnInterface($0) }) {
          listeners.removeAll { !RoleName.endsInMachine($0.name) }
        }
      }
      if !verb.isPassive, !initiators.isEmpty, listeners.isEmpty { listeners = ownersOfPort(verb, verb.objects) }
      if isRequesting(verb), !names(verb.phrases(behind: .from)).isEmpty {
        // "queries data from A"
        listeners = mentions(verb.phrases(behind: .from))
      }
      // "accesses the console from their workstations"
      if !verb.isPassive, !initiators.isEmpty, !isRequesting(verb) { used.formUnion(ownPlaces(of: verb)) }
      if !verb.isPassive, initiators.count == 1, isEachOther(verb.objects) {
        // "all nodes must reach each other"
        state(direction: .internal, bytes(of: verb))
        if verb.modality == .must || verb.isPurpose && parent?.predicate == .be && parent?.modality == .must {
          state(requirement: .required, bytes(of: verb))
        }
        return connect(initiators[0], initiators[0])
      }
    case .verb(.fetch):
      // "receives connections from A", "receives metrics from A": A connects.
      if isReceiving(verb) {
        if !statement.sources.isEmpty,
          initiators.allSatisfy({ initiator in statement.sources.contains { $0.key == initiator.key } })
        {
          // "A connects to B and receives events from it"; from others, perhaps on another port.
          return doubtReceiving(verb, parent)
        }
        if verb.phrases(behind: .from).isEmpty, !verb.isPassive, !verb.objects.contains(where: { isTraffic($0) }),
          let receiver = initiators.first
        {
          statement.doubts.append(
            (
              "the sentence does not say whether \"\(receiver.name)\" connects or is connected to; write who connects to whom",
              receiver.range
            ))
          return
        }
        guard verb.objects.contains(where: { isTraffic($0) }) || !verb.isPurpose && receivesWhatIsSent(verb) else {
          return doubtReceiving(verb, parent)
        }
        add(sources: mentions(verb.phrases(behind: .from)))
        add(destinations: initiators)
        statement.isPortState = statement.isPortState || !verb.isPurpose
        return readPlaces(verb)
      }
      listeners = mentions(verb.phrases(behind: .from))
      // "Agents download updates from here."
      if listeners.isEmpty, !verb.isPassive, !initiators.isEmpty, pointsHere { statement.isPortState = true }
      // "Prometheus scrapes the server"
      if listeners.isEmpty, !verb.isPassive, let word = word(of: verb), Self.scraping.contains(tokens[word].payload) {
        listeners = mentions(verb.objects.filter { isNamedHost($0) })
      }
      if listeners.isEmpty, doubtWatching(verb) { return }
      statePurpose(verb, parent)
    case .verb(.communicate):
      // "connects to A with a timeout of 30 seconds"
      listeners = mentions(side(.to, of: verb))
      let peers = peers(of: verb)
      if listeners.isEmpty { listeners = mentions(peers) }
      if listeners.isEmpty { listeners = mentions(authorities(of: verb)) }
      if listeners.isEmpty { listeners = ownersOfPort(verb, verb.phrases(behind: .to)) }
      if listeners.isEmpty { listeners = origins(of: verb) }
      if listeners.isEmpty, isLookingUp(verb) { listeners = mentions(lookedUp(in: verb)) }
      // "connects to this port": whoever has the port listens.
      if listeners.isEmpty, !verb.isPassive,
        pointsHere || verb.phrases(behind: .to).contains(where: { isPort($0) || isOwnInterface($0) || isThePort($0) })
      {
        statement.isPortState = true
      }
      if listeners.isEmpty, initiators.count == 1, isExchangeAmong(verb) {
        return exchange(among: initiators[0], verb)
      }
      if listeners.isEmpty, initiators.count > 2, isReciprocal(verb) {
        // "A, B and C communicate over the following ports": which of them with whom, others say.
        return pass(verb)
      }
      if listeners.isEmpty, initiators.count == 2, isReciprocal(verb) {
        used.formUnion(verb.objects.filter { !isProperParty($0) })
        return connect(initiators[0], initiators[1])
      }
      if listeners.isEmpty, initiators.count == 1, isMutual(verb) {
        // "cluster nodes talk to each other"
        state(direction: .internal, bytes(of: verb))
        if verb.modality == .must || verb.isPurpose && parent?.predicate == .be && parent?.modality == .must {
          state(requirement: .required, bytes(of: verb))
        }
        return connect(initiators[0], initiators[0])
      }
      // "reports its status to A", "authenticates users against A": what it reports is no party.
      if !listeners.isEmpty, !verb.isPassive { used.formUnion(verb.objects.filter { !isProperParty($0) }) }
      // "connections from A to B" has no other subject; "A connects from C to B" does not say what C is.
      if initiators.isEmpty, !verb.subject.contains(where: { isMachineOrThing($0) }) {
        add(sources: mentions(verb.phrases(behind: .from)))
      }
      if !initiators.isEmpty { used.formUnion(ownPlaces(of: verb)) }
      if readBetween(verb) { return readPlaces(verb) }
    default:
      if !verb.isPassive, verb.objects.contains(where: { isNumbered($0) || isPort($0) }) {
        // "forwards TCP 443 to TCP 8443 on A", "forwards these ports to the router"
        pass(verb)
        used.formUnion(verb.subject)
        return giveUp(
          "which of the ports is for which contact is not read; write who connects to whom on each", bytes(of: verb))
      }
      listeners = mentions(side(.to, of: verb))
      if listeners.isEmpty { listeners = origins(of: verb) }
      if listeners.isEmpty { listeners = mentions(targets(of: verb)) }
      // "Agents send their samples here."
      if listeners.isEmpty, !verb.isPassive, pointsHere {
        used.formUnion(verb.objects.filter { !isProperParty($0) })
        statement.isPortState = true
      }
      // "sent from A to B", "used to send data from A to B"
      if initiators.isEmpty, verb.isPassive || verb.isPurpose && !isForwarding(verb) {
        add(sources: mentions(verb.phrases(behind: .from)))
      }
    }
    // "each node connects to all other nodes"
    if initiators.count == 1, listeners.count == 1, isOthersOf(initiators[0], listeners[0]) {
      state(direction: .internal, bytes(of: verb))
      connect(initiators[0], initiators[0])
      return readPlaces(verb)
    }
    // "uses LDAP to authenticate users": what is done to the users, and no contact with them.
    if verb.predicate == .verb(.communicate), listeners.isEmpty, !names(verb.objects).isEmpty, !statement.refersToPorts,
      statement.expressions.isEmpty
    {
      return pass(verb)
    }
    let isUseOfIt = verb.isPurpose && parent?.predicate == .verb(.use) && parent?.isPassive == true
    if initiators.isEmpty, !verb.isPassive, !isUseOfIt, verb.subject.contains(where: { isPersonalPronoun($0) }),
      !listeners.isEmpty || statement.condition != nil && verb.subject.contains(where: { isThey($0) })
    {
      statement.doubts.append(("\"it\" does not tell who connects; name the party", bytes(of: verb)))
    }
    add(sources: initiators)
    add(destinations: listeners)
    noteOpenSide(verb, initiators, listeners)
    // "must be able to connect", "must be allowed to connect"
    if verb.isPurpose, let parent, parent.modality == .must,
      parent.predicate == .be || parent.predicate == .verb(.open) && parent.isPassive
    {
      state(requirement: .required, bytes(of: verb))
    }
    if verb.modality == .must, !verb.isPurpose { state(requirement: .required, bytes(of: verb)) }
    if verb.modality == .should, !verb.isPurpose { state(requirement: .recommended, bytes(of: verb)) }
    statement.users.removeAll { initiators.contains($0) }
    // "ensure that agents can reach the server"
    if isVerified, !verb.isPurpose { state(requirement: .required, bytes(of: verb)) }
    readPlaces(verb)
  }

  /// A verb that says nothing of contacts itself, with a party as its object.
  private func actsThroughOthers(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, !names(verb.objects).isEmpty else { return false }
    return verb.predicate == .verb(.other)
  }

  func isContact(_ verb: VerbPhrase) -> Bool {
    switch verb.predicate {
    case .verb(.communicate), .verb(.reach), .verb(.send), .verb(.fetch), .verb(.establish): true
    case .be, .verb: false
    }
  }

  /// "uses this port to receive updates from A": who connects stays open.
  mutating func doubtReceiving(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    guard let other = names(verb.phrases(behind: .from)).first else { return statePurpose(verb, parent) }
    used.formUnion(verb.phrases(behind: .from))
    // "sends data to B and receives updates from B"
    if !statement.sources.isEmpty, statement.destinations.contains(where: { $0.key == other.key }) { return }
    statement.doubts.append(
      (
        "the sentence does not say whether \"\(other.name)\" connects or is connected to; write who connects to whom",
        other.range
      ))
  }

  static let other = Token.hash("other")
  static let another = Token.hash("another")

  func isReceiving(_ verb: VerbPhrase) -> Bool {
    word(of: verb).map { Self.receiving.contains(tokens[$0].payload) } ?? false
  }

  /// "receives metrics from A": A sends them of its own accord. Updates or commands may as well be fetched from it.
  private func receivesWhatIsSent(_ verb: VerbPhrase) -> Bool {
    (verb.isPassive ? verb.subject : verb.objects).contains { index in
      tokens[phrases[index].tokens].contains { Self.sentThings.contains($0.payload) }
    }
  }

  /// Keeps what stands where the listener or the initiator is expected and is neither by name: "accesses the web interface".
  private mutating func noteOpenSide(_ verb: VerbPhrase, _ initiators: [Mention], _ listeners: [Mention]) {
    guard initiators.isEmpty != listeners.isEmpty, !verb.isPassive else { return }
    if initiators.isEmpty, !verb.isPurpose,
      let subject = verb.subject.first(where: { phrases[$0].noun != nil && !isPort($0) && !isTraffic($0) })
    {
      // "Hosts connect to A"
      statement.openSide = bytes(phrases[subject].tokens)
      return
    }
    let candidates: PhraseSet
    switch (verb.predicate, listeners.isEmpty) {
    case (.verb(.reach), true): candidates = verb.objects
    case (.verb(.communicate), true): candidates = side(.to, of: verb) + side(.with, of: verb)
    case (.verb(.fetch), true):
      // "mounts the share of A"
      candidates =
        side(.from, of: verb) + verb.objects.filter { phrases[$0].noun.flatMap { ownerOfTraffic($0) } != nil }
    case (.verb(.send), true): candidates = side(.to, of: verb)
    case (.verb(.send), false): candidates = side(.from, of: verb)
    default: return
    }
    statement.openSide = candidates.first { index in
      !isPort(index) && !isTraffic(index) && !isOwnInterface(index) && !isThePort(index)
        && !(phrases[index].noun.map { isFollowing($0) } ?? false)
    }.map {
      bytes(phrases[$0].tokens)
    }
  }

  /// "queries metrics": what it gets stands where others name the party.
  private func isRequesting(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb) else { return false }
    return Self.requesting.contains(tokens[word].payload) && !verb.objects.isEmpty
      && !verb.objects.contains { index in
        isPort(index) || isTraffic(index) && tokens[phrases[index].tokens].contains { lexicon[$0] == .event }
      }
  }

  private static let requesting = WordSet(
    ["query", "queries", "querying"])

  /// "used to forward requests from A to B": by somebody in between.
  /// "Hosts attach disks from A": somebody acts, though nobody knows who.
  private func isMachineOrThing(_ index: Int) -> Bool {
    switch phrases[index].noun?.head {
    case .machine: true
    case .thing: isParty(index)
    default: false
    }
  }

  private func isForwarding(_ verb: VerbPhrase) -> Bool {
    word(of: verb).map { Self.forwarding.contains(tokens[$0].payload) } ?? true
  }

  private static let forwarding = WordSet(["forward", "forwarding", "relay", "relaying", "deliver", "delivering"])
  private static let responding = WordSet(
    [
      "respond", "responds", "responding", "reply", "replies", "replying", "answer", "answers", "answering", "return",
      "returns", "returning",
    ])

  /// The noun in "for A to connect".
  private func actor(of verb: VerbPhrase) -> Int? {
    let to = verb.phrases.lowerBound - 1
    guard to >= 2, case .preposition(.to) = phrases[to].kind, phrases[to - 1].noun != nil,
      case .preposition(.for) = phrases[to - 2].kind
    else { return nil }
    return to - 1
  }

  private static let expecting = WordSet(["expect", "expects"])
  static let demanding = WordSet(
    [
      "ask", "asks", "expect", "expects", "require", "requires", "tell", "tells", "want", "wants", "instruct",
      "instructs",
    ])
  private static let scraping = WordSet(["scrape", "scrapes", "scraping"])

  static let receiving = WordSet(["receive", "receives", "receiving", "received"])

  /// A name with a capital, or one that ends in a word for a machine: "scrapes the server", and not "scrapes metrics".
  func isNamedHost(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }),
      // "StatsD metrics"
      !Self.sentThings.contains(tokens[last].payload)
    else { return false }
    return tokens[noun.tokens].contains { $0.traits.contains(.capitalized) }
      || RoleName.endsInMachine(page.visibleText(bytes(noun.tokens)))
  }
}
