import SourceDiagnostics

/// A copy of a page in which libcmark sees blocks only, and what was taken out of its sight.
///
/// Every replacement keeps the length, so that positions in the copy are positions in the page.
/// - Inline openers behind the first byte that cannot belong to block structure become full stops. libcmark then has no inline
///   work: some of its inline paths are quadratic (`![[]()` takes over 20 s at 480 KB in 0.30.2), and all of its inline positions
///   go unused here.
/// - Lines of template languages, admonition markers and attribute lists become blank, or for `!!!` a list marker, so that the
///   text in and around them keeps the structure its own processor gives it.
/// - NUL becomes a full stop, because libcmark's replacement is longer.
struct BlockMask {
  private(set) var bytes: [UInt8]
  /// The blanked lines, ascending.
  private(set) var lines: [(kind: Block.Kind, range: SourceRange)] = []
  /// The first line that no text of people has: too deep, or with too many brackets outside plain text.
  private(set) var refusal: (rule: DiagnosticRule, range: SourceRange)?

  /// More markers at the beginning of one line than any text of people has.
  private static let maximumMarkers = 100
  /// More columns of indentation and markers before a list marker than any text of people has.
  private static let maximumIndentation = 400
  /// The openers that one run of lines without a blank line may leave in libcmark's sight.
  private static let maximumOpeners = 2_000

  /// - Parameter start: where the body begins, behind byte order mark and front matter.
  init(_ file: SourceFile, from start: Int) {
    bytes = file.bytes
    var openers = 0
    var lineStart = start
    while lineStart < bytes.count {
      let end = Self.lineEnd(file.bytes, from: lineStart)
      mask(line: lineStart..<end, openers: &openers)
      lineStart = Self.behindLineBreak(file.bytes, at: end)
    }
  }

  private static func lineEnd(_ bytes: [UInt8], from start: Int) -> Int {
    let span = bytes.span
    var end = start
    while end < span.count, span[end] != UInt8(ascii: "\n"), span[end] != UInt8(ascii: "\r") { end += 1 }
    return end
  }

  private static func behindLineBreak(_ bytes: [UInt8], at end: Int) -> Int {
    guard end < bytes.count else { return end }
    let isPair = bytes[end] == UInt8(ascii: "\r") && end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: "\n")
    return end + (isPair ? 2 : 1)
  }

  private mutating func mask(line: Range<Int>, openers: inout Int) {
    let prefix = LinePrefix(bytes, line)
    if prefix.markers > Self.maximumMarkers
      || prefix.markers > 0 && prefix.end - line.lowerBound > Self.maximumIndentation
    {
      refuse(.nestedTooDeeply, at: line)
    }
    guard prefix.end < line.upperBound else {
      openers = 0
      return
    }
    let text = prefix.end..<line.upperBound
    if let special = LineSyntax.recognize(bytes, text) {
      lines.append((special.kind, SourceRange(special.range)))
      blank(special)
      return
    }
    switch bytes[text.lowerBound] {
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      break
    case UInt8(ascii: "["), UInt8(ascii: "<"):
      for index in text where bytes[index] == UInt8(ascii: "[") || bytes[index] == UInt8(ascii: "<") { openers += 1 }
      if openers > Self.maximumOpeners { refuse(.tooManyBrackets, at: line) }
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      if !isThematicBreak(text) { maskOpeners(text) }
    default:
      maskOpeners(text)
    }
    maskNULs(line)
  }

  private func isThematicBreak(_ text: Range<Int>) -> Bool {
    bytes[text].allSatisfy {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ")
        || $0 == UInt8(ascii: "\t")
    }
  }

  private mutating func maskOpeners(_ text: Range<Int>) {
    for index in text {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "&"),
        UInt8(ascii: "\\"):
        bytes[index] = UInt8(ascii: ".")
      case UInt8(ascii: "<"):
        // An end tag may close the HTML block that the line stands in.
        let isEndTag = index + 1 < text.upperBound && bytes[index + 1] == UInt8(ascii: "/")
        if !isEndTag { bytes[index] = UInt8(ascii: ".") }
      default: break
      }
    }
  }

  private mutating func maskNULs(_ line: Range<Int>) {
    for index in line where bytes[index] == 0 { bytes[index] = UInt8(ascii: ".") }
  }

  private mutating func blank(_ special: LineSyntax) {
    for index in special.range { bytes[index] = UInt8(ascii: " ") }
    guard special.opensIndentedBlock, special.range.count >= 5 else { return }
    // `!!! note` with its content indented by four: a list item that opens with a thematic break has the same content, and no
    // paragraph that the content could continue.
    for (index, byte) in "- ***".utf8.enumerated() { bytes[special.range.lowerBound + index] = byte }
  }

  private mutating func refuse(_ rule: DiagnosticRule, at line: Range<Int>) {
    if refusal == nil { refusal = (rule, SourceRange(line.lowerBound..<min(line.upperBound, line.lowerBound + 80))) }
  }
}

/// The bytes at the beginning of a line that may be indentation, block quote markers, list markers or heading marks.
struct LinePrefix {
  /// Where the text begins.
  private(set) var end: Int
  /// How many block quote and list markers precede it.
  private(set) var markers = 0

  init(_ bytes: [UInt8], _ line: Range<Int>) {
    end = line.lowerBound
    while end < line.upperBound {
      switch bytes[end] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "#"):
        end += 1
      case UInt8(ascii: ">"):
        end += 1
        markers += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
        guard Self.isBlank(bytes, end + 1, line) else { return }
        end += 1
        markers += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        var digits = end
        while digits < line.upperBound, bytes[digits] >= 0x30, bytes[digits] <= 0x39 { digits += 1 }
        guard digits < line.upperBound, bytes[digits] == UInt8(ascii: ".") || bytes[digits] == UInt8(ascii: ")"),
          Self.isBlank(bytes, digits + 1, line)
        else { return }
        end = digits + 1
        markers += 1
      default:
        return
      }
    }
  }

  private static func isBlank(_ bytes: [UInt8], _ index: Int, _ line: Range<Int>) -> Bool {
    index >= line.upperBound || bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
  }
}
