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

  /// Two contacts of the same initiator, of which the second alone is written with its port.
  func isOnlyOnPort(_ statement: Statement, behind earlier: Statement) -> Bool {
    guard earlier.expressions.isEmpty, !earlier.refersToPorts, !statement.expressions.isEmpty,
      !statement.isBidirectional,
      !statement.sources.isEmpty, !earlier.sources.isEmpty, !statement.destinations.isEmpty,
      !earlier.destinations.isEmpty
    else { return false }
    return statement.sources.allSatisfy { one in earlier.sources.contains { $0.key == one.key } }
      && !statement.destinations.contains { one in earlier.destinations.contains { $0.key == one.key } }
  }

  /// "listens on this port and connects to B", "accepts orders from A and writes them to B", "updates that C publishes": a verb makes
  /// the one side of the contact before the other side, or stands in a clause about a noun. One of the two contacts is on the port.
  mutating func settleTurnedRoles(
    _ verb: VerbPhrase, behind earlier: ArraySlice<VerbPhrase>, _ sources: [Mention], _ destinations: [Mention]
  ) {
    guard !verb.isPurpose, statement.expressions.count < 2,
      let first = earlier.last(where: { !$0.isPurpose && $0.predicate != .be })
    else { return }
    func has(_ mentions: [Mention], _ one: Mention) -> Bool { mentions.contains { $0.key == one.key } }
    let newSources = statement.sources.filter { !has(sources, $0) }
    let newDestinations = statement.destinations.filter { !has(destinations, $0) }
    guard !newSources.isEmpty || !newDestinations.isEmpty else { return }
    if isOfRelative(first), !isOfRelative(verb) {
      // "data that C sends is written to B by A"
      if !isOnThisPort(first) || isOnThisPort(verb) {
        (statement.sources, statement.destinations) = (newSources, newDestinations)
      }
      return
    }
    if isOfRelative(verb), !isOfRelative(first), isContact(first) || first.predicate == .verb(.listen) {
      // "downloads updates that C publishes from B on this port"
      objection = (
        "which of these verbs the parties belong to is not certain; write a sentence for each", bytes(of: verb)
      )
      return
    }
    let isTurned =
      newSources.contains { has(destinations, $0) } || newDestinations.contains { has(sources, $0) }
    guard isTurned, !sources.isEmpty || !destinations.isEmpty else { return }
    switch (isOnThisPort(first), isOnThisPort(verb)) {
    case (true, false): (statement.sources, statement.destinations) = (sources, destinations)
    case (false, true): (statement.sources, statement.destinations) = (newSources, newDestinations)
    case (true, true), (false, false):
      objection = ("which of these contacts the port is for is not said; write a sentence for each", bytes(of: verb))
    }
  }

  /// "A sends jobs to B over a connection that B has opened": B connects.
  mutating func objectToOpener(_ verb: VerbPhrase) {
    guard !statement.destinations.isEmpty, isOfRelative(verb), !verb.isPassive, let word = word(of: verb),
      Self.opening.contains(tokens[word].payload) || verb.predicate == .verb(.establish),
      let subject = names(verb.subject).first, statement.destinations.contains(where: { $0.key == subject.key })
    else { return }
    objection = (
      "\"\(subject.name)\" is said to open the connection, and not to connect; write who connects to whom",
      bytes(of: verb)
    )
  }

  /// "A sends replies to B", "return traffic from A to B": B connects.
  mutating func distrustReplies() {
    guard statement.hasParties, let reply = phrases.indices.first(where: { isReply($0) }) else { return }
    let contacts = VerbPhraseReader(phrases).result.filter { verb in
      switch verb.predicate {
      case .verb(.communicate), .verb(.reach), .verb(.send), .verb(.fetch), .verb(.listen), .verb(.use): true
      default: false
      }
    }
    guard contacts.count < 2 else { return }
    let range = bytes(phrases[reply].tokens)
    giveUp(
      "\"\(page.visibleText(range))\" belongs to a connection of the other side; write who connects to whom", range)
  }

  /// "replies", "the answer", "return traffic", "returns"; what has a name of its own, as "storage commitment replies", may be a contact.
  private func isReply(_ index: Int) -> Bool {
    if case .verb = phrases[index].kind {
      return tokens[phrases[index].tokens].contains { $0.payload == Self.returns }
        && !phrases[..<index].contains { if case .verb = $0.kind { true } else { false } }
    }
    guard let noun = phrases[index].noun else { return false }
    if index > 0 {
      switch phrases[index - 1].kind {
      case .verb, .preposition(.for), .be, .adverb: break
      default: return false
      }
    }
    let first = tokens[noun.tokens.lowerBound].payload
    if first == Self.returning || noun.head == .event, noun.tokens.count > 1 {
      return first == Self.returning || Self.replies.contains(first)
    }
    return Self.replies.contains(first)
      && (noun.tokens.count == 1 || Self.packets.contains(tokens[noun.tokens.lowerBound + 1].payload))
  }

  private static let returns = Token.hash("returns")
  private static let packets = WordSet(["packets", "traffic", "messages", "data"])
  private static let returning = Token.hash("return")
  private static let replies = WordSet(
    [
      "reply", "replies", "response", "responses", "answer", "answers", "acknowledgement", "acknowledgements",
      "acknowledgment", "acknowledgments",
    ])

  /// A relative stands in front of a verb or its subject: "updates that C publishes".
  private func isOfRelative(_ verb: VerbPhrase) -> Bool {
    if isBehindRelative(verb.phrases.lowerBound) { return true }
    return verb.subject.first.map { isBehindRelative($0) } ?? false
  }

  private func isBehindRelative(_ index: Int) -> Bool {
    guard index > 0, case .relative = phrases[index - 1].kind else { return false }
    return true
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

  /// Reports "Consoles connect to another port".
  mutating func distrustAnotherPort() -> Bool {
    guard statement.hasParties, statement.expressions.isEmpty, statement.condition == nil,
      let other = phrases.indices.dropFirst().first(where: { isAnotherPort($0) && isBehindPreposition($0) })
    else { return false }
    let range = bytes(phrases[other].tokens)
    let message = "which port \"\(page.visibleText(range))\" is, is not said; write its number"
    // "A listens on this port and on another port."
    let isThisToo = phrases.contains { $0.noun?.head == .port && $0.noun?.determiner == .demonstrative }
    if isThisToo, statement.sources.isEmpty, statement.destinations.count == 1 {
      statement.doubts.append((message, range))
    } else {
      giveUp(message, range)
    }
    return true
  }

  /// "another port", "one more port", "a separate port"
  func isAnotherPort(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .port || noun.head == .otherPort else { return false }
    return tokens[phrases[index].tokens].contains {
      Self.otherPorts.contains($0.payload) || Self.furtherPorts.contains($0.payload)
    }
  }

  func isBehindPreposition(_ index: Int) -> Bool {
    var before = index - 1
    // "one more port"
    if before > 0, case .pronoun = phrases[before].kind { before -= 1 }
    switch phrases[before].kind {
    case .preposition(.to), .preposition(.on), .preposition(.over), .preposition(.at): return true
    default: return false
    }
  }

  private static let furtherPorts = WordSet(["more", "additional", "further"])

  static let otherPorts = WordSet(["another", "different", "second", "other", "separate", "third", "own"])

  /// Below a title that states a port, another one.
  func isOfElsewhere(_ index: Int) -> Bool {
    let expression = statement.expressions[index]
    guard !ownPorts.isEmpty, !expression.isLabel else { return false }
    for element in expression.elements {
      guard let ports = element.ports else { return false }
      for own in ownPorts where ports.lowerBound <= own && own <= ports.upperBound { return false }
    }
    return true
  }

  /// "A connects to B and receives events from C", "B receives data from A and sends commands to it": whom the first clause makes one side,
  /// the second makes the other.
  func isReturn(_ statement: Statement, of earlier: Statement) -> Bool {
    statement.destinations.contains { mention in earlier.sources.contains { $0.key == mention.key } }
      || statement.sources.contains { mention in earlier.destinations.contains { $0.key == mention.key } }
  }
}
