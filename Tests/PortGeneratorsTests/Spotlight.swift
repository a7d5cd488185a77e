import PortModel

/// The specification of a page like the Spotlight one, by hand: 11 flows and 3 checks.
enum Spotlight {
  static let specification = PortSpecification(
    document: .init(
      title: "Network ports", summary: "Which ports Spotlight needs.",
      permalink: "enterprise_backend_networkports.html",
      frontMatter: ["title": "Network ports"]),
    roles: [
      role("Spotlight Client", .component), role("Spotlight Diagnostic Server", .host),
      role("Spotlight OOP Collector process", .component), role("Spotlight Cloud", .external),
      role("Spotlight Cloud Diagnostic Server", .host), role("Spotlight Native Collector process", .component),
      role("Cloud Diagnostic Server service", .component), role("Cloud Diagnostic Server App", .component),
      role("monitored Windows servers and hosts of database connections", .host),
      role("monitored Unix/Linux servers and hosts of database connections", .host),
    ],
    flows: diagnosticServer + cloudDiagnosticServer + monitored,
    checks: [
      .init(
        id: "firewall", kind: .firewall, text: "Verify that no firewall blocks the port.", condition: nil,
        references: []),
      .init(
        id: "conflict", kind: .portConflict, text: "Verify that nothing else uses the port.", condition: nil,
        references: []),
      .init(
        id: "ephemeral", kind: .ephemeralRange, text: "Verify that the port is not ephemeral.",
        condition: "the Windows port ranges were changed", references: ["https://example.com/kb"]),
    ],
    unresolved: [])

  static let server = "spotlight-diagnostic-server"
  static let client = "spotlight-client"
  static let cloud = "spotlight-cloud"
  static let cloudServer = "spotlight-cloud-diagnostic-server"
  static let windows = "monitored-windows-servers-and-hosts-of-database-connections"
  static let unix = "monitored-unix-linux-servers-and-hosts-of-database-connections"
  static let uploading = "uploading-to-spotlight-cloud-is-enabled"

  private static func role(_ name: String, _ kind: Role.Kind) -> Role {
    Role(id: Slug.make(name), name: name, aliases: [], kind: kind)
  }

  private static func port(_ value: Int) -> FlowPorts { .ranges([PortRange(PortNumber(value)!)]) }

  private static func origin(_ section: String) -> Flow.Origin { .init(page: "network-ports.md", section: section) }

  private static let diagnosticServer = [
    Flow(
      id: "\(server)/tcp/3843", name: "clientConnection", subject: server, source: client, destination: server,
      transport: .tcp, ports: port(3843), direction: .inbound, requirement: .required, origin: origin("TCP 3843")),
    Flow(
      id: "\(server)/tcp/3166", subject: server, source: server, destination: "spotlight-oop-collector-process",
      transport: .tcp, ports: port(3166), direction: .internal, scope: .sameHost, origin: origin("TCP 3166")),
    Flow(
      id: "\(server)/tcp/443", subject: server, source: server, destination: cloud, transport: .tcp, ports: port(443),
      direction: .outbound, requirement: .conditional,
      condition: .init(id: uploading, text: "uploading to Spotlight Cloud is enabled"), origin: origin("TCP 443")),
    Flow(
      id: "\(server)/tcp/40403", subject: server, source: client, destination: server, transport: .tcp,
      ports: port(40403), direction: .inbound, requirement: .required, origin: origin("TCP 40403")),
  ]

  private static let cloudDiagnosticServer =
    [
      Flow(
        id: "\(cloudServer)/tcp/3166", subject: cloudServer, source: cloudServer,
        destination: "spotlight-native-collector-process", transport: .tcp, ports: port(3166), direction: .internal,
        scope: .sameHost, origin: origin("TCP 3166")),
      Flow(
        id: "\(cloudServer)/tcp/443", subject: cloudServer, source: cloudServer, destination: cloud, transport: .tcp,
        ports: port(443), direction: .outbound, requirement: .required, origin: origin("TCP 443")),
    ]
    + [8930, 7985].map {
      Flow(
        id: "\(cloudServer)/tcp/\($0)", subject: cloudServer, source: "cloud-diagnostic-server-service",
        destination: "cloud-diagnostic-server-app", transport: .tcp, ports: port($0), direction: .internal,
        isBidirectional: true, scope: .sameHost, origin: origin("TCP 8930 and 7985"))
    }

  private static let monitored = [
    Flow(
      id: "\(windows)/tcp/135", subject: windows, source: server, destination: windows, transport: .tcp,
      ports: port(135), direction: .inbound, requirement: .required, applicationProtocol: "WMI",
      purpose: "retrieve performance counter information", origin: origin("TCP 135")),
    Flow(
      id: "\(windows)/udp/1434", subject: windows, destination: windows, transport: .udp, ports: port(1434),
      direction: .inbound, requirement: .optional, purpose: "locate the SQL Server instance port number",
      fallback: "include the port number of the instance in the connection string", origin: origin("UDP 1434")),
    Flow(
      id: "\(unix)/tcp/22", subject: unix, destination: unix, transport: .tcp, ports: port(22), direction: .inbound,
      requirement: .required, binding: .default, service: "ssh", applicationProtocol: "SSH", origin: origin("SSH"),
      certainty: ["transport": "registry"]),
  ]
}
