/// Finds IPv6 addresses in text: `::1`, `fe80::1`, `2001:db8:0:0:0:0:0:1`.
///
/// Source: RFC 4291 §2.2. Without "::" it has eight groups; a MAC address has six, a time of day three.
enum IPv6Address {
  /// The end of an address that begins at `position`.
  @inline(__always)
  static func end(_ bytes: Span<UInt8>, from position: Int, _ limit: Int) -> Int? {
    mayBegin(bytes, position, limit) ? find(bytes, position, limit) : nil
  }

  /// A colon stands within the first group or behind it, as in hardly any word.
  @inline(__always)
  private static func mayBegin(_ bytes: Span<UInt8>, _ position: Int, _ limit: Int) -> Bool {
    guard bytes[position] == UInt8(ascii: ":") || isHexadecimal(bytes[position]) else { return false }
    for index in position..<min(position + 5, limit) where bytes[index] == UInt8(ascii: ":") { return true }
    return false
  }

  private static func find(_ bytes: Span<UInt8>, _ position: Int, _ limit: Int) -> Int? {
    var index = position
    var groups = 0
    var isShortened = false
    while true {
      let start = index
      while index < limit, index - start < 5, isHexadecimal(bytes[index]) { index += 1 }
      if index - start > 4 { return nil }
      if index > start { groups += 1 }
      guard index < limit, bytes[index] == UInt8(ascii: ":") else { break }
      if index + 1 < limit, bytes[index + 1] == UInt8(ascii: ":") {
        guard !isShortened else { return nil }
        isShortened = true
        index += 2
      } else {
        guard index > start, index + 1 < limit, isHexadecimal(bytes[index + 1]) else { break }
        index += 1
      }
    }
    guard isShortened ? groups < 8 && index > position + 2 : groups == 8 else { return nil }
    if index < limit, isLetter(bytes[index]) || isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_") {
      return nil
    }
    return index
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f")
  }
}
