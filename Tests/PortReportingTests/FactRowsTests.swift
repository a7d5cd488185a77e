import PortModel
import PortReporting
import SourceDiagnostics
import Testing

private let file = SourceFile(name: "page.md", text: "é TCP 443\nUDP 80 or 8080\n")

private func rows(_ fact: FactRows.Fact) -> String {
  String(decoding: FactRows(SourceSet([file], indexing: ["page.md"])).rendered(fact), as: UTF8.self)
}

struct FactRowsTests {
  @Test
  func `states what the page states`() throws {
    var fact = FactRows.Fact(location: try place("TCP 443", in: file), ports: .ranges([try range(443, 443)]))
    fact.transport = .tcp
    fact.subject = "Server"
    fact.source = "Client"
    fact.destination = "Server"
    fact.direction = .internal
    fact.isBidirectional = true
    fact.requirement = .conditional
    fact.condition = "uploading is enabled"
    fact.binding = .fixed
    fact.service = "https"
    fact.flow = "server/tcp/443"
    #expect(
      rows(fact)
        == #"{"bidirectional":true,"column":4,"condition":"uploading is enabled","default":false,"destination":"Server","#
        + #""direction":"internal","endColumn":11,"endLine":1,"file":"page.md","flow":"server/tcp/443","kind":"fact","#
        + #""line":1,"optional":true,"ports":"443","requirement":"conditional","scope":"network","service":"https","#
        + #""source":"Client","subject":"Server","transport":"tcp"}"# + "\n")
  }

  @Test
  func `leaves out what the page does not state, and gives alternatives a row each`() throws {
    let ranges = [try range(80, 80), try range(8080, 8090)]
    let fact = FactRows.Fact(location: try place("80 or 8080", in: file), ports: .ranges(ranges))
    let start = #"{"column":5,"endColumn":15,"endLine":2,"file":"page.md","kind":"fact","line":2,"ports":""#
    let end = #"","requirement":"unstated","scope":"network"}"# + "\n"
    #expect(rows(fact) == start + "80" + end + start + "8080-8090" + end)
  }

  @Test(
    arguments: [
      (.required, #""optional":false"#), (.optional, #""optional":true"#), (.conditional, #""optional":true"#),
      (.recommended, nil), (.unstated, nil),
    ] as [(Flow.Requirement, String?)])
  func `says whether a port is optional`(requirement: Flow.Requirement, member: String?) throws {
    var fact = FactRows.Fact(location: try place("UDP", in: file), ports: .text("dynamic"))
    fact.requirement = requirement
    #expect(rows(fact).contains("optional\":") == (member != nil))
    #expect(rows(fact).contains(member ?? ""))
  }

  @Test
  func `lists diagnostics and other numbers`() throws {
    let renderer = FactRows(SourceSet([file], indexing: ["page.md"]))
    let diagnostic = Diagnostic(
      DiagnosticRule("sample-rule", 199, .warning, "a sample"), "look \"here\"", at: try place("443\nUDP", in: file))
    #expect(
      String(decoding: renderer.rendered(diagnostic), as: UTF8.self)
        == #"{"code":"PS199","column":8,"endColumn":4,"endLine":2,"file":"page.md","kind":"diagnostic","line":1,"#
        + #""message":"look \"here\"","rule":"sample-rule","severity":"warning"}"# + "\n")
    #expect(
      String(
        decoding: renderer.rendered(explained: "8080", reason: "year", at: try place("8080", in: file)), as: UTF8.self)
        == #"{"column":11,"endColumn":15,"endLine":2,"file":"page.md","kind":"non-port","line":2,"reason":"year","text":"8080"}"#
        + "\n")
  }
}

func range(_ lower: Int, _ upper: Int) throws -> PortRange {
  let (first, last) = (try #require(PortNumber(lower)), try #require(PortNumber(upper)))
  return try #require(PortRange(first, last))
}
