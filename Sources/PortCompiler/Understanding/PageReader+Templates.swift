import PortPage
import SourceDiagnostics

/// What template languages hide from a reader of the page's source.
extension PageReader {
  /// Reports ports in parts of the page that are not always shown, and text from other files in sections about ports.
  ///
  /// - Complexity: O(*n* log *n*) in bytes, tags and ports.
  mutating func reportTemplates() {
    let code = page.blocks.filter { $0.kind == .codeBlock }.map(\.range)
    let tags = TemplateTags(page.file.bytes, from: page.sections[0].range.lowerBound, code: code)
    if !tags.parts.isEmpty { reportParts(tags.parts) }
    for range in tags.inclusions {
      let section = section(at: range.lowerBound)
      guard speaksOfPorts(section) else { continue }
      reading.report(
        .hiddenText, "\"\(short(range))\" brings in text that is not on this page and not read",
        at: range)
    }
  }

  /// `[!INCLUDE [ports](ports.md)]` on a line of its own.
  func isInclusion(_ range: SourceRange) -> Bool {
    let bytes = page.file.bytes[range.offsets]
    guard bytes.first == UInt8(ascii: "["), bytes.starts(with: "[!INCLUDE".utf8) || bytes.starts(with: "[!include".utf8)
    else {
      return false
    }
    return bytes.last == UInt8(ascii: "]") && !bytes.contains(0x0A)
  }

  /// A code block; "```{list-table}" and "```{include} ports.md" are none, and are not read.
  mutating func readCode(_ range: SourceRange, _ section: Int) {
    explainAll(range, "code")
    let bytes = page.file.bytes
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] == UInt8(ascii: "`") || bytes[index] == UInt8(ascii: "~") {
      index += 1
    }
    guard index > range.lowerBound, index < range.upperBound, bytes[index] == UInt8(ascii: "{"),
      let end = bytes[index..<range.upperBound].firstIndex(of: UInt8(ascii: "}"))
    else { return }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    let line = SourceRange(
      range.lowerBound..<(bytes[index..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound))
    if name == "include" {
      guard speaksOfPorts(section) else { return }
      reading.report(.hiddenText, "\"\(short(line))\" brings in text that is not on this page and not read", at: line)
    } else if name.hasSuffix("table") {
      readOpaque(range, .unreadTable, "the directive \"\(name)\" is not read", section)
    }
  }

  /// Each part is reported once, at its first port that no part inside it holds.
  private mutating func reportParts(_ parts: [TemplateTags.Part]) {
    let groups = reading.groups.indices.sorted { reading.groups[$0].range < reading.groups[$1].range }
    var around: [Int] = []
    var next = 0
    var isReported = Array(repeating: false, count: parts.count)
    for group in groups {
      let range = reading.groups[group].range
      while next < parts.count, parts[next].range.lowerBound <= range.lowerBound {
        around.append(next)
        next += 1
      }
      while let last = around.last, parts[last].range.upperBound <= range.lowerBound { around.removeLast() }
      guard let part = around.last(where: { parts[$0].range.contains(range.lowerBound) }), !isReported[part] else {
        continue
      }
      isReported[part] = true
      let section = reading.scopes[reading.groups[group].scope].section
      reading.report(
        .templateCondition,
        "whether this is on the page is up to \"\(short(parts[part].tag))\"; it is read as if it always were",
        at: range, notes: [Diagnostic.Note("the tag", at: reading.location(parts[part].tag))])
      reading.unresolved.append((DiagnosticRule.templateCondition.slug, range, section))
    }
    for part in parts.indices where !isReported[part] && isInSentence(parts[part].tag) { reportWords(parts[part].tag) }
  }

  /// "{% if cloud %}agents{% else %}clients{% endif %} connect": words of a sentence that are not always there.
  private mutating func reportWords(_ tag: SourceRange) {
    let section = section(at: tag.lowerBound)
    guard speaksOfPorts(section) else { return }
    reading.report(
      .templateCondition,
      "which words of this sentence are on the page is up to \"\(short(tag))\"; they are read as if all of them were",
      at: tag)
    reading.unresolved.append((DiagnosticRule.templateCondition.slug, tag, section))
  }

  /// The tag stands inside a paragraph, and not on a line of its own.
  private func isInSentence(_ tag: SourceRange) -> Bool {
    var low = 0
    var high = page.blocks.count
    while low < high {
      let middle = (low + high) / 2
      if page.blocks[middle].range.lowerBound <= tag.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low > 0, page.blocks[low - 1].kind == .paragraph else { return false }
    return page.blocks[low - 1].range.upperBound >= tag.upperBound
  }

  /// A tag on one line, cut where it is long.
  private func short(_ tag: SourceRange) -> String {
    let text = page.file.text(tag).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count > 60 ? "\(text.prefix(60))…" : text
  }

  private func section(at offset: Int) -> Int {
    var low = 0
    var high = page.sections.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if page.sections[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
