package import SourceDiagnostics

/// The files of a run with their lines: turns the places of diagnostics into lines, columns and excerpts.
///
/// Only files that a place names are indexed, so that a clean run costs nothing.
package struct SourceSet: Sendable {
  /// A place as people and tools name it.
  package struct Place: Hashable, Sendable {
    /// 1-based; columns in UTF-8 bytes.
    package let start: LineIndex.Position
    /// The position behind the last byte.
    package let end: LineIndex.Position
  }

  private struct Entry {
    let file: SourceFile
    let lines: LineIndex
  }

  private var entries: [String: Entry] = [:]

  /// - Parameters:
  ///   - files: The inputs of the run; of two with one name the first counts.
  ///   - names: The names of the files whose places will be asked for.
  /// - Complexity: O(*n*) in the bytes of the named files.
  package init(_ files: [SourceFile], indexing names: Set<String>) {
    for file in files where names.contains(file.name) && entries[file.name] == nil {
      entries[file.name] = Entry(file: file, lines: LineIndex(file.bytes))
    }
  }

  /// Indexes the files that diagnostics and their notes name.
  package init(_ files: [SourceFile], for diagnostics: [Diagnostic]) {
    var names: Set<String> = []
    for diagnostic in diagnostics {
      names.insert(diagnostic.location.file)
      for note in diagnostic.notes {
        if let location = note.location { names.insert(location.file) }
      }
    }
    self.init(files, indexing: names)
  }

  /// - Returns: nil when the file is not in the set or the range lies outside it.
  package func place(_ location: SourceLocation) -> Place? {
    guard let entry = entries[location.file], location.range.upperBound <= entry.file.bytes.count else { return nil }
    return Place(
      start: entry.lines.position(of: location.range.lowerBound),
      end: entry.lines.position(of: location.range.upperBound))
  }

  /// The file and the bytes of a 1-based line without its line ending.
  func line(_ number: Int, of name: String) -> (file: SourceFile, range: Range<Int>)? {
    guard let entry = entries[name], (1...entry.lines.lineStarts.count).contains(number) else { return nil }
    var range = entry.lines.range(ofLine: number).offsets
    if range.last.map({ entry.file.bytes[$0] == UInt8(ascii: "\n") }) == true { range.removeLastOffset() }
    if range.last.map({ entry.file.bytes[$0] == UInt8(ascii: "\r") }) == true { range.removeLastOffset() }
    return (entry.file, range)
  }

  /// A 1-based column in UTF-16 code units, as SARIF counts by default; an ill-formed sequence counts as one.
  ///
  /// - Complexity: O(*n*) in the bytes of the line before the column.
  func utf16Column(_ position: LineIndex.Position, of name: String) -> Int {
    guard let entry = entries[name] else { return position.column }
    let start = entry.lines.lineStarts[position.line - 1]
    let text = entry.file.bytes[start..<(start + position.column - 1)]
    return String(decoding: text, as: UTF8.self).utf16.count + 1
  }
}

extension Range<Int> {
  fileprivate mutating func removeLastOffset() { self = lowerBound..<(upperBound - 1) }
}
