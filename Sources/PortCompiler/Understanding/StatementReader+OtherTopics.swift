import PortModel
import PortPage
import SourceDiagnostics

/// What was spoken of in front that is no port: "it" and "this value" may stand for it.
struct OtherTopic {
  /// The subject of the clause before, where that says nothing of ports.
  var subject: SourceRange?
  /// The last number of the sentence before that is written as no port.
  var number: SourceRange?
}

/// "The cache is large. It can be changed.": what a pronoun or "this value" stands for, where something else than the port was spoken of.
extension StatementReader {
  /// What the clause says of "it" or "this value" is the port's only where nothing else was spoken of before.
  mutating func distrustOtherTopics() {
    guard
      statement.binding != nil || statement.requirement != nil || statement.negation != nil
        || statement.isPortState || statement.sameHost != nil || statement.noExternal != nil
    else { return }
    guard statement.expressions.isEmpty, !statement.hasParties,
      let index = phrases.indices.first(where: { isBackReference($0) }),
      !phrases.indices.contains(where: { isNamedPort($0) })
    else { return }
    let range = bytes(phrases[index].tokens)
    let word = page.visibleText(range)
    if let other = innerTopic(before: index) ?? otherTopic.subject {
      return giveUp(
        "\"\(word)\" may stand for \"\(page.visibleText(other))\" or for the port; write \"this port\"", range)
    }
    if isValue(index),
      let number = otherNumber ?? otherTopic.number
    {
      giveUp("\"\(word)\" may stand for \(page.visibleText(number)) or for the port; write \"this port\"", range)
    }
  }

  /// "If the relay is installed, agents connect to it": whom the condition names, and not the section's host.
  mutating func distrustConditionTopics() {
    guard let condition = statement.condition, statement.hasParties || statement.isPortState,
      let index = phrases.indices.first(where: { isPartyPronoun($0) }),
      bytes(phrases[index].tokens).lowerBound >= condition.range.upperBound,
      // "if C, the agents connect; otherwise they connect"
      antecedent.map({ $0.mention.range.lowerBound < condition.range.upperBound }) ?? true,
      tokens[sentence].contains(where: { token in
        condition.range.contains(token.range) && token.kind == .word && lexicon[token] == nil
      })
    else { return }
    // "connections on this port must be allowed, because A connects to B on it"
    if index > 0, case .preposition(.on) = phrases[index - 1].kind,
      tokens[sentence.lowerBound..<phrases[index].tokens.lowerBound].contains(where: {
        lexicon[$0] == .port && !condition.range.contains($0.range)
      })
    {
      return
    }
    let range = bytes(phrases[index].tokens)
    giveUp("\"\(page.visibleText(range))\" may stand for what the condition names; name the party", range)
  }

  /// "connects to it", "open the port on it", "it listens"; not "it must be open".
  private func isPartyPronoun(_ index: Int) -> Bool {
    guard isPersonalPronoun(index) else { return false }
    if index > 0, case .preposition(let preposition) = phrases[index - 1].kind {
      return preposition == .to || preposition == .on || preposition == .from || preposition == .with
    }
    var next = index + 1
    while next < phrases.count, case .adverb = phrases[next].kind { next += 1 }
    guard next < phrases.count else { return false }
    switch phrases[next].kind {
    case .verb(.listen, _), .verb(.accept, _), .verb(.communicate, _), .verb(.reach, _), .verb(.send, _): return true
    default: return false
    }
  }

  /// Takes up what the clause speaks of, for a pronoun in the next one: a thing that is no port, where the clause says nothing of ports.
  mutating func noteOtherTopic(_ statement: Statement) {
    guard statement.hasVerb else { return }
    if speaksOfPort(statement) {
      otherTopic.subject = nil
    } else if let subject = thing(of: phrases) {
      otherTopic.subject = bytes(subject)
    }
  }

  private func speaksOfPort(_ statement: Statement) -> Bool {
    statement.refersToPorts || !statement.expressions.isEmpty || statement.hasParties || statement.direction != nil
      || statement.sameHost != nil || statement.noExternal != nil || statement.noInbound != nil
      || statement.noOutbound != nil
      || statement.isPortState
      || statement.requirement != nil || statement.binding != nil || statement.negation != nil
      || statement.service != nil || statement.initiator != nil || statement.listener != nil || statement.isNaming
      || statement.speaksOfTraffic && !phrases.contains { $0.noun.map { isSession($0) } ?? false }
  }

  /// "the session", "a request"; "the connection" is the port's.
  private func isSession(_ noun: NounPhrase) -> Bool {
    guard let last = noun.tokens.last else { return false }
    return Self.sessions.contains(tokens[last].payload)
  }

  private static let sessions = WordSet(["session", "sessions", "request", "requests", "message", "messages"])

  /// The first noun in front of the clause's verb that is neither a port nor traffic.
  private func thing(of phrases: some Sequence<Phrase>) -> Range<Int>? {
    for phrase in phrases {
      switch phrase.kind {
      case .noun(let noun)
      where noun.tokens.allSatisfy({ tokens[$0].value != nil || Self.freely.contains(tokens[$0].payload) }):
        return nil
      case .noun(let noun): return noun.head == .port || noun.head == .event && !isSession(noun) ? nil : noun.tokens
      case .verb, .be, .have, .modal, .pronoun, .ports: return nil
      default: continue
      }
    }
    return nil
  }

  /// "The timeout is 30 seconds; this is the default": a thing and its verb stand in front, in the clause.
  private func innerTopic(before index: Int) -> SourceRange? {
    let front = phrases[..<index]
    let hasVerb = front.contains { phrase in
      switch phrase.kind {
      case .verb, .be, .have: true
      default: false
      }
    }
    // A clause of its own: not "the supplier may have picked another number".
    let isApart = front.suffix(2).contains { phrase in
      switch phrase.kind {
      case .separator, .conjunction, .relative: true
      default: false
      }
    }
    guard hasVerb, isApart else { return nil }
    // "On the host, verify this range": a host is no range.
    let isOfPlace = isValue(index) && front.indices.allSatisfy { front[$0].noun == nil || isPlaceOfParty($0) }
    return isOfPlace ? nil : thing(of: front).map { bytes($0) }
  }

  /// "it", "this", "this value"; not the "it" of "it is necessary to open the port".
  private func isBackReference(_ index: Int) -> Bool {
    isPronominal(PhraseSet(index)) && !isPlural(index) && !isAddressee(index) || isValue(index)
  }

  /// "the number", "this value", "the default value", "another number"
  private func isValue(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last,
      noun.head == .port || isAlternativeValue(noun)
    else { return false }
    // "the number given here"
    let hasValue = noun.tokens.contains { PhraseReader.values.contains(tokens[$0].payload) && tokens[$0].kind == .word }
    return hasValue && !noun.tokens.contains { lexicon[tokens[$0]] == .port } && tokens[last].kind == .word
  }

  private func isPlural(_ index: Int) -> Bool {
    Self.plurals.contains(tokens[phrases[index].tokens.lowerBound].payload)
  }

  private static let plurals = WordSet(["they", "them", "these", "those", "both"])

  private func isAddressee(_ index: Int) -> Bool {
    SentenceFilter.addressees.contains(tokens[phrases[index].tokens.lowerBound].payload)
  }

  private func isNamedPort(_ index: Int) -> Bool { isPort(index) && !isValue(index) }

  /// The last number of the sentence that is written as no port.
  ///
  /// - Complexity: O(*n*) in the tokens of the sentence: the expressions stand in their order.
  private var otherNumber: SourceRange? {
    guard marks.hasNumber else { return nil }
    var ahead = expressions.count
    for index in sentence.reversed() {
      guard let value = tokens[index].value else { continue }
      while ahead > 0, expressions[ahead - 1].tokens.lowerBound > index { ahead -= 1 }
      if ahead > 0, expressions[ahead - 1].tokens.contains(index) { continue }
      if !ownPorts.contains(where: { Int($0.rawValue) == value }), index == 0 || lexicon[tokens[index - 1]] != .port {
        return tokens[index].range
      }
    }
    return nil
  }

  /// Takes up the numbers of the whole sentence, for the next one.
  mutating func noteOtherNumber() { otherTopic.number = otherNumber }
}
