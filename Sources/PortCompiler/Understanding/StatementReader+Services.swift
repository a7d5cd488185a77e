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

  /// "not over UDP", "rather than TCP", "instead of over UDP", "no UDP"
  func isRefusedTransport(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, !noun.transports.isEmpty else { return false }
    if noun.determiner == .negative, isTransport(noun) { return true }
    return phrases[max(0, index - 3)..<index].contains { phrase in
      switch phrase.kind {
      case .negation, .preposition(.than), .preposition(.without), .adverb(.instead): true
      default: false
      }
    }
  }

  /// "Both TCP and UDP.", "UDP only", "not over UDP"
  mutating func noteTransportRemark() {
    guard !statement.transports.isEmpty || !statement.refusedTransports.isEmpty, expressions.isEmpty, !opensParagraph,
      phrases.first(where: { $0.noun != nil })?.noun.map({ isTransport($0) }) == true
    else { return }
    statement.isTransportRemark = tokens[sentence].allSatisfy { token in
      isTransportWord(token) || token.kind != .word && token.value == nil || Self.remarkWords.contains(token.payload)
    }
  }

  private static let remarkWords = WordSet([
    "both", "and", "or", "either", "only", "over", "via", "not", "no", "nor", "neither", "but",
  ])

  /// "TCP since 4.0, UDP before", "TCP; UDP in cluster mode", "mostly TCP": when which transport is used is not read.
  mutating func distrustTransportRemark() {
    guard !statement.isTransportRemark, !statement.hasVerb, expressions.isEmpty, !opensParagraph,
      statement.doubts.isEmpty,
      !statement.transports.isEmpty || !statement.refusedTransports.isEmpty, !statement.hasParties,
      phrases.first(where: { $0.noun != nil })?.noun.map({ isTransport($0) }) == true
    else { return }
    statement.transports = TransportSet()
    statement.refusedTransports = TransportSet()
    statement.condition = nil
    statement.requirement = nil
    statement.binding = nil
    statement.isTransportRemark = true
    statement.doubts.append(
      ("which transport is used, and when, is not read; write it beside each port", statement.range))
  }

  /// Gives up transports of which the sentence does not say which port or which case they are of: "over UDP if C and over TCP otherwise".
  mutating func distrustTransports() {
    guard !statement.transports.isEmpty else { return }
    let others = statement.expressions.filter { $0.transports.isEmpty }
    let isDistributed = statement.transports.only == nil && others.count > 1
    let isDivided =
      statement.condition != nil && tokens[sentence].count(where: { isTransportWord($0) }) > 1
      && tokens[sentence].contains { $0.payload == Self.otherwiseWord || $0.payload == Self.elseWord }
    guard isDistributed || isDivided else { return }
    statement.transports = TransportSet()
    if isDivided { statement.condition = nil }
    statement.doubts.append(
      ("which transport is whose, or when, is not read; write it beside each port", statement.range))
  }

  private func isTransportWord(_ token: Token) -> Bool { if case .transport? = lexicon[token] { true } else { false } }

  private static let otherwiseWord = Token.hash("otherwise")
  private static let elseWord = Token.hash("else")

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
