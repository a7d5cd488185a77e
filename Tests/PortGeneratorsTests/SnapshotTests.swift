import PortGenerators
import PortModel
import Testing

struct SnapshotTests {
  @Test(arguments: Generator.all.map(\.target))
  func `generates the files of a page like the Spotlight one`(target: String) throws {
    let generator = try #require(Generator.named(target))
    let options: [String: OptionValue] =
      target == "swift" ? ["access": .text("public"), "type": .text("SpotlightPorts")] : [:]
    let file = try generator.generate(Spotlight.specification, "docs/network-ports.md", options)
    // The ending keeps the formatter away from what is compared byte by byte.
    try checkSnapshot(file.contents, "spotlight.\(generator.fileExtension).txt")
    #expect(GeneratedFile.integrity(of: file.contents) == .intact)
  }

  @Test(arguments: Generator.all.map(\.target))
  func `generates the same bytes again, and seals them`(target: String) throws {
    let generator = try #require(Generator.named(target))
    for seed in UInt64(0)..<20 {
      let specification = hostileSpecification(seed: seed)
      let page = hostileTexts[Int(seed) % hostileTexts.count]
      let file = try generator.generate(specification, page, [:])
      #expect(try generator.generate(specification, page, [:]) == file, "seed \(seed)")
      #expect(GeneratedFile.integrity(of: file.contents) == .intact, "seed \(seed)")
    }
  }

  @Test(arguments: Generator.all.map(\.target))
  func `tells an edited file from a stale one and from a foreign one`(target: String) throws {
    let generator = try #require(Generator.named(target))
    let contents = try generator.generate(Spotlight.specification, "ports.md", [:]).contents
    let text = String(decoding: contents, as: UTF8.self)
    let checkedOut = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(GeneratedFile.integrity(of: Array(checkedOut.utf8)) == .intact)
    #expect(GeneratedFile.withLineFeeds(Array(checkedOut.utf8)) == contents)

    var edited = contents
    let index = try #require(contents.lastIndex(of: UInt8(ascii: "4")))
    edited[index] = UInt8(ascii: "5")
    #expect(GeneratedFile.integrity(of: edited) == .edited)
    #expect(GeneratedFile.integrity(of: contents + Array("\n".utf8)) == .edited)

    let headless = text.split(separator: "\n").filter { !$0.lowercased().contains("checksum") }
    #expect(GeneratedFile.integrity(of: Array(headless.joined(separator: "\n").utf8)) == .unsealed)
    #expect(GeneratedFile.integrity(of: []) == .unsealed)
  }

  @Test(arguments: Generator.all.map(\.target))
  func `refuses what it cannot do`(target: String) throws {
    let generator = try #require(Generator.named(target))
    #expect(throws: GeneratorError.self) {
      try generator.generate(Spotlight.specification, "p.md", ["colour": .text("red")])
    }
    let flow = Spotlight.specification.flows[0]
    for (roles, flows, error) in [
      ([], [flow], GeneratorError.unknownRole(flow.subject ?? "", flow: flow.id)),
      (Spotlight.specification.roles, [flow, flow], .duplicateFlow(flow.id)),
    ] {
      let broken = PortSpecification(
        document: Spotlight.specification.document, roles: roles, flows: flows, checks: [], unresolved: [])
      #expect(throws: error) { try generator.generate(broken, "p.md", [:]) }
    }
  }
}
