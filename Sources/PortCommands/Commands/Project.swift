import PortCompiler
import PortGenerators
import PortModel
import SourceDiagnostics

/// The settings around the working directory, and what they make of pages.
struct Project {
  /// Nil where no directory from the working directory upwards has a settings file.
  let settings: Settings?
  /// What is wrong with the settings; a command goes on only without errors.
  let diagnostics: [Diagnostic]

  var files: [SourceFile] { settings.map { [$0.file] } ?? [] }
  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Looks for the settings file, from the working directory upwards.
  static func find() throws(CannotCheck) -> Project {
    var directory = "."
    for _ in try Files.workingDirectory().split(separator: "/") + ["/"] {
      let path = Path.joined(directory, Settings.fileName)
      if Files.exists(path) {
        return Project(reading: SourceFile(name: path, bytes: try Files.read(path)), in: directory)
      }
      directory = directory == "." ? ".." : directory + "/.."
    }
    return .none
  }

  init(reading file: SourceFile, in directory: String) {
    let (settings, diagnostics) = readSettings(file, directory: directory, rules: RuleCatalogue.all)
    self.init(settings: settings, diagnostics: diagnostics)
  }

  /// No settings at all.
  static let none = Project(settings: nil, diagnostics: [])

  private init(settings: Settings?, diagnostics: [Diagnostic]) {
    self.settings = settings
    self.diagnostics = diagnostics
  }

  /// Pages that make one specification.
  struct Unit {
    let pages: [SourceFile]
    /// The names of the pages relative to the settings.
    let pageNames: [String]
    let compiler: CompilerSettings
    /// Nil for pages that no setting declares.
    let declaration: Settings.Specification?
  }

  /// The units that a command works on.
  ///
  /// - Parameter paths: Pages given on the command line, which make one unit; none for all that the settings declare.
  /// - Returns: Diagnostics for declared pages that are not there; their unit is left out.
  func units(_ paths: [String]) throws(CannotCheck) -> (units: [Unit], diagnostics: [Diagnostic]) {
    guard paths.isEmpty else { return ([try unit(paths)], []) }
    guard let settings, !settings.specifications.isEmpty else {
      throw CannotCheck("no page given, and no \(Settings.fileName) declares one; name a page, or run `portspec init`")
    }
    var units: [Unit] = []
    var diagnostics = DiagnosticList()
    for specification in settings.specifications {
      let names = pageNames(of: specification, settings, reporting: &diagnostics)
      guard !names.isEmpty else { continue }
      units.append(
        Unit(
          pages: try read(names.map(settings.path)), pageNames: names, compiler: specification.compiler,
          declaration: specification))
    }
    return (units, diagnostics.sorted())
  }

  private func unit(_ paths: [String]) throws(CannotCheck) -> Unit {
    let pages = try read(paths)
    let declaration = settings.flatMap { settings in
      settings.specifications.first { specification in
        var ignored = DiagnosticList()
        let declared = pageNames(of: specification, settings, reporting: &ignored).map {
          Path.normalized(settings.path($0))
        }
        return Set(declared) == Set(paths.map(Path.normalized))
      }
    }
    let compiler = declaration?.compiler ?? CompilerSettings(severities: settings?.severities ?? [:])
    return Unit(pages: pages, pageNames: paths, compiler: compiler, declaration: declaration)
  }

  /// The pages of a specification relative to the settings, in the order of the patterns, each once.
  private func pageNames(
    of specification: Settings.Specification, _ settings: Settings, reporting diagnostics: inout DiagnosticList
  ) -> [String] {
    var names: [String] = []
    var isComplete = true
    for page in specification.pages {
      let found =
        Glob.isPattern(page.value)
        ? Glob(page.value).files(in: settings.directory)
        : Files.exists(settings.path(page.value)) ? [page.value] : []
      if found.isEmpty {
        isComplete = false
        let what = Glob.isPattern(page.value) ? "no file matches" : "there is no file"
        diagnostics.report(
          Diagnostic(
            .missingPage, "\(what) \"\(page.value)\"; correct the path, or remove it", at: settings.location(page.range)
          ))
      }
      for name in found where !names.contains(name) { names.append(name) }
    }
    return isComplete ? names : []
  }

  private func read(_ paths: [String]) throws(CannotCheck) -> [SourceFile] {
    var files: [SourceFile] = []
    for path in paths {
      if path != "-", Files.isDirectory(path) { throw CannotCheck("cannot read \(path): it is a directory") }
      files.append(
        SourceFile(name: path == "-" ? Files.standardInputName : path, bytes: try Files.read(path)))
    }
    return files
  }

  /// The files that a declared specification is written to.
  ///
  /// - Returns: The files, and a diagnostic for each output whose generator refuses its options.
  func expectedFiles(
    _ unit: Unit, _ specification: PortSpecification
  ) -> (files: [ExpectedFile], diagnostics: [Diagnostic]) {
    guard let settings, let declaration = unit.declaration else { return ([], []) }
    var files: [ExpectedFile] = []
    var diagnostics: [Diagnostic] = []
    if let output = declaration.output {
      files.append(ExpectedFile(path: settings.path(output.value), contents: specification.json()))
    }
    for output in settings.outputs(of: declaration) {
      guard let generator = Generator.named(output.target.value) else { continue }
      do throws(GeneratorError) {
        let file = try generator.generate(specification, unit.pageNames.joined(separator: ", "), output.options)
        files.append(ExpectedFile(path: settings.path(output.path.value), contents: file.contents))
      } catch {
        diagnostics.append(
          Diagnostic(.invalidOption, "\(output.target.value): \(error)", at: settings.location(output.range)))
      }
    }
    return (files, diagnostics)
  }
}

extension Progress {
  /// A page of more than this takes about a second.
  private static let largePage = 4 << 20

  /// Compiles a unit and says so where that takes long.
  mutating func compile(_ unit: Project.Unit) -> Compilation {
    let size = unit.pages.reduce(0) { $0 + $1.bytes.count }
    step("compiling \(unit.pages.first?.name ?? "")", expectsLongWork: size > Self.largePage)
    defer { end() }
    return PortCompiler.compile(unit.pages, settings: unit.compiler)
  }
}
