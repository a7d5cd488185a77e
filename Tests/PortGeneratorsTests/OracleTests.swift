import PortGenerators
import PortModel
import Testing

struct OracleTests {
  /// `transport port source>destination [same-host] [if condition]`; `-` is another party.
  @Test(arguments: [
    ("tcp 3843 spotlight-client>spotlight-diagnostic-server", "allow"),
    ("tcp 3842 spotlight-client>spotlight-diagnostic-server", "deny"),
    ("udp 3843 spotlight-client>spotlight-diagnostic-server", "deny"),
    ("tcp 3843 spotlight-diagnostic-server>spotlight-client", "deny"),
    ("tcp 3843 spotlight-cloud>spotlight-diagnostic-server", "deny"),
    ("tcp 3843 ->spotlight-diagnostic-server", "deny"),
    ("tcp 3843 spotlight-client>spotlight-diagnostic-server same-host", "allow"),
    (
      "tcp 3166 spotlight-diagnostic-server>spotlight-oop-collector-process same-host", "acceptable RequirementUnstated"
    ),
    ("tcp 3166 spotlight-diagnostic-server>spotlight-oop-collector-process", "deny"),
    ("tcp 3166 spotlight-client>spotlight-diagnostic-server", "deny"),
    ("tcp 9999 spotlight-client>spotlight-diagnostic-server same-host", "acceptable Loopback"),
    ("tcp 443 spotlight-diagnostic-server>spotlight-cloud", "deny"),
    ("tcp 443 spotlight-diagnostic-server>spotlight-cloud if uploading-to-spotlight-cloud-is-enabled", "allow"),
    ("tcp 443 spotlight-diagnostic-server>- if uploading-to-spotlight-cloud-is-enabled", "acceptable ExternalParty"),
    ("tcp 443 spotlight-cloud-diagnostic-server>spotlight-cloud", "allow"),
    ("tcp 443 cloud-diagnostic-server-service>spotlight-cloud", "acceptable SharedMachine"),
    (
      "tcp 8930 cloud-diagnostic-server-app>cloud-diagnostic-server-service same-host", "acceptable RequirementUnstated"
    ),
    ("udp 1434 ->monitored-windows-servers-and-hosts-of-database-connections", "acceptable Optional SourceUnstated"),
    (
      "tcp 22 spotlight-client>monitored-unix-linux-servers-and-hosts-of-database-connections",
      "acceptable SourceUnstated"
    ),
  ])
  func `decides packets of the Spotlight page`(packet: String, expected: String) throws {
    try check(packet, expected, Spotlight.specification)
  }

  /// One flow, a packet, the answer. Roles: `a` and `b` hosts, `x` external.
  @Test(arguments: [
    (flow(requirement: .unstated), "tcp 80 a>b", "acceptable RequirementUnstated"),
    (flow(requirement: .recommended), "tcp 80 a>b", "acceptable Recommended"),
    (flow(requirement: .conditional), "tcp 80 a>b", "acceptable ConditionUnstated"),
    (flow(transport: nil), "udp 80 a>b", "acceptable TransportUnstated"),
    (flow(transport: nil), "udp 81 a>b", "deny"),
    (flow(ports: .text("dynamic")), "tcp 81 a>b", "acceptable PortInWords"),
    (flow(ports: ports("80", "8080")), "tcp 8080 a>b", "acceptable Alternative"),
    (flow(ports: ports("80-90")), "tcp 80 a>b", "allow"), (flow(ports: ports("80-90")), "tcp 90 a>b", "allow"),
    (flow(ports: ports("80-90")), "tcp 79 a>b", "deny"), (flow(ports: ports("80-90")), "tcp 91 a>b", "deny"),
    (flow(source: nil), "tcp 80 ->b", "acceptable SourceUnstated"),
    (flow(destination: nil), "tcp 80 a>-", "acceptable DestinationUnstated"),
    (flow(source: nil, subject: "b", direction: .inbound), "tcp 80 a>x", "deny"),
    (flow(source: nil, destination: nil, subject: "b", direction: .inbound), "tcp 80 a>b", "acceptable SourceUnstated"),
    (flow(source: nil, destination: nil, subject: "b", direction: .inbound), "tcp 80 b>a", "deny"),
    (flow(source: nil, destination: nil, subject: "b"), "tcp 80 b>a", "acceptable DirectionUnstated"),
    (flow(source: nil, destination: nil, subject: "b"), "tcp 80 a>x", "deny"),
    (flow(source: "x"), "tcp 80 x>b", "allow"), (flow(source: "x"), "tcp 80 a>b", "acceptable ExternalParty"),
    (flow(isBidirectional: true), "tcp 80 b>a", "allow"),
    (flow(), "tcp 2080 a>b use 2080", "allow"), (flow(), "tcp 80 a>b use 2080", "deny"),
    (flow(binding: .fixed), "tcp 80 a>b use 2080", "allow"),
    (flow(ports: .text("user defined")), "tcp 2080 a>b use 2080", "allow"),
  ])
  func `decides packets by one flow`(flow: Flow, packet: String, expected: String) throws {
    try check(packet, expected, specification([flow]))
  }

  @Test func `the flow that insists most wins`() throws {
    let flows = [flow(id: "1", requirement: .optional), flow(id: "2"), flow(id: "3", requirement: .unstated)]
    try check("tcp 80 a>b", "allow", specification(flows))
    try check("tcp 80 a>b", "acceptable RequirementUnstated Optional", specification([flows[0], flows[2]]))
  }

  @Test(arguments: [
    ("port 81 is needed sometimes", 81, "acceptable Unresolved"), ("port 81 is needed sometimes", 82, "deny"),
    ("between 81 and 90", 85, "acceptable Unresolved"), ("ports above 81", 50000, "acceptable Unresolved"),
    ("81+", 90, "acceptable Unresolved"), ("some ports", 7, "acceptable Unresolved"),
    ("in 999999 cases", 7, "acceptable Unresolved"),
  ])
  func `what was not understood keeps a port from being denied`(text: String, port: Int, expected: String) throws {
    let entry = PortSpecification.Unresolved(kind: "unclear", text: text, origin: .init(page: "p", section: nil))
    try check("tcp \(port) a>b", expected, specification([flow()], unresolved: [entry]))
    try check("tcp 80 a>b", "allow", specification([flow()], unresolved: [entry]))
    let icmp = PortSpecification.Unresolved(kind: "protocol", text: "ICMP", origin: entry.origin)
    try check("tcp \(port) a>b", "deny", specification([flow()], unresolved: [icmp]))
  }

  private func check(_ text: String, _ expected: String, _ specification: PortSpecification) throws {
    let words = text.split(separator: " ").map(String.init)
    let ends = words[2].split(separator: ">").map { $0 == "-" ? nil : String($0) }
    let packet = Packet(
      transport: try #require(Transport(rawValue: words[0])),
      port: try #require(Int(words[1]).flatMap(PortNumber.init)),
      source: ends[0], destination: ends[1], isSameHost: words.contains("same-host"))
    var installation = Installation()
    if let index = words.firstIndex(of: "if") { installation.conditions = [words[index + 1]] }
    if let index = words.firstIndex(of: "use") { installation.ports = ["flow": PortNumber(Int(words[index + 1])!)!] }
    let decision = Oracle(specification).decide(packet, in: installation)
    #expect(([decision.verdict.rawValue] + decision.reasons.map(\.rawValue)).joined(separator: " ") == expected)
  }
}

private func specification(_ flows: [Flow], unresolved: [PortSpecification.Unresolved] = []) -> PortSpecification {
  PortSpecification(
    document: .init(title: nil, summary: nil, permalink: nil, frontMatter: [:]),
    roles: [("a", Role.Kind.host), ("b", .host), ("x", .external)].map {
      Role(id: $0, name: $0, aliases: [], kind: $1)
    },
    flows: flows, checks: [], unresolved: unresolved)
}

private func flow(
  id: String = "flow", source: String? = "a", destination: String? = "b", transport: Transport? = .tcp,
  ports: FlowPorts = ports("80"), subject: String? = nil, direction: Flow.Direction? = nil,
  isBidirectional: Bool = false, requirement: Flow.Requirement = .required, binding: Flow.Binding? = nil
) -> Flow {
  Flow(
    id: id, subject: subject, source: source, destination: destination, transport: transport, ports: ports,
    direction: direction, isBidirectional: isBidirectional, requirement: requirement, binding: binding,
    origin: .init(page: "p", section: nil))
}

private func ports(_ texts: String...) -> FlowPorts {
  .ranges(
    texts.map { text in
      let bounds = text.split(separator: "-").map { PortNumber(Int($0)!)! }
      return PortRange(bounds[0], bounds[bounds.count - 1])!
    })
}
