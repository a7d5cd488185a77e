/// Lower-case words joined by hyphens: how ids are made from names.
public enum Slug {
  /// The letters and digits of `text`, lower case; everything between them becomes one hyphen.
  ///
  /// Letters outside ASCII stay as they are, so that names in other scripts keep an id.
  /// `Unix/Linux server(s)` becomes `unix-linux-server-s`.
  /// - Returns: an empty string when `text` has neither letters nor digits.
  public static func make(_ text: String) -> String {
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
