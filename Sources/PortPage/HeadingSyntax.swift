/// The marks of headings. Source: CommonMark 0.31 §4.2 and §4.3.
enum HeadingSyntax {
  /// Whether a heading begins with `#` marks, and not with a text over an underline.
  static func isATX(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var end = line.lowerBound
    while end < line.upperBound, bytes[end] == UInt8(ascii: "#") { end += 1 }
    let count = end - line.lowerBound
    return (1...6).contains(count) && (end == line.upperBound || isWhitespace(bytes[end]))
  }

  /// Whether a line, container prefixes aside, underlines a heading.
  static func isUnderline(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var index = line.lowerBound
    while index < line.upperBound, isSpaceOrTab(bytes[index]) || bytes[index] == UInt8(ascii: ">") { index += 1 }
    guard index < line.upperBound else { return false }
    let mark = bytes[index]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return false }
    while index < line.upperBound, bytes[index] == mark { index += 1 }
    while index < line.upperBound, isSpaceOrTab(bytes[index]) { index += 1 }
    return index == line.upperBound
  }

  /// The text of a heading, without its marks and the white space around it.
  static func content(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    let firstLineEnd = range.first { isLineBreak(bytes[$0]) } ?? range.upperBound
    if isATX(bytes, lower..<firstLineEnd) {
      while lower < upper, bytes[lower] == UInt8(ascii: "#") { lower += 1 }
      while upper > lower, isWhitespace(bytes[upper - 1]) { upper -= 1 }
      var closing = upper
      while closing > lower, bytes[closing - 1] == UInt8(ascii: "#") { closing -= 1 }
      if closing < upper, closing == lower || isSpaceOrTab(bytes[closing - 1]) { upper = closing }
    } else {
      while upper > lower, !isLineBreak(bytes[upper - 1]) { upper -= 1 }
    }
    while lower < upper, isWhitespace(bytes[lower]) { lower += 1 }
    while upper > lower, isWhitespace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
