/// How much a diagnostic matters.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  /// The input has no specification.
  case error
  /// Doubtful; the rest stays intact.
  case warning
  /// Expert knowledge that the input does not give.
  case advice

  public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .advice: 2
    }
  }
}

/// A kind of diagnostic: its stable names and its default severity.
///
/// Each rule is declared once, beside the code that reports it, and explained by the page `docs/rules/<slug>.md`.
public struct DiagnosticRule: Hashable, Sendable {
  /// The name that completes "the tool found a …": `duplicate-section`.
  public let slug: String
  /// The number behind `PS`; three digits, never reused.
  public let number: Int
  /// The severity unless the settings give another.
  public let severity: Severity
  /// One line on what the rule finds, lower case, without a full stop.
  public let summary: String

  /// - Precondition: `number` is in `100...999`.
  public init(_ slug: String, _ number: Int, _ severity: Severity, _ summary: String) {
    precondition((100...999).contains(number), "a rule has a number of three digits")
    self.slug = slug
    self.number = number
    self.severity = severity
    self.summary = summary
  }

  /// `PS` and the number: `PS302`.
  public var code: String { "PS\(number)" }
}
