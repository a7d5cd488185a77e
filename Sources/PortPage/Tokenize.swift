import SourceDiagnostics

/// The tokens of a range of text; hidden markup separates them.
///
/// - Complexity: O(*n*).
func tokenize(
  _ text: [UInt8], in range: Range<Int>, _ inlines: Inlines, _ variables: TemplateVariables
) -> [Token] {
  var tokenizer = Tokenizer(range, inlines)
  let tokens = tokenizer.tokens(text.span)
  guard inlines.hidden.contains(where: { $0.effect.isVariable }) else { return tokens }
  return tokens.flatMap { token in
    guard token.traits.contains(.variable), let value = variables.text(of: text[token.range.offsets]) else {
      return [token]
    }
    return words(of: value, for: token)
  }
}

/// The words of a variable's text, all of them where the variable stands.
private func words(of value: [UInt8], for token: Token) -> [Token] {
  var tokenizer = Tokenizer(value.indices, Inlines())
  var result: [Token] = []
  for (index, word) in tokenizer.tokens(value.span).enumerated() {
    var traits = word.traits
    if index == 0 {
      traits = token.traits.intersection([.spaced, .code, .link, .afterMarkup]).union(traits.subtracting(.spaced))
    }
    result.append(Token(kind: word.kind, range: token.range, traits: traits, payload: word.payload))
  }
  return result
}

private struct Tokenizer {
  private let inlines: Inlines
  private let end: Int
  private var position: Int
  /// Up to where no hidden byte stands.
  private var limit: Int
  private var nextHidden = 0
  private var nextNode = 0
  private var codeEnd = 0
  private var linkEnd = 0
  private var pending: Token.Traits = .spaced
  /// A single quotation mark has opened and not closed.
  private var isQuoting = false
  private var result: [Token] = []

  init(_ range: Range<Int>, _ inlines: Inlines) {
    self.inlines = inlines
    position = range.lowerBound
    end = range.upperBound
    limit = inlines.hidden.isEmpty ? range.upperBound : range.lowerBound
    result.reserveCapacity(range.count / 5 + 1)
  }

  mutating func tokens(_ bytes: Span<UInt8>) -> [Token] {
    while true {
      if position >= limit {
        enterVisible(bytes)
        guard position < end else { return result }
      }
      let byte = bytes[position]
      if byte <= 0x20 {
        pending.insert(.spaced)
        position += 1
      } else if let upper = IPv6Address.end(bytes, from: position, limit) {
        add(bytes, .dotted, to: upper)
      } else if isLetter(byte) || byte == UInt8(ascii: "_") {
        scanWord(bytes)
      } else if isDigit(byte) {
        scanNumber(bytes)
      } else if byte < 0x80 {
        if byte == UInt8(ascii: "'"), skipsApostrophe(bytes, length: 1) { continue }
        if byte == UInt8(ascii: "-"), isSpacedHyphen(bytes) {
          add(bytes, .dash, to: position + 1)
          continue
        }
        add(bytes, .mark(byte), to: position + 1)
      } else {
        scanNonASCII(bytes)
      }
    }
  }

  /// Skips hidden bytes at the position and finds out how far the visible text goes.
  private mutating func enterVisible(_ bytes: Span<UInt8>) {
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
      case .character(let scalar): addCharacter(bytes, scalar, hidden.range)
      case .lineBreak: append(bytes, .lineBreak, hidden.range, 0)
      case .opaque: append(bytes, .opaque, hidden.range, 0)
      case .variable: addVariable(bytes, hidden.range)
      }
      position = hidden.range.upperBound
      nextHidden += 1
    }
    limit = end
  }

  /// A variable is a name that nobody knows, until its text takes its place.
  private mutating func addVariable(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    append(bytes, .word, range, WordHash(bytes, range).value)
    let last = result.count - 1
    result[last].traits.formUnion([.variable, .capitalized])
  }

  /// The character that an entity stands for.
  private mutating func addCharacter(_ bytes: Span<UInt8>, _ scalar: Unicode.Scalar, _ range: Range<Int>) {
    guard scalar.value >= 0x80 else {
      // A letter or digit written so is part of a word that nobody can read from the bytes.
      let byte = UInt8(scalar.value)
      return append(bytes, isPunctuation(byte) ? .mark(byte) : .opaque, range, 0)
    }
    switch NonASCII(scalar) {
    case .letter: append(bytes, .word, range, WordHash(scalar).value)
    case .dash: append(bytes, .dash, range, 0)
    case .arrow: append(bytes, .arrow, range, 0)
    case .space: pending.insert(.spaced)
    case .invisible: pending.insert(.afterMarkup)
    case .apostrophe, .symbol: append(bytes, .symbol, range, 0)
    }
  }

  private mutating func add(_ bytes: Span<UInt8>, _ kind: Token.Kind, to upper: Int, payload: UInt64 = 0) {
    append(bytes, kind, position..<upper, payload)
    position = upper
  }

  private mutating func append(
    _ bytes: Span<UInt8>, _ kind: Token.Kind, _ range: Range<Int>, _ payload: UInt64
  ) {
    var traits = pending
    if !inlines.nodes.isEmpty { traits.formUnion(inlineTraits(range.lowerBound)) }
    if bytes[range.lowerBound] &- 0x41 < 26 { traits.insert(.capitalized) }
    result.append(Token(kind: kind, range: SourceRange(range), traits: traits, payload: payload))
    pending = []
  }

  private mutating func inlineTraits(_ offset: Int) -> Token.Traits {
    while nextNode < inlines.nodes.count, inlines.nodes[nextNode].range.lowerBound <= offset {
      switch inlines.nodes[nextNode].kind {
      case .codeSpan: codeEnd = max(codeEnd, inlines.nodes[nextNode].range.upperBound)
      case .link, .undefinedReference: linkEnd = max(linkEnd, inlines.nodes[nextNode].range.upperBound)
      default: break
      }
      nextNode += 1
    }
    var traits: Token.Traits = []
    if offset < codeEnd { traits.insert(.code) }
    if offset < linkEnd { traits.insert(.link) }
    return traits
  }
}

// MARK: - Words

extension Tokenizer {
  private mutating func scanWord(_ bytes: Span<UInt8>) {
    if let digits = transportPrefix(bytes) {
      // `tcp443`: a transport with its port.
      return add(bytes, .word, to: digits, payload: WordHash(bytes, position..<digits).value)
    }
    var hash = WordHash()
    var index = position
    var hyphen: Int?
    var apostrophe: Int?
    scan: while index < limit {
      let byte = bytes[index]
      if isLetter(byte) {
        hash.add(letter: byte)
        index += 1
        continue
      }
      if isDigit(byte) || byte == UInt8(ascii: "_") {
        hash.add(byte)
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "-"):
        guard isConnected(bytes, index), !isTransport(bytes, position..<index) else { break scan }
        hyphen = index
        hash.add(byte)
        index += 1
      case UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "@"):
        guard isConnected(bytes, index) else { break scan }
        if byte == UInt8(ascii: "'") { apostrophe = index }
        hash.add(byte)
        index += 1
      case 0x80...:
        guard let upper = addNonASCII(bytes, index, &hash) else { break scan }
        if NonASCII(NonASCII.scalar(bytes, index, limit).scalar) == .apostrophe { apostrophe = index }
        index = upper
      default:
        break scan
      }
    }
    if index < limit, bytes[index] == UInt8(ascii: ":"), let upper = endOfURL(bytes, scheme: index) {
      return add(bytes, .url, to: upper)
    }
    if let hyphen, isTransport(bytes, (hyphen + 1)..<index) {
      // `non-TCP`: the transport is a word of its own.
      return add(bytes, .word, to: hyphen, payload: WordHash(bytes, position..<hyphen).value)
    }
    if let apostrophe, addContraction(bytes, apostrophe, index) { return }
    add(bytes, .word, to: index, payload: hash.value)
  }

  /// "isn't" is two words, "is" and "not"; "can't", "won't" and "shan't" have lost letters of the first.
  private mutating func addContraction(_ bytes: Span<UInt8>, _ apostrophe: Int, _ end: Int) -> Bool {
    guard bytes[end - 1] | 0x20 == UInt8(ascii: "t"), bytes[apostrophe - 1] | 0x20 == UInt8(ascii: "n"),
      apostrophe + NonASCII.scalar(bytes, apostrophe, limit).length == end - 1, apostrophe - 1 > position
    else { return false }
    let stem = WordHash(bytes, position..<(apostrophe - 1)).value
    add(bytes, .word, to: apostrophe - 1, payload: Self.stems[stem] ?? stem)
    add(bytes, .word, to: end, payload: Self.not)
    return true
  }

  private static let stems = [
    Token.hash("ca"): Token.hash("can"), Token.hash("wo"): Token.hash("will"), Token.hash("sha"): Token.hash("shall"),
  ]
  private static let not = Token.hash("not")

  /// Whether the mark at an offset joins what stands around it to one word.
  private func isConnected(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    guard index + 1 < limit else { return false }
    let next = bytes[index + 1]
    if isLetter(next) { return true }
    if isDigit(next) { return bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "@") }
    return next >= 0x80 && NonASCII(NonASCII.scalar(bytes, index + 1, limit).scalar) == .letter
  }

  /// Behind a letter outside ASCII, or an apostrophe in front of one more letter; nil for what ends the word.
  private func addNonASCII(_ bytes: Span<UInt8>, _ index: Int, _ hash: inout WordHash) -> Int? {
    let (scalar, length) = NonASCII.scalar(bytes, index, limit)
    switch NonASCII(scalar) {
    case .letter:
      for offset in index..<(index + length) { hash.add(bytes[offset]) }
      return index + length
    case .apostrophe where index + length < limit && isLetter(bytes[index + length]):
      hash.add(UInt8(ascii: "'"))
      return index + length
    case .dash, .arrow, .space, .invisible, .apostrophe, .symbol:
      return nil
    }
  }

  /// Passes over the apostrophe of a plural's possessive ("the planners' browsers"), which parts no words; one that closes a quotation stays.
  private mutating func skipsApostrophe(_ bytes: Span<UInt8>, length: Int) -> Bool {
    let isBehindWord = position > 0 && isLetter(bytes[position - 1])
    guard isBehindWord, !isQuoting, let last = result.last, case .word = last.kind,
      last.range.upperBound == position, bytes[position - 1] | 0x20 == UInt8(ascii: "s"),
      position + length + 1 < limit, bytes[position + length] == 0x20, isLetter(bytes[position + length + 1])
    else {
      isQuoting = !isBehindWord
      return false
    }
    position += length
    return true
  }

  /// "TCP 443 - optional": a hyphen with white space around it stands for a dash.
  private func isSpacedHyphen(_ bytes: Span<UInt8>) -> Bool {
    pending.contains(.spaced) && position + 1 < limit && bytes[position + 1] <= 0x20
  }

  private static let openingQuote: Unicode.Scalar = "‘"

  private func isTransport(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch range.count {
    case 3:
      let first = asciiLowercased(bytes[range.lowerBound])
      let second = asciiLowercased(bytes[range.lowerBound + 1])
      guard asciiLowercased(bytes[range.lowerBound + 2]) == UInt8(ascii: "p") else { return false }
      return first == UInt8(ascii: "t") && second == UInt8(ascii: "c")
        || first == UInt8(ascii: "u") && second == UInt8(ascii: "d")
    case 4:
      return HTMLTag.lowercased(bytes, range) == "sctp"
    default:
      return false
    }
  }

  @inline(__always) private func transportPrefix(_ bytes: Span<UInt8>) -> Int? {
    let first = bytes[position] | 0x20
    guard first == UInt8(ascii: "t") || first == UInt8(ascii: "u") || first == UInt8(ascii: "s") else { return nil }
    let letters = position + (first == UInt8(ascii: "s") ? 4 : 3)
    guard letters < limit, isDigit(bytes[letters]), isTransport(bytes, position..<letters) else { return nil }
    var digits = letters
    while digits < limit, isDigit(bytes[digits]) { digits += 1 }
    // `tcp4`, `udp6`: the transport over one version of IP.
    if digits == letters + 1, bytes[letters] == UInt8(ascii: "4") || bytes[letters] == UInt8(ascii: "6") { return nil }
    return digits == limit || !isLetter(bytes[digits]) && bytes[digits] != UInt8(ascii: "_") ? letters : nil
  }

  /// The end of the URL whose scheme ends at `scheme`: up to white space or a mark that closes something around it.
  private func endOfURL(_ bytes: Span<UInt8>, scheme: Int) -> Int? {
    guard starts(bytes, scheme..<limit, with: "://") else { return nil }
    var index = scheme + 3
    var depth = 0
    scan: while index < limit {
      switch bytes[index] {
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
    while index > scheme + 3, ".,;:!?'".utf8.contains(bytes[index - 1]) { index -= 1 }
    return index
  }
}

// MARK: - Numbers and other characters

extension Tokenizer {
  private mutating func scanNumber(_ bytes: Span<UInt8>) {
    var index = position
    var value: UInt64 = 0
    while index < limit, isDigit(bytes[index]) {
      value = min(value * 10 + UInt64(bytes[index] - 0x30), 99_999_999)
      index += 1
    }
    var kind = Token.Kind.number
    while index + 1 < limit, bytes[index] == UInt8(ascii: "."), isDigit(bytes[index + 1]) {
      kind = .dotted
      index += 1
      while index < limit, isDigit(bytes[index]) { index += 1 }
    }
    if index < limit, isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "_") {
      kind = .mixed
      while index < limit, isLetter(bytes[index]) || isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_") {
        index += 1
      }
    }
    add(bytes, kind, to: index, payload: kind == .number ? value : 0)
  }

  private mutating func scanNonASCII(_ bytes: Span<UInt8>) {
    let (scalar, length) = NonASCII.scalar(bytes, position, limit)
    switch NonASCII(scalar) {
    case .letter: scanWord(bytes)
    case .dash: add(bytes, .dash, to: position + length)
    case .arrow: add(bytes, .arrow, to: position + length)
    case .apostrophe where skipsApostrophe(bytes, length: length): break
    case .apostrophe: add(bytes, .symbol, to: position + length)
    case .symbol:
      if scalar == Self.openingQuote { isQuoting = true }
      add(bytes, .symbol, to: position + length)
    case .space:
      pending.insert(.spaced)
      position += length
    case .invisible:
      position += length
    }
  }
}
