import PortModel
import PortPage
import SourceDiagnostics

/// What port expressions are made of: numbers, ranges, lists, transports.
extension PortExpressionReader {
  struct NumberList {
    var elements: [PortExpression.Element]
    var isAlternative: Bool
    var end: Int
  }

  /// Numbers and ranges joined by commas, "and", "or", "&" or "/".
  func numberList(_ start: Int, _ range: Range<Int>) -> NumberList? {
    guard let first = numberItem(start, range) else { return nil }
    var list = NumberList(elements: [first.element], isAlternative: false, end: first.end)
    var hasLabels = false
    while let next = continuation(of: list, range) {
      list.elements.append(next.item.element)
      list.isAlternative = list.isAlternative || next.isOr
      hasLabels = hasLabels || behindLabel(list.end, range) != nil
      list.end = next.item.end
    }
    // Of the last one, too.
    if hasLabels, let end = behindLabel(list.end, range) { list.end = end }
    return list
  }

  func continuation(
    of list: NumberList, _ range: Range<Int>
  ) -> (item: (element: PortExpression.Element, end: Int), isOr: Bool)? {
    var index = behindLabel(list.end, range) ?? list.end
    let start = index
    var isOr = false
    var isWeak = false
    while index < range.upperBound, index < start + 2, isListSeparator(index) {
      if case .conjunction(let conjunction)? = lexicon[tokens[index]] {
        isOr = conjunction == .or
        isWeak = true
      } else if tokens[index].isMark(",") {
        isWeak = true
      }
      index += 1
    }
    guard index > start, let item = numberItem(index, range) else { return nil }
    // "TCP 443 (web) and 2 servers"
    if start > list.end, tokens[index].range.count < 2 { return nil }
    // "TCP 443 and 2 servers": the second number counts what follows.
    if isWeak, item.end < range.upperBound, isCounted(item.end) || isFewOfSomething(index, item.end) { return nil }
    return (item, isOr)
  }

  /// "1812 (authentication) and 1813 (accounting)": behind a label of plain words, the list goes on.
  private func behindLabel(_ index: Int, _ range: Range<Int>) -> Int? {
    guard index + 2 < range.upperBound, tokens[index].isMark("("),
      let close = (index..<min(range.upperBound, index + 6)).first(where: { tokens[$0].isMark(")") }),
      close > index + 1,
      tokens[(index + 1)..<close].allSatisfy({ token in
        guard token.kind == .word else { return token.isMark("-") || token.isMark("/") }
        // "80 (HTTP), 443 (HTTPS)" tells services apart, which has a reading of its own.
        return lexicon[token] == nil && !ServiceRegistry.common.hasService(token) && !token.isMarked(.machine)
      })
    else { return nil }
    return close + 1
  }

  /// "8443, 8444 and 1 other port", "8443 and 2 worker processes": one digit, and a word behind it.
  private func isFewOfSomething(_ index: Int, _ end: Int) -> Bool {
    guard tokens[index].range.count == 1, end == index + 1, tokens[end].kind == .word else { return false }
    switch lexicon[tokens[end]] {
    case nil, .transport, .determiner, .quality: return true
    default: return Self.others.contains(tokens[end].payload)
    }
  }

  private static let others = WordSet(["other", "more", "further", "additional"])

  /// Whether the token behind a number is what the number counts.
  func isCounted(_ index: Int) -> Bool {
    guard tokens[index].kind == .word else { return tokens[index].isMark("%") }
    return lexicon[tokens[index]] == nil && !tokens[index].traits.contains(.capitalized) && isPluralNoun(index)
  }

  func isListSeparator(_ index: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .conjunction(.and), .conjunction(.or): true
    default: isMark(index, ",", "/", "&")
    }
  }

  /// One number, or two with a range mark between.
  func numberItem(_ index: Int, _ range: Range<Int>) -> (element: PortExpression.Element, end: Int)? {
    guard index < range.upperBound, tokens[index].value != nil else { return nil }
    if let separated = thousands(index, range) ?? colonPair(index, range) { return separated }
    if let upper = behindRangeMark(index + 1, range) {
      let span = index..<(upper + 1)
      return (PortExpression.Element(value: rangeValue(index, upper), range: bytes(span), tokens: span), upper + 1)
    }
    if let end = behindOpenEnd(index + 1, range) {
      let lower = port(index).flatMap { PortRange(upFrom: $0) }
      let value = lower.map(PortExpression.Value.ports) ?? .impossible
      return (PortExpression.Element(value: value, range: bytes(index..<end), tokens: index..<end), end)
    }
    let span = index..<(index + 1)
    return (PortExpression.Element(value: singleValue(index), range: bytes(span), tokens: span), index + 1)
  }

  /// `ports between 5000 and 6000`.
  func between(_ start: Int, _ range: Range<Int>) -> NumberList? {
    guard start + 3 < range.upperBound, tokens[start + 1].value != nil,
      lexicon[tokens[start + 2]] == .conjunction(.and), tokens[start + 3].value != nil
    else { return nil }
    let span = (start + 1)..<(start + 4)
    let element = PortExpression.Element(
      value: rangeValue(start + 1, start + 3), range: bytes(span), tokens: span)
    return NumberList(elements: [element], isAlternative: false, end: start + 4)
  }

  /// `1,024` and `22,443` without a space.
  func thousands(_ index: Int, _ range: Range<Int>) -> (element: PortExpression.Element, end: Int)? {
    guard index + 2 < range.upperBound, tokens[index].range.count <= 3, tokens[index + 1].isMark(","),
      !tokens[index + 1].isSpaced, !tokens[index + 2].isSpaced, tokens[index + 2].range.count == 3,
      let high = tokens[index].value, let low = tokens[index + 2].value
    else { return nil }
    let joined = high * 1000 + low
    guard joined <= 65535 else { return nil }
    let span = index..<(index + 3)
    let hasLeadingZero = text[tokens[index + 2].range.lowerBound] == UInt8(ascii: "0")
    var value = PortExpression.Value.ambiguous
    if hasLeadingZero, let port = PortNumber(joined) { value = .ports(PortRange(port)) }
    return (PortExpression.Element(value: value, range: bytes(span), tokens: span), index + 3)
  }

  /// `6800:7300`, which may be a range or two ports that are mapped.
  private func colonPair(_ index: Int, _ range: Range<Int>) -> (element: PortExpression.Element, end: Int)? {
    guard index + 2 < range.upperBound, tokens[index + 1].isMark(":"), !tokens[index + 1].isSpaced,
      !tokens[index + 2].isSpaced, port(index) != nil, port(index + 2) != nil
    else { return nil }
    let span = index..<(index + 3)
    return (PortExpression.Element(value: .ambiguous, range: bytes(span), tokens: span), index + 3)
  }

  /// The index of the number behind `-`, an en dash, `..`, "to" or "through".
  func behindRangeMark(_ index: Int, _ range: Range<Int>) -> Int? {
    guard index + 1 < range.upperBound else { return nil }
    if isMark(index, "-") || tokens[index].kind == .dash {
      // `8080 - 2 servers` is no range: the mark is glued on both sides or spaced on both.
      return tokens[index + 1].value != nil && tokens[index].isSpaced == tokens[index + 1].isSpaced ? index + 1 : nil
    }
    if tokens[index].isMark("."), tokens[index + 1].isMark("."), index + 2 < range.upperBound {
      return tokens[index + 2].value != nil ? index + 2 : nil
    }
    let isWord = lexicon[tokens[index]] == .preposition(.to) || tokens[index].payload == Self.through
    if isWord, isSetting(index, range) { return nil }
    // "TCP 5000 to TCP 5010"
    if isWord, index + 2 < range.upperBound, tokens[index + 2].value != nil, !isChange(before: index - 1, range),
      index > range.lowerBound + 1, tokens[index + 1].payload == tokens[index - 2].payload
    {
      switch lexicon[tokens[index + 1]] {
      case .transport: return isFromPort(index - 2, range) ? nil : port(index + 2).map { _ in index + 2 }
      default: break
      }
    }
    // "changed from 8080 to 8443", "forwards 80 to 8080" name two ports.
    return isWord && tokens[index + 1].value != nil && !isChange(before: index - 1, range) ? index + 1 : nil
  }

  /// "connects from TCP 9000 to TCP 8443", unlike "the ports from TCP 5000 to TCP 5010".
  private func isFromPort(_ transport: Int, _ range: Range<Int>) -> Bool {
    guard transport - 1 > range.lowerBound, lexicon[tokens[transport - 1]] == .preposition(.from) else { return false }
    return lexicon[tokens[transport - 2]] != .port && !Self.rangeWords.contains(tokens[transport - 2].payload)
  }

  /// "set the timeout for TCP 8443 to 60", "limit the connections to TCP 8443 to 100": a smaller number that something is set to.
  private func isSetting(_ index: Int, _ range: Range<Int>) -> Bool {
    guard let lower = tokens[index - 1].value, let upper = tokens[index + 1].value, upper < lower else { return false }
    return tokens[range.lowerBound..<index].contains { $0.kind == .word && Self.setting.contains($0.payload) }
  }

  private static let setting = WordSet(["set", "limit", "timeout", "raise", "lower", "increase", "reduce", "restrict"])
  static let through = Token.hash("through")

  func singleValue(_ index: Int) -> PortExpression.Value {
    guard let port = port(index) else { return .impossible }
    return .ports(PortRange(port))
  }

  func rangeValue(_ lower: Int, _ upper: Int) -> PortExpression.Value {
    guard let from = port(lower), let to = port(upper) else { return .impossible }
    return PortRange(from, to).map(PortExpression.Value.ports) ?? .reversed
  }

  func port(_ index: Int) -> PortNumber? {
    guard text[tokens[index].range.lowerBound] != UInt8(ascii: "0"), let value = tokens[index].value else { return nil }
    return PortNumber(value)
  }

  ///
  /// - Parameter isBehind: The transports stand behind their ports, so that "TCP, UDP 514" is one of them and the next port's.
  func transportSet(
    _ start: Int, _ range: Range<Int>, isBehind: Bool = false
  ) -> (transports: [Transport], end: Int)? {
    guard start < range.upperBound, case .transport(let first)? = lexicon[tokens[start]] else { return nil }
    var transports = [first]
    var end = start + 1
    while end + 1 < range.upperBound, isListSeparator(end) || isMark(end, "-", "+"),
      case .transport(let next)? = lexicon[tokens[end + 1]],
      !isBehind || isMark(end, "/") || end + 2 >= range.upperBound || tokens[end + 2].value == nil
    {
      if !transports.contains(next) { transports.append(next) }
      end += 2
    }
    return (transports, end)
  }

  /// The list without its last port where that has a transport of its own: "TCP 443, 514/UDP".
  func withoutForeign(_ list: NumberList, _ transports: [Transport], _ range: Range<Int>) -> NumberList {
    guard list.elements.count > 1, let trailing = trailingTransports(list.end, range),
      trailing.transports != transports
    else { return list }
    var result = list
    result.elements.removeLast()
    result.end = result.elements[result.elements.count - 1].tokens.upperBound
    return result
  }

  /// `/tcp`, ` TCP`, `(TCP and UDP)` behind numbers.
  func trailingTransports(
    _ start: Int, _ range: Range<Int>
  ) -> (transports: [Transport], end: Int, isBare: Bool)? {
    guard start < range.upperBound else { return nil }
    if isMark(start, "/"), let set = transportSet(start + 1, range, isBehind: true) {
      return (set.transports, set.end, false)
    }
    if isMark(start, "("), let set = transportSet(start + 1, range), set.end < range.upperBound, isMark(set.end, ")") {
      return (set.transports, set.end + 1, false)
    }
    if let set = behindFor(start, range) { return (set.transports, set.end, false) }
    guard let set = transportSet(start, range, isBehind: true) else { return nil }
    // "80 TCP 443", "80 UDP: 514": the transport belongs to what follows.
    if set.end < range.upperBound, tokens[set.end].value != nil { return nil }
    if set.end + 1 < range.upperBound, isMark(set.end, ":"), tokens[set.end + 1].value != nil { return nil }
    return (set.transports, set.end, true)
  }

  /// "for TCP", "(9090) for both TCP and UDP", and nothing behind that could go on: not "for TCP load balancing".
  private func behindFor(_ start: Int, _ range: Range<Int>) -> (transports: [Transport], end: Int)? {
    var index = start
    if isMark(index, ")"), index + 1 < range.upperBound { index += 1 }
    guard lexicon[tokens[index]] == .preposition(.for), index + 1 < range.upperBound else { return nil }
    index += 1
    if lexicon[tokens[index]] == .determiner(.quantifier) { index += 1 }
    guard let set = transportSet(index, range) else { return nil }
    if set.end < range.upperBound {
      switch lexicon[tokens[set.end]] {
      case .conjunction, .preposition, .relative, .subordinator: break
      default: if tokens[set.end].kind == .word || tokens[set.end].value != nil { return nil }
      }
    }
    return set
  }

  /// "8443/tcp to 8450/tcp", "8443/tcp-8450/tcp"
  func spanned(
    _ start: Int, _ numberEnd: Int, _ set: (transports: [Transport], end: Int, isBare: Bool), _ range: Range<Int>
  ) -> NumberList? {
    let mark = set.end
    guard numberEnd == start + 1, mark + 1 < range.upperBound, let end = trailingTransports(mark + 2, range),
      !end.isBare, end.transports == set.transports, let upper = behindRangeMark(mark, range), upper == mark + 1,
      start == range.lowerBound || lexicon[tokens[start - 1]] != .preposition(.from)
    else { return nil }
    let span = start..<end.end
    let element = PortExpression.Element(value: rangeValue(start, upper), range: bytes(span), tokens: span)
    return NumberList(elements: [element], isAlternative: false, end: end.end)
  }

  func isPortWord(_ index: Int, _ range: Range<Int>) -> Bool {
    index < range.upperBound && lexicon[tokens[index]] == .port
  }

  /// Behind `port`, `ports`, `port(s)`, `port number`.
  func behindPortWord(_ index: Int, _ range: Range<Int>) -> Int {
    var end = index + 1
    if end + 2 < range.upperBound, isMark(end, "("), tokens[end + 1].range.count == 1, isMark(end + 2, ")"),
      tokens[end + 1].payload == Self.pluralMark
    {
      end += 3
    }
    while end < range.upperBound, lexicon[tokens[end]] == .number || Self.rangeWords.contains(tokens[end].payload) {
      end += 1
    }
    // "ports from 8000 to 8100"
    if end + 2 < range.upperBound, lexicon[tokens[end]] == .preposition(.from), tokens[end + 1].value != nil,
      lexicon[tokens[end + 2]] == .preposition(.to)
    {
      end += 1
    }
    return behindRangeWords(end, range) ?? end
  }

  /// "in the range 7000 to 7100", "range of 6000-6100", "from 3024-3048", "in the range between 1 and 2": the first word of the range.
  private func behindRangeWords(_ start: Int, _ range: Range<Int>) -> Int? {
    var index = start
    let limit = min(range.upperBound - 1, start + 5)
    while index < limit {
      switch lexicon[tokens[index]] {
      case .preposition(.in), .preposition(.of), .preposition(.from), .preposition(.within), .determiner(.definite),
        .determiner(.indefinite):
        index += 1
      case .preposition(.between) where index > start: return between(index, range) == nil ? nil : index
      case nil where Self.rangeWords.contains(tokens[index].payload): index += 1
      default:
        guard index > start, tokens[index].value != nil, let upper = behindRangeMark(index + 1, range) else {
          return nil
        }
        // "the port of the 3 to 5 nodes"
        let isCount = upper + 1 < range.upperBound && lexicon[tokens[upper + 1]] == nil && isPluralNoun(upper + 1)
        return isCount ? nil : index
      }
    }
    return nil
  }

  static let rangeWords = WordSet(["range", "ranges"])
  static let pluralMark = Token.hash("s")

  func isPluralNoun(_ index: Int) -> Bool {
    guard tokens[index].kind == .word else { return false }
    return text[tokens[index].range.upperBound - 1] | 0x20 == UInt8(ascii: "s")
  }

  func isPhraseEnd(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index < range.upperBound, tokens[index].kind == .word else {
      return index >= range.upperBound || !tokens[index].isMark("%")
    }
    return lexicon[tokens[index]] != nil
  }

  func isMark(_ index: Int, _ marks: Unicode.Scalar...) -> Bool {
    marks.contains { tokens[index].isMark($0) }
  }

  func bytes(_ range: Range<Int>) -> SourceRange { sourceRange(tokens, range) }
}
