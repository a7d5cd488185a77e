import PortCompiler
import PortGenerators
import PortModel
import SourceDiagnostics
import SourceTrees

/// One reading of a settings file: collects diagnostics and goes on.
struct SettingsReading {
  let file: SourceFile
  var diagnostics = DiagnosticList()

  init(_ file: SourceFile) { self.file = file }

  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostics.report(
      Diagnostic(rule, message, at: SourceLocation(file: file.name, range: range), notes: notes, fix: fix))
  }

  /// The entries of a mapping whose keys are known; the others are reported, with the name that was probably meant.
  mutating func entries(
    _ node: TreeNode, of what: String, known: [String]
  ) -> [(key: Located<String>, value: TreeNode)] {
    guard let entries = node.entries else {
      report(
        .invalidSetting, "\(what) must be a mapping; write keys and values: \(known.joined(separator: ", "))",
        at: node.range)
      return []
    }
    return entries.compactMap { entry in
      if known.contains(entry.key.value) { return (entry.key, entry.value) }
      reportUnknown(.unknownSetting, entry.key, "key of \(what)", among: known)
      return nil
    }
  }

  mutating func reportUnknown(
    _ rule: DiagnosticRule, _ name: Located<String>, _ what: String, among known: [String], meant: String? = nil
  ) {
    let nearest = meant ?? NearestName.of(name.value, among: known)
    let help =
      nearest.map { "did you mean \"\($0)\"?" }
      ?? (known.count > 20 ? "`portspec rules` lists them" : "there are \(known.joined(separator: ", "))")
    let fix = nearest.map {
      Diagnostic.Fix("write \"\($0)\"", [Diagnostic.Fix.Edit(name.range, $0)])
    }
    report(rule, "\"\(name.value)\" is no \(what); \(help)", at: name.range, fix: fix)
  }

  /// A text that is not empty.
  mutating func text(_ node: TreeNode, _ what: String) -> Located<String>? {
    guard let text = node.text, !text.isEmpty else {
      report(.invalidSetting, "\(what) must be a text", at: node.range)
      return nil
    }
    return Located(text, at: node.range)
  }

  mutating func elements(_ node: TreeNode, _ what: String) -> [TreeNode] {
    if let elements = node.elements { return elements }
    report(
      .invalidSetting, "\(what) must be a list; write [ ] around its elements, or a line with - for each",
      at: node.range)
    return []
  }

  mutating func texts(_ node: TreeNode, _ what: String) -> [Located<String>] {
    elements(node, what).compactMap { text($0, "each element of \(what)") }
  }

  mutating func flag(_ node: TreeNode, _ what: String) -> Bool? {
    switch node.text {
    case "true": return true
    case "false": return false
    default:
      report(.invalidSetting, "\(what) must be true or false", at: node.range)
      return nil
    }
  }

  /// One of the raw values of an enumeration.
  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ node: TreeNode, _ what: String, as type: Value.Type
  ) -> Value? where Value.RawValue == String {
    if let text = node.text, let value = Value(rawValue: text) { return value }
    let names = Value.allCases.map(\.rawValue)
    let nearest = node.text.flatMap { NearestName.of($0, among: names) }
    let help = nearest.map { "did you mean \"\($0)\"?" } ?? "write one of \(names.joined(separator: ", "))"
    report(.invalidSetting, "\(what) cannot have this value; \(help)", at: node.range)
    return nil
  }

  mutating func map(_ node: TreeNode, _ what: String) -> [String: String] {
    guard let entries = node.entries else {
      report(.invalidSetting, "\(what) must be a mapping of names to texts", at: node.range)
      return [:]
    }
    var result: [String: String] = [:]
    for entry in entries {
      guard let text = entry.value.text else {
        report(.invalidSetting, "\"\(entry.key.value)\" of \(what) must be a text", at: entry.value.range)
        continue
      }
      result[entry.key.value] = text
    }
    return result
  }
}
