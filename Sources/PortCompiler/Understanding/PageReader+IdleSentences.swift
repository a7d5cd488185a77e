import PortModel
import PortPage
import SourceDiagnostics

/// Sentences that are not read.
extension PageReader {
  /// Which sentences of a paragraph can say nothing about ports, and need not be read for what "it" stands for in one that can.
  /// Of a paragraph with more than ``IdleSentences/capacity`` all are read.
  func idleSentences(
    _ tokens: [Token], _ sentences: [Range<Int>], isLabelled: Bool, _ section: Int, _ item: Int?
  ) -> IdleSentences {
    var idle = IdleSentences()
    if isInChecks(section) || item != nil && checkLeadIn == section || sentences.count > IdleSentences.capacity {
      return idle
    }
    for position in sentences.indices.reversed() {
      let isLabel = isLabelled && position == 0
      guard filter.canMatter(tokens, sentences[position], isLabel: isLabel) else {
        idle.insert(position)
        continue
      }
      if filter.refersBack(tokens, sentences[position]) { return idle }
    }
    return idle
  }

  /// A verb of contact stands in the sentence, so that a number in it may be a port.
  func speaksOfTraffic(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { token in
      switch lexicon[token] {
      case .verb(.communicate, _), .verb(.use, _), .verb(.listen, _), .verb(.open, _), .verb(.reach, _): true
      default: false
      }
    }
  }

  /// "This page lists …", "For more information, see …".
  func isDescription(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { $0.isMarked(.description) }
  }

  /// "The latter is off by default": of what the sentence before names.
  func pointsBack(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.prefix(3).contains { Self.pointers.contains($0.payload) }
  }

  private static let pointers = WordSet(["former", "latter"])

  /// "This page lists the default ports.": which of them are some, others say.
  func withoutOverview(_ statements: StatementList, _ tokens: ArraySlice<Token>) -> StatementList {
    guard statements.count == 1, statements[0].value.binding?.value == .default,
      statements[0].value.expressions.isEmpty,
      !statements[0].value.refersToList, !statements[0].value.refersToSection, let first = tokens.first,
      Self.this.contains(first.payload),
      let second = tokens.dropFirst().first, Self.documents.contains(second.payload)
    else { return statements }
    var statement = statements[0].value
    statement.binding = nil
    return StatementList(SharedStatement(statement))
  }

  private static let this = WordSet(["this", "the"])
  private static let documents = WordSet([
    "page", "topic", "article", "document", "section", "chapter", "guide", "documentation",
  ])

  static let descriptions = [
    "see", "refer", "lists", "list", "listed", "describes", "describe", "described", "following", "shows", "below",
    "information", "table", "overview", "documented",
  ]
}

/// Sentences of a paragraph by their places; without memory of its own, since every paragraph has some.
struct IdleSentences {
  static let capacity = 64

  private var bits: UInt64 = 0

  mutating func insert(_ position: Int) { bits |= 1 << UInt64(position) }

  func contains(_ position: Int) -> Bool { position < Self.capacity && bits & 1 << UInt64(position) != 0 }
}
