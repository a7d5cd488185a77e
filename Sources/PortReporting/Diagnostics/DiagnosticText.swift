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
    var text: [UInt8] = []
    render(diagnostics) { piece in
      // The bytes are copied before the closure ends.
      unsafe piece.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of ``rendered(_:)``, handed over piece by piece: a large page has megabytes of them.
  package func render(_ diagnostics: [Diagnostic], _ body: (Span<UInt8>) -> Void) {
    guard !diagnostics.isEmpty else { return }
    var text: [UInt8] = []
    for index in diagnostics.indices {
      write(diagnostics[index], to: &text)
      guard text.count >= Self.pieceLength else { continue }
      body(text.span)
      text.removeAll(keepingCapacity: true)
    }
    text += style.paint(Self.summary(diagnostics), .bold).utf8
    text.append(UInt8(ascii: "\n"))
    body(text.span)
  }

  /// How many bytes a piece has at least, but for the last one.
  private static let pieceLength = 1 << 16

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
    var text: [UInt8] = []
    let place = sources.place(location)
    writePrefix(location, place, to: &text)
    text += VisibleText.line(remark).utf8
    text.append(UInt8(ascii: "\n"))
    writeExcerpt(location, place, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func write(_ diagnostic: Diagnostic, to text: inout [UInt8]) {
    let place = sources.place(diagnostic.location)
    writePrefix(diagnostic.location, place, to: &text)
    let label = "\(diagnostic.severity.rawValue)[\(diagnostic.rule.code) \(diagnostic.rule.slug)]"
    text += style.paint(label, colour(diagnostic.severity)).utf8
    text += ": ".utf8
    text += style.paint(VisibleText.line(diagnostic.message), .bold).utf8
    text.append(UInt8(ascii: "\n"))
    writeExcerpt(diagnostic.location, place, to: &text)
    for note in diagnostic.notes {
      let place = note.location.flatMap { sources.place($0) }
      if let location = note.location { writePrefix(location, place, to: &text) } else { text += "  ".utf8 }
      text += style.paint("note", .cyan).utf8
      text += ": ".utf8
      text += VisibleText.line(note.message).utf8
      text.append(UInt8(ascii: "\n"))
      if let location = note.location { writeExcerpt(location, place, to: &text) }
    }
    guard let fix = diagnostic.fix else { return }
    text += "  \(style.paint("fix", .cyan)): \(VisibleText.line(fix.summary))\n".utf8
  }

  private func writePrefix(_ location: SourceLocation, _ place: SourceSet.Place?, to text: inout [UInt8]) {
    var prefix = VisibleText.line(location.file)
    if let start = place?.start { prefix += ":\(start.line):\(start.column)" }
    text += style.paint(prefix, .bold).utf8
    text += ": ".utf8
  }

  private func writeExcerpt(_ location: SourceLocation, _ place: SourceSet.Place?, to text: inout [UInt8]) {
    guard let start = place?.start, let (file, line) = sources.line(start.line, of: location.file), !line.isEmpty else {
      return
    }
    let excerpt = Excerpt(file, line: line, range: location.range.offsets)
    let number = String(start.line)
    let gutter = max(5, number.utf8.count)
    writeGutter(String(repeating: " ", count: gutter - number.utf8.count) + number, to: &text)
    text += excerpt.line.utf8
    text.append(UInt8(ascii: "\n"))
    writeGutter(gutter == 5 ? "     " : String(repeating: " ", count: gutter), to: &text)
    text += style.paint(excerpt.underline, .green).utf8
    text.append(UInt8(ascii: "\n"))
  }

  /// What stands in front of a line or below its number.
  private func writeGutter(_ margin: String, to text: inout [UInt8]) {
    text += style.paint(margin + " | ", .faint).utf8
  }

  private func colour(_ severity: Severity) -> TextStyle.Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .advice: .cyan
    }
  }
}
