import PortModel
import PortPage
import SourceDiagnostics

/// Ports that a text names by words: `dynamic TCP ports`, `any UDP port`, `ports above 1024`.
extension PortExpressionReader {
  /// `dynamic TCP ports`, where it is a label or stands behind the preposition of a contact; anywhere else the words may be about
  /// ports in general.
  func wordsFirst(_ start: Int, _ range: Range<Int>, isLabel: Bool) -> PortExpression? {
    guard Self.isOpenWord(tokens[start]) else { return nil }
    let isAtStart = isLabel && start == range.lowerBound
    guard isAtStart || isBehindContact(start, range) else { return nil }
    var index = start
    while index < range.upperBound, Self.isOpenWord(tokens[index]) { index += 1 }
    let words = bytes(start..<index)
    let set = transportSet(index, range)
    index = set?.end ?? index
    guard isPortWord(index, range) else { return nil }
    let end = behindPortWord(index, range)
    guard !hasNumbers(end, range) else { return nil }
    let text = String(decoding: text[words.offsets], as: UTF8.self).lowercased()
    let element = PortExpression.Element(value: .words(text), range: words, tokens: start..<end)
    return PortExpression(tokens: start..<end, transports: set?.transports ?? [], elements: [element])
  }

  /// "dynamic ports 49152-65535", "any port between 6000 and 6100", "any port above 1024"
  private func hasNumbers(_ end: Int, _ range: Range<Int>) -> Bool {
    tokens[end..<min(range.upperBound, end + 4)].contains { $0.value != nil }
  }

  /// "connects to the server on dynamic ports"
  private func isBehindContact(_ start: Int, _ range: Range<Int>) -> Bool {
    var index = start - 1
    if index >= range.lowerBound, case .determiner? = lexicon[tokens[index]] { index -= 1 }
    guard index > range.lowerBound else { return false }
    switch lexicon[tokens[index]] {
    case .preposition(.on), .preposition(.over):
      return tokens[max(range.lowerBound, index - 14)..<index].contains { token in
        switch lexicon[token] {
        case .verb(.communicate, _), .verb(.listen, _), .verb(.accept, _), .verb(.reach, _), .verb(.send, _),
          .verb(.fetch, _):
          true
        default: false
        }
      }
    default: return false
    }
  }

  @inline(__always) static func isOpenWord(_ token: Token) -> Bool { token.isMarked(.open) }

  static let openWords = [
    "dynamic", "random", "any", "arbitrary", "user-defined", "high", "high-numbered", "unprivileged",
    "non-privileged", "randomly", "dynamically", "assigned", "allocated", "chosen", "user-configurable", "variable",
  ]

  /// `ports above 1024`: the bound is a word of the page, since "above" may or may not include it.
  func bounded(_ index: Int, _ range: Range<Int>, _ transports: [Transport], from start: Int) -> PortExpression? {
    var number = index + 1
    guard number < range.upperBound, Self.bounds.contains(tokens[index].payload), tokens[index].kind == .word else {
      return nil
    }
    if tokens[number].payload == Self.than { number += 1 }
    guard number < range.upperBound, tokens[number].value != nil else { return nil }
    let words = bytes(index..<(number + 1))
    let text = String(decoding: text[words.offsets], as: UTF8.self).lowercased()
    let element = PortExpression.Element(value: .words(text), range: words, tokens: index..<(number + 1))
    return PortExpression(tokens: start..<(number + 1), transports: transports, elements: [element])
  }

  private static let bounds = WordSet(
    ["above", "over", "greater", "higher", "beyond", "below", "under", "lower"])

  /// "source port 1024", "1024-65535 as source ports", "from TCP 1024-65535 to TCP 9000"
  func isSource(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    var before = expression.tokens.lowerBound - 1
    let end = expression.tokens.upperBound
    if before >= range.lowerBound, tokens[before].payload == Self.source { return true }
    if end + 1 < range.upperBound, tokens[end].payload == Self.as, tokens[end + 1].payload == Self.source {
      return true
    }
    // "from an ephemeral port (49152-65535)"
    if before > range.lowerBound, tokens[before].isMark("(") { before -= 1 }
    while before > range.lowerBound,
      lexicon[tokens[before]] == .port || Self.clientSide.contains(tokens[before].payload)
    {
      before -= 1
    }
    while before > range.lowerBound, case .determiner? = lexicon[tokens[before]] { before -= 1 }
    guard before > range.lowerBound, lexicon[tokens[before]] == .preposition(.from) else { return false }
    // "connects to A on TCP 443 from TCP ports 49152-65535"
    if tokens[range.lowerBound..<before].contains(where: { $0.value != nil || lexicon[$0] == .port }),
      isContact(before: before, 12, range)
    {
      return true
    }
    guard end < range.upperBound,
      lexicon[tokens[end]] == .preposition(.to), end + 1 < range.upperBound, !isChange(before: before, range)
    else { return false }
    // "from port 1024 to port 9000" may be a range; a contact goes from one port to another.
    return isContact(before: before, 6, range)
  }

  private static let clientSide = WordSet(["ephemeral", "random", "dynamic", "high", "client", "temporary"])

  private func isContact(before index: Int, _ count: Int, _ range: Range<Int>) -> Bool {
    tokens[max(range.lowerBound, index - count)..<index].contains { token in
      switch lexicon[token] {
      case .verb(.communicate, _), .event: true
      default: false
      }
    }
  }

  /// "TCP 8443 replaces TCP 8080", "TCP 8080 was replaced by TCP 8443"
  func isReplaced(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    let before = expression.tokens.lowerBound - 1
    if before >= range.lowerBound, Self.successions.contains(tokens[before].payload) { return true }
    let behind = tokens[expression.tokens.upperBound..<min(range.upperBound, expression.tokens.upperBound + 4)]
    guard let first = behind.first, lexicon[first] == .be || lexicon[first] == .have,
      let verb = behind.firstIndex(where: { Self.successions.contains($0.payload) }), verb + 1 < range.upperBound
    else { return false }
    return lexicon[tokens[verb + 1]] == .preposition(.by)
  }

  private static let successions = WordSet(
    ["replace", "replaces", "replaced", "replacing", "supersedes", "superseded", "obsoletes"])

  private static let source = Token.hash("source")
  private static let `as` = Token.hash("as")

  /// The index behind "and above", "and higher", "or up", "+" behind a number: the range has no other end than 65535.
  func behindOpenEnd(_ index: Int, _ range: Range<Int>) -> Int? {
    if index < range.upperBound, isMark(index, "+"), !tokens[index].isSpaced {
      // "7091+7092" is two ports, "8000+n" some.
      guard index + 1 < range.upperBound, !tokens[index + 1].isSpaced else { return index + 1 }
      switch tokens[index + 1].kind {
      case .mark, .lineBreak, .dash: return index + 1
      default: return nil
      }
    }
    guard index + 1 < range.upperBound, case .conjunction? = lexicon[tokens[index]],
      Self.openEnds.contains(tokens[index + 1].payload),
      index + 2 >= range.upperBound || lexicon[tokens[index + 2]] != .preposition(.to)
    else { return nil }
    return index + 2
  }

  private static let openEnds = WordSet(["above", "higher", "up", "upwards", "greater", "beyond"])
}

extension PortNumber {
  /// Source: RFC 6335 §6.
  fileprivate static let last = PortNumber(65535)
}

extension PortRange {
  /// From a port up to the last one there is.
  init?(upFrom lower: PortNumber) {
    guard let last = PortNumber.last else { return nil }
    self.init(lower, last)
  }
}
