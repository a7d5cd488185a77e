import SourceDiagnostics

/// Raw HTML, autolinks, entities and template tags.
extension InlineScanner {
  mutating func scanPointyBracket() {
    let start = position
    switch byte(at: start + 1) {
    case UInt8(ascii: "%")?:
      if let close = find("%>", from: start + 2) { return addHidden(.template, start..<(close + 2), .opaque) }
    case UInt8(ascii: "!")?:
      if byte(at: start + 2) == UInt8(ascii: "-"), byte(at: start + 3) == UInt8(ascii: "-"),
        let close = find("-->", from: start + 2)
      {
        return addHidden(.html, start..<(close + 3))
      }
    case UInt8(ascii: "?")?:
      if let close = find("?>", from: start + 2) { return addHidden(.html, start..<(close + 2)) }
    default:
      if let end = endOfAutolink(from: start) {
        add(.autolink, start..<end, content: (start + 1)..<(end - 1))
        hide(start..<(start + 1))
        hide((end - 1)..<end)
        position = end
        return
      }
      if let end = endOfTag(from: start) {
        return addHidden(.html, start..<end, isBreak(start..<end) ? .lineBreak : .boundary)
      }
    }
    position += 1
  }

  /// `<scheme:…>` or `<name@host>`. Source: CommonMark 0.31 §6.5.
  private func endOfAutolink(from start: Int) -> Int? {
    var index = start + 1
    guard let first = byte(at: index), isLetter(first) || isDigit(first) else { return nil }
    var separator: UInt8?
    let limit = min(end, start + Self.maximumTagLength)
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return separator == nil ? nil : index + 1 }
      guard byte > 0x20, byte != UInt8(ascii: "<") else { return nil }
      if separator == nil {
        if byte == UInt8(ascii: ":") {
          guard (2...32).contains(index - start - 1), isLetter(first) else { return nil }
          separator = byte
        } else if byte == UInt8(ascii: "@") {
          separator = byte
        } else if !isLetter(byte), !isDigit(byte), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "."),
          byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_")
        {
          return nil
        }
      } else if separator == UInt8(ascii: "@"), !isLetter(byte), !isDigit(byte), byte != UInt8(ascii: "."),
        byte != UInt8(ascii: "-")
      {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// An open or closing tag; attributes as CommonMark 0.31 §6.6 has them, and JSX expressions as values.
  private func endOfTag(from start: Int) -> Int? {
    var index = start + 1
    if byte(at: index) == UInt8(ascii: "/") { index += 1 }
    guard let first = byte(at: index), isLetter(first) else { return nil }
    let limit = min(end, start + Self.maximumTagLength)
    while index < limit,
      isLetter(bytes[index]) || isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "-")
        || bytes[index] == UInt8(ascii: ".")
    { index += 1 }
    // `<ds-address>` is a placeholder that a browser would hide; HTML agrees with it.
    while index < limit {
      switch bytes[index] {
      case UInt8(ascii: ">"): return index + 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let close = quoteEnd(index, limit) else { return nil }
        index = close
      case UInt8(ascii: "{"):
        guard let close = bytes[index..<limit].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        index = close + 1
      case UInt8(ascii: "<"): return nil
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "/"),
        UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."),
        UInt8(ascii: "#"), UInt8(ascii: "@"):
        index += 1
      default:
        guard isLetter(bytes[index]) || isDigit(bytes[index]) || bytes[index] >= 0x80 else { return nil }
        index += 1
      }
    }
    return nil
  }

  private func quoteEnd(_ start: Int, _ limit: Int) -> Int? {
    guard let close = bytes[(start + 1)..<limit].firstIndex(of: bytes[start]) else { return nil }
    return close + 1
  }

  private func isBreak(_ range: Range<Int>) -> Bool {
    let tag = bytes[range].dropFirst()
    return tag.count >= 3 && (tag.first == UInt8(ascii: "b") || tag.first == UInt8(ascii: "B"))
      && (tag[tag.startIndex + 1] | 0x20) == UInt8(ascii: "r") && !isLetter(tag[tag.startIndex + 2])
  }

  /// `&name;`, `&#digits;`, `&#xdigits;`. Source: CommonMark 0.31 §2.5.
  mutating func scanEntity() {
    let start = position
    var index = start + 1
    let limit = min(end, start + 34)
    if byte(at: index) == UInt8(ascii: "#") { index += 1 }
    while index < limit, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
    guard index > start + 1, index < limit, bytes[index] == UInt8(ascii: ";"),
      bytes[start + 1] == UInt8(ascii: "#") ? index > start + 2 : isLetter(bytes[start + 1])
    else {
      position += 1
      return
    }
    addHidden(.entity, start..<(index + 1), isSpaceEntity(start..<(index + 1)) ? .space : .boundary)
  }

  private func isSpaceEntity(_ range: Range<Int>) -> Bool {
    let name = String(decoding: bytes[range], as: UTF8.self)
    return ["&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;", "&#xA0;", "&#xa0;", "&#32;", "&#10;"].contains(name)
  }

  mutating func scanTemplate() {
    let start = position
    let next = byte(at: start + 1)
    if bytes[start] == UInt8(ascii: "$") {
      if next == UInt8(ascii: "["), let close = find("]", from: start + 2) {
        return addHidden(.template, start..<(close + 1), .opaque)
      }
      position += 1
      return
    }
    switch next {
    case UInt8(ascii: "{")?:
      if let close = find("}}", from: start + 2) { return addHidden(.template, start..<(close + 2), .opaque) }
    case UInt8(ascii: "%")?:
      if let close = find("%}", from: start + 2) { return addHidden(.template, start..<(close + 2), .opaque) }
    case UInt8(ascii: "#")?, UInt8(ascii: ".")?, UInt8(ascii: ":")?:
      if let close = find("}", from: start + 2) { return addHidden(.attributes, start..<(close + 1)) }
    default:
      if let close = endOfExpression(from: start) { return addHidden(.template, start..<close, .opaque) }
    }
    position += 1
  }

  /// `{name}` and `{name.member}`: an MDX expression or a variable of some template language.
  private func endOfExpression(from start: Int) -> Int? {
    var index = start + 1
    guard let first = byte(at: index), isLetter(first) || first == UInt8(ascii: "_") else { return nil }
    let limit = min(end, start + Self.maximumTagLength)
    while index < limit,
      isLetter(bytes[index]) || isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_")
        || bytes[index] == UInt8(ascii: ".")
    { index += 1 }
    return index < limit && bytes[index] == UInt8(ascii: "}") ? index + 1 : nil
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
