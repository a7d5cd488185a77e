import PortModel
import PortPage
import SourceDiagnostics

/// Headers of tables, and tables without a column of ports.
extension PageReader {
  /// The headers of a table with two rows of them: "Ports" over "TCP" and "UDP". nil where the first row is none.
  func joinedHeaders(_ headers: [[Token]], _ row: [[Token]], _ table: Table) -> [[Token]]? {
    let cells = table.header.cells
    let below = table.rows[0].cells
    func isSpanning(_ column: Int) -> Bool {
      [column - 1, column + 1].contains {
        cells.indices.contains($0) && !cells[$0].isEmpty && cells[$0] == cells[column]
      }
    }
    guard cells.indices.contains(where: { isSpanning($0) }) else { return nil }
    for column in cells.indices {
      if isSpanning(column) {
        guard !row[column].isEmpty, !row[column].contains(where: { $0.value != nil }) else { return nil }
      } else {
        guard row[column].isEmpty || below[column] == cells[column] else { return nil }
      }
    }
    return headers.indices.map { isSpanning($0) ? headers[$0] + row[$0] : headers[$0] }
  }

  mutating func reportColumns(_ reader: borrowing RowReader, _ table: Table) {
    let layout = reader.layout
    for column in layout.unmapped + layout.doubled {
      if reader.forwarder != nil, layout.targets.contains(column) { continue }
      let range = table.header.cells[column]
      let name = page.visibleText(ofCell: range)
      let message =
        layout.doubled.contains(column)
        ? "\"\(name)\" says what another column says, and is not read; remove one"
        : "what the column \"\(name)\" says is not known, and it is not read; give it another header"
      reading.report(.unmappedColumn, message, at: range)
    }
  }

  /// "Remote port", "TCP/UDP": whatever the column means, numbers in it are ports.
  func isHeadedByPorts(_ headers: [[Token]]) -> Bool {
    headers.contains { header in
      header.contains { token in
        if token.kind == .word, lexicon[token] == .port { return true }
        if case .transport? = lexicon[token] { return header.allSatisfy { $0.kind != .word || isTransport($0) } }
        return false
      }
    }
  }

  private func isTransport(_ token: Token) -> Bool {
    if case .transport? = lexicon[token] { true } else { false }
  }

  /// A column of numbers that could be ports, or of addresses with one.
  func mayHoldPorts(_ headers: [[Token]], _ rows: [[[Token]]]) -> Bool {
    headers.indices.contains { column in
      // "Memory", "Users": what numbers count.
      if headers[column].contains(where: { Self.quantities.contains($0.payload) }) { return false }
      let filled = rows.lazy.map { $0[column] }.filter { !$0.isEmpty }
      let numbered = filled.count { cell in
        if cell.count == 1, let port = cell[0].value { return port >= 20 && PortNumber(port) != nil }
        return isAddressWithPort(cell)
      }
      return numbered > 0 && 2 * numbered >= filled.count
    }
  }

  /// "`hub.example.com:8443`" in a column whose cells are all code.
  func hasAddressesInCode(_ rows: [[ReadableWords]]) -> Bool {
    guard let first = rows.first else { return false }
    return first.indices.contains { column in
      rows.allSatisfy { row in
        row[column].rest?.code.contains { range in
          guard let colon = page.file.bytes[range.offsets].lastIndex(of: UInt8(ascii: ":")), colon > range.lowerBound
          else { return false }
          let port = page.file.text(SourceRange((colon + 1)..<range.upperBound)).prefix { $0 != "`" }
          return port.count > 1 && Int(port).flatMap { PortNumber($0) } != nil
        } ?? false
      }
    }
  }

  private static let quantities = WordSet([
    "memory", "ram", "cpu", "cpus", "core", "cores", "vcpu", "vcpus", "disk", "storage", "size", "space", "year",
    "version", "versions", "release", "date", "count", "number", "amount", "total", "users", "nodes", "agents",
    "devices",
    "hosts", "sensors", "clients", "price", "cost", "limit", "limits", "timeout", "interval", "seconds", "minutes",
    "days",
    "hours", "mb", "gb", "kb", "tb", "bytes", "iops", "bandwidth", "throughput", "id", "ids", "article", "event",
    "error",
    "code", "codes", "step", "score", "rate", "width", "height", "length", "weight", "build", "maximum", "minimum",
    "max",
    "min", "capacity", "duration", "frequency", "speed", "page", "pages", "items", "records", "connections",
  ])

  /// "hub.example.com:8443"
  private func isAddressWithPort(_ cell: [Token]) -> Bool {
    cell.indices.contains { NumberReader(cell, page.file.bytes).isPortOfAddress(at: $0, in: 0..<cell.count) }
  }

  /// Tables whose headers say nothing of ports and whose numbers could be some.
  mutating func reportPortlessTables() {
    for table in portlessTables {
      readOpaque(
        table.range, .unreadTable,
        "no column of this table is known to hold ports, so it is not read", table.section)
    }
  }

  /// A row of a table that is not one of ports: "Port | 9000".
  mutating func explainPortless(_ row: [[Token]], _ section: Int) {
    if let label = row.first, label.count == 1, lexicon[label[0]] == .port {
      for cell in row.dropFirst() where cell.contains(where: { $0.value != nil }) {
        reportPortless(sourceRange(cell, 0..<cell.count), section)
      }
    }
    for cell in row { explainPortless(cell, section) }
  }

  private mutating func reportPortless(_ range: SourceRange, _ section: Int) {
    reading.report(
      .unreadTable, "the table is not read, since no column of it is known to hold ports; this may be one", at: range)
    reading.unresolved.append((DiagnosticRule.unreadTable.slug, range, section))
  }

  /// A cell of a table that is not one of ports may speak of one all the same.
  private mutating func explainPortless(_ tokens: [Token], _ section: Int) {
    for sentence in sentences(of: tokens) {
      let ports = PortExpressionReader(tokens: tokens, text: page.file.bytes).expressions(in: sentence, isLabel: false)
      if !ports.isEmpty, !readProse(tokens, sentence, section) {
        for expression in ports { reportPortless(sourceRange(tokens, expression.tokens), section) }
      }
      explainNumbers(tokens, sentence, taken: ports, speaksOfPorts: false, section: section)
    }
  }

  /// "The page appears if HTTPS port 443 is open": a sentence in a cell that says something of its ports is read as one of a paragraph.
  private mutating func readProse(_ tokens: [Token], _ sentence: Range<Int>, _ section: Int) -> Bool {
    var reader = StatementReader(tokens, sentence: sentence, names: names)
    let statements = reader.read()
    guard statements.count == 1, statements[0].value.hasVerb, statements[0].value.doubts.isEmpty,
      statements[0].value.isPortState || statements[0].value.requirement != nil || statements[0].value.hasParties,
      statements[0].value.expressions.allSatisfy({ $0.standing == .topic })
    else { return false }
    reading.scopes.append(PageReading.Scope(parent: sectionScopes[section], section: section))
    let scope = reading.scopes.count - 1
    paragraph += 1
    sentenceNumber += 1
    reading.sentenceCount += 1
    let groups = addGroups(statements[0], scope)
    guard !groups.isEmpty else { return true }
    place(statements[0], scope, groups)
    return true
  }
}
