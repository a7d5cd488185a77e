import Foundation
import PortPage
import SourceDiagnostics
import Testing

struct RulePageTests {
  @Test(arguments: PageRules.all)
  func `every rule has a page that names it`(rule: DiagnosticRule) throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/rules/\(rule.slug).md").standardized
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.hasPrefix("# \(rule.slug) (\(rule.code))\n\nSeverity: \(rule.severity.rawValue)\n"))
  }
}
