import PortModel
import PortPage
import SourceDiagnostics

/// What a condition goes with.
extension StatementReader {
  /// A condition goes with what a clause asks for or says about traffic, and with nothing else: "if you change the port, restart".
  mutating func settleCondition() {
    guard statement.condition != nil || emptyCondition != nil || unclearCondition != nil else { return }
    doubtEmptyCondition()
    if let range = unclearCondition,
      statement.saysSomething || statement.refersToPorts || !statement.expressions.isEmpty || speaksOfPort(range)
    {
      return giveUp(
        "where this condition ends is not certain; put a comma behind it, or write a sentence for each case", range)
    }
    statement.remarkedCondition = statement.condition
    guard let condition = statement.condition else { return }
    if isStep(condition.range) { return statement.condition = nil }
    if statement.sameHost != nil || statement.noExternal != nil, !isContactOnHost(under: condition.range) {
      // "If B is installed on A, the port is used locally": otherwise it is not.
      statement.doubts.append(
        ("that the traffic stays on one host under a condition needs a sentence for each case", condition.range))
      statement.condition = nil
      statement.sameHost = nil
      statement.noExternal = nil
      statement.neighbours = []
      statement.requirement = nil
      statement.negation = nil
      if statement.direction?.value == .internal { statement.direction = nil }
      return
    }
    if conditionIsMixed {
      statement.doubts.append(
        ("the condition holds for a part of this sentence only; write a sentence for each part", condition.range))
      statement.condition = nil
      statement.sources = []
      statement.destinations = []
      statement.requirement = nil
      return
    }
    if statement.negation != nil || isClosing || isDeniedUnless {
      // "not required if C", "can be closed if C": needed unless C. "Does not listen unless C": listens if C.
      statement.negation = nil
      statement.condition = Located(condition.value.inverted, at: condition.range)
      statement.isConditionOfPort = true
      return
    }
    if statement.requirement?.value == .optional, !saysOptional {
      // "It is not necessary if C": as "not required if C".
      statement.requirement = nil
      statement.condition = Located(condition.value.inverted, at: condition.range)
      statement.isConditionOfPort = true
      return
    }
    if statement.requirement?.value == .optional, isOnlyNeeded {
      // "optional and only needed if C"
      statement.requirement = nil
      statement.isConditionOfPort = true
      return
    }
    if statement.requirement?.value == .optional {
      // "optional if C": what holds otherwise is not said.
      statement.doubts.append(
        ("what \"optional\" means under a condition is not understood; write \"not required if\"", condition.range))
      statement.condition = nil
      statement.requirement = nil
      return
    }
    if let service = conditionalService {
      statement.doubts.append(
        ("which service the port has under a condition is not read; write a sentence for each case", service))
      statement.condition = nil
      statement.service = nil
      return
    }
    if hasDenial || deniesContact {
      // "If C, A does not use this port": others may.
      statement.doubts.append(
        ("what does not happen under a condition is not understood; say when the port is needed", condition.range))
      statement.condition = nil
      return
    }
    if isVerified, speaksOfFailure(condition.range) {
      // "if agents cannot connect, check that the port is open": advice for those who have trouble.
      statement.condition = nil
      return
    }
    if isBareUse, saysContact(condition.range) { return readContactCondition(condition) }
    if speaksOfOccupation(condition.range) {
      // "if this port is taken, the installer asks for another one"
      statement.condition = nil
      if statement.hasParties, speaksOfFailure(condition.range) {
        // "connects on this port if the other ports are blocked"
        statement.doubts.append(
          (
            "what happens where other ports are closed is not understood; write \"if\" and the condition",
            condition.range
          ))
      }
      if statement.requirement != nil {
        statement.requirement = nil
        statement.doubts.append(
          ("what is asked for where the port is another one says nothing of this one; name the port", condition.range))
      }
      return
    }
    if speaksOfChange(condition.range) {
      statement.condition = nil
      return state(binding: .default, condition.range)
    }
    if !statement.hasVerb, statement.expressions.isEmpty, !statement.hasParties {
      // "Directory queries, if synchronization is enabled.", "Only if clustering is on.": all that is said of the port is when it is needed.
      // "Where to take connections."
      if condition.value.text.hasPrefix("to ") { return statement.condition = nil }
      // "If the cloud does not respond, the server tries again": who does what then.
      if speaksOfFailure(condition.range) { return statement.condition = nil }
      // "The page loads when C": what loads is no port.
      if hidesVerb(before: condition.range) { return statement.condition = nil }
      statement.isConditionOfPort = saysWhen(condition)
      if !statement.isConditionOfPort {
        statement.condition = nil
        statement.doubts.append(("\"\(condition.value.text)\" does not say when; name the condition", condition.range))
      }
      return
    }
    if followsNeed, isApplying {
      // "This applies only if C", behind what is needed or who connects
      statement.refersToPorts = true
      statement.isConditionOfPort = true
      return
    }
    let isAboutPorts = (statement.refersToPorts || !statement.expressions.isEmpty) && hasPortVerb
    if statement.canBeConditional || isAboutPorts || !statement.hasVerb { return }
    statement.condition = nil
    if statement.doubts.isEmpty, isOfSomethingBefore(condition.range) || speaksOfNeed {
      statement.doubts.append(("what this condition holds for is not said; write \"this port\"", condition.range))
    }
  }

  /// "The test succeeds", "The installer returns 0": an article, a noun, and a word that can be its verb, right in front of the condition.
  private func hidesVerb(before condition: SourceRange) -> Bool {
    let words = clause.prefix { tokens[$0].range.lowerBound < condition.lowerBound }
    guard words.count >= 3, lexicon[tokens[words.lowerBound]] == .determiner(.definite),
      words.allSatisfy({ !tokens[$0].isMark(",") })
    else { return false }
    return words.dropFirst(2).contains { index in
      let token = tokens[index]
      guard token.kind == .word, !token.traits.contains(.capitalized) else { return false }
      if case .verb(_, .third)? = lexicon[token] { return true }
      return lexicon[token] == nil && page.file.bytes[token.range.upperBound - 1] == UInt8(ascii: "s")
    }
  }

  /// "If auditing is on, A connects to B on the same host": a contact that is needed under the condition, which says nothing of where
  /// anybody runs.
  private func isContactOnHost(under condition: SourceRange) -> Bool {
    guard statement.sameHost != nil, statement.noExternal == nil, !statement.sources.isEmpty,
      !statement.destinations.isEmpty, statement.neighbours.isEmpty
    else { return false }
    let words = inside(condition)
    return !words.contains { index in
      let token = tokens[index]
      switch lexicon[token] {
      case .quality(.same), .quality(.local), .adverb(.locally), .adverb(.externally): return true
      // "the relay is on the server", and not "auditing is on"
      case .be: return index + 2 < words.upperBound && lexicon[tokens[index + 1]] == .preposition(.on)
      default:
        return token.kind == .word
          && (Self.placing.contains(token.payload) || token.isMarked(.loopback)
            || Self.otherHost.contains(token.payload))
      }
    }
  }

  private static let placing = WordSet(
    [
      "installed", "run", "runs", "running", "located", "hosted", "deployed", "resides", "moved", "another", "other",
      "together", "itself", "host", "hosts", "machine", "machines", "computer", "computers", "node", "nodes", "box",
      "distributed", "standalone", "clustered", "cluster",
    ])

  /// "Once you are logged in to the router, open this port", "if you have not done so already": when the reader is to do it.
  private func isStep(_ condition: SourceRange) -> Bool {
    let words = inside(condition)
    guard words.prefix(4).contains(where: { SentenceFilter.addressees.contains(tokens[$0].payload) }) else {
      return false
    }
    return words.contains { Self.stepping.contains(tokens[$0].payload) && tokens[$0].kind == .word }
  }

  private static let stepping = WordSet(["logged", "signed", "done", "finished", "ready", "already"])

  /// "This only applies", "this is the case", and nothing else
  var isApplying: Bool {
    let said = phrases.filter { phrase in
      switch phrase.kind {
      case .adverb, .separator: false
      default: true
      }
    }
    guard said.count == 2 || said.count == 3, case .pronoun = said[0].kind,
      lexicon[tokens[said[0].tokens.lowerBound]] == .determiner(.demonstrative)
    else { return false }
    if said.count == 2, case .verb(.other, .third) = said[1].kind {
      return Self.applying.contains(tokens[said[1].tokens.lowerBound].payload)
    }
    guard said.count == 3, case .be = said[1].kind, let noun = said[2].noun else { return false }
    return noun.tokens.count == 1 && noun.determiner == .definite && tokens[noun.tokens.lowerBound].payload == Self.case
  }

  private static let applying = WordSet(["applies"])
  private static let `case` = Token.hash("case")

  /// The condition names what it is about: not "if enabled", "if you use it".
  private func saysWhen(_ condition: Located<StatedCondition>) -> Bool {
    tokens[inside(condition.range)].contains { token in
      guard token.kind == .word else { return false }
      switch lexicon[token] {
      case nil, .event, .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)), .port, .transport: return true
      default: return false
      }
    }
  }

  /// A verb of use, need, contact or access: "traffic on this port is encrypted" has none.
  private var hasPortVerb: Bool {
    if let demand = demand, demand.allSatisfy({ !isPort($0) && !isTraffic($0) }), !isPronominal(demand) { return false }
    return phrases.contains { phrase in
      switch phrase.kind {
      case .verb(let verb, _): verb.isOfAccess
      case .quality(.open), .quality(.closed), .quality(.mandatory), .quality(.optional), .quality(.recommended): true
      default: false
      }
    }
      || phrases.first.map { if case .ports = $0.kind { true } else { false } } == true
        && !phrases.contains { phrase in
          if case .be = phrase.kind { true } else { false }
        }
  }

  /// "if this port is taken", "if the listener uses another port"
  func speaksOfOccupation(_ range: SourceRange) -> Bool {
    let inside = inside(range)
    let isUsedByOthers =
      tokens[inside].contains { if case .verb(.use, _)? = lexicon[$0] { true } else { false } }
      && inside.contains {
        Self.others.contains(tokens[$0].payload) && ($0 + 1 >= inside.upperBound || lexicon[tokens[$0 + 1]] != .port)
      }
    let isOccupied =
      isUsedByOthers
      || inside.contains { index in
        Self.occupied.contains(tokens[index].payload)
          || tokens[index].payload == Self.use && index > inside.lowerBound
            && lexicon[tokens[index - 1]] == .preposition(.in)
      }
    return inside.contains { index in
      guard lexicon[tokens[index]] == .port else { return false }
      return isOccupied || index > sentence.lowerBound && Self.others.contains(tokens[index - 1].payload)
    }
  }

  private static let use = Token.hash("use")
  private static let occupied = WordSet(["taken", "occupied", "busy"])
  private static let others = WordSet(["another", "different", "other"])

  private static let configuring = WordSet(["configure", "configured", "configures"])

  /// The tokens of the sentence in a range of its bytes.
  func inside(_ range: SourceRange) -> Range<Int> {
    let first = sentence.first { tokens[$0].range.lowerBound >= range.lowerBound } ?? sentence.upperBound
    var end = first
    while end < sentence.upperBound, range.contains(tokens[end].range) { end += 1 }
    return first..<end
  }

  private func speaksOfPort(_ range: SourceRange) -> Bool {
    tokens[inside(range)].contains { lexicon[$0] == .port }
  }

  /// "if you change this port"
  func speaksOfChange(_ range: SourceRange) -> Bool {
    let inside = tokens[inside(range)]
    let hasPort = inside.contains { token in
      lexicon[token] == .port || lexicon[token] == .pronoun && !SentenceFilter.addressees.contains(token.payload)
    }
    let namesPort = inside.contains { lexicon[$0] == .port }
    return hasPort
      && inside.contains { token in
        guard case .verb(.change, _)? = lexicon[token] else { return false }
        // "if one is configured", "if it is configured": perhaps the proxy.
        // "only when you have configured the default port"
        if Self.configuring.contains(token.payload) {
          return namesPort && !inside.contains { lexicon[$0] == .quality(.default) }
        }
        return true
      }
  }
}
