import Testing

@testable import PortModel

struct ByteOrderTests {
  @Test(arguments: [UInt64](1...8))
  func `agrees with the standard library`(seed: UInt64) {
    var generator = Xorshift64(state: seed)
    for length in 0..<20 {
      for _ in 0..<50 {
        let one = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var other = one
        if !other.isEmpty, Bool.random(using: &generator) {
          other[Int.random(in: other.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) { other.append(UInt8.random(in: 0...255, using: &generator)) }
        let expected = one.lexicographicallyPrecedes(other)
        #expect(ByteOrder.isAscending(one.span, other.span) == expected, "\(one) \(other)")
        #expect(ByteOrder.isAscending(other.span, one.span) == other.lexicographicallyPrecedes(one), "\(other) \(one)")
      }
    }
  }

  @Test(arguments: [1 as UInt64, 2_026, 11])
  func `sorts ids by their bytes, and equal ones by their places`(seed: UInt64) {
    var generator = Xorshift64(state: seed)
    for round in 0..<300 {
      let ids = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        // Beginnings that many share, NUL, letters outside ASCII, and lengths around those that are compared as numbers.
        let stem =
          ["", "port-conflict-", "a\0", "é", "e\u{301}", "0123456789abcdef"].randomElement(using: &generator) ?? ""
        return stem + String("ab\0c".randomElement(using: &generator) ?? "a")
          + String(repeating: "x", count: Int.random(in: 0...18, using: &generator) / 3 * 3)
      }
      let expected = ids.indices.sorted { one, other in
        let (a, b) = (Array(ids[one].utf8), Array(ids[other].utf8))
        return a == b ? one < other : a.lexicographicallyPrecedes(b)
      }
      #expect(ByteOrder.order(ids.indices) { ids[$0] } == expected, "seed \(seed), round \(round)")
      #expect(ByteOrder.sorted(Array(ids.enumerated())) { $0.element }.map(\.offset) == expected)
    }
  }
}

struct JSONStringTests {
  /// Every ASCII character at every place of texts that are shorter and longer than a machine word.
  @Test
  func `escapes what RFC 8785 escapes wherever it stands`() {
    for code in UInt8(0)..<0x80 {
      let character = String(UnicodeScalar(code))
      let escaped =
        switch code {
        case 0x08: #"\b"#
        case 0x09: #"\t"#
        case 0x0A: #"\n"#
        case 0x0C: #"\f"#
        case 0x0D: #"\r"#
        case UInt8(ascii: "\""): #"\""#
        case UInt8(ascii: "\\"): #"\\"#
        case 0..<0x20: #"\u00"# + (code < 0x10 ? "0" : "") + String(code, radix: 16)
        default: character
        }
      for padding in ["a", "é", "\u{7F}"] {
        for before in 0..<10 {
          for behind in 0..<10 {
            let start = String(repeating: padding, count: before)
            let end = String(repeating: padding, count: behind)
            var writer = JSONWriter(style: .canonical)
            writer.string(start + character + end)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"" + start + escaped + end + "\"")
          }
        }
      }
    }
  }
}
