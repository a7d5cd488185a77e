import PortModel
import PortPage
import SourceDiagnostics

/// What single phrases are.
extension StatementReader {
  func isPort(_ index: Int) -> Bool {
    switch phrases[index].kind {
    case .ports: true
    case .noun(let noun): noun.head == .port
    default: false
    }
  }

  /// "two connections", "500 sessions"
  func isCounted(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return false }
    return tokens[noun.tokens].contains { $0.kind == .number || lexicon[$0] == .cardinal }
  }

  func isNumbered(_ index: Int) -> Bool {
    if case .ports = phrases[index].kind { true } else { false }
  }

  func isTraffic(_ index: Int) -> Bool { phrases[index].noun?.head == .event }

  /// "it", "these": in a section about a port, the port.
  func isPronominal(_ indices: PhraseSet) -> Bool {
    guard indices.count == 1, let only = indices.first, case .pronoun = phrases[only].kind else { return false }
    // The article of a noun that was read as a verb: "a restart is required".
    let word = lexicon[tokens[phrases[only].tokens.lowerBound]]
    return word != .determiner(.indefinite) && word != .determiner(.definite)
  }

  func isPersonalPronoun(_ index: Int) -> Bool {
    guard case .pronoun = phrases[index].kind else { return false }
    return isPersonal(index)
  }

  func isExternal(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return false }
    return noun.qualities.contains(.external) && noun.head == .event
  }

  func bytes(of verb: VerbPhrase) -> SourceRange {
    let first =
      verb.subject.first.map { phrases[$0].tokens.lowerBound } ?? phrases[verb.phrases.lowerBound].tokens.lowerBound
    let last = phrases[verb.phrases.upperBound - 1].tokens.upperBound
    return bytes(min(first, phrases[verb.phrases.lowerBound].tokens.lowerBound)..<last)
  }

  /// The token of the verb itself: of "is received", the second word.
  func word(of verb: VerbPhrase) -> Int? {
    phrases[verb.phrases].first { if case .verb = $0.kind { true } else { false } }?.tokens.lowerBound
  }

  /// What is sent from one to another, and is no party.
  static let sentThings = WordSet(
    [
      "alert", "alerts", "alarm", "alarms", "audio", "beacons", "callbacks", "calls", "data", "datagrams", "email",
      "emails",
      "events", "feedback", "heartbeats", "input", "log", "logs", "mail", "measurements", "media", "messages",
      "metrics",
      "notifications", "orders", "payloads", "pings", "queries", "records", "reports", "requests", "results", "samples",
      "signals", "spans", "statistics", "status", "submissions", "syslog", "telemetry", "traces", "traps", "uploads",
      "video", "webhooks",
    ])
}
