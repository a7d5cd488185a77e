import Foundation
import PortCompiler
import SourceDiagnostics
import Testing

/// The examples in docs/rules trigger the rules that they explain.
struct RulePageExampleTests {
  static let pageRules = [
    "contradiction", "duplicate-port", "duplicate-section", "impossible-port", "reversed-range", "ambiguous-number",
    "unexplained-number", "unstated-transport", "unknown-host", "similar-role", "uninterpreted-sentence",
    "ambiguous-sentence", "ambiguous-requirement", "several-conditions", "unread-table", "unread-cell",
    "unmapped-column",
    "unread-html",
    "ephemeral-port", "dynamic-rpc", "no-flows", "stray-port",
  ]

  @Test(arguments: pageRules)
  func `the example of a rule's page triggers it`(slug: String) throws {
    let directory = SnapshotCase.directory.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/rules")
    let text = try String(decoding: Data(contentsOf: directory.appending(path: "\(slug).md")), as: UTF8.self)
    let start = try #require(text.firstRange(of: "```markdown\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "\n```"))
    let result = compile([SourceFile(name: "page.md", text: String(text[start.upperBound..<end.lowerBound]) + "\n")])
    #expect(result.diagnostics.map(\.rule.slug).contains(slug), "\(result.diagnostics.map(\.message))")
  }
}
