/// A word, a number, a string literal with its quotes, or a punctuation mark.
struct Token: Hashable {
  let text: String
  let line: Int

  /// The content of a string literal; nil for everything else and for a literal with interpolation.
  var literal: String? {
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2, !text.contains("\\(") else { return nil }
    return String(text.dropFirst().dropLast())
  }
}

/// The tokens of Swift source, comments left out and the code inside interpolations taken as code.
///
/// Enough of the language for the checks of this target: no regex literals, which the sources do not have.
func swiftTokens(_ source: String) -> [Token] {
  var reader = TokenReader(source)
  reader.readCode(untilClosingParenthesis: false)
  return reader.tokens
}

private struct TokenReader {
  let bytes: [UInt8]
  var index = 0
  var line = 1
  var tokens: [Token] = []

  init(_ source: String) { bytes = Array(source.utf8) }

  mutating func readCode(untilClosingParenthesis isInterpolation: Bool) {
    var depth = 0
    while index < bytes.count {
      let byte = bytes[index]
      if starts(with: "//") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if starts(with: "/*") {
        skipBlockComment()
      } else if let hashes = hashesOfString() {
        readString(hashes: hashes)
      } else if isWord(byte) {
        let start = index
        while index < bytes.count, isWord(bytes[index]) { index += 1 }
        append(start..<index)
      } else if starts(with: "->") {
        append(index..<index + 2)
        index += 2
      } else if byte == UInt8(ascii: "`"), let end = bytes[(index + 1)...].firstIndex(of: byte) {
        append(index..<end + 1)
        index = end + 1
      } else {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if isInterpolation, depth < 0 {
          index += 1
          return
        }
        if byte > UInt8(ascii: " ") { append(index..<index + 1) }
        advance()
      }
    }
  }

  /// The string literal at ``index``; what it interpolates comes before it in ``tokens``.
  private mutating func readString(hashes: Int) {
    let start = index
    let firstLine = line
    index += hashes
    let quotes = starts(with: "\"\"\"") ? 3 : 1
    index += quotes
    let end = String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    while index < bytes.count, !starts(with: end) {
      if starts(with: escape + "(") {
        index += escape.utf8.count + 1
        readCode(untilClosingParenthesis: true)
      } else if starts(with: escape) {
        index += escape.utf8.count
        advance()
      } else {
        advance()
      }
    }
    index = min(index + end.utf8.count, bytes.count)
    tokens.append(Token(text: String(decoding: bytes[start..<index], as: UTF8.self), line: firstLine))
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        index += 2
      } else if starts(with: "*/") {
        depth -= 1
        index += 2
      } else {
        advance()
      }
    } while depth > 0 && index < bytes.count
  }

  /// The number of `#` before the quotation mark that opens a string literal here; nil when none opens.
  private func hashesOfString() -> Int? {
    var end = index
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - index : nil
  }

  private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }

  private mutating func append(_ range: Range<Int>) {
    tokens.append(Token(text: String(decoding: bytes[range], as: UTF8.self), line: line))
  }

  private mutating func advance() {
    guard index < bytes.count else { return }
    if bytes[index] == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }
}
