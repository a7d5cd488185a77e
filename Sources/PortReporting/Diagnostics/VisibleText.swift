/// Foreign text made safe and measurable for a terminal.
///
/// A page is not trusted: what it contains must not reach the terminal as an escape sequence, and must not change the
/// order in which a line is shown. Controls become visible signs, and bidirectional and other invisible characters
/// their code in angle brackets.
package enum VisibleText {
  /// One scalar, or one ill-formed sequence, as shown.
  struct Cell {
    /// The offset of its first byte.
    let offset: Int
    let text: String
    /// Columns on a terminal.
    let width: Int
  }

  /// How wide a tabulator may become; four, as in CommonMark 0.31 §2.2.
  static let tabWidth = 4

  /// A message or name on one line.
  package static func line(_ text: String) -> String {
    if isPlain(text.utf8.span) || isShownAsItIs(text.utf8.span) { return text }
    var result = ""
    for scalar in text.unicodeScalars { result += visible(scalar) }
    return result
  }

  /// Whether UTF-8 without errors has no scalar that is not shown as it is. Nearly all of its bytes are printable ASCII.
  private static func isShownAsItIs(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      if first < 0x80 {
        guard first >= 0x20, first < 0x7F else { return false }
        index += 1
        continue
      }
      // The bits that the first byte has, and six for each of the others. Source: RFC 3629 §3.
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      var value = UInt32(first & (0xFF >> UInt8(length + 1)))
      for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
      guard let scalar = Unicode.Scalar(value), isShownAsItIs(scalar) else { return false }
      index += length
    }
    return true
  }

  /// Whether bytes are printable ASCII only: shown as they are, a column each.
  static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] >= 0x7F { return false }
    return true
  }

  /// Columns that text made by ``line(_:)`` takes.
  package static func width(_ text: String) -> Int {
    isPlain(text.utf8.span) ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The bytes of a line as cells; tabulators become spaces up to the next stop.
  ///
  /// - Complexity: O(*n*).
  static func cells(_ bytes: [UInt8], in range: Range<Int>) -> [Cell] {
    var cells: [Cell] = []
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[range].makeIterator()
    var offset = range.lowerBound
    var column = 0
    func append(_ text: String, _ width: Int, length: Int) {
      cells.append(Cell(offset: offset, text: text, width: width))
      offset += length
      column += width
    }
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput: return cells
      case .error(let length): append("\u{FFFD}", 1, length: length)
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        if scalar == "\t" {
          let width = tabWidth - column % tabWidth
          append(String(repeating: " ", count: width), width, length: 1)
        } else {
          let text = visible(scalar)
          append(text, Self.width(text), length: encoded.count)
        }
      }
    }
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    // The control pictures block: U+2400 stands for NUL and so on, U+2421 for DEL.
    case 0..<0x20: return String(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x20..<0x7F: return String(scalar)
    case 0x7F: return "\u{2421}"
    default: break
    }
    return isShownAsItIs(scalar) ? String(scalar) : "<U+\(hexadecimal(scalar.value))>"
  }

  private static func isShownAsItIs(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
    default: return true
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// The blocks whose characters take two columns. Source: UAX #11 revision 43, EastAsianWidth W and F, by block.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
