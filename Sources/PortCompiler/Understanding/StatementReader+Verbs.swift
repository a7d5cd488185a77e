import PortModel
import PortPage
import SourceDiagnostics

/// What each kind of verb says about the parties and the port.
extension StatementReader {
  mutating func interpret(_ stated: VerbPhrase, parent: VerbPhrase?, isVerified: Bool) {
    // "is not used by A to connect to B": the purpose is denied with it.
    if stated.isPurpose, parent?.isNegated == true { return pass(stated) }
    guard isNegated(stated) != stated.isNegated else { return interpretStated(stated, parent, isVerified: isVerified) }
    var verb = stated
    verb.isNegated.toggle()
    interpretStated(verb, parent, isVerified: isVerified)
  }

  private mutating func interpretStated(_ verb: VerbPhrase, _ parent: VerbPhrase?, isVerified: Bool) {
    let isAboutPorts =
      verb.subject.contains { isPort($0) } || verb.objects.contains { isPort($0) || isTraffic($0) }
      || verb.subject.contains { isTraffic($0) }
    readSubjectTraffic(verb.subject, isNegated: verb.isNegated)
    if verb.subject.contains(where: { isNoPort($0) }) {
      // "No inbound ports need to be opened": of no port of this page.
      for index in verb.subject { refuse(index, bytes(phrases[index].tokens)) }
      return pass(verb)
    }
    noteLocality(verb)
    if !verb.isPurpose, !verb.isNegated, probes(verb) || isServed(verb) { return }
    switch verb.predicate {
    case .be: interpretBe(verb, isVerified: isVerified)
    case .verb(.use): interpretUse(verb)
    case .verb(.communicate), .verb(.reach), .verb(.send), .verb(.fetch): interpretContact(verb, parent)
    case .verb(.listen): interpretListen(verb)
    case .verb(.accept): interpretAccept(verb)
    case .verb(.open) where isLookingAt(verb): interpretContact(verb.reading, parent)
    case .verb(.open):
      if verb.isPurpose, let parent, parent.predicate == .verb(.change),
        parent.modality == .must && parent.subject.contains(where: { isRule($0) })
          || parent.isImperative && parent.objects.contains(where: { isRule($0) })
      {
        // "The firewall must be configured to allow A to connect to B.", "Configure the firewall to allow traffic on this port."
        state(requirement: .required, bytes(of: parent))
      }
      interpretOpen(verb, isVerified: isVerified, isAboutPorts: isAboutPorts)
    case .verb(.require): interpretRequire(verb)
    case .verb(.recommend):
      if verb.isNegated {
        doubtAdvice("that something is not recommended cannot be said in a specification; say what is to be open", verb)
      } else if isAdviceAgainst(verb) {
        doubtAdvice("that something is not recommended cannot be said in a specification; say what is to be open", verb)
      } else if speaksOfClosing {
        // "recommended to leave the port closed": what is recommended says it.
      } else if verb.isPassive, !verb.subject.isEmpty, !isPronominal(verb.subject),
        verb.subject.allSatisfy({ !isPort($0) && !isTraffic($0) })
      {
        // "TLS is recommended on this port."
        return pass(verb)
      } else if isAboutSomethingElse(behind: verb) {
        // "We recommend using TLS on this port."
        return pass(verb)
      } else if isAboutPorts || verb.isPassive && verb.subject.isEmpty
        || phrases.contains(where: { $0.noun?.head == .port || isPointedTraffic($0) })
        || !statement.expressions.isEmpty || isOpeningIt
      {
        statement.refersToPorts = statement.refersToPorts || isOpeningIt
        state(requirement: .recommended, bytes(of: verb))
      }
      readComplements(verb)
    case .verb(.change): interpretChange(verb, parent)
    case .verb(.establish): interpretEstablish(verb, parent)
    case .verb(.close): interpretClose(verb, parent, isVerified: isVerified)
    case .verb(.check) where isAskingOthers(verb): interpretContact(verb.asking, parent)
    case .verb(.check), .verb(.defaultTo), .verb(.fail), .verb(.other), .verb(.unknown):
      if verb.isPurpose { statePurpose(verb, parent) } else { interpretOther(verb) }
    }
  }

  /// "A validates passwords against B", "A checks licenses with B"; not "Check with your administrator that the port is open".
  private func isAskingOthers(_ verb: VerbPhrase) -> Bool {
    if !names(authorities(of: verb)).isEmpty { return true }
    return !verb.isPassive && !verb.isImperative && !names(verb.subject).isEmpty
      && !names(side(.with, of: verb)).isEmpty
  }

  /// "Users open the web interface of A in their browser": they connect to A.
  private func isLookingAt(_ verb: VerbPhrase) -> Bool {
    !verb.isPassive && !names(verb.subject).isEmpty && verb.objects.contains { hasOwner($0) }
  }

  /// "We recommend opening it."
  private var isOpeningIt: Bool {
    phrases.indices.dropFirst().contains { index in
      guard case .verb(.open, _) = phrases[index - 1].kind else { return false }
      return isPersonalPronoun(index)
    }
  }

  /// "this traffic", "these connections": those of the port.
  private func isPointedTraffic(_ phrase: Phrase) -> Bool {
    phrase.noun.map { $0.head == .event && $0.determiner == .demonstrative } ?? false
  }

  /// What is recommended is no port that is open: "using TLS on this port", "monitoring this port", "to install A on the same host".
  private func isAboutSomethingElse(behind verb: VerbPhrase) -> Bool {
    // "We recommend that you change the default port."
    if tokens[clause].contains(where: { if case .verb(.change, _)? = lexicon[$0] { true } else { false } }) {
      return !phrases.contains { if case .verb(.open, _) = $0.kind { true } else { false } }
    }
    let next = VerbPhraseReader(phrases).result.first { $0.phrases.lowerBound > verb.phrases.lowerBound }
    guard let next, case .verb(let predicate) = next.predicate else { return false }
    let isOpening = phrases[next.phrases.lowerBound...].contains { phrase in
      switch phrase.kind {
      case .verb(.open, _), .quality(.open): true
      default: false
      }
    }
    // "We recommend keeping this port open."
    if isOpening, next.objects.contains(where: { isPort($0) || isPronominal([$0]) }) { return false }
    switch predicate {
    case .open, .close, .communicate, .reach, .listen, .accept, .establish, .recommend, .require: return false
    case .use:
      return !next.objects.contains { isPort($0) || isPronominal([$0]) } && !next.subject.contains { isPort($0) }
    case .send, .fetch, .check, .change, .defaultTo, .fail, .other, .unknown: return next.qualities.isEmpty
    }
  }

  /// "We recommend that you do not open it", "we advise against opening it"
  private func isNoPort(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return false }
    return (noun.head == .port || noun.head == .otherPort) && noun.determiner == .negative
  }

  private func isAdviceAgainst(_ verb: VerbPhrase) -> Bool {
    phrases[verb.phrases.lowerBound...].contains { if case .negation = $0.kind { true } else { false } }
      || tokens[clause].contains { $0.payload == Self.against && $0.kind == .word }
  }

  static let against = Token.hash("against")

  /// "Alarms from the sensors arrive on this port": whoever has the port takes them.
  private mutating func takeUpArrivals(_ verb: VerbPhrase) {
    let isHere =
      [verb.phrases(behind: .on), verb.phrases(behind: .at), verb.phrases(behind: .over)].contains {
        phrases in
        phrases.contains { isPort($0) }
      } || pointsHere
    guard isHere, !statement.sources.isEmpty else { return }
    for index in 0..<verb.phrases.lowerBound { used.insert(index) }
    statement.isPortState = true
  }

  private static let comingIn = WordSet(["arrive", "arrives", "come", "comes", "terminate", "terminates"])

  /// A verb that says nothing itself: what runs on a port listens, what does something over a port uses it.
  mutating func interpretOther(_ verb: VerbPhrase) {
    // "keep this port open", "must stay open"
    let isState =
      (verb.subject + verb.objects).contains { isPort($0) } || isPronominal(verb.subject)
      || verb.isImperative && isPronominal(verb.objects)
    if isState, verb.qualities.contains(.open) { return stateOpen(verb, isVerified: isVerified) }
    if isState, verb.qualities.contains(.closed) { return stateClosed(verb, isVerified: isVerified) }
    if let contact = everydayContact(verb) {
      used.insert(verb.phrases.lowerBound)
      statement.refersToPorts = statement.refersToPorts || isOnThisPort(verb)
      let isAnchored = statement.refersToPorts || pointsHere || !statement.expressions.isEmpty
      statement.isOfHostOnly = statement.isOfHostOnly || !isAnchored
      return interpretContact(contact, nil)
    }
    if verb.isPassive, !verb.isNegated, verb.subject.contains(where: { isConnection($0) }),
      !verb.phrases(behind: .by).isEmpty, let word = word(of: verb), Self.beginning.contains(tokens[word].payload)
    {
      // "The connection is started by A": as "initiated".
      return interpretEstablish(verb, nil)
    }
    guard verb.predicate == .verb(.other), !verb.isPassive, !verb.isNegated else { return readTrafficComplements(verb) }
    if isAsking(verb) {
      return interpretContact(withoutQuestion(verb.reading), nil)
    }
    if isServing(verb) { return serve(verb) }
    if carries(verb) { return }
    if isTakingTime(verb) { return interpretContact(verb.fetching, nil) }
    if isLookingUp(verb) {
      used.formUnion(verb.objects.filter { !isProperParty($0) })
      return interpretContact(verb.asking, nil)
    }
    if let word = word(of: verb), Self.comingIn.contains(tokens[word].payload) { takeUpArrivals(verb) }
    // "keeps a connection to A"
    if let word = word(of: verb), Self.keeping.contains(tokens[word].payload),
      verb.objects.contains(where: { isTraffic($0) })
    {
      return interpretEstablish(verb, nil)
    }
    if let group = names(verb.subject).first, names(verb.subject).count == 1, isAmongThemselves(verb) {
      // "Nodes replicate data to each other", "exchange files among themselves"
      pass(verb)
      used.formUnion(verb.subject)
      state(direction: .internal, bytes(of: verb))
      return connect(group, group)
    }
    if let word = word(of: verb), Self.providing.contains(tokens[word].payload),
      verb.objects.contains(where: { isTraffic($0) })
    {
      // "Provides access to the archive": what is offered, or to whom.
      pass(verb)
      used.formUnion(verb.subject)
      statement.doubts.append(
        ("who gets access, and to what, is not read; write who connects to whom", bytes(of: verb)))
      return
    }
    if isRunning(verb), verb.subject.contains(where: { isPort($0) }), !names(verb.objects).isEmpty {
      // "The default port that runs the web service."
      add(destinations: mentions(verb.objects))
      statement.isPortState = true
      return readPlaces(verb)
    }
    if isRunning(verb), verb.objects.isEmpty, verb.phrases(behind: .on).contains(where: { isPort($0) }) {
      return interpretListen(verb)
    }
    // "Requests from A arrive here."
    if let word = word(of: verb), Self.arriving.contains(tokens[word].payload),
      verb.subject.contains(where: { isTraffic($0) })
    {
      statement.isPortState = true
    }
    if verb.phrases(behind: .over).contains(where: { isPort($0) }) {
      let users = mentions(verb.subject)
      statement.users.append(contentsOf: users)
      statement.isUsedBySomebody = statement.isUsedBySomebody || !users.isEmpty
    }
    readTrafficComplements(verb)
  }

  private func isRunning(_ verb: VerbPhrase) -> Bool {
    tokens[phrases[verb.phrases.lowerBound].tokens].contains { Self.running.contains($0.payload) }
  }

  private static let keeping = WordSet(["keep", "keeps", "keeping", "hold", "holds", "holding"])
  private static let providing = WordSet(
    ["provide", "provides", "providing", "offer", "offers", "offering", "give", "gives", "giving", "grant", "grants"])
  private static let beginning = WordSet(["started", "created", "made", "set", "begun", "triggered"])
  private static let arriving = WordSet(["arrive", "arrives", "arriving"])
  private static let running = WordSet(["run", "runs", "running"])

  /// A negation for some parties or purposes only.
  mutating func doubt(_ word: String, _ verb: VerbPhrase) {
    guard verb.subject.contains(where: { isPort($0) }) || isPronominal(verb.subject) || isElliptic(verb) else { return }
    // What is denied under a condition does not hold under it.
    statement.condition = nil
    statement.doubts.append(
      (
        "what this says holds for some only, which a specification cannot say of one flow; name both parties",
        bytes(of: verb)
      ))
  }

  /// Who acts in a purpose: the agent of a passive, or the subject of an active verb.
  mutating func initiators(of verb: VerbPhrase, _ parent: VerbPhrase?) -> [Mention] {
    guard verb.isPurpose, let parent else { return mentions(verb.subject) }
    if parent.isPassive {
      let agents = mentions(parent.phrases(behind: .by))
      // "A must be allowed to connect"
      if agents.isEmpty, parent.predicate == .verb(.open) { return mentions(parent.subject) }
      // "required for A to reach B"
      return agents.isEmpty && isInfinitive(verb) ? mentions(parent.phrases(behind: .for)) : agents
    }
    // "allows A to reach B": A acts.
    let enabled = parent.predicate == .verb(.open) ? mentions(parent.objects) : []
    return enabled.isEmpty ? mentions(parent.subject) : enabled
  }

  private func isInfinitive(_ verb: VerbPhrase) -> Bool {
    if case .verb(_, .base) = phrases[verb.phrases.lowerBound].kind { true } else { false }
  }

  mutating func statePurpose(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    guard statement.purpose == nil, let last = lastToken(of: verb) else { return }
    let first = phrases[verb.phrases.lowerBound].tokens.lowerBound
    let range = sourceRange(tokens, trimmed(first..<last))
    statement.purpose = Located(page.visibleText(range), at: range)
    switch verb.predicate {
    case .verb(.other), .verb(.unknown):
      statement.purposeNamesParty = (verb.objects + verb.complementPhrases).contains { isProperParty($0) }
      if isManaging(verb), let parent, parent.predicate == .verb(.use), !parent.isNegated { manage(verb, parent) }
      if parent?.predicate == .be, parent?.modality == .must, verb.objects.contains(where: { isTraffic($0) }) {
        // "must be able to make connections if C"
        statement.condition = nil
        doubtAdvice("what somebody must be able to do is not understood; write who connects to whom, and when", verb)
      }
    case .be, .verb: break
    }
  }

  func lastToken(of verb: VerbPhrase) -> Int? {
    phrases[verb.phrases].last { phrase in
      switch phrase.kind {
      case .separator, .conjunction, .preposition, .relative, .adverb: false
      default: true
      }
    }?.tokens.upperBound
  }
}
