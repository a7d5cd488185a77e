import PortModel
import PortPage
import SourceDiagnostics

/// Traffic that stays on one host, as verbs say it.
extension StatementReader {
  /// "never leaves the host", "stays on the machine", "is local", "is not used across the network".
  mutating func noteLocality(_ verb: VerbPhrase) {
    noteLocalSubject(verb)
    guard statement.sameHost == nil, verb.modality != .may, verb.modality != .can, saysLocality(verb) else { return }
    pass(verb)
    statement.sameHost = bytes(of: verb)
    statement.noExternal = nil
  }

  /// "Only processes on the server itself connect", "local processes connect"
  private mutating func noteLocalSubject(_ verb: VerbPhrase) {
    switch verb.predicate {
    case .verb(.communicate), .verb(.reach), .verb(.use): break
    case .be, .verb: return
    }
    guard !verb.isNegated, !verb.isPassive, !verb.isPurpose else { return }
    for index in phrases.indices.dropFirst() where index < verb.phrases.lowerBound {
      guard case .preposition(.on) = phrases[index - 1].kind, isReflexive(PhraseSet(index)) else { continue }
      statement.itself = names([index]).last
      statement.isPortState = true
    }
    // Not "agents and local services connect".
    if verb.subject.count == 1, let index = verb.subject.first(where: { isLocalProgram($0) }) {
      statement.sameHost = bytes(phrases[index].tokens)
    }
  }

  private func isLocalProgram(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.qualities.contains(.local),
      let last = noun.tokens.last(where: { tokens[$0].kind == .word })
    else { return false }
    return Self.programs.contains(tokens[last].payload)
  }

  private static let programs = WordSet(
    ["process", "processes", "program", "programs", "services", "applications", "clients", "tools", "users"])

  private func saysLocality(_ verb: VerbPhrase) -> Bool {
    guard isAboutTraffic(verb) else { return false }
    let isDenied = verb.isNegated || verb.subject.contains { phrases[$0].noun?.determiner == .negative }
    let word = word(of: verb).map { tokens[$0].payload } ?? 0
    if isDenied {
      if Self.leaving.contains(word) { return verb.objects.contains { isHostItself($0) || isNetworkAtLarge($0) } }
      return verb.phrases(behind: .over).contains { isNetworkAtLarge($0) }
    }
    switch verb.predicate {
    case .be:
      return verb.qualities.contains(.local) && verb.objects.isEmpty && verb.complements.isEmpty
        || isInternal(verb) && verb.phrases(behind: .to).contains { isHostItself($0) }
    case .verb(.other):
      let isStaying = Self.staying.contains(word)
      return isStaying && (verb.qualities.contains(.local) || hasHost(verb, .on, .in, .within))
    case .verb(.use): return hasHost(verb, .within)
    case .verb: return false
    }
  }

  /// "from the server itself"
  func isReflexive(_ indices: PhraseSet) -> Bool {
    guard let last = indices.last else { return false }
    let end = phrases[last].tokens.upperBound
    return end < sentence.upperBound && Self.reflexives.contains(tokens[end].payload)
  }

  private static let reflexives = WordSet(["itself", "themselves"])

  /// The verb speaks of the port, of traffic, or of what the title names.
  private func isAboutTraffic(_ verb: VerbPhrase) -> Bool {
    verb.subject.contains { isPort($0) || isConnection($0) } || isPronominal(verb.subject) || isElliptic(verb)
  }

  /// "the connection", "no traffic"; not "the data"
  func isConnection(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .event else { return false }
    return tokens[noun.tokens].contains { lexicon[$0] == .event }
  }

  private func isInternal(_ verb: VerbPhrase) -> Bool { directionBehind(verb) == .internal }

  private func hasHost(_ verb: VerbPhrase, _ prepositions: WordClass.Preposition...) -> Bool {
    prepositions.contains { verb.phrases(behind: $0).contains { isHostItself($0) } }
  }

  /// "the host", "this machine", "the server": the one that the section is about; not "a host", "the database host".
  private func isHostItself(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.determiner == .definite || noun.determiner == .demonstrative,
      let last = noun.tokens.last(where: { tokens[$0].kind == .word })
    else { return false }
    return Self.machineWords.contains(tokens[last].payload)
      && noun.tokens.allSatisfy { $0 == last || lexicon[tokens[$0]] == .quality(.local) }
  }

  /// "the network", not "the management network"
  private func isNetworkAtLarge(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.tokens.count == 1, let word = noun.tokens.first else { return false }
    return Self.networkAtLarge.contains(tokens[word].payload)
  }

  private static let leavingWords = ["leave", "leaves", "leaving", "left", "cross", "crosses", "crossing"]
  private static let stayingWords = ["stay", "stays", "staying", "remain", "remains", "remaining"]
  private static let leaving = WordSet(leavingWords)
  private static let staying = WordSet(stayingWords)
  static let localities = leavingWords + stayingWords
  private static let networkAtLarge = WordSet(["network", "wire", "lan"])
}
