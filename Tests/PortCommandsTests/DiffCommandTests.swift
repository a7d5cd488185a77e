import Foundation
import Testing

private func page(_ port: Int, purpose: String = "to communicate with") -> String {
  """
  ## Network ports on the Server

  ### TCP \(port)

  This port is used by the Client \(purpose) the Server. This port must be open for incoming connections on the Server host.

  """
}

struct DiffCommandTests {
  @Test
  func `says what a changed page means for firewalls`() throws {
    let workspace = try Workspace()
    try workspace.write(page(3843), to: "old.md")
    try workspace.write(page(3844), to: "new.md")
    let diff = try workspace.portspec("diff", "old.md", "new.md")
    #expect(diff.status == 0)
    #expect(diff.output.contains("changed server/tcp/3844 (was server/tcp/3843)\n"))
    #expect(diff.output.contains("\n  => open tcp 3844 from Client to Server (incoming on Server)\n"))
    #expect(
      diff.output.contains("\n  => close tcp 3843 from Client to Server, once no installation uses it any more\n"))
    #expect(
      try workspace.portspec("diff", "old.md", "new.md", "--format", "markdown").output.hasPrefix(
        "# Network port changes\n"))
    #expect(
      try workspace.portspec("diff", "old.md", "new.md", "--format", "json").output.contains(#""meaningChanged": true"#)
    )
  }

  @Test
  func `reads specifications, pages and standard input alike`() throws {
    let workspace = try Workspace()
    try workspace.write(page(3843), to: "page.md")
    try workspace.portspec("compile", "page.md", "--output", "spec.json")
    #expect(try workspace.portspec("diff", "spec.json", "page.md").output == "no difference\n")
    let spec = try workspace.read("spec.json")
    #expect(try workspace.portspec("diff", "-", "page.md", input: spec).output == "no difference\n")
    #expect(try workspace.portspec("diff", "spec.json", "-", input: page(3844)).output.contains("ports: 3843 → 3844"))
  }

  @Test(
    arguments: [
      ([], 0), (["--fail-on", "opening"], 1), (["--fail-on", "closing"], 1), (["--fail-on", "meaning"], 1),
      (["--fail-on", "any"], 1),
    ] as [([String], Int32)])
  func `fails on what it is told to`(arguments: [String], status: Int32) throws {
    let workspace = try Workspace()
    try workspace.write(page(3843), to: "old.md")
    try workspace.write(page(3844), to: "new.md")
    #expect(try workspace.run(["diff", "old.md", "new.md"] + arguments).status == status)
    #expect(try workspace.run(["diff", "old.md", "old.md"] + arguments).status == 0)
  }

  @Test
  func `cannot compare a page with errors`() throws {
    let workspace = try Workspace()
    try workspace.write(page(0), to: "old.md")
    try workspace.write(page(1), to: "new.md")
    let diff = try workspace.portspec("diff", "old.md", "new.md")
    #expect((diff.status, diff.output) == (2, ""))
    #expect(
      diff.error.hasPrefix("old.md:3:") && diff.error.hasSuffix("portspec: old.md has no specification to compare\n"))
  }

  @Test(.enabled(if: Workspace.hasGit, "needs git"))
  func `reads git revisions`() throws {
    let workspace = try Workspace()
    try workspace.git("init", "--quiet")
    try workspace.write(page(3843), to: "docs/network-ports.md")
    try workspace.write("version: 1\nspecifications:\n- pages: [docs/network-ports.md]\n", to: ".portspec.yaml")
    try workspace.git("add", ".")
    try workspace.git("commit", "--quiet", "-m", "one")
    try workspace.write(page(3844), to: "docs/network-ports.md")
    try workspace.git("commit", "--quiet", "-am", "two")
    for (directory, old, new) in [
      (".", "HEAD~1:docs/network-ports.md", "docs/network-ports.md"),
      ("docs", "HEAD~1:./network-ports.md", "HEAD:docs/network-ports.md"),
    ] {
      let diff = try workspace.portspec("diff", old, new, in: directory)
      #expect(diff.status == 0)
      #expect(diff.error == "")
      #expect(diff.output.hasPrefix("1 change of meaning"))
      #expect(diff.output.contains("ports: 3843 → 3844"))
      #expect(!diff.output.contains("origin/page"))
    }
    let none = try workspace.portspec("diff", "HEAD~7:docs/network-ports.md", "docs/network-ports.md")
    #expect(none.status == 2)
    #expect(none.error.contains("portspec: cannot read HEAD~7:docs/network-ports.md from git"))
    let option = try workspace.portspec("diff", "--", "--output=x:y", "docs/network-ports.md")
    #expect(option.status == 2)
  }
}

struct ExplainCommandTests {
  @Test
  func `explains rules by slug and code`() throws {
    let workspace = try Workspace()
    let outcome = try workspace.portspec("explain", "stale-output")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("# stale-output (PS500)\n"))
    #expect(try workspace.portspec("explain", "ps500").output == outcome.output)
    #expect(try workspace.portspec("explain", "stale-outptu").error.contains("did you mean 'stale-output'?"))
  }

  @Test
  func `explains a flow with the text that it comes from`() throws {
    let workspace = try Workspace()
    try workspace.write(page(3843), to: "page.md")
    let outcome = try workspace.portspec("explain", "server/tcp/3843", "--spec", "page.md")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("server/tcp/3843\n  tcp 3843 from Client to Server, inbound, required\n"))
    #expect(outcome.output.contains("page.md:3:"))
    #expect(outcome.output.contains("    3 | ### TCP 3843\n"))
    try workspace.portspec("compile", "page.md", "--output", "spec.json")
    let read = try workspace.portspec("explain", "server/tcp/3843", "--spec", "spec.json").output
    #expect(!read.isEmpty && outcome.output.hasPrefix(read))
    try workspace.write("version: 1\nspecifications:\n- pages: [page.md]\n", to: ".portspec.yaml")
    #expect(try workspace.portspec("explain", "server/tcp/3843").output == outcome.output)
    #expect(try workspace.portspec("explain", "server/tcp/3844").error.contains("did you mean 'server/tcp/3843'?"))
  }

  @Test
  func `lists the rules`() throws {
    let workspace = try Workspace()
    #expect(try workspace.portspec("rules").output.contains("PS500  error    stale-output "))
    let json = try workspace.portspec("rules", "--format", "json").output
    let document = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let rules = try #require(document["rules"] as? [[String: Any]])
    #expect(
      rules.contains {
        ($0["page"] as? String)?.hasPrefix("# stale-output") == true && $0["code"] as? String == "PS500"
      })
  }
}

struct InitCommandTests {
  @Test
  func `finds port pages, and what it writes can be generated from`() throws {
    let workspace = try Workspace()
    try workspace.write(page(3843), to: "docs/network-ports.md")
    try workspace.write("# Notes\n\n### TCP 9999\n\nNothing to see.\n", to: "docs/notes.md")
    try workspace.write(page(1), to: ".hidden/ports.md")
    let outcome = try workspace.portspec("init")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("wrote .portspec.yaml for docs/network-ports.md\n"))
    #expect(
      try workspace.read(".portspec.yaml").contains(
        "- pages: [docs/network-ports.md]\n    output: generated/network-ports.json\n"))
    #expect(try workspace.portspec("generate").status == 0)
    #expect(try workspace.portspec("check").status == 0)
    let settings = try workspace.read(".portspec.yaml")
    #expect(try workspace.portspec("init").status == 2)
    #expect(try workspace.read(".portspec.yaml") == settings)
  }

  @Test
  func `quotes names that YAML would read otherwise`() throws {
    let workspace = try Workspace()
    let name = "it's: a #page, [ports].md"
    try workspace.write(page(3843), to: name)
    #expect(try workspace.run(["init", name]).status == 0)
    #expect(try workspace.portspec("compile", "--format", "text").output.contains("tcp 3843"))
  }

  @Test
  func `says when there is no port page`() throws {
    let workspace = try Workspace()
    try workspace.write("# Hello\n", to: "README.md")
    let outcome = try workspace.portspec("init")
    #expect((outcome.status, outcome.output) == (2, ""))
    #expect(!workspace.exists(".portspec.yaml"))
  }
}
