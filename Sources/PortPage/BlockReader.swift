import SourceDiagnostics

/// Turns libcmark's blocks into blocks with byte ranges.
struct BlockReader {
  struct Content {
    var blocks: [Block] = []
    var lineSyntax: [Block] = []
    /// The bytes of the file, container prefixes blanked.
    var text: [UInt8]
    var labels: Set<String> = []
  }

  let file: SourceFile
  let lines: LineIndex
  let mask: BlockMask
  /// Where the body begins.
  let start: Int

  func read() -> Content {
    var content = Content(text: file.bytes)
    let firstLine = lines.position(of: start).line
    let firstColumn = start - lines.lineStarts[firstLine - 1]
    let raw = CommonMarkDocument.blocks(of: mask.bytes.span.extracting(start..<mask.bytes.count))
    content.blocks.reserveCapacity(raw.count)
    // libcmark's index of a block, to the index in `content.blocks`: tables split paragraphs.
    var indices: [Int] = []
    indices.reserveCapacity(raw.count)
    for block in raw {
      let line = firstLine + block.startLine - 1
      let lineStart = lines.lineStarts[line - 1] + (block.startLine == 1 ? firstColumn : 0)
      let lower = lineStart + block.startColumn - 1
      let upper = max(lower, endOfLine(max(firstLine + block.endLine - 1, line)))
      indices.append(content.blocks.count)
      add(block.kind, lower..<upper, parent: block.parent.map { indices[$0] }, to: &content)
    }
    addLineSyntax(to: &content)
    return content
  }

  private func endOfLine(_ line: Int) -> Int {
    let range = lines.range(ofLine: min(line, lines.lineStarts.count)).offsets
    var end = range.upperBound
    while end > range.lowerBound, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  private func add(
    _ kind: CommonMarkDocument.Kind, _ range: Range<Int>, parent: Int?, to content: inout Content
  ) {
    let blockKind: Block.Kind
    switch kind {
    case .paragraph:
      addParagraph(range, parent: parent, to: &content)
      return
    case .heading(let level):
      blankPrefixes(range, parent: parent, in: &content)
      blockKind = .heading(level: level)
    case .blockQuote: blockKind = .blockQuote
    // An admonition reached libcmark as a list item.
    case .list(let isOrdered): blockKind = isMasked(range.lowerBound) ? .blockQuote : .list(isOrdered: isOrdered)
    case .item: blockKind = isMasked(range.lowerBound) ? .blockQuote : .item
    case .codeBlock: blockKind = .codeBlock
    case .htmlBlock: blockKind = .htmlBlock
    // The stand-in that the mask puts for an admonition's line is no block of the page.
    case .thematicBreak:
      guard !isMasked(range.lowerBound) else { return }
      blockKind = .thematicBreak
    }
    content.blocks.append(Block(kind: blockKind, range: SourceRange(range), parent: parent))
  }

  /// Whether an offset lies in a line that the mask took out of libcmark's sight.
  private func isMasked(_ offset: Int) -> Bool {
    var low = 0
    var high = mask.lines.count
    while low < high {
      let middle = (low + high) / 2
      if mask.lines[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < mask.lines.count && mask.lines[low].range.contains(offset)
  }

  private func addParagraph(_ range: Range<Int>, parent: Int?, to content: inout Content) {
    blankPrefixes(range, parent: parent, in: &content)
    var pieces = lineRanges(range)
    while let first = pieces.first, let definition = LinkLabel.definition(content.text, first) {
      content.labels.insert(LinkLabel.normalized(content.text, definition.label))
      pieces.removeFirst()
    }
    guard let first = pieces.first, let last = pieces.last else { return }
    if let header = tableHeader(pieces, content.text) {
      if header > 0 { append(.paragraph, pieces[0].lowerBound..<pieces[header - 1].upperBound, parent, &content) }
      append(.table, pieces[header].lowerBound..<last.upperBound, parent, &content)
    } else {
      append(.paragraph, first.lowerBound..<last.upperBound, parent, &content)
    }
  }

  private func append(_ kind: Block.Kind, _ range: Range<Int>, _ parent: Int?, _ content: inout Content) {
    var lower = range.lowerBound
    var upper = range.upperBound
    while upper > lower, content.text[upper - 1] <= 0x20 { upper -= 1 }
    while lower < upper, content.text[lower] <= 0x20 { lower += 1 }
    content.blocks.append(Block(kind: kind, range: SourceRange(lower..<upper), parent: parent))
  }

  private func lineRanges(_ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var lineStart = range.lowerBound
    while lineStart < range.upperBound {
      var end = lineStart
      while end < range.upperBound, file.bytes[end] != 0x0A, file.bytes[end] != 0x0D { end += 1 }
      result.append(lineStart..<end)
      lineStart = end + 1
      if end < range.upperBound, file.bytes[end] == 0x0D, lineStart < range.upperBound, file.bytes[lineStart] == 0x0A {
        lineStart += 1
      }
    }
    return result
  }

  /// Blanks the block quote markers in front of continuation lines.
  private func blankPrefixes(_ range: Range<Int>, parent: Int?, in content: inout Content) {
    var quotes = 0
    var ancestor = parent
    while let index = ancestor {
      if content.blocks[index].kind == .blockQuote { quotes += 1 }
      ancestor = content.blocks[index].parent
    }
    guard quotes > 0 else { return }
    for line in lineRanges(range).dropFirst() {
      var index = line.lowerBound
      var left = quotes
      while index < line.upperBound, left > 0 {
        if content.text[index] == UInt8(ascii: ">") {
          content.text[index] = UInt8(ascii: " ")
          left -= 1
        } else if content.text[index] != 0x20, content.text[index] != 0x09 {
          break
        }
        index += 1
      }
    }
  }

  /// The line of a paragraph that heads a pipe table: the next line is a delimiter row of as many cells.
  ///
  /// Source: GitHub Flavored Markdown Spec 0.29 §4.10.
  private func tableHeader(_ lines: [Range<Int>], _ text: [UInt8]) -> Int? {
    guard lines.count > 1 else { return nil }
    for index in 1..<lines.count {
      guard let cells = delimiterCells(text, lines[index]) else { continue }
      if cellCount(text, lines[index - 1]) == cells { return index - 1 }
    }
    return nil
  }

  private func delimiterCells(_ text: [UInt8], _ line: Range<Int>) -> Int? {
    var hasPipe = false
    var hasHyphen = false
    for index in line {
      switch text[index] {
      case UInt8(ascii: "|"): hasPipe = true
      case UInt8(ascii: "-"): hasHyphen = true
      case UInt8(ascii: ":"), 0x20, 0x09: continue
      default: return nil
      }
    }
    return hasPipe && hasHyphen ? cellCount(text, line) : nil
  }

  private func cellCount(_ text: [UInt8], _ line: Range<Int>) -> Int {
    var lower = line.lowerBound
    var upper = line.upperBound
    while lower < upper, text[lower] <= 0x20 { lower += 1 }
    while upper > lower, text[upper - 1] <= 0x20 { upper -= 1 }
    if lower < upper, text[lower] == UInt8(ascii: "|") { lower += 1 }
    if upper > lower, text[upper - 1] == UInt8(ascii: "|"), upper - 1 == lower || text[upper - 2] != UInt8(ascii: "\\")
    {
      upper -= 1
    }
    var count = 1
    for index in lower..<max(lower, upper)
    where text[index] == UInt8(ascii: "|") && text[max(0, index - 1)] != UInt8(ascii: "\\") { count += 1 }
    return count
  }

  /// Keeps the masked lines that stand in no code or HTML block.
  private func addLineSyntax(to content: inout Content) {
    var opaque: [SourceRange] = []
    for block in content.blocks {
      switch block.kind {
      case .codeBlock, .htmlBlock: opaque.append(block.range)
      default: continue
      }
    }
    var next = 0
    for line in mask.lines {
      while next < opaque.count, opaque[next].upperBound <= line.range.lowerBound { next += 1 }
      if next < opaque.count, opaque[next].contains(line.range.lowerBound) { continue }
      content.lineSyntax.append(Block(kind: line.kind, range: line.range, parent: nil))
    }
  }
}
