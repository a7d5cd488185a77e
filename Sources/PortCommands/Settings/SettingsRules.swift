package import SourceDiagnostics

/// What reading `.portspec.yaml` reports; each rule has a page under docs/rules.
package enum SettingsRules {
  package static let all: [DiagnosticRule] = [
    .unknownSetting, .invalidSetting, .missingSetting, .duplicateOutput, .unsupportedSettings, .missingPage,
    .unknownRule,
    .fixedSeverity, .outsideOutput, .unknownTarget, .invalidOption,
  ]
}

extension DiagnosticRule {
  static let unknownSetting = DiagnosticRule(
    "unknown-setting", 440, .error, "a key that the settings do not have")
  static let invalidSetting = DiagnosticRule(
    "invalid-setting", 441, .error, "a setting of the wrong type, or with a value that it cannot have")
  static let missingSetting = DiagnosticRule(
    "missing-setting", 442, .error, "a setting without which its neighbours mean nothing")
  static let duplicateOutput = DiagnosticRule(
    "duplicate-output", 443, .error, "two outputs, or an output and a page, with one path")
  static let unsupportedSettings = DiagnosticRule(
    "unsupported-settings", 444, .error, "settings of a version that this program does not read")
  static let missingPage = DiagnosticRule(
    "missing-page", 445, .error, "a page, or a pattern of pages, without a file")
  static let unknownRule = DiagnosticRule(
    "unknown-rule", 446, .error, "a severity for a rule that does not exist")
  static let fixedSeverity = DiagnosticRule(
    "fixed-severity", 447, .error, "another severity for a rule that is always an error")
  static let outsideOutput = DiagnosticRule(
    "outside-output", 448, .error, "an output outside the directory of the settings")
  static let unknownTarget = DiagnosticRule(
    "unknown-target", 449, .error, "an output for a generator that does not exist")
  static let invalidOption = DiagnosticRule(
    "invalid-option", 450, .error, "an option that the output's generator refuses")
}
