// Generated from docs/network-ports.md by portspec. Do not edit.
// Specification: sha256:e7c9592cc986ba20b167be9abc405450a7689442863087ef8e8efcb91c2f1fa2
// Checksum: sha256:b23727aa1fc1b909b9a1583317adc080c73c611612aaa3f7de438fab2610a25c

/// Network ports.
///
/// Summary: Which ports the parts of Spotlight use, who opens each connection, and what to check on a host before blaming the product.
public enum SpotlightPorts {
  /// The digest of the specification: equal for pages that mean the same.
  public static let specificationDigest = "sha256:e7c9592cc986ba20b167be9abc405450a7689442863087ef8e8efcb91c2f1fa2"

  /// Every role of the page, by id.
  public static let allRoles: [Role] = [
    MonitoredUnixLinuxServersAndHostsOfDatabaseConnections.role,
    MonitoredWindowsServersAndHostsOfDatabaseConnections.role,
    SpotlightClient.role,
    SpotlightCloud.role,
    SpotlightCloudDiagnosticServer.role,
    SpotlightCloudDiagnosticServerApp.role,
    SpotlightCloudDiagnosticServerService.role,
    SpotlightDiagnosticServer.role,
    SpotlightNativeCollectorProcess.role,
    SpotlightOOPCollectorProcess.role,
  ]

  /// Every flow of the page, by id.
  public static let allFlows: [Flow] = [
    MonitoredUnixLinuxServersAndHostsOfDatabaseConnections.ssh,
    MonitoredWindowsServersAndHostsOfDatabaseConnections.wmi,
    MonitoredWindowsServersAndHostsOfDatabaseConnections.udp1434,
    SpotlightCloudDiagnosticServer.spotlightNativeCollectorProcessTCP3166,
    SpotlightCloudDiagnosticServer.spotlightCloudTCP443,
    SpotlightCloudDiagnosticServer.spotlightCloudDiagnosticServerServiceTCP7985,
    SpotlightCloudDiagnosticServer.spotlightCloudDiagnosticServerServiceTCP8930,
    SpotlightDiagnosticServer.spotlightOOPCollectorProcessTCP3166,
    SpotlightDiagnosticServer.spotlightClientTCP3843,
    SpotlightDiagnosticServer.spotlightClientTCP40403,
    SpotlightDiagnosticServer.spotlightCloudTCP443,
  ]

  /// The flow with an id.
  public static func flow(id: String) -> Flow? { allFlows.first { $0.id == id } }

  /// The flows that a port belongs to.
  ///
  /// A flow without a stated transport belongs to every transport; ports given in words belong to none.
  public static func flows(transport: Transport, port: UInt16) -> [Flow] {
    allFlows.filter { ($0.transport ?? transport) == transport && $0.ports.contains(port) }
  }

  /// Network ports of: monitored Unix/Linux servers and hosts of database connections.
  public enum MonitoredUnixLinuxServersAndHostsOfDatabaseConnections {
    /// The role: monitored Unix/Linux servers and hosts of database connections.
    public static let role = Role(
      id: "monitored-unix-linux-servers-and-hosts-of-database-connections",
      name: "monitored Unix/Linux servers and hosts of database connections",
      kind: .host)

    /// The flows that the page states for the role, by id.
    public static let allFlows: [Flow] = [
      ssh,
    ]

    /// TCP 22: not stated → monitored Unix/Linux servers and hosts of database connections, required.
    ///
    /// Source: network-ports.md, section “SSH”
    public static let ssh = Flow(
      id: "monitored-unix-linux-servers-and-hosts-of-database-connections/tcp/22",
      subject: MonitoredUnixLinuxServersAndHostsOfDatabaseConnections.role,
      destination: MonitoredUnixLinuxServersAndHostsOfDatabaseConnections.role,
      transport: .tcp,
      ports: .numbers([22...22]),
      scope: .network,
      requirement: .required,
      binding: .default,
      service: "ssh",
      applicationProtocol: "SSH")
    /// The port of ``ssh``.
    public static let sshPort: UInt16 = 22
  }

  /// Network ports of: monitored Windows servers and hosts of database connections.
  public enum MonitoredWindowsServersAndHostsOfDatabaseConnections {
    /// The role: monitored Windows servers and hosts of database connections.
    public static let role = Role(
      id: "monitored-windows-servers-and-hosts-of-database-connections",
      name: "monitored Windows servers and hosts of database connections",
      kind: .host)

    /// The flows that the page states for the role, by id.
    public static let allFlows: [Flow] = [
      wmi,
      udp1434,
    ]

    /// TCP 135: Spotlight Diagnostic Server → monitored Windows servers and hosts of database connections, inbound, required.
    ///
    /// Purpose: collects performance counters from the monitored Windows servers and hosts of database connections
    /// Source: network-ports.md, section “TCP 135”
    public static let wmi = Flow(
      id: "monitored-windows-servers-and-hosts-of-database-connections/tcp/135",
      subject: MonitoredWindowsServersAndHostsOfDatabaseConnections.role,
      source: SpotlightDiagnosticServer.role,
      destination: MonitoredWindowsServersAndHostsOfDatabaseConnections.role,
      transport: .tcp,
      ports: .numbers([135...135]),
      direction: .inbound,
      scope: .network,
      requirement: .required,
      service: "wmi",
      applicationProtocol: "WMI",
      purpose: "collects performance counters from the monitored Windows servers and hosts of database connections")
    /// The port of ``wmi``.
    public static let wmiPort: UInt16 = 135

    /// UDP 1434: not stated → monitored Windows servers and hosts of database connections, optional.
    ///
    /// Purpose: find out on which port an instance of SQL Server listens
    /// Otherwise: put the port of the instance into the connection string that Spotlight connects with
    /// Source: network-ports.md, section “UDP 1434”
    public static let udp1434 = Flow(
      id: "monitored-windows-servers-and-hosts-of-database-connections/udp/1434",
      subject: MonitoredWindowsServersAndHostsOfDatabaseConnections.role,
      destination: MonitoredWindowsServersAndHostsOfDatabaseConnections.role,
      transport: .udp,
      ports: .numbers([1434...1434]),
      scope: .network,
      requirement: .optional,
      purpose: "find out on which port an instance of SQL Server listens")
    /// The port of ``udp1434``.
    public static let udp1434Port: UInt16 = 1434
  }

  /// Network ports of: Spotlight Client.
  public enum SpotlightClient {
    /// The role: Spotlight Client.
    public static let role = Role(
      id: "spotlight-client",
      name: "Spotlight Client",
      kind: .component)
  }

  /// Network ports of: Spotlight Cloud.
  public enum SpotlightCloud {
    /// The role: Spotlight Cloud.
    public static let role = Role(
      id: "spotlight-cloud",
      name: "Spotlight Cloud",
      kind: .external)
  }

  /// Network ports of: Spotlight Cloud Diagnostic Server.
  public enum SpotlightCloudDiagnosticServer {
    /// The role: Spotlight Cloud Diagnostic Server.
    public static let role = Role(
      id: "spotlight-cloud-diagnostic-server",
      name: "Spotlight Cloud Diagnostic Server",
      kind: .host)

    /// The flows that the page states for the role, by id.
    public static let allFlows: [Flow] = [
      spotlightNativeCollectorProcessTCP3166,
      spotlightCloudTCP443,
      spotlightCloudDiagnosticServerServiceTCP7985,
      spotlightCloudDiagnosticServerServiceTCP8930,
    ]

    /// TCP 3166: Spotlight Cloud Diagnostic Server → Spotlight Native Collector process, internal, same host, not stated whether required.
    ///
    /// Source: network-ports.md, section “TCP 3166”
    public static let spotlightNativeCollectorProcessTCP3166 = Flow(
      id: "spotlight-cloud-diagnostic-server/tcp/3166",
      subject: SpotlightCloudDiagnosticServer.role,
      source: SpotlightCloudDiagnosticServer.role,
      destination: SpotlightNativeCollectorProcess.role,
      transport: .tcp,
      ports: .numbers([3166...3166]),
      direction: .internal,
      scope: .sameHost,
      requirement: .unstated)
    /// The port of ``spotlightNativeCollectorProcessTCP3166``.
    public static let spotlightNativeCollectorProcessTCP3166Port: UInt16 = 3166

    /// TCP 443: Spotlight Cloud Diagnostic Server → Spotlight Cloud, outbound, required.
    ///
    /// Source: network-ports.md, section “TCP 443”
    public static let spotlightCloudTCP443 = Flow(
      id: "spotlight-cloud-diagnostic-server/tcp/443",
      subject: SpotlightCloudDiagnosticServer.role,
      source: SpotlightCloudDiagnosticServer.role,
      destination: SpotlightCloud.role,
      transport: .tcp,
      ports: .numbers([443...443]),
      direction: .outbound,
      scope: .network,
      requirement: .required)
    /// The port of ``spotlightCloudTCP443``.
    public static let spotlightCloudTCP443Port: UInt16 = 443

    /// TCP 7985: Spotlight Cloud Diagnostic Server App ↔ Spotlight Cloud Diagnostic Server service, internal, same host, not stated whether required.
    ///
    /// Source: network-ports.md, section “TCP 8930 and 7985”
    public static let spotlightCloudDiagnosticServerServiceTCP7985 = Flow(
      id: "spotlight-cloud-diagnostic-server/tcp/7985",
      subject: SpotlightCloudDiagnosticServer.role,
      source: SpotlightCloudDiagnosticServerApp.role,
      destination: SpotlightCloudDiagnosticServerService.role,
      transport: .tcp,
      ports: .numbers([7985...7985]),
      direction: .internal,
      isBidirectional: true,
      scope: .sameHost,
      requirement: .unstated)
    /// The port of ``spotlightCloudDiagnosticServerServiceTCP7985``.
    public static let spotlightCloudDiagnosticServerServiceTCP7985Port: UInt16 = 7985

    /// TCP 8930: Spotlight Cloud Diagnostic Server App ↔ Spotlight Cloud Diagnostic Server service, internal, same host, not stated whether required.
    ///
    /// Source: network-ports.md, section “TCP 8930 and 7985”
    public static let spotlightCloudDiagnosticServerServiceTCP8930 = Flow(
      id: "spotlight-cloud-diagnostic-server/tcp/8930",
      subject: SpotlightCloudDiagnosticServer.role,
      source: SpotlightCloudDiagnosticServerApp.role,
      destination: SpotlightCloudDiagnosticServerService.role,
      transport: .tcp,
      ports: .numbers([8930...8930]),
      direction: .internal,
      isBidirectional: true,
      scope: .sameHost,
      requirement: .unstated)
    /// The port of ``spotlightCloudDiagnosticServerServiceTCP8930``.
    public static let spotlightCloudDiagnosticServerServiceTCP8930Port: UInt16 = 8930
  }

  /// Network ports of: Spotlight Cloud Diagnostic Server App.
  public enum SpotlightCloudDiagnosticServerApp {
    /// The role: Spotlight Cloud Diagnostic Server App.
    public static let role = Role(
      id: "spotlight-cloud-diagnostic-server-app",
      name: "Spotlight Cloud Diagnostic Server App",
      kind: .component)
  }

  /// Network ports of: Spotlight Cloud Diagnostic Server service.
  public enum SpotlightCloudDiagnosticServerService {
    /// The role: Spotlight Cloud Diagnostic Server service.
    public static let role = Role(
      id: "spotlight-cloud-diagnostic-server-service",
      name: "Spotlight Cloud Diagnostic Server service",
      kind: .component)
  }

  /// Network ports of: Spotlight Diagnostic Server.
  public enum SpotlightDiagnosticServer {
    /// The role: Spotlight Diagnostic Server.
    public static let role = Role(
      id: "spotlight-diagnostic-server",
      name: "Spotlight Diagnostic Server",
      kind: .host)

    /// The flows that the page states for the role, by id.
    public static let allFlows: [Flow] = [
      spotlightOOPCollectorProcessTCP3166,
      spotlightClientTCP3843,
      spotlightClientTCP40403,
      spotlightCloudTCP443,
    ]

    /// TCP 3166: Spotlight Diagnostic Server → Spotlight OOP Collector process, internal, same host, not stated whether required.
    ///
    /// Source: network-ports.md, section “TCP 3166”
    public static let spotlightOOPCollectorProcessTCP3166 = Flow(
      id: "spotlight-diagnostic-server/tcp/3166",
      subject: SpotlightDiagnosticServer.role,
      source: SpotlightDiagnosticServer.role,
      destination: SpotlightOOPCollectorProcess.role,
      transport: .tcp,
      ports: .numbers([3166...3166]),
      direction: .internal,
      scope: .sameHost,
      requirement: .unstated)
    /// The port of ``spotlightOOPCollectorProcessTCP3166``.
    public static let spotlightOOPCollectorProcessTCP3166Port: UInt16 = 3166

    /// TCP 3843: Spotlight Client → Spotlight Diagnostic Server, inbound, required.
    ///
    /// Source: network-ports.md, section “TCP 3843”
    public static let spotlightClientTCP3843 = Flow(
      id: "spotlight-diagnostic-server/tcp/3843",
      subject: SpotlightDiagnosticServer.role,
      source: SpotlightClient.role,
      destination: SpotlightDiagnosticServer.role,
      transport: .tcp,
      ports: .numbers([3843...3843]),
      direction: .inbound,
      scope: .network,
      requirement: .required)
    /// The port of ``spotlightClientTCP3843``.
    public static let spotlightClientTCP3843Port: UInt16 = 3843

    /// TCP 40403: Spotlight Client → Spotlight Diagnostic Server, inbound, required.
    ///
    /// Source: network-ports.md, section “TCP 40403”
    public static let spotlightClientTCP40403 = Flow(
      id: "spotlight-diagnostic-server/tcp/40403",
      subject: SpotlightDiagnosticServer.role,
      source: SpotlightClient.role,
      destination: SpotlightDiagnosticServer.role,
      transport: .tcp,
      ports: .numbers([40403...40403]),
      direction: .inbound,
      scope: .network,
      requirement: .required)
    /// The port of ``spotlightClientTCP40403``.
    public static let spotlightClientTCP40403Port: UInt16 = 40403

    /// TCP 443: Spotlight Diagnostic Server → Spotlight Cloud, outbound, required when uploading to Spotlight Cloud is enabled on the Spotlight Diagnostic Server.
    ///
    /// Source: network-ports.md, section “TCP 443”
    public static let spotlightCloudTCP443 = Flow(
      id: "spotlight-diagnostic-server/tcp/443",
      subject: SpotlightDiagnosticServer.role,
      source: SpotlightDiagnosticServer.role,
      destination: SpotlightCloud.role,
      transport: .tcp,
      ports: .numbers([443...443]),
      direction: .outbound,
      scope: .network,
      requirement: .conditional,
      condition: Condition(id: "uploading-to-spotlight-cloud-is-enabled-on-the-spotlight-diagnostic-server", text: "uploading to Spotlight Cloud is enabled on the Spotlight Diagnostic Server"))
    /// The port of ``spotlightCloudTCP443``.
    public static let spotlightCloudTCP443Port: UInt16 = 443
  }

  /// Network ports of: Spotlight Native Collector process.
  public enum SpotlightNativeCollectorProcess {
    /// The role: Spotlight Native Collector process.
    public static let role = Role(
      id: "spotlight-native-collector-process",
      name: "Spotlight Native Collector process",
      kind: .component)
  }

  /// Network ports of: Spotlight OOP Collector process.
  public enum SpotlightOOPCollectorProcess {
    /// The role: Spotlight OOP Collector process.
    public static let role = Role(
      id: "spotlight-oop-collector-process",
      name: "Spotlight OOP Collector process",
      kind: .component)
  }

  /// Traffic that the page states. A property is nil exactly where the page does not say it.
  public struct Flow: Hashable, Sendable, Identifiable {
    public let id: String
    /// The role whose section of the page states the flow.
    public let subject: Role?
    /// Who opens the connection.
    public let source: Role?
    /// Who listens.
    public let destination: Role?
    public let transport: Transport?
    public let ports: Ports
    /// As the subject sees it.
    public let direction: Direction?
    /// Either side may open the connection.
    public let isBidirectional: Bool
    public let scope: Scope
    public let requirement: Requirement
    /// What must hold for the flow to be needed.
    public let condition: Condition?
    /// Whether an installation may use another port.
    public let binding: Binding?
    /// A name of the service registry.
    public let service: String?
    /// The application protocol as the page writes it.
    public let applicationProtocol: String?
    /// What the flow is for, in the page's words.
    public let purpose: String?

    /// The port of a flow that has exactly one.
    public var port: UInt16? {
      guard case .numbers(let ranges) = ports, ranges.count == 1, let range = ranges.first, range.count == 1
      else { return nil }
      return range.lowerBound
    }

    fileprivate init(
      id: String, subject: Role? = nil, source: Role? = nil, destination: Role? = nil, transport: Transport? = nil,
      ports: Ports, direction: Direction? = nil, isBidirectional: Bool = false, scope: Scope, requirement: Requirement,
      condition: Condition? = nil, binding: Binding? = nil, service: String? = nil,
      applicationProtocol: String? = nil, purpose: String? = nil
    ) {
      self.id = id
      self.subject = subject
      self.source = source
      self.destination = destination
      self.transport = transport
      self.ports = ports
      self.direction = direction
      self.isBidirectional = isBidirectional
      self.scope = scope
      self.requirement = requirement
      self.condition = condition
      self.binding = binding
      self.service = service
      self.applicationProtocol = applicationProtocol
      self.purpose = purpose
    }
  }

  /// A party that listens or connects.
  public struct Role: Hashable, Sendable, Identifiable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// A kind of machine.
      case host
      /// A program or service on a machine.
      case component
      /// A party outside the product's installation.
      case external
    }

    public let id: String
    /// The name as the page writes it.
    public let name: String
    public let kind: Kind

    fileprivate init(id: String, name: String, kind: Kind) {
      self.id = id
      self.name = name
      self.kind = kind
    }
  }

  public enum Ports: Hashable, Sendable {
    /// One port or range, ascending; several where the page offers alternatives.
    case numbers([ClosedRange<UInt16>])
    /// The page gives words instead of numbers: `dynamic`, `any`.
    case words(String)

    /// Whether a port is among the numbers.
    public func contains(_ port: UInt16) -> Bool {
      switch self {
      case .numbers(let ranges): ranges.contains { $0.contains(port) }
      case .words: false
      }
    }
  }

  /// What must hold for a flow to be needed.
  public struct Condition: Hashable, Sendable, Identifiable {
    public let id: String
    /// The clause as the page writes it.
    public let text: String

    fileprivate init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// A transport protocol with ports.
  public enum Transport: String, Hashable, Sendable, CaseIterable {
    case tcp
    case udp
    case sctp
  }

  /// The direction of a flow as its subject sees it.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case inbound
    case outbound
    /// Between members of one host or one group.
    case `internal`
  }

  public enum Scope: String, Hashable, Sendable, CaseIterable {
    case network
    /// Never leaves the machine.
    case sameHost = "same-host"
  }

  /// How much the page insists.
  public enum Requirement: String, Hashable, Sendable, CaseIterable {
    case required
    /// Required while the flow's condition holds.
    case conditional
    case recommended
    /// Declared optional, or has a fallback.
    case optional
    /// The page does not say.
    case unstated
  }

  /// Whether an installation may use another port.
  public enum Binding: String, Hashable, Sendable, CaseIterable {
    /// The page calls the port a default or changeable.
    case `default`
    /// The page says that it cannot be changed.
    case fixed
  }
}
