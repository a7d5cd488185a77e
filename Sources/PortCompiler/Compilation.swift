public import PortModel
public import SourceDiagnostics

/// What compiling one or more pages gives.
public struct Compilation: Sendable {
  /// Nil exactly when a diagnostic is an error.
  public let specification: PortSpecification?
  /// Every number that could be taken for a port and is none, with the reason, in page order.
  public let explainedNumbers: [ExplainedNumber]
  /// Sorted by file, start and code.
  public let diagnostics: [Diagnostic]
  public let coverage: Coverage
  private let assembly: Assembly

  init(
    specification: PortSpecification?, explainedNumbers: [ExplainedNumber], diagnostics: [Diagnostic],
    coverage: Coverage, assembly: Assembly
  ) {
    precondition(
      (specification == nil) == diagnostics.contains { $0.severity == .error },
      "a compilation has a specification exactly when no diagnostic is an error")
    self.specification = specification
    self.explainedNumbers = explainedNumbers
    self.diagnostics = diagnostics
    self.coverage = coverage
    self.assembly = assembly
  }

  /// How many mentions ``facts`` has.
  public var factCount: Int { assembly.factCount }

  /// Every mention of a port, in page order; made on each call.
  ///
  /// - Complexity: O(*n* log *n*).
  public func facts() -> [Fact] { assembly.facts() }

  /// Where each part of the specification stands; made on each call, and empty without a specification.
  ///
  /// - Complexity: O(*n* log *n*).
  public func sourceMap() -> SourceMap { specification == nil ? SourceMap([]) : assembly.sourceMap() }
}

/// One mention of a port: a row of `portspec facts`.
public struct Fact: Hashable, Sendable {
  /// The bytes of the port expression.
  public let location: SourceLocation
  public let transport: Transport?
  public let ports: FlowPorts
  /// The names of roles as the page writes them.
  public let subject: String?
  public let source: String?
  public let destination: String?
  public let direction: Flow.Direction?
  public let isBidirectional: Bool
  public let scope: Flow.Scope
  public let requirement: Flow.Requirement
  public let condition: String?
  public let binding: Flow.Binding?
  public let service: String?
  /// The id of the flow that the mention became part of; nil when diagnostics kept it from becoming one.
  public let flow: String?
  /// The mention repeats a flow that another mention states.
  public let isRestatement: Bool

  package init(
    location: SourceLocation, transport: Transport?, ports: FlowPorts, subject: String?, source: String?,
    destination: String?, direction: Flow.Direction?, isBidirectional: Bool, scope: Flow.Scope,
    requirement: Flow.Requirement, condition: String?, binding: Flow.Binding?, service: String?, flow: String?,
    isRestatement: Bool = false
  ) {
    self.location = location
    self.transport = transport
    self.ports = ports
    self.subject = subject
    self.source = source
    self.destination = destination
    self.direction = direction
    self.isBidirectional = isBidirectional
    self.scope = scope
    self.requirement = requirement
    self.condition = condition
    self.binding = binding
    self.service = service
    self.flow = flow
    self.isRestatement = isRestatement
  }
}

/// A number that could be taken for a port and is none.
public struct ExplainedNumber: Hashable, Sendable {
  public let location: SourceLocation
  public let text: String
  /// What the number is: `year`, `version`, `size`, `address`, …
  public let reason: String

  package init(location: SourceLocation, text: String, reason: String) {
    self.location = location
    self.text = text
    self.reason = reason
  }
}

/// How much of the page's prose was understood.
public struct Coverage: Hashable, Sendable {
  /// Sentences and list items with words in them.
  public let sentences: Int
  /// Those that contributed to a flow or a check.
  public let interpreted: Int

  package init(sentences: Int, interpreted: Int) {
    self.sentences = sentences
    self.interpreted = interpreted
  }
}

/// Where each part of a specification stands in the pages.
public struct SourceMap: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    /// An RFC 6901 pointer into the specification's JSON: `/flows/3/ports/0`.
    public let pointer: String
    public let location: SourceLocation

    package init(pointer: String, location: SourceLocation) {
      self.pointer = pointer
      self.location = location
    }
  }

  /// Sorted by pointer text.
  public let entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries.sorted { $0.pointer < $1.pointer } }

  /// The places behind a pointer, in page order.
  ///
  /// - Complexity: O(*n*).
  public func locations(of pointer: String) -> [SourceLocation] {
    entries.filter { $0.pointer == pointer }.map(\.location)
  }
}
