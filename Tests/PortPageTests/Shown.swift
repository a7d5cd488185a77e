import PortPage
import SourceDiagnostics

/// A page as text: every block with its bytes, and in it markup, sentences and tokens.
func shown(_ page: Page, _ diagnostics: [Diagnostic]) -> String {
  var lines: [String] = []
  for diagnostic in diagnostics {
    let range = diagnostic.location.range
    lines.append("\(diagnostic.severity.rawValue) \(diagnostic.rule.slug) \(shown(range)): \(diagnostic.message)")
  }
  if let frontMatter = page.frontMatter {
    switch frontMatter.content {
    case .toml: lines.append("front matter TOML \(shown(frontMatter.range))")
    case .yaml(let tree): lines.append("front matter \(tree == nil ? "unread" : "YAML") \(shown(frontMatter.range))")
    }
  }
  for (index, block) in page.blocks.enumerated() {
    let indentation = String(repeating: "  ", count: depth(of: index, page))
    lines.append("\(indentation)\(name(block.kind)) \(quoted(page.file, block.range))")
    switch block.kind {
    case .heading, .paragraph: lines += content(of: block, page).map { indentation + "  " + $0 }
    default: break
    }
  }
  for line in page.lineSyntax { lines.append("\(name(line.kind)) line \(quoted(page.file, line.range))") }
  for section in page.sections where section.heading != nil {
    let title = page.title(of: section) ?? ""
    let blocks = "blocks \(section.blocks.lowerBound)..<\(section.blocks.upperBound)"
    lines.append("section \(section.level) in \(section.parent ?? -1) \(shown(section.range)) \(blocks): \(title)")
  }
  return lines.isEmpty ? "nothing\n" : lines.joined(separator: "\n") + "\n"
}

private func depth(of index: Int, _ page: Page) -> Int {
  var depth = 0
  var block = page.blocks[index]
  while let parent = block.parent {
    depth += 1
    block = page.blocks[parent]
  }
  return depth
}

private func content(of block: Block, _ page: Page) -> [String] {
  var lines: [String] = []
  if page.content(of: block) != block.range { lines.append("content \(quoted(page.file, page.content(of: block)))") }
  for node in page.inlines(of: block).nodes {
    lines.append("~ \(name(node.kind, page)) \(quoted(page.file, node.range))")
    if node.content != node.range { lines.append("  content \(quoted(page.file, node.content))") }
  }
  let tokens = page.words(of: block)
  for sentence in sentences(of: tokens) {
    lines.append(". \(quoted(page.file, sourceRange(tokens, sentence)))")
    lines.append("  " + tokens[sentence].map { shown($0, page.file) }.joined(separator: " "))
  }
  let visible = page.visibleText(page.content(of: block))
  if visible != page.file.text(page.content(of: block)) { lines.append("= \(visible)") }
  return lines
}

/// `word:TCP`; `+` in front of a token that no white space precedes; its traits behind it.
private func shown(_ token: Token, _ file: SourceFile) -> String {
  var traits = ""
  if token.traits.contains(.code) { traits += "/code" }
  if token.traits.contains(.link) { traits += "/link" }
  if token.traits.contains(.afterMarkup) { traits += "/markup" }
  return "\(token.isSpaced ? "" : "+")\(name(token.kind)):\(escaped(file.text(token.range)))\(traits)"
}

private func name(_ kind: Token.Kind) -> String {
  switch kind {
  case .word: "word"
  case .number: "number"
  case .dotted: "dotted"
  case .mixed: "mixed"
  case .url: "url"
  case .mark(let byte): "mark(\(Character(Unicode.Scalar(byte))))"
  case .dash: "dash"
  case .arrow: "arrow"
  case .symbol: "symbol"
  case .opaque: "opaque"
  case .lineBreak: "break"
  }
}

private func name(_ kind: Block.Kind) -> String {
  switch kind {
  case .heading(let level): "heading(\(level))"
  case .paragraph: "paragraph"
  case .blockQuote: "quote"
  case .list(let isOrdered): isOrdered ? "list(ordered)" : "list"
  case .item: "item"
  case .codeBlock: "code"
  case .htmlBlock: "html"
  case .thematicBreak: "break"
  case .table: "table"
  case .template: "template"
  case .admonition: "admonition"
  case .attributes: "attributes"
  }
}

private func name(_ kind: InlineNode.Kind, _ page: Page) -> String {
  switch kind {
  case .emphasis: "emphasis"
  case .strong: "strong"
  case .codeSpan: "code"
  case .link(let destination): "link(\(destination.map { escaped(page.file.text($0)) } ?? "reference"))"
  case .image(let destination): "image(\(destination.map { escaped(page.file.text($0)) } ?? "reference"))"
  case .autolink: "autolink"
  case .html: "html"
  case .template: "template"
  case .attributes: "attributes"
  case .footnoteReference: "footnote"
  case .undefinedReference: "undefined"
  case .entity: "entity"
  case .hardBreak: "break"
  }
}

private func shown(_ range: SourceRange) -> String { "\(range.lowerBound)..<\(range.upperBound)" }

private func quoted(_ file: SourceFile, _ range: SourceRange) -> String {
  "\(shown(range)) \"\(escaped(file.text(range)))\""
}

/// Control characters and what has no glyph become escapes.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{AD}", "\u{200B}"..."\u{200F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
