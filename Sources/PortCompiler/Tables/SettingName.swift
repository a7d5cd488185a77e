import PortPage
import SourceDiagnostics

/// Names of settings: `server.port`, `HTTP_PORT`, `listenPort`.
enum SettingName {
  /// Whether a row whose setting does not end in "port" speaks of ports all the same: "Data port range", "port.http", "Metrics listener".
  ///
  /// - Complexity: O(*n*).
  static func mayBePort(_ cells: [[Token]], _ text: [UInt8]) -> Bool {
    if cells.contains(where: { PortCell($0, text).writesTransports }) { return true }
    return cells.contains { cell in
      cell.contains { token in
        let word = String(decoding: text[token.range.offsets].map { $0 | 0x20 }, as: UTF8.self)
        return ["port", "listen", "bind"].contains { word.contains($0) } && !others.contains(word)
      }
    }
  }

  private static let others: Set<String> = [
    "transport", "support", "supported", "supports", "report", "reports", "export", "exporter", "import", "portal",
  ]

  /// Whether the last part of a name in a cell is "port".
  ///
  /// - Complexity: O(*n*).
  static func isPort(_ cell: [Token], _ text: [UInt8]) -> Bool {
    guard let last = cell.last(where: { $0.kind == .word || $0.kind == .mixed }) else { return false }
    let bytes = text[last.range.offsets]
    // "max_per_port", "connections per port": how many.
    let name = text[cell[0].range.lowerBound..<last.range.upperBound].map { $0 | 0x20 }
    if name.split(whereSeparator: { $0 < 0x61 || $0 > 0x7A }).contains(where: { $0.elementsEqual("per".utf8) }) {
      return false
    }
    guard bytes.count >= 4, bytes.suffix(4).map({ $0 | 0x20 }).elementsEqual("port".utf8) else { return false }
    guard bytes.count > 4 else { return true }
    let start = bytes.endIndex - 4
    let before = bytes[start - 1]
    let isLetter = before | 0x20 >= 0x61 && before | 0x20 <= 0x7A
    // "httpPort"; not "transport", "report", "EXPORT".
    let isCamel = bytes[start] == UInt8(ascii: "P") && before >= 0x61 && before <= 0x7A
    return !isLetter || isCamel
  }
}
