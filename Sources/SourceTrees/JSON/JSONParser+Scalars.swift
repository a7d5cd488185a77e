import SourceDiagnostics

extension JSONParser {
  /// Reads a string; escapes are resolved.
  ///
  /// Source: RFC 8259 §7.
  /// - Precondition: The next byte is the opening quote.
  mutating func readString() throws(UnreadableTree) -> (text: String, range: SourceRange, content: SourceRange?) {
    let start = offset
    offset += 1
    var unescaped: [UInt8]?
    var runStart = offset
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        let content = SourceRange(start + 1..<offset)
        let run = bytes[runStart..<offset]
        offset += 1
        let range = SourceRange(start..<offset)
        guard let unescaped else { return (String(decoding: run, as: UTF8.self), range, content) }
        return (String(decoding: unescaped + run, as: UTF8.self), range, nil)
      case UInt8(ascii: "\\"):
        var text = unescaped.take() ?? []
        text.append(contentsOf: bytes[runStart..<offset])
        text.append(contentsOf: UTF8.encode(try readEscape()) ?? UTF8.encodedReplacementCharacter)
        unescaped = text
        runStart = offset
      case 0..<0x20:
        throw malformed(
          "a line break or control character inside a string; write it as an escape such as \\n",
          SourceRange(offset..<offset + 1))
      default: offset += 1
      }
    }
    throw malformed("the string has no end; add the closing quote", SourceRange(start..<offset))
  }

  /// Reads one escape; a pair of surrogates counts as one.
  private mutating func readEscape() throws(UnreadableTree) -> Unicode.Scalar {
    let start = offset
    offset += 1
    let letter = peek
    offset += letter == nil ? 0 : 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readUnicodeEscape(start)
    default:
      while let byte = peek, byte & 0xC0 == 0x80 { offset += 1 }
      throw malformed(
        "no such escape in JSON; write \"\\\\\" for a backslash", SourceRange(start..<max(offset, start + 1)))
    }
  }

  /// - Parameter start: Where the backslash stands; the next byte is the first digit.
  private mutating func readUnicodeEscape(_ start: Int) throws(UnreadableTree) -> Unicode.Scalar {
    let unit = try readHexadecimalDigits(start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, offset + 1 < end, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u") {
      let second = offset
      offset += 2
      let low = try readHexadecimalDigits(second)
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw malformed(
      "half of a surrogate pair is no character; write both halves or the character itself",
      SourceRange(start..<start + 6))
  }

  private mutating func readHexadecimalDigits(_ start: Int) throws(UnreadableTree) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = hexadecimalValue(byte) else {
        throw malformed("\"\\u\" needs four hexadecimal digits", SourceRange(start..<offset))
      }
      value = value << 4 | digit
      offset += 1
    }
    return value
  }

  /// Reads a number.
  ///
  /// Source: RFC 8259 §6; the range is that of RFC 7493 §2.2.
  mutating func readNumber() throws(UnreadableTree) -> SourceRange {
    let range = SourceRange(offset..<wordEnd)
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try readDigits(range) }
    if take(UInt8(ascii: ".")) { try readDigits(range) }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try readDigits(range)
    }
    let text = String(decoding: bytes[range.offsets], as: UTF8.self)
    guard offset == range.upperBound else {
      throw malformed("\(quoted(text)) is not a JSON number; put it between quotes if it is text", range)
    }
    guard let value = Double(text), value.isFinite else {
      throw malformed("\(quoted(text)) is beyond the range of JSON numbers", range)
    }
    return range
  }

  private mutating func readDigits(_ number: SourceRange) throws(UnreadableTree) {
    let start = offset
    while let byte = peek, isDigit(byte) { offset += 1 }
    guard offset > start else {
      let text = String(decoding: bytes[number.offsets], as: UTF8.self)
      throw malformed("\(quoted(text)) is not a JSON number; put it between quotes if it is text", number)
    }
  }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
  default: nil
  }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
