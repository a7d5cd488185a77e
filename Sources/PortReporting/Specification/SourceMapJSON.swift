import PortModel
package import SourceDiagnostics

/// A source map as JSON: for each JSON pointer into the specification the places that it comes from.
///
/// Schema: docs/schema/source-map.schema.json.
package struct SourceMapJSON {
  package static let schemaVersion = "1.0"
  private let sources: SourceSet

  package init(_ sources: SourceSet) { self.sources = sources }

  package func rendered(_ entries: [(pointer: String, location: SourceLocation)]) -> [UInt8] {
    let document: JSONValue = [
      "schemaVersion": .string(Self.schemaVersion),
      "entries": .array(
        entries.map { pointer, location in
          var members: [String: JSONValue] = [
            "pointer": .string(pointer), "file": .string(location.file),
            "byteOffset": .integer(location.range.lowerBound), "byteLength": .integer(location.range.count),
          ]
          if let place = sources.place(location) {
            members["line"] = .integer(place.start.line)
            members["column"] = .integer(place.start.column)
            members["endLine"] = .integer(place.end.line)
            members["endColumn"] = .integer(place.end.column)
          }
          return .object(members)
        }),
    ]
    return document.serialized(.indented) + [UInt8(ascii: "\n")]
  }
}
