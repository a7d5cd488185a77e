/// Characters outside ASCII, as far as words are concerned.
enum NonASCII: Hashable {
  case letter
  case dash
  case arrow
  case space
  /// No glyph of its own: soft hyphen, zero-width characters, byte order mark.
  case invisible
  case apostrophe
  case symbol

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{C0}"..."\u{2AF}": self = scalar == "×" || scalar == "÷" ? .symbol : .letter
    case "\u{400}"..."\u{481}", "\u{48A}"..."\u{52F}": self = .letter
    case "\u{2010}"..."\u{2015}", "\u{2212}": self = .dash
    case "\u{2190}"..."\u{21FF}", "\u{27F0}"..."\u{27FF}", "\u{2900}"..."\u{297F}", "\u{2B00}"..."\u{2B11}":
      self = .arrow
    case "\u{85}", "\u{A0}", "\u{2000}"..."\u{200A}", "\u{2028}", "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}":
      self = .space
    case "\u{AD}", "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}", "\u{2060}", "\u{2066}"..."\u{2069}", "\u{FEFF}":
      self = .invisible
    case "\u{2019}": self = .apostrophe
    default:
      let properties = scalar.properties
      self = properties.isAlphabetic || properties.generalCategory == .nonspacingMark ? .letter : .symbol
    }
  }

  /// The character at an offset and its length in bytes; U+FFFD and 1 where the bytes are no UTF-8.
  static func scalar(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = bytes[start]
    let length = lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard length > 1, start + length <= limit else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[start + offset]
      guard byte & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }
}
