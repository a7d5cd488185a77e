import Foundation
import PortCompiler
import SourceDiagnostics
import Testing

@testable import PortCommands

extension DocumentationTests {
  /// `UPDATE_SNAPSHOTS=1` writes the generated parts of the reference instead.
  struct ReferenceTests {
    static let commands = ["compile", "facts", "generate", "check", "diff", "explain", "rules", "init"]

    @Test(.enabled(if: Workspace.program != nil, "portspec is not built beside the tests"))
    func `has a page for every command`() throws {
      let dump = try Workspace().portspec("--experimental-dump-help").output
      let help = try JSONDecoder().decode(Help.self, from: Data(dump.utf8))
      #expect((help.command.subcommands ?? []).map(\.commandName).filter { $0 != "help" } == Self.commands)
    }

    @Test(
      .enabled(if: Workspace.program != nil, "portspec is not built beside the tests"),
      arguments: ReferenceTests.commands
    )
    func `lists the arguments and options of a command`(command: String) throws {
      let dump = try Workspace().portspec(command, "--experimental-dump-help").output
      let help = try JSONDecoder().decode(Help.self, from: Data(dump.utf8))
      try hold(help.command.table, asSection: "Arguments and options", of: "docs/reference/\(command).md")
    }

    @Test func `lists the rules`() throws {
      let groups: [(title: String, numbers: ClosedRange<Int>)] = [
        ("YAML and JSON", 100...199), ("Pages as text", 200...299), ("What pages say", 300...399),
        ("Amendments", 400...419), ("Specification files", 420...439), ("Settings", 440...499),
        ("Generated files", 500...599),
      ]
      var text = ""
      for group in groups {
        let rules = RuleCatalogue.all.filter { group.numbers.contains($0.number) }
        text += "### \(group.title)\n\n| code | rule | severity | finds |\n| --- | --- | --- | --- |\n"
        for rule in rules {
          text += "| \(rule.code) | [\(rule.slug)](\(rule.slug).md) | \(rule.severity.rawValue) | \(rule.summary) |\n"
        }
        text += "\n"
      }
      #expect(RuleCatalogue.all.allSatisfy { rule in groups.contains { $0.numbers.contains(rule.number) } })
      try hold(String(text.dropLast()), asSection: "All rules", of: "docs/rules/README.md")
    }

    /// Compares the section of a page with what it should be, its title aside.
    private func hold(_ expected: String, asSection title: String, of path: String) throws {
      let text = try Documentation.text(path)
      let title = try #require(text.range(of: "\n## \(title)\n"), "\(path) has no section \"\(title)\"")
      let end = text.range(of: "\n## ", range: title.upperBound..<text.endIndex)?.lowerBound ?? text.endIndex
      let section = "\n" + expected
      if Documentation.isUpdating {
        try Documentation.write(text.replacingCharacters(in: title.upperBound..<end, with: section), to: path)
      } else {
        #expect(text[title.upperBound..<end] == section, "run the tests with UPDATE_SNAPSHOTS=1")
      }
    }
  }
}

/// What `--experimental-dump-help` prints, as far as it is compared.
private struct Help: Decodable {
  struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let abstract: String?
    let names: [Name]?
    let valueName: String?
    let allValues: [String]?
    let defaultValue: String?
    let isOptional: Bool
    let isRepeating: Bool
  }

  let command: Command
}

extension Help.Command {
  /// Every argument and option but those that every command has.
  fileprivate var table: String {
    let shown = (arguments ?? []).filter { !["help", "version"].contains($0.names?.last?.name) }
    return "| argument or option | meaning |\n| --- | --- |\n"
      + shown.map { "| \($0.title) | \($0.meaning) |\n" }.joined()
  }
}

extension Help.Argument {
  fileprivate var title: String {
    let value = valueName.map { "<\($0)>" } ?? ""
    switch kind {
    case "positional": return "`\(value)\(isRepeating ? " ..." : "")`" + (isOptional ? "" : ", needed")
    case "option": return spellings.map { "`\($0) \(value)`" }.joined(separator: ", ")
    default: return spellings.map { "`\($0)`" }.joined(separator: ", ")
    }
  }

  private var spellings: [String] { (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name } }

  fileprivate var meaning: String {
    var parts = [abstract ?? ""]
    if let allValues { parts.append("One of \(allValues.map { "`\($0)`" }.joined(separator: ", ")).") }
    if let defaultValue, kind != "flag" { parts.append("Default: `\(defaultValue)`.") }
    return parts.joined(separator: " ").replacing("|", with: "\\|")
  }
}
