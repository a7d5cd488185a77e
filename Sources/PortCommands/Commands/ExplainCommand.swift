import ArgumentParser
import PortCompiler
import PortModel
import PortReporting
import SourceDiagnostics

/// `portspec explain`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule, or a flow with the sentences that it comes from.",
    discussion: """
      A rule is named by its slug or its code, a flow by its id or its name. Flows are looked for in the pages that --spec \
      gives, or in those that .portspec.yaml declares.

      EXAMPLES
        portspec explain duplicate-key
        portspec explain PS101
        portspec explain spotlight-diagnostic-server/tcp/443 --spec docs/network-ports.md
      """)

  @Argument(
    help: "The slug or code of a rule, or the id or name of a flow.",
    completion: .list(RuleCatalogue.all.map(\.slug)))
  var id: String

  @Option(help: "A page in which to look for the flow; may be repeated.", completion: .file(extensions: ["md"]))
  var spec: [String] = []

  func run() throws {
    if let rule = RuleCatalogue.rule(id) {
      try perform { () throws(CannotCheck) in
        try Console.write(RuleCatalogue.page(of: rule) ?? "\(rule.slug) (\(rule.code)): \(rule.summary)\n")
        return .success
      }
      return
    }
    var known = RuleCatalogue.all.map(\.slug)
    var isFound = false
    try perform { () throws(CannotCheck) in
      let project = try Project.find()
      guard !spec.isEmpty || project.settings?.specifications.isEmpty == false else { return .success }
      guard !project.hasErrors else {
        try Self.print(project.diagnostics, project.files)
        return .findings
      }
      var progress = Progress()
      let (units, problems) = try project.units(spec)
      var errors = problems
      for unit in units {
        let compilation = progress.compile(unit)
        guard let specification = compilation.specification else {
          errors += compilation.diagnostics.filter { $0.severity == .error }
          continue
        }
        known += specification.flows.map(\.id)
        for (index, flow) in specification.flows.enumerated() where flow.id == id || flow.name == id {
          isFound = true
          try Console.write(explanation(flow, index, specification, compilation, unit.pages))
        }
      }
      guard !isFound, !errors.isEmpty else { return .success }
      try Self.print(errors, project.files + units.flatMap(\.pages))
      return .findings
    }
    guard !isFound else { return }
    let help = NearestName.of(id, among: known).map { "did you mean '\($0)'?" } ?? "`portspec rules` lists the rules"
    throw ValidationError("'\(id)' is neither a rule nor a flow; \(help)")
  }

  private static func print(_ diagnostics: [Diagnostic], _ files: [SourceFile]) throws(CannotCheck) {
    let text = DiagnosticText(SourceSet(files, for: diagnostics), style: Console.style(.error))
    try Console.write(text.rendered(diagnostics), to: .error)
  }

  private func explanation(
    _ flow: Flow, _ index: Int, _ specification: PortSpecification, _ compilation: Compilation, _ pages: [SourceFile]
  ) -> String {
    let pointer = "/flows/\(index)"
    let entries = compilation.sourceMap.entries.filter { $0.pointer == pointer || $0.pointer.hasPrefix(pointer + "/") }
    let sources = SourceSet(pages, indexing: Set(pages.map(\.name)))
    return FlowExplanation(sources, style: Console.style(.output))
      .rendered(
        flow, of: specification, places: entries.map { (String($0.pointer.dropFirst(pointer.count)), $0.location) })
  }
}
