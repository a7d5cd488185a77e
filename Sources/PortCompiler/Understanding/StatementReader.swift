import PortModel
import PortPage
import SourceDiagnostics

/// Reads a sentence: port expressions, clauses, verb phrases, and what they say.
struct StatementReader {
  let page: Page
  let tokens: [Token]
  let lexicon = Lexicon.english
  /// The names of the sections' subjects, to keep `A and B` together where a heading does.
  let knownNames: KnownNames
  var phrases: [Phrase] = []
  var statement: Statement
  let sentence: Range<Int>
  /// The tokens of the clause that is read.
  var clause: Range<Int>
  /// What "it" stands for when a clause begins.
  var antecedent: Mention?
  private var expressions: [PortExpression] = []
  /// "if necessary": what the clause asks for is not asked for always.
  private var hasEmptyCondition = false
  /// A condition goes on to another port: "if mail is enabled and to the syslog server on UDP 514".
  private var conditionIsMixed = false
  /// "in both directions", "bidirectionally"
  private var goesBothWays = false
  /// Where a clause speaks of incoming and of outgoing traffic.
  private var bothDirections: SourceRange?

  /// A sentence of more tokens is a list of something, not a sentence: only its ports are read.
  private static let longestSentence = 1500

  init(
    _ page: Page, _ tokens: [Token], sentence: Range<Int>, knownNames: KnownNames, antecedent: Mention? = nil
  ) {
    self.page = page
    self.tokens = tokens
    self.sentence = sentence
    self.knownNames = knownNames
    self.antecedent = antecedent
    clause = sentence
    statement = Statement(range: sourceRange(tokens, sentence))
  }

  /// The statements of a sentence: one, or one for each clause that speaks of other ports or parties than the rest.
  ///
  /// - Parameters:
  ///   - isLabel: A bare number at the beginning is a port.
  ///   - earlier: The condition of the sentence before, for "otherwise".
  mutating func read(isLabel: Bool = false, earlier: Located<StatedCondition>? = nil) -> [Statement] {
    let reader = PortExpressionReader(tokens: tokens, text: page.file.bytes)
    expressions = reader.expressions(in: sentence, isLabel: isLabel)
    let clauses = ClauseSplitter(tokens).split(sentence)
    let closed = sentence.count <= Self.longestSentence ? clauses.conditions.first { isPortClosed($0.tokens) } : nil
    markConditional(clauses, except: closed)
    statement.expressions = expressions
    guard sentence.count <= Self.longestSentence else { return [tooLong()] }
    if let closed {
      for condition in clauses.conditions where condition.tokens != closed.tokens { state(condition) }
      readFallback(clauses.main, closed: closed.whole)
      return [statement]
    }
    return readClauses(clauses, earlier)
  }

  /// A port in a condition is not what the sentence speaks of: "if TCP 9192 is used".
  private mutating func markConditional(_ clauses: SentenceClauses, except closed: SentenceClauses.Condition?) {
    for condition in clauses.conditions where condition.tokens != closed?.tokens {
      for index in expressions.indices where condition.tokens.contains(expressions[index].tokens.lowerBound) {
        expressions[index].standing = .conditional
        if expressions[index].tokens.lowerBound > condition.tokens.lowerBound + 3 { conditionIsMixed = true }
      }
    }
  }

  private mutating func tooLong() -> Statement {
    statement.hasVerb = true
    if !expressions.isEmpty {
      statement.doubts.append(
        ("this sentence has more than \(Self.longestSentence) words; only its ports are read", statement.range))
    }
    return statement
  }

  private mutating func readClauses(_ clauses: SentenceClauses, _ earlier: Located<StatedCondition>?) -> [Statement] {
    var phraseReader = PhraseReader(tokens, page.file.bytes, expressions)
    let pieces = clauses.main.map { phraseReader.phrases(in: $0) }
    var independent = ClauseDivider(tokens: tokens).divide(pieces, sentence)
    // "A connects on TCP 1, while B connects on TCP 2": an explanation that writes ports speaks for itself.
    for range in clauses.explanations
    where expressions.contains(where: { range.contains($0.tokens.lowerBound) && $0.standing == .topic }) {
      independent.append(IndependentClause(phrases: phraseReader.phrases(in: range), tokens: range))
    }
    var result: [Statement] = []
    var condition = earlier
    for (index, part) in independent.enumerated() {
      begin(part, independent, index, clauses)
      if part.isElse, let condition {
        statement.condition = Located(condition.value.inverted, at: condition.range)
      }
      interpret()
      condition = statement.condition ?? (part.isElse ? condition : nil)
      if let topic = statement.topic { antecedent = topic }
      result += apart()
    }
    return result
  }

  /// Starts the statement of one clause, with the expressions and conditions that belong to it.
  private mutating func begin(
    _ part: IndependentClause, _ all: [IndependentClause], _ index: Int, _ clauses: SentenceClauses
  ) {
    bothDirections = nil
    goesBothWays = false
    phrases = part.phrases
    clause = part.tokens
    statement = Statement(range: sourceRange(tokens, trimmedStart(part.tokens)))
    let isLast = index == all.count - 1
    let isOnly = all.count == 1
    let later = all.dropFirst(index + 1)
    statement.expressions = expressions.filter { expression in
      let start = expression.tokens.lowerBound
      return isOnly || part.tokens.contains(start) && !later.contains { $0.tokens.contains(start) }
    }
    remapPorts()
    for condition in clauses.conditions {
      let start = condition.whole.lowerBound
      // A condition in front of everything holds for every clause behind it.
      let isInitial = start == sentence.lowerBound && !part.isElse
      if isOnly || isInitial || part.tokens.contains(start) || isLast && start >= part.tokens.upperBound {
        state(condition)
      }
    }
    statement.isLeadIn = isLast && tokens[sentence.upperBound - 1].isMark(":") && statement.expressions.isEmpty
    let refers = phrases.contains { $0.noun?.head == .port }
    statement.sharesPorts = !isOnly && statement.expressions.isEmpty && !refers && !part.isMain
  }

  private func trimmedStart(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start + 1 < range.upperBound, tokens[start].isMark(",") || tokens[start].isMark(";") { start += 1 }
    return start..<range.upperBound
  }

  /// Phrases count the expressions of the sentence; from here on, those of the clause.
  private mutating func remapPorts() {
    guard statement.expressions.count < expressions.count else { return }
    let position = Dictionary(
      statement.expressions.indices.map { (statement.expressions[$0].tokens.lowerBound, $0) }
    ) { first, _ in first }
    for index in phrases.indices {
      guard case .ports(let old) = phrases[index].kind else { continue }
      if let new = position[expressions[old].tokens.lowerBound] {
        phrases[index].kind = .ports(new)
      } else {
        // The subject of the clause before: a port, but not one that this clause writes.
        phrases[index].kind = .pronoun
      }
    }
  }

  // MARK: Conditions

  private mutating func state(_ condition: SentenceClauses.Condition) {
    let range = sourceRange(tokens, condition.tokens)
    if condition.tokens.count <= 2, !tokens[condition.tokens].contains(where: { lexicon[$0] == .be }) {
      // "if necessary": the page does not say when that is.
      statement.doubts.append(("\"\(page.visibleText(range))\" does not say when; name the condition", range))
      hasEmptyCondition = true
      return
    }
    let text = page.visibleText(range)
    let stated = StatedCondition(text: text, isException: condition.isException)
    let whole = sourceRange(tokens, condition.whole)
    guard let earlier = statement.condition, earlier.range != whole else {
      statement.condition = Located(stated, at: whole)
      return
    }
    // "if A, the port must be open when B": both have to hold.
    statement.condition = Located(
      StatedCondition(text: "\(earlier.value.phrase) and \(stated.phrase)", isException: false), at: earlier.range)
  }

  /// "TCP 443 is closed", "this port is not open", "the port is blocked".
  private func isPortClosed(_ range: Range<Int>) -> Bool {
    var reader = PhraseReader(tokens, page.file.bytes, expressions)
    let clause = VerbPhraseReader(reader.phrases(in: range))
    guard let verb = clause.result.first, let subject = verb.subject.first else { return false }
    switch clause.phrases[subject].kind {
    case .ports: break
    case .pronoun: break
    case .noun(let noun): guard noun.head == .port else { return false }
    default: return false
    }
    let isClosed = verb.predicate == .verb(.close) || verb.qualities.contains(.closed)
    let isOpen = verb.predicate == .verb(.open) || verb.qualities.contains(.open)
    return isClosed && !verb.isNegated || isOpen && verb.isNegated
  }

  /// What to do where the port stays closed makes it optional; what then fails does not.
  private mutating func readFallback(_ main: [Range<Int>], closed: Range<Int>) {
    statement.isPortState = true
    guard let first = main.first(where: { !$0.isEmpty }) else { return }
    var reader = PhraseReader(tokens, page.file.bytes, [])
    let phrases = reader.phrases(in: first)
    let isFailure = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.fail, _), .quality(.failing), .quality(.closed), .negation, .modal(.impossible): true
      default: false
      }
    }
    if isFailure { return }
    let range = sourceRange(tokens, trimmed(first))
    statement.fallback = Located(page.visibleText(range), at: range)
    statement.requirement = Located(.optional, at: sourceRange(tokens, closed))
  }

  /// Without the marks at the end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound + 1, case .mark(let mark) = tokens[end - 1].kind, mark != UInt8(ascii: ")") {
      end -= 1
    }
    return range.lowerBound..<end
  }

  // MARK: The main clause

  private mutating func interpret() {
    noteRemarks()
    noteReferences()
    let clause = VerbPhraseReader(phrases)
    statement.hasVerb = !clause.result.isEmpty
    noteTopic(clause)
    for complement in clause.leading { readComplement(complement, of: nil) }
    for (index, verb) in clause.result.enumerated() {
      let parent = clause.result[..<index].last { !$0.isPurpose }
      interpret(verb, parent: verb.isPurpose ? parent : nil, isVerified: clause.isVerified)
    }
    if clause.result.isEmpty {
      readSubjectTraffic(clause.subject, isNegated: false)
      readFragment()
    }
    finish()
  }

  /// Takes out remarks of one word in parentheses: "(optional)", "(outbound)".
  private mutating func noteRemarks() {
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
  private mutating func readFragment() {
    for (index, phrase) in phrases.enumerated() {
      // "by default, backups run daily" is about something else.
      if index > 0, case .preposition = phrases[index - 1].kind { continue }
      _ = noteRemark(phrase)
    }
  }

  private mutating func noteRemark(_ phrase: Phrase) -> Bool {
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
  private mutating func noteReferences() {
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
          statement.transports.append(contentsOf: noun.transports.filter { !statement.transports.contains($0) })
        }
        note(service: noun)
        if isSameHost(noun, phrase), !isDenied(index) { statement.sameHost = bytes(phrase.tokens) }
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
      default: continue
      }
    }
  }

  /// A port, traffic or a verb of contact stands in the clause, so that "locally" can tell where traffic goes.
  private var speaksOfTraffic: Bool {
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
  private func saysWhichPort(behind index: Int) -> Bool {
    func hasPorts(_ phrases: ArraySlice<Phrase>) -> Bool {
      phrases.contains { if case .ports = $0.kind { true } else { false } }
    }
    if hasPorts(phrases[index...]) { return true }
    let hasState = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.close, _), .verb(.open, _), .quality(.closed), .quality(.open), .negation: true
      default: false
      }
    }
    return !hasState && hasPorts(phrases[...])
  }

  /// "over TCP and UDP"
  private func isTransport(_ noun: NounPhrase) -> Bool {
    !noun.transports.isEmpty && noun.tokens.allSatisfy { index in
      if case .transport? = lexicon[tokens[index]] { return true }
      return tokens[index].isMark("/")
    }
  }

  /// "need not run on the same host"
  private func isDenied(_ index: Int) -> Bool {
    phrases[..<index].contains { if case .negation = $0.kind { true } else { false } }
  }

  private static let bothWays = Set(
    ["bidirectional", "bidirectionally", "bi-directional", "two-way", "directions"].map(Token.hash))
  private static let directions = Set(["directions"].map(Token.hash))
  private static let listWords = Set(["following", "below", "listed", "above"].map(Token.hash))

  private mutating func note(service noun: NounPhrase) {
    guard let service = noun.service, let token = noun.serviceToken else { return }
    // The name of a product may contain one: only a phrase that speaks of traffic or ports, or the service alone, does.
    guard noun.head == .event || noun.head == .port || noun.tokens.count == 1 || noun.tokens.lowerBound == token else {
      return
    }
    note(service, at: token)
  }

  private mutating func note(_ service: ServiceRegistry.Service, at token: Int) {
    guard statement.service == nil else { return }
    statement.service = Located(service, at: tokens[token].range)
    statement.serviceText = page.file.text(tokens[token].range)
  }

  /// "the same host", "the local machine", "localhost", "the loopback interface".
  private func isSameHost(_ noun: NounPhrase, _ phrase: Phrase) -> Bool {
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

  private static let machineWords = Set(["server", "host", "machine", "computer", "system", "node"].map(Token.hash))
  private static let interface = Token.hash("interface")

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
  private mutating func noteTopic(_ clause: VerbPhraseReader) {
    let subject = clause.result.first?.subject ?? clause.subject
    if subject.contains(where: { isPort($0) }) {
      antecedent = nil
      return
    }
    statement.topic = mentions(subject).first
  }

  private mutating func finish() {
    distrustMixedParties()
    distrustTurningWords()
    if goesBothWays, !statement.sources.isEmpty, !statement.destinations.isEmpty { statement.isBidirectional = true }
    // "internal communications between A and B on the X host": both are on that machine.
    if statement.direction?.value == .internal, statement.isBidirectional, statement.sameHost == nil,
      statement.places.count == 1
    {
      statement.sameHost = statement.places[0].range
    }
    if statement.sameHost != nil, statement.direction == nil, let range = statement.sameHost {
      statement.direction = Located(.internal, at: range)
    }
    if let range = statement.noExternal, statement.direction == nil {
      statement.direction = Located(.internal, at: range)
    }
    settleCondition()
  }

  /// A condition goes with what a clause asks for or says about traffic, and with nothing else: "if you change the port, restart".
  private mutating func settleCondition() {
    if hasEmptyCondition { statement.requirement = nil }
    guard let condition = statement.condition else { return }
    if conditionIsMixed {
      statement.doubts.append(
        ("the condition goes on to another port; write a sentence for each port", condition.range))
      statement.condition = nil
      statement.sources = []
      statement.destinations = []
      return
    }
    if statement.negation?.value == .unneeded {
      // "not required if C": required unless C.
      statement.negation = nil
      statement.condition = Located(condition.value.inverted, at: condition.range)
      return
    }
    if statement.canBeConditional { return }
    statement.condition = nil
    if speaksOfChange(condition.range) { state(binding: .default, condition.range) }
  }

  /// "if you change this port"
  private func speaksOfChange(_ range: SourceRange) -> Bool {
    let inside = tokens[sentence].filter { range.contains($0.range) }
    let hasPort = inside.contains { lexicon[$0] == .port } || !statement.expressions.isEmpty
    return hasPort && inside.contains { if case .verb(.change, _)? = lexicon[$0] { true } else { false } }
  }

  /// "for incoming connections from A and for outgoing connections to B" are two statements.
  private func apart() -> [Statement] {
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

extension StatedCondition {
  /// What holds where this does not.
  var inverted: Self { StatedCondition(text: text, isException: !isException) }

  var phrase: String { isException ? "not \(text)" : text }
}
