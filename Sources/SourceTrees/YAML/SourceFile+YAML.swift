import SourceDiagnostics

extension SourceFile {
  /// The anchor and the tag at the beginning of a range, and where the node behind them begins.
  ///
  /// Source: YAML 1.1 §8.1: each at most once, in any order, with white space, line breaks and comments between.
  func nodeProperties(in range: SourceRange) -> (anchor: SourceRange?, tag: SourceRange?, end: Int) {
    var anchor: SourceRange?
    var tag: SourceRange?
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "&"), anchor == nil {
        anchor = property(at: offset, before: range.upperBound)
        offset = anchor?.upperBound ?? range.upperBound
      } else if byte == UInt8(ascii: "!"), tag == nil {
        tag = property(at: offset, before: range.upperBound)
        offset = tag?.upperBound ?? range.upperBound
      } else {
        break
      }
      offset = skippingBlanksAndComments(from: offset, before: range.upperBound)
    }
    return (anchor, tag, offset)
  }

  private func property(at start: Int, before end: Int) -> SourceRange {
    let isVerbatimTag = start + 1 < end && bytes[start + 1] == UInt8(ascii: "<")
    var offset = start + 1
    while offset < end, !isBlank(bytes[offset]) {
      if isVerbatimTag, bytes[offset] == UInt8(ascii: ">") {
        offset += 1
        break
      }
      if !isVerbatimTag, isFlowIndicator(bytes[offset]) { break }
      offset += 1
    }
    return SourceRange(start..<offset)
  }

  private func skippingBlanksAndComments(from start: Int, before end: Int) -> Int {
    var offset = start
    while offset < end {
      if isBlank(bytes[offset]) {
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "#"), isBlank(bytes[offset - 1]) {
        while offset < end, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") { offset += 1 }
      } else {
        break
      }
    }
    return offset
  }

  /// The range without white space and line breaks at its end.
  func trimmed(_ range: SourceRange) -> SourceRange {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(bytes[end - 1]) { end -= 1 }
    return SourceRange(range.lowerBound..<end)
  }

  /// From the first byte of a range to the end of its line.
  func firstLine(of range: SourceRange) -> SourceRange {
    var end = range.lowerBound
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
    return SourceRange(range.lowerBound..<end)
  }

  /// Where the text of a scalar stands byte for byte, if it does.
  func verbatim(_ text: String, _ style: TreeNode.ScalarStyle, in range: SourceRange) -> SourceRange? {
    let content: SourceRange
    switch style {
    case .quoted where range.count >= 2: content = SourceRange(range.lowerBound + 1..<range.upperBound - 1)
    case .plain: content = range
    case .quoted, .block, .number, .boolean, .null: return nil
    }
    guard content.count == text.utf8.count, bytes[content.offsets].elementsEqual(text.utf8) else { return nil }
    return content
  }
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}

private func isFlowIndicator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{")
    || byte == UInt8(ascii: "}")
}
