import PortCompiler
import PortModel
import SourceDiagnostics
import SourceTrees

/// A page or specification that a command reads: a file, standard input, or a file in a git revision.
struct Operand {
  private let file: SourceFile
  private let project: Project
  /// Nil for what lies in the working tree.
  private let object: GitObject?

  init(_ text: String, _ project: Project) throws(CannotCheck) {
    if text != "-", !Files.exists(text), let object = GitObject(text) {
      // The name keeps a slash before the last component: that component alone is the page's name in the specification.
      let path = object.path.contains("/") ? object.path : "./" + object.path
      file = SourceFile(name: "\(object.revision):\(path)", bytes: try object.read())
      self.object = object
      self.project = try object.project()
    } else {
      file = SourceFile(name: text == "-" ? Files.standardInputName : text, bytes: try Files.read(text))
      object = nil
      self.project = project
    }
  }

  /// The specification, read or compiled.
  func specification() throws(CannotCheck) -> (
    specification: PortSpecification?, diagnostics: [Diagnostic], files: [SourceFile]
  ) {
    guard !isSpecification else {
      let (specification, diagnostics) = readSpecification(file)
      return (specification, diagnostics, [file])
    }
    guard !project.hasErrors else { return (nil, project.diagnostics, project.files) }
    let compilation = compile([file], settings: try compilerSettings())
    return (compilation.specification, compilation.diagnostics, [file] + project.files)
  }

  /// JSON by name, or, on standard input, by its first byte; no page begins with a brace.
  private var isSpecification: Bool {
    if file.name != Files.standardInputName { return file.name.hasSuffix(".json") }
    let blanks = Array(" \t\r\n".utf8)
    return file.bytes.first { !blanks.contains($0) } == UInt8(ascii: "{")
  }

  private func compilerSettings() throws(CannotCheck) -> CompilerSettings {
    guard let settings = project.settings else { return CompilerSettings() }
    let path = Path.normalized(try object?.pathInRepository() ?? file.name)
    let declared = settings.specifications.first { specification in
      specification.pages.count == 1 && Path.normalized(settings.path(specification.pages[0].value)) == path
    }
    return declared?.compiler ?? CompilerSettings(severities: settings.severities)
  }
}

extension GitObject {
  /// The settings of the revision: the file that lies beside or above the page there.
  fileprivate func project() throws(CannotCheck) -> Project {
    var directory = Path.parent(of: try pathInRepository())
    while true {
      let path = Path.joined(directory, Settings.fileName)
      let object = GitObject(revision: revision, path: path)
      if try object.exists() {
        let file = SourceFile(name: "\(revision):\(path)", bytes: try object.read())
        return Project(reading: file, in: directory)
      }
      if directory == "." { return Project.none }
      directory = Path.parent(of: directory)
    }
  }
}
