// Classes of ASCII bytes, and comparisons of bytes with ASCII texts.

func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

func isSpaceOrTab(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

/// Space, tab, line feed, vertical tab, form feed, carriage return.
func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

func asciiLowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

/// ASCII punctuation as CommonMark 0.31 §2.1 lists it.
func isPunctuation(_ byte: UInt8) -> Bool {
  byte >= 0x21 && byte <= 0x2F || byte >= 0x3A && byte <= 0x40 || byte >= 0x5B && byte <= 0x60
    || byte >= 0x7B && byte <= 0x7E
}

func skipSpaces(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
  var index = start
  while index < limit, isWhitespace(bytes[index]) { index += 1 }
  return index
}

func starts(_ bytes: Span<UInt8>, _ range: Range<Int>, with prefix: StaticString) -> Bool {
  let count = prefix.utf8CodeUnitCount
  guard range.count >= count else { return false }
  return prefix.withUTF8Buffer { buffer in
    for offset in 0..<count where unsafe buffer[offset] != bytes[range.lowerBound + offset] { return false }
    return true
  }
}

func ends(_ bytes: Span<UInt8>, _ range: Range<Int>, with suffix: StaticString) -> Bool {
  let count = suffix.utf8CodeUnitCount
  guard range.count >= count else { return false }
  return starts(bytes, (range.upperBound - count)..<range.upperBound, with: suffix)
}
