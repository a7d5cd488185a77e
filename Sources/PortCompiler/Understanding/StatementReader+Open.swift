import PortModel
import PortPage
import SourceDiagnostics

/// What verbs of listening and opening say.
extension StatementReader {
  private static let permitting = WordSet(["allow", "permit"])

  mutating func interpretListen(_ verb: VerbPhrase) {
    guard !verb.isNegated else {
      // "does not listen on any port", "do not listen for connections"
      let isWhole =
        statement.expressions.isEmpty && !isPronominal(verb.subject)
        && verb.phrases(behind: .on).allSatisfy { phrases[$0].noun?.determiner == .quantifier }
      if isWhole {
        statement.noInbound = bytes(of: verb)
        statement.isOfNoPort = true
        let hosts = mentions(verb.subject)
        used.formUnion(verb.subject)
        for host in hosts where !statement.places.contains(host) { statement.places.append(host) }
      }
      return
    }
    if phrases[..<verb.phrases.lowerBound].contains(where: { $0.noun?.determiner == .negative }) {
      // "Make sure that no other application listens on this port."
      pass(verb)
      return used.formUnion(verb.subject)
    }
    if verb.isPurpose,
      phrases[..<verb.phrases.lowerBound].contains(where: { phrase in
        tokens[phrase.tokens].contains { Self.demanding.contains($0.payload) }
      })
    {
      // "A expects B to listen on this port"
      objection = ("who listens is not said clearly; write \"A connects to B\"", bytes(of: verb))
    }
    if let other = names(verb.phrases(behind: .to)).first, !names(verb.subject).isEmpty {
      // "A binds to B"
      pass(verb)
      used.formUnion(verb.subject)
      statement.doubts.append(
        ("whether \"\(other.name)\" connects or listens is not said; write \"A connects to B\"", other.range))
      return
    }
    if verb.subject.allSatisfy({ isPort($0) }) || isPronominal(verb.subject), statement.direction == nil,
      !verb.isPassive,
      names(verb.phrases(behind: .for)).isEmpty, names(verb.phrases(behind: .to)).isEmpty,
      !statement.expressions.isEmpty || statement.refersToPorts
    {
      // "It listens on port 9090", "the UDP port to listen on": whoever does, takes connections.
      state(direction: .inbound, bytes(of: verb))
    }
    if !verb.subject.isEmpty, verb.subject.allSatisfy({ isPeople($0) }) {
      // "Supervisors listen in on this port."
      add(sources: mentions(verb.subject))
    } else {
      add(destinations: mentions(verb.subject))
    }
    // "listens for the agent", "waits for its probes"
    add(
      sources: mentions(
        verb.phrases(behind: .for).filter { (isNamedHost($0) || isOwnParty($0)) && !isTraffic($0) && !isInterface($0) })
    )
    addOwners(of: verb.phrases(behind: .for))
    if statement.sources.isEmpty {
      // "listens for browsers": perhaps who connects.
      let others = verb.phrases(behind: .for).filter { index in
        !isTraffic(index) && isPluralParty(index)
          && !tokens[phrases[index].tokens].contains { Self.awaited.contains($0.payload) }
      }
      statement.leftOver += names(others)
    }
    statement.isPortState = true
    readTrafficComplements(verb)
  }

  private static let awaited = WordSet(
    [
      "updates", "commands", "announcements", "files", "jobs", "tasks", "changes", "instructions", "packets",
      "bookings",
    ])

  /// "its probes": a plural that is no payload.
  func isOwnParty(_ index: Int) -> Bool {
    phrases[index].noun?.determiner == .possessive && isPluralParty(index)
  }

  private func isPluralParty(_ index: Int) -> Bool {
    guard isParty(index), let noun = phrases[index].noun,
      let last = noun.tokens.last(where: { tokens[$0].kind == .word })
    else { return false }
    return !Self.sentThings.contains(tokens[last].payload)
      && page.file.bytes[tokens[last].range.upperBound - 1] == UInt8(ascii: "s")
  }

  /// "connections of the agents": they connect.
  mutating func addOwners(of traffic: PhraseSet) {
    for index in traffic {
      guard let noun = phrases[index].noun, isConnection(index), let owner = ownerOfTraffic(noun) else { continue }
      add(sources: [owner])
    }
  }

  mutating func interpretOpen(_ verb: VerbPhrase, isVerified: Bool, isAboutPorts: Bool) {
    if isOrder(verb), !verb.isNegated, tokens[sentence.upperBound - 1].isMark(":"), verb.objects.isEmpty,
      let direction = directionBehind(verb), direction != .internal
    {
      // "Open outbound:"
      statement.refersToList = true
      state(direction: direction, bytes(of: verb))
      return state(requirement: .required, bytes(of: verb))
    }
    if isSwitchedOn(verb) || verb.isPassive && verb.subject.contains(where: { isOfElse($0) })
      || verb.objects.first.map({ isQuantity($0) }) == true
    {
      // "Remote access must be enabled", "allow up to 5 minutes for the first connection"
      return pass(verb)
    }
    guard isAboutPorts || isPronominal(verb.subject) || isPronominal(verb.objects) || isElliptic(verb) && verb.isPassive
    else {
      // "allows A to connect to B": the purpose that follows says it.
      if isOrder(verb), !verb.isNegated, let word = word(of: verb), Self.permitting.contains(tokens[word].payload),
        hasInfinitive(behind: verb) || verb.objects.contains(where: { isParty($0) })
      {
        state(requirement: .required, bytes(of: verb))
      }
      return readTrafficComplements(verb)
    }
    if verb.isPassive, isOpening(verb), verb.subject.contains(where: { isTraffic($0) }),
      !verb.subject.contains(where: { isPort($0) }), !names(verb.phrases(behind: .by)).isEmpty
    {
      // "Connections are opened by A": A connects.
      return interpretEstablish(verb, nil)
    }
    if doubtSomeOpeners(verb) { return }
    // "A opens a connection to B": A connects.
    let parties = mentions(verb.subject)
    // "opens the connection (TCP 389) to B"
    let opensTraffic = verb.objects.first.map { isConnection($0) } ?? false
    if !verb.isPassive, !parties.isEmpty, verb.objects.contains(where: { isTraffic($0) }),
      opensTraffic || !verb.objects.contains(where: { isPort($0) }), isOpening(verb)
    {
      return interpretEstablish(verb, nil)
    }
    if !verb.isPassive, isOpening(verb), verb.objects.contains(where: { isConnection($0) }),
      !verb.objects.contains(where: { isPort($0) }), verb.subject.contains(where: { phrases[$0].noun != nil })
    {
      // "Either system can open the connection."
      pass(verb)
      statement.refersToPorts = true
      statement.doubts.append(("who opens the connection is not read; write who connects to whom", bytes(of: verb)))
      return
    }
    if !verb.isPassive, verb.subject.contains(where: { isInstaller($0) }) {
      // "If the firewall is on, setup opens the port": what setup does, and when, tells nothing about when the port is needed.
      pass(verb)
      statement.condition = nil
      statement.isPortState = true
      return
    }
    if !verb.isPassive, !isOpening(verb),
      let party = verb.objects.first(where: { isParty($0) && !names([$0]).isEmpty }),
      verb.objects.contains(where: { $0 > party && isTraffic($0) })
    {
      // "Allow A access to B"
      add(sources: mentions(PhraseSet(party)))
      add(destinations: mentions(verb.phrases(behind: .to).filter { isParty($0) }))
    }
    stateOpen(verb, isVerified: isVerified)
    readTraffic(verb.objects, verb)
  }

  /// "enable remote access": a feature and not the port, unless the traffic has a direction or a transport.
  private func isSwitchedOn(_ verb: VerbPhrase) -> Bool {
    guard let word = word(of: verb), Self.enabling.contains(tokens[word].payload) else { return false }
    let what = verb.isPassive ? verb.subject : verb.objects
    return !what.isEmpty && !isPronominal(what)
      && what.allSatisfy { index in
        guard let noun = phrases[index].noun, noun.head == .event else { return phrases[index].noun?.head == .thing }
        return noun.direction == nil && noun.transports.isEmpty && noun.service == nil
          && noun.determiner != .demonstrative
          && !verb.complementPhrases.contains { isPort($0) }
      }
  }

  private static let enabling = WordSet(["enable", "enables", "enabled", "enabling"])

  func isInboundTraffic(_ index: Int) -> Bool {
    isTraffic(index) && phrases[index].noun?.direction == .inbound
  }

  private func isInstaller(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.installers.contains(tokens[last].payload)
  }

  private static let installers = WordSet(
    ["setup", "installer", "installation", "wizard", "script", "playbook", "msi", "package"])

  private func isRelative(_ index: Int) -> Bool {
    if case .relative = phrases[index].kind { true } else { false }
  }

  /// The verb is "open" and not "allow".
  func isOpening(_ verb: VerbPhrase) -> Bool {
    word(of: verb).map { Self.opening.contains(tokens[$0].payload) } ?? false
  }

  static let opening = WordSet(["open", "opens", "opening", "opened"])

  mutating func interpretBe(_ verb: VerbPhrase, isVerified: Bool) {
    // "it is optional to change the certificate"
    let isExpletive = isPronominal(verb.subject) && hasInfinitive(behind: verb)
    let isAboutPorts =
      verb.subject.contains {
        isPort($0) || isTraffic($0) && !isOfElse($0) || isBareNumber($0) && saysDefault(verb) || isOwnNumber($0)
      }
      || isElliptic(verb) && !verb.qualities.isEmpty
      || isPronominal(verb.subject)
        && (!isExpletive || phrases.contains { $0.noun?.head == .port } || !statement.expressions.isEmpty)
    if doubtOneOfSeveral(verb) { return }
    if let direction = directionBehind(verb) { state(direction: direction, bytes(of: verb)) }
    if !isAboutPorts, verb.qualities.contains(.open), !verb.isNegated { return interpretReachable(verb) }
    if readNamedSide(verb) { return }
    guard isAboutPorts else { return readTrafficComplements(verb) }
    if verb.qualities.contains(.open) {
      stateOpen(verb, isVerified: isVerified)
      return readTraffic(verb.objects, verb)
    }
    if verb.qualities.contains(.closed) { return stateClosed(verb, isVerified: isVerified) }
    let range = bytes(of: verb)
    if isExpletive, verb.qualities.contains(.mandatory), verb.isNegated || verb.modality == .unneeded,
      phrases.indices.contains(where: { $0 > verb.phrases.upperBound && isPlaceOfParty($0) })
    {
      // "It is not necessary to open this port on the agents."
      return doubtAdvice(
        "what this says holds for some only, which a specification cannot say of one flow; name both parties", verb)
    }
    if verb.qualities.contains(.optional) { state(requirement: verb.isNegated ? .required : .optional, range) }
    if verb.qualities.contains(.mandatory), verb.isNegated || verb.modality == .unneeded, statement.condition == nil,
      let traffic = verb.subject.first(where: { isTraffic($0) && phrases[$0].noun?.direction != nil })
    {
      // "Inbound connections are not necessary": as "no inbound connections".
      refuse(traffic, bytes(phrases[traffic].tokens))
      return
    }
    // "No external access is necessary."
    let isOfNone = verb.subject.contains { phrases[$0].noun?.determiner == .negative }
    if verb.qualities.contains(.mandatory), !isOfNone {
      let isNegated = verb.isNegated || verb.modality == .unneeded
      // "not mandatory" speaks of a port that is used all the same.
      state(requirement: isNegated ? .optional : .required, range)
    }
    if verb.qualities.contains(.mandatory), isOfNone, statement.condition != nil, statement.noExternal == nil {
      // "No such access is necessary where C": it is necessary elsewhere.
      statement.refersToPorts = true
      statement.negation = Located(.unneeded, at: range)
    }
    if verb.qualities.contains(.recommended), !verb.isNegated { state(requirement: .recommended, range) }
    if verb.qualities.contains(.configurable) { state(binding: verb.isNegated ? .fixed : .default, range) }
    if verb.qualities.contains(.fixed) { state(binding: verb.isNegated ? .default : .fixed, range) }
    if verb.qualities.contains(.default), !verb.isNegated { state(binding: .default, range) }
    if verb.subject.contains(where: { self.isPort($0) }) || isPronominal(verb.subject),
      verb.objects.contains(where: { isNumbered($0) || isOwnNumber($0) }),
      !verb.isNegated
    {
      statement.isNaming = true
      readOwner(of: verb)
      used.formUnion(verb.subject)
      // "This port is always 8443."
      if tokens[clause].contains(where: { $0.payload == Self.always }) { state(binding: .fixed, range) }
    }
    for index in verb.objects where !verb.isNegated { statePortQuality(index, range) }
    for index in verb.objects where !verb.isNegated {
      guard let noun = phrases[index].noun, noun.qualities.contains(.default),
        noun.head == .port || noun.tokens.count == 1
      else { continue }
      state(binding: .default, range)
    }
    readComplements(verb)
  }

  func isBareNumber(_ index: Int) -> Bool {
    phrases[index].noun.map { $0.tokens.count == 1 && tokens[$0.tokens.lowerBound].value != nil } ?? false
  }

  /// "8443 need not be open" below a title that states the port
  private func isOwnNumber(_ index: Int) -> Bool {
    guard isBareNumber(index), let number = phrases[index].noun?.tokens.lowerBound else { return false }
    return ownPorts.contains { Int($0.rawValue) == tokens[number].value }
  }

  /// "601 is the default"
  private func saysDefault(_ verb: VerbPhrase) -> Bool {
    verb.qualities.contains(.default)
      || verb.objects.contains { phrases[$0].noun.map { $0.qualities.contains(.default) } ?? false }
  }

  /// "This is a mandatory port", "this is an optional port"
  private mutating func statePortQuality(_ index: Int, _ range: SourceRange) {
    guard let noun = phrases[index].noun, noun.head == .port, noun.determiner != .negative else { return }
    if noun.qualities.contains(.optional) { state(requirement: .optional, range) }
    if noun.qualities.contains(.mandatory) { state(requirement: .required, range) }
    if tokens[noun.tokens].contains(where: { lexicon[$0] == .verb(.require, .participle) }) {
      state(requirement: .required, range)
    }
    if noun.qualities.contains(.fixed) { state(binding: .fixed, range) }
  }

  /// "Must be open for …": nothing stands in front of the verb, so that it speaks of what the title names.
  func isElliptic(_ verb: VerbPhrase) -> Bool { verb.subject.isEmpty && !verb.isPurpose }

  /// "Open port 443"; "is open" without a subject is none.
  func isOrder(_ verb: VerbPhrase) -> Bool { verb.isImperative && verb.predicate != .be && !verb.isPassive }

  func hasInfinitive(behind verb: VerbPhrase) -> Bool {
    let end = verb.phrases.upperBound
    guard end < phrases.count, case .verb = phrases[end].kind else { return false }
    if case .preposition(.to) = phrases[end - 1].kind { return true }
    return false
  }

  func directionBehind(_ verb: VerbPhrase) -> Flow.Direction? {
    for phrase in phrases[verb.phrases] {
      if case .direction(let direction) = phrase.kind { return direction }
    }
    return nil
  }

  mutating func stateOpen(_ verb: VerbPhrase, isVerified: Bool) {
    let range = bytes(of: verb)
    if doubtOneDirection() { return pass(verb) }
    if verb.isNegated, verb.modality != .unneeded { return stateNotOpen(verb, range, isVerified: isVerified) }
    if verb.isUncertain { return doubtNeed(verb) }
    if let time = timeOf(verb) {
      doubtTime(time)
      statement.isPortState = true
      return readComplements(verb, isOpening: true)
    }
    if let index = verb.objects.first(where: {
      isPort($0) && !isNumbered($0) && $0 + 1 < phrases.count && isRelative($0 + 1)
    }) {
      // "Open only the port that you have configured."
      statement.doubts.append(
        ("which of the ports is meant is not said; write its number", bytes(phrases[index].tokens)))
      return
    }
    if readLooseDirections() { return pass(verb) }
    statement.isPortState = true
    switch verb.modality {
    case .unneeded:
      if word(of: verb).map({ Self.exposing.contains(tokens[$0].payload) }) == true {
        return doubtAdvice("that the port need not be exposed does not say whether it is used; say who connects", verb)
      }
      let isFromOutside = verb.complementPhrases.allSatisfy { isOutside($0) || isExternal($0) || isOtherHosts($0) }
      if verb.complements.isEmpty || statement.condition != nil && isFromOutside {
        statement.negation = Located(.unneeded, at: range)
      } else if isFromOutside {
        // "does not have to be open for external connections": as "no external connections are required".
        statement.noExternal = range
      } else {
        doubt("not", verb)
      }
      return
    case .must: state(requirement: .required, range)
    case .should: state(requirement: .recommended, range)
    case .may: state(requirement: .optional, range)
    case .can, .plain, .impossible, nil:
      if isOrder(verb), isOnlyForSome(verb) {
        statement.doubts.append(("\"only\" restricts what is asked for; say under which condition", range))
      } else if (isVerified || isOrder(verb)) && !isRestriction(verb) {
        state(requirement: .required, range)
      }
    }
    readComplements(verb, isOpening: true)
  }

  /// "Allow connections only from A": who, and not whether.
  private func isRestriction(_ verb: VerbPhrase) -> Bool {
    guard !isOpening(verb), phrases.contains(where: { if case .adverb(.only) = $0.kind { true } else { false } }) else {
      return false
    }
    return !names(verb.phrases(behind: .from)).isEmpty
  }

  private static let always = Token.hash("always")
}
