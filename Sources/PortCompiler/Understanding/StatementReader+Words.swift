import PortModel
import PortPage
import SourceDiagnostics

/// What the words of a clause say before its verbs do.
extension StatementReader {
  mutating func interpret() {
    noteRemarks()
    noteReferences()
    let clause = VerbPhraseReader(phrases)
    let isFragment = clause.result.isEmpty && !hasAuxiliaryAlone
    statement.hasVerb = !isFragment
    noteTopic(clause)
    isVerified = clause.isVerified
    for complement in clause.leading { readComplement(complement, of: nil) }
    for (index, verb) in clause.result.enumerated() {
      let parent = clause.result[..<index].last { !$0.isPurpose }
      interpret(verb, parent: verb.isPurpose ? parent : nil, isVerified: clause.isVerified)
    }
    if clause.result.isEmpty {
      readSubjectTraffic(clause.subject, isNegated: false)
      if isFragment { readFragment() }
    }
    judgeResidue(clause)
    finish()
  }

  /// "The manual has another": a sentence all the same.
  private var hasAuxiliaryAlone: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .have, .do: true
      default: false
      }
    }
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

  /// A fragment says by its words alone what a sentence says by its verb: "TCP 443, inbound, optional."
  mutating func readFragment() {
    for (index, phrase) in phrases.enumerated() {
      // "by default, backups run daily" is about something else.
      if index > 0, case .preposition = phrases[index - 1].kind { continue }
      _ = noteRemark(phrase)
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
          if tokens[phrase.tokens].contains(where: { Self.listWords.contains($0.payload) }) {
            statement.refersToList = true
          }
          if noun.qualities.contains(.default) { state(binding: .default, bytes(phrase.tokens)) }
        }
        if noun.head == .port || noun.head == .event || isTransport(noun) {
          statement.transports.formUnion(noun.transports)
        }
        note(service: noun)
        if isSameHost(noun, phrase), !isDenied(index), !speaksOfOtherHost { statement.sameHost = bytes(phrase.tokens) }
        if tokens[noun.tokens].contains(where: { Self.bothWays.contains($0.payload) }) {
          goesBothWays =
            goesBothWays || noun.head == .event
            || noun.determiner == .quantifier && tokens[phrase.tokens].contains { Self.directions.contains($0.payload) }
        }
      case .quality(.default) where index > 0:
        if case .preposition(.by) = phrases[index - 1].kind, saysWhichPort(behind: index) {
          state(binding: .default, bytes(phrase.tokens))
        }
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
    guard statement.service == nil else { return }
    statement.service = Located(service, at: tokens[token].range)
    statement.serviceText = page.file.text(tokens[token].range)
  }

  /// "the same host", "the local machine", "localhost", "the loopback interface".
  func isSameHost(_ noun: NounPhrase, _ phrase: Phrase) -> Bool {
    guard noun.determiner != .negative else { return false }
    if noun.qualities.contains(.same) {
      guard let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else { return false }
      return noun.head == .machine || Self.machineWords.contains(tokens[last].payload)
    }
    guard noun.qualities.contains(.local) else { return false }
    // "local connections", but not "local data".
    let isConnection = noun.head == .event && tokens[noun.tokens].contains { lexicon[$0] == .event }
    return noun.head == .machine || isConnection || noun.tokens.count == 1
      || tokens[noun.tokens].contains { $0.payload == Self.interface }
  }

  static let machineWords = WordSet(["server", "host", "machine", "computer", "system", "node"])
  static let interface = Token.hash("interface")

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
    subjectMentions = names(named)
    statement.topic = names(subject).first
  }

  mutating func finish() {
    if statement.sameHost != nil, !statement.hasParties, let topic = subjectMentions, !topic.isEmpty {
      statement.neighbours = topic
    }
    distrustUnnumberedPorts()
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
  }

  /// A condition goes with what a clause asks for or says about traffic, and with nothing else: "if you change the port, restart".
  mutating func settleCondition() {
    if hasEmptyCondition { statement.requirement = nil }
    statement.remarkedCondition = statement.condition
    guard let condition = statement.condition else { return }
    if conditionIsMixed {
      statement.doubts.append(
        ("the condition goes on to another port; write a sentence for each port", condition.range))
      statement.condition = nil
      statement.sources = []
      statement.destinations = []
      return
    }
    if statement.negation != nil || isClosing || isDeniedUnless {
      // "not required if C", "can be closed if C": needed unless C. "Does not listen unless C": listens if C.
      statement.negation = nil
      statement.condition = Located(condition.value.inverted, at: condition.range)
      return
    }
    if isVerified, speaksOfFailure(condition.range) {
      // "if agents cannot connect, check that the port is open": advice for those who have trouble.
      statement.condition = nil
      return
    }
    if speaksOfChange(condition.range) {
      statement.condition = nil
      return state(binding: .default, condition.range)
    }
    let isAboutPorts = statement.refersToPorts || !statement.expressions.isEmpty
    if statement.canBeConditional || isAboutPorts || !statement.hasVerb { return }
    statement.condition = nil
  }

  /// A verb that is denied "unless C".
  private var isDeniedUnless: Bool {
    guard statement.condition?.value.isException == true else { return false }
    return VerbPhraseReader(phrases).result.contains { $0.isNegated && !withNegation($0).isNegated }
  }

  func speaksOfFailure(_ range: SourceRange) -> Bool {
    tokens[sentence].contains { token in
      guard range.contains(token.range) else { return false }
      switch lexicon[token] {
      case .negation, .modal(.impossible), .verb(.fail, _), .quality(.failing), .quality(.closed), .do(isNegated: true):
        return true
      default: return Self.troubles.contains(token.payload)
      }
    }
  }

  static let troubles = WordSet(
    ["error", "errors", "problem", "problems", "trouble", "issue", "issues"])

  /// "if you change this port"
  func speaksOfChange(_ range: SourceRange) -> Bool {
    let inside = tokens[sentence].filter { range.contains($0.range) }
    let hasPort = inside.contains { lexicon[$0] == .port || lexicon[$0] == .pronoun }
    return hasPort && inside.contains { if case .verb(.change, _)? = lexicon[$0] { true } else { false } }
  }

  /// "for incoming connections from A and for outgoing connections to B" are two statements.
  func apart() -> [Statement] {
    guard statement.isBidirectional, let both = bothDirections, statement.hasParties else { return [statement] }
    var inbound = statement
    var outbound = statement
    inbound.isBidirectional = false
    outbound.isBidirectional = false
    inbound.direction = Located(.inbound, at: both)
    outbound.direction = Located(.outbound, at: both)
    inbound.destinations = []
    outbound.sources = []
    outbound.doubts = []
    return [inbound, outbound]
  }
}
