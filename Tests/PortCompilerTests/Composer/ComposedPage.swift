import PortModel

/// What a made-up page says: hosts with their flows, and checks.
struct ComposedPage {
  var hosts: [ComposedHost]
  var checks: [PortSpecification.HostCheck.Kind]
}

struct ComposedHost {
  var name: String
  var ports: [ComposedPorts]
}

/// One or several ports of a host that a page treats together.
struct ComposedPorts {
  enum Contact: Hashable {
    case inbound(from: String)
    case outbound(to: String)
    /// The host's own program calls a component on the same machine.
    case local(to: String)
    /// Two components of the host call each other.
    case mutual(String, String)
  }

  var transports: [Transport]
  var ranges: [PortRange]
  var contact: Contact
  var requirement: Flow.Requirement
  var condition: String?
  var binding: Flow.Binding?
  /// What to do where the port stays closed.
  var fallback: String?
  /// The service that the title names instead of the port.
  var service: (title: String, name: String)?

  var isPlural: Bool { ranges.count * transports.count > 1 || ranges.contains { $0.lowerBound != $0.upperBound } }
}

// MARK: What must come out

/// The meaning of a flow in one line, with names in place of ids.
struct FlowLine: Hashable, Comparable, CustomStringConvertible {
  var description: String

  static func < (one: Self, other: Self) -> Bool { one.description < other.description }
}

extension ComposedPage {
  var lines: [FlowLine] { hosts.flatMap(\.lines).sorted() }
}

extension ComposedHost {
  var lines: [FlowLine] { ports.flatMap { $0.lines(host: name) } }
}

extension ComposedPorts {
  func lines(host: String) -> [FlowLine] {
    let (source, destination, direction) =
      switch contact {
      case .inbound(let peer): (peer, host, "inbound")
      case .outbound(let peer): (host, peer, "outbound")
      case .local(let component): (host, component, "internal same-host")
      case .mutual(let one, let other): (min(one, other), max(one, other), "internal bidirectional same-host")
      }
    return transports.flatMap { transport in
      ranges.map { range in
        let parts: [String?] = [
          "\(host): \(source) > \(destination)", "\(transport.rawValue) \(range)", direction, requirement.rawValue,
          condition.map { "if \(Slug.make($0))" }, binding?.rawValue, service.map { "service \($0.name)" },
        ]
        return FlowLine(description: parts.compactMap { $0 }.joined(separator: ", "))
      }
    }
  }
}

extension PortSpecification {
  var lines: [FlowLine] { flows.map { FlowLine($0, in: self) }.sorted() }
}

extension FlowLine {
  init(_ flow: Flow, in specification: PortSpecification) {
    func name(_ id: String?) -> String { id.flatMap { specification.role($0)?.name } ?? "?" }
    let internalParts = [
      flow.direction?.rawValue, flow.isBidirectional ? "bidirectional" : nil,
      flow.scope == .sameHost ? "same-host" : nil,
    ]
    let parts: [String?] = [
      "\(name(flow.subject)): \(name(flow.source)) > \(name(flow.destination))",
      "\(flow.transport?.rawValue ?? "?") \(flow.ports.label)",
      internalParts.compactMap { $0 }.joined(separator: " "), flow.requirement.rawValue,
      flow.condition.map { "if \($0.id)" }, flow.binding?.rawValue, flow.service.map { "service \($0)" },
    ]
    self.init(description: parts.compactMap { $0 }.joined(separator: ", "))
  }
}
