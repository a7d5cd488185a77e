import PortModel

extension DiffReport {
  /// For release notes: a section with what firewall owners do, one with what changed, one with the texts.
  package func markdown() -> String {
    var text = "# Network port changes\n\n\(Markdown.escaped(headline))\n"
    if !flows.isEmpty {
      text += "\n## What to do on firewalls\n\n"
      for (_, actions) in flows {
        for action in actions { text += "- \(Markdown.escaped(action.text))\n" }
      }
      text += "\n## What changed\n\n"
      for (change, _) in flows { text += block(change) }
    }
    if !diff.roles.isEmpty || !diff.checks.isEmpty { text += "\n## Roles and checks\n\n" }
    for change in diff.roles { text += "- role \(change.verb): \(Markdown.escaped(title(change)))\n" }
    for check in diff.checks { text += "- checks, \(check.kind.rawValue): \(check.old) → \(check.new)\n" }
    if !diff.annotations.isEmpty { text += "\n## Texts, without effect on the meaning\n\n" }
    for annotation in diff.annotations { text += "- \(Markdown.escaped(title(annotation)))\n" }
    return text
  }

  private func block(_ change: SpecificationDiff.FlowChange) -> String {
    var text = "- **\(change.verb)** \(Markdown.code(title(change)))"
    switch change {
    case .added(let flow): text += ": \(Markdown.escaped(newWords.summary(flow)))\n"
    case .removed(let flow): text += ": \(Markdown.escaped(oldWords.summary(flow)))\n"
    case .changed(_, _, let fields):
      text += "\n"
      for field in fields { text += "  - \(Markdown.escaped(title(field)))\n" }
    }
    return text
  }
}

/// Foreign text inside Markdown.
enum Markdown {
  /// On one line, every ASCII punctuation character that could begin markup escaped. Source: CommonMark 0.31 §2.4.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      if #"\`*_[]<>#|~&!"#.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// A code span whose fence is longer than any inside. Source: CommonMark 0.31 §6.1.
  static func code(_ text: String) -> String {
    let text = VisibleText.line(text)
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? fence + text + fence : "\(fence) \(text) \(fence)"
  }
}
