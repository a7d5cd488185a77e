import PortModel
import PortPage
import SourceDiagnostics

/// Rows of one cell, and rows that say that their ports are not in use.
extension PageReader {
  mutating func readSpanningRow(_ tokens: [Token], _ reader: inout RowReader) {
    reader.spanning = Statement(range: sourceRange(tokens, 0..<tokens.count))
    reader.group = []
    if let word = denial(tokens[...]) { reader.spanning.negation = Located(.unused, at: tokens[word].range) }
    for token in tokens {
      switch lexicon[token] {
      case .direction(let direction): reader.spanning.direction = Located(direction, at: token.range)
      case .quality(.optional): reader.spanning.requirement = Located(.optional, at: token.range)
      case .quality(.mandatory), .verb(.require, .participle):
        reader.spanning.requirement = Located(.required, at: token.range)
      default: continue
      }
    }
    let said = reader.spanning
    if said.negation == nil, said.direction == nil, said.requirement == nil, tokens.contains(where: { isTelling($0) }) {
      reportCell(tokens, "says of the rows below is not read", reader)
    }
  }

  /// A transport, a place, or a machine: a sub-heading with it may say something of the ports below.
  private func isTelling(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .transport, .preposition(.on), .preposition(.of), .preposition(.from), .preposition(.to), .subordinator: true
    default: token.kind == .word && RoleName.endsInMachine(page.file.text(token.range))
    }
  }

  // MARK: Denials

  /// "Allow", "deny", "✗"; anything else is reported.
  mutating func readAction(_ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement) {
    guard let column = reader.layout.column(.action), !cells[column].isEmpty else { return }
    let tokens = cells[column]
    if tokens.count == 1, case .verb(.open, _)? = lexicon[tokens[0]] { return }
    if tokens.count == 1, tokens[0].kind == .word, Self.accepting.contains(tokens[0].payload) { return }
    // "Status: required"
    if statement.requirement == nil, tokens.contains(where: { isRequirement($0) }),
      LabelledValueReader(page, tokens, names: names).read(cell: .requirement, into: &statement)
    {
      return
    }
    statement.negation = Located(.closed, at: tokens[0].range)
    if tokens.count == 1, case .verb(.close, _)? = lexicon[tokens[0]] { return }
    if tokens.count == 1, lexicon[tokens[0]] == .determiner(.negative) { return }
    reportCell(tokens, "says here is not understood, so that the row makes no flow", reader)
  }

  private func isRequirement(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .quality(.optional), .quality(.mandatory), .quality(.recommended), .verb(.require, .participle): true
    default: false
    }
  }

  private static let accepting = WordSet(["accept", "accepted", "yes", "pass", "permit", "enabled", "active", "on"])

  /// "Not used", "Removed in 5.0", "Closed": a row that says so of its port makes no flow. "Disabled by default" makes it optional.
  mutating func readDenials(_ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement) {
    for column in cells.indices
    where reader.layout.roles[column] == .purpose || reader.layout.roles[column] == .requirement {
      let tokens = cells[column]
      for sentence in sentences(of: tokens) {
        guard let word = denial(tokens[sentence]) else { continue }
        if isByDefault(behind: word, tokens, sentence) {
          if statement.requirement == nil { statement.requirement = Located(.optional, at: tokens[word].range) }
          continue
        }
        if isPossible(word, tokens, sentence) {
          // "Can be disabled"
          if statement.requirement == nil { statement.requirement = Located(.optional, at: tokens[word].range) }
          continue
        }
        if isOfOutside(behind: word, tokens, sentence) {
          reading.report(
            .ambiguousSentence, "who must not reach the port cannot be said in a specification; say who may connect",
            at: sourceRange(tokens, sentence))
          reading.unresolved.append(
            (DiagnosticRule.ambiguousSentence.slug, sourceRange(tokens, sentence), reader.section))
          continue
        }
        guard statement.negation == nil else { continue }
        statement.negation = Located(.unused, at: tokens[word].range)
        reading.report(
          .ambiguousSentence,
          "\"\(page.visibleText(sourceRange(tokens, sentence)))\" is taken to say that the port is not in use, so that the row makes no flow; say when it is needed",
          at: sourceRange(tokens, sentence))
        reading.unresolved.append(
          (DiagnosticRule.ambiguousSentence.slug, sourceRange(tokens, sentence), reader.section))
      }
    }
  }

  /// The word by which a sentence says that a port is not in use, or is closed.
  private func denial(_ tokens: ArraySlice<Token>) -> Int? {
    for index in tokens.indices {
      let token = tokens[index]
      // What holds under a condition, or otherwise, is for the sentence's own reader.
      if case .subordinator? = lexicon[token] { return nil }
      guard token.kind == .word else { continue }
      if Self.denying.contains(token.payload) { return isSubjectBefore(index, tokens) ? nil : index }
      guard
        lexicon[token] == .negation || lexicon[token] == .determiner(.negative) || lexicon[token] == .modal(.impossible)
      else { continue }
      let behind = tokens[(index + 1)...].prefix(4)
      if behind.contains(where: { isUse($0) }) { return index }
    }
    return nil
  }

  func isUse(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .verb(.use, _), .verb(.open, _), .quality(.open): true
    default: Self.using.contains(token.payload)
    }
  }

  /// "HTTP is disabled", "the old console was removed": of something else than the port.
  private func isSubjectBefore(_ index: Int, _ tokens: ArraySlice<Token>) -> Bool {
    let before = tokens[..<index]
    return before.contains { $0.kind == .word && lexicon[$0] == nil } && before.count > 1
  }

  /// "can be disabled", "may be closed"
  private func isPossible(_ word: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    guard word >= sentence.lowerBound + 2, lexicon[tokens[word - 1]] == .be else { return false }
    return lexicon[tokens[word - 2]] == .modal(.can) || lexicon[tokens[word - 2]] == .modal(.may)
  }

  /// "must not be reachable from the internet"
  private func isOfOutside(behind word: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    tokens[word..<sentence.upperBound].contains { Self.outside.contains($0.payload) }
  }

  private static let outside = WordSet(["internet", "outside", "public", "externally", "untrusted", "wan"])

  private func isByDefault(behind word: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    let behind = tokens[word..<min(sentence.upperBound, word + 5)]
    return behind.indices.dropLast().contains {
      lexicon[tokens[$0]] == .preposition(.by) && lexicon[tokens[$0 + 1]] == .quality(.default)
    }
  }

  private static let denying = WordSet([
    "unused", "removed", "obsolete", "deprecated", "disabled", "closed", "blocked", "unsupported", "reserved",
    "discontinued", "retired", "decommissioned", "forbidden", "prohibited",
  ])
  private static let using = WordSet([
    "supported", "exposed", "enabled", "available", "allowed", "active", "implemented",
  ])

  /// "Not used", "Disabled" as the title above.
  func titleNegation(_ section: Int) -> Located<Negation>? {
    let tokens = reading.outline.headings[section].tokens
    guard tokens.count <= 5, let word = denial(tokens[...]) else { return nil }
    return Located(.unused, at: tokens[word].range)
  }
}
