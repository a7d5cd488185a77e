import PortModel

extension DiffReport {
  package static let schemaVersion = "1.0"

  /// For programs. Schema: docs/schema/specification-diff.schema.json.
  package func json() -> [UInt8] {
    let document: JSONValue = [
      "schemaVersion": .string(Self.schemaVersion),
      "old": ["digest": .string(diff.old.digest)], "new": ["digest": .string(diff.new.digest)],
      "meaningChanged": .bool(diff.hasChangedMeaning),
      "flows": .array(flows.map { value($0.change, $0.actions) }),
      "roles": .array(diff.roles.map(value)),
      "checks": .array(
        diff.checks.map { ["kind": .string($0.kind.rawValue), "old": .integer($0.old), "new": .integer($0.new)] }),
      "annotations": .array(diff.annotations.map(value)),
    ]
    return document.serialized(.indented) + [UInt8(ascii: "\n")]
  }

  private func value(_ change: SpecificationDiff.FlowChange, _ actions: [FirewallAction]) -> JSONValue {
    var members: [String: JSONValue] = [
      "change": .string(change.verb),
      "actions": .array(actions.map { ["kind": .string($0.kind.rawValue), "text": .string($0.text)] }),
      "fields": .array(
        change.fields.map { field in
          var members: [String: JSONValue] = ["field": .string(field.field.rawValue)]
          members["old"] = field.old.map { .string($0) }
          members["new"] = field.new.map { .string($0) }
          return .object(members)
        }),
    ]
    members["old"] = change.old.map { ["id": .string($0.id), "summary": .string(oldWords.summary($0))] }
    members["new"] = change.new.map { ["id": .string($0.id), "summary": .string(newWords.summary($0))] }
    return .object(members)
  }

  private func value(_ change: SpecificationDiff.RoleChange) -> JSONValue {
    var members: [String: JSONValue] = ["change": .string(change.verb)]
    members["old"] = change.old.map(value)
    members["new"] = change.new.map(value)
    return .object(members)
  }

  private func value(_ role: Role) -> JSONValue {
    ["id": .string(role.id), "name": .string(role.name), "kind": .string(role.kind.rawValue)]
  }

  private func value(_ annotation: SpecificationDiff.Annotation) -> JSONValue {
    var members: [String: JSONValue] = ["part": .string(annotation.part.rawValue)]
    members["id"] = annotation.id.map { .string($0) }
    members["field"] = annotation.field.map { .string($0) }
    members["old"] = annotation.old.map { .string($0) }
    members["new"] = annotation.new.map { .string($0) }
    return .object(members)
  }
}
