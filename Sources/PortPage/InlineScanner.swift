import SourceDiagnostics

/// One pass over a text for inline markup; emphasis is resolved by ``DelimiterStack``.
struct InlineScanner {
  let bytes: [UInt8]
  let start: Int
  let end: Int
  let labels: Set<String>
  var position: Int
  var result = Inlines()
  private var delimiters = DelimiterStack()
  private var brackets: [Bracket] = []
  /// Links among the brackets below this index cannot begin a link: a link stands inside them.
  private var inactiveBrackets = 0
  /// The last backtick run of each length, once one of them did not find its end.
  private var lastBackticks: [Int: Int]?
  /// For each closing mark: the next one, seen from a position that it was searched from.
  private var searches: [(from: Int, found: Int)?] = Array(repeating: nil, count: ClosingMark.allCases.count)

  private struct Bracket {
    var start: Int
    var contentStart: Int
    var isImage: Bool
    /// Whether another bracket opens inside, so that the content is no label.
    var isNested = false
    var delimiterBottom: Int?
  }

  init(_ bytes: [UInt8], _ range: Range<Int>, _ labels: Set<String>) {
    self.bytes = bytes
    self.labels = labels
    start = range.lowerBound
    position = range.lowerBound
    end = range.upperBound
  }

  static func hasMarkup(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let (low, high) = (lowMarks, highMarks)
    let words = unsafe bytes.bytes
    var index = range.lowerBound
    while index < range.upperBound {
      // Eight bytes at a time where no mark stands; every sequence of bytes is an integer.
      while index + 8 <= range.upperBound,
        !mayHaveMarkup(unsafe words.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
      }
      let end = min(index + 8, range.upperBound)
      while index < end {
        let byte = bytes[index]
        defer { index += 1 }
        guard byte < 0x80, (byte < 0x40 ? low : high) >> UInt64(byte & 0x3F) & 1 != 0 else { continue }
        if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { return true }
        if index > range.lowerBound, bytes[index - 1] == UInt8(ascii: " ") { return true }
      }
    }
    return false
  }

  /// Whether one of eight bytes may be a mark: true where one is in `[`…`` ` ``, or one of `{`, `<`, `$`, `&`, `*`, LF, CR.
  ///
  /// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a zero byte" and "… a byte between m and n".
  private static func mayHaveMarkup(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    @inline(__always) func equals(_ byte: UInt8) -> UInt64 {
      let difference = word ^ (ones &* UInt64(byte))
      return (difference &- ones) & ~difference
    }
    // Above Z and below a, for bytes below 0x80.
    let low = word & ~high
    let brackets = (low &+ ones &* (0x7F - 0x5A)) & ~(low &+ ones &* (0x7F - 0x60)) & ~word
    let others = equals(0x7B) | equals(0x3C) | equals(0x24) | equals(0x26) | equals(0x2A) | equals(0x0A) | equals(0x0D)
    return (brackets | others) & high != 0
  }

  /// A bit for each ASCII character that can begin markup, and for line ends: `<`, `&`, `$`, `*`, LF and CR; `\`, `` ` ``, `_`, `[`, `]`
  /// and `{`.
  private static let lowMarks: UInt64 = 1 << 0x3C | 1 << 0x26 | 1 << 0x24 | 1 << 0x2A | 1 << 0x0A | 1 << 0x0D
  /// Of the characters from 0x40 on.
  private static let highMarks: UInt64 = 1 << 0x1C | 1 << 0x20 | 1 << 0x1F | 1 << 0x1B | 1 << 0x1D | 1 << 0x3B

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
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): scanLineBreak()
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

  /// The next occurrence of a closing mark at or behind `offset`.
  ///
  /// - Complexity: O(*n*) for all searches of one scan together.
  mutating func next(_ mark: ClosingMark, from offset: Int) -> Int? {
    if let search = searches[mark.rawValue], search.from <= offset, offset <= search.found {
      return search.found < end ? search.found : nil
    }
    let found = firstOccurrence(of: mark.text, from: offset)
    searches[mark.rawValue] = (offset, found)
    return found < end ? found : nil
  }

  private func firstOccurrence(of text: StaticString, from offset: Int) -> Int {
    let span = bytes.span
    var index = offset
    while index < end, !starts(span, index..<end, with: text) { index += 1 }
    return max(index, offset)
  }
}

/// What ends an element whose content is opaque.
enum ClosingMark: Int, CaseIterable {
  case comment, instruction, declaration, characterData, erb, output, tag, templateComment, moduleComment, brace,
    bracket

  var text: StaticString {
    switch self {
    case .comment: "-->"
    case .instruction: "?>"
    case .declaration: ">"
    case .characterData: "]]>"
    case .erb: "%>"
    case .output: "}}"
    case .tag: "%}"
    case .templateComment: "#}"
    case .moduleComment: "*/}"
    case .brace: "}"
    case .bracket: "]"
    }
  }
}

// MARK: - Backslash, line breaks, code, delimiters

extension InlineScanner {
  private mutating func scanBackslash() {
    guard let next = byte(at: position + 1) else {
      position += 1
      return
    }
    if isLineBreak(next) {
      addHidden(.hardBreak, position..<(position + 1), .lineBreak)
    } else if isPunctuation(next) {
      hide(position..<(position + 1))
      position += 2
    } else {
      position += 1
    }
  }

  /// Two spaces or more in front of a line ending. Source: CommonMark 0.31 §6.7.
  private mutating func scanLineBreak() {
    var spaces = position
    while spaces > start, bytes[spaces - 1] == UInt8(ascii: " ") { spaces -= 1 }
    if position - spaces >= 2 {
      add(.hardBreak, spaces..<position, content: spaces..<position)
      hide(spaces..<position, .lineBreak)
    }
    position = behindLineBreak(bytes.span, position, end)
  }

  private mutating func scanCodeSpan() {
    let opening = position
    let length = runLength(of: UInt8(ascii: "`"), at: opening)
    position += length
    if let lastBackticks {
      guard let last = lastBackticks[length], last >= position else { return }
    }
    var search = position
    var seen: [Int: Int] = [:]
    while search < end {
      guard bytes[search] == UInt8(ascii: "`") else {
        search += 1
        continue
      }
      let closing = runLength(of: UInt8(ascii: "`"), at: search)
      if closing == length {
        addCodeSpan(opening..<(search + length), content: position..<search)
        return
      }
      if lastBackticks == nil { seen[closing] = search }
      search += closing
    }
    if lastBackticks == nil { lastBackticks = seen }
  }

  /// One blank at each end belongs to the delimiters, unless there is nothing else. Source: CommonMark 0.31 §6.1.
  private mutating func addCodeSpan(_ range: Range<Int>, content: Range<Int>) {
    var visible = content
    if let first = content.first, let last = content.last, isCodeBlank(bytes[first]), isCodeBlank(bytes[last]),
      content.contains(where: { !isCodeBlank(bytes[$0]) })
    {
      let start = isLineBreak(bytes[first]) ? behindLineBreak(bytes.span, first, end) : first + 1
      visible = start..<max(start, last)
    }
    add(.codeSpan, range, content: content)
    hide(range.lowerBound..<visible.lowerBound)
    hide(visible.upperBound..<range.upperBound)
    position = range.upperBound
  }

  private func isCodeBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || isLineBreak(byte) }

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
}

// MARK: - Links and images

extension InlineScanner {
  private mutating func scanOpeningBracket() {
    if byte(at: position + 1) == UInt8(ascii: "^"), let close = next(.bracket, from: position + 2),
      close > position + 2, close - position < 1_000, !bytes[position..<close].contains(where: isWhitespace)
    {
      addHidden(.footnoteReference, position..<(close + 1))
      return
    }
    openBracket(isImage: false)
  }

  private mutating func openBracket(isImage: Bool) {
    let contentStart = position + (isImage ? 2 : 1)
    if !brackets.isEmpty { brackets[brackets.count - 1].isNested = true }
    brackets.append(
      Bracket(start: position, contentStart: contentStart, isImage: isImage, delimiterBottom: delimiters.top))
    position = contentStart
  }

  private mutating func scanClosingBracket() {
    let close = position
    position += 1
    guard let bracket = brackets.popLast() else { return }
    let isActive = bracket.isImage || brackets.count >= inactiveBrackets
    inactiveBrackets = min(inactiveBrackets, brackets.count)
    guard isActive else { return }
    if let inline = inlineDestination(from: position) {
      finish(bracket, close: close, end: inline.end, destination: inline.destination, isDefined: true)
    } else if let label = followingLabel(from: position) {
      if !label.isEmpty {
        // A template may define the label; that the second text is no part of the sentence is plain either way.
        finish(bracket, close: close, end: label.upperBound + 1, destination: nil, isDefined: isDefined(label))
      } else {
        let isDefined = !bracket.isNested && isDefined(bracket.contentStart..<close)
        finish(bracket, close: close, end: label.upperBound + 1, destination: nil, isDefined: isDefined)
      }
    } else if !bracket.isNested, isDefined(bracket.contentStart..<close) {
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
    if !bracket.isImage { inactiveBrackets = brackets.count }
  }

  /// `(destination "title")`.
  private func inlineDestination(from start: Int) -> (destination: Range<Int>, end: Int)? {
    guard byte(at: start) == UInt8(ascii: "(") else { return nil }
    let span = bytes.span
    let limit = min(end, start + HTMLTag.maximumLength)
    guard let target = LinkDestination.scan(span, skipSpaces(span, start + 1, limit), limit) else { return nil }
    let behind = skipSpaces(span, target.end, limit)
    guard behind < limit else { return nil }
    if span[behind] == UInt8(ascii: ")") { return (target.destination, behind + 1) }
    guard behind > target.end, let titleEnd = LinkDestination.endOfTitle(span, behind, limit) else { return nil }
    let close = skipSpaces(span, titleEnd, limit)
    guard close < limit, span[close] == UInt8(ascii: ")") else { return nil }
    return (target.destination, close + 1)
  }

  /// The label in `[label]`, empty for `[]`.
  private func followingLabel(from start: Int) -> Range<Int>? {
    guard byte(at: start) == UInt8(ascii: "[") else { return nil }
    return LinkDestination.endOfLabel(bytes.span, start + 1, end).map { (start + 1)..<$0 }
  }

  private func isDefined(_ label: Range<Int>) -> Bool {
    guard !labels.isEmpty, label.count < 1_000 else { return false }
    return labels.contains(LinkDefinition.normalizedLabel(bytes.span, label))
  }
}
