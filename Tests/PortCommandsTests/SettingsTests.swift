import PortCompiler
import PortGenerators
import PortModel
import SourceDiagnostics
import Testing

@testable import PortCommands

private let rules = [
  DiagnosticRule("unstated-transport", 310, .warning, "a port without a transport"),
  DiagnosticRule("duplicate-key", 101, .error, "a key twice"),
]

/// `line:column-column code: message` for each diagnostic.
private func findings(_ text: String) -> [String] {
  let file = SourceFile(name: ".portspec.yaml", text: text)
  let lines = LineIndex(file.bytes)
  return readSettings(file, directory: ".", rules: rules).diagnostics.map { diagnostic in
    let start = lines.position(of: diagnostic.location.range.lowerBound)
    let end = lines.position(of: diagnostic.location.range.upperBound)
    return "\(start.line):\(start.column)-\(end.line):\(end.column) \(diagnostic.rule.code): \(diagnostic.message)"
  }
}

private let page = "version: 1\nspecifications:\n- pages: [a.md]\n"

struct SettingsTests {
  @Test
  func `reads everything that there is`() throws {
    let text = """
      version: 1
      specifications:
        - pages: [docs/network-ports.md, "docs/**/*.ports.md"]
          output: generated/network-ports.json
          outputs:
            - {target: swift, path: generated/Swift/Ports.swift, access: public, type: Ports}
            - target: vectors
          variables: {product: Spotlight}
          amendments:
            - {flow: a/tcp/1, expect: {requirement: required}, set: {name: web, bidirectional: true}, reason: "why"}
            - {role: collector, set: {aliases: [OOP Collector], kind: component}, reason: "why not"}
      rules: {unstated-transport: error}
      """
    let (settings, diagnostics) = readSettings(
      SourceFile(name: "../.portspec.yaml", text: text), directory: "..", rules: rules)
    #expect(diagnostics == [])
    let specification = try #require(settings.specifications.first)
    #expect(specification.pages.map(\.value) == ["docs/network-ports.md", "docs/**/*.ports.md"])
    #expect(specification.output?.value == "generated/network-ports.json")
    let outputs = settings.outputs(of: specification)
    #expect(outputs.map(\.path.value) == ["generated/Swift/Ports.swift", "generated/network-ports.vectors.json"])
    #expect(outputs[0].options == ["access": .text("public"), "type": .text("Ports")])
    #expect(specification.compiler.variables == ["product": "Spotlight"])
    #expect(specification.compiler.severities == ["unstated-transport": .error])
    guard case .flow(let flow, let expect, let set) = specification.compiler.amendments[0].subject,
      case .role(let role, let change) = specification.compiler.amendments[1].subject
    else {
      Issue.record("the amendments are of a flow and of a role")
      return
    }
    #expect((flow.value, role.value) == ("a/tcp/1", "collector"))
    #expect(expect.requirement == .required)
    #expect(set.name == "web" && set.isBidirectional == true && set.requirement == nil)
    #expect(change.aliases == ["OOP Collector"] && change.kind == .component)
    #expect(specification.compiler.amendments.map(\.reason) == ["why", "why not"])
    #expect(settings.path("docs/x.md") == "../docs/x.md")
  }

  @Test
  func `writes every generator's file beside the specification unless the settings say otherwise`() throws {
    let (settings, _) = readSettings(
      SourceFile(name: "s", text: page + "  output: gen/ports.json\n"), directory: ".", rules: [])
    let paths = settings.outputs(of: try #require(settings.specifications.first)).map(\.path.value)
    #expect(paths == ["gen/ports.swift", "gen/ports.vectors.json", "gen/ports.md"])
  }

  static let cases: [(String, [String])] = [
    ("", ["1:1-1:1 PS442: the settings are empty; write \"version: 1\" and \"specifications:\""]),
    ("version: 1\n", []),
    ("version: 2\n", ["1:10-1:11 PS444: this program reads version 1 of the settings; write \"version: 1\""]),
    ("rules: {}\n", ["1:1-1:6 PS442: the settings have no version; write \"version: 1\""]),
    ("[]\n", ["1:1-1:3 PS441: the settings must be a mapping; write keys and values: version, specifications, rules"]),
    (
      "version: 1\nspecification: []\n",
      ["2:1-2:14 PS440: \"specification\" is no key of the settings; did you mean \"specifications\"?"]
    ),
    (
      "version: 1\nfoo: []\n",
      ["2:1-2:4 PS440: \"foo\" is no key of the settings; there are version, specifications, rules"]
    ),
    (
      "version: 1\nspecifications:\n- pages: a.md\n",
      [
        "3:3-3:14 PS442: the specification has no pages; write \"pages: [docs/network-ports.md]\"",
        "3:10-3:14 PS441: pages must be a list; write [ ] around its elements, or a line with - for each",
      ]
    ),
    (
      page + "  output: ../x.json\n",
      ["4:11-4:20 PS448: \"../x.json\" is not below the directory of the settings; write a path below it"]
    ),
    (
      page + "  output: /etc/x.json\n",
      ["4:11-4:22 PS448: \"/etc/x.json\" is not below the directory of the settings; write a path below it"]
    ),
    (
      page + "  output: gen/../../x\n",
      ["4:11-4:22 PS448: \"gen/../../x\" is not below the directory of the settings; write a path below it"]
    ),
    (
      page + "  output: a.md\n  outputs: []\n",
      ["4:11-4:15 PS443: \"a.md\" is a page already; give this output another path"]
    ),
    (
      page + "  output: x.json\n  outputs: [{target: swift, path: ./x.json}]\n",
      ["5:35-5:43 PS443: \"x.json\" is an output already; give this output another path"]
    ),
    (
      page + "  outputs: [{target: swfit, path: x}]\n",
      ["4:22-4:27 PS449: \"swfit\" is no target; did you mean \"swift\"?"]
    ),
    (
      page + "  outputs: [{path: x}]\n",
      ["4:13-4:22 PS442: the output has no target; write one of swift, vectors, markdown"]
    ),
    (
      page + "  outputs: [{target: vectors}]\n",
      ["4:13-4:30 PS442: the output has no path, and there is no \"output\" to stand beside"]
    ),
    (
      page + "  amendments: [{flow: a, set: {}}]\n",
      ["4:16-4:34 PS442: the amendment has no reason; write \"reason:\""]
    ),
    (
      page + "  amendments: [{set: {}, reason: r}]\n",
      ["4:16-4:36 PS442: an amendment names either a flow or a role; write \"flow:\" or \"role:\" with an id"]
    ),
    (
      page + "  amendments: [{flow: a, set: {transport: tpc}, reason: r}]\n",
      ["4:43-4:46 PS441: transport cannot have this value; did you mean \"tcp\"?"]
    ),
    (
      page + "  amendments: [{flow: a, set: {bidirectional: yes}, reason: r}]\n",
      ["4:47-4:50 PS441: bidirectional must be true or false"]
    ),
    (
      "version: 1\nrules: {unstated-transprot: error}\n",
      ["2:9-2:27 PS446: \"unstated-transprot\" is no rule; did you mean \"unstated-transport\"?"]
    ),
    (
      "version: 1\nrules: {PS310: off}\n",
      ["2:9-2:14 PS446: \"PS310\" is no rule; did you mean \"unstated-transport\"?"]
    ),
    (
      "version: 1\nrules: {unstated-transport: loud}\n",
      ["2:29-2:33 PS441: a severity is error, warning, advice or off"]
    ),
    (
      "version: 1\nrules: {duplicate-key: off}\n",
      ["2:24-2:27 PS447: duplicate-key is always an error; remove the line"]
    ),
  ]

  @Test(arguments: cases)
  func `says what is wrong and where`(text: String, expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test
  func `offers the name that was meant as a fix`() throws {
    let file = SourceFile(name: "s", text: "versoin: 1\n")
    let diagnostic = try #require(readSettings(file, directory: ".", rules: []).diagnostics.first { $0.fix != nil })
    #expect(diagnostic.fix == .init("write \"version\"", [.init(SourceRange(0..<7), "version")]))
  }
}

struct NearestNameTests {
  @Test(
    arguments: [
      ("swfit", "swift"), ("Swift", "swift"), ("vector", "vectors"), ("markdwon", "markdown"), ("x", nil),
      ("completely", nil),
    ] as [(String, String?)])
  func `finds the name that was probably meant`(text: String, name: String?) {
    #expect(NearestName.of(text, among: ["swift", "vectors", "markdown"]) == name)
  }
}

struct PathTests {
  @Test(arguments: [
    ("a/b.json", "a", "b.json", "a/b", "a/b.json"), ("b", ".", "b", "b", "b"), ("/b", "/", "b", "/b", "/b"),
    ("./a/../b/.hidden", "./a/../b", ".hidden", "./a/../b/.hidden", "b/.hidden"),
    ("../x.tar.gz", "..", "x.tar.gz", "../x.tar", "../x.tar.gz"),
    ("a//b/.", "a//b", ".", "a//b/.", "a/b"), ("a/..", "a", "..", "a/.", "."),
  ])
  func `takes paths apart`(path: String, parent: String, name: String, stem: String, normalized: String) {
    #expect(Path.parent(of: path) == parent)
    #expect(Path.name(of: path) == name)
    if name != ".", name != ".." { #expect(Path.withoutExtension(path) == stem) }
    #expect(Path.normalized(path) == normalized)
  }

  @Test(arguments: [
    ("a.md", "*.md", true), (".a.md", "*.md", false), (".a.md", ".*.md", true), ("ab", "a?", true), ("a", "a?", false),
    ("aXbXc", "a*b*c", true), ("aXbX", "a*b*c", false), ("", "*", true), ("größe.md", "gr??e.md", true),
    (String(repeating: "a", count: 5000), String(repeating: "a*", count: 50) + "b", false),
  ])
  func `matches names`(name: String, pattern: String, matches: Bool) {
    #expect(Glob.matches(name, pattern) == matches)
  }
}
