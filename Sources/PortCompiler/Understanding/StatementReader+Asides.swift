import PortModel
import PortPage
import SourceDiagnostics

/// What sentences say of places and in passing.
extension StatementReader {
  /// "the same host", "the local machine", "localhost", "the loopback interface".
  func isSameHost(_ noun: NounPhrase, _ phrase: Phrase) -> Bool {
    guard noun.determiner != .negative else { return false }
    // "inter-process communication"
    if noun.head == .event, tokens[noun.tokens].contains(where: { Self.betweenProcesses.contains($0.payload) }) {
      return true
    }
    if noun.qualities.contains(.same) {
      guard let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else { return false }
      // "runs on its own machine": on another one than the rest.
      if tokens[noun.tokens.lowerBound].payload == Self.own,
        tokens[clause].contains(where: { $0.kind == .word && Self.residing.contains($0.payload) })
      {
        return false
      }
      // "the same operating system"
      if tokens[noun.tokens].contains(where: { $0.payload == Self.operating }) { return false }
      return noun.head == .machine || Self.machineWords.contains(tokens[last].payload)
    }
    if isOneMachine(noun) { return true }
    guard noun.qualities.contains(.local) else { return false }
    // "local connections", but not "local data".
    let isConnection = noun.head == .event && tokens[noun.tokens].contains { lexicon[$0] == .event }
    return noun.head == .machine || isConnection && isRestricted && !hasLocalNeighbours(noun) || noun.tokens.count == 1
      || tokens[noun.tokens].contains { $0.payload == Self.interface || $0.payload == Self.address }
  }

  /// "local traffic between local devices": of a network, and of no host.
  private func hasLocalNeighbours(_ noun: NounPhrase) -> Bool {
    phrases.contains { phrase in
      guard let other = phrase.noun, other.tokens != noun.tokens, other.qualities.contains(.local),
        other.head == .thing || other.head == .machine, let last = other.tokens.last
      else { return false }
      return page.file.bytes[tokens[last].range.upperBound - 1] == UInt8(ascii: "s")
    }
  }

  /// "Both run on one machine", "are installed on a single host", "both processes run on this host"
  private func isOneMachine(_ noun: NounPhrase) -> Bool {
    guard noun.head == .machine || noun.tokens.last.map({ Self.machineWords.contains(tokens[$0].payload) }) == true,
      let first = phrases.first, tokens[first.tokens].contains(where: { Self.togetherWords.contains($0.payload) }),
      tokens[clause].contains(where: { $0.kind == .word && Self.residing.contains($0.payload) })
    else { return false }
    let front = tokens[max(clause.lowerBound, noun.tokens.lowerBound - 1)..<noun.tokens.upperBound]
    return front.contains { $0.kind == .word && Self.single.contains($0.payload) }
  }

  private static let togetherWords = WordSet(["both", "they", "all"])
  private static let own = Token.hash("own")
  private static let residing = WordSet([
    "run", "runs", "running", "installed", "reside", "resides", "located", "live", "lives", "sit", "sits", "deployed",
    "hosted", "placed",
  ])
  private static let single = WordSet(["one", "single", "this"])
  private static let operating = Token.hash("operating")

  /// "only local connections", "accepts local connections"; not "local connections are not encrypted".
  private var isRestricted: Bool {
    isLocalOnly
      || phrases.contains { phrase in
        switch phrase.kind {
        case .verb(.accept, _), .verb(.use, _), .verb(.open, _), .verb(.require, _), .verb(.listen, _), .quality(.open):
          true
        default: false
        }
      } || !phrases.contains { if case .verb = $0.kind { true } else if case .be = $0.kind { true } else { false } }
  }

  private static let betweenProcesses = WordSet(["inter-process", "interprocess"])
  static let machineWords = WordSet(["server", "host", "machine", "computer", "system", "node"])
  static let interface = Token.hash("interface")
  private static let address = Token.hash("address")

  /// Gives up what a sentence without ports says in passing: it may be about other traffic of the same parties.
  mutating func forgetAsides(_ clause: VerbPhraseReader) {
    // "The following processes listen on localhost:"
    let isAboutPorts =
      statement.refersToPorts || statement.sharesPorts || !statement.expressions.isEmpty || pointsHere
      || introducesItsSubject && statement.isPortState
    guard !isAboutPorts, let first = clause.result.first, !first.isImperative,
      first.subject.contains(where: { isNamed($0) })
    else {
      return
    }
    let hasBoth = !statement.sources.isEmpty && !statement.destinations.isEmpty
    if !hasBoth {
      // "The server uses LDAP to authenticate users."
      statement.service = nil
      statement.serviceText = nil
      let isPayload = clause.result.contains { $0.predicate == .verb(.send) || $0.predicate == .verb(.fetch) }
      if isPayload, statement.direction == nil {
        statement.leftOver += statement.sources
        statement.sources = []
      }
    }
    let isOfTraffic = first.subject.contains { isConnection($0) }
    if statement.sameHost != nil, !statement.hasParties, !isOfTraffic, !tellsPlace(clause) { forgetSameHost() }
  }

  private func isNamed(_ index: Int) -> Bool { phrases[index].noun != nil }

  private mutating func forgetSameHost() {
    statement.sameHost = nil
    if statement.direction?.value == .internal { statement.direction = nil }
  }

  /// "on the same host as the database"
  var comparedHosts: [Mention] {
    phrases.indices.filter { index in
      guard index > 0, case .preposition(.other) = phrases[index - 1].kind else { return false }
      return tokens[phrases[index - 1].tokens.lowerBound].payload == Self.as
    }.flatMap { names([$0]) }
  }

  static let `as` = Token.hash("as")

  /// "both run on the same host", "are on the same machine"; not "data is stored on the same host", "can be installed".
  private func tellsPlace(_ clause: VerbPhraseReader) -> Bool {
    clause.result.contains { verb in
      guard verb.modality != .can, verb.modality != .may else { return false }
      switch verb.predicate {
      case .be: return true
      case .verb(.other): return word(of: verb).map { Self.placing.contains(tokens[$0].payload) } ?? false
      case .verb: return false
      }
    }
  }

  private static let placing = WordSet(
    ["run", "runs", "running", "located", "installed", "deployed", "stay", "stays", "remain", "remains"]
  )

  /// "usually installed on the same host", "may run on the same host", "on the same host or on another host": not always.
  mutating func distrustSameHost() {
    guard let range = statement.sameHost, statement.negation == nil else { return }
    let word = tokens[clause].first {
      $0.kind == .word
        && (Self.sometimes.contains($0.payload) || lexicon[$0] == .modal(.may) || lexicon[$0] == .modal(.can))
    }
    if let other = otherPlace ?? defaultPlace {
      statement.doubts.append(
        (
          "whether the traffic stays on one host in every installation is not said; write a sentence for each case",
          bytes(other)
        ))
      return forgetSameHost()
    }
    if phrases.contains(where: { if case .verb(.recommend, _) = $0.kind { true } else { false } }) {
      // "It is recommended to install A on the same host."
      return forgetSameHost()
    }
    if !comparedHosts.isEmpty, phrases.contains(where: { if case .relative = $0.kind { true } else { false } }) {
      // "A, which runs on the same host as B, connects to C"
      statement.doubts.append(("whose host this is, is not certain; write a sentence of its own for it", range))
      return forgetSameHost()
    }
    guard let word, !isLocalOnly else { return }
    statement.doubts.append(
      (
        "\"\(page.file.text(word.range))\" leaves open whether the traffic stays on one host; write \"if\" and the condition",
        range
      ))
    forgetSameHost()
  }

  /// "on localhost and on the external interface"
  private var otherPlace: Range<Int>? {
    guard let joint = phrases.firstIndex(where: { if case .conjunction = $0.kind { true } else { false } }) else {
      return nil
    }
    let isHere = phrases[..<joint].contains { phrase in phrase.noun.map { isSameHost($0, phrase) } ?? false }
    // "from localhost and from A"
    if isHere, joint + 2 < phrases.count, joint > 1, case .preposition(.from) = phrases[joint + 1].kind,
      case .preposition(.from) = phrases[joint - 2].kind, let noun = phrases[joint + 2].noun,
      !isSameHost(noun, phrases[joint + 2])
    {
      return phrases[joint + 2].tokens
    }
    return isHere
      ? phrases[joint...].first { phrase in
        guard let noun = phrase.noun else { return false }
        return noun.qualities.contains(.external)
          || tokens[noun.tokens].contains { $0.payload == Self.interface } && !isSameHost(noun, phrase)
      }?.tokens : nil
  }

  /// "By default, it listens on localhost only."
  private var defaultPlace: Range<Int>? {
    phrases.indices.dropFirst().first { index in
      guard case .quality(.default) = phrases[index].kind, case .preposition(.by) = phrases[index - 1].kind else {
        return false
      }
      return true
    }.map { phrases[$0].tokens }
  }

  private var isLocalOnly: Bool { tokens[clause].contains { lexicon[$0] == .adverb(.only) } }

  private static let sometimes = WordSet(
    [
      "usually", "typically", "normally", "generally", "often", "sometimes", "mostly", "mainly", "another", "different",
      "separate",
    ])
}
