import PortModel
import PortPage
import SourceDiagnostics

/// What verbs of use say.
extension StatementReader {
  /// A port that the sentence writes and speaks of.
  private func isNumberedTopic(_ index: Int) -> Bool {
    guard case .ports(let port) = phrases[index].kind, statement.expressions.indices.contains(port) else {
      return false
    }
    let standing = statement.expressions[port].standing
    return standing == .topic || standing == .negated && statement.expressions.count == 1
  }

  mutating func interpretUse(_ verb: VerbPhrase) {
    if verb.isNegated {
      // "the agent does not use it" says nothing about the others that may.
      let ports = verb.isPassive ? verb.subject : verb.objects
      if !verb.isPassive, tokens[sentence.upperBound - 1].isMark(":"), ports.contains(where: { isPort($0) }) {
        // "The server does not use the following ports:"
        return doubtAdvice(
          "of whom the ports below are not, is said, and not whose they are; write a sentence for each", verb)
      }
      let isRestricted = verb.complements.contains { $0.preposition != .on && $0.preposition != .over }
      guard !isRestricted || !verb.isPassive else {
        // "not used by the console": others may use it.
        return doubt("not", verb)
      }
      // "It is not used otherwise": but for what was said.
      let isIt =
        isThisPort(ports) || isPronominal(ports) && !clause.contains { Self.otherwiseUses.contains(tokens[$0].payload) }
      let isOfPort = ports.contains { isNumberedTopic($0) } || verb.isPassive && isIt
      if isOfPort, leadingPlace(before: verb) != nil || !verb.phrases(behind: .in).isEmpty {
        // "In all other branches, it is not used."
        statement.leavesConditionOpen = true
        statement.refersToPorts = true
        return doubtAdvice("where the port is not used does not say where it is needed; name the condition", verb)
      }
      if isOfPort {
        statement.negation = Located(.unused, at: bytes(of: verb))
      }
      return
    }
    if verb.isPassive, restrictsPurpose(verb) {
      // "Only used for floating licenses": not by those who have none.
      pass(verb)
      statement.refersToPorts = true
      statement.doubts.append(
        ("\"only\" restricts what the port is used for; write \"if\" and the condition", bytes(of: verb)))
      return
    }
    if verb.isPassive {
      // "It is used only when …": what is used under a condition in a section about a port is the port.
      if statement.condition != nil, isPronominal(verb.subject) { statement.refersToPorts = true }
      let agents = mentions(verb.phrases(behind: .by))
      readComplements(verb, except: .by)
      state(users: agents, of: verb)
    } else {
      let users = mentions(verb.subject)
      // "using a web browser"
      used.formUnion(verb.objects.filter { isProgramForPeople($0) })
      readComplements(verb)
      readTraffic(verb.objects, verb)
      state(users: users, of: verb)
      if tokens[sentence.upperBound - 1].isMark(":") { noteIntroduction(verb) }
    }
  }

  private mutating func noteIntroduction(_ verb: VerbPhrase) {
    let isConditional = tokens[sentence].contains { if case .subordinator? = lexicon[$0] { true } else { false } }
    let isDenied = phrases.contains { if case .negation = $0.kind { true } else { false } }
    statement.introducesPorts =
      !verb.isNegated && !isConditional && !isDenied && verb.complements.isEmpty && verb.objects.count == 1
      && statement.direction == nil && statement.condition == nil && verb.objects.allSatisfy { isPlainList($0) }
  }

  /// "the following ports", "the TCP ports below"; not "the following outbound ports"
  private func isPlainList(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .port, noun.direction == nil else { return false }
    return phrases[index].tokens.allSatisfy { word in
      switch lexicon[tokens[word]] {
      case .determiner, .port, .transport, .number, .quality(.default), .conjunction: true
      default: tokens[word].isMarked(.portAdjective) || tokens[word].isMark("/")
      }
    }
  }

  /// "only used for X", "used for X only", where X is neither traffic nor a party
  private func restrictsPurpose(_ verb: VerbPhrase) -> Bool {
    let purposes = verb.phrases(behind: .for)
    guard !purposes.isEmpty, statement.condition == nil, verb.phrases(behind: .by).isEmpty,
      phrases.contains(where: { if case .adverb(.only) = $0.kind { true } else { false } })
    else { return false }
    return !purposes.contains { isTraffic($0) || isProperParty($0) } && !phrases.contains { isSameHostNoun($0) }
  }

  private func isSameHostNoun(_ phrase: Phrase) -> Bool { phrase.noun.map { isSameHost($0, phrase) } ?? false }

  /// "A uses this port for backups to B", "A uses this port for connections from B": what A is, the other side tells.
  private mutating func state(users: [Mention], of verb: VerbPhrase) {
    let to = !names(verb.phrases(behind: .to)).isEmpty
    let from = !names(verb.phrases(behind: .from)).isEmpty
    let with = !names(verb.phrases(behind: .with)).isEmpty
    let hasTraffic = verb.phrases(behind: .for).contains { isTraffic($0) }
    if users.count == 2, !to, !from, !with, communicatesInternally(verb) {
      // "A and B use this port for internal communications"
      connect(users[0], users[1])
    } else if to || with && statement.direction?.value == .outbound, !from, statement.direction?.value != .inbound {
      add(sources: users)
    } else if from || with && statement.direction?.value == .inbound, !to, hasTraffic,
      statement.direction?.value != .outbound
    {
      add(destinations: users)
    } else {
      statement.users.append(contentsOf: users)
      statement.isUsedBySomebody = statement.isUsedBySomebody || !users.isEmpty
    }
  }

  /// "for internal communications", said of two parties that "and" joins.
  private func communicatesInternally(_ verb: VerbPhrase) -> Bool {
    let isJoined = !phrases.contains { if case .conjunction(.or) = $0.kind { true } else { false } }
    return isJoined
      && verb.phrases(behind: .for).contains { index in
        phrases[index].noun?.direction == .internal && isConnection(index)
      }
  }

  /// "this port", "it" where no party was spoken of.
  func isThisPort(_ indices: PhraseSet) -> Bool {
    indices.contains { isPort($0) } || isPronominal(indices) && antecedent == nil
  }

  private static let otherwiseUses = WordSet(["otherwise", "elsewhere"])
}
