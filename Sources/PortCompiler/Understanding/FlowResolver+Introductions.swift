import PortModel
import PortPage
import SourceDiagnostics

/// Lists whose introduction says whose ports they are.
extension FlowResolver {
  /// "Cluster nodes use the following ports:" above a list whose items name nobody: the ports are theirs. Of programs that call others, it
  /// would leave open whose the ports are.
  func introducedHost(
    _ statements: [SharedStatement], _ parties: Parties, _ subject: RoleKey?, _ roles: inout RoleTable
  ) -> Mention? {
    guard parties.pairs.allSatisfy({ $0.destination == nil && !$0.isBidirectional }) else { return nil }
    for statement in statements
    where statement.value.isLeadIn && statement.value.isUsedBySomebody && statement.value.users.count == 1 {
      let user = statement.value.users[0]
      guard statement.value.refersToList || statement.value.refersToPorts, statement.value.doubts.isEmpty,
        !StatementReader.isVisitor(user), !PageReader.isCaller(user),
        subject == nil || subject == roles.canonicalKey(user)
      else { return nil }
      return user
    }
    return nil
  }

  func listen(
    _ host: Mention, _ pair: inout Parties.Pair, _ statements: [SharedStatement], _ scope: Located<Flow.Direction>?
  ) {
    guard pair.source != host.key, pair.destination == nil, !pair.isBidirectional, scope?.value != .outbound else {
      return
    }
    for statement in statements where !statement.value.isLeadIn {
      // "TCP 5001 – the relays mirror packages to the archive": of this port they may be the ones who connect.
      let isOwn = !statement.value.refersToSeveral
      if isOwn, !statement.value.doubts.isEmpty || statement.value.isUsedBySomebody { return }
      if statement.value.direction?.value == .outbound { return }
    }
    pair.destination = host.key
    pair.destinationRule = "introduction"
    pair.range = pair.range ?? host.range
  }
}
