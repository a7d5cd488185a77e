import PortCompiler
import PortPage
package import SourceDiagnostics
import SourceTrees

/// Every rule of the tool.
package enum RuleCatalogue {
  /// Ascending by number.
  package static let all: [DiagnosticRule] =
    [
      SourceTreeRules.all, PageRules.all, CompilerRules.all, SpecificationRules.all, SettingsRules.all, DriftRules.all,
    ].flatMap { $0 }.sorted { $0.number < $1.number }

  /// The rule with a slug or a code.
  package static func rule(_ name: String) -> DiagnosticRule? {
    all.first { $0.slug == name || $0.code == name.uppercased() }
  }

  /// The Markdown text of a rule's page, docs/rules/<slug>.md.
  package static func page(of rule: DiagnosticRule) -> String? { rulePages[rule.slug] }
}
