import SourceDiagnostics

/// A place in a line: an offset, and the column that tabs have taken it to.
struct LineCursor {
  var offset: Int
  let end: Int
  /// A tab may have been passed in part: then the column is further than the offset.
  private(set) var column = 0

  init(_ line: Range<Int>) {
    offset = line.lowerBound
    end = line.upperBound
  }

  /// The columns of white space that follow.
  func indentation(_ bytes: Span<UInt8>) -> Int {
    var ahead = self
    while ahead.skipBlank(bytes) {}
    return ahead.column - column
  }

  /// Passes a number of columns of white space.
  mutating func skip(_ bytes: Span<UInt8>, columns: Int) {
    let target = column + columns
    while column < target, offset < end {
      var ahead = self
      guard ahead.skipBlank(bytes) else { return }
      if ahead.column > target {
        column = target
      } else {
        self = ahead
      }
    }
  }

  /// Passes bytes of one column each.
  mutating func skip(bytes count: Int) {
    offset += count
    column += count
  }

  private mutating func skipBlank(_ bytes: Span<UInt8>) -> Bool {
    guard offset < end, isSpaceOrTab(bytes[offset]) else { return false }
    column += bytes[offset] == UInt8(ascii: "\t") ? 4 - column % 4 : 1
    offset += 1
    return true
  }
}

/// The block quotes and list items around a block, as they show at the beginning of a line. Source: CommonMark 0.31 §5.1, §5.2.
struct ContainerPrefixes {
  fileprivate enum Prefix {
    /// Up to three columns, `>`, and one column more if it is blank.
    case quote
    /// The columns of an item's content.
    case item(width: Int)
  }

  fileprivate var prefixes: [Prefix] = []

  /// The offsets of the block quote markers at the beginning of a line, as far as the line belongs to the containers: the rest of a
  /// lazy continuation line is text.
  func markers(in bytes: Span<UInt8>, _ line: LineCursor) -> [Int] {
    var cursor = line
    var markers: [Int] = []
    for prefix in prefixes {
      switch prefix {
      case .quote:
        guard let marker = Self.passQuote(bytes, &cursor) else { return markers }
        markers.append(marker)
      case .item(let width):
        guard cursor.indentation(bytes) >= width else { return markers }
        cursor.skip(bytes, columns: width)
      }
    }
    return markers
  }

  fileprivate static func passQuote(_ bytes: Span<UInt8>, _ cursor: inout LineCursor) -> Int? {
    let indentation = cursor.indentation(bytes)
    guard indentation <= 3 else { return nil }
    var ahead = cursor
    ahead.skip(bytes, columns: indentation)
    guard ahead.offset < ahead.end, bytes[ahead.offset] == UInt8(ascii: ">") else { return nil }
    let marker = ahead.offset
    ahead.skip(bytes: 1)
    ahead.skip(bytes, columns: 1)
    cursor = ahead
    return marker
  }
}

// MARK: - Finding them

extension ContainerPrefixes {
  /// The widths of items, which are found on the lines where they begin.
  struct Cache {
    private var prefixes: [Int: ContainerPrefixes] = [:]

    /// The prefixes of what stands in a container.
    ///
    /// - Parameter container: Its index in `blocks`.
    mutating func prefixes(
      of container: Int, _ blocks: [Block], _ bytes: Span<UInt8>, _ lines: LineIndex
    ) -> ContainerPrefixes {
      if let known = prefixes[container] { return known }
      let block = blocks[container]
      var result = block.parent.map { prefixes(of: $0, blocks, bytes, lines) } ?? ContainerPrefixes()
      if bytes[block.range.lowerBound] == UInt8(ascii: ">") {
        result.prefixes.append(.quote)
      } else if block.kind != .list(isOrdered: false), block.kind != .list(isOrdered: true) {
        let width = ItemWidth(block, result, blocks, bytes, lines)
        result.prefixes.append(.item(width: width.columns))
      }
      prefixes[container] = result
      return result
    }
  }

  /// The columns from the content of an item's container to the item's own.
  private struct ItemWidth {
    let columns: Int

    init(
      _ item: Block, _ outer: ContainerPrefixes, _ blocks: [Block], _ bytes: Span<UInt8>, _ lines: LineIndex
    ) {
      let line = lines.position(of: item.range.lowerBound).line
      var cursor = LineCursor(lines.lineStarts[line - 1]..<lines.end(ofLine: line, in: bytes))
      for prefix in outer.prefixes {
        switch prefix {
        case .quote: _ = passQuote(bytes, &cursor)
        case .item(let width):
          let indentation = cursor.indentation(bytes)
          cursor.skip(bytes, columns: min(width, indentation))
          // The outer item begins on this line too: pass its marker.
          guard indentation < width, cursor.offset < item.range.lowerBound else { continue }
          cursor.skip(bytes: Self.markerLength(bytes, cursor.offset, cursor.end))
          cursor.skip(bytes, columns: Self.padding(bytes, cursor))
        }
      }
      let offset = cursor.indentation(bytes)
      cursor.skip(bytes, columns: offset)
      let marker = Self.markerLength(bytes, cursor.offset, cursor.end)
      cursor.skip(bytes: marker)
      columns = offset + marker + Self.padding(bytes, cursor)
    }

    /// `-`, `1.`, `23)`; an admonition counts as a marker of one byte.
    private static func markerLength(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
      var index = start
      while index < end, isDigit(bytes[index]) { index += 1 }
      return index - start + 1
    }

    /// The blank columns behind a marker that belong to it: all of them up to four, else one.
    private static func padding(_ bytes: Span<UInt8>, _ cursor: LineCursor) -> Int {
      let indentation = cursor.indentation(bytes)
      var ahead = cursor
      ahead.skip(bytes, columns: indentation)
      return (1...4).contains(indentation) && ahead.offset < ahead.end ? indentation : 1
    }
  }
}
