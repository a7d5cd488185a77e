/// How a line may begin an HTML block. Source: CommonMark 0.31 §4.6.
enum HTMLStart: Hashable {
  /// Kinds 1 to 5, which end at a line that contains their end: the bytes that make the beginning.
  case open(HTMLEnd, length: Int)
  /// Kind 6, which ends at a blank line: the bytes of `<`, `/` and the name.
  case element(length: Int)
  /// Kind 7: one tag alone on the line, which cannot interrupt a paragraph.
  case tag(length: Int)

  /// - Parameter text: A line's text; its first byte is `<`.
  init?(_ bytes: Span<UInt8>, _ text: Range<Int>) {
    let start = text.lowerBound
    switch start + 1 < text.upperBound ? bytes[start + 1] : 0 {
    case UInt8(ascii: "?"):
      self = .open(.instruction, length: 2)
    case UInt8(ascii: "!"):
      guard let opening = Self.declaration(bytes, text) else { return nil }
      self = opening
    default:
      let isClosing = start + 1 < text.upperBound && bytes[start + 1] == UInt8(ascii: "/")
      let nameStart = start + (isClosing ? 2 : 1)
      let nameEnd = HTMLTag.endOfName(bytes, nameStart..<text.upperBound)
      guard nameEnd > nameStart else { return nil }
      let name = HTMLTag.lowercased(bytes, nameStart..<nameEnd)
      let length = nameEnd - start
      if !isClosing, HTMLTag.rawTextNames.contains(name), Self.endsName(bytes, nameEnd, text, isSlashAllowed: false) {
        self = .open(.rawText, length: length)
      } else if HTMLTag.blockNames.contains(name), Self.endsName(bytes, nameEnd, text, isSlashAllowed: true) {
        self = .element(length: length)
      } else if let end = HTMLTag.end(bytes, text, isTolerant: false), Self.isBlank(bytes, end..<text.upperBound) {
        self = .tag(length: length)
      } else {
        return nil
      }
    }
  }

  private static func declaration(_ bytes: Span<UInt8>, _ text: Range<Int>) -> HTMLStart? {
    let rest = (text.lowerBound + 2)..<text.upperBound
    if starts(bytes, rest, with: "--") { return .open(.comment, length: 4) }
    if starts(bytes, rest, with: "[CDATA[") { return .open(.characterData, length: 9) }
    guard !rest.isEmpty, isLetter(bytes[rest.lowerBound]) else { return nil }
    return .open(.declaration, length: 3)
  }

  private static func endsName(_ bytes: Span<UInt8>, _ end: Int, _ text: Range<Int>, isSlashAllowed: Bool) -> Bool {
    guard end < text.upperBound else { return true }
    switch bytes[end] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"): return true
    case UInt8(ascii: "/"): return isSlashAllowed && end + 1 < text.upperBound && bytes[end + 1] == UInt8(ascii: ">")
    default: return false
    }
  }

  private static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where !isSpaceOrTab(bytes[index]) { return false }
    return true
  }
}

/// What ends an HTML block of the kinds 1 to 5: a line that contains it.
enum HTMLEnd: Int, CaseIterable {
  /// `</script>`, `</pre>`, `</style>`, `</textarea>`.
  case rawText
  case comment
  case instruction
  case declaration
  case characterData

  func occurs(in bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    for index in line where bytes[index] == UInt8(ascii: ">") {
      switch self {
      case .declaration: return true
      case .comment: if ends(bytes, line.lowerBound..<index, with: "--") { return true }
      case .instruction: if ends(bytes, line.lowerBound..<index, with: "?") { return true }
      case .characterData: if ends(bytes, line.lowerBound..<index, with: "]]") { return true }
      case .rawText: if HTMLTag.endsWithRawTextEnd(bytes, line.lowerBound..<index) { return true }
      }
    }
    return false
  }
}
