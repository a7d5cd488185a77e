import Testing

@Suite(.enabled(if: Repository.current.isUnderGit, "not a git checkout"))
struct RepositoryTests {
  @Test func `the top level holds only what it should`() throws {
    let files = try Repository.current.trackedFiles()
    try #require(!files.isEmpty)
    #expect(strangers(amongTopLevelOf: files) == [])
  }

  @Test func `finds strangers at the top level`() {
    let files = ["README.md", ".ci/run", "Sources/a/b.swift", "Makefile", "scripts/x", "scripts/y"]
    #expect(strangers(amongTopLevelOf: files) == ["Makefile", "scripts"])
  }

  @Test func `no file names a place on somebody's machine`() throws {
    let repository = Repository.current
    for path in try repository.trackedFiles() {
      #expect(machinePaths(in: try repository.text(path)) == [], "\(path)")
    }
  }

  @Test func `finds machine paths`() {
    let work = "/" + "work/"
    #expect(machinePaths(in: "see \(work)page.md") == [work])
    #expect(machinePaths(in: "../" + "shared/design.md") == ["../" + "shared"])
    #expect(machinePaths(in: "https://example.org/network/ports") == [])
  }

  private func strangers(amongTopLevelOf files: [String]) -> [String] {
    let allowed: Set = ["Package.swift", "Sources", "Tests", "docs", "generated", "README.md"]
    return Set(files.map { String($0.prefix { $0 != "/" }) }).filter { !allowed.contains($0) && !$0.hasPrefix(".") }
      .sorted()
  }

  /// Put together here so that this file does not contain them.
  private func machinePaths(in text: String) -> [String] {
    ["/" + "work/", "/" + "tmp/bash_jobs", "../" + "shared"].filter {
      text.utf8.count >= $0.utf8.count && text.contains($0)
    }
  }
}
