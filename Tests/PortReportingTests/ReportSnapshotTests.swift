import PortModel
import PortReporting
import SourceDiagnostics
import Testing

private let firewallCheck = PortSpecification.HostCheck(
  id: "firewall", kind: .firewall, text: "Verify a firewall is not blocking traffic.", condition: nil, references: [])
private let ephemeralCheck = PortSpecification.HostCheck(
  id: "ephemeral-range", kind: .ephemeralRange, text: "Verify the port is not ephemeral.",
  condition: "you changed the range", references: ["https://example.com/ephemeral"])

private let old = specification(
  [
    flow(ports(3843), purpose: "to communicate", section: "TCP 3843"),
    flow(ports(40403), service: "https"),
    flow(ports(3166), from: "server", to: "collector", .tcp, .internal, .sameHost, .unstated),
    flow(ports(443), from: "server", to: "cloud", .tcp, .outbound, .network, .conditional, when: "uploading is on"),
  ], checks: [firewallCheck])

private let new = specification(
  [
    flow(ports(3844), purpose: "to talk", section: "TCP 3844"),
    flow(ports(40403), service: "https", purpose: "*new* `words`"),
    flow(ports(443), from: "server", to: "cloud", .tcp, .outbound),
    flow(
      ports(8930, 9000), from: "server", to: "端末", .tcp, .internal, both: true, .sameHost, .unstated, binding: .default),
    flow(
      ports(1434), subject: nil, from: nil, to: "database", .udp, nil, .network, .optional,
      fallback: "write the port down",
      certainty: ["transport": "registry"]),
  ], checks: [firewallCheck, ephemeralCheck],
  unresolved: [.init(kind: "unread-port", text: "ICMP\u{1B}[2J", origin: .init(page: "page.md", section: "Other"))])

struct ReportSnapshotTests {
  @Test
  func `shows a specification`() throws {
    let coverage = SpecificationText.Coverage(sentences: 12, interpreted: 11, facts: 6, explainedNumbers: 1)
    let text = SpecificationText(style: .plain)
    try expectSnapshot(text.rendered(new, coverage: coverage), "reporting/specification.txt")
    #expect(text.rendered(specification([], title: nil), coverage: nil) == "\n0 flows, 0 checks, 0 unresolved\n")
  }

  @Test
  func `shows a comparison`() throws {
    let report = DiffReport(SpecificationDiff(from: old, to: new))
    try expectSnapshot(report.text(style: .plain), "reporting/diff.txt")
    try expectSnapshot(report.markdown(), "reporting/diff.md")
    try expectSnapshot(String(decoding: report.json(), as: UTF8.self), "reporting/diff.json")
  }

  @Test
  func `shows that nothing changed`() {
    let report = DiffReport(SpecificationDiff(from: old, to: old))
    #expect(report.text(style: .plain) == "no difference\n")
    #expect(DiffReport.Matter.allCases.allSatisfy { !report.contains($0) })
  }

  @Test
  func `knows what a comparison contains`() {
    func matters(_ old: [Flow], _ new: [Flow]) -> [DiffReport.Matter] {
      let report = DiffReport(SpecificationDiff(from: specification(old), to: specification(new)))
      return DiffReport.Matter.allCases.filter { report.contains($0) }
    }
    #expect(matters([flow(ports(80))], [flow(ports(80), purpose: "words")]) == [.any])
    #expect(matters([flow(ports(80))], [flow(ports(81))]) == [.opening, .closing, .meaning, .any])
    #expect(matters([flow(ports(80))], [flow(ports(80)), flow(ports(81))]) == [.opening, .meaning, .any])
    #expect(matters([flow(ports(80))], [flow(ports(80), binding: .fixed)]) == [.meaning, .any])
  }

  @Test(.enabled(if: Tool.hasJSONSchema, "needs Python with jsonschema"))
  func `the comparison keeps its schema`() throws {
    for (one, other) in [(old, new), (new, old), (old, old), (specification([]), new)] {
      let json = DiffReport(SpecificationDiff(from: one, to: other)).json()
      #expect(try Tool.validate(json, against: "docs/schema/specification-diff.schema.json") == "")
    }
  }

  @Test(.enabled(if: Tool.hasJSONSchema, "needs Python with jsonschema"))
  func `the source map keeps its schema`() throws {
    let file = SourceFile(name: "page.md", text: "TCP 443\n")
    let location = try place("443", in: file)
    let json = SourceMapJSON(SourceSet([file], indexing: ["page.md"])).rendered([("/flows/0/ports/0", location)])
    #expect(try Tool.validate(json, against: "docs/schema/source-map.schema.json") == "")
  }

  @Test
  func `explains a flow`() throws {
    let file = SourceFile(name: "page.md", text: "# Ports\n\nUDP 1434 is optional.\n")
    let port = try place("UDP 1434", in: file)
    let explanation = FlowExplanation(SourceSet([file], indexing: ["page.md"]), style: .plain)
    let flow = try #require(new.flows.first { $0.transport == .udp })
    let places = [("/ports/0", port), ("/transport", port), ("/requirement", try place("is optional", in: file))]
    try expectSnapshot(explanation.rendered(flow, of: new, places: places), "reporting/explanation.txt")
  }
}
