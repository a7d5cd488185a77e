import PortModel
import PortPage
import SourceDiagnostics

/// Reads a sentence: port expressions, clauses, verb phrases, and what they say.
struct StatementReader: ~Copyable {
  let tokens: [Token]
  let lexicon = Lexicon.english
  var page: Page { _read { yield names.page } }
  /// Finds parties, and keeps `A and B` together where a heading does.
  let names: NameReader
  var phrases: [Phrase] = []
  var statement: Statement
  let sentence: Range<Int>
  /// The phrases of the clause that a reading has taken up; what is left over is judged at the end.
  var used = PhraseSet()
  /// The tokens of the clause that is read.
  var clause: Range<Int>
  /// What "it" stands for when a clause begins.
  var antecedent: Antecedent?
  var expressions: [PortExpression] = []
  /// The clauses that explain: "while X runs".
  var explanations: [Range<Int>] = []
  var subjectMentions: [Mention]?
  /// "verify that" stands in front.
  var isVerified = false
  /// "if necessary": what the clause asks for is not asked for always.
  var emptyCondition: SourceRange?
  /// A condition goes on to another port: "if mail is enabled and to the syslog server on UDP 514".
  var conditionIsMixed = false
  /// The condition of the sentence before.
  var earlierCondition: Located<StatedCondition>?
  /// The clause names more than one service and more than one port.
  var hasSeveralServices = false
  /// The clause says when the port is closed, so that it is needed while that does not hold.
  var isClosing = false
  /// "(localhost)": of the port, and not of whoever the clause names.
  var hasSameHostRemark = false
  /// A remark about one of several ports.
  var hasMixedRemarks = false
  /// "in both directions", "bidirectionally"
  var goesBothWays = false
  /// Where a clause speaks of incoming and of outgoing traffic.
  var bothDirections: SourceRange?

  /// A sentence of more tokens or bytes is a list of something, not a sentence: only its ports are read.
  static let longestSentence = (tokens: 1500, bytes: 5000)

  static func isTooLong(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    sentence.count > longestSentence.tokens || sourceRange(tokens, sentence).count > longestSentence.bytes
  }

  init(
    _ tokens: [Token], sentence: Range<Int>, names: NameReader, antecedent: Antecedent? = nil
  ) {
    self.tokens = tokens
    self.sentence = sentence
    self.names = names
    self.antecedent = antecedent
    clause = sentence
    statement = Statement(range: sourceRange(tokens, sentence))
  }

  /// The statements of a sentence: one, or one for each clause that speaks of other ports or parties than the rest.
  ///
  /// - Parameters:
  ///   - isLabel: A bare number at the beginning is a port.
  ///   - earlier: The condition of the sentence before, for "otherwise".
  mutating func read(isLabel: Bool = false, earlier: Located<StatedCondition>? = nil) -> StatementList {
    let reader = PortExpressionReader(tokens: tokens, text: page.file.bytes)
    expressions = reader.expressions(in: sentence, isLabel: isLabel)
    let splitter = ClauseSplitter(tokens)
    let clauses = splitter.split(sentence)
    earlierCondition = earlier
    explanations = clauses.explanations
    let isTooLong = Self.isTooLong(tokens, sentence)
    let closed = isTooLong ? nil : clauses.conditions.first { isPortClosed($0.tokens) }
    markConditional(clauses, except: closed)
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

  mutating func tooLong() -> SharedStatement {
    statement.hasVerb = true
    if !expressions.isEmpty {
      statement.doubts.append(
        (
          "this sentence has more than \(Self.longestSentence.tokens) words or \(Self.longestSentence.bytes) bytes; only its ports are read",
          statement.range
        ))
    }
    return finished()
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
        return read(only, clauses, earlier)
      }
      pieces.append(phrases)
    }
    var independent = divider.divide(pieces, sentence)
    // "A connects on TCP 1, while B connects on TCP 2": an explanation that writes ports speaks for itself.
    for range in clauses.explanations
    where expressions.contains(where: { range.contains($0.tokens.lowerBound) && $0.standing == .topic }) {
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
      if index > 0, independent[index - 1].isMain, statement.hasParties, expressions.isEmpty {
        // "connects to B, which connects to C": one of the two contacts is on the port.
        statement.doubts.append(
          ("which of these contacts the port is for is not said; write a sentence for each", statement.range))
        statement.sources = []
        statement.destinations = []
        statement.isBidirectional = false
      }
      condition = statement.condition ?? (part.isElse ? condition : nil)
      noteAntecedent()
      result += apart()
    }
    return StatementList(result[0], Array(result[1...]))
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
    noteAntecedent()
    return apart()
  }

  /// Starts the statement of one clause, with the expressions and conditions that belong to it.
  mutating func begin(
    _ part: IndependentClause, _ all: [IndependentClause], _ index: Int, _ clauses: SentenceClauses
  ) {
    bothDirections = nil
    goesBothWays = false
    hasSameHostRemark = false
    hasMixedRemarks = false
    subjectMentions = nil
    used = PhraseSet()
    isClosing = false
    hasSeveralServices = false
    phrases = part.phrases
    clause = part.tokens
    statement = Statement(range: sourceRange(tokens, trimmedStart(part.tokens)))
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

  // MARK: Conditions

  /// "it is not", "this is not the case"
  private func isDenialOfEarlier(_ range: Range<Int>) -> Bool {
    let words = range.filter { tokens[$0].kind == .word }
    guard words.count >= 3, words.count <= 5, lexicon[tokens[words[1]]] == .be, lexicon[tokens[words[2]]] == .negation
    else { return false }
    switch lexicon[tokens[words[0]]] {
    case .pronoun, .determiner(.demonstrative): break
    default: return false
    }
    return words.count == 3 || tokens[words[words.count - 1]].payload == Self.case
  }

  private static let `case` = Token.hash("case")
  private static let following = Token.hash("following")

  /// "when using TLS"
  private func isGerund(_ index: Int) -> Bool {
    if case .verb(_, .gerund)? = lexicon[tokens[index]] { true } else { false }
  }

  mutating func state(_ condition: SentenceClauses.Condition) {
    let range = sourceRange(tokens, condition.tokens)
    if condition.tokens.count <= 2, !tokens[condition.tokens].contains(where: { lexicon[$0] == .be }),
      !isGerund(condition.tokens.lowerBound)
    {
      // "if necessary": the page does not say when that is.
      emptyCondition = range
      return
    }
    if tokens[condition.tokens].contains(where: { $0.kind == .word && $0.payload == Self.following }) {
      // "if any of the following applies:"
      emptyCondition = range
      return
    }
    if let earlier = earlierCondition, isDenialOfEarlier(condition.tokens) {
      // "When HTTPS is enabled, …. When it is not, …"
      statement.condition = Located(earlier.value.inverted, at: range)
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
  func isPortClosed(_ range: Range<Int>) -> Bool {
    var reader = PhraseReader(tokens, page.file.bytes, expressions)
    let clause = VerbPhraseReader(reader.phrases(in: range))
    guard let verb = clause.result.first else { return false }
    // "if you close this port", "if it is closed"; not "if you disable mail"
    let isActive = verb.predicate == .verb(.close) && !verb.isPassive
    guard let subject = isActive ? verb.objects.first : verb.subject.first else { return false }
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

  /// "The server connects on this port; if it is blocked, the server uses TCP": what stands in front is a statement of its own.
  private mutating func readFallback(
    behind closed: SentenceClauses.Condition, _ clauses: SentenceClauses, _ splitter: ClauseSplitter
  ) -> StatementList? {
    let before = clauses.main.filter { $0.upperBound <= closed.whole.lowerBound }
    let after = clauses.main.filter { $0.lowerBound >= closed.whole.upperBound }
    let label = expressions.first { $0.isLabel }?.tokens
    guard !after.isEmpty, before.contains(where: { $0.lowerBound != label?.lowerBound && $0.count > 2 }) else {
      return nil
    }
    var first = clauses
    first.main = before
    first.explanations = []
    first.conditions.removeAll { $0.tokens == closed.tokens }
    let stated = readClauses(first, splitter, earlierCondition)
    statement = Statement(range: sourceRange(tokens, closed.whole.lowerBound..<sentence.upperBound))
    statement.refersToPorts = true
    readFallback(after, closed: closed.whole)
    return StatementList(stated[0], Array(stated.dropFirst()) + [finished()])
  }

  /// What to do where the port stays closed makes it optional; what then fails does not.
  mutating func readFallback(_ main: [Range<Int>], closed: Range<Int>) {
    statement.isPortState = true
    let label = statement.expressions.first { $0.isLabel }?.tokens
    guard let first = main.first(where: { piece in !piece.isEmpty && label?.lowerBound != piece.lowerBound }) else {
      return
    }
    var reader = PhraseReader(tokens, page.file.bytes, [])
    let phrases = reader.phrases(in: first)
    let isFailure = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.fail, _), .quality(.failing), .quality(.closed), .negation, .modal(.impossible): true
      // "no agent can connect"
      case .noun(let noun): noun.determiner == .negative
      default: false
      }
    }
    if isFailure { return }
    // A port in it is what is used instead.
    for index in statement.expressions.indices
    where first.contains(statement.expressions[index].tokens.lowerBound) {
      statement.expressions[index].standing = .substitute
      statement.refersToPorts = true
    }
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
}

extension StatedCondition {
  /// What holds where this does not.
  var inverted: Self { StatedCondition(text: text, isException: !isException) }

  var phrase: String { isException ? "not \(text)" : text }
}
