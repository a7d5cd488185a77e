import Foundation
import PortGenerators
import PortModel
import Testing

struct SwiftGeneratorTests {
  @Test(.enabled(if: Surroundings.hasSwiftCompiler, "swiftc is not on PATH"))
  func `compiles without a warning, whatever the names are`() throws {
    try Surroundings.withTemporaryDirectory { directory in
      var files: [String] = []
      for seed in UInt64(0)..<40 {
        let access = SwiftOptions.Access.allCases[Int(seed % 3)]
        let naming = SwiftOptions.Naming.allCases[Int(seed / 3 % 3)]
        let options = SwiftOptions(access: access, typeName: "Ports\(seed)", naming: naming)
        let file = directory.appending(path: "Ports\(seed).swift")
        try Data(
          generateSwift(
            hostileSpecification(seed: seed), page: hostileTexts[Int(seed) % hostileTexts.count], options: options
          ).contents
        )
        .write(to: file)
        files.append(file.path)
      }
      let features = ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]
      let (code, output) = try Surroundings.run(
        "swiftc",
        ["-typecheck", "-swift-version", "6", "-warnings-as-errors", "-strict-memory-safety", "-parse-as-library"]
          + ["-package-name", "p"] + features.flatMap { ["-enable-upcoming-feature", $0] } + files)
      #expect(code == 0, "seeds 0..<40: \(output.prefix(2000))")
    }
  }

  @Test(.enabled(if: Surroundings.hasSwiftCompiler, "swiftc is not on PATH"), arguments: [[1, 2, 3] as [UInt64]])
  func `the constants say what the specification says, to the last code point`(seeds: [UInt64]) throws {
    try Surroundings.withTemporaryDirectory { directory in
      var files: [String] = []
      func write(_ text: [UInt8], _ name: String) throws {
        files.append(directory.appending(path: name).path)
        try Data(text).write(to: directory.appending(path: name))
      }
      for seed in seeds {
        let options = SwiftOptions(typeName: "Ports\(seed)")
        try write(
          generateSwift(hostileSpecification(seed: seed), page: "p.md", options: options).contents, "\(seed).swift")
      }
      let loops = seeds.map { "for flow in Ports\($0).allFlows { \(Self.printing) }\n" }.joined()
      try write(Array((Self.dump + loops).utf8), "main.swift")
      let program = directory.appending(path: "dump").path
      let (code, messages) = try Surroundings.run("swiftc", ["-swift-version", "6", "-Onone", "-o", program] + files)
      #expect(code == 0, "\(messages)")
      let expected = seeds.flatMap { seed in hostileSpecification(seed: seed).flows.map(codePoints) }
      let lines = try Surroundings.run(program, []).output.split(separator: "\n").map(String.init)
      #expect(lines == expected, "seeds \(seeds)")
    }
  }

  /// A program's share in ``codePoints(of:)``.
  private static let dump = """
    func hex(_ text: String?) -> String {
      text.map { $0.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ") } ?? "-"
    }

    """

  private static let printing = """
    print(
      [
        flow.id, flow.subject?.id, flow.source?.id, flow.destination?.id, flow.transport?.rawValue,
        flow.direction?.rawValue, flow.scope.rawValue, flow.requirement.rawValue, flow.condition?.id,
        flow.condition?.text, flow.binding?.rawValue, flow.service, flow.applicationProtocol, flow.purpose,
        flow.isBidirectional ? "both" : nil, flow.port.map(String.init),
      ].map(hex).joined(separator: "|"))
    """

  private func codePoints(of flow: Flow) -> String {
    var port: String?
    if case .ranges(let ranges) = flow.ports, ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound {
      port = String(ranges[0].lowerBound.rawValue)
    }
    let texts = [
      flow.id, flow.subject, flow.source, flow.destination, flow.transport?.rawValue, flow.direction?.rawValue,
      flow.scope.rawValue, flow.requirement.rawValue, flow.condition?.id, flow.condition?.text, flow.binding?.rawValue,
      flow.service, flow.applicationProtocol, flow.purpose, flow.isBidirectional ? "both" : nil, port,
    ]
    return texts.map { text in
      text.map { $0.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ") } ?? "-"
    }.joined(separator: "|")
  }

  @Test(arguments: [
    (Spotlight.server, "tcp/3843", "clientConnection"), (Spotlight.server, "tcp/40403", "spotlightClientTCP40403"),
    (Spotlight.server, "tcp/443", "spotlightCloudTCP443"), (Spotlight.windows, "tcp/135", "wmi"),
    (Spotlight.windows, "udp/1434", "udp1434"), (Spotlight.unix, "tcp/22", "ssh"),
  ])
  func `names flows as a person would`(role: String, port: String, name: String) throws {
    try check(Spotlight.specification, [:], declares: name, for: "\(role)/\(port)")
  }

  @Test(arguments: [
    ("peer", "tcp/22", "tcp22"), ("port", "tcp/22", "tcp22"), ("descriptive", "tcp/22", "ssh"),
  ])
  func `names flows as the settings say`(naming: String, port: String, name: String) throws {
    try check(Spotlight.specification, ["naming": .text(naming)], declares: name, for: "\(Spotlight.unix)/\(port)")
  }

  @Test(arguments: [
    ("shell access", "shellAccess"), ("shell", "shell"), ("default", "`default`"), ("self", "selfFlow"),
    ("Type", "TypeFlow"), ("allFlows", "allFlowsFlow"), ("22", "_22"), ("—", "unnamedFlow"), ("Größe", "Größe"),
    ("SpotlightClient", "SpotlightClientFlow"),
  ])
  func `makes an identifier of any chosen name`(chosen: String, name: String) throws {
    let id = "\(Spotlight.unix)/tcp/22"
    try check(Spotlight.specification, ["names": .map([id: chosen])], declares: name, for: id)
  }

  @Test func `flows that share a service are told apart by what differs`() throws {
    let flows = [("a", 22), ("b", 2222)].map { (name: String, port: Int) in
      Flow(
        id: "\(name)/\(port)", subject: "server", source: name, destination: "server", transport: .tcp,
        ports: .ranges([PortRange(PortNumber(port)!)]), direction: .inbound, service: "ssh",
        origin: .init(page: "p", section: nil))
    }
    let roles = ["server", "a", "b"].map { Role(id: $0, name: $0, aliases: [], kind: .host) }
    let specification = PortSpecification(
      document: Spotlight.specification.document, roles: roles, flows: flows, checks: [], unresolved: [])
    try check(specification, [:], declares: "aTCP22", for: "a/22")
    try check(specification, [:], declares: "bTCP2222", for: "b/2222")
    try check(specification, ["names": .map(["a/22": "x", "b/2222": "xPort"])], declares: "x", for: "a/22")
    try check(specification, ["names": .map(["a/22": "x", "b/2222": "xPort"])], declares: "xPort2", for: "b/2222")
  }

  @Test(arguments: [
    (
      ["type": OptionValue.text("1st")],
      GeneratorError.invalidOption("type", value: "1st", expected: "a Swift type name that Swift does not use itself")
    ),
    (
      ["type": .text("String")],
      .invalidOption("type", value: "String", expected: "a Swift type name that Swift does not use itself")
    ),
    (["access": .text("open")], .invalidOption("access", value: "open", expected: "one of public, package, internal")),
    (["names": .map(["nobody": "x"])], .unknownName("nobody")),
    (["names": .text("x")], .invalidOption("names", value: "x", expected: "a map from flow or role ids to names")),
    (["case": .text("x")], .unknownOption("case", known: ["access", "type", "naming", "names"])),
  ])
  func `refuses options that it cannot follow`(options: [String: OptionValue], error: GeneratorError) throws {
    let generator = try #require(Generator.named("swift"))
    #expect(throws: error) { try generator.generate(Spotlight.specification, "p.md", options) }
  }

  private func check(
    _ specification: PortSpecification, _ options: [String: OptionValue], declares name: String, for id: String
  ) throws {
    let generator = try #require(Generator.named("swift"))
    let text = String(decoding: try generator.generate(specification, "p.md", options).contents, as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let declarations = zip(lines, lines.dropFirst()).filter {
      $1.hasPrefix("id: \"\(id)\",") && $0.hasSuffix("= Flow(")
    }
    #expect(declarations.map(\.0) == ["static let \(name) = Flow("])
  }
}
