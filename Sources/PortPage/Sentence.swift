package import SourceDiagnostics

/// The sentences that a run of tokens makes, as ranges of token indices.
///
/// A sentence ends behind `.`, `!` or `?` before white space, unless the mark belongs to an abbreviation, and at a hard line
/// break. A colon does not end a sentence.
/// - Complexity: O(*n*).
package func sentences(of tokens: [Token]) -> [Range<Int>] {
  var result: [Range<Int>] = []
  result.reserveCapacity(8)
  var start = 0
  for (index, token) in tokens.enumerated() {
    switch token.kind {
    case .lineBreak:
      if start < index { result.append(start..<index) }
      start = index + 1
    case .mark(UInt8(ascii: ".")), .mark(UInt8(ascii: "!")), .mark(UInt8(ascii: "?")):
      var end = index + 1
      // A closing quote or parenthesis belongs to the sentence it closes.
      while end < tokens.count, !tokens[end].isSpaced, tokens[end].isMark(")") || tokens[end].isMark("\"") { end += 1 }
      guard end >= start, end == tokens.count || tokens[end].isSpaced, !isAbbreviation(tokens, index) else { continue }
      if start < end { result.append(start..<end) }
      start = end
    default: continue
    }
  }
  if start < tokens.count { result.append(start..<tokens.count) }
  return result
}

/// The bytes of a range of tokens.
package func sourceRange(_ tokens: [Token], _ range: Range<Int>) -> SourceRange {
  SourceRange(tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound)
}

private let abbreviations = Set(
  [
    "e.g", "i.e", "etc", "vs", "approx", "incl", "resp", "no", "nos", "fig", "cf", "ca", "viz", "al", "dept", "inc",
    "ltd",
  ]
  .map(Token.hash(text:)))

private func isAbbreviation(_ tokens: [Token], _ period: Int) -> Bool {
  guard tokens[period].isMark("."), period > 0, tokens[period - 1].kind == .word else { return false }
  let word = tokens[period - 1]
  guard abbreviations.contains(word.payload) else { return false }
  // "… and so on, etc. The next": a capital behind `etc.` begins a sentence; behind the others it may be a name.
  guard period + 1 < tokens.count else { return false }
  let endsSentence = word.payload == Token.hash("etc") || word.payload == Token.hash("no")
  let next = tokens[period + 1]
  return !(endsSentence && next.kind == .word && next.traits.contains(.capitalized))
}
