import PortModel
import PortPage
import SourceDiagnostics

/// Services that a clause names.
extension StatementReader {
  mutating func note(service noun: NounPhrase) {
    guard let service = noun.service, let token = noun.serviceToken else { return }
    // The name of a product may contain one: only a phrase that speaks of traffic or ports, or the service alone, does.
    let isAlone = noun.tokens.lowerBound == token && !tokens[noun.tokens.dropFirst()].contains { $0.kind == .word }
    guard noun.head == .event || noun.head == .port || isAlone, !isOfElsewhere(noun) else {
      return
    }
    // "HTTP is not used on this port."
    if isAlone, let first = phrases.first, first.noun?.serviceToken == token,
      phrases.dropFirst().prefix(3).contains(where: { if case .negation = $0.kind { true } else { false } })
    {
      return
    }
    note(service, at: token)
  }

  /// "The SSH port" in a section about SSH: the port at hand.
  mutating func takeUpPort(of own: ServiceRegistry.Service) {
    for index in phrases.indices {
      guard case .noun(var noun) = phrases[index].kind, noun.head == .otherPort, noun.service == own,
        noun.tokens.allSatisfy({ index in
          switch lexicon[tokens[index]] {
          case .port, .number: true
          default: index == noun.serviceToken || tokens[index].isMarked(.portAdjective)
          }
        })
      else { continue }
      noun.head = .port
      phrases[index].kind = .noun(noun)
    }
  }

  /// "redirects browsers to HTTPS", "rather than HTTP": of another port.
  private func isOfElsewhere(_ noun: NounPhrase) -> Bool {
    let before = (noun.tokens.lowerBound - 1)
    guard before >= clause.lowerBound else { return false }
    switch lexicon[tokens[before]] {
    case .preposition(.to), .preposition(.than), .preposition(.without): return true
    default: return false
    }
  }

  mutating func note(_ service: ServiceRegistry.Service, at token: Int) {
    if let earlier = statement.service {
      // "TCP 80 for HTTP and TCP 443 for HTTPS": which is whose, a sentence for each must say.
      if earlier.value.name != service.name, statement.expressions.reduce(0, { $0 + $1.elements.count }) > 1 {
        hasSeveralServices = true
      }
      return
    }
    if statement.expressions.count > 1, let first = statement.expressions.first, token >= first.tokens.upperBound {
      // "TCP 443 for browsers and UDP 514 for syslog": of one of them.
      return
    }
    statement.service = Located(service, at: tokens[token].range)
    statement.serviceText = page.file.text(tokens[token].range)
  }
}
