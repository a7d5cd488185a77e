import ArgumentParser
import PortReporting
import SourceDiagnostics

/// `portspec check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check that every generated file says what its page says.",
    discussion: """
      Makes all declared files in memory and compares; writes nothing. Stale and hand-edited files are shown as a unified \
      diff that `portspec generate` would apply; missing and orphaned files are named. Line ends do not matter.

      EXAMPLES
        portspec check
        portspec check --diagnostics-format github
      """)

  @OptionGroup var options: DiagnosticOptions

  func run() throws {
    try perform { () throws(CannotCheck) in
      let project = try Project.find()
      let production = try Production(project)
      guard !production.hasErrors else {
        try options.report(production.diagnostics, in: production.sources, to: .output)
        return .findings
      }
      guard !production.files.isEmpty else {
        throw CannotCheck("\(Settings.fileName) declares no output, so there is nothing to check")
      }
      let drift = try Self.drift(of: production)
      let diagnostics = production.diagnostics + drift.diagnostics.sorted()
      try options.report(diagnostics, in: production.sources + drift.files, to: .output)
      if options.diagnosticsFormat == .text { try printText(drift, production) }
      return options.exitCode(for: diagnostics)
    }
  }

  private func printText(_ drift: Drift, _ production: Production) throws(CannotCheck) {
    for difference in drift.differences {
      try Console.write("\n")
      try Console.write(UnifiedDiff.shown(difference, style: Console.style(.output)))
    }
    let count = production.files.count
    if drift.diagnostics.diagnostics.isEmpty {
      try Console.write("\(count) \(count == 1 ? "file is" : "files are") up to date\n")
    } else {
      try Console.write("\nrun `portspec generate` to bring the generated files up to date\n")
    }
  }

  private static func drift(of production: Production) throws(CannotCheck) -> Drift {
    var drift = Drift()
    for file in production.files {
      drift.compare(file, with: Files.exists(file.path) ? try Files.read(file.path) : nil)
    }
    let declared = Set(production.files.map(\.path))
    for directory in Set(production.files.map { Path.parent(of: $0.path) }).sorted() {
      for name in Files.names(in: directory) {
        let path = Path.joined(directory, name)
        guard !declared.contains(path), Files.isFile(path),
          let page = Drift.page(namedIn: try Files.read(path, limit: Drift.headLength), production.pageNames)
        else { continue }
        drift.examine(undeclared: path, contents: try Files.read(path), from: page)
      }
    }
    return drift
  }
}
