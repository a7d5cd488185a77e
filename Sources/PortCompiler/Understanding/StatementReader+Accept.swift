import PortModel
import PortPage
import SourceDiagnostics

/// What verbs of accepting say.
extension StatementReader {
  mutating func interpretAccept(_ verb: VerbPhrase) {
    guard !verb.isNegated else {
      for index in verb.objects { refuse(index, bytes(of: verb)) }
      return
    }
    if verb.isPassive {
      acceptPassively(verb)
      if !statement.doubts.isEmpty { return }
    } else if !verb.subject.contains(where: { isPort($0) }) {
      add(destinations: mentions(verb.subject))
    }
    let senders = verb.phrases(behind: .from)
    let parties = mentions(senders)
    if isReflexive(senders) { statement.itself = parties.last } else { add(sources: parties) }
    addOwners(of: verb.objects)
    // "accepts commands from A": what it accepts is no party.
    if !parties.isEmpty {
      used.formUnion(verb.objects.filter { !isProperParty($0) })
    } else if !verb.isPassive {
      // "accepts agents on this port": they connect.
      add(sources: mentions(verb.objects.filter { isProperParty($0) && !isTraffic($0) }))
    }
    readTraffic(verb.objects, verb)
    statement.isPortState = true
    if verb.modality == .must { state(requirement: .required, bytes(of: verb)) }
    readPlaces(verb)
  }

  /// "Agents are accepted on this port", "records are accepted by the server": who is accepted connects, what is accepted is no party.
  private mutating func acceptPassively(_ verb: VerbPhrase) {
    let accepted = mentions(verb.subject.filter { isProperParty($0) && !isTraffic($0) })
    used.formUnion(verb.subject)
    if let one = accepted.first, let other = names(verb.phrases(behind: .from)).first {
      // "Agents are accepted from the management network."
      used.formUnion(verb.complementPhrases)
      return giveUp("whether \"\(one.name)\" or \"\(other.name)\" connects is not said; name one of them", other.range)
    }
    add(sources: accepted)
    add(destinations: mentions(verb.phrases(behind: .by)))
  }
}
