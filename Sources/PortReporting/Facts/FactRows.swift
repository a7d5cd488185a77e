package import PortModel
package import SourceDiagnostics

/// The rows of `portspec facts`: newline-delimited JSON, one object a line.
///
/// Each row has `kind`, `file`, `line`, `column` (1-based, in UTF-8 bytes), `endLine` and `endColumn`. What a page does not
/// state is absent.
package struct FactRows {
  /// One mention of ports by the page.
  package struct Fact: Hashable, Sendable {
    package var location: SourceLocation
    package var transport: Transport?
    package var ports: FlowPorts
    /// Roles as the page names them.
    package var subject: String?
    package var source: String?
    package var destination: String?
    package var direction: Flow.Direction?
    package var isBidirectional = false
    package var scope = Flow.Scope.network
    package var requirement = Flow.Requirement.unstated
    package var condition: String?
    package var binding: Flow.Binding?
    package var service: String?
    /// The id of the flow that the mention belongs to.
    package var flow: String?
    /// Another mention states the flow already.
    package var isRestatement = false

    package init(location: SourceLocation, ports: FlowPorts) {
      self.location = location
      self.ports = ports
    }
  }

  private let sources: SourceSet

  package init(_ sources: SourceSet) { self.sources = sources }

  /// The rows of a fact: one for each range, because alternatives ("80 or 8080") are ports of their own to a reader.
  package func rendered(_ fact: Fact) -> [UInt8] {
    var isNumbered = true
    if case .text = fact.ports { isNumbered = false }
    var members = place(fact.isRestatement ? "restatement" : isNumbered ? "fact" : "unnumbered", fact.location)
    members["transport"] = fact.transport.map { .string($0.rawValue) }
    members["subject"] = fact.subject.map { .string($0) }
    members["source"] = fact.source.map { .string($0) }
    members["destination"] = fact.destination.map { .string($0) }
    members["direction"] = fact.direction.map { .string($0.rawValue) }
    if fact.isBidirectional { members["bidirectional"] = true }
    members["scope"] = .string(fact.scope.rawValue)
    members["requirement"] = .string(fact.requirement.rawValue)
    switch fact.requirement {
    case .optional, .conditional: members["optional"] = true
    case .required: members["optional"] = false
    case .recommended, .unstated: break
    }
    members["condition"] = fact.condition.map { .string($0) }
    members["default"] = fact.binding.map { .bool($0 == .default) }
    members["service"] = fact.service.map { .string($0) }
    members["flow"] = fact.flow.map { .string($0) }
    let labels =
      switch fact.ports {
      case .ranges(let ranges): ranges.map(\.description)
      case .text(let text): [text]
      }
    return labels.flatMap { label in
      members["ports"] = .string(label)
      return line(members)
    }
  }

  package func rendered(_ diagnostic: Diagnostic) -> [UInt8] {
    var members = place("diagnostic", diagnostic.location)
    members["code"] = .string(diagnostic.rule.code)
    members["rule"] = .string(diagnostic.rule.slug)
    members["severity"] = .string(diagnostic.severity.rawValue)
    members["message"] = .string(diagnostic.message)
    return line(members)
  }

  /// The row of a number that is no port, with what it is.
  package func rendered(explained text: String, reason: String, at location: SourceLocation) -> [UInt8] {
    var members = place("non-port", location)
    members["text"] = .string(text)
    members["reason"] = .string(reason)
    return line(members)
  }

  private func place(_ kind: String, _ location: SourceLocation) -> [String: JSONValue] {
    var members: [String: JSONValue] = ["kind": .string(kind), "file": .string(location.file)]
    if let place = sources.place(location) {
      members["line"] = .integer(place.start.line)
      members["column"] = .integer(place.start.column)
      members["endLine"] = .integer(place.end.line)
      members["endColumn"] = .integer(place.end.column)
    }
    return members
  }

  private func line(_ members: [String: JSONValue]) -> [UInt8] {
    JSONValue.object(members).serialized(.canonical) + [UInt8(ascii: "\n")]
  }
}
