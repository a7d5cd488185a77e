import PortModel
import PortPage
import SourceDiagnostics

/// Transports that a page writes with one mention of a port and leaves out with another.
extension Assembly {
  /// "The cluster nodes must reach port 6443 of the server", on a page whose table has TCP 6443 of the server, and no other transport of that
  /// port: the same port. A title or a row stands for itself, and what is optional or of another listener tells nothing.
  ///
  /// - Complexity: O(*n*) in flows, and in those of one port number for each mention of it without transport.
  mutating func adoptTransports() {
    let open = flows.indices.filter { flows[$0].transport == nil && !flows[$0].isRow && !isLabel(flows[$0]) }
    if open.isEmpty { return }
    var written: [FlowPorts: [Int]] = [:]
    for index in flows.indices {
      guard flows[index].transport != nil, flows[index].certainty[.transport] != .registry else { continue }
      written[flows[index].ports, default: []].append(index)
    }
    for index in open {
      guard let others = written[flows[index].ports], others.count <= Self.mostOthers else { continue }
      let own = others.filter { flows[$0].page == flows[index].page }
      guard let first = own.first, own.allSatisfy({ flows[$0].transport == flows[first].transport }),
        own.contains(where: { isSameListener(flows[index], flows[$0]) })
      else { continue }
      flows[index].transport = flows[first].transport
      flows[index].certainty[.transport] = .restatement
    }
  }

  /// More flows of one port number than any page has.
  private static let mostOthers = 200

  private func isLabel(_ flow: FlowDraft) -> Bool {
    let reading = readings[flow.page]
    return reading.scopes[reading.groups[flow.group].scope].label.contains(flow.group)
  }

  private func isSameListener(_ flow: FlowDraft, _ other: FlowDraft) -> Bool {
    if other.requirement == .optional || other.isBidirectional || flow.isBidirectional { return false }
    guard let listener = flow.destination else { return flow.source == nil }
    return other.destination.map { isSame($0, listener) } ?? false
  }

  /// "RKE server" and "RKE server nodes"
  private func isSame(_ one: RoleKey, _ other: RoleKey) -> Bool {
    if one == other { return true }
    guard let name = roles.name(of: one), let otherName = roles.name(of: other) else { return false }
    let (list, otherList) = (RoleName.split(RoleName.key(name)), RoleName.split(RoleName.key(otherName)))
    // "each node" and "all RKE nodes"
    if let last = list.last, last == otherList.last, list.count == 1 || otherList.count == 1, RoleName.isMachine(last) {
      return true
    }
    let (words, otherWords) = (Set(list), Set(otherList))
    return words.count > 1 && otherWords.count > 1 && (words.isSubset(of: otherWords) || otherWords.isSubset(of: words))
  }
}
