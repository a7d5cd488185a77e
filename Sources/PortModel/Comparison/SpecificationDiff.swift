/// What changed between two specifications.
///
/// Changes of the meaning (see ``PortSpecification/canonicalMeaning``) and changes of annotation are apart: there is no
/// change of meaning exactly when the digests are equal.
public struct SpecificationDiff: Hashable, Sendable {
  public struct FieldChange<Field: Hashable & Sendable>: Hashable, Sendable {
    public let field: Field
    /// Nil where the specification does not state the field.
    public let old: String?
    public let new: String?
  }

  public enum Change<Value: Hashable & Sendable, Field: Hashable & Sendable>: Hashable, Sendable {
    case added(Value)
    case removed(Value)
    /// The fields are never empty and stand in the order of their declaration.
    case changed(from: Value, to: Value, fields: [FieldChange<Field>])

    public var old: Value? {
      switch self {
      case .added: nil
      case .removed(let value): value
      case .changed(let old, _, _): old
      }
    }

    public var new: Value? {
      switch self {
      case .added(let value): value
      case .removed: nil
      case .changed(_, let new, _): new
      }
    }
  }

  public typealias FlowChange = Change<Flow, Flow.Field>
  public typealias RoleChange = Change<Role, Role.Field>

  /// How many checks of a kind the specifications have, where that differs.
  public struct CheckCount: Hashable, Sendable {
    public let kind: PortSpecification.HostCheck.Kind
    public let old: Int
    public let new: Int
  }

  /// A part whose meaning stays and whose texts differ.
  public struct Annotation: Hashable, Sendable {
    public enum Part: String, Hashable, Sendable, CaseIterable {
      case document, role, flow, check, unresolved
    }

    public let part: Part
    /// The id of the part in the newer specification that has it; nil for the document.
    public let id: String?
    /// The name of the field in the JSON form; nil where the whole part was added or removed.
    public let field: String?
    public let old: String?
    public let new: String?
  }

  public let old: PortSpecification
  public let new: PortSpecification
  /// By id.
  public let roles: [RoleChange]
  /// By the id of the newer flow, or of the older one where there is no newer.
  public let flows: [FlowChange]
  /// In the order of ``PortSpecification/HostCheck/Kind``.
  public let checks: [CheckCount]
  /// In the order of ``Annotation/Part``, then by id and field.
  public let annotations: [Annotation]

  /// Compares two specifications.
  ///
  /// Flows with equal meaning belong together. What is left over is matched by ``FlowMatching``; its documentation says when
  /// a flow counts as changed, rather than as removed and another one as added.
  /// - Complexity: O(*n* log *n*) in the flows, and O(*c*³) in groups of *c* changed flows that resemble each other.
  public init(from old: PortSpecification, to new: PortSpecification) {
    let matching = FlowMatching(old.flows, new.flows)
    var flows = matching.changed.map { old, new in
      FlowChange.changed(from: old, to: new, fields: Flow.Field.changes(from: old, to: new))
    }
    flows += matching.removed.map(FlowChange.removed) + matching.added.map(FlowChange.added)
    self.old = old
    self.new = new
    self.flows = flows.sorted { $0.order < $1.order }
    self.roles = Self.roleChanges(old, new)
    self.checks = PortSpecification.HostCheck.Kind.allCases.compactMap { kind in
      let count = CheckCount(
        kind: kind, old: old.checks.count { $0.kind == kind }, new: new.checks.count { $0.kind == kind })
      return count.old == count.new ? nil : count
    }
    self.annotations = Self.annotations(old, new, matching)
  }

  /// Whether the specifications mean different things.
  public var hasChangedMeaning: Bool { !(roles.isEmpty && flows.isEmpty && checks.isEmpty) }

  /// Whether the specifications differ at all.
  public var isEmpty: Bool { !hasChangedMeaning && annotations.isEmpty }

  private static func roleChanges(_ old: PortSpecification, _ new: PortSpecification) -> [RoleChange] {
    var changes: [RoleChange] = []
    for role in old.roles {
      guard let other = new.role(role.id) else {
        changes.append(.removed(role))
        continue
      }
      guard role.kind != other.kind else { continue }
      let field = FieldChange(field: Role.Field.kind, old: role.kind.rawValue, new: other.kind.rawValue)
      changes.append(.changed(from: role, to: other, fields: [field]))
    }
    changes += new.roles.filter { old.role($0.id) == nil }.map(RoleChange.added)
    return changes.sorted { ($0.new ?? $0.old)?.id ?? "" < ($1.new ?? $1.old)?.id ?? "" }
  }
}

extension SpecificationDiff.FlowChange {
  fileprivate var order: (String, String) { ((new ?? old)?.id ?? "", old?.id ?? "") }
}

extension Role {
  /// The fields of a role that belong to the meaning, besides its id.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case kind
  }
}

extension Flow {
  /// The fields of a flow that belong to the meaning, named as in the JSON form.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case subject, source, destination, transport, ports, direction, bidirectional, scope, requirement, condition
    case binding, service

    static func changes(from old: Flow, to new: Flow) -> [SpecificationDiff.FieldChange<Field>] {
      allCases.compactMap { field in
        let change = SpecificationDiff.FieldChange(field: field, old: field.text(of: old), new: field.text(of: new))
        // Words and numbers can look alike: `.text("80")` is not port 80.
        let isChanged = field == .ports ? old.ports != new.ports : change.old != change.new
        return isChanged ? change : nil
      }
    }

    /// The field's value as ids and tables write it.
    private func text(of flow: Flow) -> String? {
      switch self {
      case .subject: flow.subject
      case .source: flow.source
      case .destination: flow.destination
      case .transport: flow.transport?.rawValue
      case .ports: flow.ports.label
      case .direction: flow.direction?.rawValue
      case .bidirectional: String(flow.isBidirectional)
      case .scope: flow.scope.rawValue
      case .requirement: flow.requirement.rawValue
      case .condition: flow.condition?.id
      case .binding: flow.binding?.rawValue
      case .service: flow.service
      }
    }
  }
}
