/// A line, or the rest of one, that belongs to something else than CommonMark.
struct LineSyntax {
  var kind: Block.Kind
  /// The bytes that are not prose.
  var range: Range<Int>
  /// The content follows indented by four columns, as MkDocs and Python-Markdown have it.
  var opensIndentedBlock = false

  /// Recognises the line whose text, container markers left out, is `text`.
  ///
  /// - `:::`, `::::`: Docusaurus and MyST directives; `!!!`, `???`: MkDocs admonitions and details; `[!NOTE]`: GitHub and DocFX alerts;
  /// - `{: … }`: kramdown attribute lists; `{% … %}`, `{{< … >}}`, `{{% … %}}`, `{{ … }}`, `<% … %>` alone on a line: template tags;
  /// - `import … from '…'` and `export …` with a JavaScript string or brace: MDX.
  static func recognize(_ bytes: [UInt8], _ text: Range<Int>) -> LineSyntax? {
    switch bytes[text.lowerBound] {
    case UInt8(ascii: ":"):
      return starts(bytes, text, with: ":::") ? LineSyntax(kind: .admonition, range: text) : nil
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      guard starts(bytes, text, with: "!!! ") || starts(bytes, text, with: "??? ") || starts(bytes, text, with: "???+ ")
      else { return nil }
      return LineSyntax(kind: .admonition, range: text, opensIndentedBlock: true)
    case UInt8(ascii: "["):
      return alert(bytes, text)
    case UInt8(ascii: "{"):
      if starts(bytes, text, with: "{:") { return whole(bytes, text, "}", .attributes) }
      if starts(bytes, text, with: "{%") { return whole(bytes, text, "%}", .template) }
      return starts(bytes, text, with: "{{") ? whole(bytes, text, "}}", .template) : nil
    case UInt8(ascii: "<"):
      return starts(bytes, text, with: "<%") ? whole(bytes, text, "%>", .template) : nil
    case UInt8(ascii: "i"):
      return starts(bytes, text, with: "import ") && isModuleLine(bytes, text)
        ? LineSyntax(kind: .template, range: text) : nil
    case UInt8(ascii: "e"):
      return starts(bytes, text, with: "export const ") || starts(bytes, text, with: "export default ")
        ? LineSyntax(kind: .template, range: text) : nil
    default:
      return nil
    }
  }

  /// `[!NOTE]` and what a processor allows behind it, as long as it stands alone.
  private static func alert(_ bytes: [UInt8], _ text: Range<Int>) -> LineSyntax? {
    guard starts(bytes, text, with: "[!") else { return nil }
    var end = text.lowerBound + 2
    while end < text.upperBound, isLetter(bytes[end]) { end += 1 }
    guard end > text.lowerBound + 2, end < text.upperBound, bytes[end] == UInt8(ascii: "]"),
      bytes[(end + 1)..<text.upperBound].allSatisfy(isBlank)
    else { return nil }
    return LineSyntax(kind: .admonition, range: text)
  }

  /// The line when it is one tag from end to end.
  private static func whole(_ bytes: [UInt8], _ text: Range<Int>, _ close: String, _ kind: Block.Kind) -> LineSyntax? {
    var end = text.upperBound
    while end > text.lowerBound, isBlank(bytes[end - 1]) { end -= 1 }
    let closing = Array(close.utf8)
    guard end - text.lowerBound >= 2 + closing.count, bytes[(end - closing.count)..<end].elementsEqual(closing) else {
      return nil
    }
    // Prose between two tags (`{% if a %}Port 80{% endif %}`) is prose.
    var index = text.lowerBound + 2
    while index < end - closing.count {
      if bytes[index] == closing[0], bytes[index..<end].starts(with: closing) { return nil }
      index += 1
    }
    return LineSyntax(kind: kind, range: text.lowerBound..<end)
  }

  /// `import A from "b"` and `import "b"`.
  private static func isModuleLine(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
    var end = text.upperBound
    while end > text.lowerBound, isBlank(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ";") { end -= 1 }
    guard bytes[end - 1] == UInt8(ascii: "'") || bytes[end - 1] == UInt8(ascii: "\"") else { return false }
    let first = bytes[text.lowerBound + 7]
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return true }
    let from = Array(" from ".utf8)
    return (text.lowerBound..<max(text.lowerBound, end - from.count)).contains {
      bytes[$0] == UInt8(ascii: " ") && bytes[$0..<end].starts(with: from)
    }
  }

  private static func starts(_ bytes: [UInt8], _ text: Range<Int>, with prefix: StaticString) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard text.count >= count else { return false }
    return prefix.withUTF8Buffer { buffer in
      for offset in 0..<count where unsafe buffer[offset] != bytes[text.lowerBound + offset] { return false }
      return true
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
  }
}
