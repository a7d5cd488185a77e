import ArgumentParser
import PortModel
import SourceDiagnostics

/// `portspec rules`
struct RulesCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules: what the tool can find.",
    discussion: """
      EXAMPLES
        portspec rules
        portspec rules --format json | jq -r '.rules[].slug'
      """)

  @Option(help: "For people or for programs.")
  var format: Format = .text

  func run() throws {
    try perform { () throws(CannotCheck) in
      switch format {
      case .text: try Console.write(Self.text())
      case .json: try Console.write(Self.json())
      }
      return .success
    }
  }

  private static func text() -> String {
    let rules = RuleCatalogue.all
    let width = rules.map { $0.slug.utf8.count }.max() ?? 0
    return rules.map { rule in
      let severity = rule.severity.rawValue + String(repeating: " ", count: 7 - rule.severity.rawValue.utf8.count)
      let slug = rule.slug + String(repeating: " ", count: width - rule.slug.utf8.count)
      return "\(rule.code)  \(severity)  \(slug)  \(rule.summary)\n"
    }.joined()
  }

  private static func json() -> [UInt8] {
    let rules = RuleCatalogue.all.map { rule -> JSONValue in
      var members: [String: JSONValue] = [
        "code": .string(rule.code), "slug": .string(rule.slug), "severity": .string(rule.severity.rawValue),
        "summary": .string(rule.summary),
      ]
      members["page"] = RuleCatalogue.page(of: rule).map { .string($0) }
      return .object(members)
    }
    let document: JSONValue = ["schemaVersion": "1.0", "rules": .array(rules)]
    return document.serialized(.indented) + [UInt8(ascii: "\n")]
  }
}
