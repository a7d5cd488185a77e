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
    // Where a title names several ports, or none, each sentence may be about another one.
    let scope = sectionScopes[section]
    guard sentence.count <= 12, statements.count == 1, statements[0].value.binding?.value == .default,
      reading.scopes[scope].label.count == 1 || reading.scopes[scope].service != nil, let first = sentence.first,
      let last = sentence.last, statements[0].value.condition == nil, statements[0].value.expressions.count == 1,
      sentence.allSatisfy({ isOfNaming($0) })
    else { return }
    let expression = statements[0].value.expressions[0]
    guard expression.elements.count == 1, let ports = expression.elements[0].flowPorts else { return }
    let found = NamedDefault(transports: expression.transports, ports: ports, range: first.range.union(last.range))
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
