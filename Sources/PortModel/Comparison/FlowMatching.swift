/// Which flows of two specifications are the same flow.
///
/// 1. Flows with equal meaning are the same. Where one side states a meaning more often, the surplus is a repetition.
/// 2. Of the others, two *can* be the same when they share the id or a curated name; or the subject, source and
///    destination, and besides the transport or the ports; or transport and ports, and two of subject, source and destination.
/// 3. Among those pairs the matching with the greatest total likeness is chosen, so that no pair is taken early at the
///    expense of the others. ``likeness(_:_:)`` gives the weights.
///
/// Everything is ordered by meaning and id; equal input gives equal output.
struct FlowMatching {
  private(set) var equal: [(old: Flow, new: Flow)] = []
  private(set) var changed: [(old: Flow, new: Flow)] = []
  /// Flows whose meaning the new specification states elsewhere already, or still.
  private(set) var repeatedOld: [Flow] = []
  private(set) var repeatedNew: [Flow] = []
  private(set) var removed: [Flow] = []
  private(set) var added: [Flow] = []

  /// In a larger group of candidates pairs are taken by falling likeness instead of the best total.
  private static let largestExactGroup = 300

  init(_ oldFlows: [Flow], _ newFlows: [Flow]) {
    var olds = Self.byMeaning(oldFlows)
    var news = Self.byMeaning(newFlows)
    for (meaning, pair) in Self.common(olds, news) {
      olds[meaning] = nil
      news[meaning] = nil
      pairUp(pair.old, pair.new)
    }
    // Within one side, a meaning stated twice counts once.
    let left = firsts(of: olds, repetitions: \.repeatedOld)
    let right = firsts(of: news, repetitions: \.repeatedNew)
    let pairs = Self.bestPairs(left, right)
    changed = pairs.map { (left[$0.old], right[$0.new]) }
    let takenOld = Set(pairs.map(\.old))
    let takenNew = Set(pairs.map(\.new))
    removed = left.indices.filter { !takenOld.contains($0) }.map { left[$0] }
    added = right.indices.filter { !takenNew.contains($0) }.map { right[$0] }
  }

  private static func byMeaning(_ flows: [Flow]) -> [[UInt8]: [Flow]] {
    Dictionary(grouping: flows.sorted { $0.id < $1.id }, by: \.canonicalMeaning)
  }

  private static func common(
    _ olds: [[UInt8]: [Flow]], _ news: [[UInt8]: [Flow]]
  ) -> [(key: [UInt8], value: (old: [Flow], new: [Flow]))] {
    olds.compactMap { meaning, flows in
      news[meaning].map { (meaning, (flows, $0)) }
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  /// Flows of one meaning: those with equal ids first, the rest in order, the surplus of one side is repetition.
  private mutating func pairUp(_ olds: [Flow], _ news: [Flow]) {
    var restOld = olds
    var restNew = news
    for old in olds {
      guard let match = restNew.firstIndex(where: { $0.id == old.id }) else { continue }
      equal.append((old, restNew.remove(at: match)))
      restOld.removeAll { $0.id == old.id }
    }
    equal += zip(restOld, restNew).map { ($0, $1) }
    repeatedOld += restOld.dropFirst(restNew.count)
    repeatedNew += restNew.dropFirst(restOld.count)
  }

  private mutating func firsts(
    of groups: [[UInt8]: [Flow]], repetitions: WritableKeyPath<FlowMatching, [Flow]>
  ) -> [Flow] {
    let flows = groups.values.sorted { $0[0].id < $1[0].id }
    self[keyPath: repetitions] += flows.flatMap { $0.dropFirst() }
    return flows.map { $0[0] }
  }

  // MARK: Likeness

  /// How alike two flows are, or nil when they cannot be the same flow.
  ///
  /// Weights: curated name and id 60 each; ports 40; subject 40; source and destination 30 each; transport 20; service and
  /// purpose 20 each, section 20, where stated; direction, scope, requirement and condition 5 each. On top, up to 16 for
  /// the nearness of two single ports (by the digits of their distance in binary), which decides between otherwise like pairs.
  static func likeness(_ old: Flow, _ new: Flow) -> Int? {
    let hasSameID = old.id == new.id
    let hasSameName = old.name != nil && old.name == new.name
    let parties = [old.subject == new.subject, old.source == new.source, old.destination == new.destination]
      .count { $0 }
    let hasSameTransport = old.transport == new.transport
    let hasSamePorts = old.ports == new.ports
    guard
      hasSameID || hasSameName || parties == 3 && (hasSameTransport || hasSamePorts)
        || parties == 2 && hasSameTransport && hasSamePorts
    else { return nil }
    var score = (hasSameID ? 60 : 0) + (hasSameName ? 60 : 0)
    score += (hasSamePorts ? 40 : 0) + (hasSameTransport ? 20 : 0)
    score += (old.subject == new.subject ? 40 : 0) + (old.source == new.source ? 30 : 0)
    score += old.destination == new.destination ? 30 : 0
    score += old.service != nil && old.service == new.service ? 20 : 0
    score += old.purpose != nil && old.purpose == new.purpose ? 20 : 0
    score += old.origin.section != nil && old.origin.section == new.origin.section ? 20 : 0
    score += (old.direction == new.direction ? 5 : 0) + (old.scope == new.scope ? 5 : 0)
    score += (old.requirement == new.requirement ? 5 : 0) + (old.condition?.id == new.condition?.id ? 5 : 0)
    return 100 * score + nearness(old.ports, new.ports)
  }

  private static func nearness(_ old: FlowPorts, _ new: FlowPorts) -> Int {
    guard case .ranges(let olds) = old, case .ranges(let news) = new, let one = olds.first, let other = news.first
    else { return 0 }
    let distance = (Int(one.lowerBound.rawValue) - Int(other.lowerBound.rawValue)).magnitude
    return UInt16.bitWidth - (UInt.bitWidth - distance.leadingZeroBitCount)
  }

  // MARK: Best total

  private static func bestPairs(_ left: [Flow], _ right: [Flow]) -> [(old: Int, new: Int)] {
    var edges: [LikenessGraph.Edge] = []
    // Flows that can be the same share the id, the name, the subject or the two other parties.
    var buckets: [String: [Int]] = [:]
    for (index, flow) in right.enumerated() {
      for key in keys(flow) { buckets[key, default: []].append(index) }
    }
    for (index, flow) in left.enumerated() {
      for other in Set(keys(flow).flatMap { buckets[$0] ?? [] }).sorted() {
        guard let score = likeness(flow, right[other]) else { continue }
        edges.append(LikenessGraph.Edge(old: index, new: other, likeness: score))
      }
    }
    return LikenessGraph(edges).components().flatMap { group in
      group.count > largestExactGroup * largestExactGroup
        ? LikenessGraph.greedyMatching(group) : LikenessGraph.bestMatching(group)
    }.sorted { $0.old < $1.old }
  }

  private static func keys(_ flow: Flow) -> [String] {
    var keys = ["i" + flow.id, "s" + (flow.subject ?? ""), "p" + (flow.source ?? "") + "\n" + (flow.destination ?? "")]
    if let name = flow.name { keys.append("n" + name) }
    return keys
  }
}
