import PortModel
import PortPage
import SourceDiagnostics

/// Ports that are to stay closed, held against the sections that ask for them.
extension FlowResolver {
  private struct PortOfHost: Hashable {
    let subject: RoleKey
    let ports: FlowPorts
  }

  /// A port that is said to stay closed.
  struct Closure {
    /// "No external connections are required": the port may be open on its host. Held against sections beside its own only.
    var isToOutside = false
    var section = 0
    let subject: RoleKey
    let transport: Transport?
    let ports: FlowPorts
    let range: SourceRange
  }

  /// "Orders Cache process": what runs on a host, so that it may be the same one.
  func isProcess(_ party: RoleKey, _ roles: RoleTable) -> Bool {
    guard let name = roles.name(of: party), let last = RoleName.split(RoleName.key(name)).last else { return true }
    return Self.processes.contains(String(last))
  }

  private static let processes: Set<String> = [
    "process", "service", "daemon", "thread", "component", "module", "engine", "app", "application", "program", "cache",
    "worker", "plugin", "sidecar", "container", "task", "job", "scheduler", "index", "indexer", "database",
  ]

  /// Two sections of one host, each headed by a port and nothing else: neither speaks of a deployment of its own.
  private func isBeside(_ one: Int, _ other: Int) -> Bool {
    let sections = reading.page.sections
    func isPort(_ section: Int) -> Bool {
      let heading = reading.outline.headings[section]
      guard let expressions = heading.statement?.value.expressions, expressions.count == 1 else { return false }
      return expressions[0].tokens == 0..<heading.tokens.count
    }
    return one != other && sections[one].parent == sections[other].parent && isPort(one) && isPort(other)
  }

  /// "No external connections are required on this port."
  mutating func noteRefusal(_ flow: FlowDraft, _ statements: [SharedStatement]) {
    guard flow.requirement == .unstated, flow.scope == .network, let subject = flow.subject,
      let refusing = statements.first(where: { $0.value.noExternal != nil && $0.value.sameHost == nil }),
      let range = refusing.value.noExternal
    else { return }
    closures.append(
      Closure(
        isToOutside: true, section: flow.section, subject: subject, transport: flow.transport, ports: flow.ports,
        range: range))
  }

  mutating func noteClosure(_ index: Int, _ subject: RoleKey?) {
    let group = reading.groups[index]
    let closing = group.statements.first { reading.statements[$0].shared.value.negation?.value == .closed }
    guard let subject, let closing, let negation = reading.statements[closing].shared.value.negation else { return }
    closures.append(
      Closure(subject: subject, transport: group.transport, ports: group.ports, range: negation.range))
  }

  /// "This port must be open" in one section and "must be closed" in another, about one port of one host.
  mutating func checkClosures() {
    if closures.isEmpty { return }
    var asking: [PortOfHost: [Int]] = [:]
    for index in drafts.indices {
      guard let subject = drafts[index].subject else { continue }
      switch drafts[index].requirement {
      case .required, .recommended, .conditional:
        asking[PortOfHost(subject: subject, ports: drafts[index].ports), default: []].append(index)
      case .optional, .unstated: continue
      }
    }
    for closure in closures {
      let found = asking[PortOfHost(subject: closure.subject, ports: closure.ports)]?.first { index in
        if closure.isToOutside,
          drafts[index].scope == .sameHost || drafts[index].direction == .internal || drafts[index].direction == nil
            || !isBeside(closure.section, drafts[index].section)
        {
          return false
        }
        return drafts[index].transport == closure.transport || drafts[index].transport == nil
          || closure.transport == nil
      }
      guard let other = found.map({ drafts[$0] }) else { continue }
      let label = "\(closure.transport?.rawValue.uppercased() ?? "port") \(closure.ports.label)"
      let state = closure.isToOutside ? "to take no connections from outside the host" : "not to be open"
      report(
        .contradiction, "\(label) is said \(state), and asked for in another section; keep one",
        at: closure.range,
        notes: [Diagnostic.Note("asked for here", at: location((other.evidence[.requirement] ?? other.location).range))]
      )
    }
  }
}
