import PortPage

/// Contacts with those whom somebody manages or probes.
extension StatementReader {
  /// "used by A to manage B": A connects to B.
  mutating func manage(_ verb: VerbPhrase, _ parent: VerbPhrase) {
    let managers = names(parent.isPassive ? parent.phrases(behind: .by) : parent.subject)
    let managed = names(verb.objects.filter { isProperParty($0) })
    guard managers.count == 1, managed.count == 1, managers[0].key != managed[0].key, !statement.hasParties else {
      return
    }
    used.formUnion(verb.objects)
    if isInstance(managed[0], of: managers[0]) {
      // "A uses this port to locate the A instance": whom it asks is not said.
      return statement.purposeNamesParty = false
    }
    add(sources: managers)
    add(destinations: managed)
    statement.users.removeAll { $0 == managers[0] }
    statement.purposeNamesParty = false
  }

  private func isInstance(_ one: Mention, of other: Mention) -> Bool {
    guard let last = one.spelling.lastWord, Self.instances.contains(Token.hash(text: String(last))) else {
      return false
    }
    return one.spelling.words.dropLast().elementsEqual(other.spelling.words)
  }

  private static let instances = WordSet(["instance", "instances"])

  func isManaging(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb) else { return false }
    return Self.managing.contains(tokens[word].payload)
  }

  /// "A scans the servers over this port", "the servers are probed by A on this port": A connects to them. Whoever monitors or manages others
  /// may as well wait for them to connect.
  mutating func probes(_ verb: VerbPhrase) -> Bool {
    guard let word = word(of: verb), Self.probing.contains(tokens[word].payload) else { return false }
    let managers = names(verb.isPassive ? verb.phrases(behind: .by) : verb.subject)
    let managed = names((verb.isPassive ? verb.subject : verb.objects).filter { isProperParty($0) })
    let isOnPort = verb.complements.contains { complement in
      (complement.preposition == .over || complement.preposition == .on || complement.preposition == .with)
        && complement.phrases.contains { isPort($0) }
    }
    guard managers.count == 1, managed.count == 1, managers[0].key != managed[0].key, isOnPort, !statement.hasParties
    else { return false }
    used.formUnion(verb.objects + verb.subject + verb.complementPhrases)
    add(sources: managers)
    add(destinations: managed)
    return true
  }

  /// "All of that goes from A to B": as "is sent from A to B".
  mutating func carries(_ verb: VerbPhrase) -> Bool {
    guard let word = word(of: verb), Self.carrying.contains(tokens[word].payload), !statement.hasParties else {
      return false
    }
    let from = verb.phrases(behind: .from)
    let to = verb.phrases(behind: .to)
    guard names(from).count == 1, names(to).count == 1, (from + to).allSatisfy({ isProperParty($0) }) else {
      return false
    }
    used.formUnion(verb.subject)
    add(sources: mentions(from))
    add(destinations: mentions(to))
    readPlaces(verb)
    return true
  }

  private static let carrying = WordSet(["go", "goes", "travel", "travels", "flow", "flows", "pass", "passes"])
  static let managing = WordSet(
    [
      "manage", "monitor", "control", "administer", "probe", "scan", "supervise", "configure", "provision", "discover",
      "find",
      "locate",
    ])
  private static let probing = WordSet(["probe", "probes", "probed", "scan", "scans", "scanned"])
}
