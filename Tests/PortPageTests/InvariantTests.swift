import PortPage
import SourceDiagnostics
import Testing

/// What holds for every page, whatever its bytes are.
struct InvariantTests {
  private static let templates = [
    "{% if a %}", "{{ b }}", "{{< c >}}", "{: .d}", ":::", ":::note", "!!! note", "    !!! tip", "??? x", "=== \"T\"",
    "> [!NOTE]", "<Tabs>", "</Tabs>", "import a from 'b'", "export const c = {", "<% e %>", "{# f #}", "{/* g */}", "{",
    "| a | b |", "|---|---|", "--- | ---", "a | b", "x {{ y }} z {% w %}", "**b** `c` [d](e) [f][g] [^1] <i>",
    "TCP 443.",
    "http://x:80/y, 10.0.0.1 a-b don't tcp443 5MB 1-2 → – €",
  ]

  @Test func `holds for random Markdown`() {
    var random = RandomText()
    print("seed \(random.seed)")
    for _ in 0..<RandomText.cases(1_500) {
      let front = random.pick(["", "", "", "---\na: b\n---\n", "+++\n+++\n", "\u{FEFF}", "---\n"])
      check(Array((front + random.blockText(Self.templates)).utf8), random.seed)
    }
  }

  @Test func `holds for random bytes`() {
    var random = RandomText()
    print("seed \(random.seed)")
    for _ in 0..<RandomText.cases(300) {
      let count = random.count(0...300)
      check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, random.seed)
      check(
        (0..<count).map { _ in Array("*_[]()<>!&\\`{}%#|-+:=$ \t\r\n\n0a\"'".utf8).randomElement(using: &random) ?? 0 },
        random.seed)
    }
  }

  private func check(_ bytes: [UInt8], _ seed: UInt64) {
    let (page, diagnostics) = parsePage(SourceFile(name: "page.md", bytes: bytes))
    let problem =
      problemOfDiagnostics(page, diagnostics) ?? problemOfBlocks(page) ?? problemOfLeaves(page)
      ?? page.blocks.lazy.compactMap { problemOfText($0, page) }.first
    #expect(problem == nil, "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
  }

  private func problemOfDiagnostics(_ page: Page, _ diagnostics: [Diagnostic]) -> String? {
    for diagnostic in diagnostics where !page.file.range.contains(diagnostic.location.range) {
      return "\(diagnostic.rule.slug) lies outside"
    }
    return nil
  }

  /// Blocks lie in their parents, and side by side otherwise; sections follow them.
  private func problemOfBlocks(_ page: Page) -> String? {
    var ends: [Int?: Int] = [:]
    for (index, block) in page.blocks.enumerated() {
      if !page.file.range.contains(block.range) || block.range.isEmpty { return "block \(index) lies outside" }
      if let parent = block.parent {
        guard parent < index else { return "block \(index) comes before its parent" }
        if !page.blocks[parent].range.contains(block.range) { return "block \(index) is not in its parent" }
      }
      if block.range.lowerBound < ends[block.parent] ?? 0 { return "block \(index) overlaps the one before" }
      ends[block.parent] = block.range.upperBound
      if isBlank(page.file.bytes[block.range.lowerBound]) || isBlank(page.file.bytes[block.range.upperBound - 1]) {
        // An indented code block may begin with a tab that is partly content.
        if block.kind != .codeBlock { return "block \(index) has blanks around it" }
      }
    }
    for (index, section) in page.sections.enumerated() {
      if !page.file.range.contains(section.range) { return "section \(index) lies outside" }
      if section.blocks.upperBound > page.blocks.count { return "section \(index) has blocks that are not there" }
      if let parent = section.parent, !page.sections[parent].range.contains(section.range) {
        return "section \(index) is not in its parent"
      }
    }
    return nil
  }

  /// Every byte that is not blank is in exactly one leaf or line of syntax, or is the marker of a container.
  private func problemOfLeaves(_ page: Page) -> String? {
    var owners = [Int](repeating: 0, count: page.file.bytes.count)
    for block in page.blocks {
      switch block.kind {
      case .blockQuote, .list, .item: continue
      default: for offset in block.range.offsets { owners[offset] += 1 }
      }
    }
    for line in page.lineSyntax {
      for offset in line.range.offsets { owners[offset] += 1 }
    }
    if let double = owners.firstIndex(where: { $0 > 1 }) { return "byte \(double) is in two blocks" }
    guard !page.blocks.isEmpty, !page.file.bytes.contains(UInt8(ascii: "[")) else { return nil }
    let start = page.frontMatter?.range.upperBound ?? (page.file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    for (offset, count) in owners.enumerated() where offset >= start && count == 0 {
      let byte = page.file.bytes[offset]
      if !isBlank(byte), !">-+*.)0123456789".utf8.contains(byte) { return "byte \(offset) is in no block" }
    }
    return nil
  }

  /// Markup nests, tokens ascend, and every visible byte is in exactly one of them.
  private func problemOfText(_ block: Block, _ page: Page) -> String? {
    switch block.kind {
    case .heading, .paragraph, .table: break
    default: return nil
    }
    let content = page.content(of: block)
    let inlines = page.inlines(of: block)
    var open: [SourceRange] = []
    for node in inlines.nodes {
      if !content.contains(node.range) || !node.range.contains(node.content) { return "markup lies outside" }
      while let last = open.last, last.upperBound <= node.range.lowerBound { open.removeLast() }
      if let last = open.last, !last.contains(node.range) { return "markup overlaps" }
      open.append(node.range)
    }
    let tokens = page.words(of: block)
    let hidden = inlines.hiddenRanges
    for ranges in [hidden, tokens.map(\.range)] {
      var end = content.lowerBound
      for range in ranges {
        if range.isEmpty || range.lowerBound < end || !content.contains(range) { return "ranges do not ascend" }
        end = range.upperBound
      }
    }
    var end = 0
    for sentence in sentences(of: tokens) {
      if sentence.isEmpty || sentence.lowerBound < end { return "sentences do not ascend" }
      end = sentence.upperBound
    }
    _ = page.visibleText(content)
    return problemOfCoverage(content, tokens.map(\.range), hidden, page)
  }

  private func problemOfCoverage(
    _ content: SourceRange, _ tokens: [SourceRange], _ hidden: [SourceRange], _ page: Page
  ) -> String? {
    var owners = [UInt8](repeating: 0, count: content.count)
    for range in hidden { for offset in range.offsets { owners[offset - content.lowerBound] = 1 } }
    for range in tokens {
      // A token that stands for markup (an entity, a template tag) lies on hidden bytes whole.
      let isMarkup = owners[range.lowerBound - content.lowerBound] == 1
      for offset in range.offsets {
        if (owners[offset - content.lowerBound] == 1) != isMarkup { return "a token is hidden in part" }
        owners[offset - content.lowerBound] = 2
      }
    }
    let isValid = String(validating: page.file.bytes, as: UTF8.self) != nil
    if isValid, let token = tokens.first(where: { isInsideCharacter($0, page) }) {
      return "token \(token) cuts a character"
    }
    for (index, owner) in owners.enumerated() where owner == 0 {
      let byte = page.file.bytes[content.lowerBound + index]
      // Markers of block quotes are blanked; white space and characters without glyph are dropped.
      if byte > 0x20, byte < 0x80, byte != UInt8(ascii: ">") { return "byte \(content.lowerBound + index) is lost" }
    }
    return nil
  }

  private func isInsideCharacter(_ range: SourceRange, _ page: Page) -> Bool {
    let bytes = page.file.bytes
    return bytes[range.lowerBound] & 0xC0 == 0x80
      || range.upperBound < bytes.count && bytes[range.upperBound] & 0xC0 == 0x80
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
