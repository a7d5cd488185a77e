/// Labels of link reference definitions.
enum LinkLabel {
  /// A label as it is compared: case folded, white space collapsed. Source: CommonMark 0.31 §4.7.
  static func normalized(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  /// The definition `[label]: destination` that a line begins with: the label, and the destination with all behind it.
  ///
  /// - Parameter line: A line's bytes, container prefixes blanked.
  static func definition(_ bytes: [UInt8], _ line: Range<Int>) -> (label: Range<Int>, destination: Range<Int>)? {
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] == UInt8(ascii: " ") { index += 1 }
    guard index - line.lowerBound <= 3, index < line.upperBound, bytes[index] == UInt8(ascii: "[") else { return nil }
    let first = index + 1
    index = first
    while index < line.upperBound, bytes[index] != UInt8(ascii: "]") {
      guard bytes[index] != UInt8(ascii: "[") else { return nil }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index + 1 < line.upperBound, bytes[index + 1] == UInt8(ascii: ":"), index > first,
      bytes[first..<index].contains(where: { $0 > 0x20 })
    else { return nil }
    return (first..<index, (index + 2)..<line.upperBound)
  }
}
