import PortPage
import SourceDiagnostics

/// Sentences that give a side of the contact by its name: "The destination is A.", "A is the initiator."
extension StatementReader {
  private enum Side {
    case source, destination
  }

  /// Reads "the source … is A" and "A is the source"; false where the verb says something else.
  mutating func readNamedSide(_ verb: VerbPhrase) -> Bool {
    guard let (index, side) = namedSide(verb) else { return false }
    let isSubject = verb.subject.contains(index)
    let named = isSubject ? verb.objects : verb.subject
    let parties = named.filter { isParty($0) }
    guard !parties.isEmpty, parties.count == named.count, !verb.isNegated,
      verb.modality == nil || verb.modality == .must,
      !statement.hasParties
    else {
      doubtSide(index)
      return true
    }
    used.insert(index)
    used.formUnion(parties)
    switch side {
    case .source:
      let sources = mentions(parties)
      // Of contacts that other sentences speak of, too.
      if sources.count == 1 { statement.initiator = sources[0] } else { add(sources: sources) }
    case .destination:
      let destinations = mentions(parties)
      if destinations.count == 1 { statement.listener = destinations[0] } else { add(destinations: destinations) }
    }
    // What stands behind "for" or "of" says of which traffic: that which the section is about.
    for other in verb.subject where other != index && !parties.contains(other) { used.insert(other) }
    statement.isSideOfSection = true
    return true
  }

  /// The phrase that names a side and nothing else.
  private func namedSide(_ verb: VerbPhrase) -> (index: Int, side: Side)? {
    for index in verb.subject + verb.objects {
      guard let noun = phrases[index].noun, let word = noun.tokens.first(where: { tokens[$0].kind == .word }),
        isWholeName(noun, word)
      else { continue }
      if index > 0, case .preposition = phrases[index - 1].kind { continue }
      if Self.sources.contains(tokens[word].payload) { return (index, .source) }
      if Self.destinations.contains(tokens[word].payload) { return (index, .destination) }
    }
    return nil
  }

  /// "source", "destination of these connections"; not "source control", "target disk".
  private func isWholeName(_ noun: NounPhrase, _ word: Int) -> Bool {
    word == noun.tokens.lowerBound
      && (word + 1 == noun.tokens.upperBound
        || lexicon[tokens[word + 1]] == .preposition(.of)
          && noun.tokens.contains {
            lexicon[tokens[$0]] == .event
          })
  }

  private mutating func doubtSide(_ index: Int) {
    let range = bytes(phrases[index].tokens)
    statement.doubts.append(
      ("what this says of the \"\(page.visibleText(range))\" is not read; write \"A connects to B\"", range))
  }

  private static let sourceWords = ["source", "sources", "initiator", "originator"]
  private static let destinationWords = ["destination", "destinations", "listener", "recipient"]
  private static let sources = WordSet(sourceWords)
  private static let destinations = WordSet(destinationWords)
  /// Words that name a side.
  static let sides = WordSet(sourceWords + destinationWords)
}
