import SourceDiagnostics
import SourceTrees
import Testing

struct YAMLDiagnosticsTests {
  @Test(arguments: [
    // The tree keeps the first of equal keys.
    ("a: 1\nb: 2\na: 3", "duplicate-key 10-11 (0-1)", "{'a'@0-1: '1'@3-4=3-4, 'b'@5-6: '2'@8-9=8-9}@0-14"),
    ("{é: 1, 'é': 2}", "duplicate-key 8-12 (1-3)", "{'é'@1-3: '1'@5-6=5-6}@0-16"),
    // U+00E9 and e with U+0301 look alike.
    ("\u{E9}: 1\ne\u{301}: 2", "duplicate-key 6-9 (0-2)", "{'é'@0-2: '1'@4-5=4-5}@0-12"),
    (
      "a: &x 1\nb: *x", "yaml-alias 3-5, yaml-alias 11-13 (3-5)",
      "{'a'@0-1: '1'@6-7=6-7, 'b'@8-9: '*x'@11-13=11-13}@0-13"
    ),
    ("*x : 1", "yaml-alias 0-2", "{'*x'@0-2: '1'@5-6=5-6}@0-6"),
    ("&x a: 1", "yaml-alias 0-2", "{'a'@3-4: '1'@6-7=6-7}@0-7"),
    ("a: !!int 17", "yaml-tag 3-8", "{'a'@0-1: '17'@9-11=9-11}@0-11"),
    ("! a", "yaml-tag 0-1", "'a'@2-3=2-3"),
    ("a: !<tag:x,2000:y> &b\n  - 1", "yaml-alias 19-21, yaml-tag 3-18", "{'a'@0-1: ['1'@26-27=26-27]@24-27}@0-27"),
    ("&b !t # c\na: 1", "yaml-alias 0-2, yaml-tag 3-5", "{'a'@10-11: '1'@13-14=13-14}@10-14"),
    ("[!t, a]", "yaml-tag 1-3", "[''@3-3=3-3, 'a'@5-6=5-6]@0-7"),
    ("%TAG ! !x\n---\na", "yaml-tag 0-9", "'a'@14-15=14-15"),
    ("a\n---\nb", "further-document 2-5 (0-1)", "'a'@0-1=0-1"),
    ("--- a\n--- b", "further-document 6-9 (0-3)", "'a'@4-5=4-5"),
  ])
  func `reports and reads on`(text: String, diagnostics: String, tree: String) {
    let result = parseYAML(SourceFile(name: "a.yaml", text: text))
    #expect(shown(result.diagnostics) == diagnostics)
    #expect(shown(result.tree) == tree)
  }

  @Test(arguments: [
    ("[a]: 1", "non-scalar-key 0-1"), ("? {a: 1}\n: 2", "non-scalar-key 2-3"), ("é: 1\n? - a", "non-scalar-key 8-9"),
    ("a: \0", "invalid-encoding 3-4"), ("a: \u{7}", "invalid-encoding 3-4"), ("é: \u{7F}", "invalid-encoding 4-5"),
    ("a: \u{9B}", "invalid-encoding 3-5"), ("a: \u{FEFF}b", "invalid-encoding 3-6"),
    ("\u{FFFE}", "invalid-encoding 0-3"), ("\u{FFFF}", "invalid-encoding 0-3"),
    ("é: [a", "malformed-yaml 6-6 (4-5)"), ("a: b: c", "malformed-yaml 4-5"), ("a\nb: c", "malformed-yaml 3-4"),
    ("--- a\n...\nb", "malformed-yaml 10-11"),
    ("a: 1\n b: 2", "malformed-yaml 7-8"), ("a: 'b", "malformed-yaml 5-5 (3-4)"),
    ("a: b\n\tc: d", "malformed-yaml 5-6 (3-4)"),
    ("a: @b", "malformed-yaml 3-4"), ("a: \"\\q\"", "malformed-yaml 4-5 (3-4)"),
    ("a: |0\n", "malformed-yaml 4-5 (3-4)"),
    ("- a\nb: c", "malformed-yaml 4-5 (0-1)"), ("{a: 1", "malformed-yaml 5-5 (0-1)"),
    ("a: *", "malformed-yaml 4-4 (3-4)"),
    ("%FOO\n---\na", "malformed-yaml 4-4 (0-1)"), ("a: !x!y z", "malformed-yaml 3-4"),
    ("\"\\ud800\"", "malformed-yaml 3-4 (0-1)"),
  ])
  func `refuses`(text: String, diagnostics: String) {
    let result = parseYAML(SourceFile(name: "a.yaml", text: text))
    #expect(shown(result.diagnostics) == diagnostics)
    #expect(result.tree == nil)
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0xFF], "invalid-encoding 3-4"), ([0x61, 0xC3], "invalid-encoding 1-2"),
      ([0xC0, 0x80], "invalid-encoding 0-1"), ([0xED, 0xA0, 0x80], "invalid-encoding 0-1"),
      ([0xFF, 0xFE, 0x61, 0x00], "invalid-encoding 0-1"), ([0xF4, 0x90, 0x80, 0x80], "invalid-encoding 0-1"),
    ] as [([UInt8], String)])
  func `refuses bytes that are not UTF-8`(bytes: [UInt8], diagnostics: String) {
    let result = parseYAML(SourceFile(name: "a.yaml", bytes: bytes))
    #expect(shown(result.diagnostics) == diagnostics)
    #expect(result.tree == nil)
  }

  @Test(arguments: [
    ("a: 1\na: 2", "the key \"a\" stands twice in one mapping; keep one of them"),
    ("a: *b", "the alias \"*b\" is not supported; write the value out"),
    ("a: &b c", "the anchor \"&b\" is not supported; write the value out where it is needed"),
    ("a: !b c", "the tag \"!b\" is not supported; remove it, or put text that begins with \"!\" between quotes"),
    ("a\n---\n", "a second YAML document begins here; keep one document to a file"),
    ("a: \0", "YAML forbids the character U+0000; remove it"),
    ("[[]]: 1", "the key of a mapping must be a text, not a list or a mapping; put it between quotes"),
    (
      "a: b: c",
      "a colon that makes no key here; put text that contains \": \" between quotes, or repair the indentation"
    ),
    ("\"", "the quoted text has no end; add the closing quote"),
  ])
  func `says what to do`(text: String, message: String) {
    #expect(parseYAML(SourceFile(name: "a.yaml", text: text)).diagnostics.map(\.message) == [message])
  }

  @Test
  func `knows all of libyaml's problems that a text can cause`() {
    var raw: [String: String] = [:]
    var generator = SeededGenerator(seed: 7)
    let pieces =
      Array("ab:,[]{}-?|>'\"%@`&*!#\\01~ \n\t\r").map(String.init) + [
        ": ", "- ", "\n  ", "%YAML 1", "---", "...", "\\x",
      ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
        .joined()
      let result = parseYAML(SourceFile(name: "a.yaml", text: text))
      #expect(result.tree != nil || !result.diagnostics.isEmpty || holdsNothing(text), "\(text.debugDescription)")
      for diagnostic in result.diagnostics {
        #expect(diagnostic.location.range.upperBound <= text.utf8.count, "\(text.debugDescription)")
        if diagnostic.message.contains("libyaml") { raw[diagnostic.message] = text }
      }
    }
    #expect(raw == [:])
  }

  /// Nothing but comments, white space and ends of documents.
  private func holdsNothing(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).allSatisfy { line in
      let line = line.drop { $0 == " " || $0 == "\t" }
      return line.isEmpty || line.first == "#" || line.hasPrefix("...") || line.hasPrefix("%")
    }
  }
}
