import PortPage

/// What opens no condition: purposes in front of what a sentence says, and places.
extension ClauseSplitter {
  /// "To sign users in with their account, the node queries …": what the rest is for. One that speaks of ports, contacts or settings says
  /// something itself.
  func isLeadingPurpose(_ index: Int, _ sentence: Range<Int>) -> Bool {
    guard index == sentence.lowerBound, lexicon[tokens[index]] == .preposition(.to), index + 2 < sentence.upperBound
    else {
      return false
    }
    switch lexicon[tokens[index + 1]] {
    // "To locate A, B uses this port": the use has the purpose, as behind it.
    case .verb(.other, .base)
    where StatementReader.managing.contains(tokens[index + 1].payload) && speaksOfUse(sentence):
      return false
    case .verb(.other, .base): break
    case nil where tokens[index + 1].kind == .word && !tokens[index + 1].traits.contains(.capitalized): break
    default: return false
    }
    for token in tokens[index..<min(sentence.upperBound, index + 30)] {
      if token.isMark(",") { return true }
      if token.value != nil { return false }
      switch lexicon[token] {
      case .port, .transport, .event, .verb(.change, _), .verb(.open, _), .verb(.communicate, _), .verb(.reach, _):
        return false
      default: continue
      }
    }
    return false
  }

  private func speaksOfUse(_ sentence: Range<Int>) -> Bool {
    tokens[sentence].contains { if case .verb(.use, _)? = lexicon[$0] { true } else { false } }
  }

  /// "This is where agents connect."
  func isBehindThisIs(_ index: Int, _ sentence: Range<Int>) -> Bool {
    index == sentence.lowerBound + 2 && lexicon[tokens[index - 1]] == .be
  }
}
