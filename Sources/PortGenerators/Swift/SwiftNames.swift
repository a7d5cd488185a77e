import PortModel

/// The Swift names of everything in a specification: unique, and none that means something else.
///
/// Names depend on the specification and the options only. A name that clashes gives way to a longer one before numbers
/// are used; curated names give way last.
struct SwiftNames: Sendable {
  let type: String
  /// By role id, without backticks.
  private(set) var roles: [String: String] = [:]
  /// By flow id, without backticks; unique within the subject's namespace.
  private(set) var flows: [String: String] = [:]

  init(for specification: PortSpecification, options: SwiftOptions) throws(GeneratorError) {
    let known = Set(specification.roles.map(\.id)).union(specification.flows.map(\.id))
    for id in options.names.keys.sorted() where !known.contains(id) { throw .unknownName(id) }
    type = try Self.typeName(for: specification, options: options)

    let roleCandidates = specification.roles.map { role in
      let chosen = options.names[role.id].map { [SwiftIdentifier.chosen($0, otherwise: SwiftIdentifier.upperCamel)] }
      let names = [role.name, role.id].map(SwiftIdentifier.upperCamel)
      return Candidates(id: role.id, names: chosen ?? names, fallback: "UnnamedRole", isChosen: chosen != nil)
    }
    roles = uniqueNames(roleCandidates, reserved: SwiftIdentifier.reserved.union([type]), suffix: "Role")

    let reserved = SwiftIdentifier.reserved.union(roles.values).union([type])
    let subjects = Dictionary(grouping: specification.flows, by: \.subject)
    for (_, flows) in subjects {
      let candidates = flows.map { flow in
        let chosen = (options.names[flow.id] ?? flow.name)
          .map { [SwiftIdentifier.chosen($0, otherwise: SwiftIdentifier.lowerCamel)] }
        let names = chosen ?? candidateNames(of: flow, in: specification, naming: options.naming)
        return Candidates(
          id: flow.id, names: names, fallback: "unnamedFlow", isChosen: chosen != nil,
          companion: flow.ports.single == nil ? nil : "Port")
      }
      self.flows.merge(uniqueNames(candidates, reserved: reserved, suffix: "Flow")) { one, _ in one }
    }
  }

  private static func typeName(
    for specification: PortSpecification, options: SwiftOptions
  ) throws(GeneratorError) -> String {
    if let name = options.typeName {
      guard SwiftIdentifier.isValid(name), SwiftIdentifier.quoted(name) == name,
        !SwiftIdentifier.reserved.contains(name)
      else { throw .invalidOption("type", value: name, expected: "a Swift type name that Swift does not use itself") }
      return name
    }
    let name = SwiftIdentifier.upperCamel(specification.document.title ?? "")
    return name.isEmpty || SwiftIdentifier.reserved.contains(name) ? "NetworkPorts" : name
  }
}

/// What a flow without a curated name could be called, the name that a person would choose first.
private func candidateNames(
  of flow: Flow, in specification: PortSpecification, naming: SwiftOptions.Naming
) -> [String] {
  let port = flow.ports.words
  let transport = flow.transport?.rawValue ?? "port"
  let portName = SwiftIdentifier.lowerCamel("\(transport) \(port)")
  let peerName = peer(of: flow).map {
    SwiftIdentifier.lowerCamel(specification.title(ofRole: $0) + " " + transport.uppercased() + " " + port)
  }
  let direction = flow.direction.map {
    SwiftIdentifier.lowerCamel("\($0.rawValue) ") + SwiftIdentifier.upperCamel(peerName ?? portName)
  }
  let longer = [peerName ?? portName, direction, SwiftIdentifier.lowerCamel(flow.id)].compactMap(\.self)
  switch naming {
  case .descriptive:
    return [flow.applicationProtocol, flow.service].compactMap(\.self).filter(isShort).map(SwiftIdentifier.lowerCamel)
      + longer
  case .peer: return longer
  case .port: return [portName] + longer
  }
}

/// A protocol's name rather than a sentence about it.
private func isShort(_ name: String) -> Bool { name.utf8.count <= 24 }

/// The other side, seen from the subject; between two others the listener, whose port it is.
private func peer(of flow: Flow) -> String? {
  if flow.initiator == flow.subject { return flow.listener }
  if flow.listener == flow.subject { return flow.initiator }
  return flow.listener ?? flow.initiator
}

extension FlowPorts {
  /// The port of a flow that has exactly one.
  var single: PortNumber? {
    switch self {
    case .ranges(let ranges):
      guard ranges.count == 1, let range = ranges.first, range.lowerBound == range.upperBound else { return nil }
      return range.lowerBound
    case .text: return nil
    }
  }

  /// The ports as words of a name: `3843`, `30000 to 32767`, `80 or 8080`.
  fileprivate var words: String {
    switch self {
    case .text(let text): text
    case .ranges(let ranges):
      ranges.map { $0.lowerBound == $0.upperBound ? "\($0)" : "\($0.lowerBound.rawValue) to \($0.upperBound.rawValue)" }
        .joined(separator: " or ")
    }
  }
}

/// The names that one thing could have, best first.
private struct Candidates {
  let id: String
  var names: [String]
  /// Somebody asked for the name, so it gives way last.
  let isChosen: Bool
  /// What a second constant's name adds to the first's.
  let companion: String?

  init(id: String, names: [String], fallback: String, isChosen: Bool, companion: String? = nil) {
    self.id = id
    let usable = names.filter { !$0.isEmpty }
    self.names = usable.isEmpty ? [fallback] : usable
    self.isChosen = isChosen
    self.companion = companion
  }

  func claims(_ name: String) -> [String] { [name] + (companion.map { [name + $0] } ?? []) }
}

/// Gives every candidate a name, so that no two of the names and their companions are the same.
///
/// All that share a name move on to their next one together, so that none of two equals is called as if it were the only
/// one. What still clashes is numbered, chosen names first, then by id.
/// - Complexity: O(*n* · *k*) for *k* names each, as long as few clash.
private func uniqueNames(_ things: [Candidates], reserved: Set<String>, suffix: String) -> [String: String] {
  var things = things
  while true {
    var uses: [String: Int] = [:]
    for claim in things.flatMap({ $0.claims($0.names[0]) }) { uses[claim, default: 0] += 1 }
    let clashing = things.indices.filter { index in
      things[index].names.count > 1
        && things[index].claims(things[index].names[0]).contains { uses[$0, default: 0] > 1 }
    }
    if clashing.isEmpty { break }
    for index in clashing { things[index].names.removeFirst() }
  }
  var taken = reserved
  var result: [String: String] = [:]
  for thing in things.sorted(by: { ($0.isChosen ? 0 : 1, $0.id) < ($1.isChosen ? 0 : 1, $1.id) }) {
    let plain = thing.names[0]
    let base = thing.claims(plain).contains(where: reserved.contains) ? plain + suffix : plain
    var name = base
    var number = 2
    while thing.claims(name).contains(where: taken.contains) {
      name = base + (base.utf8.last?.isDigit == true ? "_" : "") + "\(number)"
      number += 1
    }
    taken.formUnion(thing.claims(name))
    result[thing.id] = name
  }
  return result
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
