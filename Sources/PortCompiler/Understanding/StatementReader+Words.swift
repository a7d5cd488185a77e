import PortModel
import PortPage
import SourceDiagnostics

/// What the words of a clause say before its verbs do.
extension StatementReader {
  mutating func interpret() {
    if phrases.count == 1, case .ports = phrases[0].kind {
      // "TCP 443", as most titles are: nothing else to find.
      noteReferences()
      antecedent = nil
      return finish()
    }
    noteRemarks()
    noteReferences()
    readArrow()
    let clause = VerbPhraseReader(phrases)
    let isFragment = clause.result.isEmpty && !hasAuxiliaryAlone
    statement.hasVerb = !isFragment
    noteTopic(clause)
    isVerified = clause.isVerified
    for complement in clause.leading { readComplement(complement, of: nil) }
    for index in clause.result.indices {
      let parent = clause.result[index].isPurpose ? clause.result[..<index].last { !$0.isPurpose } : nil
      interpret(clause.result[index], parent: parent, isVerified: clause.isVerified)
    }
    if clause.result.isEmpty {
      readSubjectTraffic(clause.subject, isNegated: false)
      if isFragment, !readDirectionLabel() { readFragment() }
    }
    doubtOpenEnd()
    judgeResidue(clause)
    forgetAsides(clause)
    distrustAims(clause)
    finish()
  }

  /// "The manual has another": a sentence all the same.
  private var hasAuxiliaryAlone: Bool {
    statement.expressions.isEmpty
      && phrases.contains { phrase in
        switch phrase.kind {
        case .have, .do: true
        default: false
        }
      }
  }

  /// "agents → server", "agents -> server"; a chain of arrows does not tell which of them is the port's.
  private mutating func readArrow() {
    var arrows = PhraseSet()
    for index in phrases.indices {
      guard case .separator = phrases[index].kind else { continue }
      let first = tokens[phrases[index].tokens.lowerBound]
      if first.kind == .arrow || phrases[index].tokens.count == 2 && first.isMark("-") { arrows.insert(index) }
    }
    guard let arrow = arrows.first, arrow > 0, arrow + 1 < phrases.count else { return }
    let left = names([arrow - 1])
    let right = names([arrow + 1])
    guard !left.isEmpty, !right.isEmpty else { return }
    used.formUnion([arrow - 1, arrow + 1])
    guard arrows.count == 1 else {
      statement.doubts.append(
        ("which of these contacts the port is for is not said; write a sentence for each", bytes(phrases[arrow].tokens))
      )
      return
    }
    add(sources: left)
    add(destinations: right)
  }

  /// Takes out remarks of one word in parentheses: "(optional)", "(outbound)".
  mutating func noteRemarks() {
    var index = 0
    while index + 2 < phrases.count {
      if case .opening = phrases[index].kind, case .closing = phrases[index + 2].kind, noteRemark(phrases[index + 1]) {
        phrases.removeSubrange(index..<(index + 3))
      } else {
        index += 1
      }
    }
  }

  /// "Inbound: agents", "Outbound connections: none": who is on the other side.
  private mutating func readDirectionLabel() -> Bool {
    guard phrases.count >= 3, case .separator = phrases[1].kind,
      tokens[phrases[1].tokens.lowerBound].isMark(":")
    else { return false }
    var direction: Flow.Direction?
    if case .direction(let found) = phrases[0].kind { direction = found }
    if let noun = phrases[0].noun, noun.head == .event { direction = noun.direction }
    guard let direction, direction != .internal else { return false }
    let range = bytes(phrases[0].tokens)
    let value = phrases[2].tokens.lowerBound..<phrases[phrases.count - 1].tokens.upperBound
    if tokens[value].allSatisfy({ $0.kind != .word || Self.nothing.contains($0.payload) }) {
      if statement.direction?.range == range { statement.direction = nil }
      return true
    }
    var parties = PhraseSet()
    for index in 2..<phrases.count {
      switch phrases[index].kind {
      case .noun where isParty(index): parties.insert(index)
      case .conjunction, .separator: continue
      default: return false
      }
    }
    state(direction: direction, range)
    if direction == .inbound { add(sources: mentions(parties)) } else { add(destinations: mentions(parties)) }
    return true
  }

  private static let nothing = WordSet(["none", "no", "nothing", "n", "a", "na"])

  /// A fragment says by its words alone what a sentence says by its verb: "TCP 443, inbound, optional."
  mutating func readFragment() {
    for (index, phrase) in phrases.enumerated() {
      // "by default, backups run daily" is about something else.
      if index > 0, case .preposition = phrases[index - 1].kind { continue }
      if index > 0, case .negation = phrases[index - 1].kind { noteDenied(phrase) } else { _ = noteRemark(phrase) }
    }
  }

  /// "not configurable"; what else a fragment denies is not known.
  private mutating func noteDenied(_ phrase: Phrase) {
    switch phrase.kind {
    case .quality(.configurable): state(binding: .fixed, bytes(phrase.tokens))
    case .quality(.fixed): state(binding: .default, bytes(phrase.tokens))
    default: break
    }
  }

  mutating func noteRemark(_ phrase: Phrase) -> Bool {
    let range = bytes(phrase.tokens)
    switch phrase.kind {
    case .direction(let direction): state(direction: direction, range)
    case .quality(.optional): state(requirement: .optional, range)
    case .quality(.mandatory), .verb(.require, .participle): state(requirement: .required, range)
    case .quality(.recommended), .verb(.recommend, .participle): state(requirement: .recommended, range)
    case .quality(.default), .quality(.configurable): state(binding: .default, range)
    case .quality(.fixed): state(binding: .fixed, range)
    default: return false
    }
    return true
  }

  /// Notes what the words alone say: references to ports, services, transports, defaults.
  mutating func noteReferences() {
    if statement.expressions.contains(where: \.isDefault) { state(binding: .default, statement.range) }
    for (index, phrase) in phrases.enumerated() {
      switch phrase.kind {
      case .noun(let noun):
        if noun.head == .port {
          statement.refersToPorts = true
          if noun.determiner == .definite, let only = noun.transports.only { statement.portTransport = only }
          if tokens[phrase.tokens].contains(where: { Self.listWords.contains($0.payload) }) {
            statement.refersToList = true
          }
          if noun.qualities.contains(.default) { state(binding: .default, bytes(phrase.tokens)) }
        }
        if noun.head == .port || noun.head == .event || isTransport(noun) {
          statement.transports.formUnion(noun.transports)
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
        if case .conjunction = phrases[index + 1].kind { state(direction: direction, bytes(phrase.tokens)) }
      case .quality(.default) where index > 0:
        if case .preposition(.by) = phrases[index - 1].kind, saysWhichPort(behind: index) {
          state(binding: .default, bytes(phrase.tokens))
        }
      // "TCP 5432 (local)", "TCP 5432 (local only)"
      case .quality(.local) where isRemark(index) && !isDenied(index):
        statement.sameHost = bytes(phrase.tokens)
        hasSameHostRemark = true
      case .adverb(.locally) where speaksOfTraffic:
        statement.sameHost = bytes(phrase.tokens)
      case .adverb where tokens[phrase.tokens].contains(where: { Self.bothWays.contains($0.payload) }):
        goesBothWays = true
      case .adverb(.optionally):
        state(requirement: .optional, bytes(phrase.tokens))
      case .ports(let expression):
        if let service = statement.expressions[expression].service {
          note(service, at: statement.expressions[expression].tokens.lowerBound)
        }
        // "outbound TCP 443"
        if index > 0, let noun = phrases[index - 1].noun, noun.tokens.count == 1, let direction = noun.direction {
          state(direction: direction, bytes(noun.tokens))
        }
      default: continue
      }
    }
  }

  /// The phrase stands in parentheses, alone or with an adverb behind it.
  private func isRemark(_ index: Int) -> Bool {
    guard index > 0, case .opening = phrases[index - 1].kind else { return false }
    var next = index + 1
    if next < phrases.count, case .adverb = phrases[next].kind { next += 1 }
    guard next < phrases.count, case .closing = phrases[next].kind else { return false }
    return true
  }

  /// A port, traffic or a verb of contact stands in the clause, so that "locally" can tell where traffic goes.
  var speaksOfTraffic: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .ports, .verb(.communicate, _), .verb(.listen, _), .verb(.accept, _), .verb(.reach, _): true
      case .noun(let noun):
        noun.head == .port || noun.head == .event && tokens[noun.tokens].contains { lexicon[$0] == .event }
      default: false
      }
    }
  }

  /// "by default it is port 22", "listens on 443 by default"; not "is closed by default".
  func saysWhichPort(behind index: Int) -> Bool {
    func hasPorts(_ phrases: ArraySlice<Phrase>) -> Bool {
      phrases.contains { if case .ports = $0.kind { true } else { false } }
    }
    if speaksOfClosing { return false }
    if hasPorts(phrases[index...]) { return true }
    let hasState = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.close, _), .verb(.open, _), .quality(.closed), .quality(.open), .negation: true
      default: false
      }
    }
    return !hasState && hasPorts(phrases[...])
  }

  /// "on a separate host"
  var speaksOfOtherHost: Bool {
    tokens[clause].contains { Self.otherHost.contains($0.payload) && $0.kind == .word }
  }

  static let otherHost = WordSet(["separate", "different", "dedicated"])

  /// "over TCP and UDP"
  func isTransport(_ noun: NounPhrase) -> Bool {
    !noun.transports.isEmpty
      && noun.tokens.allSatisfy { index in
        if case .transport? = lexicon[tokens[index]] { return true }
        return tokens[index].isMark("/")
      }
  }

  /// "need not run on the same host"
  func isDenied(_ index: Int) -> Bool {
    phrases[..<index].contains { if case .negation = $0.kind { true } else { false } }
  }

  static let bothWays = WordSet(
    ["bidirectional", "bidirectionally", "bi-directional", "two-way", "directions"])
  static let directions = WordSet(["directions"])
  static let listWords = WordSet(["following", "below", "listed", "above"])

  mutating func note(service noun: NounPhrase) {
    guard let service = noun.service, let token = noun.serviceToken else { return }
    // The name of a product may contain one: only a phrase that speaks of traffic or ports, or the service alone, does.
    let isAlone = noun.tokens.lowerBound == token && !tokens[noun.tokens.dropFirst()].contains { $0.kind == .word }
    guard noun.head == .event || noun.head == .port || isAlone else {
      return
    }
    note(service, at: token)
  }

  mutating func note(_ service: ServiceRegistry.Service, at token: Int) {
    if let earlier = statement.service {
      // "TCP 80 for HTTP and TCP 443 for HTTPS": which is whose, a sentence for each must say.
      if earlier.value.name != service.name, statement.expressions.reduce(0, { $0 + $1.elements.count }) > 1 {
        hasSeveralServices = true
      }
      return
    }
    statement.service = Located(service, at: tokens[token].range)
    statement.serviceText = page.file.text(tokens[token].range)
  }

  mutating func state(binding: Flow.Binding, _ range: SourceRange) {
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

  /// Who the clause is about: what "it" means in the next one.
  mutating func noteTopic(_ clause: VerbPhraseReader) {
    let subject = clause.result.first?.subject ?? clause.subject
    if subject.contains(where: { isPort($0) }) {
      antecedent = nil
      return
    }
    // "both", "both programs", "they" are whoever was spoken of.
    let named = subject.filter { index in
      switch phrases[index].noun?.determiner {
      case .quantifier, .demonstrative: false
      case .definite, .indefinite, .possessive, .negative, nil: phrases[index].noun != nil
      }
    }
    let mentions = names(named)
    subjectMentions = mentions
    statement.topic = named == subject ? mentions.first : names(subject).first
  }

  mutating func finish() {
    distrustSameHost()
    if statement.sameHost != nil, !hasSameHostRemark, !statement.hasParties, let topic = subjectMentions, !topic.isEmpty
    {
      statement.neighbours = topic + comparedHosts
    }
    if hasSeveralServices {
      statement.service = nil
      statement.serviceText = nil
      for (index, expression) in statement.expressions.enumerated() where expression.transports.isEmpty {
        guard let transport = expression.service?.transport else { continue }
        statement.expressions[index].transports = [transport]
        statement.expressions[index].transportRule = "registry"
      }
    }
    distrustUnnumberedPorts()
    if let both = bothDirections, !statement.hasParties {
      statement.doubts.append(
        (
          "traffic in both directions is two flows, and the other side of each is not named; write a sentence for each",
          both
        ))
    }
    distrustMixedParties()
    distrustTurningWords()
    if goesBothWays, !statement.sources.isEmpty, !statement.destinations.isEmpty { statement.isBidirectional = true }
    // "internal communications between A and B on the X host": both are on that machine.
    if statement.direction?.value == .internal, statement.isBidirectional, statement.sameHost == nil,
      statement.places.count == 1
    {
      statement.sameHost = statement.places[0].range
    }
    if statement.neighbours.isEmpty, statement.direction == nil, let range = statement.sameHost {
      statement.direction = Located(.internal, at: range)
    }
    if let range = statement.noExternal, statement.direction == nil {
      statement.direction = Located(.internal, at: range)
    }
    settleCondition()
    distrustRulings()
  }

  /// "for incoming connections from A and for outgoing connections to B" are two statements.
  mutating func apart() -> StatementList {
    guard statement.isBidirectional, let both = bothDirections, statement.hasParties else {
      return StatementList(finished())
    }
    var inbound = statement
    var outbound = statement
    inbound.isBidirectional = false
    outbound.isBidirectional = false
    inbound.direction = Located(.inbound, at: both)
    outbound.direction = Located(.outbound, at: both)
    inbound.destinations = []
    outbound.sources = []
    outbound.doubts = []
    return StatementList(SharedStatement(inbound), [SharedStatement(outbound)])
  }

  /// Hands the statement over: it is moved, since copying its fields costs more than finding them.
  mutating func finished() -> SharedStatement {
    var result = Statement(range: statement.range)
    swap(&result, &statement)
    return SharedStatement(result)
  }
}
