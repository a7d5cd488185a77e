import SourceDiagnostics

/// The bytes that libyaml may see: checked, and with a way from libyaml's code points back to bytes.
struct YAMLText {
  /// The bytes without a byte order mark; not empty.
  let range: SourceRange
  private let file: SourceFile
  /// The offset of every 64th code point; empty where all text is ASCII.
  private let checkpoints: [UInt32]
  private static let stride = 64

  /// - Returns: nil where there is no text.
  /// - Throws: what keeps libyaml from being asked at all: bytes that are no text, and more of them than the limits allow.
  init?(_ file: SourceFile, in range: SourceRange, limits: TreeLimits) throws(UnreadableTree) {
    let content = try file.textRange(range, limits: limits)
    guard !content.isEmpty else { return nil }
    self.file = file
    self.range = content
    try file.checkYAMLCharacters(content, limits: limits)
    checkpoints = Self.checkpoints(file.bytes.span, content.offsets)
  }

  /// The byte at which a code point begins.
  ///
  /// - Complexity: O(1): at most 63 code points are walked.
  func offset(ofCharacter index: Int) -> Int {
    guard !checkpoints.isEmpty else { return min(range.lowerBound + index, range.upperBound) }
    let checkpoint = min(index / Self.stride, checkpoints.count - 1)
    var offset = Int(checkpoints[checkpoint])
    var remaining = index - checkpoint * Self.stride
    let span = file.bytes.span
    while remaining > 0, offset < range.upperBound {
      offset += 1
      while offset < range.upperBound, span[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }

  func range(ofCharacters characters: Range<Int>) -> SourceRange {
    SourceRange(offset(ofCharacter: characters.lowerBound)..<offset(ofCharacter: characters.upperBound))
  }

  private static func checkpoints(_ bytes: Span<UInt8>, _ offsets: Range<Int>) -> [UInt32] {
    var isASCII = true
    for offset in offsets where bytes[offset] >= 0x80 {
      isASCII = false
      break
    }
    if isASCII { return [] }
    var result: [UInt32] = []
    result.reserveCapacity(offsets.count / stride + 1)
    var count = 0
    for offset in offsets where bytes[offset] & 0xC0 != 0x80 {
      if count % stride == 0 { result.append(UInt32(offset)) }
      count += 1
    }
    return result
  }
}

extension SourceFile {
  /// The part of a range behind a byte order mark.
  ///
  /// - Throws: ``DiagnosticRule/treeTooLarge``, or ``DiagnosticRule/invalidEncoding`` for bytes that are not UTF-8.
  func textRange(_ range: SourceRange, limits: TreeLimits) throws(UnreadableTree) -> SourceRange {
    let lower = min(range.lowerBound, bytes.count)
    let upper = min(range.upperBound, bytes.count)
    guard upper - lower <= limits.maximumByteCount else {
      let beyond = SourceRange(lower + limits.maximumByteCount..<upper)
      throw .tooLarge("bytes", limit: limits.maximumByteCount, at: location(beyond))
    }
    do {
      _ = try UTF8Span(validating: bytes.span.extracting(lower..<upper))
    } catch {
      let bad = SourceRange(lower + error.byteOffsets.lowerBound..<lower + error.byteOffsets.upperBound)
      throw UnreadableTree(
        .invalidEncoding, "these bytes are not UTF-8 text; save the file as UTF-8", at: location(bad))
    }
    return SourceRange(lower + (startsWithByteOrderMark(lower..<upper) ? 3 : 0)..<upper)
  }

  func location(_ range: SourceRange) -> SourceLocation { SourceLocation(file: name, range: range) }

  func startsWithByteOrderMark(_ offsets: Range<Int>) -> Bool {
    offsets.count >= 3 && bytes[offsets.lowerBound] == 0xEF && bytes[offsets.lowerBound + 1] == 0xBB
      && bytes[offsets.lowerBound + 2] == 0xBF
  }

  /// Refuses the characters that YAML forbids, and what would make libyaml slow.
  ///
  /// Source: YAML 1.1 §4.1.1 as libyaml 0.2.5 reads it (reader.c): no C0 controls but tab, line feed and carriage return, no
  /// DEL, no C1 controls but U+0085, no U+FEFF, U+FFFE and U+FFFF.
  fileprivate func checkYAMLCharacters(_ range: SourceRange, limits: TreeLimits) throws(UnreadableTree) {
    let span = bytes.span
    var offset = range.lowerBound
    var blanks = 0
    var directives = 0
    var isAtLineStart = true
    while offset < range.upperBound {
      let end = offset + characterLength(span[offset])
      if isForbidden(at: offset) {
        let place = SourceRange(offset..<end)
        throw UnreadableTree(
          .invalidEncoding, "YAML forbids the character \(codePointName(at: place)); remove it", at: location(place))
      }
      if isAtLineStart, span[offset] == UInt8(ascii: "%") { directives += 1 }
      // libyaml compares each directive with all before it.
      if directives > 32 {
        throw .tooLarge("lines that begin with %", limit: 32, at: location(SourceRange(offset..<end)))
      }
      isAtLineStart = isLineBreak(at: offset)
      let isBlank = isAtLineStart || span[offset] == UInt8(ascii: " ") || span[offset] == UInt8(ascii: "\t")
      blanks = isBlank ? blanks + 1 : 0
      if blanks > limits.maximumBlankRun {
        throw .tooLarge(
          "white space characters in a row", limit: limits.maximumBlankRun, at: location(SourceRange(offset..<end)))
      }
      offset = end
    }
  }

  /// Whether YAML forbids the character at an offset.
  private func isForbidden(at offset: Int) -> Bool {
    let span = bytes.span
    switch span[offset] {
    case 0x09, 0x0A, 0x0D: return false
    case 0..<0x20, 0x7F: return true
    case 0xC2: return span[offset + 1] < 0xA0 && span[offset + 1] != 0x85
    case 0xEF:
      let (second, third) = (span[offset + 1], span[offset + 2])
      return (second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE)
    default: return false
    }
  }

  /// Whether libyaml takes the character at an offset for a line break: LF, CR, U+0085, U+2028, U+2029.
  private func isLineBreak(at offset: Int) -> Bool {
    let span = bytes.span
    switch span[offset] {
    case 0x0A, 0x0D: return true
    case 0xC2: return span[offset + 1] == 0x85
    case 0xE2: return span[offset + 1] == 0x80 && (span[offset + 2] == 0xA8 || span[offset + 2] == 0xA9)
    default: return false
    }
  }

  /// `U+0007`, of the first character of a range.
  private func codePointName(at range: SourceRange) -> String {
    let value = text(range).unicodeScalars.first?.value ?? 0
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// The bytes of the UTF-8 character that a byte begins.
private func characterLength(_ first: UInt8) -> Int {
  switch first {
  case 0..<0x80: 1
  case 0..<0xE0: 2
  case 0..<0xF0: 3
  default: 4
  }
}
