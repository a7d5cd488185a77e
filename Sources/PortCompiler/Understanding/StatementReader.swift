import PortModel
import PortPage
import SourceDiagnostics

/// Reads a sentence: port expressions, clauses, verb phrases, and what they say.
struct StatementReader: ~Copyable {
  /// Has no fixed layout, so that every method gets the reader's address and never a copy of its 700 bytes.
  private let anchor: any Sendable = ()
  let tokens: [Token]
  let lexicon = Lexicon.english
  var page: Page { _read { yield names.page } }
  /// Finds parties, and keeps `A and B` together where a heading does.
  let names: NameReader
  var phrases: [Phrase] = []
  var statement: Statement
  let sentence: Range<Int>
  /// The marks of the sentence's words.
  let marks: WordMarks
  /// The phrases of the clause that a reading has taken up; what is left over is judged at the end.
  var used = PhraseSet()
  /// The tokens of the clause that is read.
  var clause: Range<Int>
  /// What "it" stands for when a clause begins.
  var antecedent: Antecedent?
  /// What else "it" or "this value" can stand for.
  var otherTopic = OtherTopic()
  var expressions: [PortExpression] = []
  /// The ports that the section's title writes, where the sentence has numbers.
  var ownPorts: [PortNumber] = []
  /// Numbers that the example command sets which the text around explains.
  var commandValues: [PortNumber] = []
  /// The sentence before asks for its port or says who connects, and nothing else that "this" could stand for.
  var followsNeed = false
  /// The sentence opens a paragraph that no port heads: "For TCP" may be about what follows.
  var opensParagraph = false
  /// The service that the section's title names: "the SSH port" is its port.
  var ownService: ServiceRegistry.Service?
  /// The clauses that explain: "while X runs".
  var explanations: [Range<Int>] = []
  var subjectMentions: [Mention]?
  /// "verify that" stands in front.
  var isVerified = false
  /// "if necessary": what the clause asks for is not asked for always.
  var emptyCondition: SourceRange?
  /// Where the condition ends is not certain.
  var unclearCondition: SourceRange?
  /// A condition goes on to another port: "if mail is enabled and to the syslog server on UDP 514".
  var conditionIsMixed = false
  /// "when a build ends": why a clause that opens as a condition is none.
  var conditionDoubt: (message: String, range: SourceRange)?
  /// "If another port was chosen": all that the clause says is that the port can be another one.
  var anotherPort: SourceRange?
  /// The condition of the sentence before.
  var earlierCondition: Located<StatedCondition>?
  /// A clause was begun, so that its statement is not an empty one.
  private var hasBegun = false
  /// The clause names more than one service and more than one port.
  var hasSeveralServices = false
  /// The clause says when the port is closed, so that it is needed while that does not hold.
  var isClosing = false
  /// "(localhost)": of the port, and not of whoever the clause names.
  var hasSameHostRemark = false
  /// A remark about one of several ports.
  var hasMixedRemarks = false
  /// "is fixed in version 3 and can be changed in version 4"
  var hasTwoBindings = false
  /// "in both directions", "bidirectionally"
  var goesBothWays = false
  /// Where a clause speaks of incoming and of outgoing traffic.
  var bothDirections: SourceRange?
  /// "both incoming and outgoing connections with A": A stands behind "with".
  var hasPeer = false
  /// "on that host", where the sentence before names several parties.
  var thatHost: SourceRange?
  /// "between A and B"
  var isPaired = false
  /// "over UDP rather than TCP": a transport is named that is not used.
  var hasRefusedTransport = false
  /// Why the clause says nothing of parties in the end: what somebody refuses to do, to whom access is restricted.
  var objection: (message: String, range: SourceRange)?

  /// A sentence of more tokens or bytes is a list of something, not a sentence: only its ports are read.
  static let longestSentence = (tokens: 1500, bytes: 5000)

  static func isTooLong(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    sentence.count > longestSentence.tokens || sourceRange(tokens, sentence).count > longestSentence.bytes
  }

  init(
    _ tokens: [Token], sentence: Range<Int>, names: NameReader, antecedent: Antecedent? = nil,
    otherTopic: OtherTopic = OtherTopic()
  ) {
    self.tokens = tokens
    self.sentence = sentence
    self.names = names
    self.antecedent = antecedent
    self.otherTopic = otherTopic
    marks = WordMarks(tokens, sentence)
    clause = sentence
    statement = Statement(range: sourceRange(tokens, sentence))
  }

  /// The statements of a sentence: one, or one for each clause that speaks of other ports or parties than the rest.
  ///
  /// - Parameters:
  ///   - isLabel: A bare number at the beginning is a port.
  ///   - earlier: The condition of the sentence before, for "otherwise".
  ///   - ownPorts: The ports that the section's title writes.
  ///   - ownService: The service that the section's title names.
  ///   - isAboutPorts: The text around speaks of ports, so that "defaults to 8285" is one.
  mutating func read(
    isLabel: Bool = false, isAboutPorts: Bool = true, ownPorts: [PortNumber] = [],
    ownService: ServiceRegistry.Service? = nil, earlier: Located<StatedCondition>? = nil
  ) -> StatementList {
    var reader = PortExpressionReader(tokens: tokens, text: page.file.bytes)
    reader.ownPorts = ownPorts
    self.ownPorts = ownPorts
    self.ownService = ownService
    expressions = reader.expressions(in: sentence, isLabel: isLabel)
    expressions = expressions.filter { !$0.isBareDefault || isAboutPorts && !isDefaultOfQuantity($0) }
    if !commandValues.isEmpty { markExamples() }
    if let denied = expressions.firstIndex(where: { isDeniedAny($0) }) { expressions.remove(at: denied) }
    if expressions.count == 1, expressions[0].tokens == sentence { return onlyPorts() }
    let splitter = ClauseSplitter(tokens)
    let clauses = splitter.split(sentence)
    earlierCondition = earlier
    explanations = clauses.explanations
    let isTooLong = Self.isTooLong(tokens, sentence) || hasTooManyPhrases
    let closed = isTooLong ? nil : clauses.conditions.first { isPortClosed($0) }
    markConditional(clauses, except: closed)
    if closed == nil { markSuppositions(clauses) }
    statement.expressions = expressions
    if isTooLong { return StatementList(tooLong()) }
    if let closed, let list = readFallback(behind: closed, clauses, splitter) { return list }
    if let closed {
      for condition in clauses.conditions where condition.tokens != closed.tokens { state(condition) }
      readFallback(clauses.main, closed: closed.whole)
      return StatementList(finished())
    }
    return readClauses(clauses, splitter, earlier)
  }

  /// "TCP 443", as most titles are.
  private mutating func onlyPorts() -> StatementList {
    statement.expressions = expressions
    phrases = [Phrase(kind: .ports(0), tokens: sentence)]
    noteReferences()
    antecedent = nil
    return StatementList(finished())
  }

  private var hasTooManyPhrases: Bool {
    guard sentence.count > PhraseSet.capacity else { return false }
    var reader = PhraseReader(tokens, page.file.bytes, expressions)
    return reader.phrases(in: sentence).count > PhraseSet.capacity
  }

  mutating func readClauses(
    _ clauses: SentenceClauses, _ splitter: ClauseSplitter, _ earlier: Located<StatedCondition>?
  ) -> StatementList {
    var phraseReader = PhraseReader(tokens, page.file.bytes, expressions)
    let divider = ClauseDivider(tokens: tokens)
    var pieces: [[Phrase]] = []
    for piece in clauses.main where !splitter.goesWithoutSaying(piece) {
      let phrases = phraseReader.phrases(in: piece)
      if clauses.main.count == 1, clauses.explanations.isEmpty, let only = divider.whole(phrases, sentence) {
        if hidesOtherwise(clauses, [only]) { conditionIsMixed = true }
        return read(only, clauses, earlier)
      }
      pieces.append(phrases)
    }
    var independent = divider.divide(pieces, sentence)
    // "connects to A on TCP 1 and to B on TCP 2 if C": of which of them, is not said.
    if clauses.conditions.allSatisfy({ $0.whole.lowerBound == sentence.lowerBound }) {
      independent = divider.parallels(independent)
    }
    if hidesOtherwise(clauses, independent) { conditionIsMixed = true }
    // "A connects on TCP 1, while B connects on TCP 2": an explanation that writes ports speaks for itself.
    // "Open this port so that A can reach B": who connects stands in what explains.
    for range in clauses.explanations
    where expressions.contains(where: { range.contains($0.tokens.lowerBound) && $0.standing == .topic })
      || saysWhoConnects(range)
    {
      let inner = splitter.split(range)
      var phrases: [Phrase] = []
      for piece in inner.main { phrases += phraseReader.phrases(in: piece) }
      var own = IndependentClause(phrases: phrases, tokens: range)
      own.conditions = inner.conditions
      independent.append(own)
    }
    if independent.count == 1 { return read(independent[0], clauses, earlier) }
    var result: [SharedStatement] = []
    var condition = earlier
    for (index, part) in independent.enumerated() {
      if index > 0, independent[index - 1].isMain,
        case .ports(let port)? = independent[index - 1].phrases.last(where: { !isSeparator($0) })?.kind,
        expressions[port].standing != .topic
      {
        // "instead of TCP 80, which is no longer used": of a port that the sentence does not speak of.
        continue
      }
      begin(part, independent, index, clauses)
      if part.isElse, let condition {
        statement.condition = Located(condition.value.inverted, at: condition.range)
      }
      interpret()
      // "otherwise they connect on TCP 1883": to the same listener.
      if part.isElse, let last = result.last?.value, statement.destinations.isEmpty,
        statement.sources.count == last.sources.count,
        zip(statement.sources, last.sources).allSatisfy({ $0.name == $1.name })
      {
        statement.destinations = last.destinations
      }
      if let last = result.last?.value, statement.hasParties,
        statement.expressions.isEmpty && !statement.refersToPorts || last.sharesPorts, isReturn(statement, of: last)
      {
        let message = "whether this is on the same port is not said; write a sentence of its own for it"
        if statement.refersToPorts, !last.refersToPorts, last.expressions.isEmpty {
          // "A reports to B, and B connects to C on this port"
          result[result.count - 1] = SharedStatement(last.withoutParties(message))
        } else {
          giveUp(message, statement.range)
        }
      }
      if index > 0, independent[index - 1].isMain, statement.hasParties, expressions.isEmpty {
        // "connects to B, which connects to C": one of the two contacts is on the port.
        if statement.refersToPorts, let last = result.last?.value, !last.refersToPorts {
          result[result.count - 1] = SharedStatement(
            last.withoutParties("which of these contacts the port is for is not said; write a sentence for each"))
        }
        statement.doubts.append(
          ("which of these contacts the port is for is not said; write a sentence for each", statement.range))
        statement.sources = []
        statement.destinations = []
        statement.isBidirectional = false
      }
      if let last = result.last?.value, isOnlyOnPort(statement, behind: last) {
        // "reports to A and fetches images from B on TCP 5000"
        result[result.count - 1] = SharedStatement(
          last.withoutParties("which of these contacts the port is for is not said; write a sentence for each"))
      }
      if let last = result.last?.value, isFurtherContact(statement, behind: last) {
        let range = statement.range
        if statement.refersToPorts {
          // "authenticates against A and connects to B on this port"
          var open = last
          (open.sources, open.destinations) = ([], [])
          if !last.refersToPorts { result[result.count - 1] = SharedStatement(open) }
        } else {
          (statement.sources, statement.destinations) = ([], [])
        }
        if !statement.refersToPorts, !last.refersToPorts, last.expressions.isEmpty {
          // "connects to A and sends mail to B"
          giveUp("which of these contacts the port is for is not said; write a sentence for each", range)
          var open = last
          (open.sources, open.destinations) = ([], [])
          result[result.count - 1] = SharedStatement(open)
        }
      }
      condition = statement.condition ?? (part.isElse ? condition : nil)
      noteAntecedent()
      noteOtherTopic(statement)
      result += apart()
    }
    return StatementList(result[0], Array(result[1...]))
  }

  /// "so (that) agents can reach the server", "because the agents connect to it"
  private func saysWhoConnects(_ range: Range<Int>) -> Bool {
    guard range.lowerBound > sentence.lowerBound else { return false }
    var opener = range.lowerBound - 1
    if lexicon[tokens[opener]] == .relative, opener > sentence.lowerBound { opener -= 1 }
    guard Self.reasons.contains(tokens[opener].payload) else { return false }
    let isToReader = tokens[range].contains { SentenceFilter.addressees.contains($0.payload) }
    return tokens[range].contains { token in
      switch lexicon[token] {
      case .verb(.communicate, _), .verb(.reach, _), .verb(.send, _): !isToReader
      // "because the connection is made by A"
      case .event: tokens[opener].payload != Self.so && !isToReader
      // "because both are installed on the same server"
      case .quality(.same): tokens[opener].payload != Self.so
      // "so it has to accept connections"
      case .verb(.accept, .base):
        tokens[opener].payload == Self.so && lexicon[tokens[range.lowerBound]] == .pronoun && !isToReader
      // ", so it must be open"
      case .verb(.open, _), .verb(.require, _), .quality(.open), .quality(.optional), .quality(.mandatory):
        tokens[opener].payload == Self.so
      default: false
      }
    }
  }

  private static let so = Token.hash("so")
  private static let reasons = WordSet(["so", "because", "since", "as"])

  private func isSeparator(_ phrase: Phrase) -> Bool {
    if case .separator = phrase.kind { true } else { false }
  }

  /// A sentence that is one clause.
  private mutating func read(
    _ only: IndependentClause, _ clauses: SentenceClauses, _ earlier: Located<StatedCondition>?
  ) -> StatementList {
    begin(only, [only], 0, clauses)
    if only.isElse, let earlier {
      statement.condition = Located(earlier.value.inverted, at: earlier.range)
    }
    interpret()
    if !clauses.explanations.isEmpty, clauses.main.allSatisfy(\.isEmpty) {
      // "Until version 4 the agents connected": all of it explains.
      statement.hasVerb = true
    }
    noteAntecedent()
    noteOtherTopic(statement)
    return apart()
  }

  /// Starts the statement of one clause, with the expressions and conditions that belong to it.
  mutating func begin(
    _ part: IndependentClause, _ all: [IndependentClause], _ index: Int, _ clauses: SentenceClauses
  ) {
    bothDirections = nil
    hasPeer = false
    isPaired = false
    hasRefusedTransport = false
    thatHost = nil
    objection = nil
    anotherPort = nil
    conditionDoubt = nil
    unclearCondition = nil
    goesBothWays = false
    hasTwoBindings = false
    hasSameHostRemark = false
    hasMixedRemarks = false
    subjectMentions = nil
    used = PhraseSet()
    isClosing = false
    hasSeveralServices = false
    phrases = part.phrases
    clause = part.tokens
    if let ownService { takeUpPort(of: ownService) }
    if hasBegun { statement = Statement(range: statement.range) }
    hasBegun = true
    statement.range = sourceRange(tokens, trimmedStart(part.tokens))
    let isLast = index == all.count - 1
    let isOnly = all.count == 1
    let later = all.dropFirst(index + 1)
    statement.expressions =
      isOnly
      ? expressions
      : expressions.filter { expression in
        let start = expression.tokens.lowerBound
        return part.tokens.contains(start) && !later.contains { $0.tokens.contains(start) }
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
    for condition in part.conditions { state(condition) }
    statement.isLeadIn = isLast && tokens[sentence.upperBound - 1].isMark(":") && statement.expressions.isEmpty
    let refers = phrases.contains { $0.noun?.head == .port }
    statement.sharesPorts = !isOnly && statement.expressions.isEmpty && !refers && !part.isMain
  }

  func trimmedStart(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start + 1 < range.upperBound, tokens[start].isMark(",") || tokens[start].isMark(";") { start += 1 }
    return start..<range.upperBound
  }

  /// Phrases count the expressions of the sentence; from here on, those of the clause.
  mutating func remapPorts() {
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
}

extension StatedCondition {
  /// What holds where this does not.
  var inverted: Self { StatedCondition(text: text, isException: !isException) }

  var phrase: String { isException ? "not \(text)" : text }
}
