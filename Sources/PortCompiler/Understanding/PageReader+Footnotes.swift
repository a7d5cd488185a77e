import PortPage
import SourceDiagnostics

/// What is not read where it stands: footnotes, struck text, commands.
extension PageReader {
  /// Where a footnote mark stands.
  struct FootnoteUse {
    var scope: Int
    /// The ports of the sentence that carries it; none where it writes none.
    var groups: [Int]
    var range: SourceRange
  }

  struct Footnote {
    var label: String
    var tokens: [Token]
    var section: Int
    var content: SourceRange
  }

  /// The words of a block that are sentences; footnotes are kept for later.
  mutating func readable(_ words: ReadableWords, _ section: Int) -> ReadableWords {
    if words.rest == nil { return words }
    explainHidden(words)
    for (index, footnote) in words.footnotes.enumerated() {
      let end = index + 1 < words.footnotes.count ? words.footnotes[index + 1].position : words.tokens.count
      footnotes.append(
        Footnote(
          label: footnote.label, tokens: Array(words.tokens[footnote.position..<end]), section: section,
          content: content))
    }
    return words.footnotes.isEmpty ? words : words.withoutFootnotes
  }

  /// Explains the numbers in struck text and in commands.
  mutating func explainHidden(_ words: ReadableWords) {
    guard let rest = words.rest else { return }
    for range in rest.code { explainAll(range, "code") }
    for struck in rest.struck {
      let reader = PortExpressionReader(tokens: struck, text: page.file.bytes)
      let range = sourceRange(struck, 0..<struck.count)
      let hasPorts = !reader.expressions(in: 0..<struck.count, isLabel: false).isEmpty
      explainAll(range, hasPorts ? "port that is struck out" : "struck out")
    }
  }

  // MARK: Footnotes

  mutating func noteMarks(_ marks: [ReadableWords.FootnoteMark], _ scope: Int, _ groups: [Int]) {
    for mark in marks {
      footnoteUses[mark.label, default: []].append(FootnoteUse(scope: scope, groups: groups, range: mark.range))
    }
  }

  /// The marks of one sentence, with the ports of the statements that it made.
  mutating func noteMarks(
    _ marks: [ReadableWords.FootnoteMark], in sentence: Range<Int>, _ scope: Int, behind count: Int
  ) {
    guard !marks.isEmpty else { return }
    let first = firstMark(in: marks, behind: sentence.lowerBound)
    let last = firstMark(in: marks, behind: sentence.upperBound)
    guard first < last else { return }
    noteMarks(Array(marks[first..<last]), scope, reading.statements[count...].flatMap(\.groups))
  }

  /// The first of the marks, which ascend, that stands behind a token's beginning. One block may hold very many.
  private func firstMark(in marks: [ReadableWords.FootnoteMark], behind token: Int) -> Int {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].position <= token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Reads each footnote as said where its mark stands.
  mutating func readFootnotes() {
    let labels = Set(footnotes.map(\.label))
    for (label, uses) in footnoteUses.sorted(by: { $0.key < $1.key }) where !labels.contains(label) {
      guard speaksOfPorts(reading.scopes[uses[0].scope].section) else { continue }
      reading.report(
        .ambiguousSentence, "the page has no text that can be read for this footnote; write it as a sentence",
        at: uses[0].range)
      reading.unresolved.append(
        (DiagnosticRule.ambiguousSentence.slug, uses[0].range, reading.scopes[uses[0].scope].section))
    }
    for footnote in footnotes { read(footnote) }
    reportMissingNotes()
  }

  private mutating func read(_ footnote: Footnote) {
    let uses = footnoteUses[footnote.label] ?? []
    let scope = uses.first?.scope ?? sectionScopes[footnote.section]
    let groups = uses.flatMap(\.groups)
    let tokens = footnote.tokens
    content = footnote.content
    paragraph += 1
    for sentence in sentences(of: tokens) {
      guard tokens[sentence].contains(where: { $0.kind == .word || $0.value != nil }) else { continue }
      var reader = StatementReader(tokens, sentence: sentence, names: names)
      let statements = reader.read()
      reading.sentenceCount += 1
      sentenceNumber += 1
      let expressions = expressions(of: statements)
      let speaksOfPorts = !uses.isEmpty || !expressions.isEmpty || tokens[sentence].contains { lexicon[$0] == .port }
      explainNumbers(
        tokens, sentence, taken: expressions, speaksOfPorts: speaksOfPorts, section: reading.scopes[scope].section)
      let isDescription = isDescription(tokens[sentence])
      for shared in statements {
        let statement = shared.value
        if !uses.isEmpty {
          // A port that the note writes is one of the section's, as in a paragraph.
          let scope = statement.expressions.isEmpty ? scope : sectionScopes[footnote.section]
          let own = addGroups(shared, scope)
          place(
            shared, scope, own.isEmpty && statement.saysSomething ? groups : own, speaksOfPorts: false,
            isDescription: isDescription)
        }
        guard speaksOfPorts, !isDescription, uses.isEmpty || statement.doubts.isEmpty && !statement.saysSomething else {
          continue
        }
        reading.report(
          .uninterpretedSentence, "what this footnote says about the port was not understood", at: statement.range)
        reading.unresolved.append(
          (DiagnosticRule.uninterpretedSentence.slug, statement.range, reading.scopes[scope].section))
      }
    }
  }
}

extension Page {
  func readableWords(of block: Block) -> ReadableWords {
    let range = content(of: block)
    let inlines = inlines(in: range)
    let references = inlines.nodes.isEmpty ? [] : inlines.nodes.filter { $0.kind == .footnoteReference }
    return ReadableWords(words(in: range, inlines), file.bytes, references: references)
  }
}
