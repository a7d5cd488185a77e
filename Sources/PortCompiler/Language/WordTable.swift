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

/// A set of words by their hash (``Token/payload``), like ``WordTable``.
struct WordSet: Sendable {
  private var keys: [UInt64]
  private let mask: Int

  init(_ words: [String]) {
    var capacity = 4
    while capacity < 2 * words.count { capacity *= 2 }
    keys = Array(repeating: 0, count: capacity)
    mask = capacity - 1
    for key in words.map(Token.hash(text:)) {
      var index = Int(truncatingIfNeeded: key) & mask
      while keys[index] != 0, keys[index] != key { index = (index + 1) & mask }
      keys[index] = key
    }
  }

  /// - Parameter key: The payload of a word. No word has the hash 0.
  /// - Complexity: O(1).
  func contains(_ key: UInt64) -> Bool {
    var index = Int(truncatingIfNeeded: key) & mask
    while keys[index] != 0 {
      if keys[index] == key { return true }
      index = (index + 1) & mask
    }
    return false
  }
}
