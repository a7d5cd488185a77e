import Foundation
import PortGenerators
import PortModel
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct MarkdownTests {
  @Test(.enabled(if: Surroundings.hasCMarkGFM, "cmark-gfm is not installed"), arguments: UInt64(0)..<40)
  func `GitHub's parser reads the same cells`(seed: UInt64) throws {
    try check(hostileSpecification(seed: seed), page: hostileTexts[Int(seed)], "seed \(seed)")
  }

  @Test(.enabled(if: Surroundings.hasCMarkGFM, "cmark-gfm is not installed"))
  func `GitHub's parser reads the cells of the Spotlight page`() throws {
    try check(Spotlight.specification, page: "docs/network-ports.md", "Spotlight")
  }

  private func check(_ specification: PortSpecification, page: String, _ name: String) throws {
    let file = try generateMarkdownTable(specification, page: page)
    let (code, output) = try Surroundings.run(
      "cmark-gfm", ["-e", "table", "-e", "strikethrough", "-e", "autolink", "-t", "xml"], input: Data(file.contents))
    #expect(code == 0)
    let reader = CellReader()
    let parser = XMLParser(data: Data(output.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
    let expected = [FlowRow.titles] + specification.flows.map { FlowRow(of: $0, in: specification).cells }
    #expect(reader.rows == expected, "\(name)")
    #expect(reader.markup.isEmpty, "\(name): \(reader.markup)")
    #expect(reader.comments == 1, "\(name): the header is one block of comments")
  }
}

/// Collects the cells of cmark's XML; a delegate of XMLParser has to be a class.
private final class CellReader: NSObject, XMLParserDelegate {
  private(set) var rows: [[String]] = []
  /// Inline elements other than text: a name that was read as markup. Autolinks are text all the same.
  private(set) var markup: [String] = []
  private(set) var comments = 0
  private var cell: String?

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    switch element {
    case "table_row", "table_header": rows.append([])
    case "table_cell": cell = ""
    case "html_block": comments += 1
    case "document", "table", "text", "heading", "paragraph", "list", "item", "link": break
    default: markup.append(element)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    cell?.append(text)
  }

  func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
    guard element == "table_cell", let text = cell else { return }
    rows[rows.count - 1].append(text.trimmingCharacters(in: .whitespacesAndNewlines))
    cell = nil
  }
}
