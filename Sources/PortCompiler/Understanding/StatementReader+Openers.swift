import PortModel
import PortPage
import SourceDiagnostics

/// In which direction, where and by whom a port is to be opened: "agents must allow TCP 25 outbound".
extension StatementReader {
  /// Reports "must be open inbound, not outbound".
  mutating func doubtOneDirection() -> Bool {
    let denied = phrases.indices.dropFirst().first { index in
      guard case .direction = phrases[index].kind, case .negation = phrases[index - 1].kind else { return false }
      return true
    }
    guard let denied else { return false }
    statement.refersToPorts = true
    statement.doubts.append(
      ("what holds for one direction only is not read; write who connects to whom", bytes(phrases[denied].tokens)))
    return true
  }

  /// Reports "9005 need not be open" below a title that states several ports: what holds for one of them.
  mutating func doubtOneOfSeveral(_ verb: VerbPhrase) -> Bool {
    guard ownPorts.count > 1, let number = verb.subject.first(where: { isBareNumber($0) }), !verb.qualities.isEmpty
    else {
      return false
    }
    statement.refersToPorts = true
    statement.doubts.append(
      ("what holds for one of these ports is not read; give it a section of its own", bytes(phrases[number].tokens)))
    return true
  }

  /// Who opens a port: a noun in front of "must allow".
  private func isActor(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .thing || noun.head == .machine, index + 1 < phrases.count else {
      return false
    }
    if let name = names([index]).first {
      // "Administrators must allow"
      if Self.isVisitor(name) { return false }
    } else if noun.tokens.count == 1 {
      // "The firewall must allow"
      return false
    }
    var next = index + 1
    if case .modal = phrases[next].kind { next += 1 }
    guard next < phrases.count else { return false }
    switch phrases[next].kind {
    case .verb(.open, .base), .verb(.open, .third), .have: return true
    default: return false
    }
  }

  /// "Allow TCP 25 outbound", "TCP 25 outbound must be open", "open inbound and outbound".
  ///
  /// - Returns: Whether somebody else opens the port, which is reported.
  mutating func readLooseDirections() -> Bool {
    for index in phrases.indices.dropFirst() {
      guard case .direction(let direction) = phrases[index].kind else { continue }
      let isLoose: Bool
      switch phrases[index - 1].kind {
      case .ports, .pronoun, .verb(.open, _), .quality(.open): isLoose = true
      case .noun(let noun): isLoose = noun.head == .port
      case .conjunction:
        if index > 1, case .direction = phrases[index - 2].kind { isLoose = true } else { isLoose = false }
      default: isLoose = false
      }
      guard isLoose else { continue }
      guard let actor = phrases[..<index].indices.first(where: { isActor($0) }) else {
        state(direction: direction, bytes(phrases[index].tokens))
        continue
      }
      if let party = names([actor]).first {
        // "Agents must allow TCP 25 outbound."
        used.insert(actor)
        if direction == .outbound { add(sources: [party]) } else { add(destinations: [party]) }
        continue
      }
      // "Client firewalls must allow TCP 25 outbound."
      statement.isPortState = false
      statement.refersToPorts = true
      statement.leavesConditionOpen = true
      statement.doubts.append(
        ("whose traffic this is, is not read; write who connects to whom", bytes(phrases[actor].tokens)))
      return true
    }
    return false
  }

  /// "Hosts in the management network connect to this port."
  func hasPlaceAsSubject(_ index: Int) -> Bool {
    guard statement.sources.isEmpty, index + 2 < phrases.count, phrases[index + 2].noun != nil else { return false }
    switch phrases[index + 1].kind {
    case .preposition(.in), .preposition(.on), .preposition(.within): break
    default: return false
    }
    if index == 0 { return true }
    if case .adverb = phrases[index - 1].kind { return index == 1 }
    return false
  }

  /// Reports "Branches with a kiosk must open this port": what some only are asked for.
  mutating func doubtSomeOpeners(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, verb.modality == .must || verb.modality == .should, let last = verb.subject.last,
      last + 1 < phrases.count
    else { return false }
    switch phrases[last + 1].kind {
    case .preposition(.with), .preposition(.without): break
    default: return false
    }
    pass(verb)
    statement.leavesConditionOpen = true
    statement.refersToPorts = true
    statement.doubts.append(
      ("what is asked for by some only has no place in a specification; say under which condition", bytes(of: verb)))
    return true
  }

  /// "on the agents"
  func isPlaceOfParty(_ index: Int) -> Bool {
    guard index > 0, case .preposition(.on) = phrases[index - 1].kind else { return false }
    return isParty(index)
  }

  /// "up to 5 minutes for the first connection"
  func isQuantity(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head != .port else { return false }
    return tokens[noun.tokens].contains { Self.durations.contains($0.payload) }
      && !tokens[noun.tokens].prefix(2).contains { lexicon[$0] == .event }
  }

  private static let durations = WordSet(["seconds", "minutes", "hours", "minute", "second", "days"])
}
