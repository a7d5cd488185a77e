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
  var names = NameTable()
  let variables = TemplateVariables(settings.variables)
  for file in pages {
    let (page, found) = parsePage(file, variables: variables)
    diagnostics.report(contentsOf: found)
    let reader = NameReader(page, names)
    parsed.append((page, Outline(page, reader)))
    names = reader.table
  }
  var roles = RoleTable()
  settings.declareAliases(in: &roles, &names)
  for (page, outline) in parsed {
    for (mention, _) in outline.subjects() {
      names.markKnown(mention.key)
      _ = roles.insert(mention, isSubject: true, in: page.file.name)
    }
  }
  var readings: [PageReading] = []
  for (page, outline) in parsed {
    let nameReader = NameReader(page, names)
    var reader = PageReader(page, outline, names: nameReader)
    readings.append(reader.read())
    names = nameReader.table
  }
  var assembly = Assembly(readings, roles)
  assembly.resolveFlows()
  assembly.apply(settings.amendments)
  return assembly.compilation(diagnostics, severities: settings.severities)
}
