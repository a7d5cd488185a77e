/// A link reference definition: `[label]: destination "title"`.
struct LinkDefinition {
  let label: Range<Int>
  /// Behind the line ending of the definition.
  let end: Int

  /// The definition at the beginning of a paragraph, or of what other definitions left of it.
  ///
  /// Labels that begin with `^` are footnotes, whose text is prose.
  /// Source: CommonMark 0.31 §4.7.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let limit = range.upperBound
    let start = skipSpaces(bytes, range.lowerBound, limit)
    guard start + 1 < limit, bytes[start] == UInt8(ascii: "["), bytes[start + 1] != UInt8(ascii: "^"),
      let close = LinkDestination.endOfLabel(bytes, start + 1, limit), close + 1 < limit,
      bytes[close + 1] == UInt8(ascii: ":"), skipSpaces(bytes, start + 1, close) < close
    else { return nil }
    let target = Self.skipOneLineBreak(bytes, close + 2, limit)
    guard target < limit, !isLineBreak(bytes[target]),
      let destination = LinkDestination.scan(bytes, target, limit), destination.end > target
    else { return nil }
    label = (start + 1)..<close
    let title = Self.skipOneLineBreak(bytes, destination.end, limit)
    if title > destination.end, title < limit, let titleEnd = LinkDestination.endOfTitle(bytes, title, limit),
      let end = Self.endOfLine(bytes, titleEnd, limit)
    {
      self.end = end
    } else if let end = Self.endOfLine(bytes, destination.end, limit) {
      self.end = end
    } else {
      return nil
    }
  }

  private static func skipOneLineBreak(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, isSpaceOrTab(bytes[index]) { index += 1 }
    guard index < limit, isLineBreak(bytes[index]) else { return index }
    index = behindLineBreak(bytes, index, limit)
    while index < limit, isSpaceOrTab(bytes[index]) { index += 1 }
    return index
  }

  /// Behind the line ending, if only blanks stand before it.
  private static func endOfLine(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    var index = start
    while index < limit, isSpaceOrTab(bytes[index]) { index += 1 }
    guard index < limit else { return limit }
    return isLineBreak(bytes[index]) ? behindLineBreak(bytes, index, limit) : nil
  }

  /// A label as it is compared: white space collapsed, case folded. Source: CommonMark 0.31 §4.7.
  static func normalizedLabel(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var collapsed: [UInt8] = []
    collapsed.reserveCapacity(range.count)
    for index in range {
      if !isWhitespace(bytes[index]) {
        collapsed.append(bytes[index])
      } else if let last = collapsed.last, last != 0x20 {
        collapsed.append(0x20)
      }
    }
    if collapsed.last == 0x20 { collapsed.removeLast() }
    // Lower, then upper case is as good as case folding here: `ẞ`, `ß` and `SS` agree.
    return String(decoding: collapsed, as: UTF8.self).lowercased().uppercased()
  }
}

/// Behind the line break at an offset; CR LF is one.
func behindLineBreak(_ bytes: Span<UInt8>, _ index: Int, _ limit: Int) -> Int {
  let isPair =
    bytes[index] == UInt8(ascii: "\r") && index + 1 < limit && bytes[index + 1] == UInt8(ascii: "\n")
  return index + (isPair ? 2 : 1)
}
