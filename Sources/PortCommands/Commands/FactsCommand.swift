import ArgumentParser
import PortCompiler
import PortReporting
import SourceDiagnostics

/// `portspec facts`
struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: "List every port, diagnostic and other number of pages, one JSON object a line.",
    discussion: """
      Each page is compiled on its own. Rows have a kind (fact, diagnostic, non-port), file, line and column; lines and \
      columns are 1-based, columns in UTF-8 bytes. What the page does not state is absent.

      EXAMPLES
        portspec facts docs/network-ports.md
        portspec facts docs/*.md | jq -c 'select(.transport == "udp")'
      """)

  @Argument(
    help: ArgumentHelp("Markdown pages; - is standard input.", valueName: "page"),
    completion: .file(extensions: ["md", "markdown"]))
  var pages: [String]

  @Flag(help: "Exit with 1 on warnings and advice too.")
  var strict = false

  func run() throws {
    try perform { () throws(CannotCheck) in
      let project = try Project.find()
      var options = DiagnosticOptions()
      options.strict = strict
      options.diagnosticsFormat = .text
      guard !project.hasErrors else {
        try options.report(project.diagnostics, in: project.files, to: .error)
        return .findings
      }
      var progress = Progress()
      var code = ExitCode.success
      for page in pages {
        let unit = try project.units([page]).units[0]
        let compilation = progress.compile(unit)
        try Console.write(rows(compilation, unit.pages + project.files))
        code = max(code, options.exitCode(for: compilation.diagnostics))
      }
      return code
    }
  }

  /// The rows in page order: facts, numbers and diagnostics among each other.
  private func rows(_ compilation: Compilation, _ files: [SourceFile]) -> [UInt8] {
    let renderer = FactRows(SourceSet(files, indexing: Set(files.map(\.name))))
    var rows: [(location: SourceLocation, bytes: [UInt8])] = []
    for fact in compilation.facts() { rows.append((fact.location, renderer.rendered(FactRows.Fact(fact)))) }
    for number in compilation.explainedNumbers {
      let bytes = renderer.rendered(explained: number.text, reason: number.reason, at: number.location)
      rows.append((number.location, bytes))
    }
    for diagnostic in compilation.diagnostics { rows.append((diagnostic.location, renderer.rendered(diagnostic))) }
    // Sorting by index too keeps the order of rows with one place.
    return rows.enumerated().sorted { one, other in
      (one.element.location.file, one.element.location.range, one.offset)
        < (other.element.location.file, other.element.location.range, other.offset)
    }.flatMap(\.element.bytes)
  }
}

extension FactRows.Fact {
  init(_ fact: PortCompiler.Fact) {
    self.init(location: fact.location, ports: fact.ports)
    transport = fact.transport
    subject = fact.subject
    source = fact.source
    destination = fact.destination
    direction = fact.direction
    isBidirectional = fact.isBidirectional
    scope = fact.scope
    requirement = fact.requirement
    condition = fact.condition
    binding = fact.binding
    service = fact.service
    flow = fact.flow
  }
}

private func max(_ one: ExitCode, _ other: ExitCode) -> ExitCode { one.rawValue >= other.rawValue ? one : other }
