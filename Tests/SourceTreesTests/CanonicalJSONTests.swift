import PortModel
import SourceDiagnostics
import SourceTrees
import Testing

/// RFC 8785's examples, from text to bytes.
struct CanonicalJSONTests {
  private func canonical(_ text: String) throws -> String {
    let result = parseJSON(SourceFile(name: "a.json", text: text))
    let tree = try #require(result.tree)
    return String(decoding: tree.jsonValue().serialized(.canonical), as: UTF8.self)
  }

  @Test
  func `writes the sample object of RFC 8785 §3.2.2`() throws {
    let sample = #"""
      {
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    #expect(
      try canonical(sample)
        == #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    )
  }

  @Test
  func `sorts the keys of RFC 8785 §3.2.3 by UTF-16 code units`() throws {
    let sample = #"""
      {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
      }
      """#
    let text = try canonical(sample)
    #expect(
      text == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
        + "\"\u{F6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20AC}\":\"Euro Sign\","
        + "\"\u{1F600}\":\"Emoji: Grinning Face\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}")
    // Swift compares strings by canonical equivalence; the bytes must be the very ones.
    #expect(Array(text.utf8).contains(0xAC) && text.unicodeScalars.contains("\u{FB33}"))
  }

  @Test(arguments: [
    ("9007199254740991", "9007199254740991"), ("9007199254740993", "9007199254740992"), ("-0", "0"), ("0e99", "0"),
    ("1e0", "1"), ("100e-2", "1"), ("1.0", "1"), ("18446744073709551615", "18446744073709552000"), ("1e21", "1e+21"),
    ("123456789012345678901234", "1.2345678901234569e+23"), ("4.9e-324", "5e-324"), ("1e-400", "0"),
  ])
  func `writes numbers as IEEE doubles`(text: String, expected: String) throws {
    let actual = try canonical(text)
    #expect(actual == expected)
  }

  @Test
  func `keeps YAML scalars as strings`() throws {
    let tree = try #require(parseYAML(SourceFile(name: "a.yaml", text: "{a: 1, b: yes, c: , d: [017]}")).tree)
    #expect(tree.jsonValue() == ["a": "1", "b": "yes", "c": "", "d": ["017"]])
  }
}
