package import SourceDiagnostics

/// Diagnostics for people: place, severity, rule, message, the line with the place underlined, notes and fix.
///
/// The first line of each is `file:line:column: severity[code slug]: message`, which editors and terminals recognise.
package struct DiagnosticText {
  private let sources: SourceSet
  private let style: TextStyle

  package init(_ sources: SourceSet, style: TextStyle) {
    self.sources = sources
    self.style = style
  }

  /// All diagnostics and a line that counts them; empty when there are none.
  package func rendered(_ diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    return diagnostics.map(rendered).joined() + style.paint(Self.summary(diagnostics), .bold) + "\n"
  }

  /// `1 error, 2 warnings`.
  package static func summary(_ diagnostics: [Diagnostic]) -> String {
    var parts: [String] = []
    for severity in Severity.allCases {
      let count = diagnostics.count { $0.severity == severity }
      guard count > 0 else { continue }
      switch severity {
      case .error: parts.append(count == 1 ? "1 error" : "\(count) errors")
      case .warning: parts.append(count == 1 ? "1 warning" : "\(count) warnings")
      case .advice: parts.append("\(count) advice")
      }
    }
    return parts.joined(separator: ", ")
  }

  /// A place with a remark and its line.
  func passage(at location: SourceLocation, _ remark: String) -> String {
    prefix(location) + VisibleText.line(remark) + "\n" + excerpt(location)
  }

  private func rendered(_ diagnostic: Diagnostic) -> String {
    let label = "\(diagnostic.severity.rawValue)[\(diagnostic.rule.code) \(diagnostic.rule.slug)]"
    var text = prefix(diagnostic.location) + style.paint(label, colour(diagnostic.severity)) + ": "
    text += style.paint(VisibleText.line(diagnostic.message), .bold) + "\n" + excerpt(diagnostic.location)
    for note in diagnostic.notes {
      let place = note.location.map { prefix($0) } ?? "  "
      text += place + style.paint("note", .cyan) + ": " + VisibleText.line(note.message) + "\n"
      if let location = note.location { text += excerpt(location) }
    }
    if let fix = diagnostic.fix {
      text += "  " + style.paint("fix", .cyan) + ": " + VisibleText.line(fix.summary) + "\n"
    }
    return text
  }

  private func prefix(_ location: SourceLocation) -> String {
    var text = VisibleText.line(location.file)
    if let start = sources.place(location)?.start { text += ":\(start.line):\(start.column)" }
    return style.paint(text, .bold) + ": "
  }

  private func excerpt(_ location: SourceLocation) -> String {
    guard let start = sources.place(location)?.start, let (file, line) = sources.line(start.line, of: location.file),
      !line.isEmpty
    else { return "" }
    let excerpt = Excerpt(file, line: line, range: location.range.offsets)
    let number = String(start.line)
    let padding = String(repeating: " ", count: max(0, 5 - number.count))
    let gutter = style.paint(padding + number + " | ", .faint)
    let empty = style.paint(String(repeating: " ", count: padding.count + number.count) + " | ", .faint)
    return gutter + excerpt.line + "\n" + empty + style.paint(excerpt.underline, .green) + "\n"
  }

  private func colour(_ severity: Severity) -> TextStyle.Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .advice: .cyan
    }
  }
}
