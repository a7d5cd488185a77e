import PortPage

/// A table of words by their hash (``Token/payload``), which is uniform already: no second hash is computed.
///
/// Open addressing with linear probing, at most half full. Built once for each vocabulary.
struct WordTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value?]
  private let mask: Int

  init(_ entries: [UInt64: Value]) {
    var capacity = 16
    while capacity < 2 * entries.count { capacity *= 2 }
    keys = Array(repeating: 0, count: capacity)
    values = Array(repeating: nil, count: capacity)
    mask = capacity - 1
    for (key, value) in entries {
      var index = Int(truncatingIfNeeded: key) & mask
      while values[index] != nil { index = (index + 1) & mask }
      keys[index] = key
      values[index] = value
    }
  }

  /// - Complexity: O(1).
  subscript(key: UInt64) -> Value? {
    var index = Int(truncatingIfNeeded: key) & mask
    while true {
      guard let value = values[index] else { return nil }
      if keys[index] == key { return value }
      index = (index + 1) & mask
    }
  }
}
