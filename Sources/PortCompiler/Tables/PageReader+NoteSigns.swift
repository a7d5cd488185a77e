import PortPage
import SourceDiagnostics

/// Notes of tables that a sign marks: "443†" in a cell, and "† Only required if …" below the table.
extension PageReader {
  /// The sign behind the last word of a cell; nil where the last token is none. A number is one only where it is raised.
  func noteSign(_ tokens: [Token]) -> (label: String, range: SourceRange)? {
    guard tokens.count > 1, let last = tokens.last, let label = signLabel(last) else { return nil }
    var first = tokens.count - 1
    // "**"
    while first > 1, signLabel(tokens[first - 1]) == label { first -= 1 }
    let range = sourceRange(tokens, first..<tokens.count)
    return (String(repeating: label, count: tokens.count - first), range)
  }

  private func signLabel(_ token: Token) -> String? {
    switch token.kind {
    case .mark(UInt8(ascii: "*")): return "*"
    case .symbol:
      let text = page.visibleText(token.range)
      return Self.signs.contains(text) ? text : nil
    default: return nil
    }
  }

  private static let signs: Set<String> = ["†", "‡", "§", "¶", "∗", "¹", "²", "³"]

  /// Keeps a paragraph that begins with a sign of a table above it in the same section for ``readFootnotes()``: "† Optional. ‡ Required."
  mutating func readNotes(_ words: ReadableWords, _ section: Int) -> Bool {
    guard !signUses.isEmpty, let first = words.tokens.first, signLabel(first) != nil else { return false }
    let tokens = words.tokens
    var notes: [(label: String, tokens: Range<Int>)] = []
    var index = 0
    while index < tokens.count {
      guard let sign = signLabel(tokens[index]),
        index == 0 || tokens[index - 1].isMark(".") || isLineBreak(tokens[index - 1])
      else {
        index += 1
        continue
      }
      if let last = notes.indices.last { notes[last].tokens = notes[last].tokens.lowerBound..<index }
      var label = ""
      while index < tokens.count, signLabel(tokens[index]) == sign {
        label += sign
        index += 1
      }
      notes.append((label, index..<tokens.count))
    }
    guard notes.allSatisfy({ !$0.tokens.isEmpty && signUses[SignKey(label: $0.label, section: section)] != nil }) else {
      return false
    }
    for note in notes {
      // Signs are used again by the next table, so each note has a label of its own.
      let name = "\(note.label) \(footnotes.count)"
      footnoteUses[name] = signUses.removeValue(forKey: SignKey(label: note.label, section: section)) ?? []
      footnotes.append(Footnote(label: name, tokens: Array(tokens[note.tokens]), section: section, content: content))
    }
    return true
  }

  private func isLineBreak(_ token: Token) -> Bool { token.kind == .lineBreak }

  /// Signs whose note was not found when the page ends.
  mutating func reportMissingNotes() {
    for (key, uses) in signUses.sorted(by: { $0.value[0].range.lowerBound < $1.value[0].range.lowerBound }) {
      for use in uses {
        reading.report(
          .unreadCell, "what \"\(key.label)\" refers to is not read; write what the note says in the row", at: use.range
        )
        reading.unresolved.append((DiagnosticRule.unreadCell.slug, use.range, key.section))
      }
    }
  }

  struct SignKey: Hashable {
    var label: String
    var section: Int
  }
}
