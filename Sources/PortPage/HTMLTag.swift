/// The syntax of one HTML or JSX tag.
enum HTMLTag {
  /// Longest tag that is looked for; longer ones stay text.
  static let maximumLength = 4_096

  /// Elements whose content is no Markdown up to their end tag. Source: CommonMark 0.31 §4.6, kind 1.
  static let rawTextNames: Set<String> = ["script", "pre", "style", "textarea"]

  /// Source: CommonMark 0.31 §4.6, kind 6; `source` is from 0.30.
  static let blockNames: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]

  /// Behind the letters, digits, hyphens and dots of a name; dots belong to JSX (`<Tabs.Item>`).
  static func endOfName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.lowerBound
    guard end < range.upperBound, isLetter(bytes[end]) else { return end }
    while end < range.upperBound,
      isLetter(bytes[end]) || isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ".")
    { end += 1 }
    return end
  }

  static func lowercased(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    guard range.count <= 16 else { return "" }
    var name = ""
    for index in range { name.unicodeScalars.append(Unicode.Scalar(asciiLowercased(bytes[index]))) }
    return name
  }

  /// Whether a line's text is one tag of a component: a name with a capital that is no HTML element.
  static func isComponent(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
    var first = text.lowerBound + 1
    if first < text.upperBound, bytes[first] == UInt8(ascii: "/") { first += 1 }
    let nameEnd = endOfName(bytes, first..<text.upperBound)
    guard nameEnd > first, bytes[first] <= UInt8(ascii: "Z") else { return false }
    let name = lowercased(bytes, first..<nameEnd)
    guard !blockNames.contains(name), !rawTextNames.contains(name) else { return false }
    return end(bytes, text, isTolerant: true) == text.upperBound
  }

  /// Whether `</script`, `</pre`, `</style` or `</textarea` ends a range.
  static func endsWithRawTextEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.upperBound
    while start > range.lowerBound, isLetter(bytes[start - 1]), range.upperBound - start < 9 { start -= 1 }
    guard ends(bytes, range.lowerBound..<start, with: "</") else { return false }
    return rawTextNames.contains(lowercased(bytes, start..<range.upperBound))
  }

  /// Behind the tag that begins at the first byte of `range`, which is `<`.
  ///
  /// - Parameter isTolerant: Whether to accept JSX too: braces as values and attributes, and marks in attribute names. Without,
  ///   as CommonMark 0.31 §6.6 has it.
  static func end(_ bytes: Span<UInt8>, _ range: Range<Int>, isTolerant: Bool) -> Int? {
    let limit = min(range.upperBound, range.lowerBound + maximumLength)
    var index = range.lowerBound + 1
    let isClosing = index < limit && bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    index = endOfName(bytes, index..<limit)
    guard index > nameStart else { return nil }
    if !isTolerant {
      for position in nameStart..<index where bytes[position] == UInt8(ascii: ".") { return nil }
    }
    if isClosing {
      index = skipSpaces(bytes, index, limit)
      return index < limit && bytes[index] == UInt8(ascii: ">") ? index + 1 : nil
    }
    while true {
      let spaced = skipSpaces(bytes, index, limit)
      guard spaced < limit else { return nil }
      if bytes[spaced] == UInt8(ascii: ">") { return spaced + 1 }
      if bytes[spaced] == UInt8(ascii: "/") {
        return spaced + 1 < limit && bytes[spaced + 1] == UInt8(ascii: ">") ? spaced + 2 : nil
      }
      guard spaced > index, let next = endOfAttribute(bytes, spaced, limit, isTolerant) else { return nil }
      index = next
    }
  }

  private static func endOfAttribute(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int, _ isTolerant: Bool) -> Int? {
    if isTolerant, bytes[start] == UInt8(ascii: "{") { return endOfBraces(bytes, start, limit) }
    var index = start
    while index < limit, isNameByte(bytes[index], isFirst: index == start, isTolerant) { index += 1 }
    guard index > start else { return nil }
    let equals = skipSpaces(bytes, index, limit)
    guard equals < limit, bytes[equals] == UInt8(ascii: "=") else { return index }
    let value = skipSpaces(bytes, equals + 1, limit)
    guard value < limit else { return nil }
    switch bytes[value] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      var close = value + 1
      while close < limit, bytes[close] != bytes[value] { close += 1 }
      return close < limit ? close + 1 : nil
    case UInt8(ascii: "{") where isTolerant:
      return endOfBraces(bytes, value, limit)
    default:
      var end = value
      while end < limit, isUnquotedValueByte(bytes[end]) { end += 1 }
      return end > value ? end : nil
    }
  }

  private static func isNameByte(_ byte: UInt8, isFirst: Bool, _ isTolerant: Bool) -> Bool {
    if isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") { return true }
    if isTolerant, byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#") || byte >= 0x80 { return true }
    return !isFirst && (isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"))
  }

  private static func isUnquotedValueByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "`"):
      false
    default: true
    }
  }

  /// Behind the brace that closes the one at `start`, whatever stands between; short, because a search that fails is repeated for
  /// each opener.
  private static func endOfBraces(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    var depth = 0
    for index in start..<min(limit, start + 1_000) {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    return nil
  }
}
