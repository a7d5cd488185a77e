import Foundation
import Testing

/// A temporary directory in which the built program runs.
final class Workspace {
  struct Outcome {
    let status: Int32
    let output: String
    let error: String
  }

  let directory: URL

  /// The program that was built with these tests.
  static let program: URL? = {
    // The test runner is a program or a bundle in the directory of the built products.
    var candidates = [Bundle.main.bundleURL, Bundle.main.executableURL, Bundle(for: Workspace.self).bundleURL]
      .compactMap { $0 }
    candidates += candidates.map { $0.deletingLastPathComponent() }
    return candidates.map { $0.appending(path: "portspec") }.first { url in
      (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
    }
  }()

  init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "portspec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func write(_ text: String, to path: String) throws {
    let file = directory.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String {
    try String(decoding: Data(contentsOf: directory.appending(path: path)), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: directory.appending(path: path).path) }

  /// Every file below the directory with its content and time of change.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) where !path.hasPrefix(".git/") {
      let attributes = try FileManager.default.attributesOfItem(atPath: directory.appending(path: path).path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      files[path] =
        "\(attributes[.modificationDate] ?? ""), \(attributes[.systemFileNumber] ?? ""): " + (try read(path))
    }
    return files
  }

  @discardableResult
  func portspec(_ arguments: String..., in subdirectory: String = ".", input: String = "") throws -> Outcome {
    try run(#require(Self.program, "the program is built beside the tests"), arguments, in: subdirectory, input)
  }

  func run(_ arguments: [String]) throws -> Outcome {
    try run(#require(Self.program, "the program is built beside the tests"), arguments, in: ".", "")
  }

  /// Runs a line in the POSIX shell.
  func shell(_ line: String) throws -> Outcome { try run(URL(filePath: "/bin/sh"), ["-c", line], in: ".", "") }

  @discardableResult
  func git(_ arguments: String...) throws -> Outcome {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    return try run(URL(filePath: "/usr/bin/env"), ["git"] + identity + arguments, in: ".", "")
  }

  private func run(_ program: URL, _ arguments: [String], in subdirectory: String, _ input: String) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = directory.appending(path: subdirectory).standardizedFileURL
    let paths = ["in", "out", "err"].map {
      FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\($0)")
    }
    defer { for path in paths { try? FileManager.default.removeItem(at: path) } }
    for path in paths { try Data(path == paths[0] ? input.utf8 : "".utf8).write(to: path) }
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self))
  }

  /// Whether the machine has git.
  static let hasGit: Bool = {
    let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return directories.contains { FileManager.default.isExecutableFile(atPath: "\($0)/git") }
  }()
}
