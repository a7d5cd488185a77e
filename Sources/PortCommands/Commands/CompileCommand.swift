import ArgumentParser
import PortCompiler
import PortModel
import PortReporting
import SourceDiagnostics

/// `portspec compile`
struct CompileCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json, text
  }

  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Compile port pages into a specification.",
    discussion: """
      Several pages make one specification. Without a page, what .portspec.yaml declares is compiled. Diagnostics go to \
      standard error; the exit code is 1 when one of them is an error, and then there is no specification.

      EXAMPLES
        portspec compile docs/network-ports.md --format text
        portspec compile docs/network-ports.md -o ports.json --map ports.map.json
        curl -s https://example.com/ports.md | portspec compile -
        portspec compile ports.md --diagnostics-format sarif 2> portspec.sarif
      """)

  @Argument(
    help: ArgumentHelp("Markdown pages; - is standard input.", valueName: "page"),
    completion: .file(extensions: ["md", "markdown"]))
  var pages: [String] = []

  @Option(help: "The specification as a JSON file, or as a table for people.")
  var format: Format = .json

  @Option(
    name: [.short, .long], help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Also write where each part stands in the pages: JSON pointers with file, line and column.", valueName: "file"),
    completion: .file())
  var map: String?

  @OptionGroup var options: DiagnosticOptions

  func run() throws {
    try perform { () throws(CannotCheck) in
      let project = try Project.find()
      guard !project.hasErrors else {
        try options.report(project.diagnostics, in: project.files, to: .error)
        return .findings
      }
      let (units, problems) = try project.units(pages)
      guard units.count + problems.count <= 1 else {
        throw CannotCheck("\(Settings.fileName) declares several specifications; name the pages of one")
      }
      var progress = Progress()
      guard let unit = units.first else {
        try options.report(problems, in: project.files, to: .error)
        return .findings
      }
      let compilation = progress.compile(unit)
      ProcessLifetime.keep(compilation)
      let diagnostics = project.diagnostics + compilation.diagnostics
      try options.report(diagnostics, in: unit.pages + project.files, to: .error)
      if let specification = compilation.specification { try write(specification, compilation, unit.pages) }
      return options.exitCode(for: diagnostics)
    }
  }

  private func write(
    _ specification: PortSpecification, _ compilation: Compilation, _ pages: [SourceFile]
  ) throws(CannotCheck) {
    if let map { try Files.replace(map, with: sourceMap(compilation.sourceMap(), pages)) }
    switch format {
    case .json:
      if let output { try Files.replace(output, specification.json) } else { try Console.write(specification.json) }
    case .text:
      let text = SpecificationText(style: output == nil ? Console.style(.output) : .plain)
        .rendered(specification, coverage: SpecificationText.Coverage(compilation))
      if let output { try Files.replace(output, with: Array(text.utf8)) } else { try Console.write(text) }
    }
  }

  private func sourceMap(_ map: SourceMap, _ pages: [SourceFile]) -> [UInt8] {
    let sources = SourceSet(pages, indexing: Set(pages.map(\.name)))
    return SourceMapJSON(sources).rendered(map.entries.map { ($0.pointer, $0.location) })
  }
}

extension SpecificationText.Coverage {
  init(_ compilation: Compilation) {
    self.init(
      sentences: compilation.coverage.sentences, interpreted: compilation.coverage.interpreted,
      facts: compilation.factCount, explainedNumbers: compilation.explainedNumbers.count)
  }
}
