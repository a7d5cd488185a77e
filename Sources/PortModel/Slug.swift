/// Lower-case words joined by hyphens: how ids are made from names.
public enum Slug {
  /// The letters and digits of `text`, lower case; everything between them becomes one hyphen.
  ///
  /// Letters outside ASCII stay as they are, so that names in other scripts keep an id.
  /// `Unix/Linux server(s)` becomes `unix-linux-server-s`.
  /// - Returns: an empty string when `text` has neither letters nor digits.
  /// - Complexity: O(*n*).
  public static func make(_ text: String) -> String {
    let bytes = text.utf8.span
    for index in bytes.indices where bytes[index] >= 0x80 { return makeUnicode(text) }
    return makeASCII(bytes)
  }

  private static func makeASCII(_ text: Span<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var pendingHyphen = false
    for index in text.indices {
      let byte = text[index]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
      guard lower >= 0x61 && lower <= 0x7A || lower >= 0x30 && lower <= 0x39 else {
        pendingHyphen = !result.isEmpty
        continue
      }
      if pendingHyphen { result.append(UInt8(ascii: "-")) }
      pendingHyphen = false
      result.append(lower)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func makeUnicode(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var pendingHyphen = false
    for scalar in text.unicodeScalars {
      let isWord: Bool
      if scalar.isASCII {
        isWord = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
      } else {
        isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
      guard isWord else {
        pendingHyphen = !result.isEmpty
        continue
      }
      if pendingHyphen { result.append("-") }
      pendingHyphen = false
      if scalar.isASCII {
        result.unicodeScalars.append(
          ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
      } else {
        result.append(scalar.properties.lowercaseMapping)
      }
    }
    return result
  }
}
