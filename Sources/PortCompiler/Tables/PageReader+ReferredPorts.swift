import PortModel
import PortPage
import SourceDiagnostics

/// Cells that send the reader to another cell of the row: "see comments".
extension PageReader {
  /// The ports of the items in the cell that a cell of ports refers to: "… uses these TCP ports: • SOCKS: 1080, 1081 • Telnet: 23".
  ///
  /// Nil where the cell refers to none, or where one item is not understood: the cell is then reported.
  func referredPorts(_ tokens: [Token], _ cells: [[Token]], _ reader: borrowing RowReader) -> [PortExpression]? {
    guard let column = referredColumn(tokens, reader) else { return nil }
    var transports: [Transport] = []
    var result: [PortExpression] = []
    for line in cells[column].split(whereSeparator: { $0.kind == .lineBreak }) {
      guard let first = line.first, isBullet(first) else {
        // "… and these UDP ports:"
        let named = self.transports(of: line)
        if !named.isEmpty { transports = named }
        // A number without a bullet may be one more.
        if !result.isEmpty, named.isEmpty, line.contains(where: { $0.value != nil }) { return nil }
        continue
      }
      // "SOCKS4, SOCKS5: 1081, 1080"
      guard let colon = line.lastIndex(where: { $0.isMark(":") }), isLabel(line[..<colon]) else { return nil }
      let cell = PortCell(Array(line[(colon + 1)...]), page.file.bytes)
      guard cell.isUnderstood, !cell.isEmpty, cell.requirement == nil, !cell.isDefault, !cell.hasNote else {
        return nil
      }
      for expression in cell.expressions {
        var found = expression
        found.tokens = 0..<tokens.count
        if found.transports.isEmpty { found.transports = transports }
        result.append(found)
      }
    }
    return result.isEmpty ? nil : result
  }

  /// The column that a cell of ports refers to.
  private func referredColumn(_ tokens: [Token], _ reader: borrowing RowReader) -> Int? {
    guard let first = tokens.first, first.payload == Self.see else { return nil }
    let words = tokens.filter { $0.kind == .word }
    guard words.count == 2 else { return nil }
    return reader.headers.indices.first { isHeader(reader.headers[$0], words[1]) }
  }

  /// The numbers of a cell are ports of its row.
  func isReferred(_ column: Int, _ cells: [[Token]], _ reader: borrowing RowReader) -> Bool {
    cells.indices.contains {
      reader.layout.roles[$0]?.isPort == true && referredColumn(cells[$0], reader) == column
        && referredPorts(cells[$0], cells, reader) != nil
    }
  }

  /// "uses the following TCP ports": what introduces the items.
  private func transports(of line: ArraySlice<Token>) -> [Transport] {
    guard line.contains(where: { lexicon[$0] == .port }) else { return [] }
    var found: [Transport] = []
    for token in line {
      if case .transport(let transport)? = lexicon[token], !found.contains(transport) { found.append(transport) }
    }
    return found
  }

  /// A name, which says nothing of direction or need and counts nothing.
  private func isLabel(_ words: ArraySlice<Token>) -> Bool {
    words.dropFirst().allSatisfy { token in
      guard token.kind == .word else { return true }
      if PhraseReader.quantities.contains(token.payload) || StatementReader.releaseWords.contains(token.payload) {
        return false
      }
      switch lexicon[token] {
      case .direction, .quality, .subordinator, .negation, .adverb, .preposition, .event: return false
      default: return true
      }
    }
  }

  private func isBullet(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol, .dash: true
    case .mark(let mark): "*-".utf8.contains(mark)
    default: false
    }
  }

  /// "comments" of the column "Comments", "note" of "Notes"
  private func isHeader(_ header: [Token], _ word: Token) -> Bool {
    guard header.count(where: { $0.kind == .word }) == 1, let only = header.first(where: { $0.kind == .word }) else {
      return false
    }
    let one = page.file.text(only.range).lowercased()
    let other = page.file.text(word.range).lowercased()
    return one == other || one == other + "s" || one + "s" == other
  }

  private static let see = Token.hash("see")
}
