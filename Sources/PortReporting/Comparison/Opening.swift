import PortModel

/// Traffic that a network firewall has to let through: what a flow asks for, without how strongly.
struct Opening: Hashable {
  /// Role ids; nil where the page names nobody.
  let source: String?
  let destination: String?
  let transport: Transport?
  let ports: FlowPorts

  /// Whether traffic of this opening can be traffic of the other; what a page leaves unsaid can be anything.
  func overlaps(_ other: Opening) -> Bool {
    Self.canMeet(source, other.source) && Self.canMeet(destination, other.destination)
      && Self.canMeet(transport, other.transport) && portsOverlap(other)
  }

  /// Whether the other opening asks for all traffic of this one, its ports aside.
  func isWithinParties(of other: Opening) -> Bool {
    Self.isWithin(source, other.source) && Self.isWithin(destination, other.destination)
      && Self.isWithin(transport, other.transport)
  }

  /// What is left of the opening when others let their ports through; nil when nothing is left.
  func subtracting(_ others: [Opening]) -> Opening? {
    let covering = others.filter(isWithinParties)
    switch ports {
    case .text: return covering.contains { $0.ports == ports } ? nil : self
    case .ranges(var rest):
      for case .ranges(let ranges) in covering.map(\.ports) {
        for range in ranges { rest = rest.flatMap { $0.subtracting(range) } }
      }
      guard !rest.isEmpty else { return nil }
      return Opening(source: source, destination: destination, transport: transport, ports: .ranges(rest))
    }
  }

  private func portsOverlap(_ other: Opening) -> Bool {
    guard case .ranges(let ranges) = ports, case .ranges(let others) = other.ports else { return true }
    return ranges.contains { range in
      others.contains { range.lowerBound <= $0.upperBound && $0.lowerBound <= range.upperBound }
    }
  }

  private static func canMeet<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
    one == nil || other == nil || one == other
  }

  private static func isWithin<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
    other == nil || one == other
  }
}

extension Flow {
  /// The traffic between machines that the flow asks for: none for one host, both ways where either side may connect.
  var openings: [Opening] {
    switch scope {
    case .sameHost: return []
    case .network:
      let opening = Opening(source: source, destination: destination, transport: transport, ports: ports)
      guard isBidirectional, source != destination else { return [opening] }
      return [opening, Opening(source: destination, destination: source, transport: transport, ports: ports)]
    }
  }
}

extension PortRange {
  /// The parts of the range outside another, ascending.
  fileprivate func subtracting(_ other: PortRange) -> [PortRange] {
    guard other.lowerBound <= upperBound, lowerBound <= other.upperBound else { return [self] }
    var parts: [PortRange?] = []
    if lowerBound < other.lowerBound, let end = other.lowerBound.predecessor {
      parts.append(PortRange(lowerBound, end))
    }
    if other.upperBound < upperBound, let start = other.upperBound.successor {
      parts.append(PortRange(start, upperBound))
    }
    return parts.compactMap { $0 }
  }
}
