import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

/// Limits of the compiler end in a diagnostic.
struct LimitTests {
  private func page(sentences: Int) -> SourceFile {
    let lines = (0..<sentences).map { "The Client\($0) connects to the Orders Server on this port." }
    return SourceFile(
      name: "page.md", text: "## Ports on the Orders Server\n\n### TCP 8443\n\n" + lines.joined(separator: "\n") + "\n")
  }

  @Test func `reads three hundred statements about one port, its title among them, and says where it stops`() throws {
    #expect(compile([page(sentences: 299)]).specification?.flows.count == 299)

    let file = page(sentences: 300)
    let result = compile([file])
    #expect(result.specification?.flows.count == 299)
    let limit = try #require(result.diagnostics.first { $0.rule.slug == "too-many-statements" })
    #expect(file.text(limit.location.range) == "The Client299 connects to the Orders Server on this port.")
    #expect(result.specification?.unresolved.map(\.kind) == ["too-many-statements"])
  }

  @Test(arguments: [1000, 1001])
  func `reads a title of a thousand bytes, and cuts and reports a longer one`(bytes: Int) throws {
    let title = "### TCP 8443 " + String(repeating: "é", count: (bytes - 13) / 2) + (bytes % 2 == 0 ? "x" : "")
    let file = SourceFile(
      name: "page.md", text: "## Ports on the Orders Server\n\n\(title)\n\nTCP 9443 must be open.\n")
    let result = compile([file])
    let flows = try #require(result.specification?.flows)
    let section = try #require(flows.last?.origin.section)
    if bytes == 1000 {
      #expect(flows.map(\.ports.label) == ["8443", "9443"])
      #expect("### \(section)" == title)
    } else {
      #expect(flows.map(\.ports.label) == ["9443"])
      // The title itself is four bytes shorter than its line.
      #expect("### \(section)" == title)
      #expect(result.diagnostics.map(\.rule.slug) == ["long-title"])
      #expect(result.specification?.unresolved.map(\.kind) == ["long-title"])
    }
  }

  @Test func `keeps the first thousand bytes of a title, in whole characters`() throws {
    let file = SourceFile(
      name: "page.md",
      text: "## Ports on the Orders Server\n\nx\(String(repeating: "é", count: 5000))\n---\n\nTCP 9443 must be open.\n")
    let section = try #require(compile([file]).specification?.flows.first?.origin.section)
    #expect(section == "x\(String(repeating: "é", count: 499))…")
  }

  @Test(arguments: [false, true])
  func `reads only the ports of a sentence of more than five thousand bytes`(isLong: Bool) throws {
    let word = String(repeating: "x", count: isLong ? 5000 : 4900)
    let file = SourceFile(
      name: "page.md",
      text: """
        ## Ports on the Orders Server

        The Agent connects to the Orders Server on TCP 8443 if \(word) is enabled.

        """)
    let result = compile([file])
    let flow = try #require(result.specification?.flows.first)
    #expect(flow.ports.label == "8443")
    #expect(flow.source == (isLong ? nil : "agent"))
    #expect(flow.condition?.text == (isLong ? nil : "\(word) is enabled"))
    #expect(result.diagnostics.contains { $0.rule.slug == "ambiguous-sentence" } == isLong)
  }

  @Test(arguments: [128, 129])
  func `reads a table of a hundred and twenty-eight columns, and reports a wider one`(columns: Int) throws {
    let header = ["Port", "Protocol"] + Array(repeating: "Notes", count: columns - 2)
    let row = ["8443", "TCP"] + Array(repeating: "x", count: columns - 2)
    let lines = [header, Array(repeating: "---", count: columns), row].map { "| " + $0.joined(separator: " | ") + " |" }
    let markdown = "## Ports on the Orders Server\n\n" + lines.joined(separator: "\n") + "\n"
    let html =
      "## Ports on the Orders Server\n\n<table><tr><th>" + header.joined(separator: "<th>") + "<tr><td>"
      + row.joined(separator: "<td>") + "</table>\n"
    for (text, rule) in [(markdown, "unread-table"), (html, "unread-html")] {
      let result = compile([SourceFile(name: "page.md", text: text)])
      #expect(result.specification?.flows.map(\.ports.label) == (columns == 128 ? ["8443"] : []))
      #expect(result.diagnostics.contains { $0.rule.slug == rule } == (columns == 129))
    }
  }

  @Test func `reads no table of which nearly all cells are missing`() {
    let header = Array(repeating: "Notes", count: 128).joined(separator: "|")
    let delimiter = Array(repeating: "-", count: 128).joined(separator: "|")
    let rows = String(repeating: "443\n", count: 2000)
    let file = SourceFile(
      name: "page.md", text: "## Ports on the Orders Server\n\nPort|\(header.dropFirst(6))\n\(delimiter)\n\(rows)")
    #expect(compile([file]).diagnostics.map(\.rule.slug).contains("unread-table"))
  }

  @Test func `reports a row of more parties than any page has`() throws {
    let names = (0..<101).map { "Agent \($0)" }.joined(separator: ", ")
    let file = SourceFile(
      name: "page.md",
      text: """
        ## Ports on the Orders Server

        | Port | Protocol | Source |
        | --- | --- | --- |
        | 8443 | TCP | \(names) |

        """)
    let result = compile([file])
    #expect(result.specification?.flows.map(\.source) == [nil])
    #expect(result.diagnostics.map(\.rule.slug) == ["ambiguous-sentence"])
  }

  @Test func `looks for the ends of sixteen tables that have none`() {
    let open = String(repeating: "<table><tr><td>Port\n\n", count: 20)
    let table = "<table><tr><th>Port<th>Protocol<tr><td>8443<td>TCP</table>\n"
    let found = compile([SourceFile(name: "page.md", text: "## Ports on the Orders Server\n\n" + table + open)])
    #expect(found.specification?.flows.map(\.ports.label) == ["8443"])
    let lost = compile([SourceFile(name: "page.md", text: "## Ports on the Orders Server\n\n" + open + table)])
    #expect(lost.diagnostics.map(\.rule.slug).contains("unread-html"))
  }
}
