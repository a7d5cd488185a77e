package import SourceDiagnostics

/// A table in HTML, read as the rows and cells that a browser makes of it.
///
/// Source: HTML Living Standard, §4.9.12.1 (forming a table). What stands between `<table>` and `</table>` is not Markdown, whatever blank
/// lines part it into blocks; tags that are no part of a table are the content of its cells.
package struct HTMLTable: Sendable, Hashable {
  package let table: Table
  /// From `<table` to the end of `</table>`.
  package let range: SourceRange
  /// The content of its `<caption>`.
  package let caption: SourceRange?
}

extension Page {
  /// The first table whose tag begins in a range; nil where there is none, or where it has no end, no rows, more than
  /// ``Table/mostColumns`` columns, or hardly any cells.
  ///
  /// - Complexity: O(*n*) in the bytes from the range's beginning to the table's end.
  package func htmlTable(in range: SourceRange) -> HTMLTable? {
    var reader = HTMLTableReader(text, from: range.lowerBound)
    return reader.read(startingBefore: range.upperBound)
  }
}

/// One pass over the tags of a table.
private struct HTMLTableReader {
  private let text: [UInt8]
  private var index: Int
  private var rows: [[Cell]] = []
  private var row: [Cell]?
  /// The cell that is open: where its content begins.
  private var cell: (start: Int, columns: Int, rows: Int)?
  /// Where the content of the caption begins, while it is open, and its bytes.
  private var captionStart: Int?
  private var caption: Range<Int>?
  /// How many tables stand inside the cell that is open.
  private var depth = 0

  private struct Cell {
    var range: Range<Int>
    var columns: Int
    var rows: Int
  }

  private enum Tag { case table, caption, row, header, cell, other }

  init(_ text: [UInt8], from start: Int) {
    self.text = text
    index = start
  }

  mutating func read(startingBefore limit: Int) -> HTMLTable? {
    while let opening = nextTag(before: limit) {
      guard opening.tag == .table, !opening.isClosing else { continue }
      guard let end = readRows(), let table = table(end - opening.range.lowerBound) else { return nil }
      return HTMLTable(
        table: table, range: SourceRange(opening.range.lowerBound..<end), caption: caption.map { SourceRange($0) })
    }
    return nil
  }

  private mutating func readRows() -> Int? {
    while let found = nextTag(before: text.count) {
      let start = found.range.lowerBound
      if found.tag == .table {
        depth += found.isClosing ? -1 : 1
        if depth < 0 {
          closeRow(at: start)
          return found.range.upperBound
        }
        continue
      }
      guard depth == 0 else { continue }
      switch (found.tag, found.isClosing) {
      case (.caption, false): captionStart = found.range.upperBound
      case (.caption, true):
        if let first = captionStart, caption == nil { caption = trimmed(first..<start) }
        captionStart = nil
      case (.row, false):
        closeRow(at: start)
        row = []
      case (.row, true): closeRow(at: start)
      case (.header, false), (.cell, false):
        closeCell(at: start)
        if row == nil { row = [] }
        cell = (
          found.range.upperBound, span("colspan", found.range, most: 1000), span("rowspan", found.range, most: 65534)
        )
      case (.header, true), (.cell, true): closeCell(at: start)
      case (.table, _), (.other, _): break
      }
    }
    return nil
  }

  private mutating func closeCell(at end: Int) {
    guard let open = cell else { return }
    let range = trimmed(open.start..<end)
    row?.append(Cell(range: range, columns: open.columns, rows: open.rows))
    cell = nil
  }

  private mutating func closeRow(at end: Int) {
    closeCell(at: end)
    if let closed = row, !closed.isEmpty { rows.append(closed) }
    row = nil
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, text[lower] <= 0x20 { lower += 1 }
    while upper > lower, text[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }

  // MARK: Tags

  private mutating func nextTag(before limit: Int) -> (tag: Tag, isClosing: Bool, range: Range<Int>)? {
    let text = text
    let bytes = text.span
    while index < limit {
      guard bytes[index] == UInt8(ascii: "<") else {
        // A comment in JSX.
        if bytes[index] == UInt8(ascii: "{"), starts(bytes, index..<text.count, with: "{/*"),
          let end = endOfJSXComment(from: index + 3)
        {
          index = end
        } else {
          index += 1
        }
        continue
      }
      let start = index
      if starts(bytes, start..<text.count, with: "<!--") {
        index = endOfComment(from: start + 4)
        continue
      }
      index += 1
      guard index < text.count else { return nil }
      let isClosing = bytes[index] == UInt8(ascii: "/")
      let name = (isClosing ? index + 1 : index)
      let nameEnd = HTMLTag.endOfName(bytes, name..<text.count)
      guard nameEnd > name, nameEnd - name <= 7, let tag = tag(HTMLTag.lowercased(bytes, name..<nameEnd)),
        let end = HTMLTag.end(bytes, start..<text.count, isTolerant: true)
      else { continue }
      index = end
      return (tag, isClosing, start..<end)
    }
    return nil
  }

  private func tag(_ name: String) -> Tag? {
    switch name {
    case "table": .table
    case "caption": .caption
    case "tr": .row
    case "th": .header
    case "td": .cell
    default: nil
    }
  }

  /// Behind `*/}`, if it is near.
  private func endOfJSXComment(from start: Int) -> Int? {
    let bytes = text.span
    for position in start..<min(text.count, start + HTMLTag.maximumLength)
    where bytes[position] == UInt8(ascii: "*") && starts(bytes, position..<text.count, with: "*/}") {
      return position + 3
    }
    return nil
  }

  /// Behind `-->`, or the end of the page.
  private func endOfComment(from start: Int) -> Int {
    let bytes = text.span
    var position = start
    while position + 2 < text.count {
      if bytes[position] == UInt8(ascii: "-"), starts(bytes, position..<text.count, with: "-->") { return position + 3 }
      position += 1
    }
    return text.count
  }

  /// `rowspan="3"`, `colSpan={2}`; 1 where the tag has none that counts.
  private func span(_ name: StaticString, _ tag: Range<Int>, most: Int) -> Int {
    let bytes = text.span
    let length = name.utf8CodeUnitCount
    var position = tag.lowerBound
    while position + length + 1 < tag.upperBound {
      defer { position += 1 }
      guard bytes[position] <= 0x20 else { continue }
      let isName = name.withUTF8Buffer { letters in
        (0..<length).allSatisfy { unsafe asciiLowercased(bytes[position + 1 + $0]) == letters[$0] }
      }
      guard isName else { continue }
      var value = position + 1 + length
      while value < tag.upperBound, "= \"'{".utf8.contains(bytes[value]) { value += 1 }
      var number = 0
      while value < tag.upperBound, isDigit(bytes[value]), number <= most {
        number = number * 10 + Int(bytes[value] - 0x30)
        value += 1
      }
      return max(1, min(number, most))
    }
    return 1
  }

  // MARK: Grid

  /// The rows with a cell for every column: a cell that spans rows stands in each of them.
  private func table(_ bytes: Int) -> Table? {
    var places = 0
    var grid: [[Range<Int>?]] = []
    /// For each column: the cell that reaches down from above, and for how many rows more.
    var open: [(range: Range<Int>, rows: Int)?] = []
    var width = 0
    for row in rows {
      var cells: [Range<Int>?] = []
      var next = row.makeIterator()
      var pending = next.next()
      while pending != nil || cells.count < open.count {
        let column = cells.count
        // Wider tables than any are not read on.
        if column > Table.mostColumns { return nil }
        if column < open.count, let above = open[column] {
          cells.append(above.range)
          open[column] = above.rows > 1 ? (above.range, above.rows - 1) : nil
          continue
        }
        guard let cell = pending else {
          cells.append(nil)
          continue
        }
        for offset in 0..<min(cell.columns, Table.mostColumns + 1) {
          let place = cells.count
          // A header holds for all its columns; what another cell says, it says once.
          cells.append(offset == 0 || grid.isEmpty ? cell.range : nil)
          if cell.rows > 1, offset == 0 || grid.isEmpty {
            while open.count <= place { open.append(nil) }
            open[place] = (cell.range, cell.rows - 1)
          }
        }
        pending = next.next()
      }
      while cells.last == .some(nil) { cells.removeLast() }
      width = max(width, cells.count)
      places += cells.count
      if Table.isHollow(rows: places, columns: 1, bytes: bytes) { return nil }
      grid.append(cells)
    }
    guard let first = grid.first, width > 0, width <= Table.mostColumns,
      !Table.isHollow(rows: grid.count, columns: width, bytes: bytes)
    else { return nil }
    func padded(_ row: [Range<Int>?]) -> Table.Row {
      let end = row.compactMap { $0 }.last?.upperBound ?? 0
      let cells = row + Array(repeating: nil, count: width - row.count)
      return Table.Row(cells: cells.map { SourceRange($0 ?? end..<end) }, excess: [])
    }
    return Table(
      alignments: Array(repeating: nil, count: width), header: padded(first), rows: grid.dropFirst().map(padded))
  }
}
