import Foundation
import PortPage
import SourceDiagnostics
import Testing

/// Pipe tables against those that cmark-gfm finds: rows, cells and what stands in them.
struct TableDifferenceTests {
  private static let pieces = [
    "|", "|", "|", "|", "\\|", "\\", "\\\\", " ", "a", "b c", "443", "`x`", "`", "`y\\|z`", "*e*", "**", "&amp;", "é",
    "-", ":",
    "[l](u)", "<br>", "~", "1-2", "\t", "<b>",
  ]
  private static let delimiters = ["---", ":--", "--:", ":-:", "-", " --- ", ":-", "--"]

  @Test(.enabled(if: CommonMarkJudge.tables != nil, "cmark-gfm is not installed"))
  func `finds the rows and cells that cmark-gfm finds`() throws {
    var random = RandomText()
    print("seed \(random.seed)")
    let texts = (0..<RandomText.cases(2000)).map { _ in table(&random) }
    // A paragraph between, so that every table stands alone.
    let source = texts.joined(separator: "\n\nend\n\n") + "\n"
    let (page, _) = parsePage(SourceFile(name: "page.md", text: source))
    let theirs = split(
      try CommonMarkJudge.document(of: source, tables: true).children, { $0.name == "paragraph" && text($0) == "end" })
    let ours = split(page.blocks, { $0.kind == .paragraph && page.file.text($0.range) == "end" })
    #expect(ours.count == texts.count)
    #expect(theirs.count == texts.count)
    for ((block, judged), text) in zip(zip(ours, theirs), texts) {
      let expected = judged.compactMap { shown($0) }
      let actual = block.compactMap { shown($0, page) }
      #expect(actual == expected, "seed \(random.seed): \(text.debugDescription)")
    }
  }

  private func split<Element>(_ elements: [Element], _ isEnd: (Element) -> Bool) -> [[Element]] {
    var result: [[Element]] = [[]]
    for element in elements {
      if isEnd(element) { result.append([]) } else { result[result.count - 1].append(element) }
    }
    return result
  }

  private func table(_ random: inout RandomText) -> String {
    let columns = random.count(1...4)
    var lines: [String] = []
    if random.count(0...4) == 0 { lines.append("words in front") }
    lines.append(header(columns, &random))
    lines.append(delimiter(columns, &random))
    for _ in 0..<random.count(0...4) {
      // A row begins with a letter or a pipe, so that it is nothing else.
      var row = random.pick(["|", "x", "x "])
      for _ in 0..<random.count(0...10) {
        let piece = random.pick(Self.pieces)
        // Of runs of several backticks, cmark forgets some.
        if !(row.hasSuffix("`") && piece.hasPrefix("`")) { row += piece }
      }
      lines.append(row)
    }
    return lines.map { $0.replacing(/[ \t]+$/, with: "") }.joined(separator: random.pick(["\n", "\n", "\r\n"]))
  }

  private func header(_ columns: Int, _ random: inout RandomText) -> String {
    let cells = (0..<columns).map { _ in random.pick(["Port", " Port ", "a\\|b", "`c`", "Used by"]) }
    return edged(cells, &random)
  }

  private func delimiter(_ columns: Int, _ random: inout RandomText) -> String {
    // Sometimes one cell too few or too many: then it is no table.
    let count = random.count(0...9) == 0 ? columns + random.count(0...1) : columns
    return edged((0..<count).map { _ in random.pick(Self.delimiters) }, &random)
  }

  private func edged(_ cells: [String], _ random: inout RandomText) -> String {
    // A single column needs its pipe; a line that begins with a hyphen may be an underline or an item.
    (cells.count == 1 || random.count(0...2) > 0 || cells[0].hasPrefix("-") || cells[0].hasPrefix(" ") ? "|" : "")
      + cells.joined(separator: "|") + (random.count(0...2) > 0 ? "|" : "")
  }

  /// Each row as its cells in brackets.
  private func shown(_ block: Block, _ page: Page) -> String {
    guard block.kind == .table else { return "\(block.kind)" }
    guard let table = page.table(block) else { return "unread" }
    return ([table.header] + table.rows).map { row in
      row.cells.map { "[\(page.visibleText(ofCell: $0))]" }.joined()
    }.joined(separator: "\n")
  }

  private func shown(_ element: CommonMarkJudge.Element) -> String {
    guard element.name == "table" else { return element.name }
    return element.children.map { row in row.children.map { "[\(spaced(text($0)))]" }.joined() }.joined(separator: "\n")
  }

  private func text(_ element: CommonMarkJudge.Element) -> String {
    switch element.name {
    case "softbreak", "linebreak": " "
    case "html_inline": element.text == "<br>" ? " " : ""
    case "text", "code": element.text
    default: element.children.map { text($0) }.joined()
    }
  }

  private func spaced(_ text: String) -> String { text.split { $0 == " " || $0 == "\t" }.joined(separator: " ") }
}
