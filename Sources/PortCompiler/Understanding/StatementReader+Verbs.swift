import PortModel
import PortPage
import SourceDiagnostics

/// What each kind of verb says about the parties and the port.
extension StatementReader {
  mutating func interpret(_ verb: VerbPhrase, parent: VerbPhrase?, isVerified: Bool) {
    let isAboutPorts =
      verb.subject.contains { isPort($0) } || verb.objects.contains { isPort($0) || isTraffic($0) }
      || verb.subject.contains { isTraffic($0) }
    readSubjectTraffic(verb.subject, isNegated: verb.isNegated)
    switch verb.predicate {
    case .be: interpretBe(verb, isVerified: isVerified)
    case .verb(.use): interpretUse(verb)
    case .verb(.communicate), .verb(.reach), .verb(.send), .verb(.fetch): interpretContact(verb, parent)
    case .verb(.listen): interpretListen(verb)
    case .verb(.accept): interpretAccept(verb)
    case .verb(.open): interpretOpen(verb, isVerified: isVerified, isAboutPorts: isAboutPorts)
    case .verb(.require): interpretRequire(verb)
    case .verb(.recommend):
      if isAboutPorts { state(requirement: .recommended, bytes(of: verb)) }
      readComplements(verb)
    case .verb(.change): interpretChange(verb)
    case .verb(.close), .verb(.check), .verb(.defaultTo), .verb(.fail), .verb(.other):
      if verb.isPurpose { statePurpose(verb, parent) } else { readTrafficComplements(verb) }
    }
  }

  // MARK: Use, contact

  private mutating func interpretUse(_ verb: VerbPhrase) {
    if verb.isNegated {
      statement.isNegative = true
      return
    }
    if verb.isPassive {
      let agents = mentions(verb.phrases(behind: .by))
      statement.users.append(contentsOf: agents)
      readComplements(verb, except: .by)
    } else {
      statement.users.append(contentsOf: mentions(verb.subject))
      readComplements(verb)
      readTraffic(verb.objects, verb)
    }
  }

  private mutating func interpretContact(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    guard !verb.isNegated else { return }
    let initiators = verb.isPassive ? mentions(verb.phrases(behind: .by)) : initiators(of: verb, parent)
    var listeners: [Mention] = []
    switch verb.predicate {
    case .verb(.reach): listeners = verb.isPassive ? mentions(verb.subject) : mentions(verb.objects)
    case .verb(.fetch):
      // "receives connections from A": A connects.
      if verb.objects.contains(where: { isTraffic($0) }), isReceiving(verb) {
        add(sources: mentions(verb.phrases(behind: .from)))
        add(destinations: initiators)
        return readPlaces(verb)
      }
      listeners = mentions(verb.phrases(behind: .from))
      statePurpose(verb, parent)
    case .verb(.communicate):
      listeners = mentions(verb.phrases(behind: .with)) + mentions(verb.phrases(behind: .to))
      if listeners.isEmpty, initiators.count == 2 { return connect(initiators[0], initiators[1]) }
      let from = mentions(verb.phrases(behind: .from))
      if !from.isEmpty { add(sources: from) }
      if readBetween(verb) { return readPlaces(verb) }
    default: listeners = mentions(verb.phrases(behind: .to))
    }
    add(sources: initiators)
    add(destinations: listeners)
    if verb.modality == .must, !verb.isPurpose { state(requirement: .required, bytes(of: verb)) }
    if verb.modality == .should, !verb.isPurpose { state(requirement: .recommended, bytes(of: verb)) }
    statement.users.removeAll { initiators.contains($0) }
    readPlaces(verb)
  }

  private func isReceiving(_ verb: VerbPhrase) -> Bool {
    tokens[phrases[verb.phrases.lowerBound].tokens].contains { Self.receiving.contains($0.payload) }
  }

  private static let receiving = Set(["receive", "receives", "receiving", "received"].map(Token.hash))

  /// Who acts in a purpose: the agent of a passive, or the subject of an active verb.
  private func initiators(of verb: VerbPhrase, _ parent: VerbPhrase?) -> [Mention] {
    guard verb.isPurpose, let parent else { return mentions(verb.subject) }
    return parent.isPassive ? mentions(parent.phrases(behind: .by)) : mentions(parent.subject)
  }

  private mutating func statePurpose(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    guard statement.purpose == nil, let last = lastToken(of: verb) else { return }
    let first = phrases[verb.phrases.lowerBound].tokens.lowerBound
    let range = sourceRange(tokens, trimmed(first..<last))
    statement.purpose = Located(page.visibleText(range), at: range)
  }

  private func lastToken(of verb: VerbPhrase) -> Int? {
    phrases[verb.phrases].last { phrase in
      switch phrase.kind {
      case .separator, .conjunction, .preposition, .relative, .adverb: false
      default: true
      }
    }?.tokens.upperBound
  }

  // MARK: Listen, accept, open

  private mutating func interpretListen(_ verb: VerbPhrase) {
    guard !verb.isNegated else { return }
    add(destinations: mentions(verb.subject))
    statement.isPortState = true
    readTrafficComplements(verb)
  }

  private mutating func interpretAccept(_ verb: VerbPhrase) {
    guard !verb.isNegated else {
      if verb.objects.contains(where: { isExternal($0) }) { statement.noExternal = bytes(of: verb) }
      return
    }
    if !verb.subject.contains(where: { isPort($0) }) { add(destinations: mentions(verb.subject)) }
    add(sources: mentions(verb.phrases(behind: .from)))
    readTraffic(verb.objects, verb)
    statement.isPortState = true
    if verb.modality == .must { state(requirement: .required, bytes(of: verb)) }
    readPlaces(verb)
  }

  private mutating func interpretOpen(_ verb: VerbPhrase, isVerified: Bool, isAboutPorts: Bool) {
    guard isAboutPorts || isPronominal(verb.subject) || isPronominal(verb.objects) else {
      // "allows A to connect to B": the purpose that follows says it.
      return readTrafficComplements(verb)
    }
    stateOpen(verb, isVerified: isVerified)
    readTraffic(verb.objects, verb)
  }

  private mutating func interpretBe(_ verb: VerbPhrase, isVerified: Bool) {
    let isAboutPorts = verb.subject.contains { isPort($0) || isTraffic($0) } || isPronominal(verb.subject)
    if let direction = directionBehind(verb) { state(direction: direction, bytes(of: verb)) }
    guard isAboutPorts else { return readTrafficComplements(verb) }
    if verb.qualities.contains(.open) { return stateOpen(verb, isVerified: isVerified) }
    if verb.qualities.contains(.closed) { statement.isPortState = true }
    let range = bytes(of: verb)
    if verb.qualities.contains(.optional) { state(requirement: verb.isNegated ? .required : .optional, range) }
    if verb.qualities.contains(.mandatory) { state(requirement: verb.isNegated ? .optional : .required, range) }
    if verb.qualities.contains(.recommended), !verb.isNegated { state(requirement: .recommended, range) }
    if verb.qualities.contains(.configurable) { state(binding: verb.isNegated ? .fixed : .default, range) }
    if verb.qualities.contains(.fixed) { state(binding: verb.isNegated ? .default : .fixed, range) }
    if verb.qualities.contains(.default), !verb.isNegated { state(binding: .default, range) }
    for index in verb.objects where phrases[index].noun?.qualities.contains(.default) == true {
      state(binding: .default, range)
    }
    readComplements(verb)
  }

  private func directionBehind(_ verb: VerbPhrase) -> Flow.Direction? {
    for phrase in phrases[verb.phrases] {
      if case .direction(let direction) = phrase.kind { return direction }
    }
    return nil
  }

  private mutating func stateOpen(_ verb: VerbPhrase, isVerified: Bool) {
    let range = bytes(of: verb)
    if verb.isNegated {
      // "need not be open": nobody asks for it. "must not be open to …": outside the network.
      if verb.modality == .must || verb.complements.isEmpty { statement.noExternal = range }
      return
    }
    statement.isPortState = true
    switch verb.modality {
    case .must: state(requirement: .required, range)
    case .should: state(requirement: .recommended, range)
    case .may: state(requirement: .optional, range)
    case .plain, .impossible, nil:
      if isVerified || verb.isImperative { state(requirement: .required, range) }
    }
    readComplements(verb, isOpening: true)
  }

  // MARK: Require, change

  private mutating func interpretRequire(_ verb: VerbPhrase) {
    let range = bytes(of: verb)
    if verb.isPassive {
      if verb.subject.contains(where: { phrases[$0].noun?.determiner == .negative }) { return }
      guard verb.subject.contains(where: { isPort($0) || isTraffic($0) }) || isPronominal(verb.subject) else { return }
      if verb.isNegated {
        statement.isNegative = true
        return
      }
      state(requirement: .required, range)
      statement.users.append(contentsOf: mentions(verb.phrases(behind: .by)))
      readComplements(verb, except: .by)
    } else if verb.isNegated {
      statement.isNegative = verb.objects.contains { isPort($0) || isTraffic($0) }
    } else if verb.objects.contains(where: { isPort($0) || isTraffic($0) }) {
      if verb.objects.contains(where: { phrases[$0].noun?.determiner == .negative }) {
        return readSubjectTraffic(verb.objects, isNegated: false)
      }
      state(requirement: .required, range)
      statement.users.append(contentsOf: mentions(verb.subject))
      readTraffic(verb.objects, verb)
      readComplements(verb)
    }
  }

  private mutating func interpretChange(_ verb: VerbPhrase) {
    let target = verb.isPassive ? verb.subject : verb.objects
    guard target.contains(where: { isPort($0) }) || isPronominal(target) else { return }
    state(binding: verb.isNegated ? .fixed : .default, bytes(of: verb))
  }

  // MARK: Words

  func isPort(_ index: Int) -> Bool {
    switch phrases[index].kind {
    case .ports: true
    case .noun(let noun): noun.head == .port
    default: false
    }
  }

  func isTraffic(_ index: Int) -> Bool { phrases[index].noun?.head == .event }

  /// "it", "these": in a section about a port, the port.
  func isPronominal(_ indices: [Int]) -> Bool {
    guard indices.count == 1, case .pronoun = phrases[indices[0]].kind else { return false }
    return true
  }

  func isExternal(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return false }
    return noun.qualities.contains(.external) || noun.direction == .inbound
  }

  func bytes(of verb: VerbPhrase) -> SourceRange {
    let first =
      verb.subject.first.map { phrases[$0].tokens.lowerBound } ?? phrases[verb.phrases.lowerBound].tokens.lowerBound
    let last = phrases[verb.phrases.upperBound - 1].tokens.upperBound
    return bytes(min(first, phrases[verb.phrases.lowerBound].tokens.lowerBound)..<last)
  }
}
