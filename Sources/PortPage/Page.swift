package import SourceDiagnostics
package import SourceTrees

/// The metadata block at the top of a page.
package struct FrontMatter: Sendable {
  package enum Content: Sendable {
    /// YAML; nil when it could not be read.
    case yaml(TreeNode?)
    case toml
  }

  package let content: Content
  /// From the opening to the closing delimiter line.
  package let range: SourceRange
}

/// A heading and what stands under it, up to the next heading of the same or a higher level.
package struct Section: Sendable {
  /// The index of the heading in ``Page/blocks``; nil for what stands above the first heading.
  package let heading: Int?
  /// 1 to 6; 0 above the first heading.
  package let level: Int
  /// The index of the enclosing section in ``Page/sections``.
  package let parent: Int?
  /// The blocks of the section itself, its heading and its subsections left out.
  package let blocks: Range<Int>
  /// From the heading to the end of the last subsection.
  package let range: SourceRange
}

/// A port page: front matter and Markdown, every element with its bytes.
///
/// A class, because a page is large, does not change, and is at hand wherever its sentences are read.
package final class Page: Sendable {
  package let file: SourceFile
  package let lines: LineIndex
  package let frontMatter: FrontMatter?
  /// The blocks in document order, enclosing blocks first.
  package let blocks: [Block]
  /// Lines of template languages, admonition markers and attribute lists, in order. They are in no block.
  package let lineSyntax: [Block]
  package let sections: [Section]
  /// The bytes of ``file``, with the container prefixes of continuation lines blanked.
  let text: [UInt8]
  /// The normalised labels of the link reference definitions.
  let labels: Set<String>
  let variables: TemplateVariables

  init(
    file: SourceFile, lines: LineIndex, frontMatter: FrontMatter?, blocks: [Block], lineSyntax: [Block],
    sections: [Section], text: [UInt8], labels: Set<String>, variables: TemplateVariables
  ) {
    self.variables = variables
    self.file = file
    self.lines = lines
    self.frontMatter = frontMatter
    self.blocks = blocks
    self.lineSyntax = lineSyntax
    self.sections = sections
    self.text = text
    self.labels = labels
  }

  /// The bytes of a heading or paragraph that its reader sees as text: heading marks left out.
  package func content(of block: Block) -> SourceRange {
    guard case .heading = block.kind else { return block.range }
    let text = text
    return SourceRange(HeadingSyntax.content(text.span, block.range.offsets))
  }

  /// The inline markup of a heading or a paragraph.
  package func inlines(of block: Block) -> Inlines {
    scanInlines(text, in: content(of: block).offsets, labels: labels)
  }

  /// The inline markup of a piece of a heading or a paragraph.
  package func inlines(in range: SourceRange) -> Inlines { scanInlines(text, in: range.offsets, labels: labels) }

  /// The inline markup of a cell of a pipe table: a backslash in front of a pipe is markup, in code spans and behind another one too.
  package func inlines(ofCell range: SourceRange) -> Inlines {
    var inlines = inlines(in: range)
    let escapes = range.offsets.dropLast().filter {
      text[$0] == UInt8(ascii: "\\") && text[$0 + 1] == UInt8(ascii: "|")
    }
    guard !escapes.isEmpty else { return inlines }
    let known = inlines.hidden
    var next = 0
    for escape in escapes {
      while next < known.count, known[next].range.upperBound <= escape { next += 1 }
      if next < known.count, known[next].range.contains(escape) { continue }
      inlines.hidden.append(Inlines.Hidden(range: escape..<(escape + 1), effect: .boundary))
    }
    inlines.hidden.sort { $0.range.lowerBound < $1.range.lowerBound }
    return inlines
  }

  /// A cell of a pipe table as its reader sees it.
  package func visibleText(ofCell range: SourceRange) -> String { visible(range, inlines(ofCell: range)) }

  /// The words of a heading or a paragraph.
  package func words(of block: Block) -> [Token] {
    let content = content(of: block)
    return words(in: content, inlines(in: content))
  }

  /// The words of a piece of a heading or a paragraph whose inline markup is known.
  package func words(in range: SourceRange, _ inlines: Inlines) -> [Token] {
    tokenize(text, in: range.offsets, inlines, variables)
  }

  /// The words of a value of the front matter.
  package func words(ofFrontMatter range: SourceRange) -> [Token] {
    tokenize(text, in: range.offsets, scanInlines(text, in: range.offsets, labels: labels), variables)
  }

  /// The title of a section, as its reader sees it.
  package func title(of section: Section) -> String? {
    section.heading.map { visibleText(content(of: blocks[$0])) }
  }

  /// A piece of a heading or paragraph as its reader sees it: markup left out, white space collapsed.
  package func visibleText(_ range: SourceRange) -> String {
    if isPlain(range) { return String(decoding: text[range.offsets], as: UTF8.self) }
    let inlines = scanInlines(text, in: range.offsets, labels: labels)
    return visible(range, inlines)
  }

  /// Whether a text is seen as it is written: no markup, no white space but single spaces between words.
  private func isPlain(_ range: SourceRange) -> Bool {
    let text = text
    let bytes = text.span
    guard !InlineScanner.hasMarkup(bytes, range.offsets) else { return false }
    var isBehindSpace = true
    for index in range.offsets {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x20 && isBehindSpace { return false }
      isBehindSpace = byte == 0x20
    }
    return range.isEmpty || !isBehindSpace
  }

  package func visible(_ range: SourceRange, _ inlines: Inlines) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    var hidden = inlines.hidden.startIndex
    while index < range.upperBound {
      while hidden < inlines.hidden.endIndex, inlines.hidden[hidden].range.upperBound <= index { hidden += 1 }
      if hidden < inlines.hidden.endIndex, inlines.hidden[hidden].range.lowerBound <= index {
        appendVisible(inlines.hidden[hidden], to: &result)
        index = inlines.hidden[hidden].range.upperBound
        continue
      }
      let byte = text[index]
      if byte <= 0x20 {
        if let last = result.last, last != 0x20 { result.append(0x20) }
      } else {
        result.append(byte)
      }
      index += 1
    }
    while result.last == 0x20 { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  private func appendVisible(_ hidden: Inlines.Hidden, to result: inout [UInt8]) {
    switch hidden.effect {
    // A variable without a text is seen as it is written.
    case .variable: result.append(contentsOf: variables.text(of: text[hidden.range]) ?? Array(text[hidden.range]))
    case .boundary: break
    case .character(let scalar): result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    case .space, .lineBreak, .opaque: if let last = result.last, last != 0x20 { result.append(0x20) }
    }
  }
}
