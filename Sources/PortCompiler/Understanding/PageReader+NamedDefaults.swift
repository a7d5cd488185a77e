import PortModel
import PortPage
import SourceDiagnostics

/// Sentences that say which port is the default and nothing else.
extension PageReader {
  struct NamedDefault {
    var transports: [Transport]
    var ports: FlowPorts
    var range: SourceRange
  }

  /// Reports a second sentence of a section that names another default: "The default port number is 22. The default port number is 2222."
  mutating func noteNamedDefault(_ sentence: ArraySlice<Token>, _ statements: StatementList, _ section: Int) {
    let scope = reading.scopes[sectionScopes[section]]
    // Where a title names several ports, or none, each sentence may be about another one.
    guard scope.label.count == 1 || scope.service != nil, statements.count == 1, sentence.count <= 12,
      let first = sentence.first, let last = sentence.last,
      case let statement = statements[0].value, statement.binding?.value == .default, statement.condition == nil,
      statement.expressions.count == 1, statement.expressions[0].elements.count == 1,
      let ports = statement.expressions[0].elements[0].flowPorts, sentence.allSatisfy({ isOfNaming($0) })
    else { return }
    let found = NamedDefault(
      transports: statement.expressions[0].transports, ports: ports, range: first.range.union(last.range))
    guard let earlier = namedDefaults[section] else { return namedDefaults[section] = found }
    let isOfOther =
      !earlier.transports.isEmpty && !found.transports.isEmpty && earlier.transports != found.transports
    guard earlier.ports != found.ports, !isOfOther else { return }
    reading.report(
      .contradiction, "the default port is \(found.ports.label) here and \(earlier.ports.label) elsewhere; keep one",
      at: found.range,
      notes: [Diagnostic.Note("here it is \(earlier.ports.label)", at: reading.location(earlier.range))])
  }

  /// Words that tell no port from another.
  private func isOfNaming(_ token: Token) -> Bool {
    guard token.kind == .word else { return token.value != nil || token.isMark(".") || token.isMark(":") }
    return switch lexicon[token] {
    case .determiner, .port, .number, .be, .pronoun, .transport, .quality(.default), .preposition(.by),
      .preposition(.to):
      true
    default: false
    }
  }
}
