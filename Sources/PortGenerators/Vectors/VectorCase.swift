import PortModel

/// A packet that is worth trying against a flow, before anybody has decided it.
struct VectorCase: Hashable, Sendable {
  /// Unique within the flow.
  let name: String
  let comment: String
  let packet: Packet
  let installation: Installation
  let flags: Set<VectorFlag>
}

/// What is worth trying against a flow: what it asks for, and everything one step beside it.
///
/// No two of the cases have the same packet in the same installation.
func vectorCases(for flow: Flow, in specification: PortSpecification, by oracle: Oracle) -> [VectorCase] {
  var cases = CaseList(flow: flow)
  for packet in cases.asked {
    cases.tryPorts(around: packet)
    cases.tryOtherTransports(than: packet)
    cases.add("reversed", "the listener connects to the initiator", packet.reversed, [.reversedDirection])
    cases.tryOtherRoles(than: packet, in: specification, by: oracle)
    cases.tryOtherPlaces(than: packet, in: specification)
    cases.tryWithoutCondition(packet)
    cases.tryOverriddenDefault(of: packet, by: oracle)
  }
  return cases.cases
}

/// The cases of one flow as they are made.
private struct CaseList {
  let flow: Flow
  private(set) var cases: [VectorCase] = []
  private var tried: Set<Trial> = []
  private var names: Set<String> = []

  private struct Trial: Hashable {
    let packet: Packet
    let installation: Installation
  }

  init(flow: Flow) { self.flow = flow }

  /// The installation in which the flow is asked for.
  private var nominal: Installation { Installation(conditions: Set([flow.condition?.id].compactMap(\.self))) }

  /// The packets that the flow names, one for each transport it may mean.
  var asked: [Packet] {
    let transports = flow.transport.map { [$0] } ?? [.tcp, .udp]
    let listener = flow.listener ?? (flow.initiator == nil ? flow.subject : nil)
    return transports.map {
      Packet(
        transport: $0, port: flow.ports.first, source: flow.initiator, destination: listener,
        isSameHost: flow.scope == .sameHost)
    }
  }

  mutating func add(
    _ name: String, _ comment: String, _ packet: Packet, _ flags: Set<VectorFlag>, in installation: Installation? = nil
  ) {
    let installation = installation ?? nominal
    guard tried.insert(Trial(packet: packet, installation: installation)).inserted else { return }
    let name = flow.transport == nil ? "\(packet.transport.rawValue)/\(name)" : name
    precondition(names.insert(name).inserted, "two cases of a flow have the name '\(name)'")
    cases.append(VectorCase(name: name, comment: comment, packet: packet, installation: installation, flags: flags))
  }

  /// Both ends of every range, and the ports beside them.
  ///
  /// A same-host flow's neighbours are tried from another machine, because inside one machine nothing is denied.
  mutating func tryPorts(around packet: Packet) {
    switch flow.ports {
    case .text(let words):
      for value in [1, 1023, 1024, 49152, 65535] {
        guard let port = PortNumber(value) else { continue }
        add("port/\(value)", "a port that “\(words)” may mean", packet.at(port), [.boundary])
      }
    case .ranges(let ranges):
      for range in ranges {
        let (low, high) = (range.lowerBound, range.upperBound)
        let isSingle = low == high
        add(
          "port/\(low.rawValue)", isSingle ? "the port" : "the first port of \(range)", packet.at(low),
          isSingle ? [] : [.boundary])
        if !isSingle { add("port/\(high.rawValue)", "the last port of \(range)", packet.at(high), [.boundary]) }
      }
      for range in ranges {
        for (port, side) in [(range.lowerBound.predecessor, "below"), (range.upperBound.successor, "above")] {
          guard let port, !ranges.contains(where: { $0.contains(port) }) else { continue }
          add("port/\(port.rawValue)", "the port \(side) \(range)", packet.at(port).fromOutside, [.boundary])
        }
      }
    }
  }

  mutating func tryOtherTransports(than packet: Packet) {
    guard let transport = flow.transport else { return }
    for other in [Transport.tcp, .udp] where other != transport {
      var changed = packet.fromOutside
      changed.transport = other
      add("transport/\(other.rawValue)", "not over \(transport.rawValue.uppercased())", changed, [.wrongTransport])
    }
  }

  /// A party that is no role, and two of the roles that the flow does not name, on each side.
  mutating func tryOtherRoles(than packet: Packet, in specification: PortSpecification, by oracle: Oracle) {
    let others = specification.roles.map(\.id).filter { role in
      let named = [flow.initiator, flow.listener, flow.subject]
      return !named.contains(role) && !named.contains { $0.map { oracle.sharesMachine($0, role) } ?? false }
    }
    tryEnds(nil, "another party", besides: packet)
    for other in others.rotated(by: flow.listener ?? "").prefix(2) {
      tryEnds(other, specification.title(ofRole: other), besides: packet)
    }
  }

  private mutating func tryEnds(_ party: String?, _ title: String, besides packet: Packet) {
    var changed = packet.fromOutside
    changed.source = party
    if concernsSubject(changed, like: packet) {
      add(party.map { "source/\($0)" } ?? "other-source", "\(title) connects", changed, [.otherRole])
    }
    changed = packet.fromOutside
    changed.destination = party
    if concernsSubject(changed, like: packet) {
      add(party.map { "destination/\($0)" } ?? "other-destination", "\(title) listens", changed, [.otherRole])
    }
  }

  /// Whether the subject is a party to the packet; traffic among others is not what the flow is about.
  private func concernsSubject(_ packet: Packet, like asked: Packet) -> Bool {
    flow.direction(of: packet) != nil || flow.direction(of: asked) == nil
  }

  /// A network flow inside one machine, a same-host flow from another.
  mutating func tryOtherPlaces(than packet: Packet, in specification: PortSpecification) {
    if flow.scope == .sameHost {
      add("from-outside", "from another machine", packet.fromOutside, [.fromOutside])
      return
    }
    let isOutside = [packet.source, packet.destination].contains { $0.flatMap(specification.role)?.kind == .external }
    guard !isOutside else { return }
    var changed = packet
    changed.isSameHost = true
    add("same-host", "both parties on one machine", changed, [.sameHost])
  }

  mutating func tryWithoutCondition(_ packet: Packet) {
    guard let condition = flow.condition else { return }
    add("condition-off", "not: \(condition.text)", packet, [.conditionOff], in: Installation())
  }

  /// The installation uses another port; and does not, yet the packet goes there.
  mutating func tryOverriddenDefault(of packet: Packet, by oracle: Oracle) {
    guard flow.binding == .default, let other = unusedPort(for: packet, by: oracle) else { return }
    var installation = nominal
    installation.ports[flow.id] = other
    let title = flow.ports.label
    add("override/on", "in use instead of \(title)", packet.at(other), [.defaultOverridden], in: installation)
    add("override/off", "\(other.rawValue) is in use instead", packet, [.defaultOverridden], in: installation)
    add("override/none", "not in use instead of \(title)", packet.at(other).fromOutside, [.defaultOverridden])
  }

  /// A port that means nothing to the page: 2000 above the flow's first, or the next one that no flow asks for.
  private func unusedPort(for packet: Packet, by oracle: Oracle) -> PortNumber? {
    let first = Int(packet.port.rawValue)
    let candidates = (0..<100).lazy.compactMap { PortNumber((first + 2000 + $0 - 1) % 65535 + 1) }
    return candidates.first {
      !flow.ports.contains($0) && oracle.decide(packet.at($0).fromOutside, in: nominal).flows.isEmpty
    }
  }
}

extension Packet {
  fileprivate func at(_ port: PortNumber) -> Packet {
    var packet = self
    packet.port = port
    return packet
  }

  /// The packet between two machines.
  fileprivate var fromOutside: Packet {
    var packet = self
    packet.isSameHost = false
    return packet
  }
}

extension FlowPorts {
  /// The lowest port; for words the first dynamic port. Source: RFC 6335 §6.
  fileprivate var first: PortNumber {
    switch self {
    case .ranges(let ranges): ranges.first?.lowerBound ?? .lowest
    case .text: PortNumber(49152) ?? .highest
    }
  }

  fileprivate func contains(_ port: PortNumber) -> Bool {
    switch self {
    case .ranges(let ranges): ranges.contains { $0.contains(port) }
    case .text: false
    }
  }
}

extension [String] {
  /// The elements after `start` first: which roles are tried differs from flow to flow, and never by chance.
  fileprivate func rotated(by start: String) -> [String] {
    filter { $0 > start } + filter { $0 <= start }
  }
}
