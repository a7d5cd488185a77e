import PortModel
import PortPage
import SourceDiagnostics

/// Tabs of MDX, Hugo, Liquid, MkDocs and their like: what stands in one holds for the case that its label names.
extension PageReader {
  private struct Tab {
    /// What the label says, without quotes.
    var label: SourceRange
    /// Where the content begins.
    var start: Int
  }

  /// Gives the ports of each tab its label as their condition.
  ///
  /// - Complexity: O(*n* log *n*) in the page's ports and template lines, apart from the depth of nesting.
  mutating func readTabs() {
    readIndentedTabs()
    readDirectiveTabs()
    var open: [Tab?] = []
    for line in page.lineSyntax where line.kind == .template {
      guard let tag = TabTag(page.file.bytes, line.range) else { continue }
      guard tag.isClosing else {
        open.append(tag.label.map { Tab(label: $0, start: line.range.upperBound) })
        continue
      }
      if let tab = open.popLast() ?? nil { close(tab, at: line.range.lowerBound) }
    }
  }

  /// `:::{tab-item} X`, "```{tab-item} X" and `::: tab X` of MyST and VitePress, up to the fence that closes them.
  private mutating func readDirectiveTabs() {
    let text = page.file.bytes
    var open: [(mark: UInt8, length: Int, tab: Tab?)] = []
    for line in page.lineSyntax where line.kind == .admonition {
      let mark = text[line.range.lowerBound]
      guard mark == UInt8(ascii: ":") || mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { continue }
      var index = line.range.lowerBound
      while index < line.range.upperBound, text[index] == mark { index += 1 }
      let length = index - line.range.lowerBound
      while index < line.range.upperBound, text[index] == 0x20 { index += 1 }
      guard index == line.range.upperBound else {
        open.append((mark, length, directiveTab(index..<line.range.upperBound)))
        continue
      }
      guard let last = open.lastIndex(where: { $0.mark == mark && $0.length <= length }) else { continue }
      if let tab = open[last].tab { close(tab, at: line.range.lowerBound) }
      open.removeSubrange(last...)
    }
  }

  /// "{tab-item} X", "tab X"
  private func directiveTab(_ range: Range<Int>) -> Tab? {
    let text = page.file.bytes
    for opener in ["{tab-item}", "{tab}", "tab-item ", "tab "] where text[range].starts(with: opener.utf8) {
      var start = range.lowerBound + opener.utf8.count
      while start < range.upperBound, text[start] == 0x20 { start += 1 }
      guard start < range.upperBound else { return nil }
      return Tab(label: SourceRange(start..<range.upperBound), start: range.upperBound)
    }
    return nil
  }

  /// `=== "X"` of MkDocs: the lines behind it that are indented further.
  private mutating func readIndentedTabs() {
    let text = page.file.bytes
    for line in page.lineSyntax where line.kind == .admonition {
      guard text[line.range.offsets].starts(with: "===".utf8),
        let quote = text[line.range.offsets].firstIndex(of: UInt8(ascii: "\"")),
        let end = text[line.range.offsets].lastIndex(of: UInt8(ascii: "\"")), quote + 1 < end
      else { continue }
      let first = text[..<line.range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let indentation = line.range.lowerBound - first
      close(
        Tab(label: SourceRange((quote + 1)..<end), start: line.range.upperBound),
        at: endOfIndented(from: line.range.upperBound, deeperThan: indentation))
    }
  }

  /// The end of the lines that are blank or indented further than by a number of columns.
  private func endOfIndented(from start: Int, deeperThan indentation: Int) -> Int {
    let text = page.file.bytes
    var position = start
    while let feed = text[position...].firstIndex(of: UInt8(ascii: "\n")) {
      var index = feed + 1
      while index < text.count, text[index] == UInt8(ascii: " ") || text[index] == UInt8(ascii: "\t") { index += 1 }
      let isBlank = index == text.count || text[index] == UInt8(ascii: "\n") || text[index] == UInt8(ascii: "\r")
      let hasTab = text[(feed + 1)..<index].contains(UInt8(ascii: "\t"))
      guard isBlank || hasTab || index - feed - 1 > indentation else { return feed + 1 }
      position = feed + 1
    }
    return text.count
  }

  private mutating func close(_ tab: Tab, at end: Int) {
    let groups = reading.groups.indices.filter { index in
      let range = reading.groups[index].range
      return range.lowerBound >= tab.start && range.upperBound <= end
    }
    guard let first = groups.first else { return }
    var statement = Statement(range: tab.label)
    let text = page.file.text(tab.label)
    statement.condition = Located(StatedCondition(text: text, isException: false), at: tab.label)
    statement.isConditionOfPort = true
    statement.refersToPorts = true
    paragraph += 1
    sentenceNumber += 1
    place(SharedStatement(statement), reading.groups[first].scope, groups, isTitle: true)
  }
}

/// `<TabItem value="x" label="X">`, `{{< tab "X" >}}`, `{% tab title="X" %}`, and what closes them.
private struct TabTag {
  var isClosing: Bool
  /// nil where the tag has none.
  var label: SourceRange?

  /// - Parameter range: A line of a template language.
  init?(_ text: [UInt8], _ range: SourceRange) {
    var index = range.lowerBound
    func skip(_ set: StaticString) {
      while index < range.upperBound, Self.holds(set, text[index]) { index += 1 }
    }
    skip("<{%#- \t")
    isClosing = index < range.upperBound && text[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    skip(" ")
    let start = index
    while index < range.upperBound, Self.isLetter(text[index]) { index += 1 }
    var name = String(decoding: text[start..<index], as: UTF8.self).lowercased()
    if name.hasPrefix("end") {
      isClosing = true
      name.removeFirst(3)
    }
    guard name == "tab" || name == "tabitem" else { return nil }
    if isClosing { return }
    // Whether `/>` ends it: a tab without content.
    if text[range.offsets].suffix(2).elementsEqual("/>".utf8) { return nil }
    label = Self.label(text, index..<range.upperBound)
  }

  private static func label(_ text: [UInt8], _ range: Range<Int>) -> SourceRange? {
    var best: (rank: Int, range: SourceRange)?
    var index = range.lowerBound
    while index < range.upperBound {
      let quote = text[index]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = text[(index + 1)..<range.upperBound].firstIndex(of: quote)
      else {
        index += 1
        continue
      }
      let value = SourceRange((index + 1)..<end)
      if let rank = rank(attribute(text, before: index, from: range.lowerBound)), !value.isEmpty,
        rank < best?.rank ?? .max
      {
        best = (rank, value)
      }
      index = end + 1
    }
    return best?.range
  }

  /// The name in front of `=`; empty for a value without name.
  private static func attribute(_ text: [UInt8], before quote: Int, from start: Int) -> String {
    var end = quote
    while end > start, holds("={ :", text[end - 1]) { end -= 1 }
    guard end < quote, text[end..<quote].contains(where: { holds("=:", $0) }) else { return "" }
    var begin = end
    while begin > start, isLetter(text[begin - 1]) { begin -= 1 }
    return String(decoding: text[begin..<end], as: UTF8.self).lowercased()
  }

  private static func rank(_ attribute: String) -> Int? {
    switch attribute {
    case "label": 0
    case "title", "name", "header": 1
    case "": 2
    case "value": 3
    default: nil
    }
  }

  private static func holds(_ set: StaticString, _ byte: UInt8) -> Bool {
    set.withUTF8Buffer { unsafe $0.contains(byte) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
}
