import PortModel
package import SourceDiagnostics

/// Diagnostics as a SARIF log.
///
/// Deterministic: no times, no machine, no absolute paths; relative names stand below `%SRCROOT%`.
/// Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020.
package struct SARIF {
  /// What the log tells about a rule beyond the rule itself: its page under docs/rules.
  package typealias Help = (DiagnosticRule) -> String?

  private let sources: SourceSet
  private let catalogue: [DiagnosticRule]
  private let help: Help

  /// - Parameters:
  ///   - sources: The files that the diagnostics name.
  ///   - catalogue: Every rule of the tool, ascending by number, in the log whether reported or not.
  ///   - help: The Markdown text of a rule's page.
  package init(_ sources: SourceSet, catalogue: [DiagnosticRule], help: @escaping Help) {
    self.sources = sources
    self.catalogue = catalogue
    self.help = help
  }

  package func rendered(_ diagnostics: [Diagnostic]) -> [UInt8] {
    let known = Set(catalogue.map(\.number))
    let extra = Set(diagnostics.map(\.rule)).filter { !known.contains($0.number) }
    let rules = (catalogue + extra).sorted { $0.number < $1.number }
    let log: JSONValue = [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": ["name": "portspec", "rules": .array(rules.map(value))]],
          // §3.14.17: how the columns of this run count.
          "columnKind": "utf16CodeUnits",
          "results": .array(
            diagnostics.map { diagnostic in
              value(diagnostic, ruleIndex: rules.firstIndex { $0.number == diagnostic.rule.number })
            }),
        ]
      ],
    ]
    return log.serialized(.indented) + [UInt8(ascii: "\n")]
  }

  private func value(_ rule: DiagnosticRule) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(rule.code), "name": .string(rule.slug),
      "shortDescription": ["text": .string(Self.sentence(rule.summary))],
      "defaultConfiguration": ["level": .string(level(rule.severity))],
    ]
    if let page = help(rule) {
      members["help"] = ["text": .string(page), "markdown": .string(page)]
    }
    return .object(members)
  }

  private func value(_ diagnostic: Diagnostic, ruleIndex: Int?) -> JSONValue {
    var members: [String: JSONValue] = [
      "ruleId": .string(diagnostic.rule.code), "level": .string(level(diagnostic.severity)),
      "message": ["text": .string(Self.sentence(diagnostic.message))],
      "locations": [["physicalLocation": physicalLocation(diagnostic.location)]],
    ]
    if let ruleIndex { members["ruleIndex"] = .integer(ruleIndex) }
    // §3.27.22: related locations have ids from 0, so that messages can point at them.
    let related = diagnostic.notes.filter { $0.location != nil }.enumerated().map { index, note -> JSONValue in
      guard let location = note.location else { preconditionFailure("notes without a place were left out") }
      return [
        "id": .integer(index), "physicalLocation": physicalLocation(location),
        "message": ["text": .string(Self.sentence(note.message))],
      ]
    }
    if !related.isEmpty { members["relatedLocations"] = .array(related) }
    let remarks = diagnostic.notes.filter { $0.location == nil }.map { Self.sentence($0.message) }
    if !remarks.isEmpty {
      let text = ([Self.sentence(diagnostic.message)] + remarks).joined(separator: " ")
      members["message"] = ["text": .string(text)]
    }
    if let fix = diagnostic.fix { members["fixes"] = [value(fix, in: diagnostic.location.file)] }
    return .object(members)
  }

  private func value(_ fix: Diagnostic.Fix, in file: String) -> JSONValue {
    let replacements = fix.edits.map { edit -> JSONValue in
      let region = region(SourceLocation(file: file, range: edit.range))
      return ["deletedRegion": region, "insertedContent": ["text": .string(edit.replacement)]]
    }
    return [
      "description": ["text": .string(Self.sentence(fix.summary))],
      "artifactChanges": [["artifactLocation": artifact(file), "replacements": .array(replacements)]],
    ]
  }

  private func physicalLocation(_ location: SourceLocation) -> JSONValue {
    ["artifactLocation": artifact(location.file), "region": region(location)]
  }

  private func region(_ location: SourceLocation) -> JSONValue {
    var members: [String: JSONValue] = [
      "byteOffset": .integer(location.range.lowerBound), "byteLength": .integer(location.range.count),
    ]
    if let place = sources.place(location) {
      members["startLine"] = .integer(place.start.line)
      members["startColumn"] = .integer(sources.utf16Column(place.start, of: location.file))
      members["endLine"] = .integer(place.end.line)
      members["endColumn"] = .integer(sources.utf16Column(place.end, of: location.file))
    }
    return .object(members)
  }

  private func artifact(_ file: String) -> JSONValue {
    guard !file.hasPrefix("/") else { return ["uri": .string("file://" + Self.percentEncoded(file))] }
    return ["uri": .string(Self.percentEncoded(file)), "uriBaseId": "%SRCROOT%"]
  }

  private func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .advice: "note"
    }
  }

  /// SARIF messages are sentences with a full stop (§3.11.3, §3.11.5); ours have none.
  private static func sentence(_ text: String) -> String {
    text.hasSuffix(".") ? text : text + "."
  }

  /// A relative path as an RFC 3986 §4.2 reference: unreserved characters and slashes stay.
  private static func percentEncoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
