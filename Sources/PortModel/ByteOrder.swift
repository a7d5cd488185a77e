/// The order of byte strings, as C's `memcmp` has it.
public enum ByteOrder {
  /// Whether the UTF-8 bytes of one text come before those of another: the order of ids, the same for every version of Unicode.
  ///
  /// - Complexity: O(*n*), eight bytes at a time.
  public static func isAscending(_ one: String, _ other: String) -> Bool {
    isAscending(one.utf8.span, other.utf8.span)
  }

  /// Some elements by the UTF-8 bytes of their ids; those with one id stay in their order.
  ///
  /// - Complexity: O(*n* log *n*).
  public static func sorted<Element>(_ elements: [Element], by id: (borrowing Element) -> String) -> [Element] {
    order(elements.indices) { id(elements[$0]) }.map { elements[$0] }
  }

  /// The indices of some elements by the UTF-8 bytes of their ids; those with one id stay in their order.
  ///
  /// What is sorted is small: elements are slow to move, and their ids lie far apart in memory.
  ///
  /// - Complexity: O(*n* log *n*).
  public static func order(_ indices: Range<Int>, by id: (Int) -> String) -> [Int] {
    var keys: [Key] = []
    keys.reserveCapacity(indices.count)
    for index in indices { keys.append(Key(id(index), index)) }
    // Where the first bytes are equal, the texts decide, and then the places.
    keys.sort { one, other in
      if one.first != other.first { return one.first < other.first }
      if one.second != other.second { return one.second < other.second }
      if one.count <= 16, one.count == other.count { return one.index < other.index }
      let (a, b) = (id(one.index), id(other.index))
      return isAscending(a, b) || one.index < other.index && !isAscending(b, a)
    }
    return keys.map(\.index)
  }

  /// The first 16 bytes of an id, as numbers that are in the order of the bytes.
  private struct Key {
    var first: UInt64 = 0
    var second: UInt64 = 0
    /// How many bytes the id has.
    let count: Int
    let index: Int

    init(_ id: String, _ index: Int) {
      let bytes = id.utf8.span
      for place in 0..<min(8, bytes.count) { first |= UInt64(bytes[place]) << (56 - 8 * UInt64(place)) }
      if bytes.count > 8 {
        for place in 8..<min(16, bytes.count) { second |= UInt64(bytes[place]) << (56 - 8 * UInt64(place - 8)) }
      }
      count = bytes.count
      self.index = index
    }
  }

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
