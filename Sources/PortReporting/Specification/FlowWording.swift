import PortModel

/// How reports put flows into words, with the names of one specification's roles.
struct FlowWording {
  private let specification: PortSpecification

  init(_ specification: PortSpecification) { self.specification = specification }

  /// The name of a role; an id without a role stands for itself.
  func name(_ id: String?) -> String? {
    id.map { specification.role($0)?.name ?? $0 }
  }

  /// `tcp 443`, `port 22 (transport not stated)`, `udp dynamic ports`, `tcp 80 or 8080`.
  func port(_ transport: Transport?, _ ports: FlowPorts) -> String {
    let label =
      switch ports {
      case .ranges(let ranges): ranges.map(\.description).joined(separator: " or ")
      case .text(let text): "“\(text)”"
      }
    return transport.map { "\($0.rawValue) \(label)" } ?? "port \(label) (transport not stated)"
  }

  /// `tcp 443 from Client to Server`.
  func traffic(_ opening: Opening) -> String {
    let source = name(opening.source) ?? "those who connect (the page does not name them)"
    let destination = name(opening.destination) ?? "a listener that the page does not name"
    return "\(port(opening.transport, opening.ports)) from \(source) to \(destination)"
  }

  func bothWays(_ flow: Flow) -> String { flow.isBidirectional ? ", and back" : "" }

  /// On whose firewall, and which way: `incoming on Server`.
  func place(_ flow: Flow) -> String? {
    guard let direction = flow.direction else { return nil }
    let host = name(flow.subject).map { " on \($0)" } ?? ""
    switch direction {
    case .inbound: return "incoming\(host)"
    case .outbound: return "outgoing\(host)"
    case .internal: return "internal: needed only where the two sides are on different hosts"
    }
  }

  func condition(_ flow: Flow) -> String { flow.condition?.text ?? "a condition that the page does not name" }

  /// `required`, `not said to be required`, …
  func level(_ flow: Flow) -> String {
    switch flow.requirement {
    case .required: "required"
    case .conditional: "required only where this holds: \(condition(flow))"
    case .recommended: "recommended"
    case .optional: "optional"
    case .unstated: "not said to be required"
    }
  }

  /// The flow in one line: traffic, direction, scope, level.
  func summary(_ flow: Flow) -> String {
    let opening = Opening(
      source: flow.source, destination: flow.destination, transport: flow.transport, ports: flow.ports)
    var parts = [traffic(opening) + bothWays(flow)]
    if let direction = flow.direction { parts.append(direction.rawValue) }
    if flow.scope == .sameHost { parts.append("on the same host") }
    parts.append(level(flow))
    return parts.joined(separator: ", ")
  }
}
