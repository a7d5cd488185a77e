import ArgumentParser
import PortModel
import PortReporting
import SourceDiagnostics

/// `portspec diff`
struct DiffCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json
  }

  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changed between two pages or specifications, and what firewall owners must do.",
    discussion: """
      OLD and NEW are pages, specifications (.json), files in git revisions (REVISION:PATH), or - for standard input. A page \
      that .portspec.yaml declares is compiled with its settings, one in a revision with the settings of that revision.

      --fail-on makes the exit code 1: opening (a firewall must let more through), closing (it can let less through), \
      meaning (the digests differ), any (texts too). Otherwise the exit code is 0 whatever changed.

      EXAMPLES
        portspec diff HEAD~1:docs/network-ports.md docs/network-ports.md
        portspec diff v1:docs/ports.md v2:docs/ports.md --format markdown
        portspec diff old.json new.json --fail-on opening
      """)

  @Argument(help: "The older page or specification.", completion: .file())
  var old: String

  @Argument(help: "The newer page or specification.", completion: .file())
  var new: String

  @Option(help: "For people, for release notes, or for programs.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Exit with 1 on changes of this kind; may be repeated.", valueName: "kind"))
  var failOn: [DiffReport.Matter] = []

  func validate() throws {
    if old == "-", new == "-" { throw ValidationError("only one of OLD and NEW can be standard input") }
  }

  func run() throws {
    try perform { () throws(CannotCheck) in
      let project = try Project.find()
      let older = try specification(old, project)
      let newer = try specification(new, project)
      let report = DiffReport(SpecificationDiff(from: older, to: newer))
      switch format {
      case .text: try Console.write(report.text(style: Console.style(.output)))
      case .markdown: try Console.write(report.markdown())
      case .json: try Console.write(report.json())
      }
      return failOn.contains { report.contains($0) } ? .findings : .success
    }
  }

  /// - Throws: Where there is no specification to compare: its errors are printed first.
  private func specification(_ operand: String, _ project: Project) throws(CannotCheck) -> PortSpecification {
    let reading = try Operand(operand, project).specification()
    let errors = reading.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty {
      let text = DiagnosticText(SourceSet(reading.files, for: errors), style: Console.style(.error))
      try Console.write(text.rendered(errors), to: .error)
    }
    guard let specification = reading.specification else {
      throw CannotCheck("\(operand) has no specification to compare")
    }
    return specification
  }
}

extension DiffReport.Matter: ExpressibleByArgument {}
