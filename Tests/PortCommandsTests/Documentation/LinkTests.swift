import Foundation
import Testing

struct LinkTests {
  @Test(arguments: Documentation.pages)
  func `links to what exists`(path: String) throws {
    let directory = Documentation.root.appending(path: path).deletingLastPathComponent()
    for target in Self.targets(in: try Documentation.text(path)) {
      let file = directory.appending(path: target.prefix { $0 != "#" }).standardized
      #expect(FileManager.default.fileExists(atPath: file.path), "\(path) links to \(target)")
    }
  }

  @Test func `finds links outside code`() {
    let text = "see [a](b.md#c) and [x](https://example.com)\n```text\n[no](no.md)\n```\n`[no](no.md)` [d](e/)\n"
    #expect(Self.targets(in: text) == ["b.md#c", "e/"])
  }

  /// The relative targets of inline links.
  private static func targets(in text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let code = FencedBlock.blocks(in: lines).map(\.content)
    return lines.enumerated().filter { line in !code.contains { $0.contains(line.offset) } }.flatMap { line in
      // Every second piece between backticks is code.
      line.element.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }
        .flatMap { $0.element.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) } }
    }.filter { !$0.contains("://") && !$0.hasPrefix("#") }
  }
}
