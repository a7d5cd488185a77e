import PortCompiler
import PortGenerators
import SourceDiagnostics

/// What `.portspec.yaml` says.
struct Settings {
  static let fileName = ".portspec.yaml"

  /// One specification with the pages it comes from and the files that come from it.
  struct Specification {
    /// Paths and patterns, relative to the settings file.
    var pages: [Located<String>] = []
    /// The specification's own file.
    var output: Located<String>?
    /// Nil where the settings do not say; then every generator writes a file beside ``output``.
    var outputs: [Output]?
    var compiler = CompilerSettings()
    var range: SourceRange
  }

  struct Output {
    var target: Located<String>
    var path: Located<String>
    /// What the generator is told besides target and path.
    var options: [String: OptionValue]
    var range: SourceRange
  }

  /// The directory of the file as seen from the working directory: `.`, `..`, `../..`.
  let directory: String
  let file: SourceFile
  var specifications: [Specification] = []
  /// By rule slug; nil turns a warning or an advice off.
  var severities: [String: Severity?] = [:]

  func path(_ relative: String) -> String { Path.joined(directory, relative) }

  func location(_ range: SourceRange) -> SourceLocation { SourceLocation(file: file.name, range: range) }

  /// The files that a specification is written to, its own first; paths as in the settings.
  func outputs(of specification: Specification) -> [Output] {
    guard let listed = specification.outputs else {
      guard let output = specification.output else { return [] }
      return Generator.all.map { generator in
        let path = Path.withoutExtension(output.value) + "." + generator.fileExtension
        return Output(
          target: Located(generator.target, at: output.range), path: Located(path, at: output.range), options: [:],
          range: output.range)
      }
    }
    return listed
  }
}
