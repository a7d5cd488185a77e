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

/// A set of indices of phrases; without memory of its own as long as a clause has no more than 64 of them.
struct PhraseSet {
  private var low: UInt64 = 0
  private var high: Set<Int> = []

  func contains(_ index: Int) -> Bool { index < 64 ? low & 1 << UInt64(index) != 0 : high.contains(index) }

  mutating func formUnion(_ indices: some Sequence<Int>) {
    for index in indices {
      if index < 64 { low |= 1 << UInt64(index) } else { high.insert(index) }
    }
  }
}
