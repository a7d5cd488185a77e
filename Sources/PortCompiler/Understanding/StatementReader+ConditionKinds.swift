import PortModel
import PortPage
import SourceDiagnostics

/// Clauses that open as conditions do and are none of the port.
extension StatementReader {
  /// Why a clause does not tell under which condition the port is used; `nil` where it does.
  func doubt(of condition: SentenceClauses.Condition) -> String? {
    if isEmphasis(condition) {
      return "\"\(text(of: condition))\" names a case and not all of them; write when the port is used"
    }
    if isQuestion(condition) {
      return
        "\"\(text(of: condition))\" is what is asked or told, and no condition; write \"if\" and the condition in a sentence of its own"
    }
    if isPlace(condition) {
      return "\"\(text(of: condition))\" tells of a place, and no condition; write \"if\" and the condition"
    }
    if isPortState(condition) {
      return
        "\"\(text(of: condition))\" speaks of the port itself, and is no condition; write \"this port must be open\""
    }
    if isConflict(condition) {
      return "that something else may use the port is no condition of its use; write a sentence for each"
    }
    return isEvent(condition) ? circumstanceMessage(sourceRange(tokens, condition.whole)) : nil
  }

  private func text(of condition: SentenceClauses.Condition) -> String {
    page.visibleText(sourceRange(tokens, condition.whole))
  }

  /// "also if", "especially when", "for example if", "no matter if", "not only if", "as if"
  private func isEmphasis(_ condition: SentenceClauses.Condition) -> Bool {
    let start = condition.whole.lowerBound
    if lexicon[tokens[start]] == .negation, start + 1 < sentence.upperBound,
      lexicon[tokens[start + 1]] == .adverb(.only)
    {
      return true
    }
    guard start > sentence.lowerBound else { return false }
    return tokens[start - 1].kind == .word && Self.emphasizing.contains(tokens[start - 1].payload)
  }

  private static let emphasizing = WordSet(
    [
      "also", "especially", "particularly", "particular", "notably", "example", "instance", "matter", "as", "mainly",
      "mostly", "primarily", "typically", "usually", "even", "chiefly",
    ])

  /// "asks the server if there are updates", "to see if", "logs when": what somebody asks, knows or tells.
  private func isQuestion(_ condition: SentenceClauses.Condition) -> Bool {
    let start = condition.whole.lowerBound
    guard start > clause.lowerBound, !tokens[start - 1].isMark(","), tokens[start - 1].kind != .dash,
      lexicon[tokens[start]] != .adverb(.only)
    else { return false }
    if Self.recording.contains(tokens[start - 1].payload) { return true }
    for index in (clause.lowerBound..<start).reversed() where tokens[index].kind != .word || tokens[index].isMark(",") {
      return contains(Self.inquiring, (index + 1)..<start)
    }
    return contains(Self.inquiring, clause.lowerBound..<start)
  }

  private func contains(_ words: WordSet, _ range: Range<Int>) -> Bool {
    range.contains { tokens[$0].kind == .word && words.contains(tokens[$0].payload) }
  }

  private static let recording = WordSet(
    [
      "logs", "log", "shows", "show", "remembers", "remember", "indicates", "indicate", "records", "reports", "knows",
      "know", "see", "sees", "decides", "decide", "notes", "displays", "displayed", "logged", "shown", "verify",
      "check",
    ])
  private static let inquiring = WordSet(
    ["ask", "asks", "asking", "checks", "checking", "see", "determine", "determines", "detect", "detects", "decide"])

  /// "only if this port is open", "when it is reachable"
  func isPortState(_ condition: SentenceClauses.Condition) -> Bool {
    var isOfPort = false
    var isOpen = false
    for index in condition.tokens {
      switch lexicon[tokens[index]] {
      case .port, .pronoun: isOfPort = true
      case .transport, .determiner, .be, .modal: continue
      case .quality(.open): isOpen = true
      case .verb(.open, .participle), .verb(.open, .base):
        guard Self.opening.contains(tokens[index].payload) else { return false }
        isOpen = true
      case .number, nil:
        // Not "if port 9000 is open".
        guard let value = tokens[index].value, ownPorts.contains(where: { Int($0.rawValue) == value }) else {
          return false
        }
        isOfPort = true
      default: return false
      }
    }
    return isOfPort && isOpen && !condition.isException
  }

  /// "If A is installed, it may already use this port."
  private func isConflict(_ condition: SentenceClauses.Condition) -> Bool {
    (condition.whole.upperBound..<sentence.upperBound).contains { index in
      guard tokens[index].kind == .word else { return false }
      return tokens[index].payload == Self.already
        && tokens[index...].prefix(3).contains { if case .verb(.use, _)? = lexicon[$0] { true } else { false } }
    }
  }

  private static let already = Token.hash("already")

  /// ", where orders are stored": what is there.
  private func isPlace(_ condition: SentenceClauses.Condition) -> Bool {
    let start = condition.whole.lowerBound
    return tokens[start].payload == Self.whereWord && start > sentence.lowerBound && tokens[start - 1].isMark(",")
      && !asksForAccess(outside: condition.whole)
  }

  private static let whereWord = Token.hash("where")

  /// "when a build ends", "once a file has been converted", "in case of a failover": something that happens now and then while a product
  /// runs. "Once TLS has been enabled" is a state from then on, and so is what a need begins with: "needed as soon as a recipient is defined".
  private func isEvent(_ condition: SentenceClauses.Condition) -> Bool {
    let first = tokens[condition.whole.lowerBound].payload
    let words = condition.tokens
    if lexicon[tokens[words.lowerBound]] == .preposition(.of) { return true }
    if Self.temporalWords.contains(first), Self.doings.contains(tokens[words.lowerBound].payload) { return true }
    if words.dropFirst().contains(where: { tokens[$0].kind == .word && Self.events.contains(tokens[$0].payload) }) {
      return true
    }
    if Self.temporalWords.contains(first) || Self.beginnings.contains(first) {
      for index in words.dropFirst() where isBe(index - 1) && Self.happened.contains(tokens[index].payload) {
        return true
      }
    }
    guard Self.beginnings.contains(first), tokens[condition.whole].count > 3,
      first == Self.once || tokens[condition.whole.lowerBound + 1].payload == Self.soon
    else { return false }
    return !contains(Self.lastingStates, words) && !asksForAccess(outside: condition.whole)
  }

  /// "is lost", "was lost"; what things do in general is a state: "when reports are sent to the archive".
  private func isBe(_ index: Int) -> Bool { lexicon[tokens[index]] == .be && tokens[index].payload != Self.are }

  private static let are = Token.hash("are")

  /// "needed", "must be open"
  private func asksForAccess(outside condition: Range<Int>) -> Bool {
    clause.contains { index in
      guard !condition.contains(index) else { return false }
      return switch lexicon[tokens[index]] {
      case .verb(.require, _), .verb(.open, _), .quality(.mandatory), .quality(.open): true
      default: false
      }
    }
  }

  private static let temporalWords = WordSet(["when", "whenever"])
  private static let beginnings = WordSet(["once", "as"])
  private static let once = Token.hash("once")
  private static let soon = Token.hash("soon")
  /// What somebody does once: "when installing the server".
  private static let doings = WordSet(
    [
      "installing", "starting", "restarting", "stopping", "upgrading", "updating", "booting", "rebooting", "migrating",
      "restoring", "reconnecting", "logging", "signing",
    ])
  private static let events = WordSet(
    [
      "ends", "finishes", "completes", "starts", "begins", "stops", "arrives", "expires", "occurs", "happens",
      "restarts", "reboots", "boots", "triggers", "clicks", "opens", "closes", "saves", "crashes", "appears", "presses",
      "reconnects", "disconnects", "logs", "signs", "uploads", "downloads", "publishes", "prints", "changes",
    ])
  /// Behind "is" or "was": "when the connection was lost".
  private static let happened = WordSet(
    [
      "lost", "started", "restarted", "stopped", "interrupted", "broken", "sent", "received", "clicked", "opened",
      "closed", "pressed", "saved", "printed", "triggered", "detected", "rebooted", "shut", "upgraded", "updated",
      "raised", "finished", "completed", "converted", "uploaded", "published",
    ])
  private static let lastingStates = WordSet(
    [
      "enabled", "enable", "enables", "configured", "configure", "installed", "install", "set", "activated", "activate",
      "licensed", "defined", "define", "added", "add", "created", "create", "registered", "deployed", "deploy",
      "joined", "turned", "turn", "switched", "switch", "on", "active", "selected", "chosen", "assigned", "in",
    ])
}
