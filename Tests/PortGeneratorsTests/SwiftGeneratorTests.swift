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
          generateSwift(hostileSpecification(seed: seed), page: hostileTexts[Int(seed)], options: options).contents
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
    ("Type", "TypeFlow"), ("allFlows", "allFlowsFlow"), ("22", "_22"), ("—", "flow"), ("Größe", "Größe"),
    ("SpotlightClient", "SpotlightClientFlow"),
  ])
  func `makes an identifier of any chosen name`(chosen: String, name: String) throws {
    let id = "\(Spotlight.unix)/tcp/22"
    try check(Spotlight.specification, ["names": .map([id: chosen])], declares: name, for: id)
  }

  @Test func `flows that share a service are told apart by what differs`() throws {
    let flows = [("a", 22), ("b", 2222)].map { name, port in
      Flow(
        id: name, subject: "server", source: name, destination: "server", transport: .tcp,
        ports: .ranges([PortRange(PortNumber(port)!)]), direction: .inbound, service: "ssh",
        origin: .init(page: "p", section: nil))
    }
    let roles = ["server", "a", "b"].map { Role(id: $0, name: $0, aliases: [], kind: .host) }
    let specification = PortSpecification(
      document: Spotlight.specification.document, roles: roles, flows: flows, checks: [], unresolved: [])
    try check(specification, [:], declares: "aTCP22", for: "a")
    try check(specification, [:], declares: "bTCP2222", for: "b")
    try check(specification, ["names": .map(["a": "x", "b": "xPort"])], declares: "x", for: "a")
    try check(specification, ["names": .map(["a": "x", "b": "xPort"])], declares: "xPort2", for: "b")
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
