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
    let raw = unsafe span.bytes
    var index = 0
    // Eight bytes at a time; every sequence of bytes is an integer.
    while index + 8 <= span.count {
      var ends = Self.lineEnds(
        UInt64(littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)))
      while ends != 0 {
        let place = index + ends.trailingZeroBitCount / 8
        if Self.endsLine(place, span) { starts.append(place + 1) }
        ends &= ends - 1
      }
      index += 8
    }
    for place in index..<span.count where Self.endsLine(place, span) { starts.append(place + 1) }
    lineStarts = starts
    byteCount = bytes.count
  }

  /// Whether a line ends with the byte at an offset: an LF, or a CR that no LF follows.
  @inline(__always) private static func endsLine(_ place: Int, _ bytes: Span<UInt8>) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): place + 1 == bytes.count || bytes[place + 1] != UInt8(ascii: "\n")
    default: false
    }
  }

  /// The highest bit of each of eight bytes that is LF or CR, and perhaps of others behind one.
  ///
  /// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a zero byte".
  private static func lineEnds(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let feed = word ^ (ones &* 0x0A)
    let carriageReturn = word ^ (ones &* 0x0D)
    let found = (feed &- ones) & ~feed | (carriageReturn &- ones) & ~carriageReturn
    return found & (ones &* 0x80)
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
