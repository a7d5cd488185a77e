import PortModel
import PortPage
import SourceDiagnostics

/// What turns the meaning of a clause and was taken up by no reading: then nothing is said rather than the opposite.
extension StatementReader {
  /// Gives up what the clause says of parties, requirements and conditions; its ports stay.
  mutating func giveUp(_ message: String, _ range: SourceRange) {
    var doubtful = Statement(range: statement.range)
    doubtful.expressions = statement.expressions
    doubtful.sharesPorts = statement.sharesPorts
    doubtful.hasVerb = statement.hasVerb
    doubtful.refersToPorts = statement.refersToPorts
    doubtful.speaksOfAccess = statement.speaksOfAccess
    doubtful.service = statement.service
    doubtful.serviceText = statement.serviceText
    doubtful.leavesConditionOpen = statement.condition != nil || statement.leavesConditionOpen
    doubtful.doubts = [(message, range)]
    statement = doubtful
  }

  // MARK: Denials

  /// "Inbound from A, but not from B", "connections from A are never accepted": a denial that no reading took up.
  mutating func distrustDenials() {
    if let index = phrases.indices.first(where: { isNotOnly($0) }), statement.saysSomething {
      return giveUp("\"not only\" is not understood; write a sentence for each case", bytes(phrases[index].tokens))
    }
    guard statement.hasParties || statement.requirement != nil, statement.negation == nil, statement.noExternal == nil,
      statement.noInbound == nil || statement.hasParties, statement.fallback == nil,
      statement.doubts.allSatisfy({ isOfPronoun($0.range) }),
      !isClosing,
      !isDeniedUnless
    else { return }
    let denials = phrases.indices.filter { isDenial($0) }
    guard !denials.isEmpty else { return }
    let verbs = VerbPhraseReader(phrases).result
    guard let index = denials.first(where: { !isTakenUp(denial: $0, verbs) }) else { return }
    giveUp(
      "what \"\(page.visibleText(bytes(phrases[index].tokens)))\" denies is not understood; say who may connect, and when",
      bytes(phrases[index].tokens))
  }

  private func isNotOnly(_ index: Int) -> Bool {
    guard index + 1 < phrases.count, case .negation = phrases[index].kind, case .adverb(.only) = phrases[index + 1].kind
    else { return false }
    return true
  }

  private func isDenial(_ index: Int) -> Bool {
    switch phrases[index].kind {
    case .negation, .modal(.impossible): true
    case .noun(let noun):
      // "no configuration" denies nothing of ports.
      noun.determiner == .negative && (noun.head != .thing || isParty(index) || isPerson(noun))
    // "everywhere but the Internet"; not "A connects, but B does not".
    case .conjunction(.but): isExclusion(index)
    default: false
    }
  }

  private func isPerson(_ noun: NounPhrase) -> Bool {
    tokens[noun.tokens].contains { Self.persons.contains($0.payload) }
  }

  private static let persons = WordSet(["one", "body", "client", "clients", "user", "users"])

  private func isExclusion(_ index: Int) -> Bool {
    guard index > 0, index + 1 < phrases.count, phrases[index - 1].isNominal, phrases[index + 1].noun != nil else {
      return false
    }
    guard index + 2 < phrases.count else { return true }
    switch phrases[index + 2].kind {
    case .verb(_, .third), .verb(_, .base), .be, .have, .do, .modal:
      return tokens[phrases[index - 1].tokens].contains {
        lexicon[$0] == .determiner(.quantifier)
      }
    default: return true
    }
  }

  /// What is said of the port itself: "not configurable", "not optional", "need not be open"; or a remark: "(not encrypted)".
  private func isTakenUp(denial index: Int, _ verbs: [VerbPhrase]) -> Bool {
    let range = bytes(phrases[index].tokens)
    if statement.requirement.map({ $0.range.contains(range) && $0.value != .required || isOfQuality(index, $0.range) })
      == true
    {
      return true
    }
    if statement.binding.map({ $0.range.contains(range) }) == true { return true }
    return isInRemark(index) || isInPurpose(index, verbs) || isOfPort(index)
  }

  /// "on TCP 443, not on TCP 80"
  private func isOfPort(_ index: Int) -> Bool {
    for phrase in phrases[(index + 1)...].prefix(2) {
      switch phrase.kind {
      case .preposition: continue
      case .ports(let port): return statement.expressions[port].standing == .negated
      default: return false
      }
    }
    return false
  }

  /// "is not optional"
  private func isOfQuality(_ index: Int, _ stated: SourceRange) -> Bool {
    for phrase in phrases[(index + 1)...].prefix(4) where stated.contains(bytes(phrase.tokens)) {
      switch phrase.kind {
      case .quality(.optional), .quality(.mandatory), .verb(.close, _), .quality(.closed): return true
      case .be, .adverb, .verb(.other, _), .noun, .pronoun: continue
      default: return false
      }
    }
    return false
  }

  private func isInRemark(_ index: Int) -> Bool {
    guard let opening = phrases[..<index].lastIndex(where: { if case .opening = $0.kind { true } else { false } }),
      let closing = phrases[index...].firstIndex(where: { if case .closing = $0.kind { true } else { false } })
    else { return false }
    return !phrases[opening..<closing].contains { phrase in
      switch phrase.kind {
      case .preposition, .ports, .verb(.use, _), .verb(.require, _), .verb(.open, _), .verb(.close, _), .quality: true
      default: false
      }
    }
  }

  /// "so as not to lose data", "to make sure that no data is lost"
  private func isInPurpose(_ index: Int, _ verbs: [VerbPhrase]) -> Bool {
    verbs.contains { verb in
      guard verb.isPurpose, verb.phrases.contains(index + 1) || verb.phrases.contains(index) else { return false }
      switch verb.predicate {
      case .verb(.other), .verb(.unknown), .verb(.fail), .verb(.check), .verb(.change): return true
      default: return false
      }
    }
  }

  /// Whether a verb of contact names what somebody refuses or fails to do: "refuses to connect", "is prevented from connecting".
  func isRefused(_ verb: VerbPhrase, behind previous: VerbPhrase?) -> Bool {
    guard let previous, case .verb(_, let form) = phrases[verb.phrases.lowerBound].kind,
      verb.isPurpose || form == .gerund
    else { return false }
    switch previous.predicate {
    case .verb(.close), .verb(.fail): return !previous.isNegated
    case .be: return previous.qualities.contains(.failing)
    case .verb: return false
    }
  }

  /// A name of several words with capitals, one that the page knows, or one for a machine: "Orders Client", "the agents"; not "heartbeat".
  func isProperParty(_ index: Int) -> Bool {
    guard isParty(index), let noun = phrases[index].noun else { return false }
    let words = noun.tokens.filter { tokens[$0].kind == .word }
    if words.count > 1, words.allSatisfy({ tokens[$0].traits.contains(.capitalized) }) { return true }
    let range = bytes(noun.tokens)
    return names.isKnown(range) || RoleName.endsInMachine(page.visibleText(range))
  }

  /// "A connects to B, as does C", "and so does C": the flow of C is not read.
  mutating func distrustLikewise() {
    guard statement.hasParties else { return }
    let likewise = sentence.dropFirst().dropLast().first { index in
      switch lexicon[tokens[index]] {
      case .do, .have, .be: break
      default: return false
      }
      guard tokens[index - 1].kind == .word else { return false }
      if tokens[index - 1].payload == Self.as { return clause.contains(index) }
      // Not "so do not open it".
      guard tokens[index - 1].payload == Self.so, index - 2 > sentence.lowerBound else { return false }
      return tokens[index - 2].isMark(";") || lexicon[tokens[index - 2]] == .conjunction(.and)
    }
    guard let likewise else { return }
    statement.doubts.append(
      ("who else does this is not read; name all who connect in one list", tokens[likewise].range))
  }

  private static let so = Token.hash("so")

  /// "Only agents that are outside connect": which of them is part of what is said.
  mutating func distrustSelection() {
    guard statement.hasParties, phrases.count > 3, case .adverb(.only) = phrases[0].kind, phrases[1].noun != nil,
      case .relative = phrases[2].kind
    else { return }
    statement.doubts.append(
      ("\"only\" selects some of them, which no name says; name those who connect", bytes(phrases[1].tokens)))
  }

  // MARK: Crossing lists

  /// "from A to B, and from B to C": which belongs to which is not read.
  mutating func distrustCrossing() {
    guard statement.sources.count > 1, statement.destinations.count > 1, statement.doubts.isEmpty else { return }
    var starts = (from: 0, to: 0)
    for (index, phrase) in phrases.enumerated() {
      // "from A and from B to C" has one list of each.
      guard case .preposition(let preposition) = phrase.kind, index + 1 < phrases.count, phrases[index + 1].isNominal
      else { continue }
      if preposition == .from { starts.from += 1 }
      if preposition == .to { starts.to += 1 }
    }
    // "agents to hub, hub to database": pairs without a verb.
    let isPairs = !statement.hasVerb && starts.from == 0
    guard starts.to > 1, starts.from > 1 || isPairs else { return }
    giveUp("which of these contacts the port is for is not said; write a sentence for each", statement.range)
  }

  /// "uses this port to reach B, which queries C": two contacts that were not parted.
  mutating func distrustChains(_ clause: VerbPhraseReader) {
    guard statement.hasParties, clause.result.count > 1, clause.result.count(where: { isContact($0) }) > 1 else {
      return
    }
    let isChain = phrases.indices.dropFirst().contains { index in
      guard case .relative = phrases[index].kind, case .separator = phrases[index - 1].kind else { return false }
      return clause.result.contains { isContact($0) && $0.phrases.lowerBound > index }
        && clause.result.contains { isContact($0) && $0.phrases.lowerBound < index }
    }
    guard isChain else { return }
    giveUp("which of these contacts the port is for is not said; write a sentence for each", statement.range)
  }

  /// "Open TCP 443 inbound and TCP 8443 outbound": each port has its direction.
  mutating func distrustMixedDirections() {
    guard statement.expressions.count > 1, statement.expressions.count(where: { $0.standing == .topic }) > 1 else {
      return
    }
    let directions = tokens[clause].filter {
      lexicon[$0] == .direction(.inbound) || lexicon[$0] == .direction(.outbound)
    }
    guard directions.count > 1, directions.contains(where: { lexicon[$0] != lexicon[directions[0]] }) else { return }
    giveUp("which port has which direction is not read; write a sentence for each port", statement.range)
  }

  // MARK: Conditions

  /// "If TLS is enabled this port must be open": without a comma, where the condition ends is not certain.
  func overreaches(_ range: Range<Int>) -> Bool {
    var finite = 0
    var isInVerb = false
    var hasJoint = false
    for index in range {
      let token = tokens[index]
      // "if you use a proxy, leave it closed"
      if token.isMark(","), index + 1 < range.upperBound,
        case .verb(_, .base(isNoun: false))? = lexicon[tokens[index + 1]]
      {
        return true
      }
      switch lexicon[token] {
      case .be, .have, .modal, .do, .verb(_, .third(isNoun: false)):
        if !isInVerb { finite += 1 }
        isInVerb = true
        if finite > 1 { return true }
      case .negation, .adverb: continue
      case .conjunction:
        hasJoint = true
        (finite, isInVerb) = (0, false)
      case .relative:
        (finite, isInVerb) = (finite - 1, false)
      // "if A or if B"
      case .subordinator where hasJoint:
        if case .conjunction? = lexicon[tokens[index - 1]] { continue }
        return true
      default: isInVerb = false
      }
    }
    return false
  }

  mutating func tooLong() -> SharedStatement {
    statement.hasVerb = true
    if !expressions.isEmpty {
      statement.doubts.append(
        (
          "this sentence has more than \(Self.longestSentence.tokens) words, \(PhraseSet.capacity) phrases or \(Self.longestSentence.bytes) bytes; only its ports are read",
          statement.range
        ))
    }
    return finished()
  }
}
