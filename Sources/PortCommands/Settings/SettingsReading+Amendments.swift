import PortCompiler
import PortModel
import SourceDiagnostics
import SourceTrees

extension SettingsReading {
  /// A correction of a flow or a role, with its reason.
  mutating func amendment(_ node: TreeNode) -> Amendment? {
    let known = ["flow", "role", "expect", "set", "reason"]
    var parts: [String: TreeNode] = [:]
    for (key, value) in entries(node, of: "an amendment", known: known) { parts[key.value] = value }
    guard node.entries != nil else { return nil }
    var isComplete = true
    for key in ["set", "reason"] where parts[key] == nil {
      report(.missingSetting, "the amendment has no \(key); write \"\(key):\"", at: node.range)
      isComplete = false
    }
    guard (parts["flow"] == nil) != (parts["role"] == nil) else {
      report(
        .missingSetting, "an amendment names either a flow or a role; write \"flow:\" or \"role:\" with an id",
        at: node.range)
      return nil
    }
    guard isComplete, let set = parts["set"], let reason = parts["reason"].flatMap({ text($0, "reason") }) else {
      return nil
    }
    let subject: Amendment.Subject
    if let flow = parts["flow"] {
      guard let id = text(flow, "flow") else { return nil }
      let expect = parts["expect"].map { flowChange($0, "expect") } ?? Amendment.FlowChange()
      subject = .flow(id: id, expect: expect, set: flowChange(set, "set"))
    } else {
      guard let id = parts["role"].flatMap({ text($0, "role") }) else { return nil }
      if let expect = parts["expect"] {
        report(.unknownSetting, "an amendment of a role has no \"expect\"; remove it", at: expect.range)
      }
      subject = .role(id: id, set: roleChange(set))
    }
    let location = SourceLocation(file: file.name, range: node.range)
    return Amendment(subject: subject, reason: reason.value, location: location)
  }

  private mutating func flowChange(_ node: TreeNode, _ what: String) -> Amendment.FlowChange {
    let known = [
      "id", "name", "transport", "requirement", "direction", "scope", "binding", "source", "destination",
      "bidirectional",
      "condition", "service", "purpose",
    ]
    var change = Amendment.FlowChange()
    for (key, value) in entries(node, of: "\(what) of a flow", known: known) {
      switch key.value {
      case "id": change.id = text(value, "id")?.value
      case "name": change.name = text(value, "name")?.value
      case "transport": change.transport = choice(value, "transport", as: Transport.self)
      case "requirement": change.requirement = choice(value, "requirement", as: Flow.Requirement.self)
      case "direction": change.direction = choice(value, "direction", as: Flow.Direction.self)
      case "scope": change.scope = choice(value, "scope", as: Flow.Scope.self)
      case "binding": change.binding = choice(value, "binding", as: Flow.Binding.self)
      case "source": change.source = text(value, "source")?.value
      case "destination": change.destination = text(value, "destination")?.value
      case "bidirectional": change.isBidirectional = flag(value, "bidirectional")
      case "condition": change.conditionID = text(value, "condition")?.value
      case "service": change.service = text(value, "service")?.value
      default: change.purpose = text(value, "purpose")?.value
      }
    }
    return change
  }

  private mutating func roleChange(_ node: TreeNode) -> Amendment.RoleChange {
    var change = Amendment.RoleChange()
    for (key, value) in entries(node, of: "set of a role", known: ["aliases", "kind"]) {
      if key.value == "aliases" {
        change.aliases = texts(value, "aliases").map(\.value)
      } else {
        change.kind = choice(value, "kind", as: Role.Kind.self)
      }
    }
    return change
  }
}
