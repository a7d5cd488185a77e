/// A line, or the rest of one, that belongs to something else than CommonMark.
struct LineSyntax {
  enum Placement {
    /// Never part of a sentence.
    case anywhere
    /// Writes text where it stands: a block of its own only between blank lines, else part of the paragraph around it.
    case betweenBlankLines
    /// A JavaScript module line: begins behind a blank line and goes on to the next one.
    case module
  }

  var kind: Block.Kind
  /// The bytes that are not prose.
  var range: Range<Int>
  var placement = Placement.anywhere
  /// The content follows indented by four columns, as MkDocs and Python-Markdown have it.
  var opensIndentedBlock = false

  /// Recognises the line whose text, container markers left out, is `text`.
  ///
  /// - `:::`, `::::`: Docusaurus and MyST directives; `!!!`, `???`, `=== "`: MkDocs admonitions, details and tabs; `[!NOTE]`: GitHub
  ///   and DocFX alerts;
  /// - `{: … }`: kramdown attribute lists;
  /// - `{% … %}`, `{{< … >}}`, `{{% … %}}`, `{# … #}`, `{/* … */}`, `<% … %>`, and `{{ … }}` between blank lines: template tags;
  /// - `<Tabs>`, `</Tabs>`, `<Port n={1} />`: JSX components; `import … from '…'`, `export …`: MDX.
  static func recognize(_ bytes: Span<UInt8>, _ line: Range<Int>) -> LineSyntax? {
    var end = line.upperBound
    while end > line.lowerBound, isSpaceOrTab(bytes[end - 1]) { end -= 1 }
    let text = line.lowerBound..<end
    guard text.count >= 2 else { return nil }
    switch bytes[text.lowerBound] {
    case UInt8(ascii: ":"):
      return starts(bytes, text, with: ":::") ? LineSyntax(kind: .admonition, range: text) : nil
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "="):
      return indentedBlock(bytes, text)
    case UInt8(ascii: "["):
      return alert(bytes, text)
    case UInt8(ascii: "{"):
      return braces(bytes, text)
    case UInt8(ascii: "<"):
      if starts(bytes, text, with: "<%") { return whole(bytes, text, "%>", .template) }
      return HTMLTag.isComponent(bytes, text) ? LineSyntax(kind: .template, range: text) : nil
    case UInt8(ascii: "i"), UInt8(ascii: "e"):
      return isModuleLine(bytes, text) ? LineSyntax(kind: .template, range: text, placement: .module) : nil
    default:
      return nil
    }
  }

  private static func indentedBlock(_ bytes: Span<UInt8>, _ text: Range<Int>) -> LineSyntax? {
    let isMarked =
      starts(bytes, text, with: "!!! ") || starts(bytes, text, with: "??? ") || starts(bytes, text, with: "???+ ")
      || starts(bytes, text, with: "=== \"")
    return isMarked ? LineSyntax(kind: .admonition, range: text, opensIndentedBlock: true) : nil
  }

  /// `[!NOTE]` alone on its line.
  private static func alert(_ bytes: Span<UInt8>, _ text: Range<Int>) -> LineSyntax? {
    guard starts(bytes, text, with: "[!") else { return nil }
    var end = text.lowerBound + 2
    while end < text.upperBound, isLetter(bytes[end]) { end += 1 }
    guard end > text.lowerBound + 2, end == text.upperBound - 1, bytes[end] == UInt8(ascii: "]") else { return nil }
    return LineSyntax(kind: .admonition, range: text)
  }

  private static func braces(_ bytes: Span<UInt8>, _ text: Range<Int>) -> LineSyntax? {
    switch bytes[text.lowerBound + 1] {
    case UInt8(ascii: ":"): return whole(bytes, text, "}", .attributes)
    case UInt8(ascii: "%"): return whole(bytes, text, "%}", .template)
    case UInt8(ascii: "#"): return whole(bytes, text, "#}", .template)
    case UInt8(ascii: "/"): return starts(bytes, text, with: "{/*") ? whole(bytes, text, "*/}", .template) : nil
    case UInt8(ascii: "{"):
      guard var syntax = whole(bytes, text, "}}", .template) else { return nil }
      let isShortcode = starts(bytes, text, with: "{{<") || starts(bytes, text, with: "{{%")
      if !isShortcode { syntax.placement = .betweenBlankLines }
      return syntax
    default: return nil
    }
  }

  /// The line when it is one tag from end to end.
  private static func whole(
    _ bytes: Span<UInt8>, _ text: Range<Int>, _ close: StaticString, _ kind: Block.Kind
  ) -> LineSyntax? {
    let count = close.utf8CodeUnitCount
    guard text.count >= 2 + count, ends(bytes, text, with: close) else { return nil }
    // Prose between two tags (`{% if a %}Port 80{% endif %}`) is prose.
    for index in (text.lowerBound + 2)..<(text.upperBound - count)
    where starts(bytes, index..<text.upperBound, with: close) { return nil }
    return LineSyntax(kind: kind, range: text)
  }

  /// `import A from "b"`, `import "b"`, `export const a = …`, `export default …`.
  private static func isModuleLine(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
    if starts(bytes, text, with: "export default ") { return true }
    if starts(bytes, text, with: "export const ") || starts(bytes, text, with: "export function ") { return true }
    guard starts(bytes, text, with: "import "), text.count >= 9 else { return false }
    var end = text.upperBound
    if bytes[end - 1] == UInt8(ascii: ";") { end -= 1 }
    guard isQuote(bytes[end - 1]) else { return false }
    if isQuote(bytes[text.lowerBound + 7]) { return true }
    return text.dropLast(5).contains { starts(bytes, $0..<end, with: " from ") }
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }
}
