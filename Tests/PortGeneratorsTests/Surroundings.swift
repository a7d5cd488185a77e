import Foundation
import Testing

/// The project's own files and the tools that the set-up may have installed.
enum Surroundings {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let hasSwiftCompiler = succeeds("swiftc", "--version")
  static let hasCMarkGFM = succeeds("cmark-gfm", "--version")
  static let hasJSONSchemaValidator = succeeds("python3", "-c", "import jsonschema")

  /// Runs a program and gives its exit code and everything that it printed.
  static func run(_ program: String, _ arguments: [String], input: Data = Data()) throws -> (
    code: Int32, output: String
  ) {
    try withTemporaryDirectory { directory in
      let (inputFile, outputFile) = (directory.appending(path: "in"), directory.appending(path: "out"))
      try input.write(to: inputFile)
      try Data().write(to: outputFile)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [program] + arguments
      process.standardInput = try FileHandle(forReadingFrom: inputFile)
      let output = try FileHandle(forWritingTo: outputFile)
      process.standardOutput = output
      process.standardError = output
      try process.run()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: try Data(contentsOf: outputFile), as: UTF8.self))
    }
  }

  static func withTemporaryDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "portspec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }  // a left-over directory is no failure
    return try body(directory)
  }

  private static func succeeds(_ program: String, _ arguments: String...) -> Bool {
    (try? run(program, arguments))?.code == 0  // a program that cannot be started is not installed
  }
}

/// Compares with a file under Tests/Snapshots/generate; UPDATE_SNAPSHOTS=1 rewrites it.
func checkSnapshot(_ contents: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = Surroundings.root.appending(path: "Tests/Snapshots/generate/\(name)")
  if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(contents).write(to: file)
  }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(String(decoding: contents, as: UTF8.self) == expected, sourceLocation: sourceLocation)
}
