/// Where the lines of a file begin; turns byte offsets into lines and columns.
///
/// A line ends at LF, CR LF or a lone CR, as in CommonMark 0.31 §2.1.
public struct LineIndex: Sendable {
  /// A 1-based line and a 1-based column in UTF-8 bytes.
  public struct Position: Hashable, Sendable {
    public let line: Int
    public let column: Int
  }

  /// The offset at which each line begins, ascending; the first is 0.
  public let lineStarts: [Int]
  private let byteCount: Int

  /// - Complexity: O(*n*) in the bytes of the file.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    starts.reserveCapacity(bytes.count / 40 + 1)
    let span = bytes.span
    var index = 0
    while index < span.count {
      let byte = span[index]
      index += 1
      if byte == UInt8(ascii: "\n") {
        starts.append(index)
      } else if byte == UInt8(ascii: "\r"), index == span.count || span[index] != UInt8(ascii: "\n") {
        starts.append(index)
      }
    }
    lineStarts = starts
    byteCount = bytes.count
  }

  /// The position of an offset; the end of the file is a position too.
  ///
  /// - Complexity: O(log *n*) in the number of lines.
  public func position(of offset: Int) -> Position {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return Position(line: low + 1, column: offset - lineStarts[low] + 1)
  }

  /// The bytes of a 1-based line, its line ending included.
  ///
  /// - Precondition: `line` is in `1...lineStarts.count`.
  public func range(ofLine line: Int) -> SourceRange {
    let end = line < lineStarts.count ? lineStarts[line] : byteCount
    return SourceRange(lineStarts[line - 1]..<end)
  }
}
