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
        portspec explain gateway/tcp/443 --spec docs/network-ports.md
      """)

  @Argument(
    help: "The slug or code of a rule, or the id or name of a flow.",
    completion: .list(RuleCatalogue.all.map(\.slug)))
  var id: String

  @Option(
    help: ArgumentHelp("A page or specification in which to look for the flow; may be repeated.", valueName: "file"),
    completion: .file())
  var spec: [String] = []

  func run() throws {
    var search = Search(id: id)
    try perform { () throws(CannotCheck) in
      if let rule = RuleCatalogue.rule(id) {
        search.explanations = [RuleCatalogue.page(of: rule) ?? "\(rule.slug) (\(rule.code)): \(rule.summary)\n"]
      } else {
        try search.look(in: spec)
      }
      for explanation in search.explanations { try Console.write(explanation) }
      guard search.explanations.isEmpty, !search.errors.isEmpty else { return .success }
      let text = DiagnosticText(SourceSet(search.files, for: search.errors), style: Console.style(.error))
      try Console.write(text.rendered(search.errors), to: .error)
      return .findings
    }
    guard search.explanations.isEmpty else { return }
    let nearest = NearestName.of(id, among: search.known)
    let help =
      nearest.map { "did you mean '\($0)'?" }
      ?? (search.hasLooked ? "`portspec rules` lists the rules" : "for a flow, name its page with --spec")
    throw ValidationError("'\(id)' is neither a rule nor a flow; \(help)")
  }
}

/// The flows of an id or a name in pages and specifications.
private struct Search {
  let id: String
  var explanations: [String] = []
  /// Every id that could have been meant.
  private(set) var known = RuleCatalogue.all.map(\.slug)
  /// What kept a page from having flows.
  private(set) var errors: [Diagnostic] = []
  private(set) var files: [SourceFile] = []
  /// Whether there was a page or a specification to look in.
  private(set) var hasLooked = false

  init(id: String) { self.id = id }

  /// - Parameter operands: Pages and specifications; none for what the settings declare.
  mutating func look(in operands: [String]) throws(CannotCheck) {
    let project = try Project.find()
    files = project.files
    errors = project.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { return }
    let specifications = operands.filter { $0.hasSuffix(".json") }
    for operand in specifications {
      let reading = try Operand(operand, project).specification()
      files += reading.files
      errors += reading.diagnostics.filter { $0.severity == .error }
      if let specification = reading.specification { explain(specification, entries: [], []) }
    }
    let isDeclared = operands.isEmpty && project.settings?.specifications.isEmpty == false
    hasLooked = isDeclared || !operands.isEmpty
    guard operands.count > specifications.count || isDeclared else { return }
    let (units, problems) = try project.units(operands.filter { !$0.hasSuffix(".json") })
    errors += problems
    var progress = Progress()
    for unit in units {
      let compilation = progress.compile(unit)
      files += unit.pages
      errors += compilation.diagnostics.filter { $0.severity == .error }
      if let specification = compilation.specification {
        explain(specification, entries: compilation.sourceMap().entries, unit.pages)
      }
    }
  }

  private mutating func explain(
    _ specification: PortSpecification, entries: [SourceMap.Entry], _ pages: [SourceFile]
  ) {
    known += specification.flows.map(\.id)
    let renderer = FlowExplanation(
      SourceSet(pages, indexing: Set(pages.map(\.name))), style: Console.style(.output))
    for (index, flow) in specification.flows.enumerated() where flow.id == id || flow.name == id {
      let pointer = "/flows/\(index)"
      let own = entries.filter { $0.pointer == pointer || $0.pointer.hasPrefix(pointer + "/") }
      let places = own.map { (String($0.pointer.dropFirst(pointer.count)), $0.location) }
      explanations.append(renderer.rendered(flow, of: specification, places: places))
    }
  }
}
