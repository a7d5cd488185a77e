import SourceDiagnostics

/// Raw HTML, autolinks, entities and template tags.
extension InlineScanner {
  mutating func scanPointyBracket() {
    let start = position
    switch byte(at: start + 1) {
    case UInt8(ascii: "%")?:
      if let close = near(.erb, from: start + 2) { return addTemplate(start..<(close + 2)) }
    case UInt8(ascii: "!")?:
      if let end = endOfDeclaration(from: start) { return addHidden(.html, start..<end) }
    case UInt8(ascii: "?")?:
      if let close = next(.instruction, from: start + 2) { return addHidden(.html, start..<(close + 2)) }
    default:
      if let end = endOfAutolink(from: start) {
        add(.autolink, start..<end, content: (start + 1)..<(end - 1))
        hide(start..<(start + 1))
        hide((end - 1)..<end)
        position = end
        return
      }
      if let end = HTMLTag.end(bytes.span, start..<self.end, isTolerant: true) {
        return addHidden(.html, start..<end, isBreak(start..<end) ? .lineBreak : .boundary)
      }
    }
    position += 1
  }

  /// The next closing mark, if it is near enough to belong to a template tag.
  private mutating func near(_ mark: ClosingMark, from offset: Int) -> Int? {
    guard let found = next(mark, from: offset), found - offset <= HTMLTag.maximumLength else { return nil }
    return found
  }

  /// A comment, a declaration or a CDATA section. Source: CommonMark 0.31 §6.6.
  private mutating func endOfDeclaration(from start: Int) -> Int? {
    let rest = (start + 2)..<max(start + 2, end)
    if starts(bytes.span, rest, with: "--") { return next(.comment, from: start + 2).map { $0 + 3 } }
    if starts(bytes.span, rest, with: "[CDATA[") { return next(.characterData, from: start + 9).map { $0 + 3 } }
    guard let first = byte(at: start + 2), isLetter(first) else { return nil }
    return next(.declaration, from: start + 3).map { $0 + 1 }
  }

  /// `<scheme:…>` or `<name@host>`. Source: CommonMark 0.31 §6.5.
  private func endOfAutolink(from start: Int) -> Int? {
    let limit = min(end, start + HTMLTag.maximumLength)
    var index = start + 1
    while index < limit, isLetter(bytes[index]) || isDigit(bytes[index]) || isSchemeMark(bytes[index]) { index += 1 }
    if index < limit, bytes[index] == UInt8(ascii: ":"), (2...32).contains(index - start - 1),
      isLetter(bytes[start + 1])
    {
      while index < limit, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: ">") {
        index += 1
      }
      return index < limit && bytes[index] == UInt8(ascii: ">") ? index + 1 : nil
    }
    index = start + 1
    while index < limit, isMailByte(bytes[index]) { index += 1 }
    guard index > start + 1, index < limit, bytes[index] == UInt8(ascii: "@") else { return nil }
    return endOfHost(from: index + 1, limit)
  }

  private func isSchemeMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private func isMailByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
  }

  /// Labels of letters, digits and inner hyphens, 63 bytes at most, joined by dots, up to `>`.
  private func endOfHost(from start: Int, _ limit: Int) -> Int? {
    var label = start
    var index = start
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ">") {
        guard index > label, index - label <= 63, bytes[label] != UInt8(ascii: "-"),
          bytes[index - 1] != UInt8(ascii: "-")
        else { return nil }
        if byte == UInt8(ascii: ">") { return index + 1 }
        label = index + 1
      } else if !isLetter(byte), !isDigit(byte), byte != UInt8(ascii: "-") {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// `<br>`, `</br>`, `<br/>`, `<BR clear="all">`; and the paragraphs, items and rows of HTML, `<p>`, `<li>`, `<div>`, `<tr>`.
  private func isBreak(_ range: Range<Int>) -> Bool {
    var first = range.lowerBound + 1
    if bytes[first] == UInt8(ascii: "/") { first += 1 }
    let nameEnd = HTMLTag.endOfName(bytes.span, first..<range.upperBound)
    switch nameEnd - first {
    case 1: return bytes[first] | 0x20 == UInt8(ascii: "p")
    case 2:
      let pair = (bytes[first] | 0x20, bytes[first + 1] | 0x20)
      return pair == (UInt8(ascii: "b"), UInt8(ascii: "r")) || pair == (UInt8(ascii: "l"), UInt8(ascii: "i"))
        || pair == (UInt8(ascii: "t"), UInt8(ascii: "r"))
    case 3: return HTMLTag.lowercased(bytes.span, first..<nameEnd) == "div"
    default: return false
    }
  }

  mutating func scanEntity() {
    let start = position
    guard let entity = Entity.scan(bytes.span, start, end) else {
      position += 1
      return
    }
    let effect: Inlines.Effect =
      entity.scalar.properties.isWhitespace ? .space : .character(entity.scalar)
    addHidden(.entity, start..<entity.end, effect)
  }

  private mutating func addTemplate(_ range: Range<Int>) {
    addHidden(.template, range, TemplateVariables.isVariable(bytes[range]) ? .variable : .opaque)
  }

  mutating func scanTemplate() {
    let start = position
    let next = byte(at: start + 1)
    if bytes[start] == UInt8(ascii: "$") {
      // `$[name]`: a variable of DocFX and others.
      if next == UInt8(ascii: "["), let close = near(.bracket, from: start + 2) {
        return addTemplate(start..<(close + 1))
      }
      position += 1
      return
    }
    switch next {
    case UInt8(ascii: "{")?:
      if let close = near(.output, from: start + 2) { return addTemplate(start..<(close + 2)) }
    case UInt8(ascii: "%")?:
      if let close = near(.tag, from: start + 2) { return addTemplate(start..<(close + 2)) }
    case UInt8(ascii: "/")? where byte(at: start + 2) == UInt8(ascii: "*"):
      if let close = near(.moduleComment, from: start + 3) { return addHidden(.template, start..<(close + 3)) }
    case UInt8(ascii: "#")?, UInt8(ascii: ".")?, UInt8(ascii: ":")?:
      return scanAttributes()
    case UInt8(ascii: "'")?, UInt8(ascii: "\"")?:
      if let close = endOfBlankText(from: start) { return addHidden(.template, start..<close) }
    default:
      if let close = endOfExpression(from: start) { return addTemplate(start..<close) }
    }
    position += 1
  }

  /// `{' '}`: JSX for a space.
  private func endOfBlankText(from start: Int) -> Int? {
    let quote = bytes[start + 1]
    var index = start + 2
    let limit = min(end, start + HTMLTag.maximumLength)
    while index < limit, isSpaceOrTab(bytes[index]) { index += 1 }
    guard index + 1 < limit, bytes[index] == quote, bytes[index + 1] == UInt8(ascii: "}") else { return nil }
    return index + 2
  }

  /// `{#id}`, `{.class}`, `{: … }`, and `{# a comment #}`.
  private mutating func scanAttributes() {
    let start = position
    if bytes[start + 1] == UInt8(ascii: "#"), byte(at: start + 2).map(isSpaceOrTab) ?? false,
      let close = near(.templateComment, from: start + 2)
    {
      return addHidden(.template, start..<(close + 2))
    }
    guard let close = near(.brace, from: start + 2) else {
      position += 1
      return
    }
    addHidden(.attributes, start..<(close + 1))
  }

  /// `{name}` and `{name.member}`: an MDX expression or a variable of some template language.
  private func endOfExpression(from start: Int) -> Int? {
    var index = start + 1
    guard let first = byte(at: index), isLetter(first) || first == UInt8(ascii: "_") else { return nil }
    let limit = min(end, start + HTMLTag.maximumLength)
    while index < limit,
      isLetter(bytes[index]) || isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_")
        || bytes[index] == UInt8(ascii: ".")
    { index += 1 }
    return index < limit && bytes[index] == UInt8(ascii: "}") ? index + 1 : nil
  }
}
