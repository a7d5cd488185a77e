import PortPage
import SourceDiagnostics
import Testing

/// Pages that no reader accepts, and hostile ones that must not cost more than their size.
struct LimitTests {
  private func rules(_ bytes: [UInt8]) -> [String] {
    parsePage(SourceFile(name: "page.md", bytes: bytes)).diagnostics.map(\.rule.slug)
  }

  private func repeated(_ text: String, _ count: Int) -> [UInt8] { Array(String(repeating: text, count: count).utf8) }

  @Test func `refuses a page of 65 MiB`() {
    let (page, diagnostics) = parsePage(SourceFile(name: "page.md", bytes: [UInt8](repeating: 0x61, count: 65 << 20)))
    #expect(diagnostics.map(\.rule.slug) == ["page-too-large"])
    #expect(page.blocks.isEmpty)
  }

  @Test func `refuses 101 markers on a line and accepts 100`() {
    for marker in ["> ", "- ", "1. ", "+ "] {
      #expect(rules(repeated(marker, 100) + Array("a".utf8)) == [])
      #expect(rules(repeated(marker, 101) + Array("a".utf8)) == ["nested-too-deeply"])
    }
  }

  @Test func `accepts a thematic break of any length`() {
    #expect(rules(repeated("- ", 500)) == [])
    #expect(rules(repeated("* ", 500)) == [])
  }

  @Test func `refuses comments that never end in their thousands`() {
    #expect(rules(repeated("    <!--\n", 30_000)) == ["too-many-brackets"])
    #expect(rules(repeated("<!-- a -->\n", 30_000)) == [])
  }

  /// Each would take minutes if any step went back over what it has read. The sizes are such that a quadratic step shows as a
  /// test run that does not end, and a linear one takes well under a second each.
  @Test(arguments: [
    "![[]()", "*a_ ", "[", "[\n", "![", "[^", "<a ", "<a \"", "<!--", "<?", "{{", "{%", "{#", "{:", "$[", "[a](<b",
    "[a](b ", "[a](b \"", "[a](b (", "(", "**a ", "_a_b", "*_*_", "&#", "|", "|\n", "-|\n", "[x]: y\n", "[x]: <y\n",
    "\\", "  \n", "`", "]", "[a][", "![a](b)[a](b)", "<a@", "'", "- a\n", "a\n===\n", "<p\n", "!!! note\n",
    "import a from 'b'\n", "[a]: b\n===\n\n", "> a\nb\n", "\t", "\r", "{% a\n",
  ])
  func `reads hostile text in linear time`(unit: String) {
    let bytes = repeated(unit, 200_000 / unit.utf8.count)
    let (page, _) = parsePage(SourceFile(name: "page.md", bytes: bytes))
    for block in page.blocks {
      switch block.kind {
      case .heading, .paragraph, .table: _ = sentences(of: page.words(of: block))
      default: break
      }
    }
  }
}
