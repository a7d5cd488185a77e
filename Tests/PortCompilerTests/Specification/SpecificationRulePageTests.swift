import Foundation
import PortCompiler
import SourceDiagnostics
import Testing

struct SpecificationRulePageTests {
  @Test(arguments: SpecificationRules.all)
  func `is explained by a page`(rule: DiagnosticRule) throws {
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let page = try String(contentsOf: package.appending(path: "docs/rules/\(rule.slug).md"), encoding: .utf8)
    #expect(page.hasPrefix("# \(rule.slug) (\(rule.code))\n\nSeverity: \(rule.severity.rawValue)\n"))
  }
}
