import PortCompiler
import SourceDiagnostics

/// Everything that the settings declare, compiled and generated in memory: what `generate` writes and `check` compares.
struct Production {
  private(set) var files: [ExpectedFile] = []
  /// Of the settings, the pages and the generators' options.
  private(set) var diagnostics: [Diagnostic]
  /// What the diagnostics point into.
  private(set) var sources: [SourceFile]
  /// The names of all pages relative to the settings.
  private(set) var pageNames: [String] = []

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  init(_ project: Project) throws(CannotCheck) {
    diagnostics = project.diagnostics
    sources = project.files
    guard !project.hasErrors else { return }
    guard project.settings?.specifications.isEmpty == false else {
      throw CannotCheck("no \(Settings.fileName) declares a page; run `portspec init` to write one")
    }
    let (units, problems) = try project.units([])
    diagnostics += problems
    var progress = Progress()
    for unit in units {
      let compilation = progress.compile(unit)
      diagnostics += compilation.diagnostics
      sources += unit.pages
      pageNames += unit.pageNames
      guard let specification = compilation.specification else { continue }
      let (files, refusals) = project.expectedFiles(unit, specification)
      self.files += files
      diagnostics += refusals
    }
  }
}
