import Foundation
import SourceDiagnostics
import Testing

@testable import PortCommands

struct RulePagesTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// `UPDATE_SNAPSHOTS=1` writes Sources/PortCommands/Rules/RulePages.swift instead.
  @Test
  func `holds the pages of docs/rules`() throws {
    let directory = root.appending(path: "docs/rules")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    var text = """
      // Generated from docs/rules by RulePagesTests. Do not edit.
      // swift-format-ignore-file

      /// The pages of docs/rules by slug, so that `explain` needs no files.
      let rulePages: [String: String] = [

      """
    for name in names {
      let page = try String(contentsOf: directory.appending(path: name), encoding: .utf8)
      // A raw string ends only at its own number of signs.
      try #require(!page.contains("\"\"\"##"))
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
      text += "  \"\(name.dropLast(3))\": ##\"\"\"\n\(lines.joined(separator: "\n"))\n    \"\"\"##,\n"
    }
    text += "]\n"
    let file = root.appending(path: "Sources/PortCommands/Rules/RulePages.swift")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: file)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "run the tests with UPDATE_SNAPSHOTS=1")
    }
  }

  @Test
  func `numbers and names each rule once`() {
    let rules = RuleCatalogue.all
    #expect(Set(rules.map(\.number)).count == rules.count)
    #expect(Set(rules.map(\.slug)).count == rules.count)
    #expect(SettingsRules.all.allSatisfy { (440...469).contains($0.number) })
    #expect(DriftRules.all.allSatisfy { (500...519).contains($0.number) })
  }

  @Test(arguments: SettingsRules.all + DriftRules.all)
  func `explains the rules of settings and drift`(rule: DiagnosticRule) throws {
    let page = try #require(RuleCatalogue.page(of: rule))
    #expect(page.hasPrefix("# \(rule.slug) (\(rule.code))\n\nSeverity: \(rule.severity.rawValue)\n"))
    for heading in ["What it finds", "Why it matters", "Example", "What to do"] {
      #expect(page.contains("\n## \(heading)\n"))
    }
    #expect(RuleCatalogue.rule(rule.code.lowercased()) == rule)
  }
}
