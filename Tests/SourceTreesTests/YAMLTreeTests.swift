import SourceDiagnostics
import SourceTrees
import Testing

struct YAMLTreeTests {
  @Test(arguments: [
    // Scalars stay as written.
    ("017", "'017'@0-3=0-3"), ("22:22", "'22:22'@0-5=0-5"), ("yes", "'yes'@0-3=0-3"), ("~", "'~'@0-1=0-1"),
    ("1e3", "'1e3'@0-3=0-3"), ("2020-01-01", "'2020-01-01'@0-10=0-10"), ("a b  c", "'a b  c'@0-6=0-6"),
    ("'a b'", "q'a b'@0-5=1-4"), ("\"a b\"", "q'a b'@0-5=1-4"), ("''", "q''@0-2=1-1"),
    // Content that does not stand verbatim has no content range.
    ("'it''s'", "q'it's'@0-7"), (#""\u0041""#, "q'A'@0-8"), ("a\n b", "'a b'@0-4"), ("'a\n b'", "q'a b'@0-6"),
    ("|\n  a\n  b\n\n", "b'a\\nb\\n'@0-9"), (">-\n  a\n  b\n", "b'a b'@0-10"),
    // Mappings and sequences end at their last value, whatever follows.
    ("a: 1\n", "{'a'@0-1: '1'@3-4=3-4}@0-4"), ("a: 1 # c\n\n# d\n", "{'a'@0-1: '1'@3-4=3-4}@0-4"),
    ("a:\n", "{'a'@0-1: ''@2-2=2-2}@0-2"), ("'a': 1", "{'a'@0-3: '1'@5-6=5-6}@0-6"),
    ("- a\n- b\n", "['a'@2-3=2-3, 'b'@6-7=6-7]@0-7"), ("-\n- b\n", "[''@1-1=1-1, 'b'@4-5=4-5]@0-5"),
    ("a:\n- b\nc: d\n", "{'a'@0-1: ['b'@5-6=5-6]@3-6, 'c'@7-8: 'd'@10-11=10-11}@0-11"),
    (
      "a:\n  b:\n    c: 1\n\n\nd: 2",
      "{'a'@0-1: {'b'@5-6: {'c'@12-13: '1'@15-16=15-16}@12-16}@5-16, 'd'@19-20: '2'@22-23=22-23}@0-23"
    ),
    ("[a, b ]", "['a'@1-2=1-2, 'b'@4-5=4-5]@0-7"), ("{a: 1, b}", "{'a'@1-2: '1'@4-5=4-5, 'b'@7-8: ''@8-8=8-8}@0-9"),
    ("[a: 1, c]", "[{'a'@1-2: '1'@4-5=4-5}@1-5, 'c'@7-8=7-8]@0-9"), ("[]", "[]@0-2"), ("{ }", "{}@0-3"),
    ("[a: [b]]", "[{'a'@1-2: ['b'@5-6=5-6]@4-7}@1-7]@0-8"),
    ("- - a\n  - b\n- c", "[['a'@4-5=4-5, 'b'@10-11=10-11]@2-11, 'c'@14-15=14-15]@0-15"),
    ("? a\n: b\n", "{'a'@2-3: 'b'@6-7=6-7}@0-7"),
    // Markers of the document are not part of it.
    ("---\na: 1\n...\n", "{'a'@4-5: '1'@7-8=7-8}@4-8"), ("%YAML 1.2\n---\na", "'a'@14-15=14-15"),
    // Nothing at all.
    ("", "nil"), ("# only a comment\n", "nil"), ("\u{FEFF}", "nil"), (" \n\n", "nil"), ("---\n", "''@4-4=4-4"),
  ])
  func `reads`(text: String, tree: String) {
    let result = parseYAML(SourceFile(name: "a.yaml", text: text))
    #expect(shown(result.tree) == tree)
    #expect(shown(result.diagnostics) == "")
  }

  @Test(arguments: [
    ("\u{FEFF}a: b", "{'a'@3-4: 'b'@6-7=6-7}@3-7"),
    ("ä: ö\nb: €\n", "{'ä'@0-2: 'ö'@4-6=4-6, 'b'@7-8: '€'@10-13=10-13}@0-13"),
    ("😀: [é, 日本]", "{'😀'@0-4: ['é'@7-9=7-9, '日本'@11-17=11-17]@6-18}@0-18"),
    ("a: 1\r\nb: 2\r\n", "{'a'@0-1: '1'@3-4=3-4, 'b'@6-7: '2'@9-10=9-10}@0-10"),
    ("a: 1\rb: 2", "{'a'@0-1: '1'@3-4=3-4, 'b'@5-6: '2'@8-9=8-9}@0-9"),
    ("a:\tb\t# c\n", "{'a'@0-1: 'b'@3-4=3-4}@0-4"),
    ("a: \"x\u{2028}y\"\nb: 1", "{'a'@0-1: q'x\u{2028}y'@3-10=4-9, 'b'@11-12: '1'@14-15=14-15}@0-15"),
    ("a: é\u{85}b: 1", "{'a'@0-1: 'é'@3-5=3-5, 'b'@7-8: '1'@10-11=10-11}@0-11"),
  ])
  func `counts bytes where libyaml counts characters`(text: String, tree: String) {
    let result = parseYAML(SourceFile(name: "a.yaml", text: text))
    #expect(shown(result.tree) == tree)
    #expect(shown(result.diagnostics) == "")
  }

  @Test
  func `reads a part of a file in place`() {
    let file = SourceFile(name: "page.md", text: "\u{FEFF}---\ntitlé: Ports ✓\n---\n# Ports: [\n")
    let result = parseYAML(file, in: SourceRange(7..<25))
    #expect(shown(result.tree) == "{'titlé'@7-13: 'Ports ✓'@15-24=15-24}@7-24")
    #expect(file.text(result.tree!["titlé"]!.scalar!.content!) == "Ports ✓")
    #expect(shown(parseYAML(file, in: SourceRange(7..<7)).tree) == "nil")
    #expect(shown(parseYAML(file, in: SourceRange(38..<39)).diagnostics) == "malformed-yaml 39-39")
  }

  @Test
  func `finds byte ranges far into a long text`() throws {
    let line = "- größe: \"€ 😀\"\n"
    let file = SourceFile(name: "a.yaml", text: String(repeating: line, count: 2000))
    let result = parseYAML(file)
    let elements = try #require(result.tree?.elements)
    #expect(elements.count == 2000)
    for (index, element) in elements.enumerated() {
      let start = index * line.utf8.count
      #expect(
        shown(element)
          == "{'größe'@\(start + 2)-\(start + 9): q'€ 😀'@\(start + 11)-\(start + 21)=\(start + 12)-\(start + 20)}@\(start + 2)-\(start + 21)"
      )
    }
  }

  @Test(arguments: 0..<UInt64(200))
  func `agrees with the writer of a random text`(seed: UInt64) {
    var writer = RandomYAML(seed: seed)
    let expected = writer.document()
    let result = parseYAML(SourceFile(name: "seed-\(seed).yaml", bytes: writer.bytes))
    #expect(shown(result.diagnostics) == "", "seed \(seed)")
    #expect(shown(result.tree) == expected, "seed \(seed)")
  }

  @Test
  func `offers what a tree holds`() throws {
    let tree = try #require(parseYAML(SourceFile(name: "a.yaml", text: "a: [1]\nb:\nc: ''")).tree)
    #expect(tree.entries?.map(\.key.value) == ["a", "b", "c"])
    #expect(tree["a"]?.elements?.first?.text == "1")
    #expect(tree["b"]?.isEmpty == true)
    #expect(tree["c"]?.isEmpty == false)
    #expect(tree["d"] == nil && tree.text == nil && tree.elements == nil && tree["a"]?.entries == nil)
  }
}
