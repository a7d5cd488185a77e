/// What stands behind the text of a link and in link reference definitions. Source: CommonMark 0.31 §6.3.
enum LinkDestination {
  /// The destination that begins at `start`, angle brackets left out, and the offset behind it.
  ///
  /// A template tag belongs to the destination whole, spaces included: `({{ site.url }}/ports)`.
  static func scan(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> (destination: Range<Int>, end: Int)? {
    if start < limit, bytes[start] == UInt8(ascii: "<"), !isTag(bytes, start, limit) {
      return pointy(bytes, start + 1, limit)
    }
    var index = start
    var depth = 0
    scan: while index < limit {
      switch bytes[index] {
      case UInt8(ascii: "("):
        depth += 1
        guard depth <= 32 else { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case UInt8(ascii: "\\"):
        if index + 1 < limit, isPunctuation(bytes[index + 1]) { index += 1 }
      case UInt8(ascii: "{"), UInt8(ascii: "<"):
        if let end = endOfTag(bytes, index, limit) { index = end - 1 }
      case 0...0x20, 0x7F: break scan
      default: break
      }
      index += 1
    }
    let end = min(index, limit)
    return depth == 0 ? (start..<end, end) : nil
  }

  private static func pointy(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> (destination: Range<Int>, end: Int)? {
    var index = start
    while index < limit {
      switch bytes[index] {
      case UInt8(ascii: ">"): return (start..<index, index + 1)
      case UInt8(ascii: "<"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  private static func isTag(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Bool {
    start + 1 < limit && bytes[start + 1] == UInt8(ascii: "%")
  }

  /// Behind the template tag that begins at `start`, on the same line.
  private static func endOfTag(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    guard start + 1 < limit else { return nil }
    let close: StaticString
    switch (bytes[start], bytes[start + 1]) {
    case (UInt8(ascii: "{"), UInt8(ascii: "{")): close = "}}"
    case (UInt8(ascii: "{"), UInt8(ascii: "%")): close = "%}"
    case (UInt8(ascii: "<"), UInt8(ascii: "%")): close = "%>"
    default: return nil
    }
    // Short, because a search that fails is repeated for each opener.
    let last = min(limit, start + 256)
    var index = start + 2
    while index + 1 < last, !isLineBreak(bytes[index]) {
      if starts(bytes, index..<limit, with: close) { return index + 2 }
      index += 1
    }
    return nil
  }

  /// Behind the title that begins at `start`.
  static func endOfTitle(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = bytes[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < limit {
      if bytes[index] == close { return index + 1 }
      if close == UInt8(ascii: ")"), bytes[index] == UInt8(ascii: "(") { return nil }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// The end of the label that begins at `start`, behind the bracket: the offset of the closing bracket.
  ///
  /// At most 999 bytes: CommonMark counts characters.
  static func endOfLabel(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    let last = min(limit, start + 1_000)
    var index = start
    while index < last {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"): index += index + 1 < last && isPunctuation(bytes[index + 1]) ? 2 : 1
      default: index += 1
      }
    }
    return nil
  }
}
