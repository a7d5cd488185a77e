import Foundation
import Testing

/// A page of two ports, of which one may be another.
private func page(_ port: Int = 3843) -> String {
  """
  ## Network ports on the Server

  ### TCP \(port)

  This port is used by the Client to communicate with the Server. This port must be open for incoming connections on the Server host.

  ### TCP 7777

  This port is used by the Client to communicate with the Server. This port must be open for incoming connections on the Server host.

  """
}

private let settings = """
  version: 1
  specifications:
    - pages: [docs/network-ports.md]
      output: generated/network-ports.json

  """

private func workspace(_ port: Int = 3843) throws -> Workspace {
  let workspace = try Workspace()
  try workspace.write(page(port), to: "docs/network-ports.md")
  try workspace.write(settings, to: ".portspec.yaml")
  return workspace
}

struct CompileCommandTests {
  @Test
  func `prints the specification`() throws {
    let workspace = try workspace()
    let json = try workspace.portspec("compile", "docs/network-ports.md")
    #expect(json.status == 0)
    #expect(json.output.hasPrefix("{\n") && json.output.contains(#""schemaVersion": "1.0""#))
    #expect(try workspace.portspec("compile").output == json.output)
    #expect(try workspace.portspec("compile", in: "docs").output == json.output)
    let text = try workspace.portspec("compile", "docs/network-ports.md", "--format", "text")
    #expect(text.output.contains("tcp 3843  Client → Server  inbound  required"))
    #expect(text.output.contains("2 flows, "))
    #expect(!text.output.contains("\u{1B}"))
  }

  @Test
  func `reads standard input`() throws {
    let outcome = try workspace().portspec("compile", "-", "--format", "text", input: page(99))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("tcp 99 "))
  }

  @Test
  func `writes files, and a map of where things stand`() throws {
    let workspace = try workspace()
    let outcome = try workspace.portspec("compile", "--output", "out/new/spec.json", "--map", "out/map.json")
    #expect((outcome.status, outcome.output) == (0, ""))
    #expect(try workspace.read("out/new/spec.json").contains("3843"))
    let map = try JSONSerialization.jsonObject(with: Data(workspace.read("out/map.json").utf8)) as? [String: Any]
    let entries = try #require(map?["entries"] as? [[String: Any]])
    #expect(entries.contains { $0["line"] as? Int == 3 && ($0["pointer"] as? String)?.hasPrefix("/flows/0") == true })
  }

  @Test
  func `writes into a pipe or a device, and does not put a file in its place`() throws {
    let workspace = try workspace()
    let json = try workspace.portspec("compile", "docs/network-ports.md").output
    let program = try #require(Workspace.program).path
    let outcome = try workspace.shell(
      """
      mkfifo pipe && cat pipe > copy & while ! test -p pipe; do :; done
      '\(program)' compile docs/network-ports.md --output pipe && wait && test -p pipe
      """)
    #expect(outcome.status == 0)
    #expect(try workspace.read("copy") == json)
  }

  @Test(arguments: ["text", "json", "sarif", "github"])
  func `tells errors in the format asked for`(format: String) throws {
    let workspace = try workspace()
    try workspace.write(page(0), to: "docs/bad.md")
    let outcome = try workspace.portspec("compile", "docs/bad.md", "--diagnostics-format", format)
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    let starts = [
      "text": "docs/bad.md:3:", "json": "{\n  \"diagnostics\"", "sarif": "{\n  \"$schema\"",
      "github": "::error file=docs/bad.md,line=3",
    ]
    #expect(outcome.error.hasPrefix(try #require(starts[format])))
  }

  @Test(
    arguments: [
      (["compile", "gone.md"], 2, "portspec: cannot read gone.md: No such file or directory\n"),
      (["compile", "docs"], 2, "portspec: cannot read docs: it is a directory\n"),
      (["facts", "gone.md"], 2, "portspec: cannot read gone.md: No such file or directory\n"),
      (
        ["diff", "gone.json", "docs/network-ports.md"], 2,
        "portspec: cannot read gone.json: No such file or directory\n"
      ),
      (
        ["compile", "docs/network-ports.md", "--output", ".portspec.yaml/x"], 2,
        "portspec: cannot write .portspec.yaml/x: Not a directory\n"
      ),
      (["init"], 2, "portspec: .portspec.yaml exists already; it stays as it is\n"),
    ] as [([String], Int32, String)])
  func `says what it cannot do`(arguments: [String], status: Int32, error: String) throws {
    let outcome = try workspace().run(arguments)
    #expect((outcome.status, outcome.error) == (status, error))
    #expect(outcome.output == "")
  }

  @Test(arguments: [
    ["compile", "--format", "xml"], ["compile", "--nonsense"], ["facts"], ["diff", "one"], ["diff", "-", "-"],
    ["nonsense"],
    ["explain", "no-such-rule"], ["explain", "server/tcp/1"], ["diff", "a", "b", "--fail-on", "rain"],
  ])
  func `calls wrong usage wrong usage`(arguments: [String]) throws {
    let outcome = try workspace().run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output == "" && outcome.error.hasPrefix("Error: "))
  }

  @Test(arguments: [[], ["compile"], ["facts"], ["generate"], ["check"], ["diff"], ["explain"], ["rules"], ["init"]])
  func `helps with examples`(command: [String]) throws {
    let outcome = try workspace().run(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("EXAMPLES\n"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completes in shells`(shell: String) throws {
    let outcome = try workspace().portspec("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("generate"))
  }

  @Test
  func `ends quietly when its reader goes away`() throws {
    let workspace = try workspace()
    let program = try #require(Workspace.program).path
    let outcome = try workspace.shell(
      "'\(program)' rules --format json | head -c 1; '\(program)' facts docs/*.md | true")
    #expect(outcome.output == "{" && outcome.error == "")
    let ignoring = try workspace.shell("trap '' PIPE; '\(program)' rules --format json | head -c 1")
    #expect(ignoring.output == "{" && ignoring.error == "")
  }

  @Test
  func `stops at settings that are wrong`() throws {
    let workspace = try workspace()
    try workspace.write("version: 1\nspecs: []\n", to: ".portspec.yaml")
    for command in [
      ["compile"], ["facts", "docs/network-ports.md"], ["generate"],
      ["explain", "x/tcp/1", "--spec", "docs/network-ports.md"],
    ] {
      let outcome = try workspace.run(command)
      #expect(outcome.status == 1)
      #expect(outcome.error.hasPrefix(".portspec.yaml:2:1: error[PS440 unknown-setting]: "))
    }
    try workspace.write("version: 1\nspecifications:\n- pages: [gone.md]\n", to: ".portspec.yaml")
    #expect(try workspace.portspec("compile").error.hasPrefix(".portspec.yaml:3:11: error[PS445 missing-page]: "))
  }
}

struct FactsCommandTests {
  @Test
  func `lists a row for each fact with its place`() throws {
    let outcome = try workspace().portspec("facts", "docs/network-ports.md")
    #expect(outcome.status == 0)
    let rows = try outcome.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let facts = rows.filter { $0["kind"] as? String == "fact" }
    #expect(facts.map { $0["ports"] as? String } == ["3843", "7777"])
    #expect(facts.map { $0["line"] as? Int } == [3, 7])
    #expect(
      facts.allSatisfy { $0["transport"] as? String == "tcp" && $0["file"] as? String == "docs/network-ports.md" })
  }
}

struct GenerateAndCheckTests {
  @Test
  func `check agrees with what generate wrote, and neither writes without need`() throws {
    let workspace = try workspace()
    let first = try workspace.portspec("generate")
    #expect(first.status == 0)
    #expect(first.output.contains("wrote generated/network-ports.json\n"))
    let files = try workspace.files()
    #expect(files.keys.filter { $0.hasPrefix("generated/") }.count == 4)
    let second = try workspace.portspec("generate")
    #expect((second.status, second.output) == (0, ""))
    let check = try workspace.portspec("check", in: "docs")
    #expect((check.status, check.output) == (0, "4 files are up to date\n"))
    #expect(try workspace.files() == files)
  }

  @Test
  func `a changed port is shown as a difference, and generate heals it`() throws {
    let workspace = try workspace()
    try workspace.portspec("generate")
    try workspace.write(page(3844), to: "docs/network-ports.md")
    let files = try workspace.files()
    let check = try workspace.portspec("check")
    #expect(check.status == 1)
    #expect(check.output.contains("generated/network-ports.json:"))
    #expect(
      check.output.contains("error[PS500 stale-output]: the file is not what its page says; run `portspec generate`"))
    #expect(check.output.contains("--- a/generated/network-ports.json\n+++ b/generated/network-ports.json\n@@ "))
    #expect(check.output.contains("\n-          \"from\": 3843,\n"))
    #expect(check.output.contains("\n+          \"from\": 3844,\n"))
    #expect(!check.output.contains("\n-          \"from\": 7777,\n"))
    #expect(try workspace.files() == files)
    #expect(try workspace.portspec("generate").status == 0)
    #expect(try workspace.portspec("check").status == 0)
  }

  @Test
  func `tells missing, edited and orphaned files apart`() throws {
    let workspace = try workspace()
    try workspace.portspec("generate")
    let markdown = try workspace.read("generated/network-ports.md")
    try FileManager.default.removeItem(at: workspace.directory.appending(path: "generated/network-ports.json"))
    try workspace.write(markdown, to: "generated/old-ports.md")
    try workspace.write(markdown + "by hand\n", to: "generated/network-ports.md")
    try workspace.write("somebody's own\n", to: "generated/README.md")
    let check = try workspace.portspec("check")
    #expect(check.status == 1)
    #expect(check.output.contains("generated/network-ports.json: error[PS501 missing-output]"))
    #expect(check.output.contains("error[PS503 edited-output]"))
    #expect(check.output.contains("\n-by hand\n"))
    #expect(check.output.contains("generated/old-ports.md:1:1: error[PS502 orphaned-output]"))
    #expect(!check.output.contains("README.md"))
    let generate = try workspace.portspec("generate")
    #expect(generate.output.contains("wrote generated/network-ports.md, which had been changed by hand\n"))
    #expect(try workspace.read("generated/network-ports.md") == markdown)
  }

  @Test
  func `takes CRLF checkouts as they are`() throws {
    let workspace = try workspace()
    try workspace.portspec("generate")
    for path in try workspace.files().keys where path.hasPrefix("generated/") {
      let lines = try workspace.read(path).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      try workspace.write(lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\r\n"), to: path)
    }
    #expect(try workspace.portspec("check").status == 0)
  }

  @Test
  func `writes nothing at all when a page has an error`() throws {
    let workspace = try workspace()
    try workspace.portspec("generate")
    try workspace.write(page(0), to: "docs/network-ports.md")
    let files = try workspace.files()
    let generate = try workspace.portspec("generate")
    #expect(generate.status == 1 && generate.output == "")
    #expect(try workspace.portspec("check").status == 1)
    #expect(try workspace.files() == files)
  }

  @Test
  func `keeps symbolic links and modes of the files it replaces`() throws {
    let workspace = try workspace()
    try workspace.write("old", to: "elsewhere/real.json")
    let manager = FileManager.default
    try manager.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: workspace.directory.appending(path: "elsewhere/real.json").path)
    try manager.createDirectory(at: workspace.directory.appending(path: "generated"), withIntermediateDirectories: true)
    try manager.createSymbolicLink(
      atPath: workspace.directory.appending(path: "generated/network-ports.json").path,
      withDestinationPath: "../elsewhere/real.json")
    try workspace.portspec("generate")
    #expect(try workspace.read("elsewhere/real.json").hasPrefix("{\n"))
    let attributes = try manager.attributesOfItem(
      atPath: workspace.directory.appending(path: "elsewhere/real.json").path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try manager.contentsOfDirectory(atPath: workspace.directory.appending(path: "elsewhere").path) == ["real.json"])
  }

  @Test
  func `cannot check where nothing is declared`() throws {
    let workspace = try Workspace()
    #expect(try workspace.portspec("check").status == 2)
    try workspace.write("version: 1\nspecifications:\n- pages: [a.md]\n", to: ".portspec.yaml")
    try workspace.write(page(), to: "a.md")
    #expect(try workspace.portspec("check").status == 2)
    #expect(try workspace.portspec("generate").status == 2)
  }

  @Test
  func `finds pages by pattern`() throws {
    let workspace = try workspace()
    try workspace.write(
      "version: 1\nspecifications:\n- pages: ['**/*ports.md']\n  output: g.json\n  outputs: []\n", to: ".portspec.yaml")
    try workspace.write(
      "## Network ports on the Client\n\n### UDP 53\n\nThis port must be open for outgoing connections on the Client host.\n",
      to: "more/deep/ports.md")
    try workspace.write(page(77), to: ".hidden/ports.md")
    #expect(try workspace.portspec("generate").status == 0)
    let json = try workspace.read("g.json")
    #expect(json.contains(#""from": 53,"#) && json.contains(#""from": 3843,"#) && !json.contains(#""from": 77,"#))
  }
}
