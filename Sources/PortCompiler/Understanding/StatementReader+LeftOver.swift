import PortModel
import PortPage
import SourceDiagnostics

/// What a clause names and no reading took up, for the flow to be held against.
extension StatementReader {
  /// Keeps the parties that play no part in what the clause says: "is used for the backups of the archive server". Where the port's other
  /// sentences leave a side of the contact open, one of them may be that side.
  mutating func noteLeftOver() {
    forgetOwnContact()
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

  /// "Pool coordination (API to API)": a remark on what speaks with what, which names one thing twice.
  private mutating func forgetOwnContact() {
    guard !statement.hasVerb, !statement.destinations.isEmpty, let own = ownContact else { return }
    let range = bytes(own)
    statement.sources.removeAll { range.contains($0.range) }
    statement.destinations.removeAll { range.contains($0.range) }
  }

  /// "(API to API)"
  private var ownContact: Range<Int>? {
    for to in clause.dropFirst(2) where lexicon[tokens[to]] == .preposition(.to) {
      guard let close = clause.first(where: { $0 > to && tokens[$0].isMark(")") }) else { return nil }
      let count = close - to - 1
      guard count > 0, to - count > clause.lowerBound, tokens[to - count - 1].isMark("("),
        tokens[(to - count)..<to].map(\.payload) == tokens[(to + 1)..<close].map(\.payload)
      else { continue }
      return (to - count)..<close
    }
    return nil
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

  /// A name that the page knows, or one for a machine.
  private func isMachine(_ range: SourceRange) -> Bool {
    names.isKnown(range) || RoleName.endsInMachine(page.visibleText(range))
  }

  private func isTakenUp(_ mention: Mention) -> Bool {
    func has(_ parties: [Mention]) -> Bool { parties.contains { $0.key == mention.key } }
    return has(statement.sources) || has(statement.destinations) || has(statement.places)
      || has(statement.neighbours) || has(statement.bystanders) || statement.initiator?.key == mention.key
      || statement.listener?.key == mention.key
  }
}
