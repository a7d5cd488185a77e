package import SourceDiagnostics

/// What the readers of YAML and JSON report; each rule has a page under docs/rules.
package enum SourceTreeRules {
  package static let all: [DiagnosticRule] = [
    .invalidEncoding, .duplicateKey, .yamlAlias, .yamlTag, .furtherDocument, .nonScalarKey, .malformedYAML,
    .malformedJSON, .treeTooDeep, .treeTooLarge,
  ]
}

extension DiagnosticRule {
  package static let invalidEncoding = DiagnosticRule(
    "invalid-encoding", 100, .error, "bytes that are not UTF-8 text, or characters that the format forbids")
  package static let duplicateKey = DiagnosticRule(
    "duplicate-key", 101, .error, "a key that stands twice in one mapping")
  package static let yamlAlias = DiagnosticRule(
    "yaml-alias", 102, .error, "a YAML anchor (&name) or alias (*name)")
  package static let yamlTag = DiagnosticRule(
    "yaml-tag", 103, .error, "a YAML tag (!name) or %TAG directive")
  package static let furtherDocument = DiagnosticRule(
    "further-document", 104, .error, "a second YAML document in one file")
  package static let nonScalarKey = DiagnosticRule(
    "non-scalar-key", 105, .error, "a list or mapping as the key of a YAML mapping")
  package static let malformedYAML = DiagnosticRule(
    "malformed-yaml", 106, .error, "text that is not YAML")
  package static let malformedJSON = DiagnosticRule(
    "malformed-json", 107, .error, "text that is not JSON")
  package static let treeTooDeep = DiagnosticRule(
    "tree-too-deep", 108, .error, "lists and mappings nested beyond the limit")
  package static let treeTooLarge = DiagnosticRule(
    "tree-too-large", 109, .error, "YAML or JSON text beyond a limit of size")
}

/// Ends the reading of a text that gives no tree.
struct UnreadableTree: Error {
  let diagnostic: Diagnostic

  init(
    _ rule: DiagnosticRule, _ message: String, at location: SourceLocation, notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostic = Diagnostic(rule, message, at: location, notes: notes, fix: fix)
  }
}

extension Diagnostic {
  static func duplicateKey(_ key: Located<String>, first: SourceRange, in file: String) -> Self {
    Diagnostic(
      .duplicateKey, "the key \(quoted(key.value)) stands twice in one mapping; keep one of them",
      at: SourceLocation(file: file, range: key.range),
      notes: [Note("first given here", at: SourceLocation(file: file, range: first))])
  }
}

extension UnreadableTree {
  static func tooDeep(_ limits: TreeLimits, at location: SourceLocation) -> Self {
    UnreadableTree(
      .treeTooDeep,
      "lists and mappings are nested more than \(limits.maximumDepth) deep; write the content in fewer levels",
      at: location)
  }

  static func tooLarge(_ what: String, limit: Int, at location: SourceLocation) -> Self {
    UnreadableTree(
      .treeTooLarge, "more than \(limit) \(what), which is the limit; split the content or leave some of it out",
      at: location)
  }

  static func tooManyDiagnostics(at location: SourceLocation) -> Self {
    UnreadableTree(
      .treeTooLarge,
      "more than \(TreeLimits.maximumDiagnosticCount) errors, which is the limit; repair those above first",
      at: location)
  }
}

/// A text in quotation marks, shortened where it is long, control characters replaced.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars.prefix(60) {
    result.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
  }
  return result + (text.unicodeScalars.count > 60 ? "…\"" : "\"")
}
