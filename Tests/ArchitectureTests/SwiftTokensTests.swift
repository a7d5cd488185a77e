import Testing

struct SwiftTokensTests {
  @Test(arguments: [
    ("let a = b", ["let", "a", "=", "b"]),
    ("a // as! b\nc", ["a", "c"]),
    ("a /* x /* y */ z */ c", ["a", "c"]),
    ("f(\"try! x\")", ["f", "(", "\"try! x\"", ")"]),
    ("\"a \\(b(c)) \\\" d\"", ["b", "(", "c", ")", "\"a \\(b(c)) \\\" d\""]),
    ("#\"a \\(b) \" c\"# d", ["#\"a \\(b) \" c\"#", "d"]),
    ("\"\"\"\nimport X \" \"\"\nend\"\"\" e", ["\"\"\"\nimport X \" \"\"\nend\"\"\"", "e"]),
    ("() -> Int", ["(", ")", "->", "Int"]),
    ("func `a \" b`()", ["func", "`a \" b`", "(", ")"]),
    ("\"", ["\""]), ("\"\\", ["\"\\"]), ("/*", []), ("", []),
  ])
  func `splits source into tokens`(source: String, tokens: [String]) {
    #expect(swiftTokens(source).map(\.text) == tokens)
  }

  @Test func `counts lines through comments and literals`() {
    #expect(swiftTokens("/*\n*/ \"\"\"\n\n\"\"\"\nx").last == Token(text: "x", line: 5))
  }
}
