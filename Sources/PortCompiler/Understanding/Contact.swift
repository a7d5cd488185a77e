import PortModel
import SourceDiagnostics

/// What one statement says about parties, as keys of roles.
struct Contact {
  /// A host, where the page says it, and how it is known to be a side.
  typealias Side = (key: RoleKey, range: SourceRange, rule: CertaintyRule)

  var sources: [RoleKey]
  var destinations: [RoleKey]
  /// The host that the stated direction is relative to, and how it is known.
  var host: Side?
  var direction: Located<Flow.Direction>?
  var isBidirectional: Bool
  var isPortState: Bool
  /// A title or an introduction says it of all that follows.
  var isLeadIn: Bool
  var isRow: Bool
  /// "The connection is opened by A."
  var opener: RoleKey?
  /// "The destination is A."
  var namedListener: RoleKey?
  /// Something stands where the other side would, and is not read; or the listener is a part of the host.
  var hasOpenSide: Bool
  /// The statement names others who may connect or listen, or was not understood.
  var isUnclear: Bool
  var range: SourceRange
  /// The condition that the statement states: whom it names is no side.
  var condition: SourceRange?

  init(_ shared: SharedStatement, subject: RoleKey?, file: String, _ roles: inout RoleTable) {
    // A cell names its party in full; in a sentence, a short name may be the section's host.
    let context = shared.value.isRow ? nil : subject
    var sources = shared.value.sources.map { roles.resolve($0, subject: context, in: file) }
    var destinations = shared.value.destinations.map { roles.resolve($0, subject: context, in: file) }
    // "The installer places files on the agents", in a section about a server.
    let isOfStrangers =
      shared.value.isOfHostOnly && subject.map { !sources.contains($0) && !destinations.contains($0) } ?? false
    if isOfStrangers { (sources, destinations) = ([], []) }
    // "in cluster mode" is no host: a place counts where the page knows it as a party, or where no section names the host.
    var host: Side?
    for place in shared.value.places {
      let key = roles.resolve(place, subject: subject, in: file)
      // The service of a row runs on the section's host, where it has one.
      let counts = !shared.value.isRow && (roles.isKnownParty(key) || roles.isMachine(key))
      guard host == nil, key == subject || subject == nil || counts else { continue }
      host = (key, place.range, .place)
    }
    // "Outbound connections from the agents", in a section about a server: as the agents see it.
    let isOthers =
      switch shared.value.direction?.value {
      case .outbound: !sources.isEmpty && !sources.contains { $0 == subject }
      case .inbound: !destinations.isEmpty && !destinations.contains { $0 == subject }
      case .internal, nil: false
      }
    let own = shared.value.direction?.value == .outbound ? sources.first : destinations.first
    if host == nil, isOthers, let own {
      host = (own, shared.value.range, .sentence)
    } else if host == nil, let subject {
      host = (subject, shared.value.range, .section)
    }
    self.sources = sources
    self.destinations = destinations
    self.host = host
    opener = shared.value.initiator.map { roles.resolve($0, subject: context, in: file) }
    namedListener = shared.value.listener.map { roles.resolve($0, subject: context, in: file) }
    direction = shared.value.direction
    isBidirectional = shared.value.isBidirectional
    isPortState = shared.value.isPortState
    // "Allow the following traffic from A to B.", also without a colon
    isLeadIn =
      shared.value.isLeadIn
      || shared.value.refersToList && shared.value.expressions.isEmpty && !shared.value.isRow
        && !(sources.isEmpty && destinations.isEmpty)
    isRow = shared.value.isRow
    // "The editor listens on this port": perhaps a program of the section's host.
    // In place: a statement is slow to copy.
    let isListening = shared.value.isPortState && sources.isEmpty && !destinations.isEmpty
    let isDoubtful =
      !shared.value.isRow && shared.value.hasVerb && !shared.value.doubts.isEmpty
      && (sources.isEmpty || destinations.isEmpty)
    // Those who use the port, but not to an end that is told, and those who play no part that was read.
    let asksForUsers = shared.value.isUsedBySomebody && (shared.value.purpose == nil || shared.value.purposeNamesParty)
    let isOfOthers =
      asksForUsers && shared.value.users.contains { roles.resolve($0, subject: context, in: file) != subject }
      || shared.value.leftOver.contains { roles.resolve($0, subject: context, in: file) != subject }
    isUnclear =
      shared.value.isRow
      ? shared.value.openSide != nil
      : shared.value.openSide != nil || isOfOthers || shared.value.isThin
        || isDoubtful && !shared.value.isPortState && !shared.value.hasParties
    isUnclear = isUnclear || isOfStrangers
    hasOpenSide = isUnclear || isListening || isDoubtful
    condition = shared.value.condition?.range
    range = shared.value.sources.first?.range ?? shared.value.destinations.first?.range ?? shared.value.range
  }

  /// The listener that a direction or the state of the port gives.
  var listener: Side? {
    switch direction?.value {
    case .inbound: host
    case .outbound, .internal: nil
    case nil: isPortState && !isBidirectional ? host : nil
    }
  }

  var initiator: Side? { direction?.value == .outbound ? host : nil }
}
