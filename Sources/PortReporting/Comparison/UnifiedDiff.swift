/// The difference of two texts in the unified format.
///
/// Source: POSIX.1-2024, `diff`, "Diff -u or -U Output Format". Lines end at LF; a carriage return is part of its line.
package enum UnifiedDiff {
  private static let context = 3

  /// - Parameters:
  ///   - old: The bytes of the old text.
  ///   - new: The bytes of the new text.
  ///   - oldName: How the header names the old text.
  ///   - newName: How the header names the new text.
  /// - Returns: Nothing when the texts are equal.
  /// - Complexity: O(*n* · *d*) with a bounded *d*, see ``LineScript``.
  package static func between(_ old: [UInt8], _ new: [UInt8], oldName: String, newName: String) -> [UInt8] {
    guard old != new else { return [] }
    let lines = NumberedLines(old, new)
    let script = LineScript(lines.oldNumbers, lines.newNumbers)
    var output = Array("--- \(fileName(oldName))\n+++ \(fileName(newName))\n".utf8)
    for hunk in hunks(script) { append(hunk, lines, script, to: &output) }
    return output
  }

  private struct Hunk {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The changes with their context, neighbours less than two contexts apart joined.
  private static func hunks(_ script: LineScript) -> [Hunk] {
    var hunks: [Hunk] = []
    var x = 0
    var y = 0
    while x < script.isRemoved.count || y < script.isAdded.count {
      let isOld = x < script.isRemoved.count && script.isRemoved[x]
      let isNew = y < script.isAdded.count && script.isAdded[y]
      guard isOld || isNew else {
        x += 1
        y += 1
        continue
      }
      let start = (x, y)
      while x < script.isRemoved.count, script.isRemoved[x] { x += 1 }
      while y < script.isAdded.count, script.isAdded[y] { y += 1 }
      if let last = hunks.last, start.0 - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1] = Hunk(old: last.old.lowerBound..<x, new: last.new.lowerBound..<y)
      } else {
        hunks.append(Hunk(old: start.0..<x, new: start.1..<y))
      }
    }
    return hunks.map { hunk in
      let before = min(context, hunk.old.lowerBound)
      let after = min(context, script.isRemoved.count - hunk.old.upperBound)
      return Hunk(
        old: (hunk.old.lowerBound - before)..<(hunk.old.upperBound + after),
        new: (hunk.new.lowerBound - before)..<(hunk.new.upperBound + after))
    }
  }

  private static func append(
    _ hunk: Hunk, _ lines: NumberedLines, _ script: LineScript, to output: inout [UInt8]
  ) {
    output += "@@ -\(label(hunk.old)) +\(label(hunk.new)) @@\n".utf8
    var x = hunk.old.lowerBound
    var y = hunk.new.lowerBound
    while x < hunk.old.upperBound || y < hunk.new.upperBound {
      if x < hunk.old.upperBound, script.isRemoved[x] {
        append(lines.old[x], marked: UInt8(ascii: "-"), to: &output)
        x += 1
      } else if y < hunk.new.upperBound, script.isAdded[y] {
        append(lines.new[y], marked: UInt8(ascii: "+"), to: &output)
        y += 1
      } else {
        append(lines.old[x], marked: UInt8(ascii: " "), to: &output)
        x += 1
        y += 1
      }
    }
  }

  private static func append(_ line: ArraySlice<UInt8>, marked mark: UInt8, to output: inout [UInt8]) {
    output.append(mark)
    output += line
    if line.last != UInt8(ascii: "\n") { output += "\n\\ No newline at end of file\n".utf8 }
  }

  /// An empty range names the line before it; a length of one is left out.
  private static func label(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  /// Names with characters that would break the header are shown visibly.
  private static func fileName(_ name: String) -> String { VisibleText.line(name) }
}

/// Two texts as lines, and each line as a number that equal lines share.
private struct NumberedLines {
  let old: [ArraySlice<UInt8>]
  let new: [ArraySlice<UInt8>]
  let oldNumbers: [Int]
  let newNumbers: [Int]

  init(_ old: [UInt8], _ new: [UInt8]) {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let number = numbers[line] { return number }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    self.old = Self.lines(old)
    self.new = Self.lines(new)
    oldNumbers = self.old.map(number)
    newNumbers = self.new.map(number)
  }

  /// Lines with their line feed; the last may have none.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }
}

extension UnifiedDiff {
  /// A difference made safe for a terminal, with colours where wanted.
  package static func shown(_ difference: [UInt8], style: TextStyle) -> String {
    var text = ""
    for line in difference.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      // Tabulators are content that people align by; everything else that is invisible is shown.
      let visible = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { VisibleText.line(String(decoding: $0, as: UTF8.self)) }.joined(separator: "\t")
      switch line.first {
      case UInt8(ascii: "+"): text += style.paint(visible, .green)
      case UInt8(ascii: "-"): text += style.paint(visible, .redText)
      case UInt8(ascii: "@"): text += style.paint(visible, .cyan)
      default: text += visible
      }
      text += "\n"
    }
    return text
  }
}
