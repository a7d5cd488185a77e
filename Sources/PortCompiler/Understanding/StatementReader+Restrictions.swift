import PortModel
import PortPage
import SourceDiagnostics

/// What restricts a demand and is not written as a condition.
extension StatementReader {
  /// "must be open for remote access only", "must be open with TLS enabled", "required for upgrades and optional otherwise"
  mutating func distrustRestrictions() {
    distrustBinding()
    let shape = Shape(phrases)
    if shape.hasSeparator, let label = labelWithoutLine {
      return giveUp("one party and its label stand behind another; write each on a line of its own", label)
    }
    if shape.hasBracket, statement.hasParties, let word = clause.dropFirst().first(where: { isInitiatedRemark($0) }) {
      // "Communication with agents (agent initiated)."
      return giveUp("who initiates the connection is not read; write \"A connects to B\"", tokens[word].range)
    }
    if shape.only != nil, statement.condition != nil, statement.requirement?.value == .required, isOnlyOnePort {
      // "If no gateway is used, only TCP 8443 is required": what else is not.
      return giveUp(
        "that only one port is needed under a condition says something of the others; write a sentence for each",
        statement.range)
    }
    distrustRemarks(shape)
    if let only = shape.only { distrustOnly(only) }
    distrustDemand(shape)
  }

  /// What one look at the phrases of a clause finds.
  private struct Shape {
    /// The phrase of the first "only".
    var only: Int?
    var hasBracket = false
    var hasSeparator = false
    var isLocal = false

    init(_ phrases: [Phrase]) {
      for index in phrases.indices {
        switch phrases[index].kind {
        case .adverb(.only): only = only ?? index
        case .opening: hasBracket = true
        case .separator: hasSeparator = true
        case .noun(let noun): isLocal = isLocal || noun.qualities.contains(.local)
        default: continue
        }
      }
    }
  }

  /// "the next two ports", "the local database", "in both directions", "(disabled by default)"
  private mutating func distrustRemarks(_ shape: Shape) {
    if marks.contains(.suspect), statement.isPortState || statement.hasParties,
      let next = clause.dropLast().first(where: { isNextPort($0) })
    {
      statement.doubts.append(("which ports these are is not said; write the numbers", tokens[next].range))
    }
    if shape.isLocal, statement.sameHost == nil, statement.direction?.value != .internal,
      let local = (statement.sources + statement.destinations).first(where: { $0.name.hasPrefix("local ") })
    {
      statement.doubts.append(
        (
          "whether \"\(local.name)\" runs on the same host is not said; write \"on the same host\", or its name",
          local.range
        ))
    }
    if goesBothWays, !statement.hasParties, statement.isPortState {
      statement.doubts.append(
        ("traffic in both directions has two sides, and they are not named; write \"between A and B\"", statement.range)
      )
    }
    if shape.hasBracket, statement.hasParties, let off = clause.dropFirst().first(where: { isSwitchedOff($0) }) {
      statement.doubts.append(
        (
          "\"\(page.visibleText(tokens[off].range))\" leaves open when the port is used; write \"if\" and the condition",
          tokens[off].range
        ))
    }
  }

  /// "(Windows only)", "is only open while a session is active", "connects on this port for remote access only"
  private mutating func distrustOnly(_ only: Int) {
    guard statement.requirement == nil, statement.condition == nil, statement.doubts.isEmpty else { return }
    if statement.sameHost == nil, statement.noExternal == nil, statement.binding == nil, statement.negation == nil,
      statement.hasParties || statement.refersToPorts || !statement.expressions.isEmpty,
      statement.hasVerb || statement.expressions.isEmpty, isInBrackets(only) || restrictsTime(only)
    {
      statement.doubts.append(
        ("\"only\" restricts when this holds; write \"if\" and the condition", bytes(phrases[only].tokens)))
      return
    }
    let purpose = phrases.indices.dropFirst().first { index in
      guard case .preposition(.for) = phrases[index - 1].kind else { return false }
      return phrases[index].noun != nil && !isNamedSide(index)
    }
    guard statement.hasParties, let purpose, only + 1 == purpose - 1 || only == purpose + 1 || only == 0 else { return }
    statement.doubts.append(
      ("\"only\" restricts when this happens; write \"if\" and the condition", bytes(phrases[purpose].tokens)))
  }

  private mutating func distrustDemand(_ shape: Shape) {
    guard let requirement = statement.requirement, statement.condition == nil, statement.negation == nil else { return }
    if requirement.value != .optional, let range = restriction(shape.only) {
      statement.requirement = nil
      statement.doubts.append(
        ("\"\(page.visibleText(range))\" restricts what is asked for; write \"if\" and the condition", range))
      return
    }
    guard requirement.value != .recommended, let range = contrast else { return }
    statement.requirement = nil
    statement.doubts.append(
      (
        "the port is said to be needed and to be optional; write \"if\" and the condition under which it is needed",
        range
      ))
  }

  /// "(agent initiated)", "(agent-initiated)"
  private func isInitiatedRemark(_ index: Int) -> Bool {
    guard tokens[index].kind == .word, index + 1 < clause.upperBound, tokens[index + 1].isMark(")") else {
      return false
    }
    let text = page.file.text(tokens[index].range)
    return text == "initiated" || text.hasSuffix("-initiated")
  }

  /// "Source: A Destination: B"
  private var labelWithoutLine: SourceRange? {
    var labels = 0
    for index in clause.dropFirst()
    where tokens[index].isMark(":") && Self.sideLabels.contains(tokens[index - 1].payload) {
      labels += 1
      if labels == 2 { return tokens[index - 1].range }
    }
    return nil
  }

  static func hasSeveralSides(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.indices.dropFirst().count { tokens[$0].isMark(":") && sideLabels.contains(tokens[$0 - 1].payload) } > 1
  }

  private static let sideLabels = WordSet([
    "source", "destination", "from", "to", "protocol", "direction", "client", "server",
  ])

  private var isOnlyOnePort: Bool {
    phrases.indices.dropLast().contains { index in
      guard case .adverb(.only) = phrases[index].kind else { return false }
      return isPort(index + 1)
    }
  }

  /// "the next two ports", "the next nine ports"
  private func isNextPort(_ index: Int) -> Bool {
    guard tokens[index].payload == Self.nextWord, tokens[index].kind == .word else { return false }
    switch lexicon[tokens[index + 1]] {
    case .cardinal, .port: return true
    default: return tokens[index + 1].value != nil
    }
  }

  private static let nextWord = Token.hash("next")

  /// "(disabled by default)"
  private func isSwitchedOff(_ index: Int) -> Bool {
    tokens[index - 1].isMark("(") && Self.switchedOff.contains(tokens[index].payload)
  }

  private static let switchedOff = WordSet(["disabled", "off", "deactivated", "inactive"])

  private func isInBrackets(_ index: Int) -> Bool {
    guard let opening = phrases[..<index].lastIndex(where: { if case .opening = $0.kind { true } else { false } })
    else {
      return false
    }
    return !phrases[opening..<index].contains { if case .closing = $0.kind { true } else { false } }
  }

  /// "is only open while", "available only in", "only when"
  private func restrictsTime(_ only: Int) -> Bool {
    let isState = phrases[..<only].contains { if case .be = $0.kind { true } else { false } }
    guard isState, only + 1 < phrases.count else { return false }
    switch phrases[only + 1].kind {
    case .quality(.open): return !explanations.isEmpty
    case .preposition(.in), .preposition(.within), .preposition(.for), .preposition(.with): return true
    default: return false
    }
  }

  private func isNamedSide(_ index: Int) -> Bool { namedParty(index) != nil }

  /// "cannot be changed while the server runs", "no longer the default", "fixed in version 3 and can be changed in version 4"
  private mutating func distrustBinding() {
    guard let binding = statement.binding else { return }
    let isFixed = binding.value == .fixed
    let hasTime = explanations.contains { range in
      range.lowerBound > sentence.lowerBound && Self.times.contains(tokens[range.lowerBound - 1].payload)
    }
    let isWeakened = tokens[clause].contains { Self.weakening.contains($0.payload) && $0.kind == .word }
    let isLost = clause.dropFirst().contains { index in
      tokens[index].payload == Self.longerWord && lexicon[tokens[index - 1]] == .determiner(.negative)
    }
    guard hasTwoBindings || isLost || isFixed && (hasTime || isWeakened || statement.condition != nil) else { return }
    statement.binding = nil
    statement.condition = nil
    statement.doubts.append(
      (
        "when the port can be changed is not understood; write \"can be changed\" or \"cannot be changed\"",
        statement.range
      ))
  }

  private static let times = WordSet(["while", "until", "before", "after", "once"])
  private static let weakening = WordSet(["easily", "simply", "normally", "usually", "currently", "yet", "directly"])
  private static let longerWord = Token.hash("longer")

  private func restriction(_ only: Int?) -> SourceRange? {
    if let only, !restrictsParties(only) { return bytes(phrases[only].tokens) }
    if let purpose = explanations.first, purpose.lowerBound == sentence.lowerBound + 1,
      lexicon[tokens[sentence.lowerBound]] == .preposition(.to)
    {
      // "To deploy agents, open TCP 22"
      return bytes(sentence.lowerBound..<purpose.upperBound)
    }
    for index in phrases.indices.dropFirst() {
      guard case .preposition(.with) = phrases[index - 1].kind, phrases[index].noun != nil, index + 1 < phrases.count,
        case .verb(_, .participle) = phrases[index + 1].kind
      else { continue }
      return bytes(phrases[index - 1].tokens.lowerBound..<phrases[index + 1].tokens.upperBound)
    }
    if phrases.count > 3, case .preposition(.for) = phrases[0].kind, phrases[1].noun != nil, !isPort(1), !isTraffic(1),
      !isActing(1)
    {
      // "For Linux, open TCP 22"
      return bytes(phrases[0].tokens.lowerBound..<phrases[1].tokens.upperBound)
    }
    for index in phrases.indices.dropFirst().dropLast() {
      // "needed in stores that accept cards"
      guard case .relative = phrases[index + 1].kind, phrases[index].noun != nil else { continue }
      switch phrases[index - 1].kind {
      case .preposition(.in), .preposition(.for):
        return bytes(phrases[index - 1].tokens.lowerBound..<phrases[index + 1].tokens.upperBound)
      default: continue
      }
    }
    let words = clause.dropLast()
    return words.first { index in
      let pair = (tokens[index].payload, tokens[index + 1].payload)
      return Self.pairs.contains { $0 == pair.0 && $1 == pair.1 }
    }.map { bytes($0..<($0 + 2)) }
  }

  /// "For A to connect to B, …": who acts, and not for whom the rest holds.
  private func isActing(_ index: Int) -> Bool {
    guard case .preposition(.to) = phrases[index + 1].kind, case .verb(let verb, .base) = phrases[index + 2].kind else {
      return false
    }
    switch verb {
    case .communicate, .reach, .send, .fetch: return statement.hasParties
    default: return false
    }
  }

  /// "only this port", "only TCP 443", "only from A": which port or who, and not whether.
  private func restrictsParties(_ only: Int) -> Bool {
    guard only + 1 < phrases.count else {
      // "connections from A only"
      return !phrases.contains { if case .preposition(.for) = $0.kind { true } else { false } }
    }
    switch phrases[only + 1].kind {
    case .ports: return true
    case .noun: return true
    case .preposition(.from), .preposition(.to), .preposition(.by), .preposition(.on), .preposition(.at),
      .preposition(.within), .preposition(.in):
      return true
    default: return false
    }
  }

  private static let pairs: [(UInt64, UInt64)] = [
    (Token.hash("given"), Token.hash("that")), (Token.hash("the"), Token.hash("moment")),
    (Token.hash("other"), Token.hash("than")),
  ]

  /// "required for upgrades and optional otherwise", "optional but must be open for backups", "required for A, optional for B"
  private var contrast: SourceRange? {
    var needed: Int?
    var optional: Int?
    for index in clause {
      switch lexicon[tokens[index]] {
      case .verb(.require, .participle), .quality(.mandatory), .modal(.must): needed = needed ?? index
      case .quality(.optional): optional = optional ?? index
      default: continue
      }
    }
    guard let needed, let optional else { return nil }
    let between = min(needed, optional)..<max(needed, optional)
    let isContrast =
      between.contains { index in
        lexicon[tokens[index]] == .conjunction(.but) || lexicon[tokens[index]] == .preposition(.for)
      } || tokens[clause].contains { $0.payload == Self.otherwiseContrast }
    return isContrast ? bytes(clause) : nil
  }

  private static let otherwiseContrast = Token.hash("otherwise")
}
