import PortModel
import PortPage
import SourceDiagnostics

/// Joins what all pages say into one specification.
struct Assembly {
  let readings: [PageReading]
  var roles: RoleTable
  var diagnostics = DiagnosticList()
  /// One for each flow, in the order of first mention.
  var flows: [FlowDraft] = []
  /// For each page and group: the flows that the group became part of.
  var flowsOfGroup: [[[Int]]]
  /// For each flow: the next one with the same subject and ports.
  private(set) var sharers: [Int?] = []
  /// The flows of long chains by their parties.
  private var byPair: [PairKey: [Int]] = [:]
  /// Ports that pages state only to say that they are not used.
  var refused: [ExplainedNumber] = []
  var unresolved: [(entry: PortSpecification.Unresolved, location: SourceLocation)] = []

  /// The pages' names in origins: the file name, or the path where two pages share one.
  let pageNames: [String]

  init(_ readings: [PageReading], _ roles: RoleTable) {
    self.readings = readings
    self.roles = roles
    pageNames = Self.pageNames(readings.map(\.page.file.name))
    flowsOfGroup = readings.map { Array(repeating: [], count: $0.groups.count) }
  }

  private static func pageNames(_ paths: [String]) -> [String] {
    let names = paths.map { path in path.split(separator: "/").last.map(String.init) ?? path }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(paths, names).map { counts[$1] == 1 ? $1 : $0 }
  }

  func origin(_ page: Int, _ section: Int) -> Flow.Origin {
    Flow.Origin(page: pageNames[page], section: readings[page].outline.headings[section].title)
  }

  mutating func addUnresolved(_ kind: String, _ range: SourceRange, _ page: Int, _ section: Int) {
    let text = readings[page].page.visibleText(range)
    let entry = PortSpecification.Unresolved(kind: kind, text: text, origin: origin(page, section))
    unresolved.append((entry, readings[page].location(range)))
  }

  func location(_ place: PageRange) -> SourceLocation { readings[place.page].location(place.range) }

  // MARK: Flows

  mutating func resolveFlows() {
    declareMentions()
    for (index, reading) in readings.enumerated() {
      diagnostics.report(contentsOf: reading.diagnostics.diagnostics)
      for entry in reading.unresolved { addUnresolved(entry.kind, entry.range, index, entry.section) }
      var resolver = FlowResolver(index, reading)
      resolver.resolve(&roles)
      diagnostics.report(contentsOf: resolver.diagnostics.diagnostics)
      for entry in resolver.unresolved { addUnresolved(entry.kind, entry.range, index, entry.section) }
      // Moved, not shared: what is shared is copied when drafts are taken out of it.
      if flows.isEmpty { swap(&flows, &resolver.drafts) } else { flows += resolver.drafts }
      for entry in resolver.refused {
        refused.append(
          ExplainedNumber(
            location: reading.location(entry.range), text: reading.page.file.text(entry.range), reason: entry.reason))
      }
      reportDuplicateSections(index)
    }
    mergeFlows()
    for page in readings.indices {
      reportSentences(page)
      reportPassedOver(page)
    }
    adoptTransports()
    reportUnstatedTransports()
    reportUnstatedSubjects()
    reportUnstatedListeners()
    reportSimilarRoles()
    reportAdvice()
    roles.assignIDs()
    assignIDs()
  }

  /// Makes every party known before titles are matched against them, so that the order of sections does not matter.
  private mutating func declareMentions() {
    for reading in readings {
      for (mention, isSide) in reading.parties {
        let key = roles.insert(mention, isSubject: false, in: reading.page.file.name)
        if isSide { roles.markParty(key) }
      }
    }
  }

  private mutating func mergeFlows() {
    // In place: drafts are many and large, and a second list of them would take as much memory again. Those in front of `count` are
    // flows; behind them stand what was taken up, and then the drafts that are still to come.
    var byPort: [PortKey: Chain] = [:]
    byPort.reserveCapacity(flows.count)
    sharers = Array(repeating: nil, count: flows.count)
    completeFirst()
    var count = 0
    for index in flows.indices {
      let key = PortKey(subject: flows[index].subject, ports: flows[index].ports, row: flows[index].rowIdentity)
      if !merge(index, &byPort[key, default: Chain(first: count)], key, count) { continue }
      if index != count { flows.swapAt(index, count) }
      count += 1
    }
    flows.removeLast(flows.count - count)
  }

  /// Brings complete drafts to the front, in their order: a mention without parties joins the flow that has them.
  private mutating func completeFirst() {
    let order = flows.indices.filter { flows[$0].hasBothParties } + flows.indices.filter { !flows[$0].hasBothParties }
    // What stands at each place of the order, cycle by cycle.
    var isSettled = Array(repeating: false, count: order.count)
    for start in order.indices where !isSettled[start] {
      var place = start
      isSettled[place] = true
      while order[place] != start {
        flows.swapAt(place, order[place])
        place = order[place]
        isSettled[place] = true
      }
    }
  }

  /// Makes a draft part of the one flow that it states; else it becomes the flow number `place`.
  ///
  /// - Returns: Whether it is a new flow.
  private mutating func merge(_ index: Int, _ chain: inout Chain, _ key: PortKey, _ place: Int) -> Bool {
    let (page, group, hasBothParties) = (flows[index].page, flows[index].group, flows[index].hasBothParties)
    let pair = hasBothParties && chain.count > Chain.few ? PairKey(key, flows[index]) : nil
    if let known = pair.map({ only(byPair[$0] ?? [], flows[index]) }) ?? only(chain, flows[index]) {
      let draft = flows[index]
      reportConflicts(flows[known], draft)
      joinConditions(known, draft)
      flows[known].absorb(draft)
      flowsOfGroup[page][group].append(known)
      return false
    }
    if chain.count > 0 { reportRivals(flows[index], chain.first) }
    if chain.count == Chain.few, hasBothParties {
      // From here on, parties are looked up and not gone through.
      var member: Int? = chain.first
      while let other = member {
        if flows[other].hasBothParties { byPair[PairKey(key, flows[other]), default: []].append(other) }
        member = sharers[other]
      }
    }
    if chain.count >= Chain.few, hasBothParties { byPair[PairKey(key, flows[index]), default: []].append(place) }
    if chain.count > 0 { sharers[chain.last] = place }
    chain.last = place
    chain.count += 1
    flowsOfGroup[page][group].append(place)
    return true
  }

  /// The flows with one subject and port, linked by ``sharers``.
  private struct Chain {
    let first: Int
    var last: Int
    var count = 0
    /// A chain up to this length is gone through.
    static let few = 16

    init(first: Int) {
      self.first = first
      last = first
    }
  }

  /// Two parties on one port, in either order.
  private struct PairKey: Hashable {
    private let port: PortKey
    private let parties: Set<RoleKey?>

    init(_ port: PortKey, _ draft: borrowing FlowDraft) {
      self.port = port
      parties = [draft.source, draft.destination]
    }
  }

  /// The one flow of several that a draft can be part of; nil where there are none or several.
  private func only(_ candidates: [Int], _ draft: borrowing FlowDraft) -> Int? {
    var found: Int?
    for index in candidates where isSame(flows[index], draft) {
      if found != nil { return nil }
      found = index
    }
    return found
  }

  private func only(_ chain: Chain, _ draft: borrowing FlowDraft) -> Int? {
    guard chain.count > 0 else { return nil }
    var found: Int?
    var candidate: Int? = chain.first
    while let index = candidate {
      if isSame(flows[index], draft) {
        if found != nil { return nil }
        found = index
      }
      candidate = sharers[index]
    }
    return found
  }

  private struct PortKey: Hashable {
    var subject: RoleKey?
    var ports: FlowPorts
    /// Of a row that names no parties: it is the same flow only as another one that says the same.
    var row: FlowDraft.RowIdentity?
  }

  /// Whether two drafts of one subject and port state one flow: what both give is equal.
  private func isSame(_ one: borrowing FlowDraft, _ other: borrowing FlowDraft) -> Bool {
    if one.page == other.page, one.group == other.group { return one.identity == other.identity }
    // A row that names no parties says nothing of what another section states.
    if one.rowIdentity != other.rowIdentity { return false }
    // "A listens on TCP 443", "TCP 443, outbound from A": nobody connects to itself.
    if let source = one.source ?? other.source, source == one.destination ?? other.destination,
      one.source != one.destination, other.source != other.destination
    {
      return false
    }
    // "TCP 443, inbound from browsers", "TCP 443, outbound to the update server", of a host that the page does not name
    if one.subject == nil, let direction = one.direction, let opposite = other.direction, direction != opposite,
      !one.hasBothParties, !other.hasBothParties
    {
      return false
    }
    return agree(one.transport, other.transport) && agree(one.source, other.source)
      && agree(one.destination, other.destination) || isReversed(one, other)
  }

  /// The two ends of a bidirectional flow have no order.
  private func isReversed(_ one: borrowing FlowDraft, _ other: borrowing FlowDraft) -> Bool {
    one.isBidirectional && other.isBidirectional && agree(one.transport, other.transport)
      && one.source == other.destination
      && one.destination == other.source
  }

  private func agree<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
    one == nil || other == nil || one == other
  }

  /// The parties of all flows.
  func parties() -> [RoleKey] {
    var isParty = Array(repeating: false, count: roles.count)
    for index in flows.indices {
      if let subject = flows[index].subject { isParty[subject.index] = true }
      if let source = flows[index].source { isParty[source.index] = true }
      if let destination = flows[index].destination { isParty[destination.index] = true }
    }
    return isParty.indices.filter { isParty[$0] }.map { RoleKey(index: $0) }
  }

  // MARK: Ids

  private mutating func assignIDs() {
    var count: [String: Int] = [:]
    count.reserveCapacity(flows.count)
    var isUnique = true
    var bytes: [UInt8] = []
    for index in flows.indices {
      let id = id(index, withPeer: false, &bytes)
      flows[index].id = id
      let earlier = count.updateValue(1, forKey: id)
      guard let earlier else { continue }
      isUnique = false
      count[id] = earlier + 1
    }
    if isUnique { return }
    var shared: [Int] = []
    for index in flows.indices where count[flows[index].id, default: 0] > 1 {
      flows[index].id = id(index, withPeer: true, &bytes)
      shared.append(index)
    }
    // Two flows that differ in neither party: their order on the page tells them apart. An id with a peer has one part more than others, unless
    // a flow has no subject.
    let hasSubjects = flows.allSatisfy { $0.subject != nil }
    var taken: [String: Int] = [:]
    for index in hasSubjects ? shared : Array(flows.indices) {
      taken[flows[index].id, default: 0] += 1
      let number = taken[flows[index].id, default: 1]
      if number > 1 { flows[index].id += "/\(number)" }
    }
  }

  /// - Parameter bytes: Memory for the bytes of the id, of which many are made.
  private func id(_ index: Int, withPeer: Bool, _ bytes: inout [UInt8]) -> String {
    bytes.removeAll(keepingCapacity: true)
    let subject = flows[index].subject
    if let subject {
      bytes += roleID(subject).utf8
      bytes.append(UInt8(ascii: "/"))
    }
    if withPeer {
      let peers = [flows[index].source, flows[index].destination].compactMap { $0 }.filter { $0 != subject }
      bytes += (peers.isEmpty ? "any" : peers.map(roleID).joined(separator: "+")).utf8
      bytes.append(UInt8(ascii: "/"))
    }
    bytes += (flows[index].transport?.rawValue ?? "unstated").utf8
    bytes.append(UInt8(ascii: "/"))
    let start = bytes.count
    bytes += flows[index].ports.label.utf8
    for place in start..<bytes.count where bytes[place] == UInt8(ascii: "|") { bytes[place] = UInt8(ascii: "+") }
    return String(decoding: bytes, as: UTF8.self)
  }

  func roleID(_ key: RoleKey) -> String { roles.id(of: key) ?? "" }

  func roleName(_ key: RoleKey?) -> String? { key.flatMap { roles.name(of: $0) } }
}

extension FlowDraft {
  var hasBothParties: Bool { source != nil && destination != nil }

  /// Takes over what another statement of the same flow adds.
  mutating func absorb(_ other: FlowDraft) {
    transport = transport ?? other.transport
    source = source ?? other.source
    destination = destination ?? other.destination
    direction = direction ?? other.direction
    isBidirectional = isBidirectional || other.isBidirectional
    if other.scope == .sameHost { scope = .sameHost }
    if requirement == .unstated { requirement = other.requirement }
    if requirement == .required, other.requirement == .conditional { requirement = .conditional }
    condition = condition ?? other.condition
    binding = binding ?? other.binding
    service = service ?? other.service
    applicationProtocol = applicationProtocol ?? other.applicationProtocol
    purpose = purpose ?? other.purpose
    fallback = fallback ?? other.fallback
    for field in other.certainty.derived where other.evidence[field] == nil && certainty[field] == nil {
      certainty[field] = other.certainty[field]
    }
    for (field, location) in other.evidence.entries where evidence[field] == nil { evidence[field] = location }
    if other.page == page, other.location.range < location.range {
      location = other.location
      section = other.section
      group = other.group
    }
  }
}
