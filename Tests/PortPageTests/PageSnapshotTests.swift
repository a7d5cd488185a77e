import Foundation
import PortPage
import SourceDiagnostics
import Testing

/// The cases of Tests/Snapshots/page: a heading, why the case is there, the page in a fence, and all that was read in another.
///
/// A fence with the info string `escaped` holds `\n`, `\r`, `\t`, `\0` and `\xNN` for bytes that editors do not keep.
struct PageSnapshotTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var title: String
    var source: [UInt8]
    var expected: String
    var testDescription: String { "\(file): \(title)" }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Snapshots/page", directoryHint: .isDirectory).standardized
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"
  private static let fence = "``````"

  private static let files: [(name: String, text: String)] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { name in
      (name, (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "")
    }
  }()

  @Test func `there are snapshots`() {
    #expect(Self.files.count >= 8)
    #expect(Self.files.allSatisfy { !Self.cases(in: $0).isEmpty })
  }

  @Test(arguments: files.flatMap { cases(in: $0) })
  func `reads every element with its bytes`(example: Case) {
    #expect(Self.read(example) == example.expected)
  }

  @Test(.enabled(if: isUpdating)) func `writes the snapshots anew`() throws {
    for file in Self.files {
      var text = ""
      for part in Self.parts(of: file.text) {
        text += part.before + part.source
        let example = Case(file: file.name, title: "", source: Self.bytes(part), expected: "")
        text += "\(Self.fence)text\n\(Self.read(example))\(Self.fence)\n"
      }
      try text.write(to: Self.folder.appending(path: file.name), atomically: true, encoding: .utf8)
    }
  }

  private static func read(_ example: Case) -> String {
    let (page, diagnostics) = parsePage(SourceFile(name: "page.md", bytes: example.source))
    return shown(page, diagnostics)
  }

  // MARK: Files of cases

  private struct Part {
    /// The title and the reason.
    var before: String
    /// The fence with the page, and what stands up to the next fence.
    var source: String
    var isEscaped: Bool
    var content: String
    var expected: String
  }

  private static func cases(in file: (name: String, text: String)) -> [Case] {
    parts(of: file.text).map { part in
      let title = part.before.split(separator: "\n").last { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
      return Case(file: file.name, title: title ?? "?", source: bytes(part), expected: part.expected)
    }
  }

  private static func parts(of text: String) -> [Part] {
    let pieces = text.components(separatedBy: fence)
    var parts: [Part] = []
    var index = 0
    while index + 3 < pieces.count {
      let (info, content) = split(pieces[index + 1])
      // What an update left behind the last fence begins with its line ending.
      let before = index == 0 ? pieces[0] : String(pieces[index].dropFirst())
      parts.append(
        Part(
          before: before, source: "\(fence)\(info)\n\(content)\(fence)\n", isEscaped: info == "escaped",
          content: content, expected: split(pieces[index + 3]).content))
      index += 4
    }
    return parts
  }

  private static func split(_ piece: String) -> (info: String, content: String) {
    let info = piece.prefix { $0 != "\n" }
    return (String(info), String(piece.dropFirst(info.count + 1)))
  }

  private static func bytes(_ part: Part) -> [UInt8] {
    let content = Array(part.content.utf8)
    guard part.isEscaped else { return content }
    var result: [UInt8] = []
    var index = 0
    while index < content.count {
      guard content[index] == UInt8(ascii: "\\"), index + 1 < content.count else {
        // The file's own line breaks are for its reader.
        if content[index] != UInt8(ascii: "\n") { result.append(content[index]) }
        index += 1
        continue
      }
      switch content[index + 1] {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "0"): result.append(0)
      case UInt8(ascii: "x"):
        result.append(UInt8(String(decoding: content[(index + 2)..<(index + 4)], as: UTF8.self), radix: 16) ?? 0)
        index += 2
      default: result.append(content[index + 1])
      }
      index += 2
    }
    return result
  }
}
