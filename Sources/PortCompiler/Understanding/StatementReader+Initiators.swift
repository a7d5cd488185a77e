import PortModel
import PortPage
import SourceDiagnostics

/// Who connects, by the name of the traffic: "agent connections", "client access to A".
extension StatementReader {
  /// "agent connections", "client traffic", "incoming browser connections": words for those who connect to others.
  func initiator(named noun: NounPhrase) -> Mention? {
    guard noun.direction != .outbound, let head = noun.tokens.last, head > noun.tokens.lowerBound,
      // "MySQL client connections"
      noun.service == nil || noun.serviceToken == head - 2,
      lexicon[tokens[head]] == .event || Self.directed.contains(tokens[head].payload)
    else { return nil }
    let word = head - 1
    guard isInitiator(word),
      // "Agent communication" has no direction.
      Self.directed.contains(tokens[head].payload) || noun.direction == .inbound || isBefore(.to, head) || isListening,
      !hasOtherOpener
    else { return nil }
    var start = noun.tokens.lowerBound
    for index in noun.tokens.lowerBound..<word {
      switch lexicon[tokens[index]] {
      case .determiner, .direction, .quality(.external): start = index + 1
      case nil where isPartOfTitle(index, word): continue
      // "secure client connections", "optional client connections"
      default: return nil
      }
    }
    return names.mention(bytes(start..<head))
  }

  private func isInitiator(_ word: Int) -> Bool {
    tokens[word].kind == .word && Self.initiators.contains(tokens[word].payload)
  }

  /// "Orders Agent connections"; not "Secure client connections".
  private func isPartOfTitle(_ index: Int, _ word: Int) -> Bool {
    tokens[index].traits.contains(.capitalized)
      && (index > clause.lowerBound || tokens[word].traits.contains(.capitalized))
  }

  /// Reports "agent communication", "secure client connections", whose parties no reading took up.
  mutating func doubtInitiator(_ noun: NounPhrase) {
    guard let head = noun.tokens.last, head > noun.tokens.lowerBound, isInitiator(head - 1) else { return }
    let isFrom = phrases.contains { if case .preposition(.from) = $0.kind { true } else { false } }
    // "agent connections from A"; not "listens for agent connections and forwards them"
    if hasOtherOpener, isFrom || !isListening { return }
    let range = bytes((head - 1)..<head)
    guard !statement.doubts.contains(where: { $0.range.overlaps(range) }) else { return }
    if phrases.contains(where: { if case .preposition(.with) = $0.kind { true } else { false } }) {
      // "Agent communication with A"
      return statement.openSide = range
    }
    statement.doubts.append(
      (
        "whether \"\(page.visibleText(range))\" connects or listens is not said; write \"connects to …\" or \"listens on …\"",
        range
      ))
  }

  private var isListening: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.listen, _), .verb(.accept, _): true
      default: false
      }
    }
  }

  private func isBefore(_ preposition: WordClass.Preposition, _ index: Int) -> Bool {
    index + 1 < sentence.upperBound && lexicon[tokens[index + 1]] == .preposition(preposition)
  }

  /// "agent connections from A", "A opens agent connections": the clause says who connects.
  private var hasOtherOpener: Bool {
    phrases.indices.contains { index in
      switch phrases[index].kind {
      case .preposition(.by):
        // "used by A to listen for agent connections", "agent connections are accepted by A"
        !isListening && !(index > 0 && isUse(phrases[index - 1]))
      case .verb(.use, .base), .verb(.use, .third):
        // "A uses this port for agent access to B"
        phrases.indices.contains { $0 > index && isTo(phrases[$0]) }
      case .preposition(.from), .preposition(.between), .verb(.establish, _), .verb(.communicate, _),
        .verb(.send, _), .verb(.reach, _):
        true
      case .verb(.open, _), .verb(.other, _), .verb(.unknown, _): phrases[..<index].indices.contains { isParty($0) }
      default: false
      }
    }
  }

  private func isUse(_ phrase: Phrase) -> Bool { if case .verb(.use, _) = phrase.kind { true } else { false } }

  private func isTo(_ phrase: Phrase) -> Bool { if case .preposition(.to) = phrase.kind { true } else { false } }

  private static let directed = WordSet(["connection", "connections", "access", "request", "requests"])

  /// "TCP 8443 (inbound): agents", "TCP 443: browsers": names beside a port and nothing else, which are those who connect where the port is
  /// inbound and the word is one for such.
  mutating func readSidesOfLabel() {
    guard statement.expressions.count == 1, !statement.hasParties,
      statement.condition == nil
    else { return }
    var initiators = PhraseSet()
    for (index, phrase) in phrases.enumerated() {
      switch phrase.kind {
      case .ports, .separator, .conjunction, .opening, .closing, .direction, .quality: continue
      case .noun(let noun):
        if noun.head == .event || noun.head == .port { continue }
        if index > 0, case .preposition = phrases[index - 1].kind { return }
        guard isParty(index), let last = noun.tokens.last, Self.initiators.contains(tokens[last].payload) else {
          return
        }
        initiators.insert(index)
      default: return
      }
    }
    guard !initiators.isEmpty else { return }
    if statement.direction?.value == .inbound {
      add(sources: mentions(initiators))
    } else {
      for one in names(initiators) where !statement.bystanders.contains(one) { statement.bystanders.append(one) }
    }
  }

  private static let initiators = WordSet(
    [
      "agent", "agents", "client", "clients", "browser", "browsers", "user", "users", "administrator", "administrators",
      "sensor", "sensors", "probe", "probes", "workstation", "workstations",
    ])
}
