import PortModel
import Testing

/// RFC 8785's examples, from values to bytes.
struct CanonicalJSONTests {
  private func canonical(_ value: JSONValue) -> [UInt8] { value.serialized(.canonical) }

  private func text(_ value: JSONValue) -> String { String(decoding: canonical(value), as: UTF8.self) }

  /// Source: RFC 8785 Appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
      (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)])
  func `writes the numbers of RFC 8785 Appendix B`(bits: UInt64, expected: String) {
    #expect(text(.number(Double(bitPattern: bits))) == expected)
  }

  @Test(
    arguments: [
      (1, "1"), (-1, "-1"), (1.5, "1.5"), (100, "100"), (0.1, "0.1"), (1e20, "100000000000000000000"),
      (1.25e-7, "1.25e-7"),
      (123456.789, "123456.789"), (1e-6, "0.000001"), (-1e21, "-1e+21"), (5e-7, "5e-7"), (1e100, "1e+100"),
    ] as [(Double, String)])
  func `writes numbers as ECMAScript does`(value: Double, expected: String) {
    #expect(text(.number(value)) == expected)
  }

  @Test
  func `writes numbers that read back as themselves`() {
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(Double(text(.number(value))) == value, "bits \(state)")
    }
  }

  @Test(arguments: [
    (9_007_199_254_740_992, "9007199254740992"), (9_007_199_254_740_993, "9007199254740992"),
    (Int.max, "9223372036854776000"), (Int.min, "-9223372036854776000"), (0, "0"), (-65535, "-65535"),
  ])
  func `writes integers as the double that they are to a reader`(value: Int, expected: String) {
    #expect(text(.integer(value)) == expected)
  }

  /// Source: RFC 8785 §3.2.4.
  @Test
  func `writes the bytes of the sample object`() {
    let sample: JSONValue = [
      "numbers": [
        .number(333333333.33333329), .number(1E30), .number(4.50), .number(2e-3),
        .number(0.000000000000000000000000001),
      ],
      "string": "\u{20AC}$\u{F}\u{A}A'\u{42}\u{22}\u{5C}\\\"/",
      "literals": [.null, true, false],
    ]
    let expected: [UInt8] = [
      0x7B, 0x22, 0x6C, 0x69, 0x74, 0x65, 0x72, 0x61, 0x6C, 0x73, 0x22, 0x3A, 0x5B, 0x6E, 0x75, 0x6C, 0x6C, 0x2C, 0x74,
      0x72,
      0x75, 0x65, 0x2C, 0x66, 0x61, 0x6C, 0x73, 0x65, 0x5D, 0x2C, 0x22, 0x6E, 0x75, 0x6D, 0x62, 0x65, 0x72, 0x73, 0x22,
      0x3A,
      0x5B, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x2E, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x2C,
      0x31,
      0x65, 0x2B, 0x33, 0x30, 0x2C, 0x34, 0x2E, 0x35, 0x2C, 0x30, 0x2E, 0x30, 0x30, 0x32, 0x2C, 0x31, 0x65, 0x2D, 0x32,
      0x37,
      0x5D, 0x2C, 0x22, 0x73, 0x74, 0x72, 0x69, 0x6E, 0x67, 0x22, 0x3A, 0x22, 0xE2, 0x82, 0xAC, 0x24, 0x5C, 0x75, 0x30,
      0x30,
      0x30, 0x66, 0x5C, 0x6E, 0x41, 0x27, 0x42, 0x5C, 0x22, 0x5C, 0x5C, 0x5C, 0x5C, 0x5C, 0x22, 0x2F, 0x22, 0x7D,
    ]
    #expect(canonical(sample) == expected)
  }

  @Test
  func `writes control characters as RFC 8785 §3.2.2.2 does`() {
    #expect(
      text("\u{0}\u{8}\u{9}\u{A}\u{B}\u{C}\u{D}\u{1F}\u{7F}/\u{2028}")
        == "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u{7F}/\u{2028}\"")
  }

  @Test
  func `indents for people`() {
    let value: JSONValue = ["b": [1, [], [:]], "a": ["x": "y"]]
    let expected = """
      {
        "a": {
          "x": "y"
        },
        "b": [
          1,
          [],
          {}
        ]
      }
      """
    #expect(String(decoding: value.serialized(.indented), as: UTF8.self) == expected)
  }
}
