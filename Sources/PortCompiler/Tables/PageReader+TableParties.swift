import PortPage
import SourceDiagnostics

/// The names in a cell of parties.
extension PageReader {
  /// A row with an empty cell in a column of parties: whether it means the one above, anybody or nobody, is not said.
  mutating func reportEmptySides(
    _ row: Table.Row, _ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement
  ) {
    guard let source = reader.layout.column(.source), let destination = reader.layout.column(.destination) else {
      return
    }
    for column in [source, destination] where row.cells.indices.contains(column) && saysNothing(cells[column]) {
      let other = column == source ? destination : source
      guard !saysNothing(cells[other]), statement.openSide == nil else { continue }
      reading.report(
        .unreadCell, "an empty cell or a sign does not say who this is; write the name, or \"any\"", at: statement.range
      )
      reading.unresolved.append((DiagnosticRule.unreadCell.slug, statement.range, reader.section))
      statement.openSide = statement.range
    }
  }

  /// Empty, or "*", "-".
  private func saysNothing(_ cell: [Token]) -> Bool {
    cell.allSatisfy { PortCell.isBlank($0) || $0.isMark("*") || $0.isMark("\\") }
  }

  /// A sign for what stands above.
  func isDitto(_ token: Token) -> Bool {
    switch token.kind {
    case .mark(let mark): mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'")
    case .symbol: ["〃", "″", "”", "\u{201C}"].contains(page.file.text(token.range))
    default: false
    }
  }

  /// "localhost", "127.0.0.1", "same host", and nothing else.
  func localHost(_ tokens: [Token]) -> SourceRange? {
    // "Server" alone is a name.
    var saysLocal = false
    let isLocal = tokens.allSatisfy { token in
      if token.kind == .dotted {
        saysLocal = true
        return page.file.text(token.range) == "127.0.0.1"
      }
      guard token.kind == .word else { return false }
      switch lexicon[token] {
      case .quality(.local), .quality(.same): saysLocal = true
      case .determiner(.definite): break
      default:
        if token.isMarked(.loopback) || Self.loopbackWords.contains(token.payload) {
          saysLocal = true
        } else if !Self.machines.contains(token.payload) {
          return false
        }
      }
      return true
    }
    return isLocal && saysLocal ? sourceRange(tokens, 0..<tokens.count) : nil
  }

  private static let loopbackWords = WordSet(["localhost", "loopback"])
  private static let machines = WordSet(["host", "machine", "server", "node", "computer"])

  /// Words that turn a name into something else: "not agents", "agents except Linux", "see note 1", "TBD", "agents (if enabled)".
  func isDoubtful(_ tokens: [Token]) -> Bool {
    var depth = 0
    return tokens.contains { token in
      if token.isMark("(") { depth += 1 }
      if token.isMark(")") { depth -= 1 }
      switch lexicon[token] {
      case .negation, .determiner(.negative), .subordinator, .adverb(.only), .direction, .conjunction(.but):
        return true
      // "Exchange server (Client Access server or Mailbox server)" is one party.
      case .conjunction(.or): return depth == 0
      case .quality(.optional), .quality(.mandatory), .quality(.recommended): return true
      // "Local network"; "cell (local emitter)" is a name.
      case .quality(.same): return true
      case .quality(.local): return depth == 0
      default:
        if token.kind == .word { return Self.unnamed.contains(token.payload) || token.isMarked(.loopback) }
        return token.kind == .arrow || token.isMark("/") && !token.isSpaced || token.isMark(":") || token.isMark("+")
          || token.isMark(">")
      }
    }
  }

  private static let unnamed = WordSet([
    "except", "excluding", "see", "tbd", "various", "varies", "depends", "etc", "above", "below", "note", "yes", "same",
    "both", "ditto", "itself", "disabled", "enabled", "never", "always", "nothing",
  ])

  func mentions(_ tokens: [Token]) -> [Mention] {
    var result: [Mention] = []
    var depth = 0
    var start = 0
    for index in 0...tokens.count {
      let isEnd = index == tokens.count
      if !isEnd {
        if tokens[index].isMark("(") { depth += 1 }
        if tokens[index].isMark(")") { depth -= 1 }
        let isSlash = tokens[index].isMark("/") && tokens[index].isSpaced
        guard depth <= 0,
          tokens[index].isMark(",") || tokens[index].isMark(";") || tokens[index].kind == .lineBreak || isSlash
        else {
          continue
        }
      }
      // A mark of a note behind the name: "Agents<sup>1</sup>".
      var end = index
      while end > start + 1, isNoteMark(tokens[end - 1]) { end -= 1 }
      if start < end, tokens[start..<end].contains(where: { isNamed($0) }) {
        let range = end - start == 1 && tokens[start].kind == .url ? hostName(of: tokens[start].range) : nil
        result.append(names.mention(range ?? sourceRange(tokens, start..<end)))
      }
      start = index + 1
    }
    return result
  }

  /// The host in a URL: what stands between its scheme and its port, path or end. nil where there is none.
  ///
  /// Source: RFC 3986 §3.2.
  private func hostName(of url: SourceRange) -> SourceRange? {
    let bytes = page.file.bytes
    var start = url.lowerBound
    while start + 2 < url.upperBound, !bytes[start...].starts(with: "://".utf8) { start += 1 }
    start += 3
    var end = start
    while end < url.upperBound, !":/?#@[".utf8.contains(bytes[end]) { end += 1 }
    guard start < end, end == url.upperBound || bytes[end] != UInt8(ascii: "@") else { return nil }
    return SourceRange(start..<end)
  }

  func isNoteMark(_ token: Token) -> Bool {
    switch token.kind {
    case .number: !token.isSpaced
    case .mark(let mark): "*^".utf8.contains(mark)
    case .symbol: true
    default: false
    }
  }

  private func isNamed(_ token: Token) -> Bool {
    switch token.kind {
    case .word, .dotted, .url, .opaque: true
    default: false
    }
  }
}
