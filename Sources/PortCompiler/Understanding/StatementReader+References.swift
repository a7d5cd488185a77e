import PortModel
import PortPage
import SourceDiagnostics

/// What single phrases refer to: ports of a list, labels, remarks, traffic.
extension StatementReader {
  /// "(optional, for reporting)", "[Optional]"
  func isBehindBracket(_ phrase: Phrase) -> Bool {
    let start = phrase.tokens.lowerBound
    guard start > sentence.lowerBound, phrase.tokens.upperBound < sentence.upperBound, statement.expressions.count < 2,
      tokens[phrase.tokens.upperBound].kind != .word
    else { return false }
    return tokens[start - 1].isMark("(") || tokens[start - 1].isMark("[")
  }

  /// A colon stands behind the phrase.
  func isLabel(_ index: Int) -> Bool {
    index + 1 < phrases.count && tokens[phrases[index + 1].tokens.lowerBound].isMark(":")
  }

  /// "Required ports"
  func startsWithRequired(_ phrase: Phrase) -> Bool {
    switch lexicon[tokens[phrase.tokens.lowerBound]] {
    case .verb(.require, .participle), .quality(.mandatory): true
    default: false
    }
  }

  /// "TCP 443 to the relay – optional – push", without a verb.
  private func isBetweenMarks(_ index: Int) -> Bool {
    guard index >= 2, index + 1 < phrases.count, case .separator = phrases[index - 1].kind,
      case .separator = phrases[index + 1].kind, statement.expressions.count == 1
    else { return false }
    return !phrases.contains { phrase in
      switch phrase.kind {
      case .verb, .be, .modal, .negation: true
      default: false
      }
    }
  }

  /// "is used internally"
  func isUsed(before adverb: Int) -> Bool {
    guard adverb > 0, case .verb(.use, .participle) = phrases[adverb - 1].kind else { return false }
    return true
  }

  static let internally = Token.hash("internally")

  /// "The following processes listen on localhost:"
  var introducesItsSubject: Bool {
    statement.isLeadIn && tokens[clause].prefix(3).contains { Self.listWords.contains($0.payload) }
  }

  /// "The following table", "the list below"
  func isOfTable(_ noun: NounPhrase, _ phrase: Phrase) -> Bool {
    guard let last = noun.tokens.last, Self.tables.contains(tokens[last].payload) else { return false }
    let isNext = last + 1 < clause.upperBound && tokens[last + 1].payload == Self.below
    return isNext || tokens[phrase.tokens].contains { $0.payload == Self.following }
  }

  /// "This topic", "the tables below"
  func isOfPage(_ noun: NounPhrase, _ phrase: Phrase) -> Bool {
    guard phrase.tokens.lowerBound == clause.lowerBound, let last = noun.tokens.last else { return false }
    if noun.determiner == .demonstrative, Self.pages.contains(tokens[last].payload) { return true }
    return Self.severalTables.contains(tokens[last].payload) && isOfTable(noun, phrase)
  }

  func isDefaultPorts(_ phrase: Phrase) -> Bool {
    phrase.noun.map { $0.head == .port && $0.qualities.contains(.default) } ?? false
  }

  private static let pages = WordSet(["topic", "page", "document", "article", "guide", "reference", "documentation"])
  private static let severalTables = WordSet(["tables", "lists"])
  private static let tables = WordSet(["table", "tables", "list", "lists"])
  private static let following = Token.hash("following")
  private static let below = Token.hash("below")
  static let both = WordSet(["both"])

  /// The first phrase behind the port of a list item, and a mark behind it.
  func isBehindLabel(_ index: Int) -> Bool {
    if isBetweenMarks(index) { return true }
    guard index >= 2, case .separator = phrases[index - 1].kind, case .ports(let port) = phrases[index - 2].kind,
      statement.expressions.indices.contains(port), statement.expressions[port].isLabel
    else { return false }
    guard index + 1 < phrases.count else { return true }
    if case .separator = phrases[index + 1].kind { return true }
    return false
  }

  /// The phrase stands in parentheses, alone or with an adverb behind it.
  func isRemark(_ index: Int) -> Bool {
    guard index > 0, case .opening = phrases[index - 1].kind else { return false }
    var next = index + 1
    if next < phrases.count, case .adverb = phrases[next].kind { next += 1 }
    guard next < phrases.count, case .closing = phrases[next].kind else { return false }
    return true
  }

  /// A port, traffic or a verb of contact stands in the clause, so that "locally" can tell where traffic goes.
  var speaksOfTraffic: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .ports, .verb(.communicate, _), .verb(.listen, _), .verb(.accept, _), .verb(.reach, _): true
      // "It is only used locally."
      case .verb(.use, .participle):
        if case .pronoun? = phrases.first?.kind { antecedent == nil } else { false }
      case .noun(let noun):
        noun.head == .port || noun.head == .event && tokens[noun.tokens].contains { lexicon[$0] == .event }
      default: false
      }
    }
  }

  /// "by default it is port 22", "listens on 443 by default"; not "is closed by default".
  func saysWhichPort(behind index: Int) -> Bool {
    func hasPorts(_ phrases: ArraySlice<Phrase>) -> Bool {
      phrases.contains { phrase in
        if case .ports = phrase.kind { return true }
        // "By default, A listens on the following ports:"
        return phrase.noun?.head == .port && tokens[phrase.tokens].contains { Self.listWords.contains($0.payload) }
      }
    }
    if speaksOfClosing || tokens[clause].contains(where: { $0.payload == Self.off }) { return false }
    if hasPorts(phrases[index...]) { return true }
    let hasState = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.close, _), .verb(.open, _), .quality(.closed), .quality(.open), .negation: true
      default: false
      }
    }
    return !hasState && hasPorts(phrases[...])
  }

  /// "all ports", "every port"; not "all of these ports".
  func isAll(_ noun: NounPhrase, _ phrase: Phrase) -> Bool {
    let front = tokens[phrase.tokens.lowerBound..<noun.tokens.lowerBound]
    return front.count == 1 && front.allSatisfy { Self.all.contains($0.payload) }
      && noun.tokens.allSatisfy { lexicon[tokens[$0]] != nil && lexicon[tokens[$0]] != .preposition(.of) }
  }

  static let above = Token.hash("above")
  private static let all = WordSet(["all", "every", "each"])
  private static let off = Token.hash("off")

  /// "on a separate host"
  var speaksOfOtherHost: Bool {
    tokens[clause].contains { Self.otherHost.contains($0.payload) && $0.kind == .word }
  }

  static let otherHost = WordSet(["separate", "different", "dedicated"])

  /// "over TCP and UDP"
  func isTransport(_ noun: NounPhrase) -> Bool {
    !noun.transports.isEmpty
      && noun.tokens.allSatisfy { index in
        if case .transport? = lexicon[tokens[index]] { return true }
        return tokens[index].isMark("/")
      }
  }

  /// "need not run on the same host"
  func isDenied(_ index: Int) -> Bool {
    // "Connections from localhost do not need a password": what they do not need.
    if let first = phrases.first, let noun = first.noun, noun.head == .event, index < 4,
      let verb = phrases.firstIndex(where: { phrase in
        switch phrase.kind {
        case .verb, .be, .do, .modal, .have: true
        default: false
        }
      }), index < verb,
      phrases[verb...].contains(where: { if case .negation = $0.kind { true } else { false } })
    {
      return true
    }
    return phrases[..<index].contains { phrase in
      switch phrase.kind {
      case .negation, .modal(.impossible): true
      default: false
      }
    }
  }

  static let bothWays = WordSet(
    ["bidirectional", "bidirectionally", "bi-directional", "two-way", "directions"])
  static let directions = WordSet(["directions"])
  static let listWords = WordSet(["following", "below", "listed", "above"])
}
