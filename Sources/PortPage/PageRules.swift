package import SourceDiagnostics

extension DiagnosticRule {
  static let invalidUTF8 = DiagnosticRule("invalid-utf8", 201, .error, "the page is not valid UTF-8")
  static let nulByte = DiagnosticRule("nul-byte", 202, .warning, "the page contains a NUL byte")
  static let pageTooLarge = DiagnosticRule("page-too-large", 203, .error, "the page is larger than any reader accepts")
  static let tooManyBrackets = DiagnosticRule(
    "too-many-brackets", 204, .error, "a paragraph has more brackets than any text of people")
  static let nestedTooDeeply = DiagnosticRule(
    "nested-too-deeply", 205, .error, "lists or block quotes are nested deeper than any text of people")
  static let unterminatedFrontMatter = DiagnosticRule(
    "unterminated-front-matter", 206, .warning, "front matter begins and never ends")
  static let tomlFrontMatter = DiagnosticRule(
    "toml-front-matter", 207, .warning, "front matter in TOML is not read")
  static let emptyPage = DiagnosticRule("empty-page", 208, .warning, "the page has no content")
}

package enum PageRules {
  /// Every rule that reading a page can report.
  package static let all: [DiagnosticRule] = [
    .invalidUTF8, .nulByte, .pageTooLarge, .tooManyBrackets, .nestedTooDeeply, .unterminatedFrontMatter,
    .tomlFrontMatter, .emptyPage,
  ]
}
