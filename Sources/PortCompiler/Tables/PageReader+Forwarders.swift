import PortModel
import PortPage
import SourceDiagnostics

/// Tables of what a load balancer or a proxy forwards: it listens on the ports of one column, and connects to those of another.
extension PageReader {
  /// Who forwards, and to whom.
  struct Forwarder {
    var party: Mention
    var target: Mention
    /// "a TCP load balancer"
    var transport: Transport?
  }

  /// "The load balancer must route traffic to each controller through the following ports:", right above a table with a column of listen
  /// ports and one of target ports.
  mutating func forwarder(_ layout: TableLayout, above table: SourceRange, _ section: Int) -> Forwarder? {
    guard layout.targets.count == 1, layout.column(.listenPort) != nil, layout.column(.destination) == nil,
      let last = reading.statements.indices.last, reading.scopes[reading.statements[last].scope].section == section,
      reading.statements[last].paragraph == paragraph
    else { return nil }
    let statement = reading.statements[last].statement
    guard statement.isLeadIn || statement.refersToList, statement.destinations.count == 1, statement.sources.count < 2,
      let party = statement.sources.first ?? statement.topic, party.key != statement.destinations[0].key
    else { return nil }
    let target = statement.destinations[0]
    // Each row says of its two ports what the sentence says.
    var rest = statement
    (rest.sources, rest.destinations) = ([], [])
    reading.statements[last] = reading.statements[last].with(rest)
    return Forwarder(party: party, target: target, transport: transport(before: party, above: table, section))
  }

  /// The transport that stands in front of a party's name somewhere above: "requires a TCP load balancer".
  private func transport(before party: Mention, above table: SourceRange, _ section: Int) -> Transport? {
    var found = TransportSet()
    for index in page.sections[section].blocks {
      let block = page.blocks[index]
      guard case .paragraph = block.kind, block.range.upperBound <= table.lowerBound,
        table.lowerBound - block.range.lowerBound <= Self.farthestTransport
      else { continue }
      let tokens = page.readableWords(of: block).tokens
      for position in tokens.indices.dropLast() {
        // "A TCP load balancer is not sufficient"
        if isDenied(position, tokens) { continue }
        guard case .transport(let transport)? = lexicon[tokens[position]] else { continue }
        let words = tokens[(position + 1)...].prefix(party.spelling.words.count)
        if words.map({ page.file.text($0.range).lowercased() }).elementsEqual(
          party.spelling.words.map { $0.lowercased() })
        {
          found.insert(transport)
        }
      }
    }
    return found.only
  }

  /// The sentence of a word denies something, or speaks of the past.
  private func isDenied(_ position: Int, _ tokens: [Token]) -> Bool {
    let start = tokens[..<position].lastIndex { $0.isMark(".") }.map { $0 + 1 } ?? tokens.startIndex
    let end = tokens[position...].firstIndex { $0.isMark(".") } ?? tokens.endIndex
    return tokens[start..<end].contains { token in
      switch lexicon[token] {
      case .negation, .determiner(.negative), .adverb(.instead), .preposition(.than), .preposition(.without), .have:
        true
      default: StatementReader.releaseWords.contains(token.payload)
      }
    }
  }

  /// In bytes. Looked through for each table of this kind, so that it must not grow with the page.
  private static let farthestTransport = 10_000

  /// The row's flow from the forwarder to what is behind it.
  mutating func readTarget(
    _ cells: [[Token]], _ transports: [Transport]?, _ reader: borrowing RowReader, _ row: Statement
  ) -> [Int] {
    guard let forwarder = reader.forwarder, let column = reader.layout.targets.first else { return [] }
    let expressions = ports(column, cells, transports, reader)
    guard !expressions.isEmpty else { return [] }
    reading.scopes.append(PageReading.Scope(parent: reader.scope, section: reader.section))
    let scope = reading.scopes.count - 1
    var statement = row
    statement.expressions = expressions
    statement.openSide = nil
    statement.sources = [forwarder.party]
    statement.destinations = [forwarder.target]
    let shared = SharedStatement(statement)
    let groups = addGroups(shared, scope, isRow: true)
    reading.scopes[scope].label = groups
    if !groups.isEmpty { place(shared, scope, groups) }
    return groups
  }
}
