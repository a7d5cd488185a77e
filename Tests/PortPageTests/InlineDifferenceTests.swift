import PortPage
import SourceDiagnostics
import Testing

/// Inline markup of random texts against that which cmark finds: kinds, nesting and visible text.
///
/// Left out by construction, because they differ on purpose: references without definition, footnotes, template tags, JSX
/// attributes, names of entities that no page uses, and what CommonMark 0.31 changed (comments, declarations, symbols).
struct InlineDifferenceTests {
  private static let marks = [
    "*", "*", "**", "***", "[", "[", "]", "](u)", "](", "(", ")", "<", ">", "!", "![", "&", "\\",
    " ", " ", "a", "b", "c d", "\"", "'", "=", "/", "-", "1", ":", ",", "&amp;", "&lt;", "&#42;", "&#x5B;", "<b>",
    "</b>",
    "<a href=\"x\">", "<a b='*'>", "<br/>", "<!-- * c -->", "<http://x/*y*>", "<m@n.o>", "[d]", "][d]", "[d][]",
    "[D e]",
    "](<u v>)", "](u \"t\")", "](u\na't')", "](u(v)w)", "](\\))", "\na", "  \na", "\\\na", " \na", "[f](g)",
  ]
  private static let letters = ["*", "**", "é", "ß", "“", "”", "a", " ", ".", "(", ")", "\u{A0}", "-", "…"]

  /// Underscores and backticks come in runs of one length only: of others, cmark 0.30 forgets some openers and closers.
  @Test(.enabled(if: CommonMarkJudge.path != nil, "cmark is not installed"), arguments: [1, 2, 3])
  func `finds the markup that cmark finds`(length: Int) throws {
    let underscores = String(repeating: "_", count: length)
    let backticks = String(repeating: "`", count: length)
    try compare(Self.marks + [underscores, underscores, backticks, backticks, backticks + "*" + backticks], 3_000)
  }

  @Test(.enabled(if: CommonMarkJudge.path != nil, "cmark is not installed"), arguments: [1, 2, 3])
  func `finds the emphasis that cmark finds beside other letters`(length: Int) throws {
    let underscores = String(repeating: "_", count: length)
    try compare(Self.letters + [underscores, underscores], 2_000)
  }

  private func compare(_ pieces: [String], _ count: Int) throws {
    var random = RandomText()
    print("seed \(random.seed)")
    let texts = (0..<RandomText.cases(count)).map { _ in text(pieces, &random) }
    let source = texts.joined(separator: "\n\n") + "\n\n[d]: /d\n[D e]: </e>\n"
    let (page, _) = parsePage(SourceFile(name: "page.md", text: source))
    let theirs = try CommonMarkJudge.document(of: source).children
    #expect(page.blocks.count == texts.count)
    #expect(theirs.count == texts.count)
    for ((block, judged), text) in zip(zip(page.blocks, theirs), texts) {
      let expected = shown(judged.children)
      let actual = shown(page.inlines(of: block).nodes) + "|" + spaced(page.visibleText(block.range))
      #expect(actual == expected, "seed \(random.seed): \(text.debugDescription)")
    }
  }

  /// A paragraph: every line begins with a letter, so that it is nothing else.
  private func text(_ pieces: [String], _ random: inout RandomText) -> String {
    var text = "a"
    for _ in 0..<random.count(1...14) {
      let piece = random.pick(pieces)
      // `][` begins a reference, which is defined in the pieces that hold a whole one; `<!` begins a declaration.
      if text.hasSuffix("]"), piece.hasPrefix("[") { continue }
      if text.hasSuffix("\\"), piece.hasPrefix("[") { continue }
      if text.hasSuffix("<"), piece.hasPrefix("!") { continue }
      if text.hasSuffix("_"), piece.hasPrefix("_") { continue }
      if text.hasSuffix("`"), piece.hasPrefix("`") { continue }
      if text.hasSuffix("\\"), piece.hasPrefix("_") || piece.hasPrefix("`") { continue }
      text += piece
    }
    return text + "z"
  }

  private func shown(_ elements: [CommonMarkJudge.Element]) -> String {
    var kinds = ""
    var text = ""
    collect(elements, &kinds, &text)
    return kinds + "|" + spaced(text)
  }

  private func collect(_ elements: [CommonMarkJudge.Element], _ kinds: inout String, _ text: inout String) {
    for element in elements {
      switch element.name {
      case "text": text += element.text
      case "softbreak": text += " "
      case "code":
        kinds += "code()"
        text += element.text
      case "linebreak":
        kinds += "linebreak()"
        text += " "
      case "html_inline":
        kinds += "html()"
        if element.text.lowercased().hasPrefix("<br") { text += " " }
      default:
        kinds += element.name + "("
        collect(element.children, &kinds, &text)
        kinds += ")"
      }
    }
  }

  /// The nodes as calls of their kinds.
  private func shown(_ nodes: [InlineNode]) -> String {
    var result = ""
    var ends: [Int] = []
    for node in nodes {
      guard let name = name(node.kind) else { continue }
      while let end = ends.last, end <= node.range.lowerBound {
        result += ")"
        ends.removeLast()
      }
      result += name + "("
      ends.append(node.range.upperBound)
    }
    return result + String(repeating: ")", count: ends.count)
  }

  private func name(_ kind: InlineNode.Kind) -> String? {
    switch kind {
    case .emphasis: "emph"
    case .strong: "strong"
    case .codeSpan: "code"
    case .link, .autolink: "link"
    case .image: "image"
    case .html: "html"
    case .hardBreak: "linebreak"
    case .entity: nil
    case .template: "template"
    case .attributes: "attributes"
    case .footnoteReference: "footnote"
    case .undefinedReference: "undefined"
    }
  }

  private func spaced(_ text: String) -> String {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).joined(separator: " ")
  }
}
