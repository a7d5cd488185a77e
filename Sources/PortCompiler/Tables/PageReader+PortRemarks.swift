import PortModel
import PortPage
import SourceDiagnostics

/// What stands in parentheses behind the only port of a cell: "8443 (if TLS is enabled)", "8443 (localhost)".
extension PageReader {
  /// The tokens of a cell of ports, without a remark that is read by itself.
  func withoutRemark(_ tokens: [Token]) -> [Token] {
    guard let remark = remark(tokens) else { return tokens }
    return Array(tokens[..<(remark.lowerBound - 1)])
  }

  /// The remark behind the only port of a cell that says when or where it is open; nil where it says nothing that is understood.
  private func remark(_ tokens: [Token]) -> Range<Int>? {
    guard tokens.count > 3, tokens[tokens.count - 1].isMark(")"),
      let open = tokens.firstIndex(where: { $0.isMark("(") }), open > 0, open + 1 < tokens.count - 1,
      !tokens[(open + 1)...].contains(where: { $0.isMark("(") || $0.value != nil })
    else { return nil }
    let whole = PortCell(tokens, page.file.bytes)
    guard !whole.isUnderstood, PortCell(Array(tokens[..<open]), page.file.bytes).isUnderstood else { return nil }
    let range = (open + 1)..<(tokens.count - 1)
    return said(in: range, tokens) == nil ? nil : range
  }

  private func said(in range: Range<Int>, _ tokens: [Token]) -> Statement? {
    var reader = StatementReader(tokens, sentence: range, names: names)
    let statements = reader.read()
    guard statements.count == 1, statements[0].value.doubts.isEmpty else { return nil }
    var stated = statements[0].value
    if range.count == 1 {
      let token = tokens[range.lowerBound]
      if token.payload == Self.fixed { stated.binding = Located(.fixed, at: token.range) }
      if token.isMarked(.loopback) { stated.sameHost = token.range }
    }
    return description(stated, asks: false, namesParties: true)
  }

  /// Places what the remarks in the row's cells of ports say.
  mutating func readRemarksOfPorts(
    _ cells: [[Token]], _ reader: borrowing RowReader, _ scope: Int, _ groups: [Int]
  ) {
    for column in cells.indices where reader.layout.roles[column]?.isPort == true && cells[column].count > 3 {
      guard let range = remark(cells[column]), let stated = said(in: range, cells[column]) else { continue }
      let front = PortCell(Array(cells[column][..<(range.lowerBound - 1)]), page.file.bytes)
      if front.expressions.reduce(0, { $0 + $1.elements.count }) > 1 {
        // "873, 22 (if encrypted)"
        reportCell(
          cells[column], "says in parentheses may hold for one of its ports only; write a row for each", reader)
        continue
      }
      place(SharedStatement(stated), scope, groups)
    }
  }

  private static let fixed = Token.hash("fixed")
}
