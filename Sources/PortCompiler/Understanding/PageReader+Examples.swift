import PortModel
import PortPage
import SourceDiagnostics

/// Commands that a text explains: "When using `serve --port 9909`, listening is set up as follows:".
extension PageReader {
  /// The command that the paragraphs of one quotation or list item explain.
  struct Example {
    /// What the command sets.
    private(set) var values: [PortNumber] = []
    /// The quotation or item.
    private var container: Int?

    /// Another block begins: outside the container, the example is over.
    mutating func enter(_ parent: Int?) {
      if parent == container { return }
      container = parent
      values = []
    }

    /// Takes up the command of a sentence that ends in a colon, which says nothing itself.
    ///
    /// - Returns: Whether it has one.
    mutating func note(_ sentence: ArraySlice<Token>, _ text: [UInt8]) -> Bool {
      guard container != nil, let last = sentence.last, last.isMark(":") else { return false }
      let commands = sentence.filter { $0.traits.contains(.code) }
      let found = commands.flatMap { PortExpressionReader.options(of: $0, text) }
      if found.isEmpty { return false }
      values = found.compactMap { UInt16($0).flatMap { PortNumber(Int($0)) } }
      return true
    }
  }

  /// All ports of the sentence are those of an example.
  func isOnlyExample(_ statements: StatementList) -> Bool {
    guard !example.values.isEmpty, statements.contains(where: { !$0.value.expressions.isEmpty }) else { return false }
    return statements.allSatisfy { $0.value.expressions.allSatisfy { $0.standing == .example } }
  }
}

extension StatementReader {
  /// Marks the ports that the example command sets, and those that follow from them: "the next sequential port 9910".
  mutating func markExamples() {
    for index in expressions.indices where expressions[index].standing == .topic {
      let isSet = expressions[index].elements.allSatisfy { element in
        guard let ports = element.ports else { return false }
        return ports.lowerBound == ports.upperBound && commandValues.contains(ports.lowerBound)
      }
      let start = expressions[index].tokens.lowerBound
      let isNext =
        !expressions[index].isDefault
        && tokens[max(sentence.lowerBound, start - 3)..<start].contains { Self.nextWords.contains($0.payload) }
      if isSet || isNext { expressions[index].standing = .example }
    }
  }

  /// "If the specified port is 9909, the node uses port 9910": what follows from a value that somebody may set.
  mutating func markSuppositions(_ clauses: SentenceClauses) {
    guard expressions.count > 1,
      let supposed = clauses.conditions.first(where: { condition in
        condition.tokens.contains { lexicon[tokens[$0]] == .port }
          && condition.tokens.contains { Self.supposing.contains(tokens[$0].payload) }
          && expressions.contains { condition.tokens.contains($0.tokens.lowerBound) }
      })
    else { return }
    for index in expressions.indices
    where !supposed.tokens.contains(expressions[index].tokens.lowerBound) && expressions[index].standing == .topic {
      expressions[index].standing = .example
    }
  }

  private static let supposing = WordSet(["specified", "chosen", "configured", "selected", "given"])
  private static let nextWords = WordSet(["next", "sequential", "subsequent"])
}
