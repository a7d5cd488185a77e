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
  private let sentence: Range<Int>

  init(_ page: Page, _ tokens: [Token], sentence: Range<Int>, knownNames: KnownNames) {
    self.page = page
    self.tokens = tokens
    self.sentence = sentence
    self.knownNames = knownNames
    statement = Statement(range: sourceRange(tokens, sentence))
  }

  /// - Parameter isLabel: A bare number at the beginning is a port.
  mutating func read(isLabel: Bool = false) -> Statement {
    let reader = PortExpressionReader(tokens: tokens, text: page.file.bytes)
    statement.expressions = reader.expressions(in: sentence, isLabel: isLabel)
    let clauses = ClauseSplitter(tokens).split(sentence)
    var fallbackCondition: Range<Int>?
    for condition in clauses.conditions {
      if isPortClosed(condition.tokens) {
        fallbackCondition = condition.whole
      } else {
        state(condition)
      }
    }
    if let fallbackCondition {
      readFallback(clauses.main, closed: fallbackCondition)
      return statement
    }
    phrases = []
    var phraseReader = PhraseReader(tokens, page.file.bytes, statement.expressions)
    for piece in clauses.main { phrases += phraseReader.phrases(in: piece) }
    interpret()
    return statement
  }

  // MARK: Conditions

  private mutating func state(_ condition: SentenceClauses.Condition) {
    let range = sourceRange(tokens, condition.tokens)
    let text = page.visibleText(range)
    statement.condition = Located(
      StatedCondition(text: text, isException: condition.isException),
      at: sourceRange(tokens, condition.whole))
  }

  /// "TCP 443 is closed", "this port is not open", "the port is blocked".
  private func isPortClosed(_ range: Range<Int>) -> Bool {
    var reader = PhraseReader(tokens, page.file.bytes, statement.expressions)
    let clause = VerbPhraseReader(reader.phrases(in: range))
    guard let verb = clause.result.first, let subject = verb.subject.first else { return false }
    switch clause.phrases[subject].kind {
    case .ports: break
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
    noteReferences()
    let clause = VerbPhraseReader(phrases)
    statement.hasVerb = !clause.result.isEmpty
    for complement in clause.leading { readComplement(complement, of: nil) }
    for (index, verb) in clause.result.enumerated() {
      let parent = clause.result[..<index].last { !$0.isPurpose }
      interpret(verb, parent: verb.isPurpose ? parent : nil, isVerified: clause.isVerified)
    }
    if clause.result.isEmpty { readSubjectTraffic(clause.subject, isNegated: false) }
    finish()
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
        if noun.head == .port || noun.head == .event {
          statement.transports.append(contentsOf: noun.transports.filter { !statement.transports.contains($0) })
        }
        note(service: noun)
        if isSameHost(noun, phrase) { statement.sameHost = bytes(phrase.tokens) }
      case .quality(.default) where index > 0:
        if case .preposition(.by) = phrases[index - 1].kind { state(binding: .default, bytes(phrase.tokens)) }
      case .adverb(.locally):
        statement.sameHost = bytes(phrase.tokens)
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
      return noun.head == .machine || tokens[noun.tokens].contains { Self.machineWords.contains($0.payload) }
    }
    guard noun.qualities.contains(.local) else { return false }
    return noun.head == .machine || noun.head == .event || noun.tokens.count == 1
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
        statement.isBidirectional = true
        statement.direction = nil
      }
      return
    }
    if direction == .internal || !statement.isBidirectional { statement.direction = Located(direction, at: range) }
  }

  func bytes(_ range: Range<Int>) -> SourceRange { sourceRange(tokens, range) }

  private mutating func finish() {
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
  }
}
