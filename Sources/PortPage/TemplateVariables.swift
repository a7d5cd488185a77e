/// The variables of a template language that a page writes, and the texts that stand for them.
///
/// What stands between the braces names a variable: `product` in `{{ product }}`, `{product}` and `$[product]`, `site.name` in
/// `{{site.name}}`, `data variables.product` in `{% data variables.product %}`. Filters (`| escape`) are no part of the name.
package struct TemplateVariables: Sendable {
  private let values: [String: [UInt8]]

  package init(_ texts: [String: String] = [:]) {
    values = Dictionary(
      texts.map { (Self.normalised(Array($0.key.utf8)), Array($0.value.utf8)) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// The text for a tag; nil where none is given.
  func text(of tag: ArraySlice<UInt8>) -> [UInt8]? {
    if values.isEmpty { return nil }
    guard let name = Self.name(in: tag) else { return nil }
    return values[Self.normalised(name)]
  }

  /// Whether a tag stands for a text: a variable, and not a command of the template language such as `{% if %}` or `{{< icon >}}`.
  static func isVariable(_ tag: ArraySlice<UInt8>) -> Bool { name(in: tag) != nil }

  /// The tags of `{% … %}` that put out a text.
  private static let outputs: Set<String> = ["data", "var", "variable", "param", "value", "get"]

  private static func name(in tag: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var content: ArraySlice<UInt8>
    if tag.starts(with: "{{".utf8), tag.count > 4 {
      content = tag.dropFirst(2).dropLast(2)
      // Shortcodes, blocks, partials and comments.
      if let first = content.first, "<%#/!>".utf8.contains(first) { return nil }
    } else if tag.starts(with: "{%".utf8), tag.count > 4 {
      content = tag.dropFirst(2).dropLast(2)
      let word = trimmed(content).prefix { isLetter($0) }
      guard outputs.contains(String(decoding: word, as: UTF8.self)) else { return nil }
    } else if tag.starts(with: "<%=".utf8), tag.count > 5 {
      content = tag.dropFirst(3).dropLast(2)
    } else if tag.starts(with: "$[".utf8), tag.count > 3 {
      content = tag.dropFirst(2).dropLast()
    } else if tag.first == UInt8(ascii: "{"), tag.count > 2, tag.last == UInt8(ascii: "}") {
      content = tag.dropFirst().dropLast()
    } else {
      return nil
    }
    if let filter = content.firstIndex(of: UInt8(ascii: "|")) { content = content[..<filter] }
    content = trimmed(content)
    guard let first = content.first, isLetter(first) || "._$@".utf8.contains(first),
      content.allSatisfy({ isNamePart($0) })
    else { return nil }
    return content
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte >= 0x80 || " ._-$@\t".utf8.contains(byte)
  }

  private static func trimmed(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var content = content
    // White space, and the marks that take it away: `{{- name -}}`.
    while let first = content.first, first <= 0x20 || first == UInt8(ascii: "-") { content.removeFirst() }
    while let last = content.last, last <= 0x20 || last == UInt8(ascii: "-") { content.removeLast() }
    return content
  }

  /// Without a dot in front, white space collapsed.
  private static func normalised(_ name: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in name {
      if byte <= 0x20 {
        if let last = result.last, last != 0x20 { result.append(0x20) }
      } else if !(byte == UInt8(ascii: ".") && result.isEmpty) {
        result.append(byte)
      }
    }
    while result.last == 0x20 { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }
}
