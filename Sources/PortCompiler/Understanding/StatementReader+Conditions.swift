import PortModel
import PortPage
import SourceDiagnostics

/// What a condition goes with.
extension StatementReader {
  /// A condition goes with what a clause asks for or says about traffic, and with nothing else: "if you change the port, restart".
  mutating func settleCondition() {
    doubtEmptyCondition()
    if let range = unclearCondition,
      statement.saysSomething || statement.refersToPorts || !statement.expressions.isEmpty || speaksOfPort(range)
    {
      return giveUp(
        "where this condition ends is not certain; put a comma behind it, or write a sentence for each case", range)
    }
    statement.remarkedCondition = statement.condition
    guard let condition = statement.condition else { return }
    if statement.sameHost != nil || statement.noExternal != nil {
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
    if speaksOfOccupation(condition.range) {
      // "if this port is taken, the installer asks for another one"
      statement.condition = nil
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
      statement.isConditionOfPort = saysWhen(condition)
      if !statement.isConditionOfPort {
        statement.condition = nil
        statement.doubts.append(("\"\(condition.value.text)\" does not say when; name the condition", condition.range))
      }
      return
    }
    let isAboutPorts = (statement.refersToPorts || !statement.expressions.isEmpty) && hasPortVerb
    if statement.canBeConditional || isAboutPorts || !statement.hasVerb { return }
    statement.condition = nil
    if isOfSomethingBefore(condition.range) || speaksOfNeed {
      statement.doubts.append(("what this condition holds for is not said; write \"this port\"", condition.range))
    }
  }

  /// The condition names what it is about: not "if enabled", "if you use it".
  private func saysWhen(_ condition: Located<StatedCondition>) -> Bool {
    tokens[sentence].contains { token in
      guard condition.range.contains(token.range), token.kind == .word else { return false }
      switch lexicon[token] {
      case nil, .event, .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)), .port, .transport: return true
      default: return false
      }
    }
  }

  /// Reports what holds "in clustered environments", "with TLS enabled", "usually", "while X runs": the circumstances are a condition
  /// that is not written as one.
  mutating func distrustCircumstances() {
    if let setting = settingOfNeed,
      statement.requirement?.value == .required
        || restrictsUse && statement.requirement == nil,
      statement.negation == nil, statement.sameHost == nil,
      statement.condition.map({ setting.overlaps($0.range) }) ?? true
    {
      // "Required in offline environments.", "Only used in cluster mode."
      statement.isConditionOfPort = statement.requirement == nil
      statement.condition = Located(StatedCondition(text: page.visibleText(setting), isException: false), at: setting)
      return
    }
    guard asksForSomething || statement.hasParties && statement.doubts.isEmpty || restrictsUse,
      let doubt = conditionDoubt ?? circumstance.map({ (message: circumstanceMessage($0), range: $0) })
    else { return }
    statement.doubts.append(doubt)
    statement.requirement = nil
    statement.negation = nil
    statement.condition = nil
    if statement.sameHost != nil {
      statement.sameHost = nil
      statement.neighbours = []
      if statement.direction?.value == .internal { statement.direction = nil }
    }
  }

  func circumstanceMessage(_ range: SourceRange) -> String {
    "\"\(page.visibleText(range))\" says when this holds, but is no condition; write \"if\" and the condition"
  }

  /// "in offline environments" at the end, right behind "required".
  var settingOfNeed: SourceRange? {
    guard phrases.count >= 3, case .preposition(.in) = phrases[phrases.count - 2].kind,
      let noun = phrases[phrases.count - 1].noun, noun.tokens.count > 1, let last = noun.tokens.last,
      Self.modes.contains(tokens[last].payload)
    else { return nil }
    switch phrases[phrases.count - 3].kind {
    case .verb(.require, .participle), .verb(.use, .participle), .quality(.mandatory):
      return bytes(phrases[phrases.count - 2].tokens.lowerBound..<phrases[phrases.count - 1].tokens.upperBound)
    default: return nil
    }
  }

  /// "Only used inside a cluster"
  private var restrictsUse: Bool {
    phrases.contains { if case .adverb(.only) = $0.kind { true } else { false } }
      && phrases.contains { if case .verb(.use, .participle) = $0.kind { true } else { false } }
  }

  private var asksForSomething: Bool {
    statement.requirement != nil || statement.negation != nil || statement.sameHost != nil
  }

  /// "with the API enabled"
  private func isState(behind index: Int) -> Bool {
    guard index + 1 < phrases.count else { return false }
    switch phrases[index + 1].kind {
    case .verb(_, .participle), .quality: return true
    default: return false
    }
  }

  /// "With scanning turned on, …"
  private var initialState: SourceRange? {
    guard lexicon[tokens[clause.lowerBound]] == .preposition(.with),
      let comma = clause.first(where: { tokens[$0].isMark(",") }), comma - clause.lowerBound < 12,
      tokens[clause.lowerBound..<comma].contains(where: { $0.kind == .word && Self.states.contains($0.payload) })
    else { return nil }
    return sourceRange(tokens, clause.lowerBound..<comma)
  }

  private static let states = WordSet(
    [
      "on", "off", "enabled", "disabled", "turned", "switched", "active", "activated", "configured", "installed",
      "running",
    ])

  private var circumstance: SourceRange? {
    if let initialState { return initialState }
    if let range = explanations.first(where: { range in
      range.lowerBound > sentence.lowerBound && Self.temporal.contains(tokens[range.lowerBound - 1].payload)
        && clause.contains(range.lowerBound - 1)
        && !expressions.contains { range.contains($0.tokens.lowerBound) }
    }) {
      return sourceRange(tokens, (range.lowerBound - 1)..<range.upperBound)
    }
    if let token = tokens[clause].first(where: { $0.kind == .word && $0.payload == Self.depending }) {
      return token.range
    }
    for index in phrases.indices {
      if case .adverb = phrases[index].kind,
        tokens[phrases[index].tokens].contains(where: { Self.mostly.contains($0.payload) })
      {
        return bytes(phrases[index].tokens)
      }
      guard index > 0, case .preposition(let preposition) = phrases[index - 1].kind, let noun = phrases[index].noun,
        let last = noun.tokens.last(where: { tokens[$0].kind == .word }), noun.determiner != .demonstrative
      else { continue }
      let range = bytes(phrases[index - 1].tokens.lowerBound..<phrases[index].tokens.upperBound)
      switch preposition {
      case .in, .within, .for, .on:
        // "for all installations" is for any.
        if Self.settings.contains(tokens[last].payload), noun.head != .event, noun.determiner != .quantifier {
          return range
        }
        if preposition == .for, tokens[noun.tokens].contains(where: { Self.releaseWords.contains($0.payload) }) {
          return range
        }
      case .with, .without:
        // In front of everything, or behind a need.
        guard isAccompaniment(index) else { continue }
        // "With WMI queries, A connects to B": by which means.
        guard preposition == .without || asksForSomething || isState(behind: index) else { continue }
        return range
      case .other:
        let word = tokens[phrases[index - 1].tokens.lowerBound].payload
        if Self.temporal.contains(word) || word == Self.depending { return range }
      case .by, .to, .from, .at, .of, .over, .between, .than: continue
      }
    }
    return nil
  }

  /// "With clustering, …", "required without a proxy"; not "communicates with A".
  private func isAccompaniment(_ index: Int) -> Bool {
    if index == 1 { return true }
    let verb = phrases[..<index].last { if case .verb = $0.kind { true } else { false } }
    switch verb?.kind {
    case .verb(.require, _), .verb(.recommend, _): return true
    default: return false
    }
  }

  private static let endpoints = WordSet([
    "listener", "listeners", "endpoint", "connector", "socket", "service", "interface",
  ])
  private static let depending = Token.hash("depending")
  private static let temporal = WordSet(["while", "after", "before", "until", "whilst", "during"])
  private static let mostly = WordSet(["usually", "typically", "normally", "generally", "mostly", "often"])
  private static let settings = WordSet(
    [
      "environment", "environments", "deployment", "deployments", "setup", "setups", "installation", "installations",
      "topology", "topologies", "scenario", "scenarios", "case", "cases", "situation", "situations", "circumstances",
      "edition", "editions", "cluster", "clusters", "architecture", "architectures", "configurations",
    ])

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

  /// "Access is required if C", where no reading took it up.
  private var speaksOfNeed: Bool {
    let hasNeed = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.require, _), .verb(.open, _), .quality(.mandatory), .quality(.open): true
      default: false
      }
    }
    return hasNeed && phrases.indices.contains { isPort($0) || isTraffic($0) }
  }

  /// "If TLS is on, this port uses HTTPS": the port is used all the same.
  private var conditionalService: SourceRange? {
    guard let service = statement.service, !statement.hasParties, statement.requirement == nil else { return nil }
    let isUsing = VerbPhraseReader(phrases).result.contains { verb in
      verb.predicate == .verb(.use) && !verb.isPassive && verb.subject.contains { isPort($0) }
    }
    return isUsing ? service.range : nil
  }

  /// What is asked for: the subject of "is required", "is optional"; `nil` where nothing is, or no subject stands in front.
  private var demand: PhraseSet? {
    VerbPhraseReader(phrases).result.first { verb in
      switch verb.predicate {
      case .verb(.require), .verb(.recommend): verb.isPassive && !verb.subject.isEmpty
      case .be: !verb.qualities.isEmpty && !verb.subject.isEmpty
      case .verb: false
      }
    }?.subject
  }

  /// "This is so only if C": perhaps the port.
  private func isOfSomethingBefore(_ condition: SourceRange) -> Bool {
    guard let index = phrases.firstIndex(where: \.isNominal) else { return false }
    if let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }),
      Self.endpoints.contains(tokens[last].payload)
    {
      // "The listener is started only if C"
      return true
    }
    guard case .pronoun = phrases[index].kind else { return false }
    return (!isPersonal(index) || antecedent == nil)
      && tokens[sentence].contains { condition.contains($0.range) && lexicon[$0] == .adverb(.only) }
  }

  /// What is asked for "if necessary" is not asked for always.
  private mutating func doubtEmptyCondition() {
    guard let range = emptyCondition,
      statement.saysSomething || statement.refersToPorts || !statement.expressions.isEmpty || !statement.hasVerb
    else { return }
    statement.doubts.append(("\"\(page.visibleText(range))\" does not say when; name the condition", range))
    statement.requirement = nil
  }

  /// A verb about the port is denied, and the denial was not taken up.
  private var hasDenial: Bool {
    guard
      phrases.contains(where: {
        if case .negation = $0.kind { true } else if case .do = $0.kind { true } else { false }
      })
    else { return false }
    return VerbPhraseReader(phrases).result.contains { verb in
      isNegated(verb) && verb.objects.contains { isPort($0) }
    }
  }

  /// "The server does not respond on this port if C", "stops listening when C", "no longer listens"
  private var deniesContact: Bool {
    guard statement.condition?.value.isException == false, statement.requirement == nil, statement.doubts.isEmpty else {
      return false
    }
    let isCeasing = clause.contains { index in
      Self.ceasing.contains(tokens[index].payload) && tokens[index].kind == .word
        && (tokens[index].payload != Self.longer
          || index > clause.lowerBound && lexicon[tokens[index - 1]] == .determiner(.negative))
        && !statement.expressions.contains { $0.tokens.contains(index) }
    }
    return isCeasing || VerbPhraseReader(phrases).result.contains { isNegated($0) }
  }

  private static let longer = Token.hash("longer")
  private static let ceasing = WordSet(["stops", "stop", "ceases", "longer", "refuses", "refuse", "rejects", "reject"])

  /// A verb that is denied "unless C".
  var isDeniedUnless: Bool {
    guard statement.condition?.value.isException == true else { return false }
    return VerbPhraseReader(phrases).result.contains { $0.isNegated && !isNegated($0) }
  }

  func speaksOfFailure(_ range: SourceRange) -> Bool {
    tokens[sentence].contains { token in
      guard range.contains(token.range) else { return false }
      switch lexicon[token] {
      case .negation, .modal(.impossible), .verb(.fail, _), .quality(.failing), .quality(.closed): return true
      default: return Self.troubles.contains(token.payload)
      }
    }
  }

  static let troubles = WordSet(
    ["error", "errors", "problem", "problems", "trouble", "issue", "issues"])

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

  /// The tokens of the sentence in a range of its bytes.
  private func inside(_ range: SourceRange) -> Range<Int> {
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
    return hasPort && inside.contains { if case .verb(.change, _)? = lexicon[$0] { true } else { false } }
  }
}
