import PortModel
import SourceDiagnostics

/// A range of one of the pages that are compiled together.
struct PageRange {
  // Small: a flow has one for every field that the page states.
  private let number: Int32
  let range: SourceRange

  init(page: Int, range: SourceRange) {
    number = Int32(page)
    self.range = range
  }

  /// The index of the reading.
  var page: Int { Int(number) }
}

/// A flow on its way: parties as keys of the role table, every field with its evidence.
struct FlowDraft {
  /// The index of the reading (page), the group in it, and the group's section.
  var page: Int
  var group: Int
  var section: Int
  var subject: RoleKey?
  var source: RoleKey?
  var destination: RoleKey?
  var transport: Transport?
  var ports: FlowPorts
  var direction: Flow.Direction?
  var isBidirectional = false
  /// A row of a table states it.
  var isRow = false
  var scope = Flow.Scope.network
  var requirement = Flow.Requirement.unstated
  var condition: Flow.Condition?
  var binding: Flow.Binding?
  var service: String?
  var applicationProtocol: String?
  var purpose: String?
  var fallback: String?
  /// Which fields were derived, by which rule.
  var certainty = Certainty()
  /// The bytes that state each field.
  var evidence = FlowFieldMap<PageRange>()
  /// The first mention of the ports.
  var location: PageRange
  /// Given when all flows are known.
  var id = ""
  var name: String?

  /// What a row that names no parties says: it says nothing of what another section states.
  struct RowIdentity: Hashable {
    var page: Int
    var section: Int
    var requirement: Flow.Requirement
    var condition: Flow.Condition?
    var direction: Flow.Direction?
    var binding: Flow.Binding?
    var scope: Flow.Scope
  }

  /// Nil for what is no row, and for rows that name both parties.
  var rowIdentity: RowIdentity? {
    guard isRow, source == nil || destination == nil else { return nil }
    return RowIdentity(
      page: page, section: section, requirement: requirement, condition: condition, direction: direction,
      binding: binding, scope: scope)
  }

  /// What two statements of one flow share.
  struct Identity: Hashable {
    var subject: RoleKey?
    var source: RoleKey?
    var destination: RoleKey?
    var transport: Transport?
    var ports: FlowPorts
  }

  var identity: Identity {
    Identity(subject: subject, source: source, destination: destination, transport: transport, ports: ports)
  }

  /// `TCP 443` for messages.
  var label: String { Self.label(transport, ports) }

  static func label(_ transport: Transport?, _ ports: FlowPorts) -> String {
    "\(transport?.rawValue.uppercased() ?? "port") \(ports.label)"
  }
}
