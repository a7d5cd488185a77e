import PortGenerators
import PortReporting
import SourceDiagnostics

/// A file as it should be.
struct ExpectedFile {
  /// As seen from the working directory.
  let path: String
  let contents: [UInt8]
}

/// How the files on disk differ from what the pages say. Pure: the caller brings the files.
struct Drift {
  private(set) var diagnostics = DiagnosticList()
  /// A unified diff for each stale or edited file, in the order of the expected files.
  private(set) var differences: [[UInt8]] = []
  /// The files on disk that diagnostics point into.
  private(set) var files: [SourceFile] = []

  static let remedy = "run `portspec generate`"

  /// Compares a file with what is on disk.
  ///
  /// Line ends do not matter: a checkout may have turned LF into CRLF.
  /// - Parameter contents: Nil where there is no file.
  mutating func compare(_ expected: ExpectedFile, with contents: [UInt8]?) {
    guard let contents else {
      let location = SourceLocation(file: expected.path, range: SourceRange(0..<0))
      diagnostics.report(Diagnostic(.missingOutput, "the file does not exist; \(Self.remedy)", at: location))
      return
    }
    let actual = GeneratedFile.withLineFeeds(contents)
    guard actual != expected.contents else { return }
    let file = SourceFile(name: expected.path, bytes: contents)
    files.append(file)
    let location = SourceLocation(file: expected.path, range: Self.firstDifference(file, expected.contents))
    switch GeneratedFile.integrity(of: contents) {
    case .edited:
      diagnostics.report(
        Diagnostic(
          .editedOutput, "the file was changed by hand; change the page instead and \(Self.remedy)", at: location))
    case .intact, .unsealed:
      diagnostics.report(Diagnostic(.staleOutput, "the file is not what its page says; \(Self.remedy)", at: location))
    }
    differences.append(
      UnifiedDiff.between(
        actual, expected.contents, oldName: "a/" + expected.path, newName: "b/" + expected.path))
  }

  /// How much of a file is looked at for the name of a page.
  static let headLength = 2048

  /// The page that a file names near its top, as every generated header does.
  static func page(namedIn head: [UInt8], _ pages: [String]) -> String? {
    pages.first { head.prefix(headLength).contains(Array($0.utf8)) }
  }

  /// A file in a directory of outputs that none of the settings declares, and that names a page.
  ///
  /// It is an orphan when it carries the checksum of a generator; anything else is somebody's own.
  mutating func examine(undeclared path: String, contents: [UInt8], from page: String) {
    guard GeneratedFile.integrity(of: contents) != .unsealed else { return }
    files.append(SourceFile(name: path, bytes: contents))
    diagnostics.report(
      Diagnostic(
        .orphanedOutput,
        "the file was generated from \"\(page)\" and no output declares it; delete it, or declare it in \(Settings.fileName)",
        at: SourceLocation(file: path, range: SourceRange(0..<0))))
  }

  /// The first line of the file that is not in the expected text at that place.
  private static func firstDifference(_ file: SourceFile, _ expected: [UInt8]) -> SourceRange {
    let lines = LineIndex(file.bytes)
    var rest = expected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    for line in 1...lines.lineStarts.count {
      var range = lines.range(ofLine: line).offsets
      while let last = range.last, file.bytes[last] == UInt8(ascii: "\n") || file.bytes[last] == UInt8(ascii: "\r") {
        range = range.lowerBound..<last
      }
      if rest.popFirst().map({ $0.elementsEqual(file.bytes[range]) }) != true { return SourceRange(range) }
    }
    return SourceRange(file.bytes.count..<file.bytes.count)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func contains(_ pattern: [UInt8]) -> Bool {
    guard let first = pattern.first, count >= pattern.count else { return false }
    return (startIndex...(endIndex - pattern.count)).contains { start in
      self[start] == first && self[start..<(start + pattern.count)].elementsEqual(pattern)
    }
  }
}
