import PortModel
import SourceDiagnostics
import SourceTrees
import Testing

struct JSONTreeTests {
  @Test(
    arguments: [
      ("null", "z'null'@0-4=0-4"), (" true\n", "t'true'@1-5=1-5"), ("false", "t'false'@0-5=0-5"),
      ("0", "n'0'@0-1=0-1"), ("-0.50e+07", "n'-0.50e+07'@0-9=0-9"), ("1E400e".dropLast(4) + "3", "n'1E3'@0-3=0-3"),
      (#""a""#, "q'a'@0-3=1-2"), (#""""#, "q''@0-2=1-1"), (#""é😀""#, "q'é😀'@0-8=1-7"),
      ("\"\u{7F}\u{2028}\"", "q'\u{7F}\u{2028}'@0-6=1-5"),
      (#""\"\\\/\u0041é""#, #"q'"\/Aé'@0-16"#), (#""\ud83d\ude00""#, "q'😀'@0-14"), (#""a\nb""#, "q'a\\nb'@0-6"),
      ("[]", "[]@0-2"), ("{ }", "{}@0-3"), ("[ 1 , [2] ]", "[n'1'@2-3=2-3, [n'2'@7-8=7-8]@6-9]@0-11"),
      ("{\"a\" :\t1,\r\n\"b\":{}}", "{'a'@1-4: n'1'@7-8=7-8, 'b'@11-14: {}@15-17}@0-18"),
    ] as [(String, String)])
  func `reads`(text: String, tree: String) {
    let result = parseJSON(SourceFile(name: "a.json", text: text))
    #expect(shown(result.tree) == tree)
    #expect(shown(result.diagnostics) == "")
  }

  @Test(arguments: [
    ("", "malformed-json 0-0"), (" ", "malformed-json 1-1"), ("nul", "malformed-json 0-3"),
    ("True", "malformed-json 0-4"),
    ("NaN", "malformed-json 0-3"), ("truefalse", "malformed-json 0-9"), ("'a'", "malformed-json 0-1"),
    ("01", "malformed-json 0-2"), ("+1", "malformed-json 0-2"), ("1.", "malformed-json 0-2"),
    (".5", "malformed-json 0-2"),
    ("-", "malformed-json 0-1"), ("1e", "malformed-json 0-2"), ("0x10", "malformed-json 0-4"),
    ("1e400", "malformed-json 0-5"),
    ("[1,]", "malformed-json 3-4"), ("[1 2]", "malformed-json 3-4"), ("[", "malformed-json 1-1"),
    ("[1", "malformed-json 2-2"),
    ("{a:1}", "malformed-json 1-2"), (#"{"a" 1}"#, "malformed-json 5-6"), (#"{"a":1,}"#, "malformed-json 7-8"),
    (#"{"a":}"#, "malformed-json 5-6"), (#"{"a":1"#, "malformed-json 6-6"), ("[1}", "malformed-json 2-3"),
    ("1 2", "malformed-json 2-3"), ("{} // c", "malformed-json 3-7"), ("[1,é]", "malformed-json 3-5"),
    (#""a"#, "malformed-json 0-2"), ("\"a\nb\"", "malformed-json 2-3"), ("\"\u{0}\"", "malformed-json 1-2"),
    (#""\q""#, "malformed-json 1-3"), (#""\é""#, "malformed-json 1-4"), (#""\"#, "malformed-json 1-2"),
    (#""\u12g4""#, "malformed-json 1-5"), (#""\ud800""#, "malformed-json 1-7"), (#""\udc00""#, "malformed-json 1-7"),
    (#""\ud800A""#, "malformed-json 1-7"), (#""\ud800\n""#, "malformed-json 1-7"),
    ("\u{FEFF}1", "malformed-json 0-3"),
  ])
  func `refuses`(text: String, diagnostics: String) {
    let result = parseJSON(SourceFile(name: "a.json", text: text))
    #expect(shown(result.diagnostics) == diagnostics)
    #expect(result.tree == nil)
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0x22], "invalid-encoding 1-2"), ([0x22, 0xED, 0xA0, 0x80, 0x22], "invalid-encoding 1-2"),
      ([0x22, 0xC0, 0xAF, 0x22], "invalid-encoding 1-2"), ([0x31, 0x00], "malformed-json 1-2"),
      ([0xFF, 0xFE, 0x31, 0x00], "invalid-encoding 0-1"),
    ] as [([UInt8], String)])
  func `refuses bytes that are not JSON text`(bytes: [UInt8], diagnostics: String) {
    let result = parseJSON(SourceFile(name: "a.json", bytes: bytes))
    #expect(shown(result.diagnostics) == diagnostics)
    #expect(result.tree == nil)
  }

  @Test
  func `reports equal keys however they are written`() {
    let result = parseJSON(SourceFile(name: "a.json", text: #"{"a":1,"\u0061":2,"b":{"a":3},"a":4}"#))
    #expect(shown(result.diagnostics) == "duplicate-key 7-15 (1-4), duplicate-key 30-33 (1-4)")
    #expect(result.tree?["a"]?.text == "1")
    #expect(result.tree?["b"]?["a"]?.text == "3")
  }

  @Test
  func `removes a byte order mark by its fix`() throws {
    let result = parseJSON(SourceFile(name: "a.json", text: "\u{FEFF}{}"))
    let edits = try #require(result.diagnostics.first?.fix?.edits)
    #expect(edits == [.init(SourceRange(0..<3), "")])
  }

  @Test
  func `reads a part of a file in place`() {
    let file = SourceFile(name: "page.md", text: "é```json\n{\"a\": 1}\n```")
    #expect(shown(parseJSON(file, in: SourceRange(10..<18)).tree) == "{'a'@11-14: n'1'@16-17=16-17}@10-18")
    #expect(shown(parseJSON(file, in: SourceRange(10..<17)).diagnostics) == "malformed-json 17-17")
    #expect(parseJSON(file, in: SourceRange(0..<0)).diagnostics.count == 1)
  }

  @Test
  func `answers for random bytes`() {
    var generator = SeededGenerator(seed: 11)
    let pieces = Array(#"{}[]",:\u0123456789abcdef-+.eE tfn"#.utf8) + [0xC3, 0xA9, 0xFF, 0x00, 0x0A]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
      let result = parseJSON(SourceFile(name: "a.json", bytes: bytes))
      #expect((result.tree == nil) == !result.diagnostics.filter { $0.rule != .duplicateKey }.isEmpty, "\(bytes)")
      #expect(result.diagnostics.allSatisfy { $0.location.range.upperBound <= bytes.count }, "\(bytes)")
    }
  }
}
