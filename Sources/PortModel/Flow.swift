/// Traffic that the page states: who connects to whom, over which transport, to which ports.
///
/// A property is nil exactly when the page does not say it and nothing derives it.
public struct Flow: Hashable, Sendable {
  /// Relative to the flow's subject.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case inbound
    case outbound
    /// Between members of one host or one group.
    case `internal`
  }

  public enum Scope: String, Hashable, Sendable, CaseIterable {
    case network
    /// Never leaves the machine: loopback. Only where the page says same host or local.
    case sameHost = "same-host"
  }

  public enum Requirement: String, Hashable, Sendable, CaseIterable {
    case required
    /// Required while a condition holds.
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

  /// The state of the world that makes a conditional flow required.
  public struct Condition: Hashable, Sendable {
    /// The slug of the clause, or given by curation.
    public let id: String
    /// The clause as the page writes it: `uploading is enabled`; with `unless` in front where it must not hold.
    public let text: String

    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }

    /// The condition as a clause: `when uploading is enabled`, `unless a proxy is used`.
    public var clause: String { text.hasPrefix("unless ") ? text : "when \(text)" }
  }

  /// Where the page states the flow.
  public struct Origin: Hashable, Sendable {
    /// The file name of the page.
    public let page: String
    /// The title of the innermost section; nil above the first heading.
    public let section: String?

    public init(page: String, section: String?) {
      self.page = page
      self.section = section
    }
  }

  /// `<subject>/<transport>/<port>`, with the other side between where that is not unique.
  public let id: String
  /// A name given by curation.
  public let name: String?
  /// The id of the role whose section states the flow.
  public let subject: String?
  /// The id of the initiator.
  public let source: String?
  /// The id of the listener.
  public let destination: String?
  public let transport: Transport?
  public let ports: FlowPorts
  public let direction: Direction?
  /// Either side may open the connection.
  public let isBidirectional: Bool
  public let scope: Scope
  public let requirement: Requirement
  public let condition: Condition?
  public let binding: Binding?
  /// A name of the service registry: `ssh`.
  public let service: String?
  /// The application protocol as the page writes it: `WMI`.
  public let applicationProtocol: String?
  /// What the flow is for, in the page's words.
  public let purpose: String?
  /// What to do where the port stays closed, in the page's words.
  public let fallback: String?
  public let origin: Origin
  /// Which fields were derived, by which rule: `["transport": "registry"]`.
  public let certainty: [String: String]

  public init(
    id: String, name: String? = nil, subject: String? = nil, source: String? = nil,
    destination: String? = nil, transport: Transport? = nil, ports: FlowPorts,
    direction: Direction? = nil, isBidirectional: Bool = false, scope: Scope = .network,
    requirement: Requirement = .unstated, condition: Condition? = nil, binding: Binding? = nil,
    service: String? = nil, applicationProtocol: String? = nil, purpose: String? = nil,
    fallback: String? = nil, origin: Origin, certainty: [String: String] = [:]
  ) {
    self.id = id
    self.name = name
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
    self.fallback = fallback
    self.origin = origin
    self.certainty = certainty
  }
}
