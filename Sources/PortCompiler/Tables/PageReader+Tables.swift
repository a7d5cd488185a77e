import PortModel
import PortPage
import SourceDiagnostics

/// Tables of ports: each row says of its ports what its cells say.
extension PageReader {
  /// The tables of raw HTML; other HTML with numbers is reported.
  mutating func readHTML(_ index: Int, _ section: Int) {
    let block = page.blocks[index]
    var rest = block.range
    while tablesWithoutEnd < Self.mostTablesWithoutEnd {
      guard let found = page.htmlTable(in: rest) else {
        if hasTable(rest) { tablesWithoutEnd += 1 }
        break
      }
      readOpaque(SourceRange(rest.lowerBound..<found.range.lowerBound), .unreadHTML, "this HTML is not read", section)
      if let caption = found.caption, self.caption?.block != index {
        readCaption(caption, of: index, parent: scope(of: index, section), section)
      } else if let caption = found.caption {
        readOpaque(caption, .unreadHTML, "a table with two titles is read by the first", section)
      }
      read(found.table, found.range, index, section)
      caption = nil
      // Blank lines part a table into blocks, of which the others are read by now.
      htmlEnd = found.range.upperBound
      rest = SourceRange(min(htmlEnd, block.range.upperBound)..<block.range.upperBound)
    }
    readOpaque(rest, .unreadHTML, "this HTML is not read", section)
  }

  /// Looking for the end of a table reads the page up to its own end; pages whose tables have none are not read so over and over.
  static let mostTablesWithoutEnd = 16

  private func hasTable(_ range: SourceRange) -> Bool {
    let bytes = page.file.bytes
    return range.offsets.contains {
      bytes[$0] == UInt8(ascii: "<") && $0 + 1 < bytes.count && bytes[$0 + 1] | 0x20 == UInt8(ascii: "t")
    }
  }

  mutating func readTable(_ index: Int, _ section: Int) {
    let block = page.blocks[index]
    guard let table = page.table(block) else {
      return readOpaque(
        block.range, .unreadTable,
        "a table of more than \(Table.mostColumns) columns, or of which nearly all cells are missing, is not read",
        section)
    }
    read(table, block.range, index, section)
  }

  private mutating func read(_ table: Table, _ range: SourceRange, _ index: Int, _ section: Int) {
    content = range
    let caption = caption?.block == index ? caption : nil
    let scope = caption?.scope ?? scope(of: index, section)
    var headers = table.header.cells.map { words(ofCell: $0, section).tokens }
    var rows = table.rows.map { row in row.cells.map { words(ofCell: $0, section) } }
    var tableRows = table.rows[...]
    if let first = rows.first, rows.count > 1, let joined = joinedHeaders(headers, first.map(\.tokens), table) {
      headers = joined
      rows.removeFirst()
      tableRows.removeFirst()
    }
    let legend = legends[index]
    let cells = rows.map { row in row.map { cell in legend?.expanded(cell.tokens) ?? cell.tokens } }
    if let matrix = PortMatrix(headers, cells, page.file.bytes) {
      return read(matrix, table, headers, rows, legend, scope, section)
    }
    let layout = TableLayout(headers, rows.map { $0.map(\.tokens) }, page.file.bytes)
    guard layout.hasPorts else {
      if speaksOfPorts(section) || isHeadedByPorts(headers) {
        readOpaque(range, .unreadTable, "no column of this table is known to hold ports, so it is not read", section)
      } else {
        if mayHoldPorts(headers, rows.map { $0.map(\.tokens) }) || hasAddressesInCode(rows) {
          portlessTables.append((range, section))
        }
        for row in rows { explainPortless(row.map(\.tokens), section) }
      }
      return
    }
    for cell in table.header.cells { explainAll(cell, "header of a table") }
    var reader = RowReader(layout, headers, scope: scope, section: section)
    reader.caption = caption?.heading
    reader.forwarder = forwarder(layout, above: range, section)
    reportColumns(reader, table)
    let firstGroup = reading.groups.count
    for (number, (row, words)) in zip(tableRows, rows).enumerated() {
      if layout.isPortSetting.isEmpty || layout.isPortSetting[number] {
        read(row, words, &reader)
      } else {
        if SettingName.mayBePort(cells[number], page.file.bytes),
          let range = row.cells.filter({ !$0.isEmpty }).reduce(
            nil, { $0?.union($1) ?? $1 } as (SourceRange?, SourceRange) -> SourceRange?)
        {
          readOpaque(
            range, .unreadCell,
            "whether this setting is a port cannot be told from its name, so that the row is not read", section)
        }
        for cell in row.cells { explainAll(cell, "value of a setting") }
      }
      for excess in row.excess where !excess.isEmpty {
        reading.report(.unreadCell, "this cell stands behind the last column and is not shown", at: excess)
        reading.unresolved.append((DiagnosticRule.unreadCell.slug, excess, section))
      }
    }
    if let lead = caption?.heading.lead, firstGroup < reading.groups.count {
      place(lead, scope, Array(firstGroup..<reading.groups.count), isTitle: true)
    }
  }

  mutating func words(ofCell range: SourceRange, _ section: Int) -> ReadableWords {
    if range.isEmpty { return ReadableWords([], page.file.bytes) }
    let inlines = page.inlines(ofCell: range)
    let references = inlines.nodes.isEmpty ? [] : inlines.nodes.filter { $0.kind == .footnoteReference }
    return readable(
      ReadableWords(withoutOuterBreaks(page.words(in: range, inlines)), page.file.bytes, references: references),
      section)
  }

  /// The words of a cell whose text is a paragraph of its own: `<td><p>443</p></td>` breaks no line.
  private func withoutOuterBreaks(_ words: [Token]) -> [Token] {
    guard words.first?.kind == .lineBreak || words.last?.kind == .lineBreak else { return words }
    guard let first = words.firstIndex(where: { $0.kind != .lineBreak }),
      let last = words.lastIndex(where: { $0.kind != .lineBreak })
    else { return [] }
    return Array(words[first...last])
  }

  // MARK: Rows

  /// What the rows of one table share.
  struct RowReader: ~Copyable {
    let layout: TableLayout
    let headers: [[Token]]
    let scope: Int
    let section: Int
    /// The title of this table alone.
    var caption: Outline.Heading?
    /// Who listens on the ports of one column and connects to those of another.
    var forwarder: Forwarder?
    /// "**Internal ports**", "**Optional**", "**Not used**" in a row of its own, for the rows below it.
    var spanning = Statement(range: SourceRange(0..<0))
    /// The cells of the first column, where it groups the rows below it.
    var group: [Token] = []
    /// The cells of the second column, where both name parties.
    var secondGroup: [Token] = []

    init(_ layout: TableLayout, _ headers: [[Token]], scope: Int, section: Int) {
      self.layout = layout
      self.headers = headers
      self.scope = scope
      self.section = section
    }
  }

  private mutating func read(_ row: Table.Row, _ words: [ReadableWords], _ reader: inout RowReader) {
    var cells = words.map(\.tokens)
    let filled = cells.indices.filter { !cells[$0].isEmpty }
    guard let first = filled.first else { return }
    if filled.count == 1, cells.count > 1, !cells[first].contains(where: { $0.value != nil }) {
      return readSpanningRow(cells[first], &reader)
    }
    fillGroup(&cells, &reader)
    reading.scopes.append(PageReading.Scope(parent: reader.scope, section: reader.section))
    let scope = reading.scopes.count - 1
    paragraph += 1
    sentenceNumber += 1
    reading.sentenceCount += 1
    // A cell that spans rows stands above the others, in whatever column.
    let range = filled.dropFirst().reduce(row.cells[first]) { $0.union(row.cells[$1]) }
    var statement = Statement(range: range)
    statement.refersToPorts = true
    statement.isRow = true
    statement.direction = reader.spanning.direction
    statement.negation = reader.spanning.negation ?? titleNegation(reader.section)
    readAttributes(row, cells, reader, &statement)
    if let forwarder = reader.forwarder {
      statement.destinations = [forwarder.party]
      // Who connects to it, the table does not say, whoever's section this is.
      statement.openSide = range
    }
    reportEmptySides(row, cells, reader, &statement)
    if reader.layout.hasInternetNames, statement.sources.isEmpty, statement.openSide == nil {
      statement.openSide = range
    }
    if hasUnreadName(cells, reader), statement.openSide == nil { statement.openSide = range }
    var transports = readTransports(cells, reader, &statement)
    if transports == [], let transport = reader.forwarder?.transport { transports = [transport] }
    if statement.requirement == nil, statement.condition == nil {
      statement.requirement = reader.spanning.requirement ?? titleRequirement(reader.section)
    }
    readPortRemarks(cells, reader, &statement)
    var expressions: [PortExpression] = []
    for column in cells.indices where reader.layout.roles[column]?.isPort == true {
      expressions += ports(column, cells, transports, reader)
    }
    explainOthers(cells, reader, isPortless: transports == nil)
    readAction(cells, reader, &statement)
    readDenials(cells, reader, &statement)
    guard !expressions.isEmpty else {
      noteMarks(words.flatMap(\.marks), scope, [])
      return
    }
    statement.expressions = expressions
    let lines = cells.indices.filter { cells[$0].contains { $0.kind == .lineBreak } }
    if lines.contains(where: { reader.layout.roles[$0]?.isPort == true }), statement.hasParties,
      lines.contains(where: { isParty(reader.layout.roles[$0]) })
    {
      reading.report(
        .ambiguousSentence, "which lines of these cells belong together is not read; write a row for each", at: range)
      reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, reader.section))
      statement.sources = []
      statement.destinations = []
    }
    if statement.direction == nil, !statement.isBidirectional { statement.direction = remarkedDirection(cells, reader) }
    if let column = reader.layout.column(.purpose), !cells[column].isEmpty {
      let text = Outline.cut(page.visibleText(ofCell: row.cells[column]))
      statement.purpose = Located(text, at: row.cells[column])
    }
    let namesParties = statement.hasParties || !statement.places.isEmpty || !statement.users.isEmpty
    let shared = SharedStatement(statement)
    let groups = addGroups(shared, scope, isRow: true)
    reading.scopes[scope].label = groups
    // Of a row without ports of its own, nothing is said about others.
    guard !groups.isEmpty else { return }
    place(shared, scope, groups)
    noteMarks(words.flatMap(\.marks), scope, groups)
    for cell in cells {
      guard let sign = noteSign(cell) else { continue }
      signUses[SignKey(label: sign.label, section: reader.section), default: []].append(
        FootnoteUse(scope: scope, groups: groups, range: sign.range))
    }
    readRemarksOfPorts(cells, reader, scope, groups)
    let targets = readTarget(cells, transports, reader, statement)
    readDescriptions(row, cells, reader, scope, groups + targets, namesParties: namesParties)
  }

  /// A column that is not read has words that may name a party: who is on the other side is not the section's host for certain.
  func hasUnreadName(_ cells: [[Token]], _ reader: borrowing RowReader) -> Bool {
    reader.layout.unmapped.contains { column in
      !reader.layout.targets.contains(column)
        && cells[column].contains { $0.kind == .word && lexicon[$0] == nil && $0.traits.contains(.capitalized) }
    }
  }

  /// An empty cell of the first column means the one above it, where that names what its rows have in common.
  private func fillGroup(_ cells: inout [[Token]], _ reader: inout RowReader) {
    switch reader.layout.roles[0] {
    case .host, .source, .destination, .peer, .service, .direction, .transport, .applicationProtocol:
      // "Server | Proxy", and two empty cells below: the same two.
      let continues = cells[0].isEmpty
      if continues { cells[0] = reader.group } else { reader.group = cells[0] }
      guard cells.count > 1, reader.layout.roles[1] == .destination || reader.layout.roles[1] == .source else { return }
      if continues, cells[1].isEmpty { cells[1] = reader.secondGroup }
      reader.secondGroup = cells[1]
    default: return
    }
  }

  mutating func reportCell(_ tokens: [Token], _ message: String, _ reader: borrowing RowReader) {
    let range = sourceRange(tokens, 0..<tokens.count)
    reading.report(.unreadCell, "what \"\(page.visibleText(range))\" \(message)", at: range)
    reading.unresolved.append((DiagnosticRule.unreadCell.slug, range, reader.section))
  }

  /// "Outbound only", "Inbound mail" as a description.
  private func remarkedDirection(_ cells: [[Token]], _ reader: borrowing RowReader) -> Located<Flow.Direction>? {
    for column in cells.indices where reader.layout.roles[column] == .purpose {
      if cells[column].count > 1, case .direction(let direction)? = lexicon[cells[column][0]],
        Self.traffic.contains(cells[column][1].payload)
      {
        return Located(direction, at: cells[column][0].range)
      }
      guard cells[column].count(where: { $0.kind == .word }) <= 3 else { continue }
      let directions = cells[column].filter { if case .direction? = lexicon[$0] { true } else { false } }
      let isDenied = cells[column].contains {
        lexicon[$0] == .negation || lexicon[$0] == .determiner(.negative) || $0.kind == .word && lexicon[$0] == nil
      }
      if !isDenied, directions.count == 1, case .direction(let direction)? = lexicon[directions[0]] {
        return Located(direction, at: directions[0].range)
      }
    }
    return nil
  }

  private static let traffic = WordSet(
    [
      "mail", "email", "e-mail", "mails", "emails", "messages", "calls", "requests", "traffic", "connections", "data",
      "media", "signaling", "signalling", "smtp", "sip", "queries", "replication", "updates", "notifications",
    ])

  private func isParty(_ role: ColumnRole?) -> Bool {
    switch role {
    case .source, .destination, .peer, .host, .users, .component: true
    default: false
    }
  }

  // MARK: Ports

  /// The ports of a cell, with the row's transports where it writes none.
  mutating func ports(
    _ column: Int, _ cells: [[Token]], _ transports: [Transport]?, _ reader: borrowing RowReader
  ) -> [PortExpression] {
    let tokens = cells[column]
    guard !tokens.isEmpty, let transports else { return [] }
    if tokens.count == 1, let port = tokens[0].value.flatMap({ PortNumber($0) }), reader.layout.roles[column] == .port {
      // Most cells are one number.
      let element = PortExpression.Element(value: .ports(PortRange(port)), range: tokens[0].range, tokens: 0..<1)
      return [PortExpression(tokens: 0..<1, transports: transports, elements: [element])]
    }
    let hasTransport = tokens.contains { if case .transport? = lexicon[$0] { true } else { false } }
    if !hasTransport, noteProtocols(tokens[...], reader.section) {
      // "IP-in-IP, protocol 4"
      for token in tokens where token.value != nil { explain(token.range, "number of a protocol without ports") }
      return []
    }
    if var referred = referredPorts(tokens, cells, reader) {
      for index in referred.indices where referred[index].transports.isEmpty { referred[index].transports = transports }
      return referred
    }
    let cell = PortCell(withoutRemark(tokens), page.file.bytes)
    guard cell.isUnderstood else {
      reportCell(tokens, "says of ports is not understood; write numbers, ranges and transports", reader)
      return []
    }
    let written = cell.expressions.flatMap(\.transports)
    if !transports.isEmpty, written.contains(where: { !transports.contains($0) }) {
      reportCell(tokens, "says of the transport is not what the row says; correct one", reader)
      return []
    }
    let isLines = tokens.contains { $0.kind == .lineBreak }
    if isLines, transports.count > 1, written.isEmpty {
      reportCell(tokens, "says of ports is not told apart by transport; write them in the same cell", reader)
      return []
    }
    if cell.hasNote, noteSign(tokens) == nil {
      reportCell(tokens, "refers to is not read; write what the note says in the row", reader)
    }
    var result = cell.expressions
    if reader.layout.roles[column] == .firstPort { joinRange(&result, cells, reader) }
    for index in result.indices where result[index].transports.isEmpty {
      if case .portOf(let transport)? = reader.layout.roles[column] {
        result[index].transports = [transport]
      } else {
        result[index].transports = transports
      }
    }
    return result
  }

  /// "Start port" and "End port".
  private func joinRange(_ expressions: inout [PortExpression], _ cells: [[Token]], _ reader: borrowing RowReader) {
    guard let column = reader.layout.column(.lastPort), expressions.count == 1, expressions[0].elements.count == 1,
      let lower = expressions[0].elements[0].ports
    else { return }
    let end = PortCell(cells[column], page.file.bytes)
    guard let upper = end.expressions.first?.elements.first?.ports, end.expressions.count == 1 else { return }
    expressions[0].elements[0].value =
      PortRange(lower.lowerBound, upper.upperBound).map(PortExpression.Value.ports) ?? .reversed
  }

  // MARK: Other cells

  private mutating func explainOthers(_ cells: [[Token]], _ reader: borrowing RowReader, isPortless: Bool) {
    for column in cells.indices where !cells[column].isEmpty {
      switch reader.layout.roles[column] {
      case .port, .firstPort, .lastPort, .listenPort, .targetPort, .portOf:
        if isPortless {
          for token in cells[column] where token.value != nil {
            explain(token.range, "type or code of a protocol without ports")
          }
        }
      case .sourcePort:
        for token in cells[column] where token.value != nil { explain(token.range, "source port") }
      case .purpose: continue
      case .ignored:
        for token in cells[column] where token.value != nil { explain(token.range, "number of a row, or a version") }
      case nil where reader.layout.targets.contains(column) && reader.forwarder != nil: continue
      case nil where reader.layout.targets.contains(column):
        for token in cells[column] where token.value != nil { explain(token.range, "port behind a forwarder") }
      case nil where reader.layout.doubled.contains(column) && reader.headers[column].contains { lexicon[$0] == .port }:
        explainNumbers(
          cells[column], 0..<cells[column].count, taken: [], speaksOfPorts: false, section: reader.section)
        if cells[column].contains(where: { $0.value != nil }) {
          reportCell(cells[column], "says of ports is not read, since another column says them", reader)
        }
      case nil where PortCell(cells[column], page.file.bytes).writesTransports:
        explainNumbers(
          cells[column], 0..<cells[column].count, taken: [], speaksOfPorts: false, section: reader.section)
        reportCell(cells[column], "says of ports is not read, since its column is not known", reader)
      default:
        explainNumbers(
          cells[column], 0..<cells[column].count, taken: [], speaksOfPorts: false, section: reader.section)
      }
    }
  }
}
