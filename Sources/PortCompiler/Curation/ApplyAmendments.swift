import PortModel
import SourceDiagnostics

extension CompilerSettings {
  /// Makes the aliases of roles known before names are resolved.
  func declareAliases(in roles: inout RoleTable, _ names: inout NameTable) {
    for amendment in amendments {
      guard case .role(let id, let change) = amendment.subject else { continue }
      // The role is named by its id here; a name with the same slug has the same key once its hyphens are spaces.
      for alias in change.aliases ?? [] {
        let key = names.key(of: alias)
        let name = id.value.replacing("-", with: " ")
        roles.addAlias(key, of: names.key(of: name), named: name)
        names.markKnown(key)
      }
    }
  }
}

/// Corrections from the settings.
extension Assembly {
  mutating func apply(_ amendments: [Amendment]) {
    for amendment in amendments {
      switch amendment.subject {
      case .flow(let id, let expect, let set): amendFlow(id.value, expect, set, amendment)
      case .role(let id, let set): amendRole(id.value, set, amendment)
      }
    }
  }

  private mutating func amendRole(_ id: String, _ set: Amendment.RoleChange, _ amendment: Amendment) {
    guard let key = roleKey(id), isUsed(key) else {
      return report(.unmatchedAmendment, "no role has the id or name \"\(id)\"", at: amendment.location)
    }
    if let kind = set.kind { roles.set(kind: kind, of: key) }
    for alias in set.aliases ?? [] { roles.add(alias: alias, to: key) }
  }

  private func isUsed(_ key: RoleKey) -> Bool {
    flows.contains { $0.subject == key || $0.source == key || $0.destination == key }
  }

  private func roleKey(_ idOrName: String) -> RoleKey? {
    roles.key(id: idOrName) ?? roles.key(name: idOrName)
  }

  private mutating func amendFlow(
    _ id: String, _ expect: Amendment.FlowChange, _ set: Amendment.FlowChange, _ amendment: Amendment
  ) {
    guard let index = flows.firstIndex(where: { $0.id == id }) else {
      let similar = flows.map(\.id).filter { Self.ending($0) == Self.ending(id) }.sorted()
      let hint = similar.first.map { "; did you mean \"\($0)\"?" } ?? ""
      return report(.unmatchedAmendment, "no flow has the id \"\(id)\"\(hint)", at: amendment.location)
    }
    guard !reportUnexpected(flows[index], expect, amendment) else { return }
    for party in [set.source, set.destination].compactMap({ $0 }) where roleKey(party) == nil {
      return report(.unmatchedAmendment, "no role has the id or name \"\(party)\"", at: amendment.location)
    }
    flows[index].take(set, source: set.source.flatMap(roleKey), destination: set.destination.flatMap(roleKey))
    if let newID = set.id {
      if flows.contains(where: { $0.id == newID && $0.id != id }) {
        return report(.unmatchedAmendment, "another flow has the id \"\(newID)\" already", at: amendment.location)
      }
      flows[index].id = newID
    }
  }

  /// The transport and the port of a flow's id.
  private static func ending(_ id: String) -> [Substring] { id.split(separator: "/").suffix(2) }

  /// Whether the page says something else than the amendment expects; reported field by field.
  private mutating func reportUnexpected(
    _ flow: FlowDraft, _ expect: Amendment.FlowChange, _ amendment: Amendment
  ) -> Bool {
    var isUnexpected = false
    let fields: [(FlowField, String?, String?)] = [
      (.transport, expect.transport?.rawValue, flow.transport?.rawValue),
      (.requirement, expect.requirement?.rawValue, flow.requirement.rawValue),
      (.direction, expect.direction?.rawValue, flow.direction?.rawValue),
      (.scope, expect.scope?.rawValue, flow.scope.rawValue),
      (.binding, expect.binding?.rawValue, flow.binding?.rawValue),
      (.source, expect.source.map { roleKey($0).map(roleID) ?? $0 }, flow.source.map(roleID)),
      (.destination, expect.destination.map { roleKey($0).map(roleID) ?? $0 }, flow.destination.map(roleID)),
      (.bidirectional, expect.isBidirectional.map(String.init), String(flow.isBidirectional)),
      (.condition, expect.conditionID, flow.condition?.id),
      (.service, expect.service, flow.service),
      (.purpose, expect.purpose, flow.purpose),
    ]
    for (field, expected, found) in fields {
      guard let expected, expected != found else { continue }
      isUnexpected = true
      report(
        .unexpectedValue,
        "the page gives \(field.rawValue) \"\(found ?? "nothing")\", not \"\(expected)\"; review the amendment",
        at: amendment.location,
        notes: [Diagnostic.Note("the flow", at: location(flow.evidence[field] ?? flow.location))])
    }
    return isUnexpected
  }
}

extension FlowDraft {
  fileprivate mutating func take(
    _ set: Amendment.FlowChange, source newSource: RoleKey?, destination newDestination: RoleKey?
  ) {
    func amended(_ field: FlowField) { certainty[field] = .amendment }
    if let value = set.name { name = value }
    if let value = set.transport { transport = value; amended(.transport) }
    if let value = set.requirement { requirement = value; amended(.requirement) }
    if let value = set.direction { direction = value; amended(.direction) }
    if let value = set.scope { scope = value; amended(.scope) }
    if let value = set.binding { binding = value; amended(.binding) }
    if let value = newSource { source = value; amended(.source) }
    if let value = newDestination { destination = value; amended(.destination) }
    if let value = set.isBidirectional { isBidirectional = value; amended(.bidirectional) }
    if let value = set.conditionID {
      condition = Flow.Condition(id: value, text: condition?.text ?? value)
      amended(.condition)
    }
    if let value = set.service { service = value; amended(.service) }
    if let value = set.purpose { purpose = value; amended(.purpose) }
  }
}
