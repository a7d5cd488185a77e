import Foundation

/// The files of this repository, read from where the tests were built.
struct Repository {
  static let current = Repository(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent())

  let root: URL

  /// Whether git can list the files: not so in an unpacked archive.
  var isUnderGit: Bool { FileManager.default.fileExists(atPath: root.appending(path: ".git").path) }

  /// The files below a directory, hidden ones left out: paths relative to the root, sorted.
  func files(below directory: String) -> [String] {
    guard let entries = FileManager.default.enumerator(atPath: root.appending(path: directory).path) else { return [] }
    var files: [String] = []
    while let path = entries.nextObject() as? String {
      let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
      if !isHidden, entries.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append(path) }
    }
    return files.sorted().map { "\(directory)/\($0)" }
  }

  /// The Swift files of `Sources` and the target that each belongs to.
  func sources() throws -> [Source] {
    try files(below: "Sources").filter { $0.hasSuffix(".swift") }.map { path in
      Source(target: String(path.split(separator: "/")[1]), path: path, text: try text(path))
    }
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The paths that git tracks and that exist.
  func trackedFiles() throws -> [String] {
    let git = Process()
    let output = Pipe()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = ["git", "-C", root.path, "ls-files", "-z"]
    git.standardOutput = output
    try git.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    git.waitUntilExit()
    guard git.terminationStatus == 0 else { throw CannotListFiles() }
    return data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }
  }

  struct Source {
    let target: String
    let path: String
    let text: String
    let tokens: [Token]

    init(target: String, path: String, text: String) {
      self.target = target
      self.path = path
      self.text = text
      tokens = swiftTokens(text)
    }
  }

  struct CannotListFiles: Error {}
}
