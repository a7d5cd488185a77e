import SourceDiagnostics
import SourceTrees
import Testing

struct TreeLimitTests {
  private let small = TreeLimits(
    maximumByteCount: 40, maximumDepth: 2, maximumNodeCount: 6, maximumWidth: 3, maximumBlankRun: 4)

  @Test(arguments: [
    (String(repeating: "a", count: 40), ""), (String(repeating: "a", count: 41), "tree-too-large 40-41"),
    ("[[a]]", ""), ("[[[a]]]", "tree-too-deep 2-3"), ("- - - a", "tree-too-deep 4-5"),
    ("a:\n b:\n  c: d", "tree-too-deep 9-10"),
    ("[a, b, c]", ""), ("[a, b, c, d]", "tree-too-large 10-11"), ("{a, b, c}", ""),
    ("{a, b, c, d}", "tree-too-large 10-11"),
    ("[[a, b, c], d]", ""), ("[[a, b, c], d, e]", "tree-too-large 0-17"),
    ("a    b", ""), ("a     b", "tree-too-large 5-6"), ("a:\n \n\n\n b", "tree-too-large 6-7"),
  ])
  func `bounds YAML`(text: String, diagnostics: String) {
    let result = parseYAML(SourceFile(name: "a.yaml", text: text), limits: small)
    #expect(shown(result.diagnostics) == diagnostics)
    #expect((result.tree == nil) == !diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("\"" + String(repeating: "a", count: 38) + "\"", ""),
    ("\"" + String(repeating: "a", count: 39) + "\"", "tree-too-large 40-41"),
    ("[[1]]", ""), ("[[[1]]]", "tree-too-deep 2-3"), (#"{"a":{"b":{}}}"#, "tree-too-deep 10-11"),
    ("[1,2,3]", ""), ("[1,2,3,4]", "tree-too-large 8-9"), (#"{"a":1,"b":2,"c":3,"d":4}"#, "tree-too-large 24-25"),
    ("[[1,2,3],4]", ""), ("[[1,2,3],4,5]", "tree-too-large 11-13"), ("[          1]", ""),
  ])
  func `bounds JSON`(text: String, diagnostics: String) {
    let result = parseJSON(SourceFile(name: "a.json", text: text), limits: small)
    #expect(shown(result.diagnostics) == diagnostics)
    #expect((result.tree == nil) == !diagnostics.isEmpty)
  }

  @Test
  func `stops after a hundred diagnostics`() {
    let aliases = SourceFile(name: "a.yaml", text: String(repeating: "- *a\n", count: 5000))
    let equal = SourceFile(name: "a.json", text: "{" + String(repeating: "\"a\":1,", count: 5000) + "\"a\":1}")
    for result in [parseYAML(aliases), parseJSON(equal)] {
      #expect(result.tree == nil)
      #expect(result.diagnostics.count == 101)
      #expect(result.diagnostics.last?.rule == .treeTooLarge)
    }
  }

  /// libyaml takes 15 s for 100,000 brackets; what it looks at is bounded here, whatever the length of the text.
  @Test(arguments: ["[", "{", "- ", "? ", "[a: ", "{a: ", "[[a]: ", "!x [", "&x - "])
  func `stops libyaml soon in deep nesting`(piece: String) {
    let file = SourceFile(name: "a.yaml", text: String(repeating: piece, count: 100_000))
    var reading = YAMLReading(file, in: file.range, limits: .yaml)
    #expect(reading.tree() == nil)
    #expect(reading.work.events <= 3 * 64 + 3)
    #expect(reading.work.characters <= 8192)
    #expect(!reading.diagnostics.isEmpty)
  }

  /// What would cost libyaml the square of the length is refused before libyaml sees it.
  @Test(arguments: [
    String(repeating: "\n", count: 5000) + String(repeating: "a\n", count: 5000),
    "a" + String(repeating: " ", count: 5000) + String(repeating: "a ", count: 5000),
    "'" + String(repeating: " \t", count: 5000) + String(repeating: "a ", count: 5000) + "'",
    "|\n" + String(repeating: "\r\n", count: 5000) + String(repeating: " a\n\n", count: 5000),
    String(repeating: "%TAG !a! b\n", count: 5000) + "--- a",
    String(repeating: "%TAG !a! b\u{2028}", count: 5000) + "--- a",
    "a" + String(repeating: "\u{2029}\u{85}", count: 5000) + String(repeating: " a\n", count: 5000),
  ])
  func `keeps from libyaml what it is slow at`(text: String) {
    let file = SourceFile(name: "a.yaml", text: text)
    var reading = YAMLReading(file, in: file.range, limits: .yaml)
    #expect(reading.tree() == nil)
    #expect(reading.work.events == 0)
    #expect(reading.diagnostics.map(\.rule) == [.treeTooLarge])
  }

  @Test(arguments: [
    ("- a\n", 2), ("a, ", 2), ("k: v\n", 2), ("- 'x' # é\n", 2), ("- {a: [1, 2]}\n", 7), ("? a\n", 2),
  ])
  func `takes events in proportion to the text`(piece: String, most: Int) {
    for count in [100, 1000, 10_000] {
      let text =
        piece == "a, " ? "[" + String(repeating: piece, count: count) + "]" : String(repeating: piece, count: count)
      let file = SourceFile(name: "a.yaml", text: text)
      var reading = YAMLReading(file, in: file.range, limits: .yaml)
      _ = reading.tree()
      #expect(reading.work.events <= most * count + 8)
      #expect(reading.work.characters <= file.bytes.count)
    }
  }

  @Test
  func `stops JSON at the limit of depth`() {
    for piece in ["[", #"{"a":"#, "[[[["] {
      let result = parseJSON(
        SourceFile(name: "a.json", text: String(repeating: piece, count: 1_000_000 / piece.utf8.count)))
      #expect(result.tree == nil)
      #expect(result.diagnostics.map(\.rule) == [.treeTooDeep])
      #expect(result.diagnostics[0].location.range.upperBound <= 64 * piece.utf8.count + 1)
    }
  }

  /// Every error path, often enough for AddressSanitizer's leak check to see what one of them would lose.
  @Test
  func `frees what libyaml holds on every path`() {
    let texts = [
      "a: [b", "a: 1\na: 2", "*a", "&a b", "!a b", "a\n---\nb", "[a]: b", "'a", "\"\\q\"",
      String(repeating: "[", count: 99),
      "a: {b: [c, 'd'", "%FOO", "%TAG ! !x\n---\n[", "|\n a", "a: b: c", "- a\n- |0", "",
    ]
    for text in texts {
      for _ in 0..<200 {
        let first = parseYAML(SourceFile(name: "a.yaml", text: text))
        #expect(text.isEmpty || first.tree != nil || !first.diagnostics.isEmpty)
      }
    }
  }
}
