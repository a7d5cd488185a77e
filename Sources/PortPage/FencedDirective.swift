/// The fence of a MyST directive whose content is Markdown: "```{note}", "~~~{tab-item} Linux".
///
/// Source: MyST Markdown, "Directives".
struct FencedDirective {
  private let mark: UInt8
  private let length: Int

  /// - Parameter line: The bytes of a line behind its container markers.
  init?(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    mark = bytes[line.lowerBound]
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] == mark { index += 1 }
    length = index - line.lowerBound
    guard length >= 3, index < line.upperBound, bytes[index] == UInt8(ascii: "{") else { return nil }
    let start = index + 1
    index = start
    while index < line.upperBound, bytes[index] != UInt8(ascii: "}") { index += 1 }
    guard index < line.upperBound else { return nil }
    var name: [UInt8] = []
    for offset in start..<index { name.append(bytes[offset]) }
    guard Self.names.contains(String(decoding: name, as: UTF8.self)) else { return nil }
  }

  /// The line has nothing but a fence as long as this one, or longer.
  func isClosed(by bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] == mark { index += 1 }
    guard index - line.lowerBound >= length else { return false }
    while index < line.upperBound, isSpaceOrTab(bytes[index]) { index += 1 }
    return index == line.upperBound
  }

  /// Directives whose content is text for everybody.
  private static let names: Set<String> = [
    "note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "admonition", "seealso",
    "todo", "dropdown", "details", "card", "card-body", "grid", "grid-item", "grid-item-card", "tab-set", "tab-item",
    "tabs", "tab", "topic", "sidebar", "margin", "versionadded", "versionchanged", "deprecated",
  ]
}
