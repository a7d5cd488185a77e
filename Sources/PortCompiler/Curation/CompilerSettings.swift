public import PortModel
public import SourceDiagnostics

/// What the settings file says about compiling: `.portspec.yaml` without its paths and outputs.
public struct CompilerSettings: Sendable {
  /// Texts for the variables of templated pages.
  public var variables: [String: String]
  public var amendments: [Amendment]
  /// Severities by rule slug; nil turns a warning or an advice off. Errors stay errors.
  public var severities: [String: Severity?]

  public init(
    variables: [String: String] = [:], amendments: [Amendment] = [], severities: [String: Severity?] = [:]
  ) {
    self.variables = variables
    self.amendments = amendments
    self.severities = severities
  }
}

/// A correction or addition to what the page says, with the reason for it.
///
/// An amendment that matches nothing, or whose expectations differ from what the page says, is an error.
public struct Amendment: Sendable {
  /// What an amendment changes, and to what; a nil property stays as the page says.
  public enum Subject: Sendable {
    case flow(id: Located<String>, expect: FlowChange, set: FlowChange)
    case role(id: Located<String>, set: RoleChange)
  }

  public struct FlowChange: Hashable, Sendable {
    public var id: String?
    public var name: String?
    public var transport: Transport?
    public var requirement: Flow.Requirement?
    public var direction: Flow.Direction?
    public var scope: Flow.Scope?
    public var binding: Flow.Binding?
    /// Role ids or names.
    public var source: String?
    public var destination: String?
    public var isBidirectional: Bool?
    public var conditionID: String?
    public var service: String?
    public var purpose: String?

    public init() {}
  }

  public struct RoleChange: Hashable, Sendable {
    /// Other names of the role; mentions by them become mentions of it.
    public var aliases: [String]?
    public var kind: Role.Kind?

    public init() {}
  }

  public let subject: Subject
  public let reason: String
  /// Where the amendment stands in the settings file.
  public let location: SourceLocation

  public init(subject: Subject, reason: String, location: SourceLocation) {
    self.subject = subject
    self.reason = reason
    self.location = location
  }
}
