import PortModel

/// One packet in one installation, and what the specification says about it.
struct TestVector: Hashable, Sendable {
  /// `<flow id>#<case>`: what it tries, never where it stands, so that other vectors do not change it.
  let id: String
  let comment: String
  let packet: Packet
  /// How the packet looks to the subject of the flow; nil where it is no party to it.
  let direction: Flow.Direction?
  let installation: Installation
  let decision: Decision
  let flags: [VectorFlag]
}

/// The vectors that try one flow.
struct VectorGroup: Hashable, Sendable {
  let flow: Flow
  let comment: String
  let vectors: [TestVector]
}

/// The vectors of a whole specification, a group for each flow.
///
/// - Precondition: flow ids are unique.
/// - Complexity: O(*n*²) in the number of flows: every vector is decided by all of them.
func vectorGroups(for specification: PortSpecification) -> [VectorGroup] {
  let oracle = Oracle(specification)
  return specification.flows.map { flow in
    let cases = vectorCases(for: flow, in: specification, by: oracle)
    return VectorGroup(
      flow: flow, comment: comment(on: flow, in: specification),
      vectors: cases.map { vector(of: $0, for: flow, in: specification, by: oracle) })
  }
}

private func comment(on flow: Flow, in specification: PortSpecification) -> String {
  "\(flow.portTitle), \(specification.title(ofRole: flow.initiator)) → \(specification.title(ofRole: flow.listener)), "
    + flow.requirementTitle
}

private func vector(
  of vectorCase: VectorCase, for flow: Flow, in specification: PortSpecification, by oracle: Oracle
) -> TestVector {
  let decision = oracle.decide(vectorCase.packet, in: vectorCase.installation)
  let direction = flow.direction(of: vectorCase.packet)
  var flags = vectorCase.flags.union(decision.reasons)
  if decision.verdict == .deny && direction == .outbound { flags.insert(.egress) }
  return TestVector(
    id: "\(flow.id)#\(vectorCase.name)",
    comment: "\(title(of: vectorCase.packet, in: specification)): \(vectorCase.comment)",
    packet: vectorCase.packet, direction: direction, installation: vectorCase.installation, decision: decision,
    flags: flags.sorted())
}

private func title(of packet: Packet, in specification: PortSpecification) -> String {
  func name(_ id: String?) -> String { id == nil ? "another party" : specification.title(ofRole: id) }
  let place = packet.isSameHost ? ", on one machine" : ""
  return "\(packet.transport.rawValue.uppercased()) \(packet.port.rawValue), "
    + "\(name(packet.source)) → \(name(packet.destination))\(place)"
}

extension Flow {
  /// How a packet looks to the subject; nil where the subject is no party to it, or not stated.
  ///
  /// The ends of an internal flow are parts of the subject, so what reaches them from another machine is inbound.
  func direction(of packet: Packet) -> Direction? {
    guard let subject else { return nil }
    if packet.isSameHost { return .internal }
    var members: Set<String?> = [subject]
    if direction == .internal { members.formUnion([source, destination].filter { $0 != nil }) }
    switch (members.contains(packet.source), members.contains(packet.destination)) {
    case (true, true): return scope == .sameHost ? .inbound : .internal
    case (false, true): return .inbound
    case (true, false): return .outbound
    case (false, false): return nil
    }
  }
}
