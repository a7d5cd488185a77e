import PortModel

/// A set of qualities; without memory of its own, since every phrase and verb has one.
struct QualitySet: Hashable, Sendable {
  private var bits: UInt32 = 0

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ quality: WordClass.Quality) { bits |= 1 << quality.rawValue }

  func contains(_ quality: WordClass.Quality) -> Bool { bits & 1 << quality.rawValue != 0 }
}

/// A set of transports; without memory of its own, since every phrase and statement has one.
struct TransportSet: Hashable, Sendable {
  private var hasTCP = false
  private var hasUDP = false
  private var hasSCTP = false

  var isEmpty: Bool { !hasTCP && !hasUDP && !hasSCTP }

  /// By name.
  var elements: [Transport] {
    (hasSCTP ? [.sctp] : []) + (hasTCP ? [.tcp] : []) + (hasUDP ? [.udp] : [])
  }

  /// The one transport in the set; nil where there are none or several.
  var only: Transport? {
    let elements = elements
    return elements.count == 1 ? elements[0] : nil
  }

  func contains(_ transport: Transport) -> Bool {
    switch transport {
    case .tcp: hasTCP
    case .udp: hasUDP
    case .sctp: hasSCTP
    }
  }

  mutating func insert(_ transport: Transport) {
    switch transport {
    case .tcp: hasTCP = true
    case .udp: hasUDP = true
    case .sctp: hasSCTP = true
    }
  }

  mutating func formUnion(_ other: Self) {
    hasTCP = hasTCP || other.hasTCP
    hasUDP = hasUDP || other.hasUDP
    hasSCTP = hasSCTP || other.hasSCTP
  }
}

/// Phrases of a clause by their indices, ascending; without memory of its own, since every verb has some.
///
/// It has places for ``capacity`` phrases; whoever reads a clause of more refuses it.
struct PhraseSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  static let capacity = 128

  private var low: UInt64 = 0
  /// Those from 64 on.
  private var high: UInt64 = 0

  init() {}

  init(_ index: Int) { insert(index) }

  init(arrayLiteral elements: Int...) {
    for index in elements { insert(index) }
  }

  var isEmpty: Bool { low | high == 0 }
  var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

  var first: Int? {
    if low != 0 { return low.trailingZeroBitCount }
    return high != 0 ? 64 + high.trailingZeroBitCount : nil
  }

  var last: Int? {
    if high != 0 { return 127 - high.leadingZeroBitCount }
    return low != 0 ? 63 - low.leadingZeroBitCount : nil
  }

  func contains(_ index: Int) -> Bool {
    index < 64 ? low & 1 << UInt64(index) != 0 : index < Self.capacity && high & 1 << UInt64(index - 64) != 0
  }

  /// A phrase beyond the capacity is left out.
  mutating func insert(_ index: Int) {
    if index < 64 {
      low |= 1 << UInt64(index)
    } else if index < Self.capacity {
      high |= 1 << UInt64(index - 64)
    }
  }

  mutating func formUnion(_ other: PhraseSet) {
    low |= other.low
    high |= other.high
  }

  static func + (one: PhraseSet, other: PhraseSet) -> PhraseSet {
    var result = one
    result.formUnion(other)
    return result
  }

  static func += (one: inout PhraseSet, other: PhraseSet) { one.formUnion(other) }

  func filter(_ isIncluded: (Int) -> Bool) -> PhraseSet {
    var result = PhraseSet()
    for index in self where isIncluded(index) { result.insert(index) }
    return result
  }
}

extension PhraseSet: Sequence {
  struct Iterator: IteratorProtocol {
    fileprivate var low: UInt64
    fileprivate var high: UInt64

    mutating func next() -> Int? {
      if low != 0 {
        let index = low.trailingZeroBitCount
        low &= low - 1
        return index
      }
      guard high != 0 else { return nil }
      let index = 64 + high.trailingZeroBitCount
      high &= high - 1
      return index
    }
  }

  func makeIterator() -> Iterator { Iterator(low: low, high: high) }
}
