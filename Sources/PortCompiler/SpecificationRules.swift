package import SourceDiagnostics

/// What the reader of specification files reports; each rule has a page under docs/rules.
package enum SpecificationRules {
  package static let all: [DiagnosticRule] = [
    .unknownMember, .missingMember, .wrongType, .impossibleValue, .unsupportedVersion, .digestMismatch, .duplicateID,
    .undeclaredRole,
  ]
}

extension DiagnosticRule {
  package static let unknownMember = DiagnosticRule(
    "unknown-member", 420, .error, "a member that specification files do not have")
  package static let missingMember = DiagnosticRule(
    "missing-member", 421, .error, "an object of a specification file without a member that it needs")
  package static let wrongType = DiagnosticRule(
    "wrong-type", 422, .error, "a value of another type than its member has")
  package static let impossibleValue = DiagnosticRule(
    "impossible-value", 423, .error, "a value that cannot be: port 0, a reversed range, an unknown word")
  package static let unsupportedVersion = DiagnosticRule(
    "unsupported-version", 424, .error, "a specification file in another version of the format")
  package static let digestMismatch = DiagnosticRule(
    "digest-mismatch", 425, .error, "a digest that is not that of the content")
  package static let duplicateID = DiagnosticRule(
    "duplicate-id", 426, .error, "an id that two roles, flows or checks have")
  package static let undeclaredRole = DiagnosticRule(
    "undeclared-role", 427, .error, "a flow that names a role that the file does not have")
}
