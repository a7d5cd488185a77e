import PortPage
import SourceDiagnostics

/// Contacts that stand where a condition would: "A uses this port when it connects to B".
extension StatementReader {
  /// Reads a condition of a mere use as the contact that it tells of; otherwise it is reported, and is no condition in any case.
  mutating func readContactCondition(_ condition: Located<StatedCondition>) {
    statement.condition = nil
    if !condition.value.isException, let contact = contact(in: condition.range) {
      statement.sources = contact.sources
      statement.destinations = contact.destinations
      statement.users = []
      statement.isUsedBySomebody = false
      statement.refersToPorts = true
      return
    }
    statement.doubts.append(
      ("that somebody connects is no condition; write \"A connects to B on this port\"", condition.range))
  }

  /// Who connects to whom, where the words of a condition say nothing else.
  private func contact(in range: SourceRange) -> Statement? {
    var words = inside(range)
    // "only when"
    while let first = words.first, isOpener(tokens[first]) { words = words.dropFirst() }
    guard !words.isEmpty, statement.users.count + statement.sources.count < 2 else { return nil }
    let user = statement.users.first ?? statement.sources.first
    var reader = StatementReader(
      tokens, sentence: words, names: names, antecedent: user.map { Antecedent(mention: $0, others: []) })
    let statements = reader.read()
    guard statements.count == 1, let said = statements.first?.value, said.doubts.isEmpty, !said.sources.isEmpty,
      !said.destinations.isEmpty, !said.isBidirectional, said.expressions.isEmpty, said.condition == nil,
      said.negation == nil, said.sameHost == nil, said.direction == nil
    else { return nil }
    if let user, !(said.sources + said.destinations).contains(where: { $0.key == user.key }) { return nil }
    return said
  }

  private func isOpener(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .subordinator, .adverb: true
    default: false
    }
  }

  /// "This port is used", "A uses this port", and nothing that is asked for.
  var isBareUse: Bool {
    statement.requirement == nil && statement.destinations.isEmpty && statement.direction == nil
      && (!statement.isPortState || !statement.sources.isEmpty)
      && phrases.contains { if case .verb(.use, _) = $0.kind { true } else { false } }
  }

  /// "when A connects to B"
  func saysContact(_ range: SourceRange) -> Bool {
    let words = tokens[inside(range)]
    return words.contains { token in
      switch lexicon[token] {
      case .verb(.communicate, .base), .verb(.communicate, .third), .verb(.reach, .base), .verb(.reach, .third): true
      default: false
      }
    } && !words.contains { if case .modal? = lexicon[$0] { true } else { lexicon[$0] == .negation } }
  }
}
