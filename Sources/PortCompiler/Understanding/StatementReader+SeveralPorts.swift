import PortModel
import PortPage
import SourceDiagnostics

/// Clauses with several ports, where something is said of one of them.
extension StatementReader {
  /// "TCP 443 for browsers and TCP 8443 for agents", "TCP 443; UDP 161 (SNMP, optional)", "TCP 80 or, with TLS, TCP 443".
  mutating func distrustSeveralPorts() {
    guard statement.expressions.count > 1 else { return }
    let ports = phrases.indices.filter { index in
      guard case .ports(let port) = phrases[index].kind else { return false }
      return statement.expressions[port].standing == .topic
    }
    guard ports.count > 1, let first = ports.first, let last = ports.last else { return }
    if let requirement = statement.requirement, isInBrackets(requirement.range) { hasMixedRemarks = true }
    if let aside = (first...last).first(where: { isSecurity($0) }) ?? securityBehind(last) {
      statement.doubts.append(
        (
          "for which of these ports \"\(page.visibleText(bytes(phrases[aside].tokens)))\" holds is not read; write a sentence for each",
          bytes(phrases[aside].tokens)
        ))
    }
    guard !statement.sources.isEmpty, statement.doubts.isEmpty,
      let side = (first..<last).first(where: { isPurpose($0, of: ports) }),
      phrases[last...].indices.contains(where: { isPurpose($0, of: ports) && $0 != side }),
      // "for DHCP" says nothing of who connects.
      statement.sources.contains(where: { source in
        phrases.indices.dropFirst().contains {
          isPurpose($0 - 1, of: ports) && bytes(phrases[$0].tokens).overlaps(source.range)
        }
      })
    else { return }
    statement.sources = []
    statement.doubts.append(
      ("which of these ports is for whom is not read; write a sentence for each", bytes(phrases[side].tokens)))
  }

  private func isInBrackets(_ range: SourceRange) -> Bool {
    guard let word = clause.first(where: { tokens[$0].range.overlaps(range) }) else { return false }
    let before = clause.prefix { $0 < word }.last { tokens[$0].isMark("(") || tokens[$0].isMark(")") }
    guard let before, tokens[before].isMark("(") else { return false }
    // "(all optional)"
    return !tokens[before..<word].contains { Self.together.contains($0.payload) }
  }

  private static let together = WordSet(["all", "both"])

  /// The preposition of "for browsers" right behind a port.
  private func isPurpose(_ index: Int, of ports: [Int]) -> Bool {
    guard index > 0, case .preposition(.for) = phrases[index].kind, index + 1 < phrases.count,
      phrases[index + 1].isNominal
    else { return false }
    return ports.contains(index - 1)
  }

  /// "with TLS", "without encryption"
  private func isSecurity(_ index: Int) -> Bool {
    guard index + 1 < phrases.count, let noun = phrases[index + 1].noun else { return false }
    switch phrases[index].kind {
    case .preposition(.with), .preposition(.without): break
    default: return false
    }
    return tokens[noun.tokens].contains { Self.security.contains($0.payload) }
  }

  private func securityBehind(_ port: Int) -> Int? {
    port + 1 < phrases.count && isSecurity(port + 1) ? port + 1 : nil
  }

  private static let security = WordSet([
    "tls", "ssl", "encryption", "https", "starttls", "certificates", "authentication",
  ])
}
