import SourceDiagnostics

/// One pass over a text for inline markup; emphasis is resolved by ``DelimiterStack``.
struct InlineScanner {
  let bytes: [UInt8]
  let start: Int
  let end: Int
  let labels: Set<String>
  var position: Int
  var result = Inlines()
  var delimiters = DelimiterStack()
  private var brackets: [Bracket] = []
  /// For each length of a backtick run: no run of that length begins at or behind this offset.
  private var noBackticksFrom: [Int: Int] = [:]
  /// Longest destination, title, label or tag that is looked for; longer ones stay text.
  static let maximumTagLength = 4_096

  private struct Bracket {
    var start: Int
    var contentStart: Int
    var isImage: Bool
    var isActive = true
    var delimiterBottom: Int?
  }

  init(_ bytes: [UInt8], _ range: Range<Int>, _ labels: Set<String>) {
    self.bytes = bytes
    self.labels = labels
    start = range.lowerBound
    position = range.lowerBound
    end = range.upperBound
  }

  static func hasMarkup(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let span = bytes.span
    for index in range {
      switch span[index] {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "{"), UInt8(ascii: "$"):
        return true
      default: continue
      }
    }
    return false
  }

  mutating func scan() -> Inlines {
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\\"): scanBackslash()
      case UInt8(ascii: "`"): scanCodeSpan()
      case UInt8(ascii: "*"), UInt8(ascii: "_"): scanDelimiterRun()
      case UInt8(ascii: "!") where byte(at: position + 1) == UInt8(ascii: "["): openBracket(isImage: true)
      case UInt8(ascii: "["): scanOpeningBracket()
      case UInt8(ascii: "]"): scanClosingBracket()
      case UInt8(ascii: "<"): scanPointyBracket()
      case UInt8(ascii: "&"): scanEntity()
      case UInt8(ascii: "{"), UInt8(ascii: "$"): scanTemplate()
      default: position += 1
      }
    }
    delimiters.resolve(above: nil, into: &result)
    result.nodes.sort { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
    result.hidden.sort { $0.range.lowerBound < $1.range.lowerBound }
    return result
  }

  func byte(at index: Int) -> UInt8? { index < end ? bytes[index] : nil }

  mutating func add(_ kind: InlineNode.Kind, _ range: Range<Int>, content: Range<Int>) {
    result.nodes.append(InlineNode(kind: kind, range: SourceRange(range), content: SourceRange(content)))
  }

  mutating func hide(_ range: Range<Int>, _ effect: Inlines.Effect = .boundary) {
    guard !range.isEmpty else { return }
    result.hidden.append(Inlines.Hidden(range: range, effect: effect))
  }

  /// A whole element that no reader sees.
  mutating func addHidden(_ kind: InlineNode.Kind, _ range: Range<Int>, _ effect: Inlines.Effect = .boundary) {
    add(kind, range, content: range)
    hide(range, effect)
    position = range.upperBound
  }

  // MARK: Backslash, code, delimiters

  private mutating func scanBackslash() {
    guard let next = byte(at: position + 1) else {
      position += 1
      return
    }
    if next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
      addHidden(.hardBreak, position..<(position + 1), .lineBreak)
    } else if isPunctuation(next) {
      hide(position..<(position + 1))
      position += 2
    } else {
      position += 1
    }
  }

  private mutating func scanCodeSpan() {
    let start = position
    let length = runLength(of: UInt8(ascii: "`"), at: start)
    position += length
    if let limit = noBackticksFrom[length], position >= limit { return }
    var search = position
    while search < end {
      guard bytes[search] == UInt8(ascii: "`") else {
        search += 1
        continue
      }
      let closing = runLength(of: UInt8(ascii: "`"), at: search)
      if closing == length {
        add(.codeSpan, start..<(search + length), content: position..<search)
        hide(start..<position)
        hide(search..<(search + length))
        position = search + length
        return
      }
      search += closing
    }
    noBackticksFrom[length] = position
  }

  private func runLength(of byte: UInt8, at start: Int) -> Int {
    var index = start
    while index < end, bytes[index] == byte { index += 1 }
    return index - start
  }

  private mutating func scanDelimiterRun() {
    let byte = bytes[position]
    let length = runLength(of: byte, at: position)
    let before = position == start ? .space : CharacterClass(before: position, in: bytes)
    let after = CharacterClass(at: position + length, before: end, in: bytes)
    let isLeft = after != .space && (after != .punctuation || before != .word)
    let isRight = before != .space && (before != .punctuation || after != .word)
    let isUnderscore = byte == UInt8(ascii: "_")
    delimiters.push(
      byte, position..<(position + length),
      canOpen: isLeft && (!isUnderscore || !isRight || before == .punctuation),
      canClose: isRight && (!isUnderscore || !isLeft || after == .punctuation))
    position += length
  }

  // MARK: Links and images

  private mutating func scanOpeningBracket() {
    if byte(at: position + 1) == UInt8(ascii: "^"), let close = find("]", from: position + 2), close > position + 2,
      !bytes[position..<close].contains(where: isWhitespace)
    {
      addHidden(.footnoteReference, position..<(close + 1))
      return
    }
    openBracket(isImage: false)
  }

  private mutating func openBracket(isImage: Bool) {
    let contentStart = position + (isImage ? 2 : 1)
    brackets.append(
      Bracket(start: position, contentStart: contentStart, isImage: isImage, delimiterBottom: delimiters.top))
    position = contentStart
  }

  private mutating func scanClosingBracket() {
    let close = position
    position += 1
    guard let bracket = brackets.popLast(), bracket.isActive else { return }
    if let inline = inlineDestination(from: position) {
      finish(bracket, close: close, end: inline.end, destination: inline.destination, isDefined: true)
    } else if let label = followingLabel(from: position) {
      let name = label.isEmpty ? bracket.contentStart..<close : label
      let isDefined = labels.contains(normalizedLabel(name))
      // A template may define the label; that the text is no sentence part is plain either way.
      finish(bracket, close: close, end: label.upperBound + 1, destination: nil, isDefined: isDefined)
    } else if labels.contains(normalizedLabel(bracket.contentStart..<close)) {
      finish(bracket, close: close, end: position, destination: nil, isDefined: true)
    }
  }

  private mutating func finish(
    _ bracket: Bracket, close: Int, end linkEnd: Int, destination: Range<Int>?, isDefined: Bool
  ) {
    let target = destination.map { SourceRange($0) }
    let kind: InlineNode.Kind =
      !isDefined ? .undefinedReference : bracket.isImage ? .image(destination: target) : .link(destination: target)
    add(kind, bracket.start..<linkEnd, content: bracket.contentStart..<close)
    hide(bracket.start..<bracket.contentStart)
    hide(close..<linkEnd)
    delimiters.resolve(above: bracket.delimiterBottom, into: &result)
    position = linkEnd
    guard !bracket.isImage else { return }
    for index in brackets.indices.reversed() where !brackets[index].isImage {
      // Those further down were made inactive by the link that made this one so.
      guard brackets[index].isActive else { break }
      brackets[index].isActive = false
    }
  }

  /// `(destination "title")`.
  private func inlineDestination(from start: Int) -> (destination: Range<Int>, end: Int)? {
    guard byte(at: start) == UInt8(ascii: "(") else { return nil }
    let limit = min(end, start + Self.maximumTagLength)
    var index = skipSpaces(start + 1, limit)
    let destination: Range<Int>
    if index < limit, bytes[index] == UInt8(ascii: "<") {
      let first = index + 1
      index = first
      while index < limit, bytes[index] != UInt8(ascii: ">") {
        guard bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r")
        else { return nil }
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard index < limit else { return nil }
      destination = first..<index
      index += 1
    } else {
      let first = index
      var depth = 0
      scan: while index < limit {
        switch bytes[index] {
        case UInt8(ascii: "("):
          depth += 1
          guard depth <= 32 else { return nil }
        case UInt8(ascii: ")"):
          if depth == 0 { break scan }
          depth -= 1
        case UInt8(ascii: "\\"):
          if index + 1 < limit, isPunctuation(bytes[index + 1]) { index += 1 }
        case 0...0x20, 0x7F: break scan
        default: break
        }
        index += 1
      }
      guard depth == 0 else { return nil }
      destination = first..<min(index, limit)
    }
    let behind = skipSpaces(index, limit)
    guard behind < limit else { return nil }
    if bytes[behind] == UInt8(ascii: ")") { return (destination, behind + 1) }
    guard behind > index, let titleEnd = endOfTitle(behind, limit) else { return nil }
    let close = skipSpaces(titleEnd, limit)
    guard close < limit, bytes[close] == UInt8(ascii: ")") else { return nil }
    return (destination, close + 1)
  }

  private func endOfTitle(_ start: Int, _ limit: Int) -> Int? {
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = bytes[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < limit {
      if bytes[index] == close { return index + 1 }
      if close == UInt8(ascii: ")"), bytes[index] == UInt8(ascii: "(") { return nil }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// The label in `[label]`, empty for `[]`.
  private func followingLabel(from start: Int) -> Range<Int>? {
    guard byte(at: start) == UInt8(ascii: "[") else { return nil }
    // CommonMark 0.31 §6.3: at most 999 characters.
    let limit = min(end, start + 1_000)
    var index = start + 1
    while index < limit {
      switch bytes[index] {
      case UInt8(ascii: "]"): return (start + 1)..<index
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  private func normalizedLabel(_ range: Range<Int>) -> String {
    range.count <= 1_000 ? LinkLabel.normalized(bytes, range) : ""
  }

  private func skipSpaces(_ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, isWhitespace(bytes[index]) { index += 1 }
    return index
  }

  /// The offset of `text` at or behind `start`, if it is near.
  func find(_ text: StaticString, from start: Int) -> Int? {
    let pattern = text.withUTF8Buffer { unsafe Array($0) }
    let limit = min(end, start + Self.maximumTagLength)
    var index = start
    while index + pattern.count <= limit {
      if bytes[index] == pattern[0], bytes[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
      index += 1
    }
    return nil
  }

  func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
}

/// ASCII punctuation as CommonMark 0.31 §2.1 lists it.
func isPunctuation(_ byte: UInt8) -> Bool {
  byte >= 0x21 && byte <= 0x2F || byte >= 0x3A && byte <= 0x40 || byte >= 0x5B && byte <= 0x60
    || byte >= 0x7B && byte <= 0x7E
}
