import PortModel
import PortPage
import SourceDiagnostics

/// Titles of single tables and lists: a paragraph in bold type right above, or the caption of an HTML table.
extension PageReader {
  /// What such a title says, and the scope of what stands below it.
  struct Caption {
    var heading: Outline.Heading
    var scope: Int
    /// The table or list.
    var block: Int
  }

  /// Reads a paragraph as the title of the block behind it: "**Inbound ports**", "**Ports for A to B traffic**".
  ///
  /// - Returns: Whether it is one that says something of the ports below.
  mutating func readCaption(_ index: Int, _ words: ReadableWords, _ section: Int) -> Bool {
    guard index + 1 < page.blocks.count else { return false }
    var isList = false
    // Cheap questions first: nearly every paragraph stands above something else.
    switch page.blocks[index + 1].kind {
    case .list: isList = true
    case .table, .htmlBlock: break
    default: return false
    }
    let block = page.blocks[index]
    guard page.blocks[index + 1].parent == block.parent, block.range.count <= Outline.longestTitle,
      page.inlines(of: block).nodes.contains(where: { $0.kind == .strong && $0.range == block.range })
    else { return false }
    if case .htmlBlock = page.blocks[index + 1].kind, page.htmlTable(in: page.blocks[index + 1].range) == nil {
      return false
    }
    let heading = HeadingReader(page, words, names, isAmongPorts: speaksOfPorts(section)).read()
    let host = host(of: heading)
    let says = heading.direction != nil || heading.lead != nil || host != nil
    guard says, heading.statement == nil else { return false }
    let scope = open(heading, above: index + 1, parent: scope(of: index, section), section)
    guard isList else { return true }
    captionScopes[index + 1] = scope
    // "**Manager**" above a list of ports: whose they are.
    reading.scopes[scope].host = host
    if heading.speaksOfPorts { portLists.insert(index + 1) }
    if let lead = heading.lead { place(lead, scope, [], isTitle: true) }
    return true
  }

  /// Reads `<caption>`.
  mutating func readCaption(_ range: SourceRange, of block: Int, parent: Int, _ section: Int) {
    let words = words(ofCell: range, section)
    guard !words.tokens.isEmpty else { return }
    guard range.count <= Outline.longestTitle else {
      return readOpaque(range, .unreadHTML, "a caption of more than \(Outline.longestTitle) bytes is not read", section)
    }
    let heading = HeadingReader(page, words, names, isAmongPorts: speaksOfPorts(section)).read()
    guard heading.statement == nil else {
      return readOpaque(range, .unreadHTML, "a caption with ports is not read; write them in a row", section)
    }
    open(heading, above: block, parent: parent, section)
  }

  @discardableResult
  private mutating func open(_ heading: Outline.Heading, above block: Int, parent: Int, _ section: Int) -> Int {
    var scope = PageReading.Scope(parent: parent, section: section)
    scope.direction = heading.direction
    reading.scopes.append(scope)
    caption = Caption(heading: heading, scope: reading.scopes.count - 1, block: block)
    explainHidden(heading.words)
    explainNumbers(heading.tokens, 0..<heading.tokens.count, taken: [], speaksOfPorts: false, section: section)
    noteMarks(heading.words.marks, reading.scopes.count - 1, [])
    paragraph += 1
    sentenceNumber += 1
    reading.sentenceCount += 1
    return reading.scopes.count - 1
  }

  /// The host that a title names: a machine, or a party that the page knows.
  func host(of heading: Outline.Heading) -> Mention? {
    switch heading.role {
    case .subject(let mention): return mention
    case .other(let mention?):
      guard
        !heading.tokens.contains(where: {
          lexicon[$0] == .port || lexicon[$0] == .event && !RoleName.endsInMachine(mention.name)
        }),
        RoleName.endsInMachine(mention.name) || names.isKnown(mention.range)
      else { return nil }
      if let first = heading.tokens.first, case .verb(_, .base(isNoun: false))? = lexicon[first] { return nil }
      return mention
    case .ports, .service, .checks, .other: return nil
    }
  }
}
