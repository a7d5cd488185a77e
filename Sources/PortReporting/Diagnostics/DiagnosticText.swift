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
    var text = ""
    // About what each takes: a large page has megabytes of them.
    text.reserveCapacity(384 * diagnostics.count)
    for index in diagnostics.indices { write(diagnostics[index], to: &text) }
    text += style.paint(Self.summary(diagnostics), .bold)
    text += "\n"
    return text
  }

  /// `1 error, 2 warnings`.
  package static func summary(_ diagnostics: [Diagnostic]) -> String {
    var parts: [String] = []
    for severity in Severity.allCases {
      var count = 0
      for index in diagnostics.indices where diagnostics[index].severity == severity { count += 1 }
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
    var text = ""
    let place = sources.place(location)
    writePrefix(location, place, to: &text)
    text += VisibleText.line(remark)
    text += "\n"
    writeExcerpt(location, place, to: &text)
    return text
  }

  private func write(_ diagnostic: Diagnostic, to text: inout String) {
    let place = sources.place(diagnostic.location)
    writePrefix(diagnostic.location, place, to: &text)
    let label = "\(diagnostic.severity.rawValue)[\(diagnostic.rule.code) \(diagnostic.rule.slug)]"
    text += style.paint(label, colour(diagnostic.severity))
    text += ": "
    text += style.paint(VisibleText.line(diagnostic.message), .bold)
    text += "\n"
    writeExcerpt(diagnostic.location, place, to: &text)
    for note in diagnostic.notes {
      let place = note.location.flatMap { sources.place($0) }
      if let location = note.location { writePrefix(location, place, to: &text) } else { text += "  " }
      text += style.paint("note", .cyan)
      text += ": "
      text += VisibleText.line(note.message)
      text += "\n"
      if let location = note.location { writeExcerpt(location, place, to: &text) }
    }
    guard let fix = diagnostic.fix else { return }
    text += "  " + style.paint("fix", .cyan) + ": " + VisibleText.line(fix.summary) + "\n"
  }

  private func writePrefix(_ location: SourceLocation, _ place: SourceSet.Place?, to text: inout String) {
    var prefix = VisibleText.line(location.file)
    if let start = place?.start { prefix += ":\(start.line):\(start.column)" }
    text += style.paint(prefix, .bold)
    text += ": "
  }

  private func writeExcerpt(_ location: SourceLocation, _ place: SourceSet.Place?, to text: inout String) {
    guard let start = place?.start, let (file, line) = sources.line(start.line, of: location.file), !line.isEmpty else {
      return
    }
    let excerpt = Excerpt(file, line: line, range: location.range.offsets)
    let number = String(start.line)
    let gutter = max(5, number.utf8.count)
    text += style.paint(Self.spaces(gutter - number.utf8.count) + number + " | ", .faint)
    text += excerpt.line
    text += "\n"
    text += style.paint(Self.spaces(gutter) + " | ", .faint)
    text += style.paint(excerpt.underline, .green)
    text += "\n"
  }

  /// Columns in front of a line and below its number.
  private static func spaces(_ count: Int) -> String {
    String(decoding: repeatElement(0x20, count: count), as: UTF8.self)
  }

  private func colour(_ severity: Severity) -> TextStyle.Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .advice: .cyan
    }
  }
}
