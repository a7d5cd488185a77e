import PortModel
import PortPage
import SourceDiagnostics

/// What a clause names and no reading took up, for the flow to be held against.
extension StatementReader {
  /// Keeps the parties that play no part in what the clause says: "is used for the backups of the archive server". Where the port's other
  /// sentences leave a side of the contact open, one of them may be that side.
  mutating func noteLeftOver() {
    guard hasUntaken, statement.sources.isEmpty || statement.destinations.isEmpty, statement.doubts.isEmpty,
      statement.negation == nil, statement.repeatsContact == nil, statement.hasVerb || joinsParty || isOnlyNames,
      isAboutContact,
      !phrases.contains(where: { if case .negation = $0.kind { true } else { false } })
    else { return }
    // Of those who use the port to some end, ``FlowResolver/checkUsers(_:_:_:_:)`` asks what they do, unless on the same host.
    if statement.sameHost != nil {
      statement.leftOver = statement.users.filter { isMachine($0.range) && !isTakenUp($0) }
    }
    for index in phrases.indices where phrases[index].isNominal && (!used.contains(index) || isTraffic(index)) {
      guard let mention = namedParty(index), !isTakenUp(mention) else { continue }
      statement.leftOver.append(mention)
    }
  }

  /// A noun that no reading took up, or traffic, stands in the clause, or somebody uses its port.
  private var hasUntaken: Bool {
    !statement.users.isEmpty
      || phrases.indices.contains { phrases[$0].isNominal && (!used.contains($0) || isTraffic($0)) }
  }

  /// Notes whether the clause speaks of its port and what its subject does is not read: "programs call functions via this port".
  mutating func noteThinness(_ clause: VerbPhraseReader) {
    if phrases.count <= 4, !statement.saysSomething, settingOfNeed == nil,
      phrases.contains(where: { if case .adverb(.only) = $0.kind { true } else { false } })
    {
      // "LAN sync only."
      statement.isThin = true
      return
    }
    guard statement.refersToPorts || pointsHere || !statement.expressions.isEmpty || statement.service != nil,
      !statement.hasParties,
      statement.requirement == nil, statement.negation == nil, statement.binding == nil, statement.noExternal == nil
    else { return }
    guard statement.hasVerb || statement.refersToPorts && statement.expressions.isEmpty else { return }
    let first = phrases.first.map { $0.noun != nil } == true ? PhraseSet(0) : PhraseSet()
    let subject = clause.result.first?.subject ?? clause.subject + first
    statement.isThin = subject.contains { index in
      phrases[index].noun != nil && !used.contains(index) && !isPort(index) && !isTraffic(index)
    }
  }

  private var isAboutContact: Bool {
    statement.hasParties || statement.isPortState || statement.refersToPorts || !statement.expressions.isEmpty
      || !statement.users.isEmpty || statement.direction != nil || statement.sameHost != nil
      || statement.purpose != nil && beginsWithUse || joinsParty || isOnlyNames
  }

  /// "The server streams events to the archive": a verb that says nothing of contacts, and a party where one of a contact would stand.
  private var joinsParty: Bool {
    phrases.indices.dropFirst().contains { index in
      // "The server monitors the databases."
      if case .verb(let verb, .third) = phrases[index - 1].kind, !verb.isOfAccess {
        return namedParty(index) != nil && namedParty(0) != nil
      }
      guard case .preposition(let preposition) = phrases[index - 1].kind else { return false }
      switch preposition {
      case .to, .from, .with, .between, .over: return namedParty(index) != nil
      case .by: return namedParty(index) != nil
      case .in, .at, .on: return namedParty(index).map { RoleName.endsInMachine($0.name) } ?? false
      default: return false
      }
    }
  }

  /// "Agents and consoles.": names of parties with a full stop, and nothing else. Items of a list have none.
  private var isOnlyNames: Bool {
    guard !statement.hasVerb, tokens[sentence.upperBound - 1].isMark("."), statement.expressions.isEmpty,
      phrases.count <= 5
    else { return false }
    return phrases.allSatisfy { phrase in
      switch phrase.kind {
      case .noun, .conjunction, .separator: true
      default: false
      }
    } && phrases.indices.contains { namedParty($0) != nil }
  }

  /// "Used to manage the archive server."
  private var beginsWithUse: Bool {
    let first = phrases.first { if case .adverb = $0.kind { false } else { true } }
    if case .verb(.use, .participle)? = first?.kind { return true }
    return false
  }

  /// The party that a phrase names beyond doubt: by a name of several words, one that the page knows, or one for a machine; or with an
  /// article and a capital: "the Directory".
  func namedParty(_ index: Int) -> Mention? {
    guard let noun = phrases[index].noun else { return nil }
    if noun.head == .event { return ownerOfTraffic(noun) }
    // "an instance of A" is a thing of A's.
    let isThing = tokens[noun.tokens].contains { lexicon[$0] == .preposition(.of) }
    guard !isThing,
      isProperParty(index) || (isTitled(noun) || isOwned(noun, index) || isAgent(noun, index)) && isParty(index)
    else { return nil }
    return mention(index)
  }

  /// "in your LDAP directory", "on your DNS servers"
  private func isOwned(_ noun: NounPhrase, _ index: Int) -> Bool {
    guard noun.determiner == .possessive, index > 0, case .preposition(let preposition) = phrases[index - 1].kind else {
      return false
    }
    switch preposition {
    case .in, .on, .at, .to, .from, .with: return true
    default: return false
    }
  }

  /// "announced by the telephone system"
  private func isAgent(_ noun: NounPhrase, _ index: Int) -> Bool {
    guard noun.determiner == .definite, index > 0, case .preposition(.by) = phrases[index - 1].kind else {
      return false
    }
    return true
  }

  private func isTitled(_ noun: NounPhrase) -> Bool {
    noun.determiner == .definite && noun.tokens.allSatisfy { tokens[$0].traits.contains(.capitalized) }
  }

  /// "requests of the agents"
  func ownerOfTraffic(_ noun: NounPhrase) -> Mention? {
    guard let of = noun.tokens.first(where: { lexicon[tokens[$0]] == .preposition(.of) }) else {
      return initiator(named: noun)
    }
    let owner = ((of + 1)..<noun.tokens.upperBound).drop {
      if case .determiner? = lexicon[tokens[$0]] { true } else { false }
    }
    guard let first = owner.first, let last = owner.last else { return nil }
    let range = bytes(first..<(last + 1))
    // "forwarders": a plural that nothing else explains.
    let isPlural =
      owner.count == 1 && lexicon[tokens[first]] == nil
      && page.file.bytes[tokens[first].range.upperBound - 1] == UInt8(ascii: "s")
    return isMachine(range) || isPlural ? names.mention(range) : nil
  }

  /// "agent connections", "client traffic", "incoming browser connections": words for those who connect to others.
  func initiator(named noun: NounPhrase) -> Mention? {
    guard noun.direction != .outbound, noun.service == nil, let head = noun.tokens.last, head > noun.tokens.lowerBound,
      lexicon[tokens[head]] == .event || Self.directed.contains(tokens[head].payload)
    else { return nil }
    let word = head - 1
    guard isInitiator(word),
      // "Agent communication" has no direction.
      Self.directed.contains(tokens[head].payload) || noun.direction == .inbound || isBefore(.to, head) || isListening,
      !hasOtherOpener
    else { return nil }
    var start = noun.tokens.lowerBound
    for index in noun.tokens.lowerBound..<word {
      switch lexicon[tokens[index]] {
      case .determiner, .direction, .quality(.external): start = index + 1
      case nil where isPartOfTitle(index, word): continue
      // "secure client connections", "optional client connections"
      default: return nil
      }
    }
    return names.mention(bytes(start..<head))
  }

  private func isInitiator(_ word: Int) -> Bool {
    tokens[word].kind == .word && Self.initiators.contains(tokens[word].payload)
  }

  /// "Orders Agent connections"; not "Secure client connections".
  private func isPartOfTitle(_ index: Int, _ word: Int) -> Bool {
    tokens[index].traits.contains(.capitalized)
      && (index > clause.lowerBound || tokens[word].traits.contains(.capitalized))
  }

  /// Reports "agent communication", "secure client connections", whose parties no reading took up.
  mutating func doubtInitiator(_ noun: NounPhrase) {
    guard let head = noun.tokens.last, head > noun.tokens.lowerBound, isInitiator(head - 1) else { return }
    let isFrom = phrases.contains { if case .preposition(.from) = $0.kind { true } else { false } }
    // "agent connections from A"; not "listens for agent connections and forwards them"
    if hasOtherOpener, isFrom || !isListening { return }
    let range = bytes((head - 1)..<head)
    guard !statement.doubts.contains(where: { $0.range.overlaps(range) }) else { return }
    if phrases.contains(where: { if case .preposition(.with) = $0.kind { true } else { false } }) {
      // "Agent communication with A"
      return statement.openSide = range
    }
    statement.doubts.append(
      (
        "whether \"\(page.visibleText(range))\" connects or listens is not said; write \"connects to …\" or \"listens on …\"",
        range
      ))
  }

  private var isListening: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.listen, _), .verb(.accept, _): true
      default: false
      }
    }
  }

  private func isBefore(_ preposition: WordClass.Preposition, _ index: Int) -> Bool {
    index + 1 < sentence.upperBound && lexicon[tokens[index + 1]] == .preposition(preposition)
  }

  /// "agent connections from A", "A opens agent connections": the clause says who connects.
  private var hasOtherOpener: Bool {
    phrases.indices.contains { index in
      switch phrases[index].kind {
      case .preposition(.by):
        // "used by A to listen for agent connections", "agent connections are accepted by A"
        !isListening && !(index > 0 && isUse(phrases[index - 1]))
      case .verb(.use, .base), .verb(.use, .third):
        // "A uses this port for agent access to B"
        phrases.indices.contains { $0 > index && isTo(phrases[$0]) }
      case .preposition(.from), .preposition(.between), .verb(.establish, _), .verb(.communicate, _),
        .verb(.send, _), .verb(.reach, _):
        true
      case .verb(.open, _), .verb(.other, _), .verb(.unknown, _): phrases[..<index].indices.contains { isParty($0) }
      default: false
      }
    }
  }

  private func isUse(_ phrase: Phrase) -> Bool { if case .verb(.use, _) = phrase.kind { true } else { false } }

  private func isTo(_ phrase: Phrase) -> Bool { if case .preposition(.to) = phrase.kind { true } else { false } }

  private static let directed = WordSet(["connection", "connections", "access", "request", "requests"])

  /// Reports "must be open inbound, not outbound".
  mutating func doubtOneDirection() -> Bool {
    let denied = phrases.indices.dropFirst().first { index in
      guard case .direction = phrases[index].kind, case .negation = phrases[index - 1].kind else { return false }
      return true
    }
    guard let denied else { return false }
    statement.refersToPorts = true
    statement.doubts.append(
      ("what holds for one direction only is not read; write who connects to whom", bytes(phrases[denied].tokens)))
    return true
  }

  /// Who opens a port: a noun in front of "must allow".
  private func isActor(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .thing || noun.head == .machine, index + 1 < phrases.count else {
      return false
    }
    if let name = names([index]).first {
      // "Administrators must allow"
      if Self.isVisitor(name) { return false }
    } else if noun.tokens.count == 1 {
      // "The firewall must allow"
      return false
    }
    var next = index + 1
    if case .modal = phrases[next].kind { next += 1 }
    guard next < phrases.count else { return false }
    switch phrases[next].kind {
    case .verb(.open, .base), .verb(.open, .third), .have: return true
    default: return false
    }
  }

  /// "Allow TCP 25 outbound", "TCP 25 outbound must be open", "open inbound and outbound".
  ///
  /// - Returns: Whether somebody else opens the port, which is reported.
  mutating func readLooseDirections() -> Bool {
    for index in phrases.indices.dropFirst() {
      guard case .direction(let direction) = phrases[index].kind else { continue }
      let isLoose: Bool
      switch phrases[index - 1].kind {
      case .ports, .pronoun, .verb(.open, _), .quality(.open): isLoose = true
      case .noun(let noun): isLoose = noun.head == .port
      case .conjunction:
        if index > 1, case .direction = phrases[index - 2].kind { isLoose = true } else { isLoose = false }
      default: isLoose = false
      }
      guard isLoose else { continue }
      guard let actor = phrases[..<index].indices.first(where: { isActor($0) }) else {
        state(direction: direction, bytes(phrases[index].tokens))
        continue
      }
      if let party = names([actor]).first {
        // "Agents must allow TCP 25 outbound."
        used.insert(actor)
        if direction == .outbound { add(sources: [party]) } else { add(destinations: [party]) }
        continue
      }
      // "Client firewalls must allow TCP 25 outbound."
      statement.isPortState = false
      statement.refersToPorts = true
      statement.leavesConditionOpen = true
      statement.doubts.append(
        ("whose traffic this is, is not read; write who connects to whom", bytes(phrases[actor].tokens)))
      return true
    }
    return false
  }

  /// "Hosts in the management network connect to this port."
  func hasPlaceAsSubject(_ index: Int) -> Bool {
    guard statement.sources.isEmpty, index + 2 < phrases.count, phrases[index + 2].noun != nil else { return false }
    switch phrases[index + 1].kind {
    case .preposition(.in), .preposition(.on), .preposition(.within): break
    default: return false
    }
    if index == 0 { return true }
    if case .adverb = phrases[index - 1].kind { return index == 1 }
    return false
  }

  /// Reports "Branches with a kiosk must open this port": what some only are asked for.
  mutating func doubtSomeOpeners(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, verb.modality == .must || verb.modality == .should, let last = verb.subject.last,
      last + 1 < phrases.count
    else { return false }
    switch phrases[last + 1].kind {
    case .preposition(.with), .preposition(.without): break
    default: return false
    }
    pass(verb)
    statement.leavesConditionOpen = true
    statement.refersToPorts = true
    statement.doubts.append(
      ("what is asked for by some only has no place in a specification; say under which condition", bytes(of: verb)))
    return true
  }

  /// "on the agents"
  func isPlaceOfParty(_ index: Int) -> Bool {
    guard case .preposition(.on) = phrases[index - 1].kind else { return false }
    return isParty(index)
  }

  /// "TCP 8443 (inbound): agents", "TCP 443: browsers": names beside a port and nothing else, which are those who connect where the port is
  /// inbound and the word is one for such.
  mutating func readSidesOfLabel() {
    guard statement.expressions.count == 1, !statement.hasParties,
      statement.condition == nil
    else { return }
    var initiators = PhraseSet()
    for (index, phrase) in phrases.enumerated() {
      switch phrase.kind {
      case .ports, .separator, .conjunction, .opening, .closing, .direction, .quality: continue
      case .noun(let noun):
        if noun.head == .event || noun.head == .port { continue }
        if index > 0, case .preposition = phrases[index - 1].kind { return }
        guard isParty(index), let last = noun.tokens.last, Self.initiators.contains(tokens[last].payload) else {
          return
        }
        initiators.insert(index)
      default: return
      }
    }
    guard !initiators.isEmpty else { return }
    if statement.direction?.value == .inbound {
      add(sources: mentions(initiators))
    } else {
      for one in names(initiators) where !statement.bystanders.contains(one) { statement.bystanders.append(one) }
    }
  }

  private static let initiators = WordSet(
    [
      "agent", "agents", "client", "clients", "browser", "browsers", "user", "users", "administrator", "administrators",
      "sensor", "sensors", "probe", "probes", "workstation", "workstations",
    ])

  /// A name that the page knows, or one for a machine.
  private func isMachine(_ range: SourceRange) -> Bool {
    names.isKnown(range) || RoleName.endsInMachine(page.visibleText(range))
  }

  private func isTakenUp(_ mention: Mention) -> Bool {
    func has(_ parties: [Mention]) -> Bool { parties.contains { $0.key == mention.key } }
    return has(statement.sources) || has(statement.destinations) || has(statement.places)
      || has(statement.neighbours) || has(statement.bystanders) || statement.initiator?.key == mention.key
  }
}
