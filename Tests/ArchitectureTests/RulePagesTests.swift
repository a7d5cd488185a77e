import Testing

struct RulePagesTests {
  @Test func `every rule has a page and every page a rule`() throws {
    let repository = Repository.current
    let rules = try repository.sources().flatMap { declaredRules(in: $0.tokens) }
    try #require(!rules.isEmpty)
    var pages: [String: String] = [:]
    for path in repository.files(below: "docs/rules") where path != "docs/rules/README.md" {
      pages[String(path.dropFirst("docs/rules/".count).dropLast(".md".count))] = try repository.text(path)
    }
    #expect(disagreements(between: rules, and: pages) == [])
  }

  @Test(arguments: [
    ("DiagnosticRule(\"a-b\", 301, .error, \"x\")", ["a-b 301"]),
    ("DiagnosticRule(\n  \"a\", 301, .error, \"x\")", ["a 301"]),
    ("let a: DiagnosticRule = .init(\"a\", 302, .error, \"x\")", ["a 302"]),
    ("DiagnosticRule.init(\"a\", 303, .error, \"x\")", ["a 303"]),
    ("DiagnosticRule(slug, 301, .error, \"x\")", ["? ?"]), ("DiagnosticRule(\"a\", 0x12D, .error, \"x\")", ["? ?"]),
    ("struct DiagnosticRule: Hashable {", []), ("func f(_ rule: DiagnosticRule) {", []),
    ("// DiagnosticRule(\"a\", 301)", []),
  ])
  func `reads declared rules`(source: String, rules: [String]) {
    #expect(declaredRules(in: swiftTokens(source)).map { "\($0.slug) \($0.number)" } == rules)
  }

  @Test func `finds disagreements`() {
    let rules = [("a", "301"), ("b", "301"), ("c", "303"), ("d", "304"), ("d", "305")]
      .map { DeclaredRule(slug: $0.0, number: $0.1) }
    let pages = ["a": "`PS301`", "b": "PS301", "c": "PS999", "d": "PS304, PS305", "e": "PS306"]
    #expect(
      disagreements(between: rules, and: pages) == [
        "PS301 is the number of a and b", "d is declared 2 times", "docs/rules/c.md does not name PS303",
        "docs/rules/e.md explains no rule",
      ])
    #expect(
      disagreements(between: [DeclaredRule(slug: "f", number: "307")], and: [:]) == ["docs/rules/f.md is missing"])
  }
}
