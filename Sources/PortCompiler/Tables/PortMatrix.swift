import PortModel
import PortPage
import SourceDiagnostics

/// A table whose rows are one side of contacts and whose columns are the other: "From \ To".
struct PortMatrix {
  enum Side: Hashable {
    case source, destination
  }

  /// What the names in the first column do; nil where the corner does not say it.
  let rows: Side?

  /// - Parameters:
  ///   - headers: The words of each header.
  ///   - cells: The words of each cell, by row.
  /// - Returns: nil for a table whose columns are no parties.
  init?(_ headers: [[Token]], _ cells: [[[Token]]], _ text: [UInt8]) {
    guard headers.count > 2, let corner = headers.first, !cells.isEmpty else { return nil }
    // Below "From \ To", an "Application" is one; elsewhere it is what a column is about.
    let hasCorner = Self.rows(corner) != nil
    guard headers.dropFirst().allSatisfy({ !$0.isEmpty && (hasCorner || ColumnRole($0) == nil) && Self.isName($0) })
    else {
      return nil
    }
    // What stands in the cells are ports, or marks for them.
    let contents = cells.flatMap { $0.dropFirst() }.filter { $0.contains { !PortCell.isBlank($0) } }
    let ports = contents.count { cell in
      let ports = PortCell(cell, text)
      return ports.isUnderstood && ports.expressions.allSatisfy { !$0.transports.isEmpty }
    }
    guard ports > 0, 2 * ports >= contents.count else { return nil }
    if let rows = Self.rows(corner) {
      self.rows = rows
      return
    }
    switch ColumnRole(corner) {
    case .source: rows = .source
    case .destination: rows = .destination
    case nil, .host, .component, .service:
      // The same names along both edges.
      let columns = Set(headers.dropFirst().map { Self.key($0, text) })
      let common = cells.count { $0.first.map { columns.contains(Self.key($0, text)) } ?? false }
      guard 2 * common >= cells.count else { return nil }
      rows = nil
    default: return nil
    }
  }

  /// "From \ To", "Source ↓ / Destination →", "To ← From": what the rows are.
  private static func rows(_ corner: [Token]) -> Side? {
    var sides: [(side: Side, index: Int)] = []
    for (index, token) in corner.enumerated() where token.kind == .word {
      if sourceWords.contains(token.payload) { sides.append((.source, index)) }
      if destinationWords.contains(token.payload) { sides.append((.destination, index)) }
    }
    guard sides.count == 2, sides[0].side != sides[1].side, corner.count(where: { $0.kind == .word }) == 2 else {
      return nil
    }
    return sides[0].side
  }

  private static func isName(_ tokens: [Token]) -> Bool {
    tokens.contains { $0.kind == .word } && tokens.allSatisfy { $0.kind == .word || $0.isMark("-") || $0.isMark("/") }
  }

  private static func key(_ tokens: [Token], _ text: [UInt8]) -> String {
    RoleName.key(
      tokens.map { String(decoding: text[$0.range.offsets], as: UTF8.self) }.joined(separator: " "))
  }

  private static let sourceWords = WordSet(["from", "source", "sources", "src", "initiator", "client"])
  private static let destinationWords = WordSet([
    "to", "destination", "destinations", "dst", "target", "listener", "server",
  ])
}

extension PageReader {
  /// Each cell of a matrix is a row of its own: ports, and who connects to whom on them.
  mutating func read(
    _ matrix: PortMatrix, _ table: Table, _ headers: [[Token]], _ rows: [[ReadableWords]], _ legend: MatrixLegend?,
    _ scope: Int, _ section: Int
  ) {
    for cell in table.header.cells { explainAll(cell, "header of a table") }
    let columns = headers.dropFirst().map { names.mention(sourceRange($0, 0..<$0.count)) }
    for (row, words) in zip(table.rows, rows) {
      guard let label = words.first?.tokens, !label.isEmpty else { continue }
      explainAll(row.cells[0], "name of a row")
      let name = names.mention(sourceRange(label, 0..<label.count))
      for column in words.indices.dropFirst() {
        let tokens = words[column].tokens
        guard tokens.contains(where: { !PortCell.isBlank($0) }) else { continue }
        let range = row.cells[column]
        if let words = legend?.expanded(tokens) {
          explainAll(range, "key of a legend")
          readCell(words, range, name, columns[column - 1], matrix.rows, scope, section, isKey: true)
        } else {
          readCell(tokens, range, name, columns[column - 1], matrix.rows, scope, section)
        }
      }
      for excess in row.excess where !excess.isEmpty {
        reading.report(.unreadCell, "this cell stands behind the last column and is not shown", at: excess)
        reading.unresolved.append((DiagnosticRule.unreadCell.slug, excess, section))
      }
    }
  }

  private mutating func readCell(
    _ tokens: [Token], _ range: SourceRange, _ row: Mention, _ column: Mention, _ rows: PortMatrix.Side?, _ parent: Int,
    _ section: Int, isKey: Bool = false
  ) {
    let cell = PortCell(tokens, page.file.bytes)
    guard cell.isUnderstood, !cell.hasNote, !cell.expressions.contains(where: { $0.isKey }) else {
      explainNumbers(tokens, 0..<tokens.count, taken: [], speaksOfPorts: false, section: section)
      reading.report(
        .unreadCell,
        "what \"\(page.visibleText(ofCell: range))\" says of ports is not understood; write numbers, ranges and transports",
        at: range)
      reading.unresolved.append((DiagnosticRule.unreadCell.slug, range, section))
      return
    }
    guard !cell.expressions.isEmpty else { return }
    reading.scopes.append(PageReading.Scope(parent: parent, section: section))
    let scope = reading.scopes.count - 1
    paragraph += 1
    sentenceNumber += 1
    reading.sentenceCount += 1
    var statement = Statement(range: range)
    statement.refersToPorts = true
    statement.isRow = true
    statement.expressions = isKey ? cell.expressions.map { $0.placed(at: range) } : cell.expressions
    if let requirement = cell.requirement { statement.requirement = Located(requirement, at: range) }
    if cell.isDefault { statement.binding = Located(.default, at: range) }
    switch rows {
    case .source: (statement.sources, statement.destinations) = ([row], [column])
    case .destination: (statement.sources, statement.destinations) = ([column], [row])
    case nil:
      statement.doubts.append(
        ("whether the rows or the columns connect is not said; write \"From \\ To\" into the corner", range))
    }
    if row.key == column.key, rows != nil {
      statement.direction = Located(.internal, at: range)
      statement.isBidirectional = true
    }
    let shared = SharedStatement(statement)
    let groups = addGroups(shared, scope, isRow: true)
    reading.scopes[scope].label = groups
    place(shared, scope, groups)
  }
}

extension PortExpression {
  /// "3", without a transport: rather a key of a legend that is not there.
  fileprivate var isKey: Bool {
    transports.isEmpty && elements.contains { ($0.ports?.lowerBound.rawValue ?? 100) < 20 }
  }

  /// The same ports, as another place states them.
  fileprivate func placed(at range: SourceRange) -> Self {
    var result = self
    for index in result.elements.indices { result.elements[index].range = range }
    return result
  }
}
