import PortModel
import PortPage
import SourceDiagnostics

/// What restricts a demand and is not written as a condition.
extension StatementReader {
  /// "must be open for remote access only", "must be open with TLS enabled", "required for upgrades and optional otherwise"
  mutating func distrustRestrictions() {
    guard let requirement = statement.requirement, statement.condition == nil, statement.negation == nil else { return }
    if requirement.value == .required, let range = restriction {
      statement.requirement = nil
      statement.doubts.append(
        (
          "\"\(page.visibleText(range))\" restricts what is asked for; write \"if\" and the condition", range
        ))
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

  private var restriction: SourceRange? {
    let only = phrases.firstIndex { if case .adverb(.only) = $0.kind { true } else { false } }
    if let only, !restrictsParties(only) { return bytes(phrases[only].tokens) }
    for index in phrases.indices.dropFirst() {
      guard case .preposition(.with) = phrases[index - 1].kind, phrases[index].noun != nil, index + 1 < phrases.count,
        case .verb(_, .participle) = phrases[index + 1].kind
      else { continue }
      return bytes(phrases[index - 1].tokens.lowerBound..<phrases[index + 1].tokens.upperBound)
    }
    let words = clause.dropLast()
    return words.first { index in
      let pair = (tokens[index].payload, tokens[index + 1].payload)
      return Self.pairs.contains { $0 == pair.0 && $1 == pair.1 }
    }.map { bytes($0..<($0 + 2)) }
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
