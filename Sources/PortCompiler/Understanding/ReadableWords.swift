import PortPage
import SourceDiagnostics

/// The words of a block that are read as prose: without what is struck out, footnote marks, and the inside of commands.
struct ReadableWords {
  /// `[^1]` in a text.
  struct FootnoteMark {
    var label: String
    var range: SourceRange
    /// The index of the token behind it.
    var position: Int
  }

  /// What most blocks have nothing of.
  final class Rest: Sendable {
    let struck: [[Token]]
    let code: [SourceRange]
    let marks: [FootnoteMark]
    /// What `[^1]:` at the beginning of a line makes of the tokens: where the text of each footnote begins.
    let footnotes: [FootnoteMark]

    init(struck: [[Token]], code: [SourceRange], marks: [FootnoteMark], footnotes: [FootnoteMark]) {
      self.struck = struck
      self.code = code
      self.marks = marks
      self.footnotes = footnotes
    }
  }

  private(set) var tokens: [Token]
  private(set) var rest: Rest?

  var marks: [FootnoteMark] { rest?.marks ?? [] }
  var footnotes: [FootnoteMark] { rest?.footnotes ?? [] }

  /// - Parameter references: Where footnote marks stand, ascending.
  /// - Complexity: O(*n*).
  init(_ words: consuming [Token], _ text: [UInt8], references: [InlineNode] = []) {
    words.lookUpTerms()
    guard !references.isEmpty || words.contains(where: { $0.traits.contains(.code) || $0.isMark("~") }) else {
      tokens = words
      return
    }
    var reader = HiddenTextReader(text)
    reader.read(words, references)
    tokens = reader.tokens
    rest = Rest(struck: reader.struck, code: reader.code, marks: reader.marks, footnotes: reader.footnotes)
  }

  /// The same words behind others.
  func behind(_ front: [Token]) -> Self {
    guard !front.isEmpty else { return self }
    var result = self
    result.tokens = front + tokens
    guard let rest else { return result }
    let shift = { (mark: FootnoteMark) in
      FootnoteMark(label: mark.label, range: mark.range, position: mark.position + front.count)
    }
    result.rest = Rest(
      struck: rest.struck, code: rest.code, marks: rest.marks.map(shift), footnotes: rest.footnotes.map(shift))
    return result
  }

  /// The words in front of the first footnote.
  var withoutFootnotes: Self {
    guard let rest, let first = rest.footnotes.first else { return self }
    var result = self
    result.tokens.removeSubrange(first.position...)
    result.rest = Rest(
      struck: rest.struck, code: rest.code, marks: rest.marks.filter { $0.position <= first.position },
      footnotes: rest.footnotes)
    return result
  }
}

/// Takes out of the words of a block what is not read as prose.
private struct HiddenTextReader {
  typealias FootnoteMark = ReadableWords.FootnoteMark

  private(set) var tokens: [Token] = []
  private(set) var struck: [[Token]] = []
  private(set) var code: [SourceRange] = []
  private(set) var marks: [FootnoteMark] = []
  private(set) var footnotes: [FootnoteMark] = []
  private let text: [UInt8]
  /// The numbers of tildes for which no closing run stands in the rest of the text, so that it is not looked for again.
  private var unclosed: Set<Int> = []

  init(_ text: [UInt8]) { self.text = text }

  mutating func read(_ words: [Token], _ references: [InlineNode]) {
    tokens.reserveCapacity(words.count)
    var index = 0
    var next = 0
    while index < words.count {
      if next < references.count, references[next].range.upperBound <= words[index].range.lowerBound {
        index = readMark(references[next], at: index, words)
        next += 1
      } else if words[index].isMark("~"), let end = strike(at: index, words) {
        struck.append(Array(words[index..<end]))
        // A footnote mark in it is struck out, too.
        let last = words[end - 1].range.upperBound
        while next < references.count, references[next].range.upperBound <= last { next += 1 }
        index = end
      } else if words[index].traits.contains(.code) {
        index = readCode(at: index, words)
      } else {
        tokens.append(words[index])
        index += 1
      }
    }
    while next < references.count {
      _ = readMark(references[next], at: index, words)
      next += 1
    }
  }

  // MARK: Code

  /// A command is one thing without a name; a port or a name in a code span is what it says.
  private mutating func readCode(at start: Int, _ words: [Token]) -> Int {
    var end = start + 1
    while end < words.count, words[end].traits.contains(.code), !words[end].traits.contains(.afterMarkup) { end += 1 }
    let span = Array(words[start..<end])
    if span.count == 1 || isName(span) || isPort(span) {
      tokens += span
    } else if isWildcard(span) {
      // The name of the domain; whoever reads names finds the wildcard in front of it.
      tokens.append(span[2])
    } else {
      tokens.append(span[0].joined(through: span[span.count - 1]))
      code.append(tokens[tokens.count - 1].range)
    }
    return end
  }

  private func isName(_ span: [Token]) -> Bool {
    span.allSatisfy { $0.kind == .word && $0.traits.contains(.capitalized) }
  }

  /// `*.example.com`
  private func isWildcard(_ span: [Token]) -> Bool {
    span.count == 3 && span[0].isMark("*") && span[1].isMark(".") && span[2].kind == .word && !span[2].isSpaced
  }

  private func isPort(_ span: [Token]) -> Bool {
    let reader = PortExpressionReader(tokens: span, text: text)
    return reader.expressions(in: 0..<span.count, isLabel: true).first?.tokens == 0..<span.count
  }

  // MARK: Footnotes

  /// The index of the next token that is read.
  private mutating func readMark(_ reference: InlineNode, at index: Int, _ words: [Token]) -> Int {
    let label = String(decoding: text[reference.content.offsets], as: UTF8.self)
    let mark = FootnoteMark(label: label, range: reference.range, position: tokens.count)
    guard beginsLine(reference.range.lowerBound, index, words), index < words.count, words[index].isMark(":"),
      words[index].range.lowerBound == reference.range.upperBound
    else {
      marks.append(mark)
      return index
    }
    footnotes.append(mark)
    return index + 1
  }

  private func beginsLine(_ offset: Int, _ index: Int, _ words: [Token]) -> Bool {
    guard index > 0 else { return true }
    let end = words[index - 1].range.upperBound
    return end <= offset && text[end..<offset].contains(UInt8(ascii: "\n"))
  }

  // MARK: Struck text

  /// The end of what `~~` at an index strikes out.
  ///
  /// Source: GitHub Flavored Markdown, Strikethrough (extension): one or two tildes on both sides, none of them beside white space.
  private mutating func strike(at start: Int, _ words: [Token]) -> Int? {
    let length = tildes(at: start, words)
    let first = start + length
    guard length <= 2, first < words.count, !words[first].isSpaced, !unclosed.contains(length) else { return nil }
    var index = first
    while index < words.count {
      let run = tildes(at: index, words)
      if run == length, index > first, !words[index].isSpaced { return index + run }
      index += max(run, 1)
    }
    unclosed.insert(length)
    return nil
  }

  private func tildes(at start: Int, _ words: [Token]) -> Int {
    var end = start
    while end < words.count, words[end].isMark("~"), !words[end].traits.contains(.code),
      end == start || !words[end].isSpaced
    {
      end += 1
    }
    return end - start
  }
}
