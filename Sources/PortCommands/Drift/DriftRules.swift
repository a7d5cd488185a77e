package import SourceDiagnostics

/// What `portspec check` reports; each rule has a page under docs/rules.
package enum DriftRules {
  package static let all: [DiagnosticRule] = [.staleOutput, .missingOutput, .orphanedOutput, .editedOutput]
}

extension DiagnosticRule {
  static let staleOutput = DiagnosticRule(
    "stale-output", 500, .error, "a generated file that no longer says what its page says")
  static let missingOutput = DiagnosticRule(
    "missing-output", 501, .error, "a declared output without a file")
  static let orphanedOutput = DiagnosticRule(
    "orphaned-output", 502, .error, "a file generated from a page that no setting declares any more")
  static let editedOutput = DiagnosticRule(
    "edited-output", 503, .error, "a generated file that was changed by hand")
}
