/// A port that a service can listen on: 1 to 65535.
///
/// Port 0 is reserved and never on the wire. Source: RFC 6335 §6.
public struct PortNumber: Hashable, Sendable, Comparable {
  public let rawValue: UInt16

  public init?(_ value: Int) {
    guard value >= 1, let value = UInt16(exactly: value) else { return nil }
    rawValue = value
  }

  public static let lowest = PortNumber(unchecked: 1)
  public static let highest = PortNumber(unchecked: 65535)

  private init(unchecked value: UInt16) { rawValue = value }

  public static func < (one: PortNumber, other: PortNumber) -> Bool {
    one.rawValue < other.rawValue
  }

  /// The next lower port, or nil below 1.
  public var predecessor: PortNumber? { PortNumber(Int(rawValue) - 1) }
  /// The next higher port, or nil above 65535.
  public var successor: PortNumber? { PortNumber(Int(rawValue) + 1) }
}

/// A range of ports, both ends included; a single port is a range of one.
public struct PortRange: Hashable, Sendable, Comparable {
  public let lowerBound: PortNumber
  public let upperBound: PortNumber

  /// - Returns: nil when `upper` is below `lower`.
  public init?(_ lower: PortNumber, _ upper: PortNumber) {
    guard lower <= upper else { return nil }
    lowerBound = lower
    upperBound = upper
  }

  public init(_ port: PortNumber) {
    lowerBound = port
    upperBound = port
  }

  public func contains(_ port: PortNumber) -> Bool { lowerBound <= port && port <= upperBound }

  public static func < (one: PortRange, other: PortRange) -> Bool {
    (one.lowerBound, one.upperBound) < (other.lowerBound, other.upperBound)
  }
}

extension PortRange: CustomStringConvertible {
  /// `443`, or `30000-32767`.
  public var description: String {
    lowerBound == upperBound
      ? String(lowerBound.rawValue) : "\(lowerBound.rawValue)-\(upperBound.rawValue)"
  }
}

/// The ports of one flow.
public enum FlowPorts: Hashable, Sendable {
  /// One port or range; several only where the page offers alternatives ("80 or 8080"). Ascending, never empty.
  case ranges([PortRange])
  /// The page gives words instead of numbers: `dynamic`, `any`, `user defined`.
  case text(String)

  /// How ids, tables and messages write the ports: `443`, `30000-32767`, `80|8080`, or the words.
  public var label: String {
    switch self {
    case .ranges(let ranges):
      ranges.count == 1 ? ranges[0].description : ranges.map(\.description).joined(separator: "|")
    case .text(let text): text
    }
  }
}
