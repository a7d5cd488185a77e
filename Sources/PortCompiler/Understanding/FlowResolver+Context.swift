import PortModel
import PortPage
import SourceDiagnostics

/// Sentences beside a port that do not speak of it.
extension FlowResolver {
  /// The contacts of such sentences that the port can be for: below its own title all; elsewhere those of the host whose port it is. "Open
  /// TCP 8443. Agents connect to the collector.", in a section about the application server, are two things.
  mutating func ofSameHost(
    _ pairs: [Parties.Pair], _ group: Int, _ primary: [SharedStatement], _ subject: RoleKey?, _ roles: inout RoleTable
  ) -> [Parties.Pair] {
    guard !pairs.isEmpty, !reading.groups[group].context.allSatisfy({ isBelowPort($0, group) }) else { return pairs }
    var hosts = primary.flatMap(\.value.places).map { roles.resolve($0, subject: subject, in: reading.page.file.name) }
    if let subject { hosts.append(subject) }
    guard !hosts.isEmpty else { return pairs }
    let own = pairs.filter { pair in
      pair.source == nil || pair.destination == nil || hosts.contains { $0 == pair.source || $0 == pair.destination }
    }
    guard own.count < pairs.count else { return pairs }
    let section = reading.scopes[reading.groups[group].scope].section
    for index in reading.groups[group].context where reading.statements[index].statement.hasParties {
      let range = reading.statements[index].statement.range
      let isNew = report(
        .ambiguousSentence,
        "whether this is about the port beside it is not said; write \"on this port\", or a port of its own",
        at: range)
      if isNew { unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section)) }
    }
    return own
  }

  /// The statement stands in the section or the item that the port heads.
  private func isBelowPort(_ statement: Int, _ group: Int) -> Bool {
    var scope: Int? = reading.statements[statement].scope
    while let current = scope {
      if reading.scopes[current].label.contains(group) { return true }
      scope = reading.scopes[current].parent
    }
    return false
  }
}
