import PortModel
import PortPage
import SourceDiagnostics

/// What of a sentence a condition holds for.
extension StatementReader {
  /// A word says that something is optional; "not necessary" has none.
  var saysOptional: Bool {
    tokens[clause].contains { lexicon[$0] == .quality(.optional) || lexicon[$0] == .adverb(.optionally) }
  }

  /// "only needed", "needed only"
  var isOnlyNeeded: Bool {
    clause.dropFirst().contains { index in
      let pair = (lexicon[tokens[index - 1]], lexicon[tokens[index]])
      switch pair {
      case (.adverb(.only), .verb(.require, .participle)), (.verb(.require, .participle), .adverb(.only)),
        (.adverb(.only), .quality(.mandatory)), (.quality(.mandatory), .adverb(.only)):
        return true
      default: return false
      }
    }
  }

  /// A port in a condition is not what the sentence speaks of: "if TCP 9192 is used".
  mutating func markConditional(_ clauses: SentenceClauses, except closed: SentenceClauses.Condition?) {
    if otherwiseHasPort(clauses) || hasBranches(clauses) { conditionIsMixed = true }
    for condition in clauses.conditions where condition.tokens != closed?.tokens {
      if isOfOneMember(condition) || isBetweenMembers(condition) || isOfLastMember(condition) {
        conditionIsMixed = true
      }
      for index in expressions.indices where condition.tokens.contains(expressions[index].tokens.lowerBound) {
        expressions[index].standing = .conditional
        if expressions[index].tokens.lowerBound > condition.tokens.lowerBound + 3 { conditionIsMixed = true }
      }
    }
  }

  /// "on this port if C; if not, on TCP 80", "; when it is not enabled, on TCP 80", "unless C, in which case it connects to B": what holds
  /// under which condition, a sentence for each must say.
  private func hasBranches(_ clauses: SentenceClauses) -> Bool {
    guard let first = clauses.conditions.first else { return false }
    let isInstead = clauses.conditions.contains { condition in
      condition.tokens.count == 1
        && (lexicon[tokens[condition.tokens.lowerBound]] == .negation
          || Self.soWords.contains(tokens[condition.tokens.lowerBound].payload))
    }
    if isInstead, clauses.conditions.count > 1 { return true }
    let semicolon = sentence.first { tokens[$0].isMark(";") && $0 >= first.whole.upperBound }
    if let semicolon,
      clauses.conditions.contains(where: { condition in
        condition.whole.lowerBound > semicolon
          && lexicon[tokens[condition.tokens.lowerBound]] == .pronoun
          && !SentenceFilter.addressees.contains(tokens[condition.tokens.lowerBound].payload)
      }), expressions.contains(where: { $0.tokens.lowerBound > semicolon })
    {
      return true
    }
    return sentence.dropLast(2).contains { index in
      tokens[index].payload == Self.whichWord && tokens[index + 1].payload == Self.caseWord
    }
  }

  private static let soWords = WordSet(["so", "not"])
  private static let whichWord = Token.hash("which")
  private static let caseWord = Token.hash("case")

  /// "TCP 443 and, if C, TCP 80", "from A and, if C, from B", "TCP 443 (TCP 80 if C)": the condition holds for what comes behind the joint.
  private func isBetweenMembers(_ condition: SentenceClauses.Condition) -> Bool {
    var index = condition.whole.lowerBound - 1
    if index >= sentence.lowerBound, tokens[index].isMark(",") { index -= 1 }
    if index > sentence.lowerBound, case .conjunction? = lexicon[tokens[index]],
      condition.whole.upperBound < sentence.upperBound,
      tokens[condition.whole.upperBound].isMark(",")
    {
      return true
    }
    // A port of its own in the parentheses around the condition.
    var open = condition.whole.lowerBound - 1
    let limit = max(sentence.lowerBound, open - 20)
    while open > limit, !tokens[open].isMark("("), !tokens[open].isMark(")") { open -= 1 }
    guard open >= sentence.lowerBound, tokens[open].isMark("(") else { return false }
    return expressions.contains { $0.tokens.lowerBound > open && $0.tokens.lowerBound < condition.whole.lowerBound }
      && expressions.contains { $0.tokens.lowerBound < open }
  }

  /// "from A, and from B if C", "on UDP, or on TCP if C", ", as does B if C": no verb stands between the joint and the condition.
  private func isOfLastMember(_ condition: SentenceClauses.Condition) -> Bool {
    let end = condition.whole.lowerBound
    guard end > sentence.lowerBound else { return false }
    for index in (max(sentence.lowerBound + 1, end - 16)..<end).reversed() {
      let isBehindComma = tokens[index - 1].isMark(",")
      switch lexicon[tokens[index]] {
      case .conjunction(.and), .conjunction(.or):
        guard index + 1 < end else { return false }
        if isBehindComma { return true }
        if case .preposition? = lexicon[tokens[index + 1]] { return true } else { return false }
      case .be, .have, .modal, .verb: return false
      case .preposition(.other) where isBehindComma && tokens[index].payload == Self.as: return true
      default: continue
      }
    }
    return false
  }

  /// "if C, on TCP 443; otherwise on TCP 80", "mandatory if C, otherwise recommended": the condition does not hold for what follows.
  private func otherwiseHasPort(_ clauses: SentenceClauses) -> Bool {
    guard !clauses.conditions.isEmpty,
      let word = sentence.first(where: { tokens[$0].kind == .word && tokens[$0].payload == Self.otherwise })
    else { return false }
    let rest = (word + 1)..<min(sentence.upperBound, word + 8)
    let hasVerb = rest.contains { index in
      switch lexicon[tokens[index]] {
      case .verb(_, .third), .verb(_, .base), .be, .modal: true
      default: false
      }
    }
    if hasVerb { return false }
    return expressions.contains { rest.contains($0.tokens.lowerBound) }
      || rest.contains {
        lexicon[tokens[$0]] == .quality(.recommended) || lexicon[tokens[$0]] == .verb(.recommend, .participle)
      }
  }

  /// "is required if C; otherwise TCP 80 is required": a clause behind "otherwise" that was not parted from the one in front.
  func hidesOtherwise(_ clauses: SentenceClauses, _ parts: [IndependentClause]) -> Bool {
    !clauses.conditions.isEmpty && !parts.contains { $0.isElse }
      && sentence.dropFirst().contains { tokens[$0].kind == .word && tokens[$0].payload == Self.otherwise }
      && expressions.contains { expression in
        tokens[sentence.lowerBound..<expression.tokens.lowerBound].contains {
          $0.kind == .word && $0.payload == Self.otherwise
        }
      }
  }

  private static let otherwise = Token.hash("otherwise")

  /// "(and by B if C)", "if C, and for outgoing connections when D": the condition holds for a part, or goes on to another one.
  private func isOfOneMember(_ condition: SentenceClauses.Condition) -> Bool {
    var index = condition.whole.lowerBound - 1
    // "from A (if C), from B"
    let next = condition.whole.upperBound + 1
    if index > sentence.lowerBound, tokens[index].isMark("("), next + 1 < sentence.upperBound,
      tokens[next - 1].isMark(")")
    {
      var isJoint = tokens[next].isMark(",")
      if case .conjunction? = lexicon[tokens[next]] { isJoint = true }
      if isJoint, case .preposition? = lexicon[tokens[next + 1]] { return true }
    }
    let limit = max(sentence.lowerBound, index - 40)
    while index > limit, !tokens[index].isMark(")"), !tokens[index].isMark("(") { index -= 1 }
    if index >= sentence.lowerBound, tokens[index].isMark("("), index + 1 < condition.whole.lowerBound {
      return tokens[(index + 1)..<condition.whole.lowerBound].contains {
        lexicon[$0] == .preposition(.by) || lexicon[$0] == .conjunction(.and)
      }
    }
    guard let comma = condition.tokens.first(where: { tokens[$0].isMark(",") }),
      comma + 2 < condition.tokens.upperBound,
      case .conjunction? = lexicon[tokens[comma + 1]]
    else { return false }
    switch lexicon[tokens[comma + 2]] {
    case .preposition(.for), .preposition(.to), .preposition(.from), .preposition(.by): return true
    default: return false
    }
  }
}
