import PortModel
import PortPage
import SourceDiagnostics

/// Circumstances under which a clause holds that are not written as a condition.
extension StatementReader {
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
    // What happens now and then is no condition in any case.
    statement.leavesConditionOpen = conditionDoubt == nil
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
  var restrictsUse: Bool {
    phrases.contains { if case .adverb(.only) = $0.kind { true } else { false } }
      && phrases.contains { if case .verb(.use, .participle) = $0.kind { true } else { false } }
  }

  var asksForSomething: Bool {
    statement.requirement != nil || statement.negation != nil || statement.sameHost != nil
  }

  /// "with the API enabled"
  func isState(behind index: Int) -> Bool {
    guard index + 1 < phrases.count else { return false }
    switch phrases[index + 1].kind {
    case .verb(_, .participle), .quality: return true
    default: return false
    }
  }

  /// "With scanning turned on, …"
  var initialState: SourceRange? {
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

  /// "In polling mode, …", "… in polling mode"
  private var modeWithoutNoun: SourceRange? {
    guard statement.condition == nil, let mode = clause.first(where: { Self.modeWords.contains(tokens[$0].payload) })
    else {
      return nil
    }
    let start = (max(clause.lowerBound, mode - 3)..<mode).last { lexicon[tokens[$0]] == .preposition(.in) }
    guard let start, start == clause.lowerBound || mode + 2 >= clause.upperBound else { return nil }
    return sourceRange(tokens, start..<(mode + 1))
  }

  private static let modeWords = WordSet(["mode", "modes"])

  var circumstance: SourceRange? {
    if let modeWithoutNoun { return modeWithoutNoun }
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
        // "On small systems, TCP 443 is optional."
        if index == 1, preposition == .on, noun.determiner == nil,
          tokens[noun.tokens].contains(where: { Self.sizes.contains($0.payload) }),
          statement.condition == nil, asksForSomething
        {
          return range
        }
        // "In polling mode, …", "On Windows, …"
        if index == 1, Self.platforms.contains(tokens[last].payload), statement.condition == nil { return range }
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
        if index == 1, Self.licenses.contains(tokens[last].payload) { return range }
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
  func isAccompaniment(_ index: Int) -> Bool {
    if index == 1 { return true }
    let verb = phrases[..<index].last { if case .verb = $0.kind { true } else { false } }
    switch verb?.kind {
    case .verb(.require, _), .verb(.recommend, _): return true
    default: return false
    }
  }

  private static let sizes = WordSet([
    "small", "smaller", "large", "larger", "big", "bigger", "older", "newer", "single",
  ])
  private static let platforms = WordSet(["mode", "modes", "windows", "linux", "unix", "macos"])
  private static let licenses = WordSet([
    "edition", "license", "licence", "plan", "tier", "subscription", "availability", "ha", "clustering", "failover",
    "mirroring", "replication",
  ])
  static let endpoints = WordSet([
    "listener", "listeners", "endpoint", "connector", "socket", "service", "interface",
  ])
  private static let depending = Token.hash("depending")
  private static let temporal = WordSet(["while", "after", "before", "until", "whilst", "during"])
  private static let mostly = WordSet(["usually", "typically", "normally", "generally", "mostly", "often"])
  private static let settings = WordSet(
    [
      "environment", "environments", "deployment", "deployments", "setup", "setups", "installation", "installations",
      "topology", "topologies", "scenario", "scenarios", "case", "cases", "situation", "situations", "circumstances",
      "event", "failover", "edition", "editions", "cluster",
      "clusters", "architecture", "architectures", "configurations",
    ])

  static let modes = WordSet(
    [
      "mode", "modes", "environment", "environments", "deployment", "deployments", "setup", "setups", "configuration",
      "configurations", "scenario", "scenarios", "topology", "topologies",
    ])
}
