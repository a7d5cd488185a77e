import PortModel
import PortPage

/// More than one contact in a sentence: which of them is on the port.
extension StatementReader {
  /// "connects to A and sends mail to B": another contact of the same initiator, with nothing that puts it on the port.
  func isFurtherContact(_ statement: Statement, behind earlier: Statement) -> Bool {
    guard expressions.isEmpty || expressions.count == 1 && statement.expressions.isEmpty, !statement.isBidirectional,
      !statement.sources.isEmpty, !earlier.sources.isEmpty, !statement.destinations.isEmpty,
      !earlier.destinations.isEmpty
    else { return false }
    return statement.sources.allSatisfy { one in earlier.sources.contains { $0.key == one.key } }
      && !statement.destinations.contains { one in earlier.destinations.contains { $0.key == one.key } }
  }

  /// "polls A on this port and stores the results in B": the second contact is not said to be on the port. Without "on this port", none is.
  mutating func settleFurtherContact(
    _ verb: VerbPhrase, behind earlier: ArraySlice<VerbPhrase>, _ sources: [Mention], _ destinations: [Mention]
  ) {
    guard !verb.isPurpose, statement.expressions.count < 2, !sources.isEmpty, !destinations.isEmpty,
      let first = earlier.first(where: { !$0.isPurpose }),
      statement.destinations.contains(where: { one in !destinations.contains { $0.key == one.key } }),
      statement.sources.allSatisfy({ one in sources.contains { $0.key == one.key } })
    else { return }
    switch (isOnThisPort(first), isOnThisPort(verb)) {
    case (true, true): break
    case (false, true):
      // "authenticates against A and connects to B on this port"
      statement.destinations.removeAll { one in destinations.contains { $0.key == one.key } }
    case (true, false): (statement.sources, statement.destinations) = (sources, destinations)
    case (false, false):
      objection = ("which of these contacts the port is for is not said; write a sentence for each", bytes(of: verb))
    }
  }
}
