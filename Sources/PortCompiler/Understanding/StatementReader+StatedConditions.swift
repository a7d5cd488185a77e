import PortModel
import PortPage
import SourceDiagnostics

/// What the conditions of a sentence say, and what happens where the port is closed.
extension StatementReader {
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
    if condition.isException, saysOtherwise(condition.tokens) {
      // "listens on this port unless configured otherwise": another port is possible. What else may be otherwise, nobody says.
      let isOfPort = tokens[clause].contains { token in
        switch lexicon[token] {
        case .verb(.listen, _), .verb(.use, _), .verb(.defaultTo, _): true
        default: false
        }
      }
      if isOfPort { state(binding: .default, range) } else { emptyCondition = range }
      return
    }
    if !condition.isException, namesAnotherPort(condition.tokens), saysOtherwise(condition.tokens),
      expressions.allSatisfy({ $0.isDefault || $0.isBareDefault })
    {
      anotherPort = range
      return
    }
    if let doubt = doubt(of: condition) {
      let whole = sourceRange(tokens, condition.whole)
      if isPortState(condition) {
        statement.refersToPorts = true
        statement.doubts.append((doubt, whole))
      } else {
        conditionDoubt = (doubt, whole)
      }
      return
    }
    if isFollowedByChange(condition) {
      // "if your site has standardized on something else, change it"
      return state(binding: .default, range)
    }
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
    var condition = condition
    if condition.tokens.count > 4, lexicon[tokens[condition.tokens.lowerBound]] == .conjunction(.and),
      lexicon[tokens[condition.tokens.lowerBound + 1]] == .adverb(.only)
    {
      // "if and only if TLS is enabled"
      condition.tokens = (condition.tokens.lowerBound + 3)..<condition.tokens.upperBound
    }
    if overreaches(condition.tokens) {
      unclearCondition = range
      return
    }
    if let earlier = earlierCondition, isDenialOfEarlier(condition.tokens) {
      // "When HTTPS is enabled, …. When it is not, …"
      statement.condition = Located(earlier.value.inverted, at: range)
      return
    }
    let text = page.visibleText(withMarks(sourceRange(tokens, condition.tokens)))
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

  /// The range with the marks of emphasis in front, which end inside it: "*Email to print* is enabled".
  private func withMarks(_ range: SourceRange) -> SourceRange {
    let bytes = page.file.bytes
    var start = range.lowerBound
    var end = range.upperBound
    while start > 0, "*_`".utf8.contains(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, "*_`".utf8.contains(bytes[end]) { end += 1 }
    // The marks in front close inside or right behind the range, or those behind opened inside.
    let isFront = start < range.lowerBound && range.offsets.count { bytes[$0] == bytes[start] } % 2 == 1
    let isBehind = end > range.upperBound && range.offsets.count { bytes[$0] == bytes[end - 1] } % 2 == 1
    let isAround = start < range.lowerBound && end > range.upperBound
    return SourceRange(
      (isFront || isAround ? start : range.lowerBound)..<(isBehind || isAround ? end : range.upperBound))
  }

  /// "if C, change it": that the port can be changed, and when to do so.
  private func isFollowedByChange(_ condition: SentenceClauses.Condition) -> Bool {
    var next = condition.whole.upperBound
    if next < sentence.upperBound, tokens[next].isMark(",") { next += 1 }
    guard next + 1 < sentence.upperBound else { return false }
    switch lexicon[tokens[next]] {
    case .verb(.change, .base): break
    // "if the relay expects a different port, enter it under Settings"
    default:
      guard namesAnotherPort(condition.tokens), Self.entering.contains(tokens[next].payload) else { return false }
    }
    return lexicon[tokens[next + 1]] == .pronoun || lexicon[tokens[next + 1]] == .port
  }

  private static let entering = WordSet([
    "enter", "set", "specify", "choose", "select", "adjust", "edit", "replace", "type", "use", "configure",
  ])

  /// "unless configured otherwise", "unless you specify otherwise", "unless another port was chosen"
  func saysOtherwise(_ condition: Range<Int>) -> Bool {
    guard condition.count <= 10, expressions.allSatisfy({ !condition.contains($0.tokens.lowerBound) }) else {
      return false
    }
    let isOtherwise = tokens[condition].contains { $0.kind == .word && $0.payload == Self.otherwiseWord }
    let isSetting = tokens[condition].contains { $0.kind == .word && Self.tellingOtherwise.contains($0.payload) }
    return isSetting && (isOtherwise || namesAnotherPort(condition))
  }

  func namesAnotherPort(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { index in
      Self.anotherWords.contains(tokens[index].payload)
        && (lexicon[tokens[index + 1]] == .port || lexicon[tokens[index + 1]] == .number)
    }
  }

  /// "If another port was chosen, A connects to B on that port": all that the clause says of this port is that it can be another one.
  mutating func settle(anotherPort: SourceRange) {
    let names = statement.hasParties && !speaksOfThatPort
    let expressions = statement.expressions
    statement = Statement(range: statement.range)
    statement.expressions = expressions
    statement.refersToPorts = true
    statement.hasVerb = true
    if names {
      statement.doubts.append(
        ("who connects where the port is another one says nothing of this one; name the port", statement.range))
    }
    state(binding: .default, anotherPort)
  }

  /// "on that port": the other one.
  private var speaksOfThatPort: Bool {
    clause.dropLast().contains { tokens[$0].payload == Self.that && lexicon[tokens[$0 + 1]] == .port }
  }

  private static let that = Token.hash("that")
  private static let otherwiseWord = Token.hash("otherwise")
  private static let anotherWords = WordSet(["another", "different", "other"])
  private static let tellingOtherwise = WordSet(
    [
      "configured", "configure", "specified", "specify", "set", "changed", "chosen", "choose", "chose", "entered",
      "uses", "used", "selected", "select",
      "told",
      "instructed", "defined", "define", "assigned", "picked",
    ])

  /// "TCP 443 is closed", "this port is not open", "the port is blocked".
  func isPortClosed(_ condition: SentenceClauses.Condition) -> Bool {
    let speaksOfState = condition.tokens.contains { index in
      switch lexicon[tokens[index]] {
      case .verb(.close, _), .verb(.open, _), .quality(.closed), .quality(.open): true
      default: false
      }
    }
    guard speaksOfState else { return false }
    var reader = PhraseReader(tokens, page.file.bytes, expressions)
    let clause = VerbPhraseReader(reader.phrases(in: condition.tokens))
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
    // "cannot connect unless this port is open"; "closed" is what a port is by itself.
    if condition.isException {
      return isOpen && !verb.isNegated && verb.subject.contains { isPort($0, clause.phrases) }
    }
    return isClosed && !verb.isNegated || isOpen && verb.isNegated
  }

  private func isPort(_ index: Int, _ phrases: [Phrase]) -> Bool {
    if case .ports = phrases[index].kind { true } else { phrases[index].noun?.head == .port }
  }

  /// "The server connects on this port; if it is blocked, the server uses TCP": what stands in front is a statement of its own.
  mutating func readFallback(
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
    let hasPort = statement.expressions.contains { first.contains($0.tokens.lowerBound) }
    if isFailure || !hasPort && isEffect(phrases) {
      // "If the port is closed, the console cannot connect": perhaps the other side.
      self.phrases = phrases
      clause = first
      statement.leftOver += phrases.indices.compactMap { namedParty($0) }
      return
    }
    let start = phrases.first { phrase in
      switch phrase.kind {
      case .separator, .conjunction, .adverb: false
      default: true
      }
    }
    let isFragment = if case .preposition? = start?.kind { true } else { false }
    let refersToPort = phrases.contains { $0.noun?.head == .port && $0.noun?.determiner == .demonstrative }
    if isFragment || refersToPort {
      // "or, if it is unavailable, to B", "connects on this port in case TCP 443 is blocked"
      statement.doubts.append(
        (
          "what is used instead is not understood; write a sentence of its own for it",
          sourceRange(tokens, trimmed(first))
        ))
      return
    }
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

  /// "agents appear offline", "an error is displayed", "contact your administrator", "see A": nothing is used instead.
  private func isEffect(_ phrases: [Phrase]) -> Bool {
    // "the client reports error 10061", "the agent tries again"
    let hasEffect = phrases.contains { phrase in
      tokens[phrase.tokens].contains { $0.kind == .word && Self.effects.contains($0.payload) }
    }
    if hasEffect { return true }
    guard let verb = VerbPhraseReader(phrases).result.first else { return false }
    if phrases[verb.phrases].contains(where: { tokens[$0.tokens].contains { Self.lasting.contains($0.payload) } }) {
      // "the agents keep using the old rules"
      return true
    }
    let start = phrases[verb.phrases.lowerBound].tokens.lowerBound
    if verb.isImperative, Self.advice.contains(tokens[start].payload) { return true }
    guard !verb.isImperative, verb.modality != .must, !verb.subject.contains(where: { isAddressee(phrases[$0]) }) else {
      return false
    }
    switch verb.predicate {
    case .be, .verb(.other), .verb(.unknown), .verb(.fail):
      // "A uses TCP" is a fallback.
      return !phrases.contains { phrase in
        switch phrase.kind {
        case .verb(.use, _), .verb(.communicate, _), .verb(.reach, _), .adverb(.instead): true
        default: false
        }
      }
    case .verb: return false
    }
  }

  private static let effects = WordSet(
    ["reports", "report", "tries", "retries", "retry", "waits", "shows", "logs", "displays", "repeats", "times"])
  private static let lasting = WordSet([
    "keep", "keeps", "continue", "continues", "remain", "remains", "retain", "retains",
  ])

  private func isAddressee(_ phrase: Phrase) -> Bool {
    tokens[phrase.tokens].contains { SentenceFilter.addressees.contains($0.payload) }
  }

  private static let advice = WordSet(
    ["see", "refer", "contact", "ask", "open", "unblock", "check", "verify", "consult", "report", "call", "notify"])

  /// Without the marks at the end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound + 1, case .mark(let mark) = tokens[end - 1].kind, mark != UInt8(ascii: ")") {
      end -= 1
    }
    return range.lowerBound..<end
  }
}
