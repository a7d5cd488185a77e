package import SourceDiagnostics

/// Diagnostics as workflow commands, which GitHub shows beside the changed lines of a pull request.
///
/// Source: GitHub Docs, "Workflow commands for GitHub Actions"; escaping as in actions/toolkit `command.ts`.
package struct GitHubAnnotations {
  private let sources: SourceSet

  package init(_ sources: SourceSet) { self.sources = sources }

  package func rendered(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(rendered).joined()
  }

  private func rendered(_ diagnostic: Diagnostic) -> String {
    let command =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .advice: "notice"
      }
    var properties = ["file=\(Self.property(diagnostic.location.file))"]
    if let place = sources.place(diagnostic.location) {
      properties.append("line=\(place.start.line)")
      properties.append("endLine=\(place.end.line)")
      // GitHub accepts columns only for a place within one line.
      if place.start.line == place.end.line {
        properties.append("col=\(place.start.column)")
        properties.append("endColumn=\(place.end.column)")
      }
    }
    properties.append("title=\(Self.property("\(diagnostic.rule.code) \(diagnostic.rule.slug)"))")
    var message = diagnostic.message
    for note in diagnostic.notes { message += "\nnote: \(described(note))" }
    if let fix = diagnostic.fix { message += "\nfix: \(fix.summary)" }
    return "::\(command) \(properties.joined(separator: ","))::\(Self.data(message))\n"
  }

  private func described(_ note: Diagnostic.Note) -> String {
    guard let location = note.location else { return note.message }
    guard let start = sources.place(location)?.start else { return "\(location.file): \(note.message)" }
    return "\(location.file):\(start.line):\(start.column): \(note.message)"
  }

  private static func data(_ text: String) -> String {
    escaped(text, also: "")
  }

  private static func property(_ text: String) -> String {
    escaped(text, also: ":,")
  }

  private static func escaped(_ text: String, also extra: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where extra.unicodeScalars.contains(":"): result += "%3A"
      case "," where extra.unicodeScalars.contains(","): result += "%2C"
      // Nothing else is special to GitHub, but its log is a terminal too.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += VisibleText.line(String(scalar))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
