import PortModel
import PortPage
import SourceDiagnostics

/// Who opens a connection: "establishes a connection to A".
extension StatementReader {
  /// "establishes a connection to A": as "connects to A".
  mutating func interpretEstablish(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    let hasTraffic = (verb.objects + verb.subject).contains { isTraffic($0) }
    if verb.isNegated { return doubtProhibition(verb) }
    let agents = verb.isPassive ? mentions(verb.phrases(behind: .by)) : []
    let isReversed =
      agents.count == 1 && statement.sources.count == 1 && statement.destinations.count == 1
      && agents[0].key == statement.destinations[0].key
    if agents.count == 1, statement.isBidirectional || isReversed {
      if !orient(from: agents[0]) {
        giveUp("\"\(agents[0].name)\" is neither of the two sides by name; write who connects to whom", agents[0].range)
      }
      return
    }
    if verb.isPassive, isElliptic(verb), agents.count == 1, !hasTraffic {
      // "Initiated by the client."
      statement.initiator = agents[0]
      return
    }
    guard hasTraffic else { return readTrafficComplements(verb) }
    let acting = verb.isPassive ? agents : mentions(verb.subject.filter { !isTraffic($0) })
    if acting.count == 1, isKnownTraffic(verb.subject + verb.objects),
      verb.complements.allSatisfy({ $0.preposition == .by })
    {
      statement.initiator = acting[0]
      return
    }
    if verb.isPassive {
      add(sources: mentions(verb.phrases(behind: .by)) + mentions(verb.phrases(behind: .from)))
    } else {
      add(sources: initiators(of: verb, parent))
    }
    add(destinations: mentions(verb.phrases(behind: .to)) + mentions(verb.phrases(behind: .with)))
    readTraffic(verb.objects, verb)
    readPlaces(verb)
  }

  /// "communication between A and B, initiated by B": B connects.
  mutating func orient(from agent: Mention) -> Bool {
    let parties = statement.sources + statement.destinations
    guard parties.count == 2, parties.contains(where: { $0.key == agent.key }),
      let other = parties.first(where: { $0.key != agent.key })
    else { return false }
    statement.sources = [agent]
    statement.destinations = [other]
    statement.isBidirectional = false
    return true
  }

  /// "this port", "the port"; "a random port" is any.
  func isThisVeryPort(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .port else { return false }
    return noun.determiner == .demonstrative || noun.determiner == .definite
  }

  /// "the connection", "this connection": one that was spoken of.
  func isKnownTraffic(_ indices: PhraseSet) -> Bool {
    indices.contains { index in
      guard let noun = phrases[index].noun, noun.head == .event, noun.direction == nil else { return false }
      // "Connections are opened by A."
      let isBare = noun.determiner == nil && noun.tokens.count == 1
      return noun.determiner == .definite || noun.determiner == .demonstrative || isBare
    }
  }

  /// "over the same connection", "through this connection": one that was spoken of carries it.
  func knownConnection(_ verb: VerbPhrase) -> Int? {
    for complement in verb.complements {
      switch complement.preposition {
      case .over, .on, .in, .within, .by:
        let found = complement.phrases.first { index in
          guard let noun = phrases[index].noun, noun.head == .event, noun.direction == nil else { return false }
          return noun.qualities.contains(.same) || noun.determiner == .demonstrative || noun.determiner == .definite
            || tokens[phrases[index].tokens].contains { Self.established.contains($0.payload) }
        }
        if let found { return found }
      default: continue
      }
    }
    return nil
  }

  private static let established = WordSet(["existing", "established", "open", "persistent"])
}
