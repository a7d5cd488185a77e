import Foundation
import SourceDiagnostics
import SourceTrees
import Testing

struct RulePageTests {
  @Test(arguments: SourceTreeRules.all)
  func `is explained by a page`(rule: DiagnosticRule) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let page = try String(contentsOf: package.appending(path: "docs/rules/\(rule.slug).md"), encoding: .utf8)
    #expect(page.hasPrefix("# \(rule.slug) (\(rule.code))\n\nSeverity: \(rule.severity.rawValue)\n"))
  }

  @Test
  func `has numbers and names of its own`() {
    #expect(Set(SourceTreeRules.all.map(\.number)).count == SourceTreeRules.all.count)
    #expect(Set(SourceTreeRules.all.map(\.slug)).count == SourceTreeRules.all.count)
    #expect(SourceTreeRules.all.allSatisfy { (100...199).contains($0.number) })
  }
}
