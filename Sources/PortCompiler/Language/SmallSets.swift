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

/// Phrases of a clause by their indices, ascending; without memory of its own as long as a clause has no more than 64 of them.
struct PhraseSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var low: UInt64 = 0
  /// Those from 64 on, ascending.
  private var high: [Int] = []

  init() {}

  init(_ index: Int) { insert(index) }

  init(arrayLiteral elements: Int...) {
    for index in elements { insert(index) }
  }

  var isEmpty: Bool { low == 0 && high.isEmpty }
  var count: Int { low.nonzeroBitCount + high.count }
  var first: Int? { low != 0 ? low.trailingZeroBitCount : high.first }
  var last: Int? { high.last ?? (low != 0 ? 63 - low.leadingZeroBitCount : nil) }

  /// - Complexity: O(log *n*).
  func contains(_ index: Int) -> Bool {
    if index < 64 { return low & 1 << UInt64(index) != 0 }
    let place = place(of: index)
    return place < high.count && high[place] == index
  }

  mutating func insert(_ index: Int) {
    if index < 64 {
      low |= 1 << UInt64(index)
    } else {
      let place = place(of: index)
      if place == high.count || high[place] != index { high.insert(index, at: place) }
    }
  }

  private func place(of index: Int) -> Int {
    var lower = 0
    var upper = high.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if high[middle] < index { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  mutating func formUnion(_ other: PhraseSet) {
    low |= other.low
    for index in other.high { insert(index) }
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
    fileprivate var high: ArraySlice<Int>

    mutating func next() -> Int? {
      guard low != 0 else { return high.popFirst() }
      let index = low.trailingZeroBitCount
      low &= low - 1
      return index
    }
  }

  func makeIterator() -> Iterator { Iterator(low: low, high: high[...]) }
}
