import ArgumentParser
import PortReporting
import SourceDiagnostics

/// How diagnostics are printed.
enum DiagnosticsFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, github
}

/// What every command that reads pages can be told about its diagnostics.
struct DiagnosticOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How diagnostics are printed: for people, as JSON, as SARIF 2.1.0, or as GitHub annotations.", valueName: "format"
    ))
  var diagnosticsFormat: DiagnosticsFormat = .text

  @Flag(help: "Exit with 1 on warnings and advice too.")
  var strict = false

  /// Prints diagnostics; machine formats are printed also when there are none.
  func report(_ diagnostics: [Diagnostic], in files: [SourceFile], to stream: Console.Stream) throws(CannotCheck) {
    let sources = SourceSet(files, for: diagnostics)
    switch diagnosticsFormat {
    case .text:
      guard !diagnostics.isEmpty else { return }
      let text = DiagnosticText(sources, style: Console.style(stream))
      try Console.write(to: stream) { text.render(diagnostics, $0) }
    case .json: try Console.write(DiagnosticJSON(sources).rendered(diagnostics), to: stream)
    case .sarif:
      let sarif = SARIF(sources, catalogue: RuleCatalogue.all, help: RuleCatalogue.page)
      try Console.write(sarif.rendered(diagnostics), to: stream)
    case .github: try Console.write(GitHubAnnotations(sources).rendered(diagnostics), to: stream)
    }
  }

  func exitCode(for diagnostics: [Diagnostic]) -> ExitCode {
    let fails = strict ? !diagnostics.isEmpty : diagnostics.indices.contains { diagnostics[$0].severity == .error }
    return fails ? .findings : .success
  }
}

extension ExitCode {
  /// Findings: an error diagnostic, drift, or what `--fail-on` names.
  static let findings = ExitCode(1)
  /// The command could not do its work; never "clean".
  static let couldNotCheck = ExitCode(2)
}

extension ParsableCommand {
  /// Runs a command's work: trouble with the surroundings is printed and ends with 2.
  func perform(_ work: () throws(CannotCheck) -> ExitCode) throws {
    let code: ExitCode
    do throws(CannotCheck) {
      code = try work()
    } catch {
      _ = Files.write(Array("portspec: \(VisibleText.line(error.message))\n".utf8), to: 2)
      code = .couldNotCheck
    }
    if code != .success { throw code }
  }
}
