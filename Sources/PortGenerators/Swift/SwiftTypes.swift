/// The types of a generated file, the same for every specification.
///
/// - Parameter access: An access modifier and a space, or nothing.
func swiftTypes(access: String) -> String {
  """
  /// Traffic that the page states. A property is nil exactly where the page does not say it.
  \(access)struct Flow: Hashable, Sendable, Identifiable {
    \(access)let id: String
    /// The role whose section of the page states the flow.
    \(access)let subject: Role?
    /// Who opens the connection.
    \(access)let source: Role?
    /// Who listens.
    \(access)let destination: Role?
    \(access)let transport: Transport?
    \(access)let ports: Ports
    /// As the subject sees it.
    \(access)let direction: Direction?
    /// Either side may open the connection.
    \(access)let isBidirectional: Bool
    \(access)let scope: Scope
    \(access)let requirement: Requirement
    /// What must hold for the flow to be needed.
    \(access)let condition: Condition?
    /// Whether an installation may use another port.
    \(access)let binding: Binding?
    /// A name of the service registry.
    \(access)let service: String?
    /// The application protocol as the page writes it.
    \(access)let applicationProtocol: String?
    /// What the flow is for, in the page's words.
    \(access)let purpose: String?

    /// The port of a flow that has exactly one.
    \(access)var port: UInt16? {
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
  \(access)struct Role: Hashable, Sendable, Identifiable {
    \(access)enum Kind: String, Hashable, Sendable, CaseIterable {
      /// A kind of machine.
      case host
      /// A program or service on a machine.
      case component
      /// A party outside the product's installation.
      case external
    }

    \(access)let id: String
    /// The name as the page writes it.
    \(access)let name: String
    \(access)let kind: Kind

    fileprivate init(id: String, name: String, kind: Kind) {
      self.id = id
      self.name = name
      self.kind = kind
    }
  }

  \(access)enum Ports: Hashable, Sendable {
    /// One port or range, ascending; several where the page offers alternatives.
    case numbers([ClosedRange<UInt16>])
    /// The page gives words instead of numbers: `dynamic`, `any`.
    case words(String)

    /// Whether a port is among the numbers.
    \(access)func contains(_ port: UInt16) -> Bool {
      switch self {
      case .numbers(let ranges): ranges.contains { $0.contains(port) }
      case .words: false
      }
    }
  }

  /// What must hold for a flow to be needed.
  \(access)struct Condition: Hashable, Sendable, Identifiable {
    \(access)let id: String
    /// The clause as the page writes it.
    \(access)let text: String

    fileprivate init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// A transport protocol with ports.
  \(access)enum Transport: String, Hashable, Sendable, CaseIterable {
    case tcp
    case udp
    case sctp
  }

  /// The direction of a flow as its subject sees it.
  \(access)enum Direction: String, Hashable, Sendable, CaseIterable {
    case inbound
    case outbound
    /// Between members of one host or one group.
    case `internal`
  }

  \(access)enum Scope: String, Hashable, Sendable, CaseIterable {
    case network
    /// Never leaves the machine.
    case sameHost = "same-host"
  }

  /// How much the page insists.
  \(access)enum Requirement: String, Hashable, Sendable, CaseIterable {
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
  \(access)enum Binding: String, Hashable, Sendable, CaseIterable {
    /// The page calls the port a default or changeable.
    case `default`
    /// The page says that it cannot be changed.
    case fixed
  }
  """
}
