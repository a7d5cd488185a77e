import PortModel
import PortPage
import SourceDiagnostics

/// What remarks, labels and fragments say, and whether anything has to be said.
extension StatementReader {
  /// A verb or an adjective of what ports are for stands with a party, or without a subject.
  var speaksOfAccess: Bool {
    guard hasAccessWord else { return false }
    return phrases.indices.contains { isParty($0) } || tokens[clause].contains { $0.isMark(":") } || isHeadless
  }

  /// "Not reachable from …", "Must be …": no noun stands in front of the verb or adjective.
  private var isHeadless: Bool {
    for phrase in phrases {
      switch phrase.kind {
      case .adverb, .negation, .modal, .be, .have, .do: continue
      case .verb, .quality: return true
      default: return false
      }
    }
    return false
  }

  private var hasAccessWord: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .verb(let verb, _): verb.isOfAccess
      case .quality(let quality):
        switch quality {
        case .open, .closed, .optional, .mandatory, .recommended, .external: true
        case .configurable, .fixed, .default, .local, .same, .ephemeral, .failing: false
        }
      default: false
      }
    }
  }

  /// "The manual has another": a sentence all the same.
  var hasAuxiliaryAlone: Bool {
    statement.expressions.isEmpty
      && phrases.contains { phrase in
        switch phrase.kind {
        case .have, .do: true
        default: false
        }
      }
  }

  /// "agents → server", "agents -> server"; a chain of arrows does not tell which of them is the port's.
  mutating func readArrow() {
    var arrows = PhraseSet()
    for index in phrases.indices {
      guard case .separator = phrases[index].kind else { continue }
      let first = tokens[phrases[index].tokens.lowerBound]
      if first.kind == .arrow || phrases[index].tokens.count == 2 && first.isMark("-") { arrows.insert(index) }
    }
    guard let arrow = arrows.first, arrow > 0, arrow + 1 < phrases.count else { return }
    let left = names([arrow - 1])
    let right = names([arrow + 1])
    guard !left.isEmpty, !right.isEmpty else { return }
    used.formUnion([arrow - 1, arrow + 1])
    guard arrows.count == 1 else {
      statement.doubts.append(
        ("which of these contacts the port is for is not said; write a sentence for each", bytes(phrases[arrow].tokens))
      )
      return
    }
    if arrow > 1, phrases[..<(arrow - 1)].contains(where: { $0.noun != nil }),
      statement.expressions.allSatisfy({ !$0.isLabel })
    {
      // "A, B → C"
      statement.doubts.append(
        (
          "who else connects is not read; write a line for each",
          bytes(min(clause.lowerBound, phrases[0].tokens.lowerBound)..<phrases[arrow].tokens.upperBound)
        ))
    }
    switch way(of: phrases[arrow]) {
    case .forth: connectSides(left, right)
    case .back: connectSides(right, left)
    case .both:
      connectSides(left, right)
      statement.isBidirectional = true
    }
  }

  private mutating func connectSides(_ one: [Mention], _ other: [Mention]) {
    add(sources: one)
    add(destinations: other)
  }

  private enum Way { case forth, back, both }

  /// "→", "←", "↔", "<->"
  private func way(of phrase: Phrase) -> Way {
    let first = phrase.tokens.lowerBound
    guard tokens[first].kind == .arrow else {
      return first > clause.lowerBound && tokens[first - 1].isMark("<") ? .both : .forth
    }
    return switch page.file.text(tokens[first].range) {
    case "←", "⟵", "⇐": .back
    case "↔", "⟷", "⇔", "⇄", "⇆": .both
    default: .forth
    }
  }

  /// Takes out remarks of one word in parentheses: "(optional)", "(outbound)".
  mutating func noteRemarks() {
    var remarked: StatedRequirement?
    var index = 0
    while index + 2 < phrases.count {
      if case .opening = phrases[index].kind, case .closing = phrases[index + 2].kind, noteRemark(phrases[index + 1]) {
        noteRemarkedRequirement(index)
        if case .quality(.default) = phrases[index + 1].kind, statement.expressions.count > 1, index > 0,
          case .ports = phrases[index - 1].kind
        {
          // "TCP 8443 (default) or TCP 8080"
          hasMixedRemarks = true
        }
        // "from A (required) and from B (optional)"
        if let requirement = requirement(of: phrases[index + 1]) {
          if let remarked, remarked != requirement { hasMixedRemarks = true }
          remarked = requirement
        }
        phrases.removeSubrange(index..<(index + 3))
      } else if case .separator = phrases[index].kind, isBetweenDashes(index + 1), noteRemark(phrases[index + 1]) {
        phrases.removeSubrange(index..<(index + 2))
      } else {
        index += 1
      }
    }
  }

  /// "Fixed; cannot be moved.", "Optional: used by A."
  mutating func noteLeadingRemark() {
    guard phrases.count > 2, case .separator = phrases[1].kind, case .quality(let quality) = phrases[0].kind else {
      return
    }
    switch quality {
    case .optional, .mandatory, .recommended, .configurable, .fixed:
      if noteRemark(phrases[0]) {
        statement.refersToPorts = true
        used.insert(0)
      }
    case .open, .closed, .default, .external, .local, .same, .ephemeral, .failing: return
    }
  }

  /// "TCP 443 to the relay – required – push", of one port and without another verb.
  private func isBetweenDashes(_ index: Int) -> Bool {
    func isDash(_ index: Int) -> Bool { index >= 0 && tokens[phrases[index].tokens.lowerBound].kind == .dash }
    guard isDash(index - 1), index + 1 < phrases.count, isDash(index + 1), requirement(of: phrases[index]) != nil,
      statement.expressions.count == 1
    else { return false }
    return !phrases.indices.contains { other in
      switch phrases[other].kind {
      // "push"
      case .verb(_, .base(isNoun: true)) where isDash(other - 1): false
      case .verb, .be, .modal, .negation: other != index
      default: false
      }
    }
  }

  private func requirement(of phrase: Phrase) -> StatedRequirement? {
    switch phrase.kind {
    case .quality(.optional): .optional
    case .quality(.mandatory), .verb(.require, .participle): .required
    case .quality(.recommended), .verb(.recommend, .participle): .recommended
    default: nil
    }
  }

  /// "TCP 443 (required) and TCP 80 (optional)": the remark is of one port, and the sentence speaks of several.
  private mutating func noteRemarkedRequirement(_ index: Int) {
    guard let requirement = statement.requirement,
      requirement.range == bytes(phrases[index + 1].tokens) || hasMixedRemarks,
      statement.expressions.count > 1, index > 0, case .ports = phrases[index - 1].kind
    else { return }
    hasMixedRemarks = true
  }

  /// "Inbound: agents", "Outbound connections: none": who is on the other side.
  mutating func readDirectionLabel() -> Bool {
    guard phrases.count >= 3, case .separator = phrases[1].kind,
      tokens[phrases[1].tokens.lowerBound].isMark(":")
    else { return false }
    var direction: Flow.Direction?
    if case .direction(let found) = phrases[0].kind { direction = found }
    if let noun = phrases[0].noun, noun.head == .event { direction = noun.direction }
    guard let direction, direction != .internal else { return false }
    let range = bytes(phrases[0].tokens)
    let value = phrases[2].tokens.lowerBound..<phrases[phrases.count - 1].tokens.upperBound
    if tokens[value].allSatisfy({ $0.kind != .word || Self.nothing.contains($0.payload) }) {
      if statement.direction?.range == range { statement.direction = nil }
      return true
    }
    var parties = PhraseSet()
    for index in 2..<phrases.count {
      switch phrases[index].kind {
      case .noun where isParty(index): parties.insert(index)
      case .conjunction, .separator: continue
      default: return false
      }
    }
    state(direction: direction, range)
    if direction == .inbound { add(sources: mentions(parties)) } else { add(destinations: mentions(parties)) }
    return true
  }

  static let nothing = WordSet(["none", "no", "nothing", "n", "a", "na"])

  /// A fragment says by its words alone what a sentence says by its verb: "TCP 443, inbound, optional."
  mutating func readFragment() {
    readFurtherSides()
    let hasLabel = statement.expressions.first?.isLabel == true
    for (index, phrase) in phrases.enumerated() {
      if hasLabel, index > 0, isLast(index) || isFollowedByMark(index), isMachines(index), let mention = mention(index),
        !statement.sources.contains(mention), !statement.destinations.contains(mention)
      {
        statement.bystanders.append(mention)
      }
      // "by default, backups run daily" is about something else.
      if index > 0, case .preposition = phrases[index - 1].kind { continue }
      // "(TLS optional)" too.
      if index > 0, requirement(of: phrase) != nil, let noun = phrases[index - 1].noun, noun.head == .thing { continue }
      if index > 0, case .negation = phrases[index - 1].kind { noteDenied(phrase) } else { _ = noteRemark(phrase) }
    }
  }

  /// "TCP 443 to switches, routers and printers": behind a comma, the others of the list.
  private mutating func readFurtherSides() {
    for index in phrases.indices.dropLast() {
      guard case .preposition(let preposition) = phrases[index].kind, preposition == .to || preposition == .from,
        isParty(index + 1), let first = mention(index + 1),
        (preposition == .to ? statement.destinations : statement.sources).contains(where: { $0.key == first.key })
      else { continue }
      var others: [Int] = []
      var next = index + 2
      var isEnded = false
      while next + 1 < phrases.count, !isEnded {
        var start = next
        while start < phrases.count, isListJoint(start) { start += 1 }
        guard start > next, start < phrases.count, isParty(start) else { break }
        if case .conjunction = phrases[start - 1].kind { isEnded = true }
        others.append(start)
        next = start + 1
      }
      guard isEnded, next == phrases.count || !isListJoint(next) else { continue }
      for other in others {
        guard let mention = mention(other) else { continue }
        used.insert(other)
        if preposition == .to { add(destinations: [mention]) } else { add(sources: [mention]) }
      }
      return
    }
  }

  private func isListJoint(_ index: Int) -> Bool {
    switch phrases[index].kind {
    case .conjunction(.and): true
    case .separator: tokens[phrases[index].tokens.lowerBound].isMark(",")
    default: false
    }
  }

  private func isLast(_ index: Int) -> Bool { index + 1 == phrases.count }

  private func isFollowedByMark(_ index: Int) -> Bool {
    if index + 1 < phrases.count, case .separator = phrases[index + 1].kind { true } else { false }
  }

  /// "Windows agents", "database servers"
  private func isMachines(_ index: Int) -> Bool {
    guard isParty(index), let noun = phrases[index].noun, let last = noun.tokens.last,
      page.file.bytes[tokens[last].range.upperBound - 1] == UInt8(ascii: "s")
    else { return false }
    return RoleName.endsInMachine(page.visibleText(bytes(noun.tokens)))
  }

  /// "not configurable"; what else a fragment denies is not known.
  private mutating func noteDenied(_ phrase: Phrase) {
    switch phrase.kind {
    case .quality(.configurable): state(binding: .fixed, bytes(phrase.tokens))
    case .quality(.mandatory): state(requirement: .optional, bytes(phrase.tokens))
    case .quality(.optional): state(requirement: .required, bytes(phrase.tokens))
    case .quality(.fixed): state(binding: .default, bytes(phrase.tokens))
    default: break
    }
  }

  private static let defaults = Token.hash("defaults")

  mutating func noteRemark(_ phrase: Phrase) -> Bool {
    let range = bytes(phrase.tokens)
    switch phrase.kind {
    case .direction(let direction): state(direction: direction, range)
    case .quality(.optional): state(requirement: .optional, range)
    case .quality(.mandatory), .verb(.require, .participle): state(requirement: .required, range)
    case .quality(.recommended), .verb(.recommend, .participle): state(requirement: .recommended, range)
    // "The cache defaults to 512 MB"
    case .quality(.default)
    where tokens[phrase.tokens.lowerBound].payload == Self.defaults
      && statement.expressions.isEmpty && phrases.first?.noun != nil:
      return false
    case .quality(.default), .quality(.configurable): state(binding: .default, range)
    case .quality(.fixed): state(binding: .fixed, range)
    default: return false
    }
    return true
  }
}
