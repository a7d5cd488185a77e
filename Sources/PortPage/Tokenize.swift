import SourceDiagnostics

/// The tokens of a range of text; hidden markup separates them.
///
/// - Complexity: O(*n*).
func tokenize(_ text: [UInt8], in range: Range<Int>, _ inlines: Inlines) -> [Token] {
  var tokenizer = Tokenizer(text, range, inlines)
  return tokenizer.tokens()
}

private struct Tokenizer {
  private let text: [UInt8]
  private let inlines: Inlines
  private let end: Int
  private var position: Int
  /// Up to where no hidden byte stands.
  private var limit: Int
  private var nextHidden = 0
  private var nextNode = 0
  private var codeEnd = 0
  private var linkEnd = 0
  private var pending: Token.Traits = []
  private var result: [Token] = []

  init(_ text: [UInt8], _ range: Range<Int>, _ inlines: Inlines) {
    self.text = text
    self.inlines = inlines
    position = range.lowerBound
    end = range.upperBound
    limit = range.lowerBound
    result.reserveCapacity(range.count / 5 + 1)
  }

  mutating func tokens() -> [Token] {
    pending = .spaced
    while position < end {
      if position >= limit { enterVisible() }
      guard position < end else { break }
      let byte = text[position]
      switch byte {
      case 0...0x20:
        pending.insert(.spaced)
        position += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): scanWord()
      case 0x80...: scanNonASCII()
      default:
        add(.mark(byte), to: position + 1)
      }
    }
    return result
  }

  /// Skips hidden bytes at the position and finds out how far the visible text goes.
  private mutating func enterVisible() {
    while nextHidden < inlines.hidden.count {
      let hidden = inlines.hidden[nextHidden]
      if hidden.range.upperBound <= position {
        nextHidden += 1
        continue
      }
      guard hidden.range.lowerBound <= position else {
        limit = min(end, hidden.range.lowerBound)
        return
      }
      switch hidden.effect {
      case .boundary: pending.insert(.afterMarkup)
      case .space: pending.insert(.spaced)
      case .lineBreak: append(.lineBreak, hidden.range, 0)
      case .opaque: append(.opaque, hidden.range, 0)
      }
      position = hidden.range.upperBound
      nextHidden += 1
    }
    limit = end
  }

  private mutating func add(_ kind: Token.Kind, to upper: Int, payload: UInt64 = 0) {
    append(kind, position..<upper, payload)
    position = upper
  }

  private mutating func append(_ kind: Token.Kind, _ range: Range<Int>, _ payload: UInt64) {
    while nextNode < inlines.nodes.count, inlines.nodes[nextNode].range.lowerBound <= range.lowerBound {
      switch inlines.nodes[nextNode].kind {
      case .codeSpan: codeEnd = max(codeEnd, inlines.nodes[nextNode].range.upperBound)
      case .link, .undefinedReference: linkEnd = max(linkEnd, inlines.nodes[nextNode].range.upperBound)
      default: break
      }
      nextNode += 1
    }
    var traits = pending
    if range.lowerBound < codeEnd { traits.insert(.code) }
    if range.lowerBound < linkEnd { traits.insert(.link) }
    if text[range.lowerBound] >= 0x41, text[range.lowerBound] <= 0x5A { traits.insert(.capitalized) }
    result.append(Token(kind: kind, range: SourceRange(range), traits: traits, payload: payload))
    pending = []
  }

  // MARK: Words

  private mutating func scanWord() {
    if let upper = endOfURL() { return add(.url, to: upper) }
    var hash = WordHash()
    var index = position
    // `tcp443`: a transport with its port.
    if let digits = transportPrefix() {
      for byte in text[position..<digits] { hash.add(byte) }
      return add(.word, to: digits, payload: hash.value)
    }
    var hyphenAt: Int?
    while index < limit {
      let byte = text[index]
      if isWordByte(byte) {
        hash.add(byte)
        index += 1
      } else if isConnector(byte), index + 1 < limit, index > position, isConnected(byte, text[index + 1]) {
        if byte == UInt8(ascii: "-") {
          if isTransport(position..<index) { break }
          hyphenAt = index
        }
        hash.add(byte)
        index += 1
      } else if let apostrophe = curlyApostrophe(index) {
        hash.add(UInt8(ascii: "'"))
        index = apostrophe
      } else {
        break
      }
    }
    if let hyphenAt, isTransport((hyphenAt + 1)..<index) {
      // `UDP-TCP`, `non-TCP`: the transport is a word of its own.
      var first = WordHash()
      for byte in text[position..<hyphenAt] { first.add(byte) }
      return add(.word, to: hyphenAt, payload: first.value)
    }
    add(.word, to: index, payload: hash.value)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 && !isSpecial(at: byte)
  }

  /// Bytes that begin a character outside ASCII that is no letter, as far as the first byte tells: U+2000 to U+2FFF, and U+0080 to U+00BF.
  private func isSpecial(at byte: UInt8) -> Bool { byte == 0xE2 || byte == 0xC2 }

  private func isConnector(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@")
  }

  private func isConnected(_ connector: UInt8, _ next: UInt8) -> Bool {
    switch connector {
    case UInt8(ascii: "."), UInt8(ascii: "@"): isLetter(next) || isDigit(next)
    default: isLetter(next) || next >= 0x80 && !isSpecial(at: next)
    }
  }

  /// Behind U+2019 between letters.
  private func curlyApostrophe(_ index: Int) -> Int? {
    guard index + 3 < limit, text[index] == 0xE2, text[index + 1] == 0x80, text[index + 2] == 0x99,
      isLetter(text[index + 3])
    else { return nil }
    return index + 3
  }

  private func isTransport(_ range: Range<Int>) -> Bool {
    guard range.count == 3 || range.count == 4 else { return false }
    let name = range.map { text[$0] | 0x20 }
    return name.elementsEqual("tcp".utf8) || name.elementsEqual("udp".utf8) || name.elementsEqual("sctp".utf8)
  }

  private func transportPrefix() -> Int? {
    var letters = position
    while letters < limit, isLetter(text[letters]) { letters += 1 }
    var digits = letters
    while digits < limit, isDigit(text[digits]) { digits += 1 }
    guard digits > letters, isTransport(position..<letters), digits == limit || !isLetter(text[digits]) else {
      return nil
    }
    return letters
  }

  /// The end of a URL that begins here: a scheme, `://`, and what follows up to white space or a closing mark.
  private func endOfURL() -> Int? {
    var index = position
    while index < limit, isLetter(text[index]) || isDigit(text[index]) || text[index] == UInt8(ascii: "+") {
      index += 1
    }
    guard index + 3 < limit, index > position, text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "/"),
      text[index + 2] == UInt8(ascii: "/")
    else { return nil }
    index += 3
    var depth = 0
    scan: while index < limit {
      switch text[index] {
      case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "|"):
        break scan
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth < 0 { break scan }
      default: break
      }
      index += 1
    }
    while let last = text[position..<index].last, ".,;:!?'".utf8.contains(last) { index -= 1 }
    return index
  }

  // MARK: Numbers and other characters

  private mutating func scanNumber() {
    var index = position
    var value: UInt64 = 0
    while index < limit, isDigit(text[index]) {
      value = min(value * 10 + UInt64(text[index] - 0x30), 99_999_999)
      index += 1
    }
    var kind = Token.Kind.number
    while index + 1 < limit, text[index] == UInt8(ascii: "."), isDigit(text[index + 1]) {
      kind = .dotted
      index += 1
      while index < limit, isDigit(text[index]) { index += 1 }
    }
    if index < limit, isLetter(text[index]) || text[index] == UInt8(ascii: "_") {
      kind = .mixed
      while index < limit, isWordByte(text[index]) { index += 1 }
    }
    add(kind, to: index, payload: kind == .number ? value : 0)
  }

  private mutating func scanNonASCII() {
    var upper = position + 1
    while upper < limit, text[upper] & 0xC0 == 0x80, upper - position < 4 { upper += 1 }
    let scalar = String(decoding: text[position..<upper], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    switch scalar {
    case "\u{2010}"..."\u{2015}", "\u{2212}": add(.dash, to: upper)
    case "\u{2190}"..."\u{21FF}", "\u{27F0}"..."\u{27FF}", "\u{2900}"..."\u{297F}", "\u{2B00}"..."\u{2B11}":
      add(.arrow, to: upper)
    case "\u{A0}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}", "\u{3000}":
      pending.insert(.spaced)
      position = upper
    case "\u{AD}", "\u{200B}"..."\u{200F}", "\u{2060}", "\u{FEFF}":
      position = upper
    default:
      if scalar.properties.isAlphabetic {
        scanForeignWord(from: upper)
      } else {
        add(.symbol, to: upper)
      }
    }
  }

  /// A word that begins with a letter outside ASCII.
  private mutating func scanForeignWord(from index: Int) {
    var upper = index
    var hash = WordHash()
    for byte in text[position..<index] { hash.add(byte) }
    while upper < limit, isWordByte(text[upper]) {
      hash.add(text[upper])
      upper += 1
    }
    add(.word, to: upper, payload: hash.value)
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
