import PortModel
import PortPage
import SourceDiagnostics

/// Sentences that rule on what was said before, in a way that no flow can have.
extension StatementReader {
  /// Reports "this applies to A", "ignore this unless C", "no longer supported", "Linux only": what stands before holds for some, at some
  /// times, or not at all.
  mutating func distrustRulings() {
    if !statement.hasVerb, !statement.expressions.isEmpty, statement.sameHost == nil, statement.condition == nil,
      let only = phrases.first(where: { if case .adverb(.only) = $0.kind { true } else { false } })
    {
      // "TCP 445 (Windows only)", "TCP 5986 – only for remote installation"
      statement.doubts.append(
        ("\"only\" restricts when this port is needed; write \"if\" and the condition", bytes(only.tokens)))
      return
    }
    if !statement.hasVerb, statement.expressions.isEmpty, statement.doubts.isEmpty, statement.condition == nil,
      phrases.count <= 4, isRestricted, tokens[sentence.upperBound - 1].isMark("."), !saysMoreThanPlaces
    {
      // "Only in clusters.", "Not in clusters."
      statement.condition = nil
      statement.service = nil
      statement.doubts.append(
        (
          "what \"\(page.visibleText(bytes(clause)))\" says of the port is not understood; write \"if\" and the condition",
          bytes(clause)
        ))
      return
    }
    if statement.hasVerb, statement.expressions.isEmpty, statement.doubts.isEmpty, !statement.hasParties,
      let first = phrases.first, let noun = first.noun, isTransport(noun)
    {
      // "TCP is also supported.", "UDP is optional."
      statement.requirement = nil
      statement.condition = nil
      statement.doubts.append(
        (
          "for which port \"\(page.visibleText(bytes(first.tokens)))\" is meant, and when, is not read; write a title or an item for each transport",
          statement.range
        ))
      return
    }
    if marks.contains(.rulingHint), statement.doubts.isEmpty, let range = sameAs {
      statement.doubts.append(("what is the same is not read; write who connects to whom on this port", range))
      return
    }
    if !statement.hasVerb, statement.doubts.isEmpty,
      let word = clause.first(where: { tokens[$0].payload == Self.fallback })
    {
      statement.doubts.append(
        ("for which port this is a fallback, and when, is not read; say it in a sentence", tokens[word].range))
      return
    }
    if let condition = statement.condition, statement.doubts.isEmpty, isOnlyRelevant, !saysMore {
      // "Only relevant if C"
      statement.refersToPorts = true
      statement.isConditionOfPort = true
      statement.condition = condition
      return
    }
    if statement.isConditionOfPort, isDisregarding || isApplying { return }
    // "TCP 8083: obsolete."
    let isOfLabel = !statement.hasVerb && statement.expressions.count == 1 && statement.expressions[0].isLabel
    guard statement.expressions.isEmpty || isOfLabel, statement.doubts.isEmpty, let ruling, !saysMore else { return }
    statement.condition = nil
    statement.users = []
    statement.leavesConditionOpen = true
    if case .pronoun? = phrases.first?.kind { statement.refersToPorts = true }
    let word = page.file.text(tokens[ruling].range)
    statement.doubts.append(
      (
        "what \"\(word)\" says of the port is not understood; say in a sentence with the port whether and when it is needed",
        tokens[ruling].range
      ))
  }

  private var saysMoreThanPlaces: Bool {
    // "LDAP only."
    statement.says(withPlaces: false, withUsers: false, withCondition: true, withService: false)
  }

  /// "Only in clusters", "Not in clusters"
  private var isRestricted: Bool {
    guard let first = phrases.first else { return false }
    // "LDAP only."
    if phrases.count == 2, first.noun?.service != nil, case .adverb(.only) = phrases[1].kind { return true }
    switch first.kind {
    case .adverb(.only): return true
    case .negation:
      guard phrases.count > 2, case .preposition(.in) = phrases[1].kind else { return false }
      return phrases[2].noun != nil
    default: return false
    }
  }

  /// Reports "by default, this port is not used", "closed by default; opened when C": what holds by default does not say when the port is
  /// used, nor is the condition that of its being closed.
  mutating func distrustDefaults() {
    distrustSome()
    if statement.doubts.isEmpty, statement.negation == nil, !isClosing, let word = offWord {
      statement.doubts.append(
        (
          "\"\(page.file.text(tokens[word].range))\" leaves open when the port is used; write \"if\" and the condition",
          statement.range
        ))
      return
    }
    if let negation = statement.negation, let word = clause.first(where: { isDefaultWord(tokens[$0]) }) {
      return giveUp(
        "\"\(page.file.text(tokens[word].range))\" leaves open when the port is used; write \"if\" and the condition",
        negation.range)
    }
    if speaksOfClosing, statement.requirement != nil, let word = clause.first(where: { isDefaultWord(tokens[$0]) }),
      lexicon[tokens[word]] == .quality(.default)
    {
      // "It is closed by default and must be enabled."
      return giveUp(
        "the port is said to be closed by default and to be open; say when it must be open", tokens[word].range)
    }
    guard isClosing, statement.condition != nil, speaksOfClosing, let opening = openingPhrase else { return }
    giveUp(
      "the port is said to be closed and to be open, and one condition; write a sentence for each",
      bytes(opening.tokens))
  }

  private var openingPhrase: Phrase? {
    phrases.first { phrase in
      switch phrase.kind {
      case .verb(.open, _), .quality(.open), .verb(.require, _), .quality(.mandatory): true
      default: false
      }
    }
  }

  /// "must only be open if C; others can leave it closed": the condition is that of its being open.
  mutating func noteClosingByOthers() {
    guard let opening = openingPhrase, let others = closingByOthers(behind: opening) else { return }
    isClosing = false
    for index in others { used.insert(index) }
  }

  /// The phrases behind a condition that say who has the port closed: those for whom the condition does not hold.
  private func closingByOthers(behind opening: Phrase) -> Range<Int>? {
    guard let condition = statement.condition, !condition.value.isException,
      bytes(opening.tokens).upperBound <= condition.range.lowerBound,
      tokens[clause].contains(where: {
        $0.range.lowerBound <= condition.range.lowerBound && lexicon[$0] == .adverb(.only)
      }),
      let start = phrases.firstIndex(where: { bytes($0.tokens).lowerBound >= condition.range.upperBound }),
      let closing = phrases[start...].firstIndex(where: { isClosedOrClosing($0) }),
      closing == phrases.count - 1
        || phrases[(closing + 1)...].allSatisfy({ isOfPort($0) })
    else { return nil }
    let isLeft = phrases[start...closing].contains { phrase in
      tokens[phrase.tokens].contains { Self.leaving.contains($0.payload) }
    }
    return isLeft ? start..<phrases.count : nil
  }

  private func isOfPort(_ phrase: Phrase) -> Bool {
    if case .separator = phrase.kind { return true }
    return phrase.noun?.head == .port
  }

  private func isClosedOrClosing(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .quality(.closed), .verb(.close, _): true
    // "leave this closed"
    default: phrase.noun.map { $0.qualities.contains(.closed) } ?? false
    }
  }

  private static let leaving = WordSet(["leave", "leaves", "keep", "keeps"])

  /// "Same as above", "the same as port 389"
  private var sameAs: SourceRange? {
    guard clause.count >= 3 else { return nil }
    // Behind the label of an item.
    let label = statement.expressions.first.flatMap { $0.isLabel ? $0.tokens.upperBound : nil }
    var start = label ?? clause.lowerBound
    while start < clause.upperBound, tokens[start].kind != .word { start += 1 }
    guard start < clause.upperBound else { return nil }
    if lexicon[tokens[start]] == .determiner(.definite) { start += 1 }
    // "Same job as the port above"
    if start + 2 < clause.upperBound, lexicon[tokens[start]] == .quality(.same),
      tokens[start + 2].payload == Self.asWord
    {
      return sourceRange(tokens, clause)
    }
    guard start + 1 < clause.upperBound, lexicon[tokens[start]] == .quality(.same),
      tokens[start + 1].payload == Self.asWord || lexicon[tokens[start + 1]] == .preposition(.for)
    else { return nil }
    return sourceRange(tokens, clause)
  }

  private static let fallback = Token.hash("fallback")
  private static let asWord = Token.hash("as")

  /// Reports "cannot be changed on most printers": of some only.
  private mutating func distrustSome() {
    guard statement.requirement != nil || statement.binding != nil || statement.negation != nil,
      let index = phrases.indices.dropFirst().first(where: { isSome($0) })
    else { return }
    statement.requirement = nil
    statement.binding = nil
    statement.negation = nil
    statement.doubts.append(
      ("what holds for some only cannot be said of one flow; say under which condition", bytes(phrases[index].tokens)))
  }

  private func isSome(_ index: Int) -> Bool {
    guard phrases[index].noun != nil, case .preposition(let preposition) = phrases[index - 1].kind,
      Self.some.contains(tokens[phrases[index].tokens.lowerBound].payload)
    else { return false }
    switch preposition {
    case .on, .in, .for, .by, .with: return true
    default: return false
    }
  }

  private static let some = WordSet(["most", "some", "certain", "many", "few", "several"])

  /// "IMAP access is turned off by default", "SSH is disabled": the service of the port, not the port.
  private var offWord: Int? {
    guard marks.contains(.rulingHint), statement.expressions.isEmpty,
      let subject = phrases.first(where: { $0.noun != nil })?.noun,
      subject.service != nil
        || tokens[subject.tokens].contains(where: { lexicon[$0] == .event || Self.served.contains($0.payload) })
    else { return nil }
    let hasBe = phrases.contains { if case .be = $0.kind { true } else { false } }
    guard hasBe, statement.condition == nil else { return nil }
    return clause.first { tokens[$0].kind == .word && Self.offWords.contains(tokens[$0].payload) }
  }

  private static let served = WordSet(["access", "service", "interface", "api", "listener"])
  private static let offList = ["off", "disabled", "deactivated"]
  private static let offWords = WordSet(offList)

  private func isDefaultWord(_ token: Token) -> Bool {
    token.kind == .word && (lexicon[token] == .quality(.default) || Self.usual.contains(token.payload))
  }

  private static let usual = WordSet([
    "normally", "usually", "typically", "generally", "initially", "currently", "otherwise",
  ])

  /// "only relevant", "only applicable", "only used", and nothing else.
  private var isOnlyRelevant: Bool {
    guard phrases.count <= 4 else { return false }
    let words = phrases.flatMap { $0.tokens }.filter { tokens[$0].kind == .word }
    guard words.count == 2, case .adverb(.only)? = lexicon[tokens[words[0]]] else { return false }
    return Self.relevant.contains(tokens[words[1]].payload)
  }

  private static let relevant = WordSet(["relevant", "applicable", "used", "active"])

  /// Whether the clause says something besides its condition; "only for clusters" names a party to no end.
  private var saysMore: Bool {
    statement.says(withPlaces: true, withUsers: statement.hasVerb, withCondition: false)
  }

  /// "Skip this port if C", "you can ignore it where C": it is not needed then.
  mutating func noteDisregard() {
    guard marks.contains(.rulingHint), statement.condition != nil, statement.negation == nil, isDisregarding else {
      return
    }
    statement.refersToPorts = true
    statement.hasVerb = true
    statement.negation = Located(.unneeded, at: statement.range)
  }

  /// "skip", or "you may skip", and the port behind it, and nothing else.
  private var isDisregarding: Bool {
    guard let word = clause.first(where: { Self.disregarding.contains(tokens[$0].payload) }),
      let verb = phrases.firstIndex(where: { $0.tokens.contains(word) }), verb + 1 < phrases.count,
      isPort(verb + 1) || isPronominal(PhraseSet(verb + 1)) || isThisOne(behind: word)
    else { return false }
    return phrases[..<verb].allSatisfy { phrase in
      switch phrase.kind {
      case .modal(.can), .modal(.may), .adverb, .conjunction: true
      case .pronoun: SentenceFilter.addressees.contains(tokens[phrase.tokens.lowerBound].payload)
      // "feel free to skip", "you are welcome to skip"
      default: tokens[phrase.tokens].allSatisfy { Self.freely.contains($0.payload) }
      }
    }
      && phrases[(verb + 1)...].drop { $0.tokens.lowerBound <= word + (isThisOne(behind: word) ? 2 : 1) }
        .allSatisfy { if case .separator = $0.kind { true } else { false } }
  }

  /// "this one" behind a word
  private func isThisOne(behind word: Int) -> Bool {
    word + 2 < sentence.upperBound && lexicon[tokens[word + 1]] == .determiner(.demonstrative)
      && tokens[word + 2].payload == Self.oneWord
  }

  private static let oneWord = Token.hash("one")
  static let freely = WordSet(["feel", "free", "are", "welcome", "to"])
  private static let disregarding = WordSet(["skip", "ignore", "omit", "disregard"])

  /// The word that rules; a sentence about something with a name is about that.
  private var ruling: Int? {
    guard marks.contains(.rulingHint) else { return nil }
    if let index = sentence.first(where: { SentenceFilter.isSameOfOthers(at: $0, tokens, from: sentence.lowerBound) }) {
      return index
    }
    // "In firewall mode, it is the other way round."
    if let index = clause.dropFirst().first(where: { index in
      Self.turned.contains(tokens[index].payload) && tokens[index - 1].payload == Self.way
    }) {
      return index
    }
    for phrase in phrases {
      for index in phrase.tokens where isRuling(index) { return index }
      if let noun = phrase.noun, statement.hasVerb, !isOfThisText(noun) { return nil }
    }
    return nil
  }

  private static let turned = WordSet(["round", "around"])
  private static let way = Token.hash("way")

  /// "this section", "this connection", "the port"
  private func isOfThisText(_ noun: NounPhrase) -> Bool {
    guard noun.head != .port, let last = noun.tokens.last else { return noun.head == .port }
    let isAtHand = noun.determiner == .definite || noun.determiner == .demonstrative
    return isAtHand && Self.texts.contains(tokens[last].payload)
  }

  private static let texts = WordSet([
    "section", "connection", "topic", "paragraph", "entry", "item", "requirement", "flow", "traffic",
  ])

  private func isRuling(_ index: Int) -> Bool {
    tokens[index].isMarked(.ruling)
      || lexicon[tokens[index]] == .adverb(.only) && !statement.hasVerb
  }

  /// Without one of these, nothing rules.
  static var rulingHints: [String] { rulings + offList + ["only", "same", "so", "too"] }

  static let rulings = [
    "apply", "applies", "applied", "hold", "holds", "skip", "ignore", "omit", "disregard", "deprecated", "obsolete",
    "removed", "retired", "discontinued", "superseded", "replaced", "supported", "unsupported", "unnecessary",
    "superfluous", "reverse", "reversed", "round", "around", "relevant", "applicable", "legacy",
    "reserved", "unused",
  ]
}
