import GeneratedPorts

/// What the generated constants alone say about a packet: `allow`, `deny` or `acceptable`.
///
/// Written against the generated file as a user of it would, and independently of the generator of the vectors.
func verdict(on vector: VectorFile.Vector) -> String {
  let claims = SpotlightPorts.allFlows.compactMap { claim(of: $0, on: vector) }
  if claims.contains(.certain) { return "allow" }
  return claims.isEmpty && !vector.packet.sameHost ? "deny" : "acceptable"
}

/// How surely a flow asks for a packet.
private enum Claim {
  case certain
  case possible

  func and(_ other: Claim) -> Claim { self == .certain ? other : .possible }
}

private func claim(of flow: SpotlightPorts.Flow, on vector: VectorFile.Vector) -> Claim? {
  if flow.scope == .sameHost && !vector.packet.sameHost { return nil }
  if let condition = flow.condition, !vector.conditions.contains(condition.id) { return nil }
  guard let port = portClaim(of: flow, on: vector), let ends = endsClaim(of: flow, on: vector.packet) else {
    return nil
  }
  return port.and(ends).and(insistence(of: flow))
}

private func insistence(of flow: SpotlightPorts.Flow) -> Claim {
  switch flow.requirement {
  case .required: .certain
  case .conditional: flow.condition == nil ? .possible : .certain
  case .recommended, .optional, .unstated: .possible
  }
}

private func portClaim(of flow: SpotlightPorts.Flow, on vector: VectorFile.Vector) -> Claim? {
  if let transport = flow.transport, transport.rawValue != vector.packet.transport { return nil }
  let transport: Claim = flow.transport == nil ? .possible : .certain
  if let port = vector.overrides?[flow.id], flow.binding != .fixed {
    return port == vector.packet.port ? transport : nil
  }
  switch flow.ports {
  case .words: return .possible
  case .numbers(let ranges):
    guard flow.ports.contains(vector.packet.port) else { return nil }
    return ranges.count == 1 ? transport : .possible
  }
}

private func endsClaim(of flow: SpotlightPorts.Flow, on packet: VectorFile.Packet) -> Claim? {
  let claims = [
    endsClaim(of: flow, from: packet.source, to: packet.destination),
    flow.isBidirectional ? endsClaim(of: flow, from: packet.destination, to: packet.source) : nil,
  ].compactMap(\.self)
  return claims.contains(.certain) ? .certain : claims.first
}

private func endsClaim(of flow: SpotlightPorts.Flow, from source: String?, to destination: String?) -> Claim? {
  let initiator = flow.source ?? (flow.direction == .outbound ? flow.subject : nil)
  let listener = flow.destination ?? (flow.direction == .inbound ? flow.subject : nil)
  if initiator == nil, listener == nil, let subject = flow.subject {
    return source == subject.id || destination == subject.id ? .possible : nil
  }
  guard let from = partyClaim(of: initiator, on: source), let to = partyClaim(of: listener, on: destination)
  else { return nil }
  return from.and(to)
}

private func partyClaim(of role: SpotlightPorts.Role?, on party: String?) -> Claim? {
  guard let role else { return .possible }
  if role.id == party { return .certain }
  if role.kind == .external { return .possible }
  guard let party else { return nil }
  return machines(of: role.id).isDisjoint(with: machines(of: party)) ? nil : .possible
}

/// The machines on which a role may be: itself, and those whose same-host flows name it.
private func machines(of role: String) -> Set<String> {
  let hosts = SpotlightPorts.allFlows.filter { flow in
    flow.scope == .sameHost && [flow.source?.id, flow.destination?.id].contains(role)
  }
  return Set(hosts.compactMap(\.subject?.id)).union([role])
}
