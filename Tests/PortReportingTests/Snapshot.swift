import Foundation
import Testing

/// Files that a test compares with or reads.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func file(_ path: String) -> URL { root.appending(path: path) }
}

/// Compares text with `Tests/Snapshots/<name>`; `UPDATE_SNAPSHOTS=1` writes the file instead.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = Project.file("Tests/Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return
  }
  let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
  #expect(text == expected, "differs from Tests/Snapshots/\(name)", sourceLocation: sourceLocation)
}

/// A program of the machine that a test asks for a second opinion.
struct Tool {
  let path: String

  /// - Returns: nil where the machine does not have it.
  init?(_ name: String) {
    let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = directories.map { "\($0)/\(name)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
    self.path = path
  }

  func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Whether Python with the `jsonschema` package is there: a validator that shares no code with ours.
  static let hasJSONSchema: Bool = {
    guard let python = Tool("python3") else { return false }
    return (try? python.run(["-c", "import jsonschema"]).status) == 0
  }()

  /// - Returns: What the validator says; empty when the document is valid.
  static func validate(_ document: [UInt8], against schema: String) throws -> String {
    try withTemporaryDirectory { directory in
      let file = directory.appending(path: "document.json")
      try Data(document).write(to: file)
      let program = """
        import json, sys, jsonschema
        schema, document = (json.load(open(path)) for path in sys.argv[1:3])
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        for error in validator(schema).iter_errors(document): print(error.json_path, error.message[:200])
        """
      let python = try #require(Tool("python3"))
      let result = try python.run(["-c", program, Project.file(schema).path, file.path])
      #expect(result.status == 0)
      return result.output
    }
  }
}

func withTemporaryDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let directory = FileManager.default.temporaryDirectory.appending(path: "portspec-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try body(directory)
}

/// A repeatable random sequence. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
