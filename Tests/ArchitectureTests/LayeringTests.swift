import Testing

struct LayeringTests {
  @Test func `every import is of a lower layer`() throws {
    let sources = try Repository.current.sources()
    try #require(!sources.isEmpty)
    for source in sources {
      #expect(objections(to: imports(in: source.tokens), in: source.target) == [], "\(source.path)")
    }
  }

  @Test func `every dependency is of a lower layer`() throws {
    for target in try targets() {
      let objections = target.dependencies.compactMap { module in
        Architecture.objection(to: module, in: target.name).map { "\(module): \($0)" }
      }
      #expect(objections == [], "\(target.name)")
    }
  }

  @Test func `every directory of Sources is a target and has a layer`() throws {
    let directories = Set(
      Repository.current.files(below: "Sources").map { String($0.split(separator: "/")[1]) })
    #expect(directories == Set(try targets().map(\.name)))
    #expect(directories.isSubset(of: Architecture.layers.joined()))
  }

  @Test func `every imported target is a declared dependency`() throws {
    let declared = Dictionary(uniqueKeysWithValues: try targets().map { ($0.name, Set($0.dependencies)) })
    for source in try Repository.current.sources() {
      let imported = Set(imports(in: source.tokens).map(\.module))
      let undeclared = imported.intersection(declared.keys).subtracting(declared[source.target] ?? [])
      #expect(undeclared.isEmpty, "\(source.path)")
    }
  }

  @Test(arguments: ["CLibYAML", "CLibCMark", "CHeap"])
  func `a C module is imported by one target and is in no signature`(module: String) throws {
    let users = try Repository.current.sources().flatMap { source in
      imports(in: source.tokens).filter { $0.module == module }.map { (target: source.target, access: $0.access) }
    }
    #expect(Set(users.map(\.target)).count == 1)
    #expect(users.filter { isVisible($0.access) }.isEmpty)
  }

  @Test(arguments: [
    ("PortPage", "SourceTrees", true), ("PacketPolicy", "SourceTrees", true), ("PortModel", "Crypto", true),
    ("PortReporting", "FoundationEssentials", true), ("PortCommands", "Foundation", true),
    ("HostProbe", "Glibc", true), ("PortCompiler", "PortPage", true), ("SourceTrees", "CLibYAML", true),
    ("SourceTrees", "PortPage", false), ("PortPage", "CLibYAML", false), ("PortModel", "FoundationEssentials", false),
    ("PortModel", "SourceDiagnostics", false), ("PortReporting", "Foundation", false), ("SourceTrees", "Glibc", false),
    ("PortGenerators", "PortReporting", false), ("PortConformance", "HostProbe", false),
    ("PortCompiler", "Crypto", false), ("portspec", "PortCompiler", false), ("PortPage", "Yams", false),
    ("Newcomer", "PortModel", false),
  ])
  func `tells allowed uses from forbidden ones`(target: String, module: String, isAllowed: Bool) {
    #expect((Architecture.objection(to: module, in: target) == nil) == isAllowed)
  }

  @Test func `finds a forbidden import in source`() {
    let tokens = swiftTokens("// import Foundation\nlet a = \"import Glibc\"\npackage import class Foundation.Thread\n")
    #expect(imports(in: tokens) == [Import(module: "Foundation", access: "package", line: 3)])
    #expect(objections(to: imports(in: tokens), in: "PortPage").count == 1)
    #expect(isVisible("package") && isVisible("public") && !isVisible("internal") && !isVisible(nil))
  }

  @Test func `reads the targets of a manifest`() {
    let manifest = """
      products: [.library(name: "L", targets: ["A"])],
      targets: [
        .systemLibrary(name: "C", pkgConfig: "c", providers: [.apt(["c-dev"])]),
        .target(name: "A", dependencies: ["C", .product(name: "P", package: "q"), .target(name: "B")], path: "x/a"),
        .testTarget(name: "T"),
      ]
      """
    #expect(
      manifestTargets(in: swiftTokens(manifest)) == [
        ManifestTarget(name: "C", path: nil, dependencies: []),
        ManifestTarget(name: "A", path: "x/a", dependencies: ["C", "P", "B"]),
        ManifestTarget(name: "T", path: nil, dependencies: []),
      ])
  }

  private func objections(to imports: [Import], in target: String) -> [String] {
    imports.compactMap { item in
      Architecture.objection(to: item.module, in: target).map { "line \(item.line): \(item.module): \($0)" }
    }
  }

  private func isVisible(_ access: String?) -> Bool { access == "public" || access == "package" }

  /// The targets that live in `Sources`.
  private func targets() throws -> [ManifestTarget] {
    let all = manifestTargets(in: swiftTokens(try Repository.current.text("Package.swift")))
    let targets = all.filter { target in
      target.path.map { $0.hasPrefix("Sources/") } ?? !target.name.hasSuffix("Tests")
    }
    try #require(!targets.isEmpty)
    return targets
  }
}
