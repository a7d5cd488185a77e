import ArgumentParser
import PortGenerators

/// `portspec generate`
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write every file that .portspec.yaml declares.",
    discussion: """
      All files are made in memory first: when a page has an error, nothing is written. A file whose content stays the same \
      is left alone. Files that are no longer declared are not deleted; `portspec check` names them.

      EXAMPLES
        portspec generate
        portspec generate && git diff --stat generated/
      """)

  @OptionGroup var options: DiagnosticOptions

  func run() throws {
    try perform { () throws(CannotCheck) in
      let production = try Production(Project.find())
      try options.report(production.diagnostics, in: production.sources, to: .error)
      let code = options.exitCode(for: production.diagnostics)
      guard !production.hasErrors else { return code }
      guard !production.files.isEmpty else {
        throw CannotCheck(
          "\(Settings.fileName) declares no output; write \"output: generated/ports.json\" beside \"pages\"")
      }
      for file in production.files {
        let edited = try Self.isEdited(file.path)
        guard try Files.replace(file.path, with: file.contents) else { continue }
        try Console.write("wrote \(file.path)\(edited ? ", which had been changed by hand" : "")\n")
      }
      return code
    }
  }

  private static func isEdited(_ path: String) throws(CannotCheck) -> Bool {
    guard Files.exists(path) else { return false }
    return GeneratedFile.integrity(of: try Files.read(path)) == .edited
  }
}
