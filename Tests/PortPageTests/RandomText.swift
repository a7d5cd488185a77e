import Foundation

/// The random numbers of one test run: SplitMix64, seeded by the environment variable `PORTSPEC_SEED`.
struct RandomText: RandomNumberGenerator {
  private var state: UInt64
  /// Printed by every test that uses it, so that a failure can be had again.
  let seed: UInt64

  init() {
    seed = ProcessInfo.processInfo.environment["PORTSPEC_SEED"].flatMap(UInt64.init) ?? 20_260_101
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func pick(_ pieces: [String]) -> String { pieces[Int(next() % UInt64(pieces.count))] }

  mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// How many random cases a test tries; `PORTSPEC_CASES` multiplies it.
  static func cases(_ count: Int) -> Int {
    count * (ProcessInfo.processInfo.environment["PORTSPEC_CASES"].flatMap(Int.init) ?? 1)
  }

  /// Lines in which anything that can be block structure stands beside anything else.
  mutating func blockText(_ more: [String] = []) -> String {
    let prefixes = [
      "", "", "", " ", "  ", "   ", "    ", "\t", "> ", ">", "- ", "* ", "+ ", "1. ", "2) ", "-\t", "      ", ">\t",
    ]
    let texts =
      [
        "", "", "a", "a", "foo bar", "-", "1.", "#", "## b", "# c #", "#d", "```", "``` x", "```` y ` z", "~~~", "~~~~",
        "=", "===", "---", "--", "***", "* * *", "_ _ _", "___", "<div>", "</div>", "<b>", "<b", "<p", "<!--", "-->",
        "<!-- x -->", "<?", "?>", "<!A", "x > y", "<![CDATA[", "]]>", "<pre>", "</pre>", "</pre> x", "<script",
        "e</script>",
        "[a]: /b", "[a]:", "\"t\"", "'t", "[a]: <b> \"c", "c\"", "\\", "`", "*", "[", "]", "&amp;", "é", "10. x",
        "1234567890. x", "+ y", "> z", "- - w", "<a href='x'>", "<a href='x' /> v", "<textarea>", "\u{B}", "\\# e",
      ] + more
    var text = ""
    for _ in 0..<count(1...24) {
      let start = text.endIndex
      for _ in 0..<count(0...3) { text += pick(prefixes) }
      let piece = pick(texts)
      // cmark 0.30 does not find definitions in lazy continuation lines that are indented.
      if piece.hasPrefix("[a]:"), text[start...].allSatisfy(\.isWhitespace) { text.removeSubrange(start...) }
      text += piece
      text += pick(["\n", "\n", "\n", "\n", "\n", "\n", "\r\n", "\r"])
    }
    return text
  }
}
