import SourceDiagnostics

/// The runs of `*` and `_` that may still open or close emphasis.
///
/// Source: CommonMark 0.31 §6.2 and the algorithm of its appendix, which is linear by remembering for each kind of closer below
/// which run no opener was found.
struct DelimiterStack {
  private struct Run {
    var byte: UInt8
    /// The delimiters not used yet.
    var range: Range<Int>
    var originalCount: Int
    var canOpen: Bool
    var canClose: Bool
    var previous: Int?
    var next: Int?
  }

  /// What decides whether a run can close another: the byte, whether it can open too, and its length modulo 3.
  private struct CloserKind: Hashable {
    var byte: UInt8
    var canOpen: Bool
    var remainder: Int
  }

  private var runs: [Run] = []
  /// The last run on the stack, as an index that later calls take as their bottom.
  private(set) var top: Int?

  mutating func push(_ byte: UInt8, _ range: Range<Int>, canOpen: Bool, canClose: Bool) {
    runs.append(
      Run(
        byte: byte, range: range, originalCount: range.count, canOpen: canOpen, canClose: canClose, previous: top,
        next: nil))
    if let top { runs[top].next = runs.count - 1 }
    top = runs.count - 1
  }

  /// Matches the runs above `bottom`, reports the emphasis they make, and takes them off the stack.
  mutating func resolve(above bottom: Int?, into result: inout Inlines) {
    var openersBottom: [CloserKind: Int] = [:]
    var current = bottom.map { runs[$0].next } ?? first(from: top)
    while let closer = current {
      guard runs[closer].canClose else {
        current = runs[closer].next
        continue
      }
      let kind = CloserKind(
        byte: runs[closer].byte, canOpen: runs[closer].canOpen, remainder: runs[closer].originalCount % 3)
      if let opener = opener(for: closer, above: bottom, notBelow: openersBottom[kind]) {
        match(opener, closer, into: &result)
        current = runs[closer].range.isEmpty ? removing(closer) : closer
      } else {
        openersBottom[kind] = closer
        let next = runs[closer].next
        if !runs[closer].canOpen { unlink(closer) }
        current = next
      }
    }
    top = bottom
    if let bottom { runs[bottom].next = nil }
  }

  private func first(from top: Int?) -> Int? {
    var index = top
    while let current = index, let previous = runs[current].previous { index = previous }
    return index
  }

  /// - Parameter limit: The run below which earlier searches for this kind of closer found nothing; it is searched no more.
  private func opener(for closer: Int, above bottom: Int?, notBelow limit: Int?) -> Int? {
    var index = runs[closer].previous
    while let candidate = index, candidate != bottom {
      if let limit, candidate < limit { return nil }
      if runs[candidate].canOpen, runs[candidate].byte == runs[closer].byte, mayMatch(candidate, closer) {
        return candidate
      }
      index = runs[candidate].previous
    }
    return nil
  }

  /// The rule of three: CommonMark 0.31 §6.2, rules 9 and 10.
  private func mayMatch(_ opener: Int, _ closer: Int) -> Bool {
    guard runs[opener].canClose || runs[closer].canOpen else { return true }
    let one = runs[opener].originalCount
    let other = runs[closer].originalCount
    return (one + other) % 3 != 0 || one % 3 == 0 && other % 3 == 0
  }

  private mutating func match(_ opener: Int, _ closer: Int, into result: inout Inlines) {
    var index = runs[closer].previous
    while let between = index, between != opener {
      index = runs[between].previous
      unlink(between)
    }
    let count = runs[opener].range.count >= 2 && runs[closer].range.count >= 2 ? 2 : 1
    let opening = (runs[opener].range.upperBound - count)..<runs[opener].range.upperBound
    let closing = runs[closer].range.lowerBound..<(runs[closer].range.lowerBound + count)
    result.nodes.append(
      InlineNode(
        kind: count == 2 ? .strong : .emphasis, range: SourceRange(opening.lowerBound..<closing.upperBound),
        content: SourceRange(opening.upperBound..<closing.lowerBound)))
    result.hidden.append(Inlines.Hidden(range: opening, effect: .boundary))
    result.hidden.append(Inlines.Hidden(range: closing, effect: .boundary))
    runs[opener].range = runs[opener].range.lowerBound..<opening.lowerBound
    runs[closer].range = closing.upperBound..<runs[closer].range.upperBound
    if runs[opener].range.isEmpty { unlink(opener) }
  }

  private mutating func removing(_ run: Int) -> Int? {
    let next = runs[run].next
    unlink(run)
    return next
  }

  private mutating func unlink(_ run: Int) {
    let previous = runs[run].previous
    let next = runs[run].next
    if let previous { runs[previous].next = next }
    if let next { runs[next].previous = previous } else if top == run { top = previous }
  }
}

/// What stands beside a delimiter run.
enum CharacterClass {
  case space
  case punctuation
  case word

  /// The character that ends before `offset`.
  init(before offset: Int, in bytes: [UInt8]) {
    var start = offset - 1
    while start > 0, bytes[start] & 0xC0 == 0x80, offset - start < 4 { start -= 1 }
    self = start < 0 ? .space : Self(bytes[start..<offset])
  }

  /// The character at `offset`.
  init(at offset: Int, before end: Int, in bytes: [UInt8]) {
    guard offset < end else {
      self = .space
      return
    }
    var behind = offset + 1
    while behind < end, bytes[behind] & 0xC0 == 0x80, behind - offset < 4 { behind += 1 }
    self = Self(bytes[offset..<behind])
  }

  private init(_ encoded: ArraySlice<UInt8>) {
    let byte = encoded[encoded.startIndex]
    if byte < 0x80 {
      self = isWhitespace(byte) ? .space : isPunctuation(byte) ? .punctuation : .word
      return
    }
    guard let scalar = String(decoding: encoded, as: UTF8.self).unicodeScalars.first else {
      self = .word
      return
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: self = .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      self = .punctuation
    default: self = .word
    }
  }
}
