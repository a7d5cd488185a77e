import PortPage

/// Sentences that are not read.
extension PageReader {
  /// Which sentences of a paragraph can say nothing about ports, and need not be read for what "it" stands for in one that can; empty
  /// where all have to be read.
  func idleSentences(
    _ tokens: [Token], _ sentences: [Range<Int>], isLabelled: Bool, _ section: Int, _ item: Int?
  ) -> [Bool] {
    if isInChecks(section) || item != nil && checkLeadIn == section { return [] }
    var idle = Array(repeating: false, count: sentences.count)
    for position in sentences.indices.reversed() {
      let isLabel = isLabelled && position == 0
      idle[position] = !filter.canMatter(tokens, sentences[position], isLabel: isLabel)
      if !idle[position], filter.refersBack(tokens, sentences[position]) { return idle }
    }
    return idle
  }
}
