import SourceDiagnostics

/// A short text that has the block structure of a page's body, and what was left out of it.
///
/// Line for line the sketch keeps what can be block structure, at the column where it stands: indentation and markers, fences,
/// underlines, beginnings and ends of HTML. All other text becomes one full stop. libcmark thus finds the page's blocks at
/// the page's lines and columns, in a fraction of the time, and without any inline work: some of its inline paths are quadratic
/// (`![[]()` takes over 20 s at 480 KB in 0.30.2), and all of its inline positions go unused here.
///
/// Lines that can only continue what the line before them is are left out, as are blank lines behind two others.
///
/// Lines of template languages, admonition markers and attribute lists become blank, or for `!!!` a list marker, so that the text
/// in and around them keeps the structure that its own processor gives it. NUL never reaches libcmark, which would replace it.
/// Link reference definitions stay paragraphs, because libcmark would drop them without a trace.
struct BlockSketch {
  private(set) var bytes: [UInt8] = []
  /// For each line of the sketch, its line of the page.
  private(set) var lineNumbers: [Int] = []
  /// The lines left out, ascending.
  private(set) var lines: [(kind: Block.Kind, range: SourceRange)] = []
  /// The first line that no text of people has: nested too deeply, or with too many beginnings of HTML.
  private(set) var refusal: (rule: DiagnosticRule, range: SourceRange)?

  /// More markers at the beginning of one line than any text of people has.
  static let maximumMarkers = 100
  /// More columns of indentation and markers before a list marker than any text of people has.
  private static let maximumIndentation = 400
  /// libcmark reads to the end of the paragraph for each `<!--` and the like that does not end. This many bytes read again
  /// for each byte of the page are too many.
  private static let maximumReading = 100
  /// libcmark takes some 500 bytes for each.
  static let maximumLines = 4_000_000

  /// Where the last line of the sketch begins.
  private var lastLine = 0
  private var wasPlain = false
  private var blankCount = 0
  /// The columns of the markers of admonitions that may still go on.
  private var admonitions: [Int] = []
  private var wasBlank = true
  /// A line of this run of lines began an HTML block that ends at a blank line.
  private var isInHTML = false
  private var isInModule = false
  /// The fences of MyST directives that are open.
  private var directives: [FencedDirective] = []
  /// Beginnings of HTML blocks that may still be open.
  private var open = [Int](repeating: 0, count: HTMLEnd.allCases.count)
  private var openCount = 0
  private var reading = 0

  /// - Parameters:
  ///   - start: Where the body begins, behind byte order mark and front matter.
  ///   - plainLines: Offsets of lines to be taken as plain text, whatever they look like.
  init(_ file: SourceFile, _ index: LineIndex, from start: Int, plainLines: Set<Int> = []) {
    let source = file.bytes.span
    bytes.reserveCapacity(index.lineStarts.count * 4)
    let first = index.position(of: start).line
    var line = start..<index.end(ofLine: first, in: source)
    for number in first...index.lineStarts.count {
      let next =
        number < index.lineStarts.count ? index.lineStarts[number]..<index.end(ofLine: number + 1, in: source) : nil
      if !admonitions.isEmpty { endAdmonitions(source, line, number) }
      let lineStart = bytes.count
      var isPlain = false
      if plainLines.contains(line.lowerBound) {
        appendPlain(source, line)
      } else {
        isPlain = append(source, line, next)
      }
      finishLine(number, lineStart, isPlain)
      if let next { line = next }
    }
  }

  /// Keeps or drops the line that was appended.
  private mutating func finishLine(_ number: Int, _ start: Int, _ isPlain: Bool) {
    blankCount = bytes[start...].allSatisfy(isSpaceOrTab) ? blankCount + 1 : 0
    // The same indentation and nothing but text: whatever the line before is, this one continues it.
    let isContinuation = isPlain && wasPlain && bytes[lastLine..<(start - 1)].elementsEqual(bytes[start...])
    if isContinuation || blankCount > 2 {
      bytes.removeSubrange(start...)
      return
    }
    bytes.append(UInt8(ascii: "\n"))
    lineNumbers.append(number)
    lastLine = start
    wasPlain = isPlain
    if lineNumbers.count > Self.maximumLines { refuse(.pageTooLarge, at: start..<start) }
  }

  /// - Returns: Whether the line is indentation and text that cannot be anything else.
  private mutating func append(_ source: Span<UInt8>, _ line: Range<Int>, _ next: Range<Int>?) -> Bool {
    if isInModule, let text = moduleText(source, line) {
      lines.append((.template, SourceRange(text)))
      return false
    }
    let prefix = LinePrefix(source, line)
    if prefix.markers > 0 { checkNesting(source, line, prefix) }
    appendCopy(source, line.lowerBound..<prefix.end)
    guard prefix.end < line.upperBound else {
      endRun(isBlank: isBlank(source, line))
      return false
    }
    let text = prefix.end..<line.upperBound
    if takeDirective(source, text) {
      wasBlank = true
      return false
    }
    if !isInHTML, !prefix.hasHeadingMark, let syntax = lineSyntax(source, text, next, prefix) {
      lines.append((syntax.kind, SourceRange(syntax.range)))
      if syntax.opensIndentedBlock {
        appendAdmonition(column: column(source, line))
      } else if prefix.endsWithListMarker {
        // An empty item would be something else: an underline, or no item at all behind a paragraph.
        for byte in "<!---->".utf8 { bytes.append(byte) }
      }
      wasBlank = true
      return false
    }
    let isPlain = appendText(source, text)
    wasBlank = false
    if openCount > 0 { countReading(source, text) }
    return isPlain && prefix.markers == 0 && !prefix.hasHeadingMark
  }

  private mutating func endRun(isBlank: Bool) {
    wasBlank = true
    guard isBlank else { return }
    isInHTML = false
    isInModule = false
  }

  /// A line that looks like an underline and is text.
  private mutating func appendPlain(_ source: Span<UInt8>, _ line: Range<Int>) {
    var end = line.upperBound
    while end > line.lowerBound, isSpaceOrTab(source[end - 1]) { end -= 1 }
    while end > line.lowerBound, source[end - 1] == UInt8(ascii: "-") || source[end - 1] == UInt8(ascii: "=") {
      end -= 1
    }
    appendCopy(source, line.lowerBound..<end)
    bytes.append(UInt8(ascii: "."))
    wasBlank = false
  }

  private mutating func appendCopy(_ source: Span<UInt8>, _ range: Range<Int>) {
    for index in range { bytes.append(source[index]) }
  }

  // MARK: Lines that are not CommonMark

  /// "```{note}" and the fence that closes it: what stands between is text.
  private mutating func takeDirective(_ source: Span<UInt8>, _ text: Range<Int>) -> Bool {
    let first = source[text.lowerBound]
    guard first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return false }
    if let last = directives.last, last.isClosed(by: source, text) {
      directives.removeLast()
    } else if directives.count < Self.maximumMarkers, let directive = FencedDirective(source, text) {
      directives.append(directive)
    } else {
      return false
    }
    lines.append((.admonition, SourceRange(text)))
    return true
  }

  private mutating func lineSyntax(
    _ source: Span<UInt8>, _ text: Range<Int>, _ next: Range<Int>?, _ prefix: LinePrefix
  ) -> LineSyntax? {
    guard let syntax = LineSyntax.recognize(source, text) else { return nil }
    switch syntax.placement {
    case .anywhere:
      return syntax
    case .betweenBlankLines:
      return wasBlank && next.map { isBlank(source, $0) } ?? true ? syntax : nil
    case .module:
      guard wasBlank, prefix.markers == 0 else { return nil }
      isInModule = true
      return syntax
    }
  }

  /// The text of a line that goes on with a JavaScript module; a fence shows that the module was code.
  private func moduleText(_ source: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    let start = skipSpaces(source, line.lowerBound, line.upperBound)
    guard start < line.upperBound, source[start] != UInt8(ascii: "`"), source[start] != UInt8(ascii: "~") else {
      return nil
    }
    var end = line.upperBound
    while isSpaceOrTab(source[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isBlank(_ source: Span<UInt8>, _ line: Range<Int>) -> Bool {
    for index in line where !isSpaceOrTab(source[index]) && source[index] != UInt8(ascii: ">") { return false }
    return true
  }

  /// `!!! note` with its content indented by four: a list item that opens with a thematic break has the same content, and no
  /// paragraph that the content could continue.
  private mutating func appendAdmonition(column: Int) {
    for byte in "+ ___".utf8 { bytes.append(byte) }
    admonitions.append(column)
  }

  /// Puts a blank line in front of text that is not indented like an admonition's content: it is no lazy continuation of it.
  private mutating func endAdmonitions(_ source: Span<UInt8>, _ line: Range<Int>, _ number: Int) {
    guard !isBlank(source, line) else { return }
    let column = column(source, line)
    guard let last = admonitions.last, column < last + 2 else { return }
    while let last = admonitions.last, column < last + 2 { admonitions.removeLast() }
    guard !wasBlank else { return }
    bytes.append(UInt8(ascii: "\n"))
    lineNumbers.append(number)
    wasPlain = false
    wasBlank = true
  }

  /// The column of a line's first byte that is neither blank nor a block quote marker.
  private func column(_ source: Span<UInt8>, _ line: Range<Int>) -> Int {
    var column = 0
    for index in line {
      switch source[index] {
      case UInt8(ascii: "\t"): column += 4 - column % 4
      case UInt8(ascii: " "), UInt8(ascii: ">"): column += 1
      default: return column
      }
    }
    return column
  }

  // MARK: Limits

  private mutating func checkNesting(_ source: Span<UInt8>, _ line: Range<Int>, _ prefix: LinePrefix) {
    guard prefix.markers > Self.maximumMarkers || prefix.end - line.lowerBound > Self.maximumIndentation,
      !isRule(source, skipSpaces(source, line.lowerBound, line.upperBound)..<line.upperBound)
    else { return }
    refuse(.nestedTooDeeply, at: line)
  }

  private mutating func countReading(_ source: Span<UInt8>, _ text: Range<Int>) {
    reading += openCount * text.count
    if reading > Self.maximumReading * source.count + 10_000_000 { refuse(.tooManyBrackets, at: text) }
  }

  private mutating func refuse(_ rule: DiagnosticRule, at line: Range<Int>) {
    if refusal == nil { refusal = (rule, SourceRange(line.lowerBound..<min(line.upperBound, line.lowerBound + 80))) }
  }
}

// MARK: - Text

extension BlockSketch {
  /// - Returns: Whether the text is nothing but text.
  fileprivate mutating func appendText(_ source: Span<UInt8>, _ text: Range<Int>) -> Bool {
    // Inside of an HTML block, or what may be one, its end may stand anywhere in the line.
    let isTailNeeded = openCount > 0
    var kept = text.lowerBound
    switch source[text.lowerBound] {
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      kept = appendFence(source, text)
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "="):
      if isRule(source, text) {
        appendCopy(source, text)
        kept = text.upperBound
      }
    case UInt8(ascii: "<"):
      kept = appendHTML(source, text)
    default:
      break
    }
    if isTailNeeded || openCount > 0 {
      appendMasked(source, kept..<text.upperBound)
      closeHTML(source, text)
    } else if kept == text.lowerBound {
      bytes.append(UInt8(ascii: "."))
      return true
    }
    return false
  }

  /// Whether a text is a thematic break, or the underline of a heading.
  fileprivate func isRule(_ source: Span<UInt8>, _ text: Range<Int>) -> Bool {
    let mark = source[text.lowerBound]
    guard mark != UInt8(ascii: ">") else { return false }
    for index in text where source[index] != mark && !isSpaceOrTab(source[index]) { return false }
    return true
  }

  /// The fence of a code block, with one letter for whatever stands behind it.
  private mutating func appendFence(_ source: Span<UInt8>, _ text: Range<Int>) -> Int {
    let mark = source[text.lowerBound]
    var end = text.lowerBound
    while end < text.upperBound, source[end] == mark { end += 1 }
    guard end - text.lowerBound >= 3 else { return text.lowerBound }
    let behind = skipSpaces(source, end, text.upperBound)
    if mark == UInt8(ascii: "`") {
      for index in behind..<text.upperBound where source[index] == mark { return text.lowerBound }
    }
    appendCopy(source, text.lowerBound..<end)
    if behind < text.upperBound { bytes.append(UInt8(ascii: "x")) }
    return end
  }

  private mutating func appendHTML(_ source: Span<UInt8>, _ text: Range<Int>) -> Int {
    guard let start = HTMLStart(source, text) else { return text.lowerBound }
    switch start {
    case .open(let end, let length):
      open[end.rawValue] += 1
      openCount += 1
      let behind = text.lowerBound + length
      appendCopy(source, text.lowerBound..<behind)
      return behind
    case .element(let length):
      isInHTML = true
      appendCopy(source, text.lowerBound..<(text.lowerBound + length))
      // Inside of a declaration this would end it, and there the rest of the line follows anyhow.
      if openCount == 0 { bytes.append(UInt8(ascii: ">")) }
      return text.lowerBound + length
    case .tag(let length):
      if wasBlank { isInHTML = true }
      if openCount > 0 {
        appendCopy(source, text)
      } else {
        appendCopy(source, text.lowerBound..<(text.lowerBound + length))
        bytes.append(UInt8(ascii: ">"))
      }
      return text.upperBound
    }
  }

  /// The rest of a line without anything that libcmark could take for inline markup, save the ends of HTML blocks.
  private mutating func appendMasked(_ source: Span<UInt8>, _ text: Range<Int>) {
    for index in text {
      switch source[index] {
      case 0, UInt8(ascii: "["), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "&"),
        UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "."))
      case UInt8(ascii: "<"):
        var end = min(index + 2, text.upperBound)
        while end < text.upperBound, isLetter(source[end]), end - index < 11 { end += 1 }
        bytes.append(HTMLTag.endsWithRawTextEnd(source, index..<end) ? UInt8(ascii: "<") : UInt8(ascii: "."))
      default:
        bytes.append(source[index])
      }
    }
  }

  private mutating func closeHTML(_ source: Span<UInt8>, _ text: Range<Int>) {
    for end in HTMLEnd.allCases where open[end.rawValue] > 0 && end.occurs(in: source, text) {
      openCount -= open[end.rawValue]
      open[end.rawValue] = 0
    }
  }
}

extension LineIndex {
  /// The end of a line, its line ending left out.
  func end(ofLine line: Int, in bytes: Span<UInt8>) -> Int {
    guard line < lineStarts.count else { return bytes.count }
    let end = lineStarts[line] - 1
    let isPair = bytes[end] == UInt8(ascii: "\n") && end > lineStarts[line - 1] && bytes[end - 1] == UInt8(ascii: "\r")
    return isPair ? end - 1 : end
  }
}
