import PortPage

/// Contacts that a noun states: "time synchronization with A", "authentication against B", "mail delivery via C".
extension StatementReader {
  /// The noun in front of a complement names what somebody does with the party behind it.
  func isAction(before complement: VerbPhrase.Complement) -> Bool {
    word(before: complement).map { Self.actions.contains($0) } ?? false
  }

  /// The noun in front of a complement names what passes through the party behind it, which is connected to.
  func isDelivery(before complement: VerbPhrase.Complement) -> Bool {
    guard let word = word(before: complement), Self.deliveries.contains(word) else { return false }
    return complement.phrases.allSatisfy { isProperParty($0) && !isMedium($0) }
  }

  /// "access", "remote access to A" in front of "for".
  func isAccess(before complement: VerbPhrase.Complement) -> Bool {
    guard let first = complement.phrases.first, let noun = phrases[0].noun, first > 1, noun.head == .event else {
      return false
    }
    return tokens[noun.tokens].contains { $0.payload == Self.access }
  }

  private static let access = Token.hash("access")

  func isAgainst(_ complement: VerbPhrase.Complement) -> Bool {
    guard let first = complement.phrases.first, first > 0 else { return false }
    return tokens[phrases[first - 1].tokens.lowerBound].payload == Self.against
  }

  /// The last word of the noun that stands in front of a complement and begins the clause.
  private func word(before complement: VerbPhrase.Complement) -> UInt64? {
    guard let first = complement.phrases.first, first == 2, let noun = phrases[0].noun else { return nil }
    // "authentication of users against A"
    let end = noun.tokens.first { lexicon[tokens[$0]] == .preposition(.of) } ?? noun.tokens.upperBound
    return (noun.tokens.lowerBound..<end).last { tokens[$0].kind == .word }.map { tokens[$0].payload }
  }

  private static let actions = WordSet([
    "synchronization", "synchronisation", "sync", "authentication", "authorization", "authorisation", "lookup",
    "lookups",
    "resolution", "registration", "validation", "verification", "enrollment", "enrolment", "activation", "login",
    "logon", "integration",
  ])
  private static let deliveries = WordSet([
    "delivery", "resolution", "lookup", "lookups", "notification", "notifications",
  ])
}
