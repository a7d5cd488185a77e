/// Something the tool found in an input: which rule, where, what, and what to do.
public struct Diagnostic: Hashable, Sendable {
  /// A related place.
  public struct Note: Hashable, Sendable {
    public let message: String
    public let location: SourceLocation?

    public init(_ message: String, at location: SourceLocation? = nil) {
      self.message = message
      self.location = location
    }
  }

  /// A mechanical change that resolves the diagnostic: all edits together.
  public struct Fix: Hashable, Sendable {
    public struct Edit: Hashable, Sendable {
      public let range: SourceRange
      public let replacement: String

      public init(_ range: SourceRange, _ replacement: String) {
        self.range = range
        self.replacement = replacement
      }
    }

    /// What the edits do, as an instruction: `write "TCP 443"`.
    public let summary: String
    /// Edits of the diagnostic's own file, ascending and disjoint.
    public let edits: [Edit]

    public init(_ summary: String, _ edits: [Edit]) {
      self.summary = summary
      self.edits = edits
    }
  }

  public let rule: DiagnosticRule
  public var severity: Severity
  /// Lower case, no full stop; quotes the offending text, names what is wrong and what to write instead.
  public let message: String
  /// The tightest range that shows the problem.
  public let location: SourceLocation
  public let notes: [Note]
  public let fix: Fix?

  public init(
    _ rule: DiagnosticRule, _ message: String, at location: SourceLocation, notes: [Note] = [],
    fix: Fix? = nil
  ) {
    self.rule = rule
    self.severity = rule.severity
    self.message = message
    self.location = location
    self.notes = notes
    self.fix = fix
  }
}

/// The diagnostics of a run, in the order in which they were found.
public struct DiagnosticList: Sendable {
  public private(set) var diagnostics: [Diagnostic] = []

  public init() {}

  public mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  public mutating func report(contentsOf others: [Diagnostic]) {
    diagnostics.append(contentsOf: others)
  }

  /// The diagnostics by file, start and code, each once: the order in which they are shown.
  ///
  /// - Complexity: O(*n* log *n*).
  public func sorted() -> [Diagnostic] {
    var result: [Diagnostic] = []
    result.reserveCapacity(diagnostics.count)
    // By index, since a diagnostic is slow to move. Equal ones share place, rule and message, so they come to stand together.
    let order = diagnostics.indices.sorted { Self.isShownBefore(diagnostics[$0], diagnostics[$1]) }
    for index in order {
      let diagnostic = diagnostics[index]
      let isRepeated = result.reversed().prefix { !Self.isShownBefore($0, diagnostic) }.contains(diagnostic)
      if !isRepeated { result.append(diagnostic) }
    }
    return result
  }

  private static func isShownBefore(_ one: Diagnostic, _ other: Diagnostic) -> Bool {
    if one.location.file != other.location.file { return one.location.file < other.location.file }
    if one.location.range != other.location.range { return one.location.range < other.location.range }
    if one.rule.number != other.rule.number { return one.rule.number < other.rule.number }
    return one.message < other.message
  }
}
