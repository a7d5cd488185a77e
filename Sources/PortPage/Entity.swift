/// Entity and numeric character references. Source: CommonMark 0.31 §2.5.
enum Entity {
  /// The character of the reference that begins at `start`, which is `&`, and the offset behind its semicolon.
  ///
  /// Of the 2,125 names of HTML only those are known that texts about networks use; others stay the text they are.
  static func scan(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    let last = min(limit, start + 12)
    var end = start + 1
    while end < last, bytes[end] != UInt8(ascii: ";") {
      guard isLetter(bytes[end]) || isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "#") else { return nil }
      end += 1
    }
    guard end < last, end > start + 1 else { return nil }
    let name = (start + 1)..<end
    if bytes[name.lowerBound] == UInt8(ascii: "#") {
      return number(bytes, (name.lowerBound + 1)..<end).map { ($0, end + 1) }
    }
    var text = ""
    for index in name { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return names[text].map { ($0, end + 1) }
  }

  /// Up to seven decimal or six hexadecimal digits; what is no character stands for U+FFFD.
  private static func number(_ bytes: Span<UInt8>, _ digits: Range<Int>) -> Unicode.Scalar? {
    guard let first = digits.first else { return nil }
    let isHexadecimal = bytes[first] | 0x20 == UInt8(ascii: "x")
    let range = isHexadecimal ? (first + 1)..<digits.upperBound : digits
    guard (1...(isHexadecimal ? 6 : 7)).contains(range.count) else { return nil }
    var value: UInt32 = 0
    for index in range {
      let byte = bytes[index]
      let digit: UInt32
      if isDigit(byte) {
        digit = UInt32(byte - 0x30)
      } else if isHexadecimal, isLetter(byte), byte | 0x20 <= UInt8(ascii: "f") {
        digit = UInt32((byte | 0x20) - 0x61) + 10
      } else {
        return nil
      }
      value = value * (isHexadecimal ? 16 : 10) + digit
    }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Source: HTML Living Standard §13.5.
  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ensp": "\u{2002}",
    "emsp": "\u{2003}", "thinsp": "\u{2009}", "shy": "\u{AD}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
    "ndash": "\u{2013}",
    "mdash": "\u{2014}", "minus": "\u{2212}", "hellip": "\u{2026}", "lsquo": "\u{2018}", "rsquo": "\u{2019}",
    "ldquo": "\u{201C}", "rdquo": "\u{201D}", "sbquo": "\u{201A}", "bdquo": "\u{201E}", "laquo": "«", "raquo": "»",
    "larr": "←", "rarr": "→", "harr": "↔", "uarr": "↑", "darr": "↓", "lArr": "⇐", "rArr": "⇒", "hArr": "⇔",
    "copy": "©", "reg": "®", "trade": "™", "bull": "•", "middot": "·", "times": "×", "sect": "§", "para": "¶",
    "deg": "°", "plusmn": "±", "micro": "µ", "dagger": "†", "Dagger": "‡", "ast": "*", "lowbar": "_", "vert": "|",
    "verbar": "|", "num": "#", "sol": "/", "bsol": "\\", "colon": ":", "semi": ";", "comma": ",", "period": ".",
    "lpar": "(", "rpar": ")", "lsqb": "[", "lbrack": "[", "rsqb": "]", "rbrack": "]", "lcub": "{", "lbrace": "{",
    "rcub": "}", "rbrace": "}", "grave": "`", "excl": "!", "equals": "=", "plus": "+", "percnt": "%", "dollar": "$",
    "commat": "@", "quest": "?", "check": "✓", "cross": "✗", "ouml": "ö", "auml": "ä", "uuml": "ü", "Ouml": "Ö",
    "Auml": "Ä", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
  ]
}
