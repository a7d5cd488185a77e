import PortModel
import SourceDiagnostics

/// Who connects to whom, as the statements about one port say together.
struct Parties {
  struct Pair: Hashable {
    var source: RoleKey?
    var destination: RoleKey?
    var isBidirectional = false
    var range: SourceRange?
    /// How the sides are known that the sentences do not name.
    var sourceRule: CertaintyRule?
    var destinationRule: CertaintyRule?

    /// The direction of the pair's traffic as a host sees it.
    func direction(at host: RoleKey) -> Flow.Direction? {
      guard !isBidirectional else { return nil }
      switch (source == host, destination == host) {
      case (true, true): return .internal
      case (false, true): return source == nil ? nil : .inbound
      case (true, false): return destination == nil ? nil : .outbound
      case (false, false): return nil
      }
    }
  }

  /// A sentence beside the port's own leaves open who connects or listens.
  var isUnclearBeside = false
  /// One for each statement.
  let contacts: [Contact]
  private(set) var pairs: [Pair] = []
  /// The port's own sentences that name a party which an introduction of all ports does not.
  private(set) var dissenting: [SourceRange] = []
  private let subject: RoleKey?
  private let scopeDirection: Located<Flow.Direction>?

  init(
    _ statements: [SharedStatement], subject: RoleKey?, direction: Located<Flow.Direction>?, file: String,
    _ roles: inout RoleTable
  ) {
    self.subject = subject
    scopeDirection = direction
    var contacts: [Contact] = []
    contacts.reserveCapacity(statements.count)
    for statement in statements { contacts.append(Contact(statement, subject: subject, file: file, &roles)) }
    self.contacts = contacts
    makePairs()
  }

  /// Whether a party is the subject or a side of a pair.
  func names(_ key: RoleKey) -> Bool { key == subject || isSide(key) }

  /// Whether a party is a side of a pair.
  func isSide(_ key: RoleKey) -> Bool { pairs.contains { $0.source == key || $0.destination == key } }

  // MARK: Pairs

  /// Statements with both sides give pairs; the others complete them, or each other.
  private mutating func makePairs() {
    var lone: (sources: [Contact], destinations: [Contact]) = ([], [])
    // What a sentence says of one port goes before what a title says of all.
    let hasLeadIn = contacts.contains(where: \.isLeadIn)
    for contact in hasLeadIn ? contacts.filter({ !$0.isLeadIn }) + contacts.filter(\.isLeadIn) : contacts {
      if contact.isLeadIn, isOverruled(contact) { continue }
      switch (contact.sources.isEmpty, contact.destinations.isEmpty) {
      case (true, true): continue
      case (false, false): addAll(contact)
      case (false, true):
        // "incoming connections from A": the host listens.
        if let host = contact.listener, contact.direction != nil, !contact.sources.contains(host.key) {
          for source in contact.sources { add(source, host.key, contact, destinationRule: host.rule) }
        } else {
          lone.sources.append(contact)
        }
      case (true, false):
        if let host = contact.initiator, !contact.destinations.contains(host.key) {
          for destination in contact.destinations {
            add(host.key, destination, contact, sourceRule: host.rule)
          }
        } else {
          lone.destinations.append(contact)
        }
      }
    }
    addLone(lone.sources, lone.destinations)
    addOpeners()
    addNamedListeners()
  }

  /// "The destination is A": where no sentence tells another listener, A is it.
  private mutating func addNamedListeners() {
    for place in contacts.indices {
      guard let listener = contacts[place].namedListener else { continue }
      if pairs.isEmpty { return add(nil, listener, contacts[place]) }
      for index in pairs.indices { orient(&pairs[index], to: listener) }
    }
  }

  private func orient(_ pair: inout Pair, to listener: RoleKey) {
    if pair.isBidirectional, pair.source != pair.destination {
      guard pair.source == listener || pair.destination == listener else { return }
      if pair.source == listener { swap(&pair.source, &pair.destination) }
      pair.isBidirectional = false
    } else if pair.destination == nil, pair.source != listener {
      pair.destination = listener
    }
  }

  /// "The connection is opened by A": where no sentence tells another initiator, A is it.
  private mutating func addOpeners() {
    for place in contacts.indices {
      guard let opener = contacts[place].opener else { continue }
      if pairs.isEmpty { return add(opener, nil, contacts[place]) }
      for index in pairs.indices { orient(&pairs[index], from: opener) }
    }
  }

  /// What sentences beside the port's own say of who opens the connection.
  mutating func orient(byOpenersOf others: [Contact]) {
    for other in others.indices {
      for index in pairs.indices {
        if let opener = others[other].opener { orient(&pairs[index], from: opener) }
        if let listener = others[other].namedListener { orient(&pairs[index], to: listener) }
      }
    }
  }

  private func orient(_ pair: inout Pair, from opener: RoleKey) {
    if !pair.isBidirectional {
      if pair.source == nil, pair.destination != opener, opener == subject || pair.destination == subject {
        pair.source = opener
      }
      if pair.source != nil, pair.source != opener, pair.destination == opener {
        // "A sends commands to B; B opens the connection"
        (pair.source, pair.destination) = (nil, nil)
      }
    } else if pair.source != pair.destination, pair.source == opener || pair.destination == opener {
      // "traffic between A and B; B opens the connection"
      if pair.destination == opener { swap(&pair.source, &pair.destination) }
      pair.isBidirectional = false
    }
  }

  /// "A connects to B on these ports: TCP 22 – administrators connect": who connects on this one, the introduction does not tell.
  private mutating func isOverruled(_ contact: Contact) -> Bool {
    let both = contact.sources + contact.destinations
    func differ(_ own: [RoleKey], _ introduced: [RoleKey]) -> Bool {
      let known = contact.isBidirectional ? both : introduced
      return !own.isEmpty && !known.isEmpty && !own.allSatisfy(known.contains)
    }
    let others = contacts.filter { other in
      !other.isLeadIn && (differ(other.sources, contact.sources) || differ(other.destinations, contact.destinations))
    }
    dissenting += others.map(\.range)
    return !others.isEmpty
  }

  private mutating func addAll(_ contact: Contact) {
    for source in contact.sources {
      for destination in contact.destinations {
        // Nobody connects to itself, unless members of a group call each other.
        guard source != destination || contact.isBidirectional || contact.isRow else { continue }
        add(source, destination, contact)
      }
    }
  }

  private mutating func add(
    _ source: RoleKey?, _ destination: RoleKey?, _ contact: Contact, sourceRule: CertaintyRule? = nil,
    destinationRule: CertaintyRule? = nil
  ) {
    let known = pairs.firstIndex { pair in
      pair.source == source && pair.destination == destination
        || (pair.isBidirectional || contact.isBidirectional) && pair.source == destination && pair.destination == source
    }
    if let known {
      guard !contact.isLeadIn else { return }
      pairs[known].isBidirectional = pairs[known].isBidirectional || contact.isBidirectional
      if sourceRule == nil, destinationRule == nil {
        pairs[known].sourceRule = nil
        pairs[known].destinationRule = nil
      }
    } else {
      pairs.append(
        Pair(
          source: source, destination: destination, isBidirectional: contact.isBidirectional, range: contact.range,
          sourceRule: sourceRule, destinationRule: destinationRule))
    }
  }

  /// Parties of statements that name one side only.
  ///
  /// A party that a pair has on that side already adds nothing. What is left on the two sides belongs together where one of
  /// them is a single party; otherwise each stays alone.
  private mutating func addLone(_ sources: [Contact], _ destinations: [Contact]) {
    let openSources = open(sources, \.sources) { pair, key in
      pair.source == key || pair.isBidirectional && pair.destination == key
    }
    let openDestinations = open(destinations, \.destinations) { pair, key in
      pair.destination == key || pair.isBidirectional && pair.source == key
    }
    if openSources.count == 1 || openDestinations.count == 1, !openSources.isEmpty, !openDestinations.isEmpty {
      for (source, contact) in openSources {
        for (destination, _) in openDestinations where destination != source { add(source, destination, contact) }
      }
    } else {
      for (source, contact) in openSources { add(source, nil, contact) }
      for (destination, contact) in openDestinations { add(nil, destination, contact) }
    }
  }

  private func open(
    _ contacts: [Contact], _ side: KeyPath<Contact, [RoleKey]>, isKnown: (Pair, RoleKey) -> Bool
  ) -> [(key: RoleKey, contact: Contact)] {
    var result: [(key: RoleKey, contact: Contact)] = []
    for contact in contacts {
      for key in contact[keyPath: side]
      where !pairs.contains(where: { isKnown($0, key) }) && !result.contains(where: { $0.key == key }) {
        result.append((key, contact))
      }
    }
    return result
  }

  /// Where introductions stand.
  private var leadIns: Set<SourceRange?> { Set(contacts.filter(\.isLeadIn).map { $0.range }) }

  /// Completes pairs of which the port's own sentences give one side, by the pairs of sentences beside them that have it.
  mutating func complete(from others: [Pair]) {
    var more: [Pair] = []
    // "ports between A and B", above: a sentence that says which of them connects is more exact.
    for index in pairs.indices where pairs[index].isBidirectional && leadIns.contains(pairs[index].range) {
      let pair = pairs[index]
      let exact = others.filter { other in
        !other.isBidirectional && other.source != nil && other.destination != nil
          && (other.source == pair.source && other.destination == pair.destination
            || other.source == pair.destination && other.destination == pair.source)
      }
      guard exact.count == 1 else { continue }
      pairs[index] = exact[0]
      pairs[index].sourceRule = .context
      pairs[index].destinationRule = .context
    }
    for index in pairs.indices where !pairs[index].isBidirectional {
      let pair = pairs[index]
      if let one = pair.source ?? pair.destination, pair.source == nil || pair.destination == nil {
        // "Heartbeats between the nodes. All nodes send to this port."
        let mutual = others.filter { $0.isBidirectional && ($0.source == one || $0.destination == one) }
        if mutual.count == 1, others.count == 1 {
          pairs[index] = mutual[0]
          pairs[index].sourceRule = .context
          pairs[index].destinationRule = .context
          continue
        }
      }
      guard (pair.source == nil) != (pair.destination == nil) else { continue }
      let matching = others.filter { other in
        other.source != nil && other.destination != nil && !other.isBidirectional
          && (pair.source == nil || pair.source == other.source)
          && (pair.destination == nil || pair.destination == other.destination)
      }
      // "A listens on this port. B and C connect to it."
      let completed = matching.map { other in
        var pair = pair
        if pair.source == nil { pair.sourceRule = .context }
        if pair.destination == nil { pair.destinationRule = .context }
        pair.source = other.source
        pair.destination = other.destination
        return pair
      }
      guard let first = completed.first else { continue }
      pairs[index] = first
      more += completed.dropFirst()
    }
    for pair in more where !pairs.contains(where: { $0.source == pair.source && $0.destination == pair.destination }) {
      pairs.append(pair)
    }
  }

  /// Takes the parties that sentences beside the port's own give.
  mutating func adopt(_ others: [Pair]) {
    pairs = others.map { pair in
      var pair = pair
      if pair.source != nil { pair.sourceRule = .context }
      if pair.destination != nil { pair.destinationRule = .context }
      return pair
    }
  }

  /// The pairs, completed by what single statements give; one empty pair when nothing is known.
  func completed(_ roles: RoleTable) -> [Pair] {
    // "Outbound" above: that a port must be open does not make its host the listener.
    let isOutbound = scopeDirection?.value == .outbound
    // That it must be open tells who listens only where no sentence leaves a party open.
    let isUnclear = isUnclearBeside || contacts.contains(where: \.isUnclear)
    var listener: Contact.Side?
    var initiator: Contact.Side?
    for index in contacts.indices {
      if listener == nil, !isOutbound && !isUnclear || contacts[index].direction != nil {
        listener = contacts[index].listener
      }
      if initiator == nil { initiator = contacts[index].initiator }
    }
    if listener == nil, initiator == nil, let scopeDirection, let subject {
      if scopeDirection.value == .inbound { listener = (subject, scopeDirection.range, .title) }
      if scopeDirection.value == .outbound { initiator = (subject, scopeDirection.range, .title) }
    }
    return (pairs.isEmpty ? [Pair()] : pairs).map { pair in
      var pair = pair
      guard !pair.isBidirectional else { return ordered(pair, roles) }
      if pair.destination == nil, let listener, listener.key != pair.source {
        pair.destination = listener.key
        pair.destinationRule = listener.rule
        pair.range = pair.range ?? listener.range
      }
      if pair.source == nil, let initiator, initiator.key != pair.destination {
        pair.source = initiator.key
        pair.sourceRule = initiator.rule
        pair.range = pair.range ?? initiator.range
      }
      completeBySubject(&pair)
      return pair
    }
  }

  /// A port that stands in a section about a host is one that the host listens on or connects to: where one side is another party, the
  /// host is the other.
  private func completeBySubject(_ pair: inout Pair) {
    guard let subject, !isUnclearBeside, !contacts.contains(where: \.hasOpenSide) else { return }
    // "Relay | Outbound", "To: agents | Inbound": as the party sees it, and the other side is not said.
    func isOfRow(_ direction: Flow.Direction) -> Bool {
      contacts.indices.contains { contacts[$0].isRow && contacts[$0].direction?.value == direction }
    }
    if pair.destination == nil, isOfRow(.outbound) { return }
    if pair.source == nil, isOfRow(.inbound) { return }
    if pair.destination == nil, let source = pair.source, source != subject {
      pair.destination = subject
      pair.destinationRule = .section
    } else if pair.source == nil, let destination = pair.destination, destination != subject {
      pair.source = subject
      pair.sourceRule = .section
    }
  }

  /// The ends of a bidirectional flow have no order; the same pair is written the same way: the section's host first, then by name.
  private func ordered(_ pair: Pair, _ roles: RoleTable) -> Pair {
    guard let source = pair.source, let destination = pair.destination, source != subject,
      destination == subject || (roles[destination]?.keyText ?? "") < (roles[source]?.keyText ?? "")
    else { return pair }
    var pair = pair
    (pair.source, pair.destination) = (destination, source)
    (pair.sourceRule, pair.destinationRule) = (pair.destinationRule, pair.sourceRule)
    return pair
  }

  // MARK: Which statement speaks of which pair

  /// The statements that speak of a pair: those that name its parties or none, and whose direction is the pair's or no other's.
  func statements(about pair: Pair, among all: [Pair]) -> [Int] {
    contacts.indices.filter { index in
      let contact = contacts[index]
      guard names(contact, pair) else { return false }
      guard let host = contact.host, let direction = contact.direction, direction.value != .internal,
        let own = pair.direction(at: host.key), own != direction.value
      else { return true }
      return !all.contains { names(contact, $0) && $0.direction(at: host.key) == direction.value }
    }
  }

  /// Whether what a statement says of parties fits a pair.
  func names(_ contact: Contact, _ pair: Pair) -> Bool {
    func holds(_ keys: [RoleKey], _ side: RoleKey?, _ other: RoleKey?) -> Bool {
      guard !keys.isEmpty, let side else { return true }
      return keys.contains(side) || pair.isBidirectional && other.map(keys.contains) == true
    }
    return holds(contact.sources, pair.source, pair.destination)
      && holds(contact.destinations, pair.destination, pair.source)
  }
}
