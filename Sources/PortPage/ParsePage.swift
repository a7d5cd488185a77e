package import SourceDiagnostics
import SourceTrees

/// Reads a port page: front matter, blocks and sections.
///
/// Total: whatever the bytes are, there is a page. Where an error keeps the text from being read at all (too large, nested too
/// deeply), the page has no blocks and the diagnostics say why.
/// - Parameter variables: The texts for the variables of its template language.
/// - Complexity: O(*n*) in the bytes of the file.
package func parsePage(
  _ file: SourceFile, variables: TemplateVariables = TemplateVariables()
) -> (page: Page, diagnostics: [Diagnostic]) {
  var reader = PageReader(file, variables)
  let page = reader.read()
  return (page, reader.diagnostics.sorted())
}

private struct PageReader {
  let file: SourceFile
  let lines: LineIndex
  let variables: TemplateVariables
  var diagnostics = DiagnosticList()

  init(_ file: SourceFile, _ variables: TemplateVariables) {
    self.file = file
    self.variables = variables
    lines = LineIndex(file.bytes)
  }

  mutating func read() -> Page {
    guard file.bytes.count <= SourceFile.maximumByteCount else {
      let limit = SourceFile.maximumByteCount >> 20
      report(.pageTooLarge, "the page has more than \(limit) MiB; split it", at: SourceRange(0..<0))
      return page()
    }
    checkEncoding()
    let markCount = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var start = markCount
    let frontMatter = readFrontMatter(at: markCount)
    if let frontMatter { start = behindLine(at: frontMatter.range.upperBound) }
    var sketch = BlockSketch(file, lines, from: start)
    if let refusal = sketch.refusal {
      report(refusal)
      return page(frontMatter: frontMatter)
    }
    var blocks = readBlocks(sketch, start)
    // An underline below nothing but link reference definitions is text. Rare: so the page is read again without it.
    var plainLines: Set<Int> = []
    for _ in 0..<2 where !blocks.falseUnderlines.isEmpty {
      plainLines.formUnion(blocks.falseUnderlines)
      sketch = BlockSketch(file, lines, from: start, plainLines: plainLines)
      blocks = readBlocks(sketch, start)
    }
    if blocks.blocks.isEmpty, frontMatter == nil {
      report(.emptyPage, "the page has no content", at: file.range)
    }
    return page(frontMatter: frontMatter, blocks)
  }

  private func readBlocks(_ sketch: BlockSketch, _ start: Int) -> BlockReader.Content {
    var reader = BlockReader(file: file, lines: lines, sketch: sketch, start: start)
    return reader.read()
  }

  private func page(frontMatter: FrontMatter? = nil, _ content: BlockReader.Content? = nil) -> Page {
    let blocks = content?.blocks ?? []
    return Page(
      file: file, lines: lines, frontMatter: frontMatter, blocks: blocks, lineSyntax: content?.lineSyntax ?? [],
      sections: sections(of: blocks, end: file.bytes.count), text: content?.text ?? file.bytes,
      labels: content?.labels ?? [], variables: variables)
  }

  private mutating func report(_ refusal: (rule: DiagnosticRule, range: SourceRange)) {
    switch refusal.rule {
    case .nestedTooDeeply:
      let limit = BlockSketch.maximumMarkers
      report(
        refusal.rule, "this line nests lists or block quotes deeper than \(limit); flatten them", at: refusal.range)
    case .pageTooLarge:
      report(refusal.rule, "the page has more than \(BlockSketch.maximumLines) blocks; split it", at: refusal.range)
    default:
      report(refusal.rule, "this paragraph has thousands of comments that never end; close them", at: refusal.range)
    }
  }

  private mutating func report(_ rule: DiagnosticRule, _ message: String, at range: SourceRange) {
    diagnostics.report(Diagnostic(rule, message, at: SourceLocation(file: file.name, range: range)))
  }

  private mutating func checkEncoding() {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: file.bytes.span)
    } catch {
      report(
        .invalidUTF8, "these bytes are not UTF-8; save the page in that encoding", at: SourceRange(error.byteOffsets))
    }
    if let offset = firstNUL {
      report(.nulByte, "a NUL byte stands here; remove it", at: SourceRange(offset..<(offset + 1)))
    }
  }

  /// The offset of the first byte that is zero, eight bytes looked at a time.
  ///
  /// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a zero byte".
  private var firstNUL: Int? {
    let span = file.bytes.span
    let raw = unsafe span.bytes
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = 0
    while index + 8 <= span.count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if (word &- ones) & ~word & (ones &* 0x80) != 0 { break }
      index += 8
    }
    return (index..<span.count).first { span[$0] == 0 }
  }

  /// Cuts the front matter off: `---` … `---` or `...` is YAML, `+++` … `+++` TOML.
  ///
  /// A first line `---` is a thematic break when no mapping follows it.
  private mutating func readFrontMatter(at start: Int) -> FrontMatter? {
    let first = lineRange(at: start)
    let isTOML: Bool
    switch trimmed(first) {
    case "---": isTOML = false
    case "+++": isTOML = true
    default: return nil
    }
    let contentStart = behindLine(at: first.upperBound)
    let closing = closingLine(from: contentStart, isTOML)
    guard isTOML || looksLikeYAML(contentStart..<(closing?.lowerBound ?? file.bytes.count)) else { return nil }
    guard let closing else {
      report(
        .unterminatedFrontMatter,
        "front matter begins here and never ends; close it with a line \"\(isTOML ? "+++" : "---")\"",
        at: SourceRange(first))
      return nil
    }
    let range = SourceRange(start..<closing.upperBound)
    if isTOML {
      report(.tomlFrontMatter, "front matter in TOML is not read; write it in YAML between --- lines", at: range)
      return FrontMatter(content: .toml, range: range)
    }
    let yaml = parseYAML(file, in: SourceRange(contentStart..<closing.lowerBound))
    diagnostics.report(contentsOf: yaml.diagnostics)
    return FrontMatter(content: .yaml(yaml.tree), range: range)
  }

  private func closingLine(from start: Int, _ isTOML: Bool) -> Range<Int>? {
    var lineStart = start
    while lineStart < file.bytes.count {
      let line = lineRange(at: lineStart)
      if isDelimiter(line, isTOML) { return line }
      lineStart = behindLine(at: line.upperBound)
    }
    return nil
  }

  private func isDelimiter(_ line: Range<Int>, _ isTOML: Bool) -> Bool {
    guard line.count >= 3, line.count < 100 else { return false }
    switch file.bytes[line.lowerBound] {
    case UInt8(ascii: "+"): return isTOML && trimmed(line) == "+++"
    case UInt8(ascii: "-"): return !isTOML && trimmed(line) == "---"
    case UInt8(ascii: "."): return !isTOML && trimmed(line) == "..."
    default: return false
    }
  }

  /// Whether the first line that is neither blank nor a comment is `key:` or begins a flow mapping; or there is no line at all.
  private func looksLikeYAML(_ content: Range<Int>) -> Bool {
    var lineStart = content.lowerBound
    var hasComment = false
    while lineStart < content.upperBound {
      let line = lineRange(at: lineStart)
      lineStart = behindLine(at: line.upperBound)
      guard let first = line.first(where: { !isSpaceOrTab(file.bytes[$0]) }) else { continue }
      if file.bytes[first] == UInt8(ascii: "#") {
        hasComment = true
        continue
      }
      if file.bytes[first] == UInt8(ascii: "{") { return true }
      return line.dropFirst().contains { index in
        file.bytes[index] == UInt8(ascii: ":") && (index + 1 == line.upperBound || isWhitespace(file.bytes[index + 1]))
      }
    }
    // Only comments are as likely headings.
    return !hasComment && content.upperBound < file.bytes.count
  }

  private func lineRange(at start: Int) -> Range<Int> {
    var end = start
    while end < file.bytes.count, file.bytes[end] != 0x0A, file.bytes[end] != 0x0D { end += 1 }
    return start..<end
  }

  private func behindLine(at end: Int) -> Int {
    guard end < file.bytes.count else { return end }
    return end + (file.bytes[end] == 0x0D && end + 1 < file.bytes.count && file.bytes[end + 1] == 0x0A ? 2 : 1)
  }

  /// A short line without trailing blanks; an empty string for a long one.
  private func trimmed(_ line: Range<Int>) -> String {
    guard line.count < 100 else { return "" }
    var end = line.upperBound
    while end > line.lowerBound, file.bytes[end - 1] == 0x20 || file.bytes[end - 1] == 0x09 { end -= 1 }
    return String(decoding: file.bytes[line.lowerBound..<end], as: UTF8.self)
  }
}

/// The sections that headings make.
private func sections(of blocks: [Block], end: Int) -> [Section] {
  var headings: [(block: Int, level: Int)] = []
  for (index, block) in blocks.enumerated() {
    if case .heading(let level) = block.kind { headings.append((index, level)) }
  }
  var ends = [Int](repeating: end, count: headings.count)
  var open: [Int] = []
  for (index, heading) in headings.enumerated() {
    while let last = open.last, headings[last].level >= heading.level {
      ends[last] = blocks[heading.block].range.lowerBound
      open.removeLast()
    }
    open.append(index)
  }
  var result = [
    Section(
      heading: nil, level: 0, parent: nil, blocks: 0..<(headings.first?.block ?? blocks.count),
      range: SourceRange(0..<end))
  ]
  var parents: [(section: Int, level: Int)] = []
  for (index, heading) in headings.enumerated() {
    while let last = parents.last, last.level >= heading.level { parents.removeLast() }
    let next = index + 1 < headings.count ? headings[index + 1].block : blocks.count
    result.append(
      Section(
        heading: heading.block, level: heading.level, parent: parents.last?.section ?? 0,
        blocks: (heading.block + 1)..<next,
        range: SourceRange(blocks[heading.block].range.lowerBound..<ends[index])))
    parents.append((result.count - 1, heading.level))
  }
  return result
}
