import PortModel
import Testing

/// A port as a range of one.
func ports(_ numbers: Int...) -> FlowPorts {
  .ranges(numbers.compactMap { PortNumber($0).map { PortRange($0) } })
}

/// A specification of flows, with a role for each id that they name.
func specification(
  _ flows: [Flow], checks: [PortSpecification.HostCheck] = [], title: String? = "Network ports",
  unresolved: [PortSpecification.Unresolved] = []
) -> PortSpecification {
  let ids = Set(flows.flatMap { [$0.subject, $0.source, $0.destination].compactMap { $0 } })
  return PortSpecification(
    document: .init(title: title, summary: nil, permalink: nil, frontMatter: [:]),
    roles: ids.map { id in
      Role(id: id, name: id.capitalized, aliases: [], kind: id == "cloud" ? .external : .host)
    }, flows: flows, checks: checks, unresolved: unresolved)
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// A flow to `server` from `client`, incoming and required, unless said otherwise.
func flow(
  _ numbers: FlowPorts, id: String? = nil, subject: String? = "server", from source: String? = "client",
  to destination: String? = "server", _ transport: Transport? = .tcp, _ direction: Flow.Direction? = .inbound,
  both: Bool = false, _ scope: Flow.Scope = .network, _ requirement: Flow.Requirement = .required,
  when condition: String? = nil, binding: Flow.Binding? = nil, service: String? = nil, purpose: String? = nil,
  fallback: String? = nil, section: String? = nil, certainty: [String: String] = [:]
) -> Flow {
  Flow(
    id: id ?? "\(subject ?? "any")/\(transport?.rawValue ?? "any")/\(numbers.label)", subject: subject, source: source,
    destination: destination, transport: transport, ports: numbers, direction: direction, isBidirectional: both,
    scope: scope, requirement: requirement,
    condition: condition.map { Flow.Condition(id: Slug.make($0), text: $0) }, binding: binding, service: service,
    purpose: purpose, fallback: fallback, origin: .init(page: "page.md", section: section), certainty: certainty)
}
