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
    let source = readings[page].page
    return Flow.Origin(page: pageNames[page], section: source.title(of: source.sections[section]))
  }

  mutating func addUnresolved(_ kind: String, _ range: SourceRange, _ page: Int, _ section: Int) {
    let text = readings[page].page.visibleText(range)
    let entry = PortSpecification.Unresolved(kind: kind, text: text, origin: origin(page, section))
    unresolved.append((entry, readings[page].location(range)))
  }

  // MARK: Flows

  mutating func resolveFlows() {
    declareMentions()
    var drafts: [FlowDraft] = []
    for (index, reading) in readings.enumerated() {
      diagnostics.report(contentsOf: reading.diagnostics.diagnostics)
      for entry in reading.unresolved { addUnresolved(entry.kind, entry.range, index, entry.section) }
      var resolver = FlowResolver(index, reading)
      resolver.resolve(&roles)
      diagnostics.report(contentsOf: resolver.diagnostics.diagnostics)
      for entry in resolver.unresolved { addUnresolved(entry.kind, entry.range, index, entry.section) }
      drafts += resolver.drafts
      for entry in resolver.refused {
        refused.append(
          ExplainedNumber(
            location: reading.location(entry.range), text: reading.page.file.text(entry.range), reason: entry.reason))
      }
      reportSentences(index)
      reportDuplicateSections(index)
    }
    merge(drafts)
    reportUnstatedTransports()
    reportUnstatedSubjects()
    reportSimilarRoles()
    reportAdvice()
    roles.assignIDs()
    assignIDs()
  }

  /// Makes every party known before titles are matched against them, so that the order of sections does not matter.
  private mutating func declareMentions() {
    for reading in readings {
      for placed in reading.statements {
        let statement = placed.shared.value
        for mention in statement.sources + statement.destinations {
          roles.markParty(roles.insert(mention, isSubject: false, in: reading.page.file.name))
        }
        for mention in statement.places + statement.users {
          _ = roles.insert(mention, isSubject: false, in: reading.page.file.name)
        }
      }
    }
  }

  private mutating func merge(_ drafts: [FlowDraft]) {
    flows.reserveCapacity(drafts.count)
    var byPort: [PortKey: [Int]] = [:]
    byPort.reserveCapacity(drafts.count)
    // Complete statements first: a mention without parties joins the flow that has them.
    for isComplete in [true, false] {
      for index in drafts.indices where drafts[index].hasBothParties == isComplete { merge(drafts[index], &byPort) }
    }
  }

  private mutating func merge(_ draft: FlowDraft, _ byPort: inout [PortKey: [Int]]) {
    let key = PortKey(subject: draft.subject, ports: draft.ports)
    let candidates = byPort[key] ?? []
    if let index = only(candidates, draft) {
      reportConflicts(flows[index], draft)
      flows[index].absorb(draft)
      flowsOfGroup[draft.page][draft.group].append(index)
    } else {
      reportRivals(draft, candidates)
      flows.append(draft)
      byPort[key, default: []].append(flows.count - 1)
      flowsOfGroup[draft.page][draft.group].append(flows.count - 1)
    }
  }

  /// The one flow that a draft can be part of; nil where there are none or several.
  private func only(_ candidates: [Int], _ draft: FlowDraft) -> Int? {
    var found: Int?
    for index in candidates where isSame(flows[index], draft) {
      if found != nil { return nil }
      found = index
    }
    return found
  }

  private struct PortKey: Hashable {
    var subject: RoleKey?
    var ports: FlowPorts
  }

  /// Whether two drafts of one subject and port state one flow: what both give is equal.
  private func isSame(_ one: FlowDraft, _ other: FlowDraft) -> Bool {
    if one.page == other.page, one.group == other.group { return one.identity == other.identity }
    return agree(one.transport, other.transport) && agree(one.source, other.source)
      && agree(one.destination, other.destination) || isReversed(one, other)
  }

  /// The two ends of a bidirectional flow have no order.
  private func isReversed(_ one: FlowDraft, _ other: FlowDraft) -> Bool {
    one.isBidirectional && other.isBidirectional && agree(one.transport, other.transport)
      && one.source == other.destination
      && one.destination == other.source
  }

  private func agree<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
    one == nil || other == nil || one == other
  }

  // MARK: Ids

  private mutating func assignIDs() {
    var count: [String: Int] = [:]
    count.reserveCapacity(flows.count)
    var isUnique = true
    for index in flows.indices {
      flows[index].id = id(flows[index], withPeer: false)
      let earlier = count.updateValue(1, forKey: flows[index].id)
      guard let earlier else { continue }
      isUnique = false
      count[flows[index].id] = earlier + 1
    }
    if isUnique { return }
    for index in flows.indices where count[flows[index].id, default: 0] > 1 {
      flows[index].id = id(flows[index], withPeer: true)
    }
    // Two flows that differ in neither party: their order on the page tells them apart.
    var taken: [String: Int] = [:]
    for index in flows.indices {
      taken[flows[index].id, default: 0] += 1
      let number = taken[flows[index].id, default: 1]
      if number > 1 { flows[index].id += "/\(number)" }
    }
  }

  private func id(_ flow: FlowDraft, withPeer: Bool) -> String {
    var id = ""
    if let subject = flow.subject { id += roleID(subject) + "/" }
    if withPeer {
      let peers = [flow.source, flow.destination].compactMap { $0 }.filter { $0 != flow.subject }
      id += (peers.isEmpty ? "any" : peers.map(roleID).joined(separator: "+")) + "/"
    }
    id += (flow.transport?.rawValue ?? "unstated") + "/"
    let label = flow.ports.label
    return id + (label.utf8.contains(UInt8(ascii: "|")) ? label.replacing("|", with: "+") : label)
  }

  func roleID(_ key: RoleKey) -> String { roles[key]?.id ?? "" }

  func roleName(_ key: RoleKey?) -> String? { key.flatMap { roles[$0]?.name } }
}

extension FlowDraft {
  var hasBothParties: Bool { source != nil && destination != nil }

  func insertParties(into parties: inout Set<RoleKey>) {
    if let subject { parties.insert(subject) }
    if let source { parties.insert(source) }
    if let destination { parties.insert(destination) }
  }

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
    for (field, rule) in other.certainty.entries where other.evidence[field] == nil && certainty[field] == nil {
      certainty[field] = rule
    }
    for (field, location) in other.evidence.entries where evidence[field] == nil { evidence[field] = location }
    if other.page == page, other.location.range < location.range {
      location = other.location
      section = other.section
      group = other.group
    }
  }
}
