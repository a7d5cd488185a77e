import PortCompiler
import PortGenerators
import SourceDiagnostics
import SourceTrees

/// Reads the text of a settings file.
///
/// - Parameters:
///   - file: `.portspec.yaml`.
///   - directory: Where it lies, seen from the working directory.
///   - rules: Every rule that `rules:` may name.
/// - Returns: What could be read, and the diagnostics, sorted; the settings count only when none of them is an error.
func readSettings(
  _ file: SourceFile, directory: String, rules: [DiagnosticRule]
) -> (settings: Settings, diagnostics: [Diagnostic]) {
  var reading = SettingsReading(file)
  let (tree, problems) = parseYAML(file)
  reading.diagnostics.report(contentsOf: problems)
  var settings = Settings(directory: directory, file: file)
  if let tree {
    reading.read(tree, into: &settings, rules: rules)
  } else if problems.isEmpty {
    reading.report(
      .missingSetting, "the settings are empty; write \"version: 1\" and \"specifications:\"", at: file.range)
  }
  return (settings, reading.diagnostics.sorted())
}

extension SettingsReading {
  fileprivate mutating func read(_ tree: TreeNode, into settings: inout Settings, rules: [DiagnosticRule]) {
    var hasVersion = false
    var start = tree.range
    for (key, value) in entries(tree, of: "the settings", known: ["version", "specifications", "rules"]) {
      if start == tree.range { start = key.range }
      switch key.value {
      case "version":
        hasVersion = true
        if value.text != "1" {
          report(
            .unsupportedSettings, "this program reads version 1 of the settings; write \"version: 1\"", at: value.range)
        }
      case "specifications":
        settings.specifications = elements(value, "specifications").compactMap { specification($0) }
      default: settings.severities = severities(value, rules)
      }
    }
    if !hasVersion, tree.entries != nil {
      report(.missingSetting, "the settings have no version; write \"version: 1\"", at: start)
    }
    reportDuplicateOutputs(settings)
    for index in settings.specifications.indices {
      settings.specifications[index].compiler.severities = settings.severities
    }
  }

  private mutating func specification(_ node: TreeNode) -> Settings.Specification? {
    var result = Settings.Specification(range: node.range)
    let known = ["pages", "output", "outputs", "variables", "amendments"]
    var outputs: TreeNode?
    for (key, value) in entries(node, of: "a specification", known: known) {
      switch key.value {
      case "pages": result.pages = texts(value, "pages")
      case "output": result.output = path(value, "output")
      case "outputs": outputs = value
      case "variables": result.compiler.variables = map(value, "variables")
      default: result.compiler.amendments = elements(value, "amendments").compactMap { amendment($0) }
      }
    }
    guard node.entries != nil else { return nil }
    if result.pages.isEmpty {
      report(
        .missingSetting, "the specification has no pages; write \"pages: [docs/network-ports.md]\"", at: node.range)
    }
    if let outputs {
      result.outputs = elements(outputs, "outputs").compactMap { output($0, beside: result.output) }
    }
    return result
  }

  private mutating func output(_ node: TreeNode, beside specification: Located<String>?) -> Settings.Output? {
    guard let entries = node.entries else {
      report(.invalidSetting, "an output must be a mapping; write {target: …, path: …}", at: node.range)
      return nil
    }
    guard let targetNode = node["target"], let target = text(targetNode, "target") else {
      if node["target"] == nil {
        report(
          .missingSetting, "the output has no target; write one of \(targetNames.joined(separator: ", "))",
          at: node.range)
      }
      return nil
    }
    guard let generator = Generator.named(target.value) else {
      reportUnknown(.unknownTarget, target, "target", among: targetNames)
      return nil
    }
    let known = ["target", "path"] + generator.options.map(\.name)
    var options: [String: OptionValue] = [:]
    var path: Located<String>?
    for entry in entries where entry.key.value != "target" {
      if entry.key.value == "path" {
        path = self.path(entry.value, "path")
      } else if !known.contains(entry.key.value) {
        reportUnknown(.unknownSetting, entry.key, "option of the target \(target.value)", among: known)
      } else if let text = entry.value.text {
        options[entry.key.value] = .text(text)
      } else {
        options[entry.key.value] = .map(map(entry.value, entry.key.value))
      }
    }
    if path == nil, node["path"] == nil {
      guard let specification else {
        report(.missingSetting, "the output has no path, and there is no \"output\" to stand beside", at: node.range)
        return nil
      }
      let beside = Path.withoutExtension(specification.value) + "." + generator.fileExtension
      path = Located(beside, at: node.range)
    }
    return path.map { Settings.Output(target: target, path: $0, options: options, range: node.range) }
  }

  private var targetNames: [String] { Generator.all.map(\.target) }

  /// A path below the directory of the settings: settings from elsewhere must not write to places outside.
  private mutating func path(_ node: TreeNode, _ what: String) -> Located<String>? {
    guard let text = text(node, what) else { return nil }
    let path = Path.normalized(text.value)
    guard !path.hasPrefix("/"), path != "..", !path.hasPrefix("../"), path != "." else {
      report(
        .outsideOutput, "\"\(text.value)\" is not below the directory of the settings; write a path below it",
        at: text.range)
      return nil
    }
    return Located(path, at: text.range)
  }

  private mutating func severities(_ node: TreeNode, _ rules: [DiagnosticRule]) -> [String: Severity?] {
    guard let entries = node.entries else {
      report(
        .invalidSetting, "rules must be a mapping of rules to severities; write {unstated-transport: error}",
        at: node.range)
      return [:]
    }
    var result: [String: Severity?] = [:]
    for entry in entries {
      guard let rule = rules.first(where: { $0.slug == entry.key.value }) else {
        let coded = rules.first { $0.code == entry.key.value }?.slug
        reportUnknown(.unknownRule, entry.key, "rule", among: rules.map(\.slug), meant: coded)
        continue
      }
      guard entry.value.text == "off" || Severity(rawValue: entry.value.text ?? "") != nil else {
        report(.invalidSetting, "a severity is error, warning, advice or off", at: entry.value.range)
        continue
      }
      let severity = Severity(rawValue: entry.value.text ?? "")
      if rule.severity == .error, severity != .error {
        report(.fixedSeverity, "\(rule.slug) is always an error; remove the line", at: entry.value.range)
        continue
      }
      result[rule.slug] = .some(severity)
    }
    return result
  }

  private mutating func reportDuplicateOutputs(_ settings: Settings) {
    var first: [String: (what: String, range: SourceRange)] = [:]
    for page in settings.specifications.flatMap(\.pages) where !Glob.isPattern(page.value) {
      first[Path.normalized(page.value)] = ("a page", page.range)
    }
    for specification in settings.specifications {
      var paths = settings.outputs(of: specification).map(\.path)
      if let output = specification.output { paths.insert(output, at: 0) }
      for path in paths {
        if let other = first[path.value] {
          let location = SourceLocation(file: file.name, range: other.range)
          report(
            .duplicateOutput, "\"\(path.value)\" is \(other.what) already; give this output another path",
            at: path.range,
            notes: [Diagnostic.Note("first named here", at: location)])
        } else {
          first[path.value] = ("an output", path.range)
        }
      }
    }
  }
}
