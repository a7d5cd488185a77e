import PortModel
import PortPage
public import SourceDiagnostics

/// Compiles pages into one specification.
///
/// Total: whatever the bytes are, the answer is a compilation. The stages: bytes → ``Page`` → ``Outline`` → ``PageReading`` (ports and
/// statements) → ``FlowDraft`` (resolved flows) → specification, source map and diagnostics.
/// - Complexity: O(*n* log *n*) in the bytes of the pages.
public func compile(_ pages: [SourceFile], settings: CompilerSettings = CompilerSettings()) -> Compilation {
  var diagnostics = DiagnosticList()
  var parsed: [(page: Page, outline: Outline)] = []
  for file in pages {
    let (page, found) = parsePage(file)
    diagnostics.report(contentsOf: found)
    parsed.append((page, Outline(page)))
  }
  var roles = RoleTable()
  var knownNames = KnownNames()
  settings.declareAliases(in: &roles, &knownNames)
  for (page, outline) in parsed {
    for mention in outline.subjects() {
      knownNames.insert(mention.name)
      _ = roles.insert(mention, isSubject: true, in: page.file.name)
    }
  }
  let readings = parsed.map { page, outline in
    var reader = PageReader(page, outline, knownNames: knownNames)
    return reader.read()
  }
  var assembly = Assembly(readings, roles)
  assembly.resolveFlows()
  assembly.apply(settings.amendments)
  return assembly.compilation(diagnostics, severities: settings.severities)
}
