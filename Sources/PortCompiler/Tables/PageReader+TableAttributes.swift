import PortModel
import PortPage
import SourceDiagnostics

/// What a row says of its ports besides their numbers: parties, direction, whether they are needed.
extension PageReader {
  mutating func readAttributes(
    _ row: Table.Row, _ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement
  ) {
    if let column = reader.layout.column(.direction), !cells[column].isEmpty {
      read(.direction, cells[column], reader, &statement)
    }
    readDirectionMarks(row, cells, reader, &statement)
    for column in cells.indices where !cells[column].isEmpty {
      guard let role = reader.layout.roles[column] else { continue }
      if role.isPort, statement.direction == nil {
        // "Inbound port"
        for token in reader.headers[column] {
          if case .direction(let direction)? = lexicon[token] {
            statement.direction = Located(direction, at: row.cells[column])
          }
        }
      }
      switch role {
      case .requirement, .optional, .binding:
        if let answer = TableMarks(page.file.bytes).sign(cells[column], page.file.text(row.cells[column])) {
          state(role, answer, row.cells[column], &statement)
        } else {
          read(role, cells[column], reader, &statement)
        }
      case .condition: read(role, cells[column], reader, &statement)
      case .fixed, .sameHost: readAnswer(role, row.cells[column], cells[column], reader, &statement)
      case .address:
        if statement.sameHost == nil { statement.sameHost = localHost(cells[column]) }
      case .setting where cells[column].contains(where: { !PortCell.isBlank($0) }):
        statement.binding = statement.binding ?? Located(.default, at: row.cells[column])
      case .port where reader.headers[column].contains(where: { lexicon[$0] == .quality(.default) }):
        statement.binding = Located(.default, at: row.cells[column])
      default: continue
      }
    }
    readIcons(row, cells, reader, &statement)
    if statement.requirement == nil { statement.requirement = remarkedRequirement(cells, reader) }
    // "Required: no", "Condition: clustering is enabled"
    if statement.condition != nil, statement.requirement?.value != .recommended { statement.requirement = nil }
    readParties(cells, reader, &statement)
    if let column = reader.layout.column(.contact), !cells[column].isEmpty {
      readContact(cells[column], reader, &statement)
    }
  }

  /// "Inbound | Outbound" with a mark in one of them, or in both.
  private func readDirectionMarks(
    _ row: Table.Row, _ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement
  ) {
    guard statement.direction == nil else { return }
    let marks = TableMarks(page.file.bytes)
    for column in cells.indices {
      guard case .markOfDirection(let direction)? = reader.layout.roles[column], marks.answer(cells[column]) == true
      else { continue }
      if statement.direction != nil {
        statement.direction = nil
        statement.isBidirectional = true
        return
      }
      statement.direction = Located(direction, at: row.cells[column])
    }
  }

  /// "Syslog (optional)" as the service of the row.
  private func remarkedRequirement(_ cells: [[Token]], _ reader: borrowing RowReader) -> Located<StatedRequirement>? {
    for column in cells.indices {
      switch reader.layout.roles[column] {
      case .service, .component, .applicationProtocol: break
      default: continue
      }
      let tokens = cells[column]
      guard tokens.count >= 4, tokens[tokens.count - 3].isMark("("), tokens[tokens.count - 1].isMark(")") else {
        continue
      }
      let word = tokens[tokens.count - 2]
      switch lexicon[word] {
      case .quality(.optional): return Located(.optional, at: word.range)
      case .quality(.mandatory), .verb(.require, .participle): return Located(.required, at: word.range)
      case .quality(.recommended), .verb(.recommend, .participle): return Located(.recommended, at: word.range)
      default: continue
      }
    }
    return nil
  }

  private mutating func read(
    _ role: ColumnRole, _ tokens: [Token], _ reader: borrowing RowReader, _ statement: inout Statement
  ) {
    guard
      tokens.contains(where: {
        $0.kind == .word && !StatementReader.nothing.contains($0.payload) || $0.payload == Self.no
      })
    else {
      if tokens.contains(where: { $0.kind == .opaque || $0.kind == .symbol }) {
        reportPicture(sourceRange(tokens, 0..<tokens.count), reader)
      }
      return
    }
    // "When: always"
    if role == .condition, tokens.count == 1, tokens[0].payload == Self.always {
      statement.requirement = statement.requirement ?? Located(.required, at: tokens[0].range)
      return
    }
    // "Never": no condition.
    let isClause = role != .condition || tokens.count(where: { $0.kind == .word }) > 2
    if isClause, sourceRange(tokens, 0..<tokens.count).count <= Self.longestName,
      LabelledValueReader(page, tokens, names: names).read(cell: role, into: &statement)
    {
      return
    }
    reportCell(tokens, "says here is not understood", reader)
  }

  /// "443 (optional)", "8080 (default)"
  func readPortRemarks(_ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement) {
    // A number alone has no remark.
    for column in cells.indices where reader.layout.roles[column]?.isPort == true && cells[column].count > 1 {
      let cell = PortCell(cells[column], page.file.bytes)
      let range = sourceRange(cells[column], 0..<cells[column].count)
      if let requirement = cell.requirement, statement.requirement == nil, cell.isUnderstood {
        statement.requirement = Located(requirement, at: range)
      }
      if cell.isDefault, statement.binding == nil { statement.binding = Located(.default, at: range) }
    }
  }

  private static let no = Token.hash("no")
  private static let always = Token.hash("always")

  /// "TCP routing (optional)" as the title above.
  func titleRequirement(_ section: Int) -> Located<StatedRequirement>? {
    let tokens = reading.outline.headings[section].tokens
    for (index, token) in tokens.enumerated().dropFirst()
    where tokens[index - 1].isMark("(") && index + 1 < tokens.count && tokens[index + 1].isMark(")") {
      if lexicon[token] == .quality(.optional) { return Located(.optional, at: token.range) }
    }
    return nil
  }

  // MARK: Parties

  private mutating func readParties(_ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement) {
    let layout = reader.layout
    // "Inbound from agents" in a column of directions names a side; a column of its own goes before.
    if layout.column(.source) != nil { statement.sources = parties(.source, cells, reader, &statement) }
    if layout.column(.destination) != nil { statement.destinations = parties(.destination, cells, reader, &statement) }
    // "Listen port | Target": the target has another port than the one that is listened on.
    if layout.column(.listenPort) != nil { statement.destinations = [] }
    let direction = statement.direction?.value ?? scopeDirection(reader.scope)
    let peers = parties(.peer, cells, reader, &statement)
    if direction == .outbound {
      if statement.destinations.isEmpty { statement.destinations = peers }
    } else if direction == .inbound || statement.isBidirectional, statement.sources.isEmpty {
      statement.sources = peers
    } else if !peers.isEmpty {
      statement.users = peers
    }
    // "Outbound | Used by: updater": a program of the host itself.
    if statement.sources.isEmpty, layout.column(.source) == nil, direction != .outbound {
      statement.sources = parties(.users, cells, reader, &statement)
    }
    let hosts = parties(.host, cells, reader, &statement)
    if direction == .outbound, layout.column(.source) == nil, layout.column(.destination) == nil,
      layout.column(.peer) == nil, layout.column(.direction) == nil, statement.destinations.isEmpty
    {
      // "Outgoing connections", above "Host | Port": the hosts that are connected to.
      statement.destinations = hosts
    } else if direction == .outbound || !statement.destinations.isEmpty, layout.column(.source) == nil,
      statement.sources.isEmpty
    {
      // "Host | Connects to"
      statement.sources = hosts
    } else if direction != .outbound, layout.column(.destination) == nil, statement.destinations.isEmpty {
      statement.destinations = hosts
    }
    if statement.sources.count > 1 && statement.destinations.count > 1
      || max(statement.sources.count, statement.destinations.count) > Self.mostParties
    {
      reading.report(
        .ambiguousSentence, "which of these parties belong together is not said; write a row for each pair",
        at: statement.range)
      reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.range, reader.section))
      statement.sources = []
      statement.destinations = []
      return
    }
    guard layout.column(.host) == nil else { return }
    if layout.hasInternetNames, direction == .inbound, statement.sources.isEmpty {
      // Below "Inbound", they are those who connect.
      swap(&statement.sources, &statement.destinations)
    }
    if layout.hasInternetNames, direction != .outbound { return }
    if statement.sources.isEmpty != statement.destinations.isEmpty,
      statement.openSide != nil || hasUnreadName(cells, reader)
    {
      return
    }
    if layout.column(.source) == nil || layout.column(.destination) == nil {
      readOwner(cells, reader, direction, &statement)
    }
  }

  /// Whose port it is where no column of parties says: the component of the row, or the host that the title names.
  private mutating func readOwner(
    _ cells: [[Token]], _ reader: borrowing RowReader, _ direction: Flow.Direction?, _ statement: inout Statement
  ) {
    let title = title(reader)
    if let title {
      // "Self": the host that the table is about.
      statement.sources = statement.sources.map { isSelf($0) ? title : $0 }
      statement.destinations = statement.destinations.map { isSelf($0) ? title : $0 }
    }
    let hasSource = reader.layout.column(.source) != nil
    let hasDestination = reader.layout.column(.destination) != nil && reader.layout.column(.listenPort) == nil
    let components = parties(.component, cells, reader, &statement)
    // "Ports used by X" above a column of X's components: the component goes before.
    let owner = components.first ?? title ?? service(cells, reader, &statement)
    if direction == .outbound {
      let services = components.isEmpty && hasDestination ? parties(.service, cells, reader, &statement) : components
      if statement.sources.isEmpty, !hasSource, let owner = services.first ?? title { statement.sources = [owner] }
      return
    }
    if statement.isBidirectional {
      guard let owner else { return }
      if statement.sources.isEmpty, !statement.destinations.isEmpty, !hasSource { statement.sources = [owner] }
      if statement.destinations.isEmpty, !statement.sources.isEmpty, !hasDestination {
        statement.destinations = [owner]
      }
      return
    }
    if statement.destinations.isEmpty, !hasDestination {
      // Without a direction or another side, the host of the title may as well be the one that connects.
      if let title, components.isEmpty {
        let listens = direction == .inbound || reader.layout.column(.listenPort) != nil
        if listens || !statement.sources.isEmpty { statement.destinations = [title] }
      } else if let component = components.first, isOfWholePage(reader.section),
        direction == .inbound || !statement.sources.isEmpty
      {
        // "Ports used by X", the title of the page, above a column of X's components: each has its own.
        statement.destinations = [component]
      } else if let owner {
        statement.places = [owner]
        statement.isPortState = true
      } else if !statement.sources.isEmpty {
        // "From | Port": into whatever the section is about.
        statement.isPortState = true
      }
    } else if statement.sources.isEmpty, !hasSource, statement.direction == nil, direction == nil,
      let range = statement.destinations.first?.range,
      title.map({ title in !statement.destinations.contains { $0.key == title.key } }) ?? true
    {
      // "To | Port": out of whatever the section is about.
      statement.direction = Located(.outbound, at: range)
    }
  }

  /// The program that a "Service" column names, where the page names no host: whoever runs it, it is the one that listens. A protocol is none.
  private mutating func service(_ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement)
    -> Mention?
  {
    guard let column = reader.layout.column(.service), !isAboutHost(reader.section),
      reader.layout.programs.contains(column) || !cells[column].contains(where: { ServiceRegistry.common[$0] != nil }),
      cells[column].count(where: { $0.kind == .word }) <= 3
    else { return nil }
    return parties(.service, cells, reader, &statement).first
  }

  private func isSelf(_ mention: Mention) -> Bool { Self.selves.contains(mention.name.lowercased()) }

  private static let selves: Set<String> = ["self", "this host", "this server", "this machine", "this node"]

  /// The host that the table's own title or the nearest one above names.
  /// Whether the title of the page is what says whose ports a section has.
  private func isOfWholePage(_ section: Int) -> Bool {
    var index: Int? = section
    while let current = index {
      if case .subject = reading.outline.headings[current].role {
        guard let heading = page.sections[current].heading, case .heading(1) = page.blocks[heading].kind else {
          return false
        }
        return true
      }
      index = page.sections[current].parent
    }
    return false
  }

  private func title(_ reader: borrowing RowReader) -> Mention? {
    if let caption = reader.caption, let host = host(of: caption) { return host }
    // The host of a section about one is known without its title.
    if case .subject = reading.outline.headings[reader.section].role { return nil }
    return host(of: reading.outline.headings[reader.section])
  }

  /// "Incoming" above the table.
  func scopeDirection(_ scope: Int) -> Flow.Direction? {
    var index: Int? = scope
    while let current = index {
      if let direction = reading.scopes[current].direction { return direction.value }
      index = reading.scopes[current].parent
    }
    return nil
  }

  /// The parties of the columns of a role: names that commas, semicolons or line breaks part.
  private mutating func parties(
    _ role: ColumnRole, _ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement
  ) -> [Mention] {
    var result: [Mention] = []
    for column in cells.indices where reader.layout.roles[column] == role {
      let tokens = cells[column]
      guard !tokens.isEmpty, tokens.contains(where: { !PortCell.isBlank($0) }) else { continue }
      if let local = localHost(tokens) {
        statement.sameHost = local
        continue
      }
      if tokens.allSatisfy({ isDitto($0) }) {
        reportCell(tokens, "repeats is not read; write the name", reader)
        statement.openSide = sourceRange(tokens, 0..<tokens.count)
        continue
      }
      if isDoubtful(tokens) || sourceRange(tokens, 0..<tokens.count).count > Self.longestName {
        reportCell(tokens, "says of parties is not understood; write a name", reader)
        statement.openSide = sourceRange(tokens, 0..<tokens.count)
        continue
      }
      if let last = tokens.last, isNoteMark(last), tokens.count > 1, noteSign(tokens) == nil {
        reportCell(tokens, "refers to is not read; write what the note says in the row", reader)
      }
      result += mentions(tokens)
    }
    return result
  }

  /// The most parties of one cell, and the most bytes of a cell that is a name or an answer. Every port of a row has its own flow for each
  /// of them.
  private static let mostParties = 100
  private static let longestName = 1000
}
