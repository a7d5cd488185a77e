import PortModel
import PortPage

/// Who speaks with one another: "each other", "among themselves".
extension StatementReader {
  /// "A and B communicate": with each other, where nobody else is named; not "A or B communicates", "A and B register".
  func isReciprocal(_ verb: VerbPhrase) -> Bool {
    let isNamed = verb.complements.contains { $0.preposition == .to || $0.preposition == .with }
    let isOwn = word(of: verb).map { Self.reciprocal.contains(tokens[$0].payload) } ?? false
    guard isMutual(verb) || isOwn && !isNamed else { return false }
    return !phrases.contains { if case .conjunction(.or) = $0.kind { true } else { false } }
  }

  private static let reciprocal = WordSet(
    [
      "exchange", "exchanges", "exchanging", "synchronize", "synchronizes", "synchronizing",
      "synchronise", "synchronises", "synchronising",
      "communicate", "communicates", "communicating", "communicated", "talk", "talks", "talking", "speak", "speaks",
      "speaking", "interact", "interacts", "interacting", "sync", "syncs", "syncing",
    ])

  /// "A exchange data", with nobody named.
  func isExchangeAmong(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb), Self.exchanging.contains(tokens[word].payload),
      !verb.objects.isEmpty
    else { return false }
    return !verb.complements.contains { $0.preposition == .with || $0.preposition == .to || $0.preposition == .between }
  }

  /// "Cluster nodes exchange heartbeats": among themselves, where they are members of a group by name.
  mutating func exchange(among members: Mention, _ verb: VerbPhrase) {
    used.formUnion(verb.objects.filter { !isProperParty($0) })
    // "Both nodes of a pair"
    let names = members.spelling.words
    let isGroup = names.contains { Self.members.contains(Token.hash(text: String($0))) }
    guard isGroup, members.name.split(separator: " ").contains(where: { $0.last == "s" }) else {
      giveUp(
        "with whom \"\(members.name)\" exchanges this is not said; write who connects to whom", bytes(of: verb))
      return
    }
    state(direction: .internal, bytes(of: verb))
    connect(members, members)
    readPlaces(verb)
  }

  private static let exchanging = WordSet([
    "exchange", "exchanges", "exchanging", "swap", "swaps", "swapping", "trade", "trades",
  ])
  private static let members = WordSet(["node", "member", "peer", "replica", "pair"])

  /// "here": on this port.
  var pointsHere: Bool {
    phrases.contains { phrase in
      if case .adverb = phrase.kind { tokens[phrase.tokens.lowerBound].payload == Self.here } else { false }
    }
  }

  private static let here = Token.hash("here")

  /// "each other", "one another"
  func isMutual(_ verb: VerbPhrase) -> Bool {
    isEachOther(verb.phrases(behind: .with) + verb.phrases(behind: .to))
  }

  /// "with each other", "to one another", "among themselves"
  func isAmongThemselves(_ verb: VerbPhrase) -> Bool {
    let others = verb.phrases(behind: .with) + verb.phrases(behind: .to) + verb.phrases(behind: .from)
    return isEachOther(others) || others.contains { isOneAnother($0) }
      || verb.phrases(behind: .between).contains { index in
        tokens[phrases[index].tokens].contains { $0.payload == Self.themselves }
      }
  }

  /// "one", with "another" behind it.
  private func isOneAnother(_ index: Int) -> Bool {
    let end = phrases[index].tokens.upperBound
    return end < sentence.upperBound && tokens[phrases[index].tokens.lowerBound].payload == Self.one
      && tokens[end].payload == Self.another
  }

  private static let one = Token.hash("one")
  private static let themselves = Token.hash("themselves")

  /// "all other nodes" behind "each node"
  func isOthersOf(_ one: Mention, _ other: Mention) -> Bool {
    // Most names begin otherwise: a look at the first letter tells.
    guard let letter = other.name.utf8.first, "oarOAR".utf8.contains(letter),
      let first = other.spelling.words.first, Self.otherOnes.contains(Token.hash(text: String(first)))
    else {
      return false
    }
    let own = one.spelling.words
    // "the other two", "the other two nodes"
    let rest = other.spelling.words.dropFirst().drop { word in
      if case .cardinal? = lexicon[word: word] { true } else { false }
    }
    return rest.isEmpty || rest.elementsEqual(own)
  }

  private static let otherOnes = WordSet(["other", "another", "remaining"])

  func isEachOther(_ indices: PhraseSet) -> Bool {
    // Not "another machine".
    indices.contains { index in
      tokens[phrases[index].tokens].last.map { $0.payload == Self.other || $0.payload == Self.another } ?? false
    }
  }
}
