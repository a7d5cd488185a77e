import PortModel
import PortPage

/// Reads what a page says once of the transport of all its ports: "All ports are TCP unless stated otherwise.", "Transport is TCP unless a
/// title says otherwise.", "Where no protocol is given, TCP is meant.", "TCP throughout."
///
/// A sentence is read as a whole or not at all: each of its words has its place in one of these forms.
struct CommonTransportReader {
  struct Reading {
    var transport: Transport
    /// The sentence lets single ports say otherwise.
    var hasException: Bool
    /// "in this section", "in the table below": it holds for a part of the page.
    var isOfPart: Bool
  }

  private let tokens: ArraySlice<Token>
  private let lexicon = Lexicon.english
  private var index: Int
  private var hasException = false
  /// "all ports", "ports": the sentence speaks of several, or of no particular one.
  private var isOfAll = false
  private var isOfPart = false

  /// - Parameter sentence: The words of one sentence; a mark at its end is passed over.
  init(_ sentence: ArraySlice<Token>) {
    var end = sentence.endIndex
    while end > sentence.startIndex, sentence[end - 1].isMark(".") || sentence[end - 1].isMark(";") { end -= 1 }
    tokens = sentence[..<end]
    index = tokens.startIndex
  }

  /// - Complexity: O(*n*) in the words.
  mutating func read() -> Reading? {
    var transport: Transport?
    for token in tokens {
      if token.value != nil { return nil }
      if case .transport(let found)? = lexicon[token], transport == nil { transport = found }
    }
    guard transport != nil, tokens.count <= 40 else { return nil }
    if beginsException {
      // "Where no protocol is given, TCP is meant."
      guard let comma = tokens[index...].firstIndex(where: { $0.isMark(",") }), isException(tokens[index..<comma])
      else {
        return nil
      }
      hasException = true
      index = comma + 1
    }
    let start = index
    guard let transport = statedLast() ?? statedFirst(from: start), readEnd(), isOfAll || hasException else {
      return nil
    }
    return Reading(transport: transport, hasException: hasException, isOfPart: isOfPart)
  }

  /// "All ports are TCP", "Transport: TCP"
  private mutating func statedLast() -> Transport? {
    guard readSubject(), readLink() else { return nil }
    return readTransport()
  }

  /// "TCP is assumed", "TCP throughout", "TCP unless stated otherwise"
  private mutating func statedFirst(from start: Int) -> Transport? {
    index = start
    isOfAll = false
    guard let transport = readTransport() else { return nil }
    if accept(Self.throughout) {
      isOfAll = true
      return transport
    }
    if case .be? = current {
      index += 1
      skipAdverbs()
      if accept(Self.assumed) { return transport }
      if case .verb(.use, .participle)? = current {
        index += 1
        return transport
      }
      guard case .determiner(.definite)? = current else { return nil }
      index += 1
      return acceptAll(Self.nature) ? transport : nil
    }
    return beginsException || word(at: index, in: Self.exceptions) ? transport : nil
  }

  /// "all ports listed below", "the transport", "port numbers", "everything on this page"
  private mutating func readSubject() -> Bool {
    var hasQuantifier = false
    while index < tokens.endIndex {
      switch lexicon[tokens[index]] {
      case .determiner(.quantifier):
        hasQuantifier = true
        isOfAll = true
      case .determiner(.definite), .determiner(.demonstrative), .preposition(.of): break
      default:
        if word(at: index, in: Self.adjectives) { break }
        return readHead(hasQuantifier)
      }
      index += 1
    }
    return false
  }

  private mutating func readHead(_ hasQuantifier: Bool) -> Bool {
    let start = index
    while index < tokens.endIndex {
      switch lexicon[tokens[index]] {
      case .port: isOfAll = isOfAll || tokens[index].payload == Self.ports
      case .number: break
      case .event where hasQuantifier: break
      default:
        if word(at: index, in: Self.nature) { break }
        if word(at: index, in: Self.wholes) {
          isOfAll = isOfAll || tokens[index].payload == Self.everything
          break
        }
        guard index > start else { return false }
        return readPostmodifiers()
      }
      index += 1
    }
    return false
  }

  /// "listed below", "on this page", "mentioned in this section", "we use"
  private mutating func readPostmodifiers() -> Bool {
    while index < tokens.endIndex {
      if word(at: index, in: Self.mentioned) || word(at: index, in: Self.places) {
        isOfPart = isOfPart || word(at: index, in: Self.parts)
        index += 1
        continue
      }
      switch lexicon[tokens[index]] {
      case .preposition(.on), .preposition(.in), .preposition(.of), .preposition(.for), .determiner(.demonstrative),
        .determiner(.definite), .determiner(.quantifier), .port, .number:
        index += 1
      case .adverb(.plain) where lexicon[tokens[index]] != nil && tokens[index].payload == Self.here: index += 1
      default: return true
      }
    }
    return false
  }

  private mutating func readLink() -> Bool {
    if index < tokens.endIndex, tokens[index].isMark(":") {
      index += 1
      return true
    }
    switch current {
    case .be: index += 1
    case .verb(.use, .base), .verb(.use, .third): index += 1
    default:
      guard accept(Self.links) else { return false }
      if case .preposition? = current { index += 1 }
    }
    skipAdverbs()
    return true
  }

  /// "TCP", "the TCP protocol", "TCP ports", "TCP only"
  private mutating func readTransport() -> Transport? {
    if case .determiner? = current { index += 1 }
    guard case .transport(let transport)? = current else { return nil }
    index += 1
    while index < tokens.endIndex {
      switch lexicon[tokens[index]] {
      case .port, .number, .event, .adverb(.only): index += 1
      default:
        guard word(at: index, in: Self.nature) else { return transport }
        index += 1
      }
    }
    return transport
  }

  /// Nothing, or "unless stated otherwise", "except where UDP is given".
  private mutating func readEnd() -> Bool {
    if index < tokens.endIndex, tokens[index].isMark(",") || tokens[index].isMark("(") { index += 1 }
    var end = tokens.endIndex
    if end > index, tokens[end - 1].isMark(")") { end -= 1 }
    guard index < end else { return true }
    hasException = true
    return isException(tokens[index..<end])
  }

  // MARK: Exceptions

  private var beginsException: Bool {
    switch current {
    case .subordinator(.exception), .subordinator(.condition): true
    default: word(at: index, in: Self.exceptions)
    }
  }

  /// "unless stated otherwise", "unless a heading says so", "except where another protocol is given", "where nothing else is noted",
  /// "if no protocol is named": a condition about the page, which says of no port what it is.
  private func isException(_ words: ArraySlice<Token>) -> Bool {
    guard let first = words.first else { return false }
    switch lexicon[first] {
    case .subordinator(.exception), .subordinator(.condition): break
    default: guard word(at: words.startIndex, in: Self.exceptions) else { return false }
    }
    var isAboutPage = false
    for position in words.indices {
      let token = words[position]
      guard token.kind == .word else {
        if token.isMark(",") { continue }
        return false
      }
      if Self.statements.contains(token.payload) || Self.mentioned.contains(token.payload) { isAboutPage = true }
      switch lexicon[token] {
      case .subordinator, .determiner, .be, .have, .negation, .transport, .port, .number, .pronoun, .modal,
        .conjunction,
        .preposition, .adverb, .direction:
        continue
      default:
        guard
          Self.statements.contains(token.payload) || Self.mentioned.contains(token.payload)
            || Self.places.contains(token.payload) || Self.nature.contains(token.payload)
            || Self.exceptions.contains(token.payload) || Self.others.contains(token.payload)
        else { return false }
      }
    }
    return isAboutPage
  }

  // MARK: Words

  private var current: WordClass? { index < tokens.endIndex ? lexicon[tokens[index]] : nil }

  private func word(at position: Int, in set: WordSet) -> Bool {
    position < tokens.endIndex && tokens[position].kind == .word && set.contains(tokens[position].payload)
  }

  private mutating func accept(_ set: WordSet) -> Bool {
    guard word(at: index, in: set) else { return false }
    index += 1
    return true
  }

  private mutating func acceptAll(_ set: WordSet) -> Bool {
    guard accept(set) else { return false }
    while accept(set) {}
    return true
  }

  private mutating func skipAdverbs() {
    while case .adverb? = current { index += 1 }
  }

  private static let ports = Token.hash("ports")
  private static let everything = Token.hash("everything")
  private static let here = Token.hash("here")
  private static let nature = WordSet(["transport", "transports", "protocol", "protocols"])
  private static let wholes = WordSet(["everything", "entries", "rules", "services", "listeners", "traffic"])
  private static let adjectives = WordSet([
    "network", "listed", "following", "other", "default", "standard", "listening",
  ])
  private static let mentioned = WordSet([
    "listed", "mentioned", "given", "shown", "described", "documented", "named", "noted", "stated", "specified",
    "indicated", "marked", "labelled", "labeled", "written",
  ])
  private static let places = WordSet([
    "below", "above", "here", "page", "document", "guide", "article", "reference", "list", "section", "table", "tables",
    "lists", "chapter", "following", "heading", "headings", "title", "titles", "entry", "explicitly", "number", "text",
    "row", "item", "column",
  ])
  private static let parts = WordSet(["section", "table", "list", "chapter", "following"])
  private static let links = WordSet(["means", "mean", "run", "runs"])
  private static let throughout = WordSet(["throughout", "everywhere"])
  private static let assumed = WordSet(["assumed", "implied", "meant", "intended", "understood", "presumed"])
  private static let exceptions = WordSet(["except", "unless", "where", "when", "if"])
  private static let statements = WordSet([
    "otherwise", "says", "say", "states", "notes", "specifies", "says", "differently",
  ])
  private static let others = WordSet(["different", "nothing", "else", "explicitly", "alone", "bare"])
}
