import Foundation

/// The `cmark` program, which reads Markdown independently of this project's code.
enum CommonMarkJudge {
  /// An element of cmark's XML.
  final class Element {
    let name: String
    let attributes: String
    var children: [Element] = []
    var text = ""

    init(_ name: String, _ attributes: String) {
      self.name = name
      self.attributes = attributes
    }

    /// First line and column of `sourcepos="1:2-3:4"`.
    var start: String {
      guard let range = attributes.firstRange(of: "sourcepos=\"") else { return "" }
      return String(attributes[range.upperBound...].prefix { $0 != "-" })
    }
  }

  static let path = program("cmark")
  /// `cmark-gfm`, which knows pipe tables.
  static let tables = program("cmark-gfm")

  private static func program(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What cmark makes of a text; with tables, what cmark-gfm does.
  static func document(of text: String, tables: Bool = false) throws -> Element {
    let input = FileManager.default.temporaryDirectory.appending(path: "portspec-judge-\(UUID().uuidString).md")
    try Data(text.utf8).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let process = Process()
    process.executableURL = URL(filePath: (tables ? self.tables : path) ?? "")
    process.arguments = (tables ? ["-e", "table"] : []) + ["-t", "xml", "--sourcepos", input.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return parse(String(decoding: data, as: UTF8.self))
  }

  /// Just enough XML for what cmark writes: elements, attributes without `>`, text, five entities.
  private static func parse(_ xml: String) -> Element {
    let root = Element("", "")
    var open = [root]
    for piece in xml.split(separator: "<", omittingEmptySubsequences: true) {
      guard let end = piece.firstIndex(of: ">") else { continue }
      let tag = piece[..<end]
      if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        open.removeLast()
        continue
      }
      let name = tag.prefix { $0 != " " && $0 != "/" }
      let element = Element(String(name), String(tag.dropFirst(name.count)))
      open[open.count - 1].children.append(element)
      if !tag.hasSuffix("/") {
        element.text = unescaped(piece[piece.index(after: end)...])
        open.append(element)
      }
    }
    return root.children.first ?? root
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
  }
}
