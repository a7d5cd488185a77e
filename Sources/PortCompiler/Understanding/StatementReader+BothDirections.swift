import PortModel
import PortPage
import SourceDiagnostics

/// Traffic in both directions in one sentence.
extension StatementReader {
  /// "for incoming connections from A and for outgoing connections to B" are two statements.
  mutating func apart() -> StatementList {
    guard statement.isBidirectional, let both = bothDirections, statement.hasParties, !isPaired else {
      return StatementList(finished())
    }
    if hasPeer {
      // "A uses this port for both incoming and outgoing connections with B"
      if statement.sources.isEmpty, statement.users.count == 1 { swap(&statement.sources, &statement.users) }
      if statement.sources.isEmpty {
        giveUp("traffic in both directions has two sides, and one is not named; write \"between A and B\"", both)
      }
      return StatementList(finished())
    }
    var inbound = statement
    var outbound = statement
    inbound.isBidirectional = false
    outbound.isBidirectional = false
    inbound.direction = Located(.inbound, at: both)
    outbound.direction = Located(.outbound, at: both)
    inbound.destinations = []
    outbound.sources = []
    outbound.doubts = []
    return StatementList(SharedStatement(inbound), [SharedStatement(outbound)])
  }

  private static let readers = WordSet(["you", "you'll", "you've", "you're"])
  private static let denying = WordSet(["nor", "none", "nothing", "nobody", "neither"])

  /// Hands the statement over: it is moved, since copying its fields costs more than finding them.
  mutating func finished() -> SharedStatement {
    if statement.hasVerb, !statement.saysSomething {
      statement.isDenial = tokens[clause].contains { token in
        switch lexicon[token] {
        case .negation, .determiner(.negative), .modal(.impossible), .preposition(.without): true
        default: Self.denying.contains(token.payload) && token.kind == .word
        }
      }
    }
    statement.isOfReader =
      statement.expressions.isEmpty && !statement.refersToPorts
      && (statement.condition != nil || statement.sources.isEmpty != statement.destinations.isEmpty)
      && (statement.sources.isEmpty || statement.destinations.isEmpty)
      && tokens[sentence].contains { $0.kind == .word && Self.readers.contains($0.payload) }
    var result = Statement(range: statement.range)
    swap(&result, &statement)
    return SharedStatement(result)
  }
}
