import PortModel
import PortPage
import SourceDiagnostics

/// What a page asks people to verify on a host.
extension PageReader {
  /// Reads a sentence as a check, or as what belongs to the check before it.
  ///
  /// A check is an order to verify something that is not the state of a port that a flow could have: in a section about checks, or
  /// one whose words are those of a known kind of check.
  mutating func readCheck(
    _ tokens: [Token], _ sentence: Range<Int>, _ shared: SharedStatement, _ section: Int
  ) -> Bool {
    let isCheckSection = isInChecks(section)
    let isLeadIn = checkLeadIn == section
    let whole = sentence
    let sentence = behindCondition(tokens, sentence)
    // What is no order and belongs to no list of checks is none.
    guard isCheckSection || isLeadIn || isOrder(tokens, sentence) else { return false }
    let condition = shared.value.remarkedCondition ?? checkCondition(tokens, whole)
    let kind = checkKind(tokens[sentence])
    let namesPort = !shared.value.expressions.isEmpty
    if isLeadIn, openItem != nil, !namesPort { return addCheck(kind, tokens, whole, condition, section) }
    if isOrder(tokens, sentence), !namesPort || kind == .portConflict || kind == .ephemeralRange,
      isCheckSection || kind != .manual || isOpen(tokens, sentence), !isPortOrder(shared, isCheckSection)
    {
      if isOpen(tokens, sentence) {
        // "Verify on the host that": each item of the list that follows is a check.
        checkLeadIn = section
        reading.checkSentences += 1
        return true
      }
      if namesPort { nameInCheck(shared) }
      return addCheck(kind, tokens, whole, condition, section)
    }
    guard isCheckSection, shared.value.expressions.isEmpty, let open = openCheck else { return false }
    if let condition {
      let earlier = reading.checks[open].condition
      reading.checks[open].condition = earlier.map { "\($0); \(condition.value.text)" } ?? condition.value.text
    }
    reading.checks[open].references += references(in: sourceRange(tokens, sentence)).filter {
      !reading.checks[open].references.contains($0)
    }
    reading.checkSentences += 1
    return true
  }

  /// "If a connection fails, verify …": the order.
  private func behindCondition(_ tokens: [Token], _ sentence: Range<Int>) -> Range<Int> {
    guard case .subordinator(let kind)? = lexicon[tokens[sentence.lowerBound]], kind != .explanation,
      let start = ClauseSplitter(tokens).split(sentence).main.first?.lowerBound, start > sentence.lowerBound
    else { return sentence }
    return start..<sentence.upperBound
  }

  /// The condition of a check, which no flow depends on.
  private func checkCondition(_ tokens: [Token], _ sentence: Range<Int>) -> Located<StatedCondition>? {
    guard tokens[sentence].contains(where: { if case .subordinator? = lexicon[$0] { true } else { false } }),
      let condition = ClauseSplitter(tokens).split(sentence).conditions.first
    else { return nil }
    let range = sourceRange(tokens, condition.tokens)
    return Located(StatedCondition(text: page.visibleText(range), isException: condition.isException), at: range)
  }

  /// An item of a list of checks that writes neither ports nor conditions is one, without being read, and so is "Verify on the host that".
  mutating func readListedCheck(_ tokens: [Token], _ sentence: Range<Int>, _ section: Int) -> Bool {
    let isItem = openItem != nil && checkLeadIn == section
    if !isItem, isOpen(tokens, sentence), isOrder(tokens, sentence), sentence.allSatisfy({ isOfLeadIn(tokens[$0]) }) {
      checkLeadIn = section
      reading.checkSentences += 1
      return true
    }
    guard isItem, !sentence.contains(where: { mayWritePortOrCondition(tokens[$0]) })
    else { return false }
    return addCheck(checkKind(tokens[sentence]), tokens, sentence, nil, section)
  }

  /// Nothing that says something of a port: no port, no number, no verb but that of the check.
  private func isOfLeadIn(_ token: Token) -> Bool {
    guard token.kind == .word else { return token.isMark(":") }
    if ServiceRegistry.common.hasService(token) || token.isMarked(.loopback) || token.isMarked(.open) { return false }
    return switch lexicon[token] {
    case nil, .determiner, .preposition, .relative, .adverb(.plain), .verb(.check, .base): true
    default: false
    }
  }

  private func mayWritePortOrCondition(_ token: Token) -> Bool {
    guard token.kind == .word else {
      if case .mark = token.kind { return false }
      return true
    }
    if case .subordinator? = lexicon[token] { return true }
    return token.isMarked(.open) || token.isMarked(.opening) || ServiceRegistry.common.hasService(token)
  }

  private mutating func addCheck(
    _ kind: PortSpecification.HostCheck.Kind, _ tokens: [Token], _ sentence: Range<Int>,
    _ condition: Located<StatedCondition>?, _ section: Int
  ) -> Bool {
    let range = sourceRange(tokens, trimmedEnd(tokens, sentence))
    openCheck = reading.checks.count
    reading.checks.append(
      PageReading.Check(
        kind: kind, text: page.visibleText(range), range: range, section: section,
        references: references(in: sourceRange(tokens, sentence))))
    reading.checks[reading.checks.count - 1].condition = condition?.value.text
    reading.checkSentences += 1
    return true
  }

  /// The sentence ends in "that" or a colon: what is to be verified follows in a list.
  private func isOpen(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    let last = tokens[sentence.upperBound - 1]
    return last.isMark(":") || last.kind == .word && last.payload == Self.that
  }

  private static let that = Token.hash("that")

  /// "Verify port 22 is open" is a flow's requirement even in a section about checks when it writes a port; without one there, it is a check.
  private func isPortOrder(_ shared: SharedStatement, _ isCheckSection: Bool) -> Bool {
    !isCheckSection && shared.value.isPortState
  }

  func isInChecks(_ section: Int) -> Bool {
    if case .checks = reading.outline.headings[section].role { return true }
    return false
  }

  /// The sentence begins with "verify", "ensure", "make sure", perhaps behind an adverb.
  private func isOrder(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    for index in sentence {
      switch lexicon[tokens[index]] {
      case .adverb(let adverb):
        if adverb == .plain, tokens[index].payload == PhraseReader.sure { return true }
        continue
      case .verb(.check, .base): return true
      case .verb(.other, .base):
        return index + 1 < sentence.upperBound && tokens[index + 1].payload == PhraseReader.sure
      default:
        guard tokens[index].kind == .word || tokens[index].value != nil else { continue }
        return false
      }
    }
    return false
  }

  private func checkKind(_ tokens: ArraySlice<Token>) -> PortSpecification.HostCheck.Kind {
    func has(_ words: WordSet) -> Bool { tokens.contains { $0.kind == .word && words.contains($0.payload) } }
    if has(Self.ephemeral) { return .ephemeralRange }
    if has(Self.firewall) { return .firewall }
    let speaksOfPorts = tokens.contains { lexicon[$0] == .port }
    if speaksOfPorts, has(Self.others), has(Self.occupants) || has(Self.occupied) { return .portConflict }
    return .manual
  }

  private static let ephemeral = hashes(["ephemeral", "dynamic"])
  private static let firewall = hashes(["firewall", "firewalls", "iptables", "nftables"])
  private static let others = hashes([
    "no", "other", "another", "not", "already", "conflict", "conflicts", "nothing", "else", "nobody", "free",
  ])
  private static let occupants = hashes(
    ["service", "services", "process", "processes", "program", "programs", "application", "applications", "software"])
  private static let occupied = hashes([
    "use", "used", "uses", "using", "occupied", "taken", "conflict", "conflicts", "free", "listening", "listens",
  ])

  private static func hashes(_ words: [String]) -> WordSet { WordSet(words) }

  /// The destinations of the links in a range.
  private func references(in range: SourceRange) -> [String] {
    var result: [String] = []
    for node in page.inlines(in: content).nodes where node.range.overlaps(range) {
      let target: SourceRange
      switch node.kind {
      case .link(let destination?): target = destination
      case .autolink: target = node.content
      default: continue
      }
      let text = page.file.text(target)
      if !result.contains(text) { result.append(text) }
    }
    return result
  }

  private func trimmedEnd(_ tokens: [Token], _ sentence: Range<Int>) -> Range<Int> {
    var end = sentence.upperBound
    while end > sentence.lowerBound + 1,
      tokens[end - 1].isMark(".") || tokens[end - 1].isMark("!") || tokens[end - 1].isMark(":")
        || tokens[end - 1].isMark(",") || tokens[end - 1].isMark(";")
    {
      end -= 1
    }
    return sentence.lowerBound..<end
  }
}
