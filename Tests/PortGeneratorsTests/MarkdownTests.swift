import Foundation
import PortGenerators
import PortModel
import Testing

struct MarkdownTests {
  @Test(.enabled(if: Surroundings.hasCMarkGFM, "cmark-gfm is not installed"), arguments: UInt64(0)..<40)
  func `GitHub's parser reads the same cells`(seed: UInt64) throws {
    try check(hostileSpecification(seed: seed), page: hostileTexts[Int(seed) % hostileTexts.count], "seed \(seed)")
  }

  @Test(.enabled(if: Surroundings.hasCMarkGFM, "cmark-gfm is not installed"))
  func `GitHub's parser reads the cells of the Spotlight page`() throws {
    try check(Spotlight.specification, page: "docs/network-ports.md", "Spotlight")
  }

  private func check(_ specification: PortSpecification, page: String, _ name: String) throws {
    let file = try generateMarkdownTable(specification, page: page)
    let (code, output) = try Surroundings.run(
      "cmark-gfm", ["-e", "table", "-e", "strikethrough", "-e", "autolink"], input: Data(file.contents))
    #expect(code == 0)
    let expected = [FlowRow.titles] + specification.flows.map { FlowRow(of: $0, in: specification).cells }
    for (row, expected) in zip(rows(inHTML: output), expected) { #expect(row == expected, "\(name)") }
    #expect(rows(inHTML: output).count == expected.count, "\(name)")
    // The comments of the header, which cmark-gfm leaves out by default, and nothing else before the heading.
    let header = String(repeating: "<!-- raw HTML omitted -->\n", count: 3) + "<h1>"
    #expect(output.utf8.starts(with: header.utf8), "\(name)")
    #expect(output.ranges(of: "raw HTML omitted").count == 3, "\(name)")
  }

  /// The cells of a table as cmark-gfm writes it: a line each. Markup inside a cell stays and so equals no text.
  ///
  /// Links to mail addresses are taken off: GitHub finds them after all escapes are gone, and they change no text.
  private func rows(inHTML html: String) -> [[String]] {
    var rows: [[String]] = []
    for line in html.utf8.split(separator: UInt8(ascii: "\n")) {
      if line.elementsEqual("<tr>".utf8) { rows.append([]) }
      guard line.starts(with: "<td>".utf8) || line.starts(with: "<th>".utf8) else { continue }
      var cell = String(decoding: Array(line.dropFirst(4).dropLast(5)), as: UTF8.self)
        .replacingOccurrences(of: #"<a href="mailto:[^"]*">([^<]*)</a>"#, with: "$1", options: .regularExpression)
      for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        cell = cell.replacingOccurrences(of: entity, with: character, options: .literal)
      }
      rows[rows.count - 1].append(cell)
    }
    return rows
  }
}
