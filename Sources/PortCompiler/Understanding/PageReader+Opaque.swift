import PortPage
import SourceDiagnostics

/// Numbers in what is not read as sentences.
extension PageReader {
  /// A block whose inside is not understood: said once where it holds numbers.
  mutating func readOpaque(_ range: SourceRange, _ rule: DiagnosticRule, _ message: String, _ section: Int) {
    guard containsPortLikeNumber(range) else { return }
    reading.report(rule, "\(message); its numbers may be ports", at: range)
    reading.unresolved.append((rule.slug, range, section))
  }

  func containsPortLikeNumber(_ range: SourceRange) -> Bool {
    var digits = 0
    for index in range.offsets {
      let byte = page.file.bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        digits += 1
        if digits >= 2 { return true }
      } else {
        digits = 0
      }
    }
    return false
  }

  /// "TCP {{ port }}", "port {{ port }}", where the text of the variable is not known.
  mutating func reportVariables(_ tokens: [Token], _ section: Int) {
    for index in tokens.indices where tokens[index].traits.contains(.variable) {
      var before = index - 1
      while before >= 0, tokens[before].isMark(":") || tokens[before].isMark("/") { before -= 1 }
      let next = index + 1 < tokens.count ? index + 1 : index
      let isBehindPort = before >= 0 && isPortWord(tokens[before])
      guard isBehindPort || tokens[next].isMark("/") && index + 2 < tokens.count && isTransport(tokens[index + 2])
      else {
        continue
      }
      // "Port {{ product }} uses": what stands behind speaks of somebody.
      if isBehindPort, !isTransport(tokens[before]), next > index, case .verb? = lexicon[tokens[next]] { continue }
      let range = tokens[index].range
      reading.report(
        .unknownVariable,
        "the port \(page.visibleText(range)) is not known; give its number under \"variables\" in .portspec.yaml",
        at: range)
      reading.unresolved.append((DiagnosticRule.unknownVariable.slug, range, section))
    }
  }

  private func isPortWord(_ token: Token) -> Bool { lexicon[token] == .port || isTransport(token) }

  private func isTransport(_ token: Token) -> Bool { if case .transport? = lexicon[token] { true } else { false } }

  /// Every number of one to five digits in a range of text that no sentence is in.
  mutating func explainAll(_ range: SourceRange, _ reason: String) {
    var start: Int?
    for index in range.lowerBound...range.upperBound {
      let isDigit = index < range.upperBound && page.file.bytes[index] >= 0x30 && page.file.bytes[index] <= 0x39
      if isDigit {
        start = start ?? index
      } else if let first = start {
        if index - first <= 5 { explain(SourceRange(first..<index), reason) }
        start = nil
      }
    }
  }

  mutating func explain(_ range: SourceRange, _ reason: String) {
    reading.explained.append(
      ExplainedNumber(location: reading.location(range), text: page.file.text(range), reason: reason))
  }
}
