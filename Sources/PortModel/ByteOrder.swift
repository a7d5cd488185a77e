/// The order of byte strings, as C's `memcmp` has it.
enum ByteOrder {
  /// Whether one string comes before another; a prefix comes before what it begins.
  ///
  /// - Complexity: O(*n*), eight bytes at a time.
  static func isAscending(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    let count = min(one.count, other.count)
    let (a, b) = unsafe (one.bytes, other.bytes)
    var index = 0
    while index + 8 <= count {
      // Every sequence of bytes is an integer.
      let x = unsafe a.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let y = unsafe b.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if x != y { return UInt64(bigEndian: x) < UInt64(bigEndian: y) }
      index += 8
    }
    while index < count {
      if one[index] != other[index] { return one[index] < other[index] }
      index += 1
    }
    return one.count < other.count
  }
}
