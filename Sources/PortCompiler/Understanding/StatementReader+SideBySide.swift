import PortModel
import PortPage
import SourceDiagnostics

/// Contacts whose two sides stand in front of the traffic: "agent to server communication", "agent-to-server traffic", "inter-node traffic".
extension StatementReader {
  /// Takes up such phrases, and leaves the traffic of each for the rest of the clause.
  mutating func readSideBySide() {
    // "Peer-to-peer traffic between A and B": the sides stand elsewhere.
    guard !phrases.contains(where: { namesSides($0) }) else { return }
    var index = 0
    while index < phrases.count {
      if let noun = phrases[index].noun, let traffic = traffic(of: noun) {
        if index >= 2, case .preposition(.to) = phrases[index - 1].kind, canStand(behind: index - 2),
          let source = side(phrases[index - 2]), let destination = side(noun.tokens.lowerBound..<traffic)
        {
          joinSides(source, destination, phrases[index - 2].tokens.lowerBound..<phrases[index].tokens.upperBound)
          put(traffic, in: (index - 2)...index)
          index -= 2
        } else if let (source, destination) = hyphenated(noun.tokens.lowerBound..<traffic) {
          joinSides(source, destination, phrases[index].tokens)
          put(traffic, in: index...index)
        } else if let members = members(noun.tokens.lowerBound..<traffic) {
          state(direction: .internal, members.range)
          connect(members, members)
          put(traffic, in: index...index)
        }
      }
      index += 1
    }
  }

  /// "TCP 8443 (agents to relay)", "8444/tcp: relay to database": two machines and nothing else.
  mutating func readPlainSides() {
    guard !statement.hasParties, phrases.count >= 3,
      !phrases.contains(where: { if case .verb = $0.kind { true } else if case .be = $0.kind { true } else { false } })
    else { return }
    for index in phrases.indices.dropFirst().dropLast() {
      guard case .preposition(.to) = phrases[index].kind, isEdge(index - 2), isEdge(index + 2), isParty(index - 1),
        isParty(index + 1), isNamedHost(index - 1), let source = mention(index - 1),
        let destination = mention(index + 1)
      else { continue }
      used.insert(index - 1)
      used.insert(index + 1)
      joinSides(source, destination, phrases[index - 1].tokens.lowerBound..<phrases[index + 1].tokens.upperBound)
      return
    }
  }

  private func isEdge(_ index: Int) -> Bool {
    guard phrases.indices.contains(index) else { return true }
    switch phrases[index].kind {
    case .opening, .closing, .separator, .ports: return true
    default: return false
    }
  }

  private func namesSides(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .preposition(.between), .preposition(.from), .preposition(.with): true
    default: false
    }
  }

  private mutating func joinSides(_ source: Mention, _ destination: Mention, _ range: Range<Int>) {
    if source.key == destination.key {
      state(direction: .internal, bytes(range))
      connect(source, source)
    } else {
      add(sources: [source])
      add(destinations: [destination])
    }
  }

  /// The first of the words for traffic at the end of a phrase: of "server communication", the second. nil where none or nothing else
  /// stands there.
  private func traffic(of noun: NounPhrase) -> Int? {
    guard noun.tokens.count > 1, isContactWord(tokens[noun.tokens.upperBound - 1]),
      noun.tokens.allSatisfy({ !tokens[$0].isMark("(") })
    else { return nil }
    var start = noun.tokens.upperBound
    while start > noun.tokens.lowerBound {
      let token = tokens[start - 1]
      let isTraffic = start == noun.tokens.upperBound || lexicon[token] != .verb(.use, .base(isNoun: true))
      guard isTraffic, isContactWord(token) else { break }
      start -= 1
    }
    guard start < noun.tokens.upperBound, start > noun.tokens.lowerBound else { return nil }
    return start
  }

  private func isContactWord(_ token: Token) -> Bool {
    lexicon[token] == .event || !token.traits.contains(.capitalized) && Self.contacts.contains(token.payload)
  }

  private static let contacts = WordSet(
    [
      "replication", "synchronization", "sync", "transfer", "transfers", "heartbeat", "heartbeats", "messaging",
      "exchange", "streaming", "calls", "connectivity", "discovery",
    ])

  /// "used for agent to server traffic"; not "connects the agent to server traffic".
  private func canStand(behind index: Int) -> Bool {
    guard index > 0 else { return true }
    switch phrases[index - 1].kind {
    case .preposition(.for), .preposition(.from), .preposition(.with), .preposition(.by), .separator, .opening, .be,
      .verb(.use, _), .verb(.open, _), .verb(.require, _), .verb(.accept, _), .direction, .ports:
      return true
    default: return false
    }
  }

  private func side(_ phrase: Phrase) -> Mention? {
    guard let noun = phrase.noun, noun.head == .thing || noun.head == .machine, noun.determiner != .negative else {
      return nil
    }
    return side(noun.tokens)
  }

  private func side(_ range: Range<Int>) -> Mention? { range.isEmpty ? nil : side(bytes(range)) }

  /// A name that the page knows, one for a machine, or one in capitals.
  private func side(_ range: SourceRange) -> Mention? {
    let mention = names.mention(range)
    guard RoleName.endsInMachine(mention.name) || names.isKnown(range) || Self.groups.contains(mention.spelling.keyText)
    else {
      return nil
    }
    return mention
  }

  private static let groups: Set<String> = ["peer", "cluster", "pod", "site", "hub", "member", "master", "slave"]

  /// The sides of "management server-to-agent": what stands in front of "-to-", and what behind it.
  private func hyphenated(_ range: Range<Int>) -> (Mention, Mention)? {
    for index in range {
      guard tokens[index].kind == .word,
        let (before, after) = split(tokens[index].range, at: Self.to)
      else { continue }
      let whole = bytes(range)
      guard let source = side(SourceRange(whole.lowerBound..<before)),
        let destination = side(SourceRange(after..<whole.upperBound))
      else { return nil }
      return (source, destination)
    }
    return nil
  }

  /// The members of "inter-node", "intra-cluster".
  private func members(_ range: Range<Int>) -> Mention? {
    let text = page.file.bytes
    let whole = bytes(range)
    let isOneWord = range.count == 1 && Self.joined.contains(tokens[range.lowerBound].payload)
    for prefix in Self.among where whole.count > prefix.count {
      // "internal", "international"
      guard prefix.last == UInt8(ascii: "-") || isOneWord else { continue }
      let start = whole.lowerBound + prefix.count
      let isPrefix = zip(text[whole.lowerBound..<start], prefix).allSatisfy { $0 | 0x20 == $1 | 0x20 }
      if isPrefix, let members = side(SourceRange(start..<whole.upperBound)) { return members }
    }
    return nil
  }

  private static let among = ["inter-", "intra-", "inter", "intra"].map { Array($0.utf8) }
  private static let joined = WordSet(
    ["inter", "intra"].flatMap { prefix in
      [
        "node", "cluster", "site", "server", "broker", "agent", "region", "zone", "pod", "host", "controller",
        "service",
      ]
      .map { prefix + $0 }
    })
  private static let to = Array("-to-".utf8)

  private func split(_ range: SourceRange, at separator: [UInt8]) -> (Int, Int)? {
    let text = page.file.bytes
    guard range.count > separator.count + 1 else { return nil }
    for start in (range.lowerBound + 1)..<(range.upperBound - separator.count)
    where text[start..<(start + separator.count)].elementsEqual(separator) {
      return (start, start + separator.count)
    }
    return nil
  }

  /// Leaves nothing but the traffic of some phrases.
  private mutating func put(_ traffic: Int, in range: ClosedRange<Int>) {
    let tokens = phrases[range.lowerBound].tokens.lowerBound..<phrases[range.upperBound].tokens.upperBound
    let noun = NounPhrase(tokens: traffic..<phrases[range.upperBound].noun!.tokens.upperBound, head: .event)
    phrases.replaceSubrange(range, with: [Phrase(kind: .noun(noun), tokens: tokens)])
  }
}
