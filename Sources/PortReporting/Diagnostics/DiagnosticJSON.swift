import PortModel
package import SourceDiagnostics

/// Diagnostics as JSON. Schema: docs/schema/diagnostics.schema.json.
package struct DiagnosticJSON {
  package static let schemaVersion = "1.0"
  private let sources: SourceSet

  package init(_ sources: SourceSet) { self.sources = sources }

  package func rendered(_ diagnostics: [Diagnostic]) -> [UInt8] {
    let document: JSONValue = [
      "schemaVersion": .string(Self.schemaVersion),
      "diagnostics": .array(diagnostics.map(value)),
      "summary": [
        "errors": .integer(diagnostics.count { $0.severity == .error }),
        "warnings": .integer(diagnostics.count { $0.severity == .warning }),
        "advice": .integer(diagnostics.count { $0.severity == .advice }),
      ],
    ]
    return document.serialized(.indented) + [UInt8(ascii: "\n")]
  }

  private func value(_ diagnostic: Diagnostic) -> JSONValue {
    var members: [String: JSONValue] = [
      "code": .string(diagnostic.rule.code), "rule": .string(diagnostic.rule.slug),
      "severity": .string(diagnostic.severity.rawValue), "message": .string(diagnostic.message),
      "location": value(diagnostic.location),
      "notes": .array(
        diagnostic.notes.map { note in
          var members: [String: JSONValue] = ["message": .string(note.message)]
          if let location = note.location { members["location"] = value(location) }
          return .object(members)
        }),
    ]
    if let fix = diagnostic.fix {
      members["fix"] = [
        "summary": .string(fix.summary),
        "edits": .array(
          fix.edits.map { edit in
            let location = SourceLocation(file: diagnostic.location.file, range: edit.range)
            return ["location": value(location), "replacement": .string(edit.replacement)]
          }),
      ]
    }
    return .object(members)
  }

  private func value(_ location: SourceLocation) -> JSONValue {
    var members: [String: JSONValue] = [
      "file": .string(location.file), "byteOffset": .integer(location.range.lowerBound),
      "byteLength": .integer(location.range.count),
    ]
    if let place = sources.place(location) {
      members["line"] = .integer(place.start.line)
      members["column"] = .integer(place.start.column)
      members["endLine"] = .integer(place.end.line)
      members["endColumn"] = .integer(place.end.column)
    }
    return .object(members)
  }
}
