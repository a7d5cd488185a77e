import PortModel
import PortPage
import SourceDiagnostics

/// Hosts and ports that others must reach.
extension StatementReader {
  /// "The server must be reachable from the agents on this port."
  mutating func interpretReachable(_ verb: VerbPhrase) {
    let isAboutPorts = statement.refersToPorts || pointsHere || !statement.expressions.isEmpty
    if !isAboutPorts, verb.subject.allSatisfy({ namedParty($0) == nil }) {
      // "The window must be open."
      if verb.modality == .must || verb.modality == .should {
        statement.refersToPorts = true
        statement.doubts.append(("what must be open is not certain; write \"this port\"", bytes(of: verb)))
      }
      return pass(verb)
    }
    add(sources: mentions(verb.phrases(behind: .from)) + mentions(verb.phrases(behind: .by)))
    add(destinations: mentions(verb.subject))
    if statement.sources.isEmpty {
      // "reachable for the agents"
      let visitors = verb.phrases(behind: .for).filter { isParty($0) && !isTraffic($0) }
      add(sources: mentions(visitors.filter { isNamedHost($0) || isOwnParty($0) }))
      if statement.sources.isEmpty { statement.leftOver += names(visitors) }
    }
    statement.isPortState = true
    switch verb.modality {
    case .must: state(requirement: .required, bytes(of: verb))
    case .should: state(requirement: .recommended, bytes(of: verb))
    case .may, .can, .plain, .impossible, .unneeded, nil: break
    }
    readPlaces(verb)
  }
}
