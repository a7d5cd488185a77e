import PortModel
import PortPage
import SourceDiagnostics

/// What the words of a clause say before its verbs do.
extension StatementReader {
  mutating func interpret() {
    if phrases.count == 1, case .ports = phrases[0].kind {
      // "TCP 443", as most titles are.
      noteReferences()
      antecedent = nil
      if phrases[0].tokens == clause, statement.condition == nil, statement.sameHost == nil { return }
      return finish()
    }
    noteRemarks()
    noteLeadingRemark()
    dropLeadingPurpose()
    dropProductRemark()
    readSideBySide()
    readPlainSides()
    noteReferences()
    noteTransportRemark()
    readPossessor()
    for index in phrases.indices.dropFirst(2) where isExpansion(index) { used.insert(index) }
    noteAlternative()
    noteDefaultNumber()
    noteSuggestedNumber()
    readArrow()
    var clause = VerbPhraseReader(phrases)
    if clause.result.count > 1 { clause.result = withAgents(clause.result) }
    let isFragment = clause.result.isEmpty && !hasAuxiliaryAlone
    statement.hasVerb = !isFragment
    statement.speaksOfAccess = speaksOfAccess
    statement.speaksOfTraffic = phrases.indices.contains { isConnection($0) }
    noteThatHost()
    noteTopic(clause)
    isVerified = clause.isVerified
    for complement in withoutPurposes(clause.leading) { readComplement(complement, of: nil) }
    for (index, verb) in clause.result.enumerated() {
      var parent = verb.isPurpose ? clause.result[..<index].last { !$0.isPurpose } : nil
      if parent == nil, verb.isPurpose { parent = use(ofPurposeAt: index, clause.result) }
      if verb.isPurpose, index > 0, clause.result[index - 1].isPurpose,
        clause.result[index - 1].predicate == .verb(.open),
        clause.result[index - 1].objects.contains(where: { isParty($0) })
      {
        // "open the port to allow A to connect to B"
        parent = clause.result[index - 1]
      }
      if isRefused(verb, behind: index > 0 ? clause.result[index - 1] : nil),
        isContact(verb)
      {
        objection = (
          "what is refused or fails does not say who connects; say who may connect", bytes(of: verb)
        )
      }
      let (sources, destinations) = (statement.sources, statement.destinations)
      interpret(verb, parent: parent, isVerified: clause.isVerified)
      objectToOpener(verb)
      settleTurnedRoles(verb, behind: clause.result[..<index], sources, destinations)
      settleFurtherContact(verb, behind: clause.result[..<index], sources, destinations)
    }
    if clause.result.isEmpty {
      readSubjectTraffic(clause.subject, isNegated: false)
      if isFragment, !readDirectionLabel() {
        readFragment()
        readSidesOfLabel()
      }
    }
    doubtRelativeSubject(clause)
    noteUnsupportedChange(clause)
    noteDisregard()
    noteClosingByOthers()
    if let objection, statement.hasParties { giveUp(objection.message, objection.range) }
    doubtOpenEnd()
    judgeResidue(clause)
    noteThinness(clause)
    forgetAsides(clause)
    distrustAims(clause)
    distrustUncertainNeeds(clause)
    distrustChains(clause)
    finish()
  }

  /// Notes what the words alone say: references to ports, services, transports, defaults.
  mutating func noteReferences() {
    if statement.expressions.contains(where: \.isDefault) { state(binding: .default, statement.range) }
    for (index, phrase) in phrases.enumerated() {
      switch phrase.kind {
      case .noun(let noun):
        if noun.head == .port {
          statement.refersToPorts = true
          if noun.determiner == .demonstrative, noun.tokens.contains(where: { tokens[$0].payload == Self.ports }) {
            statement.refersToSeveral = true
          }
          if Self.both.contains(tokens[phrase.tokens.lowerBound].payload) { statement.refersToSeveral = true }
          if noun.determiner == .definite, let only = noun.transports.only { statement.portTransport = only }
          if tokens[phrase.tokens].contains(where: { Self.listWords.contains($0.payload) }) {
            statement.refersToList = true
            statement.refersAbove = tokens[phrase.tokens].contains { $0.payload == Self.above }
          }
          if noun.determiner == .quantifier, isAll(noun, phrase) { statement.refersToAllPorts = true }
          if noun.qualities.contains(.default), !isDenied(index) { state(binding: .default, bytes(phrase.tokens)) }
          if isLabel(index), startsWithRequired(phrases[0]), index <= 1 {
            // "Required ports: TCP 22, UDP 161"
            state(requirement: .required, bytes(phrase.tokens))
          }
          if noun.qualities.contains(.optional), isBehindLabel(index) {
            state(requirement: .optional, bytes(phrase.tokens))
          }
        }
        if noun.head == .thing, isOfTable(noun, phrase) {
          // "The following table shows the default ports."
          let isOfDefaults = phrases.contains {
            $0.noun.map { $0.head == .port && $0.qualities.contains(.default) } ?? false
          }
          if isOfDefaults { statement.refersToList = true }
        }
        if noun.head == .thing, isOfPage(noun, phrase), phrases.contains(where: { isDefaultPorts($0) }) {
          // "This topic lists the default ports."
          statement.refersToSection = true
        }
        if noun.head == .event, tokens[phrase.tokens].contains(where: { Self.listWords.contains($0.payload) }) {
          // "Allow the following inbound connections."
          statement.refersToList = true
        }
        if noun.head == .port || noun.head == .event || isTransport(noun) {
          if isRefusedTransport(index) {
            hasRefusedTransport = true
            statement.refusedTransports.formUnion(noun.transports)
          } else {
            statement.transports.formUnion(noun.transports)
          }
        }
        note(service: noun)
        if isSameHost(noun, phrase), !isDenied(index), !speaksOfOtherHost {
          statement.sameHost = bytes(phrase.tokens)
          hasSameHostRemark =
            isRemark(index) || tokens[noun.tokens].contains { $0.isMarked(.loopback) || $0.kind == .dotted }
        }
        if tokens[noun.tokens].contains(where: { Self.bothWays.contains($0.payload) }) {
          goesBothWays =
            goesBothWays || noun.head == .event
            || noun.determiner == .quantifier && tokens[phrase.tokens].contains { Self.directions.contains($0.payload) }
        }
      // "for both inbound and outbound traffic"
      case .direction(let direction)
      where index + 2 < phrases.count && phrases[index + 2].noun?.head == .event
        && phrases[index + 2].noun?.direction != nil:
        if case .conjunction = phrases[index + 1].kind, let noun = phrases[index + 2].noun, let other = noun.direction {
          state(direction: direction, bytes(phrase.tokens))
          state(direction: other, bytes(phrases[index + 2].tokens))
        }
      case .quality(.default) where index > 0:
        if case .preposition(.by) = phrases[index - 1].kind, saysWhichPort(behind: index) {
          state(binding: .default, bytes(phrase.tokens))
        }
      // "TCP 443 – optional, used by …", "(optional, for reporting)", "[Optional]"
      case .quality(.optional) where isBehindLabel(index) || isBehindBracket(phrase):
        state(requirement: .optional, bytes(phrase.tokens))
      // "TCP 5432 (local)", "TCP 5432 (local only)"
      case .quality(.local) where isRemark(index) && !isDenied(index):
        statement.sameHost = bytes(phrase.tokens)
        hasSameHostRemark = true
      case .adverb(.locally) where speaksOfTraffic:
        statement.sameHost = bytes(phrase.tokens)
      case .adverb where tokens[phrase.tokens].contains(where: { Self.bothWays.contains($0.payload) }):
        goesBothWays = true
      case .adverb where tokens[phrase.tokens.lowerBound].payload == Self.internally && isUsed(before: index):
        state(direction: .internal, bytes(phrase.tokens))
      case .adverb(.optionally):
        state(requirement: .optional, bytes(phrase.tokens))
      case .ports(let expression):
        if let service = statement.expressions[expression].service {
          let found = statement.expressions[expression]
          note(service, at: found.isServiceBehind ? found.tokens.upperBound + 1 : found.tokens.lowerBound)
        }
        if index == 1, phrases[0].tokens.count == 1, startsWithRequired(phrases[0]),
          lexicon[tokens[phrase.tokens.lowerBound]] == .port
        {
          // "Required ports: TCP 22, UDP 161"
          state(requirement: .required, bytes(phrases[0].tokens))
        }
        // "outbound TCP 443"
        if index > 0, let noun = phrases[index - 1].noun, noun.tokens.count == 1, let direction = noun.direction {
          state(direction: direction, bytes(noun.tokens))
        }
      default: continue
      }
    }
  }

  private static let ports = Token.hash("ports")

  mutating func state(binding: Flow.Binding, _ range: SourceRange) {
    if let earlier = statement.binding, earlier.value != binding { hasTwoBindings = true }
    if let earlier = statement.binding, earlier.value == .fixed { return }
    statement.binding = Located(binding, at: range)
  }

  mutating func state(requirement: StatedRequirement, _ range: SourceRange) {
    if statement.requirement == nil { statement.requirement = Located(requirement, at: range) }
  }

  mutating func state(direction: Flow.Direction, _ range: SourceRange) {
    if let earlier = statement.direction, earlier.value != direction {
      // "for incoming and outgoing connections"
      if earlier.value != .internal, direction != .internal {
        bothDirections = earlier.range.union(range)
        statement.isBidirectional = true
        statement.direction = nil
      }
      return
    }
    if direction == .internal || !statement.isBidirectional { statement.direction = Located(direction, at: range) }
  }

  func bytes(_ range: Range<Int>) -> SourceRange { sourceRange(tokens, range) }

  private var hasDefaultBetweenPorts: Bool {
    guard let word = clause.first(where: { lexicon[tokens[$0]] == .quality(.default) }) else { return false }
    let own = statement.expressions.map(\.tokens)
    guard own.contains(where: { $0.upperBound <= word }), let next = own.first(where: { $0.lowerBound > word }) else {
      return false
    }
    return (word..<next.lowerBound).contains { if case .conjunction? = lexicon[tokens[$0]] { true } else { false } }
  }

  mutating func finish() {
    if let anotherPort { return settle(anotherPort: anotherPort) }
    noteVisitors()
    noteRefusedPlaces()
    distrustSeveralPorts()
    distrustAddresses()
    distrustAllPorts()
    distrustSameHost()
    if statement.sameHost != nil, !hasSameHostRemark, !statement.hasParties, let topic = subjectMentions,
      !topic.isEmpty,
      !introducesItsSubject
    {
      statement.neighbours = topic + comparedHosts
    }
    if !hasMixedRemarks, statement.expressions.count > 1, statement.binding?.value == .default, hasDefaultBetweenPorts {
      // "TCP 25 by default or TCP 587": the default of one.
      statement.binding = nil
      statement.condition = nil
      statement.doubts.append(
        ("which of these ports is the default is not read; write a sentence for each", statement.range))
    }
    if hasMixedRemarks {
      statement.requirement = nil
      statement.binding = nil
      statement.doubts.append(
        ("what stands in parentheses holds for one of these ports; write a sentence for each", statement.range))
    }
    if hasSeveralServices {
      statement.service = nil
      statement.serviceText = nil
      for (index, expression) in statement.expressions.enumerated() where expression.transports.isEmpty {
        guard let transport = expression.service?.transport else { continue }
        statement.expressions[index].transports = [transport]
        statement.expressions[index].transportRule = .registry
      }
    }
    distrustTransports()
    distrustTransportRemark()
    noteFirewalls()
    distrustUnnumberedPorts()
    distrustUnnamedHosts()
    distrustThatHost()
    distrustCircumstances()
    if let both = bothDirections, !statement.hasParties {
      statement.doubts.append(
        (
          "traffic in both directions is two flows, and the other side of each is not named; write a sentence for each",
          both
        ))
    }
    distrustMixedParties()
    distrustTurningWords()
    distrustCrossing()
    distrustLikewise()
    distrustSelection()
    distrustMixedDirections()
    if goesBothWays, !statement.sources.isEmpty, !statement.destinations.isEmpty { statement.isBidirectional = true }
    // "internal communications between A and B on the X host": both are on that machine.
    if statement.direction?.value == .internal, statement.isBidirectional, statement.sameHost == nil,
      statement.places.count == 1, RoleName.endsInMachine(statement.places[0].name),
      !statement.places[0].name.hasSuffix("s")
    {
      statement.sameHost = statement.places[0].range
    }
    if statement.neighbours.isEmpty, statement.direction == nil, let range = statement.sameHost {
      statement.direction = Located(.internal, at: range)
    }
    if let range = statement.noExternal, statement.direction == nil {
      statement.direction = Located(.internal, at: range)
    }
    if statement.direction != nil, statement.direction?.value != .internal, antecedent != nil, !phrases.isEmpty,
      isPersonalPronoun(0), acceptsSomething
    {
      // "They must accept incoming connections", whoever they are.
      statement.direction = nil
    }
    distrustDenials()
    distrustDefaults()
    distrustOtherTopics()
    distrustRestrictions()
    distrustRestrictedPlaces()
    distrustConditionTopics()
    distrustReplies()
    settleCondition()
    distrustRulings()
    noteLeftOver()
  }
}
