import SourceDiagnostics

/// Turns the blocks that libcmark finds in a sketch into blocks of the page, with byte ranges.
///
/// From libcmark come kinds, nesting, first lines and columns. Its last lines are not reliable (too large by one for setext
/// headings and for code blocks that end with their container, too small by one for HTML blocks that end with `-->`), so they are
/// found here: a block ends before the next one begins, and with a line that is not blank.
struct BlockReader {
  struct Content {
    var blocks: [Block] = []
    var lineSyntax: [Block] = []
    /// The bytes of the file, container prefixes of continuation lines blanked.
    var text: [UInt8]
    var labels: Set<String> = []
    /// The underlines below nothing but link reference definitions, which are no underlines.
    var falseUnderlines: Set<Int> = []
  }

  let file: SourceFile
  let lines: LineIndex
  let sketch: BlockSketch
  /// Where the body begins.
  let start: Int
  private let raw: [CommonMarkDocument.RawBlock]
  private var content: Content
  /// libcmark's index of a block, to the index in `content.blocks`. A list gets one with its first item.
  private var indices: [Int?] = []
  /// For each of `content.blocks`: the block quotes that it stands in.
  private var quoteDepths: [Int] = []
  private var containers = ContainerPrefixes.Cache()

  init(file: SourceFile, lines: LineIndex, sketch: BlockSketch, start: Int) {
    self.file = file
    self.lines = lines
    self.sketch = sketch
    self.start = start
    raw = CommonMarkDocument.blocks(of: sketch.bytes.span)
    content = Content(text: file.bytes)
    content.blocks.reserveCapacity(raw.count)
    indices.reserveCapacity(raw.count)
    quoteDepths.reserveCapacity(raw.count)
  }

  mutating func read() -> Content {
    for (index, block) in raw.enumerated() {
      indices.append(nil)
      let line = sketch.lineNumbers[block.startLine - 1]
      let lineStart = block.startLine == 1 ? start : lines.lineStarts[line - 1]
      let nextLine =
        index + 1 < raw.count ? sketch.lineNumbers[raw[index + 1].startLine - 1] : lines.lineStarts.count + 1
      let lastLine = max(line, min(endOfRun(block.endLine), nextLine - 1))
      add(index, lineStart + block.startColumn - 1, Extent(first: line, last: lastLine, limit: max(line, nextLine - 1)))
    }
    closeContainers()
    addLineSyntax()
    return content
  }

  /// The last line of the page that a line of the sketch stands for.
  private func endOfRun(_ sketchLine: Int) -> Int {
    sketchLine < sketch.lineNumbers.count ? sketch.lineNumbers[sketchLine] - 1 : lines.lineStarts.count
  }

  /// The lines of a block.
  private struct Extent {
    var first: Int
    /// The last one by libcmark.
    var last: Int
    /// The last one before the next block.
    var limit: Int
  }

  private mutating func add(_ index: Int, _ lower: Int, _ extent: Extent) {
    let parent = raw[index].parent.flatMap { indices[$0] }
    // What the sketch holds in place of a line left out is no block of the page, except for an admonition's item.
    let isStandIn = isLeftOut(lower)
    switch raw[index].kind {
    case .paragraph:
      addParagraph(lower, extent, parent)
    case .heading(let level):
      addHeading(lower, level, extent, parent)
    case .blockQuote:
      indices[index] = append(.blockQuote, lower..<endOfLine(extent.first), parent, isQuote: true)
    case .list:
      // Its first item says where it begins, because an admonition reaches libcmark as an item.
      indices[index] = parent
    case .item:
      addItem(index, lower..<endOfLine(extent.first))
    case .codeBlock:
      addCode(lower, extent, parent)
    case .htmlBlock:
      if !isStandIn { append(.htmlBlock, lower..<endOfLastLine(extent.first, extent.limit, parent), parent) }
    case .thematicBreak:
      if !isStandIn { append(.thematicBreak, lower..<endOfLine(extent.first), parent) }
    }
  }

  @discardableResult
  private mutating func append(_ kind: Block.Kind, _ range: Range<Int>, _ parent: Int?, isQuote: Bool = false) -> Int {
    var upper = range.upperBound
    while upper > range.lowerBound, isSpaceOrTab(file.bytes[upper - 1]) { upper -= 1 }
    content.blocks.append(Block(kind: kind, range: SourceRange(range.lowerBound..<upper), parent: parent))
    quoteDepths.append((parent.map { quoteDepths[$0] } ?? 0) + (isQuote ? 1 : 0))
    return content.blocks.count - 1
  }

  /// Adds a code block; lines left out that are indented like the code above or below them are code.
  private mutating func addCode(_ lower: Int, _ extent: Extent, _ parent: Int?) {
    let indentation = lower - lines.lineStarts[extent.first - 1]
    var start = lower
    var end = endOfLastLine(extent.first, extent.last, parent)
    if indentation >= 4, !sketch.lines.isEmpty, isIndented(lower, in: extent.first) {
      var line = extent.first - 1
      while line > 0, let left = code(inLine: line, indentation) {
        if !left.isEmpty { start = left.lowerBound }
        line -= 1
      }
      line = lines.position(of: end).line + 1
      while line <= extent.limit, let left = code(inLine: line, indentation) {
        if !left.isEmpty { end = left.upperBound }
        line += 1
      }
    }
    append(.codeBlock, start..<end, parent)
  }

  /// Whether nothing but blanks stands before an offset in its line, and no fence behind it.
  private func isIndented(_ offset: Int, in line: Int) -> Bool {
    let start = lines.lineStarts[line - 1]
    return file.bytes[start..<offset].allSatisfy(isSpaceOrTab) && file.bytes[offset] != UInt8(ascii: "`")
      && file.bytes[offset] != UInt8(ascii: "~")
  }

  /// The text of a line left out that is indented so far; empty for a blank line, nil for any other.
  private func code(inLine line: Int, _ indentation: Int) -> Range<Int>? {
    let range = lineRange(line)
    var first = range.lowerBound
    while first < range.upperBound, isSpaceOrTab(file.bytes[first]) { first += 1 }
    guard first < range.upperBound else { return first..<first }
    guard first - range.lowerBound >= indentation, let left = lineLeftOut(at: first), left.kind != .admonition else {
      return nil
    }
    return first..<range.upperBound
  }

  // MARK: Lists and admonitions

  private mutating func addItem(_ index: Int, _ range: Range<Int>) {
    guard let list = raw[index].parent, case .list(let isOrdered) = raw[list].kind else { return }
    let outer = raw[list].parent.flatMap { indices[$0] }
    if isLeftOut(range.lowerBound) {
      indices[index] = append(.blockQuote, range, outer)
      // Items behind an admonition are a list of their own.
      indices[list] = outer
      return
    }
    if indices[list] == outer { indices[list] = append(.list(isOrdered: isOrdered), range, outer) }
    indices[index] = append(.item, range, indices[list])
  }

  /// Whether an offset lies in a line that the sketch left out.
  private func isLeftOut(_ offset: Int) -> Bool { lineLeftOut(at: offset) != nil }

  private func lineLeftOut(at offset: Int) -> (kind: Block.Kind, range: SourceRange)? {
    var low = 0
    var high = sketch.lines.count
    while low < high {
      let middle = (low + high) / 2
      if sketch.lines[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < sketch.lines.count && sketch.lines[low].range.contains(offset) ? sketch.lines[low] : nil
  }

  // MARK: Ends

  private func endOfLine(_ line: Int) -> Int {
    lines.end(ofLine: min(line, lines.lineStarts.count), in: file.bytes.span)
  }

  /// The end of the last line up to `last` that is not blank.
  private func endOfLastLine(_ first: Int, _ last: Int, _ parent: Int?) -> Int {
    let isQuoted = parent.map { quoteDepths[$0] > 0 } ?? false
    var line = min(last, lines.lineStarts.count)
    while line > first, isBlank(line, isQuoted) { line -= 1 }
    return endOfLine(line)
  }

  private func isBlank(_ line: Int, _ isQuoted: Bool) -> Bool {
    let end = endOfLine(line)
    for index in lines.lineStarts[line - 1]..<end {
      if isSpaceOrTab(file.bytes[index]) || isQuoted && file.bytes[index] == UInt8(ascii: ">") { continue }
      return isLeftOut(index)
    }
    return true
  }

  /// Lets containers reach to the end of what they contain.
  private mutating func closeContainers() {
    for index in content.blocks.indices.reversed() {
      guard let parent = content.blocks[index].parent else { continue }
      let outer = content.blocks[parent].range
      let upper = content.blocks[index].range.upperBound
      if upper > outer.upperBound { content.blocks[parent].range = SourceRange(outer.lowerBound..<upper) }
    }
  }

  // MARK: Lines left out

  /// Keeps the lines left out that stand in no leaf: in code they are code, and indented too far they are text.
  private mutating func addLineSyntax() {
    let leaves = content.blocks.filter { block in
      switch block.kind {
      case .blockQuote, .list, .item: false
      default: true
      }
    }
    var next = 0
    for line in sketch.lines {
      while next < leaves.count, leaves[next].range.upperBound <= line.range.lowerBound { next += 1 }
      if next < leaves.count, leaves[next].range.contains(line.range.lowerBound) { continue }
      content.lineSyntax.append(Block(kind: line.kind, range: line.range, parent: nil))
    }
  }
}

// MARK: - Paragraphs and headings

extension BlockReader {
  private mutating func addParagraph(_ lower: Int, _ extent: Extent, _ parent: Int?) {
    blankPrefixes(extent, parent)
    let end = endOfLine(extent.last)
    let textStart = behindDefinitions(lower..<end)
    if let parent, textStart >= end { reach(parent, end) }
    guard textStart < end else { return }
    addText(
      textStart, from: textStart == lower ? extent.first : lines.position(of: textStart).line, to: extent.last, parent)
  }

  /// The lines of a paragraph, and the tables among them.
  private mutating func addText(_ start: Int, from first: Int, to last: Int, _ parent: Int?) {
    var (start, first) = (start, first)
    let end = endOfLine(last)
    while let header = tableHeader(start, first, last) {
      let headerStart = header == first ? start : skipSpaces(content.text.span, lines.lineStarts[header - 1], end)
      if header > first { append(.paragraph, start..<endOfLine(header - 1), parent) }
      // A pipe alone is no row: it ends the table.
      let lonePipe = ((header + 2)..<(last + 1)).first { PipeTable.isLonePipe(content.text.span, lineRange($0)) }
      append(.table, headerStart..<endOfLine(lonePipe.map { $0 - 1 } ?? last), parent)
      guard let lonePipe else { return }
      start = skipSpaces(content.text.span, lines.lineStarts[lonePipe - 1], end)
      first = lonePipe
    }
    append(.paragraph, start..<end, parent)
  }

  private mutating func addHeading(_ lower: Int, _ level: Int, _ extent: Extent, _ parent: Int?) {
    if HeadingSyntax.isATX(file.bytes.span, lower..<endOfLine(extent.first)) {
      append(.heading(level: level), lower..<endOfLine(extent.first), parent)
      return
    }
    var underline = extent.last
    while underline > extent.first, !HeadingSyntax.isUnderline(file.bytes.span, lineRange(underline)) { underline -= 1 }
    blankPrefixes(Extent(first: extent.first, last: underline, limit: underline), parent)
    let textStart = behindDefinitions(lower..<endOfLine(underline - 1))
    guard textStart < endOfLine(underline - 1) else {
      content.falseUnderlines.insert(lines.lineStarts[underline - 1])
      return
    }
    append(.heading(level: level), textStart..<endOfLine(underline), parent)
  }

  private mutating func reach(_ parent: Int, _ end: Int) {
    let range = content.blocks[parent].range
    var upper = end
    while upper > range.upperBound, isSpaceOrTab(file.bytes[upper - 1]) { upper -= 1 }
    if upper > range.upperBound { content.blocks[parent].range = SourceRange(range.lowerBound..<upper) }
  }

  /// Takes link reference definitions off the beginning of a paragraph.
  private mutating func behindDefinitions(_ range: Range<Int>) -> Int {
    var start = range.lowerBound
    guard start < range.upperBound, content.text[start] == UInt8(ascii: "[") else { return start }
    while start < range.upperBound, let definition = LinkDefinition(content.text.span, start..<range.upperBound) {
      content.labels.insert(LinkDefinition.normalizedLabel(content.text.span, definition.label))
      start = definition.end
    }
    while start < range.upperBound, isSpaceOrTab(content.text[start]) { start += 1 }
    return start
  }

  /// The line of a paragraph that heads a pipe table.
  private func tableHeader(_ textStart: Int, _ first: Int, _ last: Int) -> Int? {
    guard last > first else { return nil }
    let text = content.text.span
    for line in (first + 1)...last {
      let end = endOfLine(line)
      let start = skipSpaces(text, lines.lineStarts[line - 1], end)
      guard start < end else { continue }
      switch text[start] {
      case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"):
        let header = max(textStart, lines.lineStarts[line - 2])..<endOfLine(line - 1)
        if PipeTable.begins(text, header: header, delimiter: start..<end) { return line - 1 }
      default: continue
      }
    }
    return nil
  }

  private func lineRange(_ line: Int) -> Range<Int> { lines.lineStarts[line - 1]..<endOfLine(line) }

  /// Blanks the block quote markers in front of continuation lines.
  private mutating func blankPrefixes(_ extent: Extent, _ parent: Int?) {
    guard let parent, quoteDepths[parent] > 0, extent.last > extent.first else { return }
    let bytes = file.bytes
    let prefixes = containers.prefixes(of: parent, content.blocks, bytes.span, lines)
    for line in (extent.first + 1)...extent.last {
      let cursor = LineCursor(lineRange(line))
      for marker in prefixes.markers(in: bytes.span, cursor) { content.text[marker] = UInt8(ascii: " ") }
    }
  }
}
