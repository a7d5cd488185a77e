package import PortModel
package import SourceDiagnostics

/// A flow for people: what it says, field by field, and the text of the page that says so.
package struct FlowExplanation {
  private let sources: SourceSet
  private let style: TextStyle

  package init(_ sources: SourceSet, style: TextStyle) {
    self.sources = sources
    self.style = style
  }

  /// - Parameter places: Where each part of the flow stands, by its JSON pointer below the flow; empty for the whole flow.
  package func rendered(
    _ flow: Flow, of specification: PortSpecification, places: [(pointer: String, location: SourceLocation)]
  ) -> String {
    let words = FlowWording(specification)
    var text = style.paint(VisibleText.line(flow.id), .bold) + "\n"
    text += "  " + VisibleText.line(words.summary(flow)) + "\n\n"
    let fields = fields(flow, words)
    let width = fields.map { $0.name.count }.max() ?? 0
    for (name, value) in fields {
      text += "  \(name)" + String(repeating: " ", count: width - name.count + 2) + VisibleText.line(value) + "\n"
    }
    return text + excerpts(places)
  }

  private func fields(_ flow: Flow, _ words: FlowWording) -> [(name: String, value: String)] {
    func derived(_ field: String, _ value: String?) -> (name: String, value: String)? {
      guard let value else { return nil }
      guard let rule = flow.certainty[field] else { return (field, value) }
      return (field, "\(value) (derived: \(rule))")
    }
    return [
      derived("name", flow.name), derived("subject", words.name(flow.subject)),
      derived("source", words.name(flow.source)),
      derived("destination", words.name(flow.destination)), derived("transport", flow.transport?.rawValue),
      derived("ports", flow.ports.label), derived("direction", flow.direction?.rawValue),
      derived("bidirectional", flow.isBidirectional ? "yes" : nil), derived("scope", flow.scope.rawValue),
      derived("requirement", flow.requirement.rawValue), derived("condition", flow.condition?.text),
      derived("binding", flow.binding?.rawValue), derived("service", flow.service),
      derived("applicationProtocol", flow.applicationProtocol), derived("purpose", flow.purpose),
      derived("fallback", flow.fallback), derived("section", flow.origin.section),
    ].compactMap { $0 }
  }

  /// Each line of the page once, with the fields that it gives.
  private func excerpts(_ places: [(pointer: String, location: SourceLocation)]) -> String {
    var lines: [SourceLocation: [String]] = [:]
    for (pointer, location) in places {
      let field = pointer.split(separator: "/").first.map(String.init)
      lines[location, default: []] += [field].compactMap { $0 }
    }
    let ordered = lines.keys.sorted { ($0.file, $0.range) < ($1.file, $1.range) }
    let renderer = DiagnosticText(sources, style: style)
    return ordered.map { location in
      let fields = (lines[location] ?? []).uniqued().sorted().joined(separator: ", ")
      return "\n" + renderer.passage(at: location, fields)
    }.joined()
  }
}
