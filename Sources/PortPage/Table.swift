package import SourceDiagnostics

/// A pipe table: its rows as cells with their bytes.
///
/// Source: GitHub Flavored Markdown Spec 0.29 §4.10. The cells of a row are what stands between its pipes; a pipe behind a backslash
/// belongs to its cell, whatever stands around it. Pipes at the ends of a row are optional.
package struct Table: Sendable, Hashable {
  package enum Alignment: Sendable, Hashable {
    case left, right, centre
  }

  package struct Row: Sendable, Hashable {
    /// One for each column of the table; a cell that the row does not have is an empty range at its end.
    package let cells: [SourceRange]
    /// Cells behind the last column, which Markdown does not show.
    package let excess: [SourceRange]
  }

  /// More columns than any page has; a table with more of them is not read.
  package static let mostColumns = 128

  /// Whether a table has so many more places for cells than bytes that nearly all of its cells are missing: it is not read, since it
  /// would take memory that is out of all proportion.
  static func isHollow(rows: Int, columns: Int, bytes: Int) -> Bool { rows * columns > max(10_000, 2 * bytes) }

  /// One for each column; nil where the delimiter row gives none.
  package let alignments: [Alignment?]
  package let header: Row
  package let rows: [Row]
}

extension Page {
  /// The rows of a table; nil where it has more than ``Table/mostColumns`` columns, or nearly all of its cells are missing.
  ///
  /// - Precondition: The block is a table.
  /// - Complexity: O(*n*) in its bytes.
  package func table(_ block: Block) -> Table? {
    precondition(block.kind == .table, "only a table has rows")
    let text = text
    let lines = lineRanges(of: block)
    let columns = PipeTable.columns(text.span, lines)
    guard columns <= Table.mostColumns,
      !Table.isHollow(rows: lines.count, columns: columns, bytes: block.range.count)
    else { return nil }
    return PipeTable.table(text.span, lines)
  }

  /// The lines of a block, without line endings.
  private func lineRanges(of block: Block) -> [Range<Int>] {
    let first = lines.position(of: block.range.lowerBound).line
    let last = lines.position(of: max(block.range.lowerBound, block.range.upperBound - 1)).line
    return (first...last).map { line in
      let range = lines.range(ofLine: line)
      let lower = max(range.lowerBound, block.range.lowerBound)
      var upper = min(range.upperBound, block.range.upperBound)
      while upper > lower, isLineBreak(text[upper - 1]) { upper -= 1 }
      return lower..<upper
    }
  }
}

extension PipeTable {
  static func columns(_ bytes: Span<UInt8>, _ lines: [Range<Int>]) -> Int { cells(bytes, lines[1]).count }

  /// - Parameter lines: The header row, the delimiter row, and the further rows.
  static func table(_ bytes: Span<UInt8>, _ lines: [Range<Int>]) -> Table {
    let delimiter = cells(bytes, lines[1])
    let columns = delimiter.count
    return Table(
      alignments: delimiter.map { alignment(bytes, $0) }, header: row(bytes, lines[0], columns),
      rows: lines.dropFirst(2).map { row(bytes, $0, columns) })
  }

  private static func alignment(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> Table.Alignment? {
    switch (bytes[cell.lowerBound] == UInt8(ascii: ":"), bytes[cell.upperBound - 1] == UInt8(ascii: ":")) {
    case (true, true): .centre
    case (true, false): .left
    case (false, true): .right
    case (false, false): nil
    }
  }

  private static func row(_ bytes: Span<UInt8>, _ line: Range<Int>, _ columns: Int) -> Table.Row {
    let cells = cells(bytes, line)
    let end = cells.last?.upperBound ?? line.upperBound
    let missing = Array(repeating: end..<end, count: max(0, columns - cells.count))
    return Table.Row(
      cells: (cells.prefix(columns) + missing).map { SourceRange($0) },
      excess: cells.dropFirst(columns).map { SourceRange($0) })
  }

  /// The cells of a row, white space around them left out.
  private static func cells(_ bytes: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
    let row = trimmed(bytes, line)
    var result: [Range<Int>] = []
    var start = row.lowerBound
    if start < row.upperBound, bytes[start] == UInt8(ascii: "|") { start += 1 }
    for index in start..<row.upperBound where bytes[index] == UInt8(ascii: "|") && !isEscaped(bytes, index) {
      result.append(trimmed(bytes, start..<index))
      start = index + 1
    }
    // Behind a pipe at the end there is no cell.
    if start < row.upperBound || result.isEmpty { result.append(trimmed(bytes, start..<row.upperBound)) }
    return result
  }
}
