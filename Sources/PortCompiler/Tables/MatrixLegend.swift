import PortModel
import PortPage
import SourceDiagnostics

/// What the keys in the cells of a matrix stand for: "1. TCP 443", "A = TCP 8443, UDP 8444".
struct MatrixLegend {
  /// The words behind each key.
  private(set) var entries: [UInt64: [Token]] = [:]

  var isEmpty: Bool { entries.isEmpty }

  /// - Returns: Whether the words are an entry: a key, a mark, and ports with their transports.
  mutating func add(_ tokens: ArraySlice<Token>, number: Token?, _ text: [UInt8]) -> Bool {
    guard let first = tokens.first else { return false }
    var key = number
    var definition = tokens
    if Self.isKey(first), tokens.count > 2, Self.isSeparator(tokens[tokens.startIndex + 1]) {
      key = first
      definition = tokens.dropFirst(2)
    }
    while let last = definition.last, last.isMark(".") || last.isMark(";") || last.isMark(",") {
      definition.removeLast()
    }
    guard let key, PortCell(Array(definition), text).writesTransports, entries[Self.hash(key)] == nil else {
      return false
    }
    entries[Self.hash(key)] = Array(definition)
    return true
  }

  /// The words that a cell stands for: those of its keys, one behind the other; nil where something else stands in it.
  func expanded(_ cell: [Token]) -> [Token]? {
    var result: [Token] = []
    for token in cell {
      if let words = entries[Self.hash(token)] {
        if let last = result.last {
          result.append(Token(kind: .lineBreak, range: last.range, traits: [], payload: 0))
        }
        result += words
        continue
      }
      guard Self.isJoint(token) else { return nil }
    }
    return result.isEmpty ? nil : result
  }

  /// A number, a letter or a short word: `1`, `A`, `P2`, `①`.
  static func isKey(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .mixed, .symbol: token.range.count <= 4
    case .word: token.range.count <= 3
    default: false
    }
  }

  static func isSeparator(_ token: Token) -> Bool {
    token.isMark(":") || token.isMark("=") || token.isMark(")") || token.kind == .dash
      || token.isMark("-") && token.isSpaced
  }

  private static func isJoint(_ token: Token) -> Bool {
    if case .conjunction? = Lexicon.english[token] { return true }
    switch token.kind {
    case .lineBreak: return true
    default:
      return token.isMark(",") || token.isMark("/") || token.isMark("+") || token.isMark("&") || token.isMark(";")
    }
  }

  private static func hash(_ token: Token) -> UInt64 {
    switch token.kind {
    case .number: token.payload
    // What is no word has no payload to tell it by.
    case .word: token.payload | 1 << 63
    default: 1 << 62 | UInt64(token.kind.code)
    }
  }
}

extension PageReader {
  /// Finds the legends of the matrices of a section: a list or a paragraph right in front of the table or behind it.
  mutating func findLegends(_ section: Int) {
    for index in page.sections[section].blocks {
      guard case .table = page.blocks[index].kind else { continue }
      for blocks in [legendBlocks(behind: index), legendBlocks(before: index)] where !blocks.isEmpty {
        let legend = legend(in: blocks)
        guard !legend.isEmpty, let table = page.table(page.blocks[index]), isMatrix(table, legend, section) else {
          continue
        }
        legends[index] = legend
        legendParagraphs.formUnion(blocks)
        break
      }
    }
  }

  /// The paragraphs of the list that follows a block, or the paragraph that does.
  private func legendBlocks(behind index: Int) -> [Int] {
    index + 1 < page.blocks.count ? paragraphs(of: index + 1) : []
  }

  private func legendBlocks(before index: Int) -> [Int] {
    var first = index - 1
    while first >= 0, let parent = page.blocks[first].parent, parent != page.blocks[index].parent { first = parent }
    guard first >= 0, page.blocks[first].parent == page.blocks[index].parent else { return [] }
    return paragraphs(of: first)
  }

  private func paragraphs(of block: Int) -> [Int] {
    switch page.blocks[block].kind {
    case .paragraph: return [block]
    case .list:
      var result: [Int] = []
      var index = block + 1
      while index < page.blocks.count, page.blocks[index].range.lowerBound < page.blocks[block].range.upperBound,
        result.count < Self.mostEntries
      {
        if page.blocks[index].kind == .paragraph { result.append(index) }
        index += 1
      }
      return result
    default: return []
    }
  }

  /// A legend has fewer entries.
  private static let mostEntries = 64

  private func legend(in blocks: [Int]) -> MatrixLegend {
    var legend = MatrixLegend()
    for block in blocks {
      let tokens = page.readableWords(of: page.blocks[block]).tokens
      let item = page.blocks[block].parent
      if let item, page.blocks[item].kind == .item {
        guard legend.add(tokens[...], number: number(of: item, before: block), page.file.bytes) else {
          return MatrixLegend()
        }
      } else {
        guard addEntries(of: tokens, to: &legend) else { return MatrixLegend() }
      }
    }
    return legend
  }

  /// "Legend: A = TCP 443; B = UDP 53"
  private func addEntries(of tokens: [Token], to legend: inout MatrixLegend) -> Bool {
    let starts = tokens.indices.filter { index in
      index + 1 < tokens.count && MatrixLegend.isKey(tokens[index])
        && (tokens[index + 1].isMark("=") || tokens[index + 1].isMark(":"))
    }
    guard let first = starts.first,
      tokens[..<first].allSatisfy({ $0.isMark(":") || Self.legendWords.contains($0.payload) })
    else { return false }
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1] : tokens.count
      guard legend.add(tokens[start..<end], number: nil, page.file.bytes) else { return false }
    }
    return true
  }

  private static let legendWords = WordSet(["legend", "key", "keys"])

  private func number(of item: Int, before block: Int) -> Token? {
    guard let list = page.blocks[item].parent, case .list(isOrdered: true) = page.blocks[list].kind else { return nil }
    let front = SourceRange(page.blocks[item].range.lowerBound..<page.blocks[block].range.lowerBound)
    return page.words(in: front, page.inlines(in: front)).first
  }

  private mutating func isMatrix(_ table: Table, _ legend: MatrixLegend, _ section: Int) -> Bool {
    let headers = table.header.cells.map { words(ofCell: $0, section).tokens }
    let cells = table.rows.map { row in
      row.cells.enumerated().map { column, cell in
        let tokens = words(ofCell: cell, section).tokens
        return column == 0 ? tokens : legend.expanded(tokens) ?? tokens
      }
    }
    return PortMatrix(headers, cells, page.file.bytes) != nil
  }
}
