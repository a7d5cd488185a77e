/// The syntax of pipe tables. Source: GitHub Flavored Markdown Spec 0.29 §4.10.
enum PipeTable {
  /// Whether two lines are the header row and the delimiter row of a table.
  static func begins(_ bytes: Span<UInt8>, header: Range<Int>, delimiter: Range<Int>) -> Bool {
    guard let columns = delimiterCells(bytes, delimiter), !isLonePipe(bytes, header) else { return false }
    return cellCount(bytes, trimmed(bytes, header)) == columns
  }

  static func isLonePipe(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let row = trimmed(bytes, line)
    return row.count == 1 && bytes[row.lowerBound] == UInt8(ascii: "|")
  }

  /// The cells of a delimiter row: each `:?-+:?`, with at least one pipe in the row.
  private static func delimiterCells(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
    let row = trimmed(bytes, line)
    guard !row.isEmpty else { return nil }
    var hasPipe = false
    /// 0 before the hyphens of a cell, 1 behind a colon before them, 2 among them, 3 behind them.
    var state = 0
    for index in row {
      switch bytes[index] {
      case UInt8(ascii: "|"):
        guard state >= 2 || index == row.lowerBound else { return nil }
        hasPipe = true
        state = 0
      case UInt8(ascii: ":"):
        guard state == 0 || state == 2 else { return nil }
        state = state == 0 ? 1 : 3
      case UInt8(ascii: "-"):
        guard state < 3 else { return nil }
        state = 2
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        guard state != 1 else { return nil }
        if state == 2 { state = 3 }
      default: return nil
      }
    }
    guard hasPipe, row.count > 1, state >= 2 || bytes[row.upperBound - 1] == UInt8(ascii: "|") else { return nil }
    return cellCount(bytes, row)
  }

  private static func cellCount(_ bytes: Span<UInt8>, _ row: Range<Int>) -> Int {
    var cells = row
    if let first = cells.first, bytes[first] == UInt8(ascii: "|") { cells = (first + 1)..<cells.upperBound }
    if let last = cells.last, bytes[last] == UInt8(ascii: "|"), last == cells.lowerBound || !isEscaped(bytes, last) {
      cells = cells.lowerBound..<last
    }
    var count = 1
    for index in cells where bytes[index] == UInt8(ascii: "|") && !isEscaped(bytes, index) { count += 1 }
    return count
  }

  static func isEscaped(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    index > 0 && bytes[index - 1] == UInt8(ascii: "\\")
  }

  static func trimmed(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var lower = line.lowerBound
    var upper = line.upperBound
    while lower < upper, isWhitespace(bytes[lower]) { lower += 1 }
    while upper > lower, isWhitespace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
