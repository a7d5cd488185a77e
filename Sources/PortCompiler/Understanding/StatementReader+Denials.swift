import PortModel
import PortPage
import SourceDiagnostics

/// What sentences deny, forbid and close.
extension StatementReader {
  /// "No agent connects" denies as "agents do not connect" does; "does not listen unless C" says that it listens if C.
  func isNegated(_ verb: VerbPhrase) -> Bool {
    let isNobody = verb.subject.contains { index in
      guard let noun = phrases[index].noun else { return false }
      return noun.determiner == .negative && (noun.head == .thing || noun.head == .machine)
    }
    if isNobody { return true }
    return verb.isNegated && !(statement.condition?.value.isException == true && isActivity(verb))
  }

  private func isActivity(_ verb: VerbPhrase) -> Bool {
    guard verb.modality != .must, verb.modality != .should else { return false }
    switch verb.predicate {
    case .verb(.use), .verb(.communicate), .verb(.reach), .verb(.send), .verb(.fetch), .verb(.establish),
      .verb(.listen),
      .verb(.accept):
      return true
    case .be, .verb: return false
    }
  }

  /// Takes up a verb phrase that says nothing.
  mutating func pass(_ verb: VerbPhrase) { used.formUnion(verb.objects + verb.complementPhrases) }

  mutating func doubtAdvice(_ message: String, _ verb: VerbPhrase) {
    pass(verb)
    used.formUnion(verb.subject)
    guard statement.refersToPorts || !statement.expressions.isEmpty else { return }
    statement.doubts.append((message, bytes(of: verb)))
  }

  /// "Agents must not connect": who is kept out has no place in a specification.
  mutating func doubtProhibition(_ verb: VerbPhrase) {
    guard verb.modality == .must || verb.modality == .should || verb.isImperative else { return }
    doubtAdvice("who must not connect cannot be said in a specification; say who may", verb)
  }

  /// "may be needed", "you may need to open"
  /// "The agents may need to reach this port"
  mutating func distrustUncertainNeeds(_ clause: VerbPhraseReader) {
    guard statement.requirement?.value == .required, statement.condition == nil,
      let verb = clause.result.first(where: { $0.isUncertain && $0.modality == .must })
    else { return }
    statement.requirement = nil
    statement.doubts.append(("\"may\" does not say when the port is needed; name the condition", bytes(of: verb)))
  }

  mutating func doubtNeed(_ verb: VerbPhrase) {
    doubtAdvice("\"may\" does not say when the port is needed; name the condition", verb)
  }

  /// "during installation", where something is asked for: it is not asked for at other times.
  func timeOf(_ verb: VerbPhrase) -> Int? {
    verb.complements.first { complement in
      guard complement.preposition == .other, let first = complement.phrases.first, first > 0 else { return false }
      return tokens[phrases[first - 1].tokens.lowerBound].payload == Self.during
    }?.phrases.first
  }

  private static let during = Token.hash("during")

  mutating func doubtTime(_ index: Int) {
    statement.doubts.append(
      (
        "what is asked for at some times only has no place in a specification; write \"if\" and the condition",
        bytes(phrases[index - 1].tokens.lowerBound..<phrases[index].tokens.upperBound)
      ))
  }

  /// "To use remote debugging, open this port": who does not want it need not.
  mutating func distrustAims(_ clause: VerbPhraseReader) {
    distrustLeadingAim(clause)
    guard statement.requirement?.value == .required, let start = phrases.first, case .preposition(.to) = start.kind,
      let order = clause.result.first(where: { $0.isImperative || $0.modality == .must })
    else { return }
    var end = order.phrases.lowerBound
    if let first = clause.result.first, first.isPurpose {
      end = first.phrases.upperBound
    } else {
      // "To make the console available, open this port"; not "To the relay, open this port".
      guard end > 2, case .separator = phrases[end - 1].kind, phrases[1].noun?.determiner == nil else { return }
      end -= 1
    }
    statement.requirement = nil
    statement.doubts.append(
      (
        "what is asked for to some end only has no place in a specification; write \"if\" and the condition",
        bytes(start.tokens.lowerBound..<phrases[end - 1].tokens.upperBound)
      ))
  }

  /// "To make the console available to others, open this port", where the purpose is no part of the clause; not "To work, it requires …".
  private mutating func distrustLeadingAim(_ clause: VerbPhraseReader) {
    guard statement.requirement?.value == .required, lexicon[tokens[sentence.lowerBound]] == .preposition(.to),
      let first = phrases.first, first.tokens.lowerBound > sentence.lowerBound + 1,
      clause.result.contains(where: { $0.isImperative || $0.modality == .must }),
      let comma = sentence.first(where: { tokens[$0].isMark(",") }), comma < first.tokens.lowerBound,
      !Self.working.contains(tokens[sentence.lowerBound + 1].payload)
    else { return }
    statement.requirement = nil
    statement.doubts.append(
      (
        "what is asked for to some end only has no place in a specification; write \"if\" and the condition",
        bytes(sentence.lowerBound..<comma)
      ))
  }

  private static let blocking = WordSet(["blocked", "filtered", "rejected", "dropped"])
  private static let working = WordSet([
    "work", "function", "operate", "run", "ensure", "guarantee", "install", "deploy", "perform", "start", "set",
    "avoid",
    "prevent",
  ])

  /// "This port is used to communicate with:": the list below names parties, which no sentence does.
  mutating func doubtOpenEnd() {
    if tokens[sentence.upperBound - 1].isMark(":"),
      let phrase = phrases.first(where: { $0.noun.map { isFollowing($0) } ?? false }), saysContact
    {
      statement.doubts.append(
        ("the parties of the list below are not read; write a sentence for each", bytes(phrase.tokens)))
      statement.listsParties = true
      return
    }
    guard tokens[sentence.upperBound - 1].isMark(":"), clause.upperBound == sentence.upperBound,
      let last = phrases.last(where: { if case .separator = $0.kind { false } else { true } }),
      case .preposition(let preposition) = last.kind
    else { return }
    statement.listsParties = preposition == .to || preposition == .from
    switch preposition {
    case .by, .to, .with, .from, .between, .for:
      statement.doubts.append(
        (
          "the parties of the list below are not read; write them behind \"\(page.visibleText(bytes(last.tokens)))\"",
          bytes(last.tokens)
        ))
    case .on, .in, .at, .of, .over, .within, .without, .than, .other: break
    }
  }

  private var saysContact: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.communicate, _), .verb(.reach, _), .verb(.send, _), .verb(.fetch, _), .verb(.establish, _),
        .verb(.accept, _),
        .verb(.use, _):
        true
      case .noun(let noun): noun.head == .event
      default: false
      }
    }
  }

  /// A verb or an adjective of closing stands in the clause.
  var speaksOfClosing: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.close, _), .quality(.closed): true
      default: false
      }
    }
  }

  mutating func interpretClose(_ verb: VerbPhrase, _ parent: VerbPhrase?, isVerified: Bool) {
    let target = verb.isPassive ? verb.subject : verb.objects
    let isPort =
      (verb.subject + verb.objects).contains { self.isPort($0) }
      || verb.complementPhrases.contains { self.isPort($0) } && target.allSatisfy { isTraffic($0) || self.isPort($0) }
      || isPronominal(target) && statement.condition != nil || verb.isPassive && isElliptic(verb)
    guard isPort else {
      if isPronominal(target), phrases.contains(where: { isPermission($0) || isDefaultQuality($0) }) {
        // "It can stay closed": perhaps the port.
        statement.doubts.append(
          ("what is or may stay closed is not said; write \"this port\", and when it is needed", bytes(of: verb)))
      }
      if (verb.subject + verb.objects).contains(where: { isTraffic($0) }), !verb.isNegated {
        // "rejects connections from A": A is no side of what is let in.
        pass(verb)
        used.formUnion(verb.subject)
        statement.sources = []
        statement.destinations = []
        statement.direction = nil
        statement.doubts.append(
          ("who is refused cannot be said in a specification; say who may connect", bytes(of: verb)))
        return
      }
      if !verb.isPurpose { readTrafficComplements(verb) }
      return
    }
    if verb.isPassive, isElliptic(verb) { statement.refersToPorts = true }
    let isAdvised = verb.isPurpose && parent?.predicate == .verb(.recommend) && parent?.isNegated == false
    let asks = verb.modality == .must || verb.modality == .should || isOrder(verb) || isVerified || isAdvised
    if verb.isNegated {
      if verb.modality == .can {
        return doubtAdvice(
          "that the port cannot be closed does not say whether it is needed; say when it must be open", verb)
      }
      guard asks else { return }
      statement.isPortState = true
      readTrafficComplements(verb)
      return state(requirement: .required, bytes(of: verb))
    }
    if phrases.contains(where: { if case .verb(.recommend, _) = $0.kind { true } else { false } }),
      statement.condition == nil, !isRestricting(verb)
    {
      // "We recommend keeping this port closed."
      return doubtAdvice(
        "that the port is better closed does not say when it is needed; name the condition", verb)
    }
    if isRestricting(verb) {
      let message = "who may connect is said by restricting the port; write \"A connects to B\" or \"open for A\""
      objection = (message, bytes(of: verb))
      return doubtAdvice(message, verb)
    }
    if statement.condition != nil, !asks, verb.isPassive, verb.modality == nil || verb.modality == .plain,
      let word = word(of: verb), Self.blocking.contains(tokens[word].payload)
    {
      // "If clients cannot connect, check whether the port is blocked."
      statement.condition = nil
      return doubtAdvice(
        "that the port is blocked in some case does not say when it is needed; name the condition", verb)
    }
    if statement.condition != nil {
      isClosing = true
      statement.isPortState = true
      if asks { notePlainClosing(verb) }
    } else if asks, verb.complementPhrases.contains(where: { isOutside($0) }) {
      // "Block this port on the external firewall."
      statement.noExternal = bytes(of: verb)
    } else if asks, verb.complements.contains(where: { Self.bordering.contains($0.preposition) }) {
      // "must be blocked at the perimeter"
      doubtAdvice("where the port is to be closed does not say where it is needed; write who connects to whom", verb)
    } else if asks, emptyCondition != nil {
      // "If not needed, close this port."
      doubtAdvice("when the port is to be closed is not said; name the condition", verb)
    } else if asks, refusesDirection(verb) {
      return
    } else if asks, let place = leadingPlace(before: verb), !closes(at: place) {
      deny(at: place, bytes(of: verb))
    } else if asks {
      noteClosingPlaces(verb)
      statement.negation = Located(.closed, at: bytes(of: verb))
    } else if !verb.isPurpose || verb.modality != nil {
      doubtAdvice("that the port is or may be closed does not say when it is needed; name the condition", verb)
    }
  }

  /// "It is closed by default."
  private func isDefaultQuality(_ phrase: Phrase) -> Bool {
    if case .quality(.default) = phrase.kind { true } else { false }
  }

  private func isPermission(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .modal(.may), .modal(.can): true
    default: false
    }
  }

  /// "Restrict TCP 22 to the administrators", "limit access to TCP 22 to A": open to some.
  private func isRestricting(_ verb: VerbPhrase) -> Bool {
    tokens[phrases[verb.phrases.lowerBound].tokens].contains { Self.restricting.contains($0.payload) }
      || phrases[verb.phrases].contains { phrase in
        if case .verb(.close, _) = phrase.kind {
          tokens[phrase.tokens].contains { Self.restricting.contains($0.payload) }
        } else {
          false
        }
      }
  }

  /// "do not listen on any port": no port at all.
  func isDeniedAny(_ expression: PortExpression) -> Bool {
    guard case .words? = expression.elements.first?.value, expression.elements.count == 1,
      tokens[expression.tokens].contains(where: { lexicon[$0] == .determiner(.quantifier) })
    else { return false }
    return tokens[sentence.lowerBound..<expression.tokens.lowerBound].contains { lexicon[$0] == .negation }
  }

  private static let bordering: Set<WordClass.Preposition> = [.at, .from, .to, .over, .between]
  private static let restricting = WordSet(
    ["restrict", "restricts", "restricted", "restricting", "limit", "limits", "limited", "limiting"])
}
