import Foundation
import PortPage
import SourceDiagnostics
import Testing

/// The blocks of random texts against those that cmark finds, which sees the texts themselves and not a sketch of them.
///
/// Left out by construction: tables, template languages and admonitions, which cmark does not know.
struct BlockDifferenceTests {
  private struct Found: Equatable, CustomStringConvertible {
    var kind: String
    var depth: Int
    var start: String
    var description: String { "\(String(repeating: "  ", count: depth))\(kind) \(start)" }
  }

  @Test(.enabled(if: CommonMarkJudge.path != nil, "cmark is not installed"))
  func `finds the blocks that cmark finds`() throws {
    var random = RandomText()
    print("seed \(random.seed)")
    for _ in 0..<RandomText.cases(400) {
      let text = random.blockText()
      // A page of text behind a first line `---` or `+++` is another matter.
      try compare("x\n\n" + text, random.seed)
    }
  }

  @Test(
    .enabled(if: CommonMarkJudge.path != nil, "cmark is not installed"),
    arguments: ["README.md", "docs/network-ports.md"])
  func `finds the blocks of files`(path: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(path)").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    // Front matter is cut off before; tables are paragraphs to cmark.
    let body = text.hasPrefix("---\n") ? text.dropFirst(4).drop { $0 != "#" } : Substring(text)
    try compare("x\n\n" + body, 0)
  }

  private func compare(_ text: String, _ seed: UInt64) throws {
    let file = SourceFile(name: "page.md", text: text)
    let (page, _) = parsePage(file)
    // cmark counts a paragraph from its definitions on.
    let hasDefinitions = text.contains("]:")
    let ours = found(page, hasDefinitions)
    var theirs: [Found] = []
    collect(try CommonMarkJudge.document(of: text), 0, hasDefinitions, &theirs)
    #expect(ours == theirs, "seed \(seed): \(text.debugDescription)")
  }

  private func found(_ page: Page, _ hasDefinitions: Bool) -> [Found] {
    var depths: [Int] = []
    return page.blocks.map { block in
      depths.append(block.parent.map { depths[$0] + 1 } ?? 0)
      let position = page.lines.position(of: block.range.lowerBound)
      let kind = name(block.kind)
      return Found(
        kind: kind, depth: depths[depths.count - 1],
        start: hasDefinitions && (kind == "paragraph" || kind == "heading") ? "" : "\(position.line):\(position.column)"
      )
    }
  }

  private func collect(
    _ element: CommonMarkJudge.Element, _ depth: Int, _ hasDefinitions: Bool, _ result: inout [Found]
  ) {
    for child in element.children {
      let isText = child.name == "paragraph" || child.name == "heading"
      result.append(Found(kind: child.name, depth: depth, start: hasDefinitions && isText ? "" : child.start))
      if !isText { collect(child, depth + 1, hasDefinitions, &result) }
    }
  }

  private func name(_ kind: Block.Kind) -> String {
    switch kind {
    case .heading: "heading"
    case .paragraph, .table: "paragraph"
    case .blockQuote: "block_quote"
    case .list: "list"
    case .item: "item"
    case .codeBlock: "code_block"
    case .htmlBlock: "html_block"
    case .thematicBreak: "thematic_break"
    case .template: "template"
    case .admonition: "admonition"
    case .attributes: "attributes"
    }
  }
}
