import Foundation
import PortModel
import Testing

/// The schemas under docs/schema, held against an independent validator: Python's `jsonschema`.
@Suite(.enabled(if: Validator.isInstalled, "python3 cannot import jsonschema"))
struct SchemaTests {
  @Test
  func `are schemas`() throws {
    let schemas = try FileManager.default.contentsOfDirectory(atPath: Validator.directory.path()).filter {
      $0.hasSuffix(".json")
    }
    #expect(schemas.count >= 2)
    for schema in schemas {
      let text = try Data(contentsOf: Validator.directory.appending(path: schema))
      #expect(try Validator.verdicts(of: [text], by: nil) == [true], "\(schema)")
    }
  }

  @Test
  func `accepts what is written`() throws {
    let texts = (0..<UInt64(300)).map { seed in
      var random = RandomSpecification(seed: seed)
      return Data(random.specification().json())
    }
    let verdicts = try Validator.verdicts(of: texts + [Data(SampleSpecification.text.utf8)], by: "port-specification")
    #expect(verdicts == Array(repeating: true, count: 301))
  }

  @Test
  func `rejects what the reader rejects`() throws {
    let texts = try SampleSpecification.broken.map { sample in
      Data(try #require(SampleSpecification.text(replacing: sample.find, with: sample.replacement)).utf8)
    }
    let verdicts = try Validator.verdicts(of: texts, by: "port-specification")
    try #require(verdicts.count == texts.count)
    for (sample, isValid) in zip(SampleSpecification.broken, verdicts) {
      #expect(isValid == !sample.isSeenBySchema, "\(sample.find) → \(sample.replacement)")
    }
  }

  @Test
  func `names the words of the model`() throws {
    let data = try Data(contentsOf: Validator.directory.appending(path: "port-specification.schema.json"))
    let text = String(decoding: data, as: UTF8.self)
    func list(_ words: [String]) -> String { "\"enum\": [" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
    #expect(text.contains(list(Transport.allCases.map(\.rawValue))))
    #expect(text.contains(list(Flow.Direction.allCases.map(\.rawValue))))
    #expect(text.contains(list(Flow.Scope.allCases.map(\.rawValue))))
    #expect(text.contains(list(Flow.Requirement.allCases.map(\.rawValue))))
    #expect(text.contains(list(Flow.Binding.allCases.map(\.rawValue))))
    #expect(text.contains(list(Role.Kind.allCases.map(\.rawValue))))
    #expect(text.contains(list(PortSpecification.HostCheck.Kind.allCases.map(\.rawValue))))
  }

  private static let settings = #"""
    {"version": 1, "rules": {"unstated-transport": "error", "x": false}, "specifications": [{
      "pages": ["docs/a.md"], "output": "generated/a.json", "variables": {"product": "P"},
      "outputs": [{"target": "swift", "path": "A.swift", "access": "public", "type": "A", "names": {"a/tcp/1": "one"}},
                  {"target": "vectors"}, {"target": "markdown", "path": "a.md"}],
      "amendments": [
        {"flow": "a/tcp/1", "expect": {"requirement": "required"}, "set": {"requirement": "optional", "bidirectional": true}, "reason": "r"},
        {"role": "a", "set": {"aliases": ["b"], "kind": "host"}, "reason": "r"}]}]}
    """#

  @Test
  func `accepts settings and rejects broken ones`() throws {
    let broken = [
      ("\"version\": 1,", ""), ("\"version\": 1", "\"version\": 2"), ("\"error\"", "\"fatal\""),
      ("unstated-transport", "PS302 x"),
      ("[\"docs/a.md\"]", "[]"), ("\"pages\"", "\"page\""), ("\"public\"", "\"open\""),
      ("\"target\": \"swift\"", "\"target\": \"java\""),
      ("{\"target\": \"vectors\"}", "{\"target\": \"vectors\", \"access\": \"public\"}"),
      ("\"flow\": \"a/tcp/1\"", "\"flow\": \"\""),
      ("\"flow\": \"a/tcp/1\"", "\"flow\": \"a/tcp/1\", \"role\": \"a\""), ("{\"flow\": \"a/tcp/1\",", "{"),
      ("\"set\": {\"aliases\"", "\"expect\": {}, \"set\": {\"aliases\""), ("\"reason\": \"r\"", "\"why\": \"r\""),
      ("\"requirement\": \"optional\"", "\"requirement\": \"maybe\""), ("\"kind\": \"host\"", "\"kind\": \"machine\""),
      ("\"aliases\": [\"b\"]", "\"aliases\": \"b\""), ("\"bidirectional\": true", "\"isBidirectional\": true"),
    ]
    let texts = broken.map { Self.settings.replacing($0.0, with: $0.1, maxReplacements: 1) }
    #expect(!texts.contains(Self.settings))
    let verdicts = try Validator.verdicts(of: ([Self.settings] + texts).map { Data($0.utf8) }, by: "settings")
    try #require(verdicts.count == texts.count + 1)
    #expect(verdicts[0])
    for (sample, isValid) in zip(broken, verdicts.dropFirst()) { #expect(!isValid, "\(sample)") }
  }
}

/// Python's `jsonschema`, asked through one process for many texts.
private enum Validator {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/schema")
    .standardizedFileURL

  static let isInstalled: Bool = (try? run("from jsonschema import Draft202012Validator", [], Data())) != nil

  /// - Parameter schema: The name of the schema; nil to judge the texts as schemas.
  /// - Returns: Whether each text is valid.
  static func verdicts(of texts: [Data], by schema: String?) throws -> [Bool] {
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator as V
      from jsonschema.exceptions import SchemaError
      schema = json.load(open(sys.argv[1], encoding="utf-8")) if len(sys.argv) > 1 else V.META_SCHEMA
      V.check_schema(schema)
      for line in sys.stdin.buffer:
          print(V(schema).is_valid(json.loads(json.loads(line))))
      """
    let lines = try texts.map { try JSONEncoder().encode(String(decoding: $0, as: UTF8.self)) + Data("\n".utf8) }
    let arguments = schema.map { [directory.appending(path: "\($0).schema.json").path()] } ?? []
    let output = try run(script, arguments, lines.reduce(Data(), +))
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map { $0 == "True" }
  }

  private struct Failure: Error {}

  private static func run(_ script: String, _ arguments: [String], _ input: Data) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The script reads line by line and answers with a word each, so that neither pipe can fill up while the other waits.
    try standardInput.fileHandleForWriting.write(contentsOf: input)
    try standardInput.fileHandleForWriting.close()
    let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure() }
    return output
  }
}
