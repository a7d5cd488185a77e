package import PortModel

/// What a comparison of two specifications says to people and programs.
package struct DiffReport {
  /// What a run may be asked to fail on.
  package enum Matter: String, Hashable, Sendable, CaseIterable {
    /// A firewall must let more through.
    case opening
    /// A firewall can let less through.
    case closing
    /// The meaning changed.
    case meaning
    /// Anything changed, texts included.
    case any
  }

  let diff: SpecificationDiff
  /// The changes of flows with what they ask of a firewall's owner.
  let flows: [(change: SpecificationDiff.FlowChange, actions: [FirewallAction])]
  let oldWords: FlowWording
  let newWords: FlowWording

  package init(_ diff: SpecificationDiff) {
    self.diff = diff
    let actions = FirewallActions(diff)
    flows = diff.flows.map { ($0, actions.actions(for: $0)) }
    oldWords = FlowWording(diff.old)
    newWords = FlowWording(diff.new)
  }

  package func contains(_ matter: Matter) -> Bool {
    switch matter {
    case .opening: flows.contains { $0.actions.contains { $0.kind == .open } }
    case .closing: flows.contains { $0.actions.contains { $0.kind == .close } }
    case .meaning: diff.hasChangedMeaning
    case .any: !diff.isEmpty
    }
  }

  /// `no difference`, or how much changed.
  var headline: String {
    let count = diff.flows.count + diff.roles.count + diff.checks.count
    let texts = diff.annotations.count == 1 ? "1 text differs" : "\(diff.annotations.count) texts differ"
    switch (count, diff.annotations.isEmpty) {
    case (0, true): return "no difference"
    case (0, false): return "no difference in meaning; \(texts)"
    case (1, true): return "1 change of meaning"
    case (_, true): return "\(count) changes of meaning"
    case (1, false): return "1 change of meaning; \(texts)"
    case (_, false): return "\(count) changes of meaning; \(texts)"
    }
  }

  func title(_ change: SpecificationDiff.FlowChange) -> String {
    switch change {
    case .added(let flow), .removed(let flow): flow.id
    case .changed(let old, let new, _): old.id == new.id ? new.id : "\(new.id) (was \(old.id))"
    }
  }

  func title(_ change: SpecificationDiff.RoleChange) -> String {
    switch change {
    case .added(let role), .removed(let role): "\(role.name) (\(role.id), \(role.kind.rawValue))"
    case .changed(let old, let new, _): "\(new.name) (\(new.id)): \(old.kind.rawValue) → \(new.kind.rawValue)"
    }
  }

  func title(_ annotation: SpecificationDiff.Annotation) -> String {
    let part = [annotation.part.rawValue, annotation.id].compactMap { $0 }.joined(separator: " ")
    let place = annotation.field.map { "\(part), \($0)" } ?? part
    switch (annotation.old, annotation.new) {
    case (nil, let new?): return "\(place): added “\(new)”"
    case (let old?, nil): return "\(place): removed “\(old)”"
    case (let old, let new): return "\(place): “\(old ?? "")” → “\(new ?? "")”"
    }
  }

  /// A field's change; roles by name where the report has room for one.
  func title(_ field: SpecificationDiff.FieldChange<Flow.Field>) -> String {
    let isRole = [Flow.Field.subject, .source, .destination].contains(field.field)
    let old = isRole ? oldWords.name(field.old) : field.old
    let new = isRole ? newWords.name(field.new) : field.new
    return "\(field.field.rawValue): \(old ?? "not stated") → \(new ?? "not stated")"
  }
}

extension SpecificationDiff.Change {
  var verb: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .changed: "changed"
    }
  }

  var fields: [SpecificationDiff.FieldChange<Field>] {
    switch self {
    case .added, .removed: []
    case .changed(_, _, let fields): fields
    }
  }
}
