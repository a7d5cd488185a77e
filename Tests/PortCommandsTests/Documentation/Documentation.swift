import Foundation
import Testing

/// The documentation of this repository, read from where the tests were built.
enum Documentation {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"

  /// The pages that people read from beginning to end: README.md, docs and docs/reference.
  static let pages: [String] =
    ["README.md"] + files(in: "docs") + files(in: "docs/reference") + ["docs/rules/README.md"]

  static func text(_ path: String) throws -> String {
    try String(decoding: Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: root.appending(path: path))
  }

  private static func files(in directory: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: directory).path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(directory)/\($0)" }
  }
}

/// One after another: with `UPDATE_SNAPSHOTS=1` several tests write to one page.
@Suite(.serialized) enum DocumentationTests {}
