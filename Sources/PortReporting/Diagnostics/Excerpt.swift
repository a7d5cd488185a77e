import SourceDiagnostics

/// A line of a source file with a place in it underlined, clipped to a screen's width.
struct Excerpt {
  /// The most columns that a line of the excerpt takes.
  static let maximumWidth = 100
  /// The columns that stay visible before the place where a line is clipped on the left.
  private static let context = 30

  let line: String
  let underline: String

  /// - Parameters:
  ///   - file: The file.
  ///   - line: The bytes of the line, without its ending.
  ///   - range: The place; what lies on later lines is not underlined.
  /// - Complexity: O(1): of a long line only a window is decoded.
  init(_ file: SourceFile, line: Range<Int>, range: Range<Int>) {
    let window = Self.window(of: file.bytes, in: line, around: range.lowerBound)
    if line.contains(range.lowerBound), VisibleText.isPlain(file.bytes.span.extracting(window)) {
      self = Self.plain(file.bytes, line, window, range)
      return
    }
    var cells = VisibleText.cells(file.bytes, in: window)[...]
    var clippedLeft = window.lowerBound > line.lowerBound
    var clippedRight = window.upperBound < line.upperBound

    var widthBefore = Self.width(cells.prefix { $0.offset < range.lowerBound })
    if widthBefore + Self.context > Self.maximumWidth {
      clippedLeft = true
      while widthBefore > Self.context, let first = cells.popFirst() { widthBefore -= first.width }
    }
    var width = Self.width(cells)
    while width > Self.maximumWidth, let last = cells.popLast() {
      clippedRight = true
      width -= last.width
    }

    var line = clippedLeft ? "…" : ""
    var underline = clippedLeft ? " " : ""
    for cell in cells {
      let isMarked = range.contains(cell.offset)
      line += cell.text
      underline += String(repeating: isMarked ? "^" : " ", count: cell.width)
    }
    if clippedRight { line += "…" }
    while underline.last == " " && underline.contains("^") { underline.removeLast() }
    if !underline.contains("^") {
      // An empty place, or one at the line ending: a caret where it stands.
      let column = cells.prefix { $0.offset < range.lowerBound }.reduce(0) { $0 + $1.width }
      underline = String(repeating: " ", count: column + (clippedLeft ? 1 : 0)) + "^"
    }
    self.line = line
    self.underline = underline
  }

  private init(line: String, underline: String) {
    self.line = line
    self.underline = underline
  }

  /// The usual line: a column for each byte.
  private static func plain(
    _ bytes: [UInt8], _ line: Range<Int>, _ window: Range<Int>, _ range: Range<Int>
  ) -> Excerpt {
    let fits = window == line && window.count <= maximumWidth
    let isFarRight = !fits && range.lowerBound - window.lowerBound + context > maximumWidth
    let start = isFarRight ? range.lowerBound - context : window.lowerBound
    let end = min(window.upperBound, start + maximumWidth)
    let isClippedLeft = start > line.lowerBound
    let text =
      (isClippedLeft ? "…" : "") + String(decoding: bytes[start..<end], as: UTF8.self)
      + (end < line.upperBound ? "…" : "")
    let marks = max(1, min(range.upperBound, end) - range.lowerBound)
    var underline = [UInt8](repeating: UInt8(ascii: " "), count: range.lowerBound - start + (isClippedLeft ? 1 : 0))
    underline += repeatElement(UInt8(ascii: "^"), count: marks)
    return Excerpt(line: text, underline: String(decoding: underline, as: UTF8.self))
  }

  private static func width(_ cells: ArraySlice<VisibleText.Cell>) -> Int {
    cells.reduce(0) { $0 + $1.width }
  }

  /// The bytes that can matter for the excerpt: up to four a column on both sides, cut between scalars.
  private static func window(of bytes: [UInt8], in line: Range<Int>, around place: Int) -> Range<Int> {
    let reach = 4 * maximumWidth
    func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
    var lower = max(line.lowerBound, place - reach)
    while lower > line.lowerBound, lower < line.upperBound, isContinuation(lower), place - lower < reach + 4 {
      lower -= 1
    }
    var upper = min(line.upperBound, max(place, lower) + reach)
    while upper > lower, upper < line.upperBound, isContinuation(upper) { upper -= 1 }
    return min(lower, upper)..<upper
  }
}
