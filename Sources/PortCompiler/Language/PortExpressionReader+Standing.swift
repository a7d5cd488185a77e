import PortModel
import PortPage
import SourceDiagnostics

/// What a sentence has to do with the ports that it writes.
extension PortExpressionReader {
  /// Looks at up to three words in front of an expression.
  func standing(of expression: PortExpression, _ range: Range<Int>) -> PortExpression.Standing {
    if isOfCommand(expression, range) || isOfMapping(expression, range) { return .example }
    if isSource(expression, range) { return .source }
    if isUnimportant(expression, range) { return .negated }
    if isReplaced(expression, range) { return .replaced }
    if isAlternative(expression, range) || isExample(expression, range) { return .settable }
    var index = expression.tokens.lowerBound - 1
    while index > range.lowerBound, case .determiner? = lexicon[tokens[index]] { index -= 1 }
    guard range.contains(index), tokens[index].kind == .word else { return .topic }
    let word = tokens[index].payload
    if lexicon[tokens[index]] == .negation || lexicon[tokens[index]] == .preposition(.without) { return .negated }
    // "not on TCP 80", "never via port 80"
    if index > range.lowerBound, case .preposition? = lexicon[tokens[index]],
      lexicon[tokens[index - 1]] == .negation || tokens[index - 1].payload == Self.never
    {
      return .negated
    }
    if lexicon[tokens[index]] == .preposition(.to), let standing = standing(behindTo: index, range) { return standing }
    if isCompared(index, range) { return .compared }
    if isBehindReplacement(index, range) { return .replaced }
    if word == Self.than { return .replaced }
    // "rather than on port 8080"
    if case .preposition? = lexicon[tokens[index]], index > range.lowerBound, tokens[index - 1].payload == Self.than {
      return .replaced
    }
    if word == Self.of, index > range.lowerBound, Self.replacing.contains(tokens[index - 1].payload) {
      return .replaced
    }
    if word == Self.from, expression.tokens.upperBound + 1 < range.upperBound,
      lexicon[tokens[expression.tokens.upperBound]] == .preposition(.to), isChange(before: index, range)
    {
      return .replaced
    }
    return .topic
  }

  /// "instead of on", "as opposed to", "without opening": what the sentence does not speak of.
  private func isBehindReplacement(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index > range.lowerBound + 1 else { return false }
    let (before, first) = (tokens[index - 1], tokens[index - 2])
    if case .preposition? = lexicon[tokens[index]], before.payload == Self.of, Self.replacing.contains(first.payload) {
      return true
    }
    if lexicon[tokens[index]] == .preposition(.to), before.payload == Self.opposed { return true }
    guard case .verb(_, .gerund)? = lexicon[tokens[index]] else { return false }
    return lexicon[before] == .preposition(.without)
  }

  private static let opposed = Token.hash("opposed")

  /// "`serve --port 9909` listens on TCP port 9909": the command that the sentence is about sets an option to the number.
  private func isOfCommand(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    let command = tokens[range.lowerBound]
    guard command.traits.contains(.code),
      command.range.upperBound <= tokens[expression.tokens.lowerBound].range.lowerBound
    else { return false }
    let values = Self.options(of: command, text)
    guard !values.isEmpty else { return false }
    return expression.elements.allSatisfy { element in
      guard let ports = element.ports, ports.lowerBound == ports.upperBound else { return false }
      return values.contains("\(ports.lowerBound.rawValue)")
    }
  }

  /// The numbers that a command sets by options: `9909` of `serve --port 9909`.
  static func options(of command: Token, _ text: [UInt8]) -> [String] {
    let words = text[command.range.offsets].split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "=") }
    return words.indices.dropFirst().compactMap { index in
      guard words[index - 1].first == UInt8(ascii: "-"), words[index].allSatisfy({ 0x30...0x39 ~= $0 }) else {
        return nil
      }
      return String(decoding: words[index], as: UTF8.self)
    }
  }

  /// "Port 53 is unimportant for the firewall"
  private func isUnimportant(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    var next = expression.tokens.upperBound
    if next < range.upperBound, lexicon[tokens[next]] == .be { next += 1 }
    return next < range.upperBound && Self.unimportant.contains(tokens[next].payload)
  }

  private static let unimportant = WordSet(["unimportant", "irrelevant", "immaterial"])

  /// "(external 5050 TCP mapping to internal 9000 is fine)": what a router shows of another port.
  private func isOfMapping(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    let (start, end) = (expression.tokens.lowerBound, expression.tokens.upperBound)
    guard start > range.lowerBound, end + 1 < range.upperBound, lexicon[tokens[start - 1]] == .quality(.external) else {
      return false
    }
    return Self.mapping.contains(tokens[end].payload) && lexicon[tokens[end + 1]] == .preposition(.to)
  }

  private static let mapping = WordSet(["mapping", "mapped", "maps", "forwarded", "forwarding"])

  /// "port 587 can be used instead": in place of the one that the text is about.
  private func isAlternative(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    let behind = tokens[expression.tokens.upperBound..<min(range.upperBound, expression.tokens.upperBound + 6)]
    guard let first = behind.first, lexicon[first] == .modal(.can) || lexicon[first] == .modal(.may) else {
      return false
    }
    return behind.contains { lexicon[$0] == .adverb(.instead) }
  }

  /// "a different port such as TCP 9443", "change the port from TCP 8443 to TCP 443"
  private func isExample(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    let start = expression.tokens.lowerBound
    guard start > range.lowerBound + 1 else { return false }
    let front = tokens[max(range.lowerBound, start - 8)..<start]
    if tokens[start - 1].payload == Self.asWord, tokens[start - 2].payload == Self.suchWord {
      return front.contains { Self.otherWords.contains($0.payload) }
    }
    guard lexicon[tokens[start - 1]] == .preposition(.to) else { return false }
    let before = tokens[max(range.lowerBound, start - 12)..<start]
    let isPossible = before.contains { lexicon[$0] == .modal(.can) || lexicon[$0] == .modal(.may) }
    return isPossible && before.contains { if case .verb(.change, .base)? = lexicon[$0] { true } else { false } }
  }

  private static let suchWord = Token.hash("such")
  private static let otherWords = WordSet(["different", "another", "other", "alternative"])

  /// "same as port 389", "the encrypted variant of port 80"
  private func isCompared(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index > range.lowerBound else { return false }
    if tokens[index].payload == Self.asWord {
      return tokens[max(range.lowerBound, index - 3)..<index].contains { lexicon[$0] == .quality(.same) }
        && !tokens[max(range.lowerBound, index - 3)..<index].contains { lexicon[$0] == .port }
    }
    return tokens[index].payload == Self.of && Self.variants.contains(tokens[index - 1].payload)
  }

  private static let asWord = Token.hash("as")
  private static let variants = WordSet(
    ["variant", "version", "equivalent", "counterpart", "alternative", "successor", "predecessor", "complement"])

  /// "redirected to TCP 443", "can be changed to TCP 8080"; "was changed to TCP 9000" is what holds now.
  private func standing(behindTo index: Int, _ range: Range<Int>) -> PortExpression.Standing? {
    for position in (max(range.lowerBound, index - 5)..<index).reversed() {
      let token = tokens[position]
      if Self.redirecting.contains(token.payload) { return .redirected }
      // "is sometimes switched to 443"
      if Self.switching.contains(token.payload), position > range.lowerBound,
        Self.sometimes.contains(tokens[position - 1].payload)
      {
        return .settable
      }
      if case .verb(.change, let form)? = lexicon[token] {
        let isPossible = tokens[max(range.lowerBound, position - 4)..<position].contains {
          lexicon[$0] == .modal(.can) || lexicon[$0] == .modal(.may)
        }
        return isPossible || form != .participle ? .settable : nil
      }
      if case .mark = token.kind { return nil }
    }
    return nil
  }

  private static let redirecting = WordSet(
    [
      "redirect", "redirects", "redirected", "redirecting", "map", "maps", "mapped", "translate", "translates",
      "translated",
    ]
  )
  private static let switching = WordSet(["switched", "moved", "remapped", "changed", "set"])
  private static let sometimes = WordSet(["sometimes", "often", "occasionally", "commonly", "frequently"])
  private static let never = Token.hash("never")
  static let than = Token.hash("than")
  static let of = Token.hash("of")
  static let from = Token.hash("from")
  static let replacing = WordSet(["instead", "place", "lieu"])

  /// Whether a verb that leads from one port to another stands in front: "was changed from", "forwards".
  func isChange(before index: Int, _ range: Range<Int>) -> Bool {
    for position in max(range.lowerBound, index - 5)..<index {
      if case .verb(.change, _)? = lexicon[tokens[position]] { return true }
      if Self.moving.contains(tokens[position].payload) { return true }
    }
    return false
  }

  static let moving = WordSet(
    [
      "forward", "forwards", "forwarded", "redirect", "redirects", "redirected", "map", "maps", "mapped", "translate",
      "translates", "translated", "move", "moved", "moves", "nat",
    ])

  /// "50 (for ESP protocol)": the number of a protocol that has no ports.
  func isOfPortless(_ list: NumberList, _ range: Range<Int>) -> Bool {
    guard list.elements.count == 1, list.end + 1 < range.upperBound, isMark(list.end, "(") else { return false }
    return tokens[(list.end + 1)..<min(range.upperBound, list.end + 5)].prefix { !$0.isMark(")") }.contains {
      $0.traits.contains(.capitalized) && PageReader.portless.contains($0.payload)
    }
  }

  func isInFront(_ expression: PortExpression, _ range: Range<Int>) -> Bool {
    let end = expression.tokens.upperBound
    guard expression.tokens.lowerBound == range.lowerBound, end < range.upperBound else { return false }
    return isMark(end, ":") || tokens[end].kind == .dash || isMark(end, "-") && tokens[end].isSpaced
  }
}
