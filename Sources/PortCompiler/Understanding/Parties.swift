import PortModel
import SourceDiagnostics

/// Who connects to whom, as the statements about one port say together.
struct Parties {
  struct Pair: Hashable {
    var source: String?
    var destination: String?
    var isBidirectional = false
    var range: SourceRange?
    var certainty: [String: String] = [:]
  }

  private(set) var pairs: [Pair] = []
  /// A party that one statement alone gives: "open for incoming connections on X" gives the listener.
  private var listener: (key: String, range: SourceRange, rule: String)?
  private var initiator: (key: String, range: SourceRange, rule: String)?
  /// The stated direction is the one of the section's host.
  private(set) var isAboutSubject = true
  /// All parties named.
  private(set) var keys: Set<String> = []
  private let subject: String?

  init(_ statements: [Statement], subject: String?, file: String, _ roles: inout RoleTable) {
    self.subject = subject
    if let subject { keys.insert(subject) }
    for statement in statements { add(statement, file, &roles) }
  }

  /// Takes the parties that sentences beside the port's own give.
  mutating func adopt(_ others: [Pair]) {
    pairs = others.map { pair in
      var pair = pair
      if pair.source != nil { pair.certainty["source"] = "context" }
      if pair.destination != nil { pair.certainty["destination"] = "context" }
      return pair
    }
    for pair in pairs { keys.formUnion([pair.source, pair.destination].compactMap { $0 }) }
  }

  private mutating func add(_ statement: Statement, _ file: String, _ roles: inout RoleTable) {
    let sources = statement.sources.map { roles.resolve($0, subject: subject, in: file) }
    let destinations = statement.destinations.map { roles.resolve($0, subject: subject, in: file) }
    let range = statement.sources.first?.range ?? statement.destinations.first?.range
    keys.formUnion(sources + destinations)
    for source in sources.isEmpty ? [nil] : sources.map(Optional.some) {
      for destination in destinations.isEmpty ? [nil] : destinations.map(Optional.some) {
        guard source != nil || destination != nil else { continue }
        insert(Pair(source: source, destination: destination, isBidirectional: statement.isBidirectional, range: range))
      }
    }
    addPlaces(statement, file, &roles)
  }

  /// What "on X" makes X: the listener of incoming, the initiator of outgoing connections.
  private mutating func addPlaces(_ statement: Statement, _ file: String, _ roles: inout RoleTable) {
    let place = statement.places.first.map { (key: roles.resolve($0, subject: subject, in: file), range: $0.range) }
    if let place, let subject, place.key != subject, statement.direction != nil { isAboutSubject = false }
    let host = place ?? subject.map { (key: $0, range: statement.range) }
    guard let host else { return }
    let rule = place == nil ? "section" : "place"
    switch statement.direction?.value {
    case .inbound: listener = listener ?? (host.key, host.range, rule)
    case .outbound: initiator = initiator ?? (host.key, host.range, rule)
    case .internal: break
    case nil:
      if statement.isPortState, !statement.isBidirectional { listener = listener ?? (host.key, host.range, rule) }
    }
  }

  /// Adds a pair, or completes one that lacks a side.
  private mutating func insert(_ pair: Pair) {
    if let index = pairs.firstIndex(where: { isCompatible($0, pair) }) {
      if pairs[index].source == nil { pairs[index].source = pair.source }
      if pairs[index].destination == nil { pairs[index].destination = pair.destination }
      pairs[index].isBidirectional = pairs[index].isBidirectional || pair.isBidirectional
    } else {
      pairs.append(pair)
    }
  }

  private func isCompatible(_ one: Pair, _ other: Pair) -> Bool {
    (one.source == nil || other.source == nil || one.source == other.source)
      && (one.destination == nil || other.destination == nil || one.destination == other.destination)
  }

  /// The pairs, completed by what single statements give; one empty pair when nothing is known.
  func completed() -> [Pair] {
    let base = pairs.isEmpty ? [Pair()] : pairs
    return base.map { pair in
      var pair = pair
      guard !pair.isBidirectional else { return pair }
      if pair.destination == nil, let listener, listener.key != pair.source {
        pair.destination = listener.key
        pair.certainty["destination"] = listener.rule
        pair.range = pair.range ?? listener.range
      }
      if pair.source == nil, let initiator, initiator.key != pair.destination {
        pair.source = initiator.key
        pair.certainty["source"] = initiator.rule
        pair.range = pair.range ?? initiator.range
      }
      return pair
    }
  }
}
