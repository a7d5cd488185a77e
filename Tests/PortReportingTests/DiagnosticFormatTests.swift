import PortReporting
import SourceDiagnostics
import Testing

private let catalogue = [
  DiagnosticRule("sample-error", 198, .error, "an error for tests"),
  DiagnosticRule("sample-rule", 199, .warning, "a sample for tests"),
  DiagnosticRule("sample-advice", 200, .advice, "advice for tests"),
]

/// One file with multi-byte text and CRLF, and diagnostics of every shape.
private let file = SourceFile(
  name: "docs/größe ports.md", text: "# Ports 🚀 端\r\n\r\n🚀🚀 TCP 443 open,\r\nclose: TCP 80\r\n")

private func diagnostics() throws -> [Diagnostic] {
  let port = try place("TCP 443", in: file)
  let both = try place("443 open,\r\nclose: TCP 80", in: file)
  return [
    Diagnostic(
      catalogue[0], "port 443 is stated twice: 100%, really;\nkeep one", at: port,
      notes: [.init("first stated here", at: try place("端", in: file)), .init("a remark without a place")],
      fix: .init(
        "write \"TCP 80\"",
        [.init(port.range, "TCP 80"), .init(SourceRange(port.range.upperBound..<port.range.upperBound), "!")])),
    Diagnostic(catalogue[1], "over two lines", at: both),
    Diagnostic(
      catalogue[2], "in a file that is not at hand", at: .init(file: "/abs/x,y:z.md", range: SourceRange(3..<5))),
  ]
}

struct DiagnosticFormatTests {
  @Test
  func `writes JSON`() throws {
    let diagnostics = try diagnostics()
    let json = DiagnosticJSON(SourceSet([file], for: diagnostics)).rendered(diagnostics)
    try expectSnapshot(String(decoding: json, as: UTF8.self), "reporting/diagnostics.json")
  }

  @Test(.enabled(if: Tool.hasJSONSchema, "needs Python with jsonschema"))
  func `JSON keeps its schema`() throws {
    let diagnostics = try diagnostics()
    for some in [diagnostics, []] {
      let json = DiagnosticJSON(SourceSet([file], for: some)).rendered(some)
      #expect(try Tool.validate(json, against: "docs/schema/diagnostics.schema.json") == "")
    }
  }

  @Test
  func `writes SARIF`() throws {
    let diagnostics = try diagnostics()
    let sarif = SARIF(SourceSet([file], for: diagnostics), catalogue: catalogue) { rule in
      rule.number == 198 ? "# sample-error (PS198)\n" : nil
    }
    try expectSnapshot(String(decoding: sarif.rendered(diagnostics), as: UTF8.self), "reporting/diagnostics.sarif")
  }

  @Test(.enabled(if: Tool.hasJSONSchema, "needs Python with jsonschema"))
  func `SARIF keeps the schema of the standard`() throws {
    let diagnostics = try diagnostics()
    for some in [diagnostics, []] {
      let sarif = SARIF(SourceSet([file], for: some), catalogue: catalogue) { _ in "page" }
      #expect(try Tool.validate(sarif.rendered(some), against: "Tests/Schemas/sarif-2.1.0-rtm.4.json") == "")
    }
  }

  @Test(.enabled(if: Tool.hasJSONSchema, "needs Python with jsonschema"))
  func `the validator finds what is wrong`() throws {
    #expect(
      try Tool.validate(
        Array(#"{"version": "2.0.0", "runs": 3}"#.utf8), against: "Tests/Schemas/sarif-2.1.0-rtm.4.json") != "")
  }

  @Test
  func `writes GitHub annotations`() throws {
    let diagnostics = try diagnostics()
    let text = GitHubAnnotations(SourceSet([file], for: diagnostics)).rendered(diagnostics)
    let message = "port 443 is stated twice: 100%25, really;%0Akeep one"
    let notes =
      "%0Anote: docs/größe ports.md:1:14: first stated here%0Anote: a remark without a place%0Afix: write \"TCP 80\""
    #expect(
      text == """
        ::error file=docs/größe ports.md,line=3,endLine=3,col=10,endColumn=17,title=PS198 sample-error::\(message)\(notes)
        ::warning file=docs/größe ports.md,line=3,endLine=4,title=PS199 sample-rule::over two lines
        ::notice file=/abs/x%2Cy%3Az.md,title=PS200 sample-advice::in a file that is not at hand

        """)
  }
}
