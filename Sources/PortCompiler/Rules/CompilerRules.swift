package import SourceDiagnostics

extension DiagnosticRule {
  static let contradiction = DiagnosticRule(
    "contradiction", 301, .error, "two statements about one flow cannot both hold")
  static let duplicatePort = DiagnosticRule(
    "duplicate-port", 302, .warning, "one flow is stated in two sections")
  static let duplicateSection = DiagnosticRule(
    "duplicate-section", 303, .warning, "two sections speak of the same host")
  static let impossiblePort = DiagnosticRule(
    "impossible-port", 304, .error, "a port lies outside 1 to 65535")
  static let reversedRange = DiagnosticRule(
    "reversed-range", 305, .error, "a port range ends before it begins")
  static let ambiguousNumber = DiagnosticRule(
    "ambiguous-number", 306, .warning, "a number can be read in two ways")
  static let unexplainedNumber = DiagnosticRule(
    "unexplained-number", 307, .warning, "a number in a sentence about ports is neither a port nor explained")
  static let unstatedTransport = DiagnosticRule(
    "unstated-transport", 308, .warning, "a port has no transport")
  static let unknownHost = DiagnosticRule(
    "unknown-host", 309, .warning, "a host is named that no section and no flow is about")
  static let similarRole = DiagnosticRule(
    "similar-role", 310, .warning, "a short name could stand for one or more known roles")
  static let uninterpretedSentence = DiagnosticRule(
    "uninterpreted-sentence", 311, .warning, "a sentence speaks of ports and was not understood")
  static let ambiguousSentence = DiagnosticRule(
    "ambiguous-sentence", 312, .warning, "a sentence about ports has several readings")
  static let ambiguousRequirement = DiagnosticRule(
    "ambiguous-requirement", 313, .warning, "a port is asked for and has a fallback")
  static let severalConditions = DiagnosticRule(
    "several-conditions", 314, .warning, "one flow has several conditions")
  static let unreadTable = DiagnosticRule("unread-table", 315, .warning, "a table with numbers is not read")
  static let unreadHTML = DiagnosticRule("unread-html", 316, .warning, "raw HTML with numbers is not read")
  static let ephemeralPort = DiagnosticRule(
    "ephemeral-port", 317, .advice, "a listening port lies in the ephemeral port range of Linux")
  static let dynamicRPC = DiagnosticRule(
    "dynamic-rpc", 318, .advice, "RPC needs ports beyond the endpoint mapper's")
  static let noFlows = DiagnosticRule("no-flows", 319, .warning, "no port was found on any page")
  static let strayPort = DiagnosticRule(
    "stray-port", 320, .warning, "a section headed by one port states another")
  static let tooManyStatements = DiagnosticRule(
    "too-many-statements", 321, .warning, "more sentences speak of one port than any page has")
  static let longTitle = DiagnosticRule("long-title", 322, .warning, "a title is longer than any page has")
  static let unreadCell = DiagnosticRule(
    "unread-cell", 323, .warning, "a cell of a table of ports is not understood")
  static let unmappedColumn = DiagnosticRule(
    "unmapped-column", 324, .warning, "what a column of a table of ports says is not known")
  static let unknownVariable = DiagnosticRule(
    "unknown-variable", 325, .warning, "a port is a variable whose text is not known")
  static let unstatedListener = DiagnosticRule(
    "unstated-listener", 326, .advice, "the page does not say who listens on a port")
  static let templateCondition = DiagnosticRule(
    "template-condition", 327, .warning, "a template decides whether a port is on the page")
  static let hiddenText = DiagnosticRule(
    "hidden-text", 328, .advice, "a template brings in text that is not on the page")
  static let unmatchedAmendment = DiagnosticRule(
    "unmatched-amendment", 401, .error, "an amendment matches nothing")
  static let unexpectedValue = DiagnosticRule(
    "unexpected-value", 402, .error, "the page no longer says what an amendment expects")
}

package enum CompilerRules {
  /// Every rule that understanding pages can report.
  package static let all: [DiagnosticRule] = [
    .contradiction, .duplicatePort, .duplicateSection, .impossiblePort, .reversedRange, .ambiguousNumber,
    .unexplainedNumber, .unstatedTransport, .unknownHost, .similarRole, .uninterpretedSentence, .ambiguousSentence,
    .ambiguousRequirement, .severalConditions, .unreadTable, .unreadHTML, .ephemeralPort, .dynamicRPC, .noFlows,
    .strayPort, .tooManyStatements, .longTitle, .unreadCell, .unmappedColumn, .unknownVariable, .unstatedListener,
    .templateCondition, .hiddenText,
    .unmatchedAmendment, .unexpectedValue,
  ]
}
