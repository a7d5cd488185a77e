package import PortModel

/// Decides packets by a whole specification: the single place of truth for test vectors.
///
/// A packet is allowed when some flow asks for it without reserve, acceptable when a flow might ask for it, and denied
/// when none does. Two things keep a packet that no flow asks for from being denied: it stays inside one machine, or a
/// statement of the page that was not understood might be about its port.
package struct Oracle: Sendable {
  private let flows: [Flow]
  private let externals: Set<String>
  /// The machines on which the page puts a component: subjects of same-host flows, by the id of the component.
  private let machines: [String: Set<String>]
  private let unresolved: [UnresolvedPorts]

  package init(_ specification: PortSpecification) {
    flows = specification.flows
    externals = Set(specification.roles.filter { $0.kind == .external }.map(\.id))
    unresolved = specification.unresolved.compactMap(UnresolvedPorts.init)
    var machines: [String: Set<String>] = [:]
    for flow in specification.flows where flow.scope == .sameHost {
      guard let subject = flow.subject else { continue }
      for end in [flow.source, flow.destination] {
        if let end, end != subject { machines[end, default: []].insert(subject) }
      }
    }
    self.machines = machines
  }

  /// What the specification says about a packet in an installation.
  ///
  /// - Complexity: O(*n*) in the number of flows and unresolved entries.
  package func decide(_ packet: Packet, in installation: Installation) -> Decision {
    var open: [(id: String, reasons: Set<VectorFlag>)] = []
    var allowing: [String] = []
    for flow in flows {
      guard let reasons = reserve(of: flow, for: packet, in: installation) else { continue }
      if reasons.isEmpty { allowing.append(flow.id) } else { open.append((flow.id, reasons)) }
    }
    if !allowing.isEmpty { return Decision(verdict: .allow, reasons: [], flows: allowing) }
    if !open.isEmpty {
      let reasons = open.reduce(into: Set()) { $0.formUnion($1.reasons) }
      return Decision(verdict: .acceptable, reasons: reasons.sorted(), flows: open.map(\.id))
    }
    if packet.isSameHost { return Decision(verdict: .acceptable, reasons: [.loopback], flows: []) }
    if unresolved.contains(where: { $0.mayCover(packet.port) }) {
      return Decision(verdict: .acceptable, reasons: [.unresolved], flows: [])
    }
    return Decision(verdict: .deny, reasons: [], flows: [])
  }

  /// Why the flow might not ask for the packet: nil when it does not, empty when it certainly does.
  private func reserve(of flow: Flow, for packet: Packet, in installation: Installation) -> Set<VectorFlag>? {
    if flow.scope == .sameHost && !packet.isSameHost { return nil }
    guard let transport = reserve(ofTransport: flow.transport, for: packet),
      let port = reserve(ofPorts: flow, for: packet, in: installation),
      let ends = reserve(ofEnds: flow, for: packet),
      let requirement = reserve(ofRequirement: flow, in: installation)
    else { return nil }
    return transport.union(port).union(ends).union(requirement)
  }

  private func reserve(ofTransport transport: Transport?, for packet: Packet) -> Set<VectorFlag>? {
    guard let transport else { return [.transportUnstated] }
    return transport == packet.transport ? [] : nil
  }

  private func reserve(
    ofPorts flow: Flow, for packet: Packet, in installation: Installation
  ) -> Set<VectorFlag>? {
    if flow.binding != .fixed, let port = installation.ports[flow.id] { return port == packet.port ? [] : nil }
    switch flow.ports {
    case .text: return [.portInWords]
    case .ranges(let ranges):
      guard ranges.contains(where: { $0.contains(packet.port) }) else { return nil }
      return ranges.count > 1 ? [.alternative] : []
    }
  }

  private func reserve(ofRequirement flow: Flow, in installation: Installation) -> Set<VectorFlag>? {
    if let condition = flow.condition, !installation.conditions.contains(condition.id) { return nil }
    switch flow.requirement {
    case .required: return []
    case .conditional: return flow.condition == nil ? [.conditionUnstated] : []
    case .recommended: return [.recommended]
    case .optional: return [.optional]
    case .unstated: return [.requirementUnstated]
    }
  }

  private func reserve(ofEnds flow: Flow, for packet: Packet) -> Set<VectorFlag>? {
    let forward = reserve(ofEnds: flow, oneWay: packet)
    guard flow.isBidirectional, let backward = reserve(ofEnds: flow, oneWay: packet.reversed) else { return forward }
    guard let forward else { return backward }
    return backward.count < forward.count ? backward : forward
  }

  private func reserve(ofEnds flow: Flow, oneWay packet: Packet) -> Set<VectorFlag>? {
    let (source, destination) = (flow.initiator, flow.listener)
    if source == nil, destination == nil, let subject = flow.subject {
      guard packet.source == subject || packet.destination == subject else { return nil }
      return flow.direction == nil ? [.directionUnstated] : [.sourceUnstated, .destinationUnstated]
    }
    guard let from = reserve(ofEnd: source, for: packet.source, unstated: .sourceUnstated),
      let to = reserve(ofEnd: destination, for: packet.destination, unstated: .destinationUnstated)
    else { return nil }
    return from.union(to)
  }

  private func reserve(ofEnd end: String?, for party: String?, unstated: VectorFlag) -> Set<VectorFlag>? {
    guard let end else { return [unstated] }
    if end == party { return [] }
    if externals.contains(end) { return [.externalParty] }
    guard let party else { return nil }
    return sharesMachine(end, party) ? [.sharedMachine] : nil
  }

  /// Whether the page puts two roles on one machine.
  func sharesMachine(_ one: String, _ other: String) -> Bool {
    let onOne = machines[one, default: []].union([one])
    return !onOne.isDisjoint(with: machines[other, default: []].union([other]))
  }
}

extension Flow {
  /// Who opens the connection: stated, or the subject of an outbound flow.
  var initiator: String? { source ?? (direction == .outbound ? subject : nil) }

  /// Who listens: stated, or the subject of an inbound flow.
  var listener: String? { destination ?? (direction == .inbound ? subject : nil) }
}
