import PortModel
import PortPage
import SourceTrees
import SourceDiagnostics

/// Reads a page section by section: which ports are stated where, and what each sentence says.
struct PageReader {
  var reading: PageReading
  let page: Page
  let names: NameReader
  let lexicon = Lexicon.english
  let filter: SentenceFilter
  /// The scope of each list item that holds a port, by the index of its block.
  var itemScopes: [Int: Int] = [:]
  var sectionScopes: [Int] = []
  var paragraph = 0
  var sentenceNumber = 0
  /// The check that following sentences of the same item belong to.
  var openCheck: Int?
  /// The section whose list of checks a sentence has introduced.
  var checkLeadIn: Int?
  var (partyList, tableSections): (PartyList?, [Int: Bool]) = (nil, [:])
  /// The item that sentences are read from.
  var openItem: Int?
  /// The lists that a sentence in front introduces as lists of ports.
  var portLists: Set<Int> = []
  /// Tables of raw HTML that begin and never end.
  var tablesWithoutEnd = 0
  var portlessTables: [(range: SourceRange, section: Int)] = []
  /// Sentences of notes in tables, by their bytes.
  var notes: [UInt64: Note] = [:]
  /// Where the last table of raw HTML ends.
  var htmlEnd = 0
  /// The block that sentences are read from.
  var content = SourceRange(0..<0)
  /// The scope of the last paragraph that stands for a title, by section.
  var pseudoSections: [Int: Int] = [:]
  /// The legends of matrices, by their tables, and the paragraphs that these stand in.
  var legends: [Int: MatrixLegend] = [:]
  var legendParagraphs: Set<Int> = []
  /// The title of the table or list that is read next.
  var caption: Caption?
  /// The scopes that titles of lists open, by the list.
  var captionScopes: [Int: Int] = [:]
  /// The ports that titles state, and the first section that each heads.
  private(set) lazy var headed = headedPorts()
  /// The numbers that an example command sets, for the text of the same quotation or item.
  var example = Example()
  /// "The default port number is 22": the first such sentence of each section.
  var namedDefaults: [Int: PageReader.NamedDefault] = [:]
  /// Ports that are used where others are closed.
  var substitutes: [(ports: FlowPorts, range: SourceRange, section: Int)] = []
  /// Where footnote marks stand: the scope and the ports of their sentences.
  var footnoteUses: [String: [FootnoteUse]] = [:]
  /// The texts of footnotes, read when all marks are known.
  var footnotes: [Footnote] = []
  /// Rows that carry a sign whose note stands below their table.
  var signUses: [SignKey: [FootnoteUse]] = [:]

  init(_ page: Page, _ outline: Outline, names: NameReader) {
    self.page = page
    self.names = names
    filter = SentenceFilter(names)
    reading = PageReading(page: page, outline: outline)
  }

  /// - Complexity: O(*n*) in the bytes of the page.
  mutating func read() -> PageReading {
    for section in page.sections.indices { openSection(section) }
    readFrontMatter()
    for section in page.sections.indices {
      readTitle(section)
      findLegends(section)
      for block in page.sections[section].blocks { readBlock(block, section) }
    }
    readFootnotes()
    readTabs()
    settleCommonTransports()
    reportSubstitutes()
    reportPortlessTables()
    reportTemplates()
    StatementAttacher.attach(&reading)
    return reading
  }

  // MARK: Scopes

  mutating func openSection(_ section: Int) {
    var scope = PageReading.Scope(
      parent: page.sections[section].parent.map { sectionScopes[$0] }, section: section)
    if case .service(let service, let text) = reading.outline.headings[section].role { scope.service = (service, text) }
    scope.direction = reading.outline.headings[section].direction
    reading.scopes.append(scope)
    sectionScopes.append(reading.scopes.count - 1)
  }

  private func headedPorts() -> [FlowPorts: Int] {
    var headed: [FlowPorts: Int] = [:]
    for section in reading.outline.headings.indices {
      guard let statement = reading.outline.headings[section].statement else { continue }
      for expression in statement.value.expressions {
        for element in expression.elements {
          if let ports = element.flowPorts, headed[ports] == nil { headed[ports] = section }
        }
      }
    }
    return headed
  }

  mutating func readTitle(_ section: Int) {
    if reading.outline.headings[section].isTooLong {
      guard let heading = page.sections[section].heading else { return }
      let range = page.blocks[heading].range
      reading.report(
        .longTitle,
        "this title has more than \(Outline.longestTitle) bytes and is not read; leave an empty line above a line of dashes, or write the text below a title",
        at: range)
      reading.unresolved.append((DiagnosticRule.longTitle.slug, range, section))
      return
    }
    let words = reading.outline.headings[section].words
    explainHidden(words)
    reportVariables(words.tokens, section)
    defer { noteMarks(words.marks, sectionScopes[section], reading.scopes[sectionScopes[section]].label) }
    guard let shared = reading.outline.headings[section].statement else {
      if let lead = reading.outline.headings[section].lead {
        sentenceNumber += 1
        paragraph += 1
        place(lead, sectionScopes[section], [], isTitle: true)
      }
      // "Web console: 443" may be a port or a number of something else.
      let isValue = hasLabelledNumber(words.tokens, 0..<words.tokens.count)
      explainNumbers(
        words.tokens, 0..<words.tokens.count, taken: [], speaksOfPorts: isValue && speaksOfPorts(section),
        section: section)
      return
    }
    let scope = sectionScopes[section]
    paragraph += 1
    sentenceNumber += 1
    let groups = addGroups(shared, scope)
    reading.scopes[scope].label = groups
    place(shared, scope, groups, isTitle: true)
    let tokens = reading.outline.headings[section].tokens
    explainNumbers(tokens, 0..<tokens.count, taken: shared.value.expressions, speaksOfPorts: true, section: section)
  }

  /// `title`, `summary` and `description` are read as sentences.
  mutating func readFrontMatter() {
    guard case .yaml(let tree?)? = page.frontMatter?.content else { return }
    for key in ["title", "summary", "description"] {
      guard let content = tree[key]?.scalar?.content else { continue }
      readSentences(
        readable(ReadableWords(page.words(ofFrontMatter: content), page.file.bytes), 0), scope: sectionScopes[0],
        section: 0, item: nil, isMetadata: true)
    }
  }

  // MARK: Blocks

  mutating func readBlock(_ index: Int, _ section: Int) {
    let block = page.blocks[index]
    guard block.range.lowerBound >= htmlEnd else { return }
    switch block.kind {
    case .paragraph where legendParagraphs.contains(index): explainAll(block.range, "legend of a table")
    case .paragraph where isInclusion(block.range): break
    case .paragraph:
      let item = enclosingItem(of: index)
      content = block.range
      example.enter(block.parent)
      let words = readable(page.readableWords(of: block).behind(marker(of: item, before: index, section)), section)
      if item == nil, isPortTitle(block, words.tokens, section) { openPseudoSection(section) }
      if readNotes(words, section) || readCaption(index, words, section) { return }
      if index + 1 < page.blocks.count, case .list = page.blocks[index + 1].kind, introducesPorts(words.tokens) {
        portLists.insert(index + 1)
      }
      readSentences(words, scope: scope(of: index, section), section: section, item: item)
    case .table: readTable(index, section)
    case .htmlBlock: readHTML(index, section)
    case .codeBlock: readCode(block.range, section)
    case .heading, .blockQuote, .list, .item, .thematicBreak, .template, .admonition, .attributes: break
    }
  }

  func enclosingItem(of block: Int) -> Int? {
    var index = page.blocks[block].parent
    while let parent = index {
      if page.blocks[parent].kind == .item { return parent }
      index = page.blocks[parent].parent
    }
    return nil
  }

  /// The scope of a block: of the innermost item that has one, or of the section.
  mutating func scope(of block: Int, _ section: Int) -> Int {
    guard let item = enclosingItem(of: block) else { return pseudoSections[section] ?? sectionScopes[section] }
    if let known = itemScopes[item] { return known }
    let parent = page.blocks[item].parent.flatMap { captionScopes[$0] } ?? scope(of: item, section)
    reading.scopes.append(PageReading.Scope(parent: parent, section: section))
    itemScopes[item] = reading.scopes.count - 1
    return reading.scopes.count - 1
  }

  // MARK: Sentences

  mutating func readSentences(_ words: ReadableWords, scope: Int, section: Int, item: Int?, isMetadata: Bool = false) {
    let tokens = words.tokens
    reportVariables(tokens, section)
    paragraph += 1
    openCheck = nil
    openItem = item
    if item == nil { (checkLeadIn, partyList) = (nil, nil) }
    var antecedent: Antecedent?
    var otherTopic = OtherTopic()
    var condition: Located<StatedCondition>?
    let sentences = item == nil ? sentences(of: tokens) : withLabelApart(sentences(of: tokens), tokens)
    let isPortItem =
      item.map { speaksOfPorts(section) || isInPortList($0) || isPortSetting(tokens) }
      ?? (speaksOfPorts(section) && beginsWithPort(tokens))
    let idle = idleSentences(tokens, sentences, isLabelled: isPortItem, section, item)
    var holdsPorts: Bool?
    var hasSpokenOfPorts = false
    var followsNeed = false
    // Sentences that say who connects.
    var contacts = 0
    for (position, sentence) in sentences.enumerated() {
      guard tokens[sentence].contains(where: { $0.kind == .word || $0.value != nil }) else { continue }
      let placedBefore = reading.statements.count
      defer { noteMarks(words.marks, in: sentence, scope, behind: placedBefore) }
      let isLabel = position == 0 && isPortItem
      let hadSpokenOfPorts = hasSpokenOfPorts
      hasSpokenOfPorts = hasSpokenOfPorts || isPortItem && tokens[sentence].contains { lexicon[$0] == .port }
      if position == 0, let item, readDirectionItem(tokens, scope) || readHostItem(tokens, item, scope, section) {
        return
      }
      if sentence.count <= 48, !StatementReader.isTooLong(tokens, sentence), hasLabel(tokens[sentence]),
        !hasSeveralLabels(tokens[sentence]),
        readLabelled(Array(tokens[sentence]), scope: scope, section: section)
      {
        continue
      }
      let isPortless = noteProtocols(tokens[sentence], section)
      if idle.contains(position) {
        condition = nil
        if isMetadata || isPortless { continue }
        reading.sentenceCount += 1
        sentenceNumber += 1
        if filter.claimsSomething(tokens, sentence), !isDescription(tokens[sentence]) {
          reading.passedOver.append((sourceRange(tokens, sentence), scope, item != nil))
        }
        explainNumbers(
          tokens, sentence, taken: [],
          speaksOfPorts: isLabel && hasLabelledNumber(tokens, sentence) || hadSpokenOfPorts
            || namesTransport(tokens[sentence]) || position == 0 && item != nil && looksLikePort(tokens, sentence),
          section: section)
        continue
      }
      if readCommonTransport(tokens[sentence], scope, section) {
        reading.sentenceCount += 1
        sentenceNumber += 1
        condition = nil
        continue
      }
      if !isMetadata, !isPortless, readListedCheck(tokens, sentence, section) {
        reading.sentenceCount += 1
        sentenceNumber += 1
        condition = nil
        continue
      }
      var reader = StatementReader(
        tokens, sentence: sentence, names: names, antecedent: antecedent, otherTopic: otherTopic)
      let isAbout = holdsPorts ?? (isPortItem || !example.values.isEmpty || isAboutPorts(tokens, scope, section))
      holdsPorts = isAbout
      let own = ownPorts(tokens[sentence], section)
      reader.followsNeed = followsNeed
      reader.opensParagraph = position == 0 && item == nil && reading.scopes[scope].label.isEmpty
      reader.commandValues = example.values
      var statements = reader.read(
        isLabel: isLabel, isAboutPorts: isAbout, ownPorts: own, ownService: ownService(of: scope), earlier: condition)
      if item == nil { statements = introducing(statements, tokens[sentence], section) }
      if position == 0, item != nil {
        statements = labelled(contacted(statements, tokens, sentence, scope), tokens, sentence, section)
      }
      let isOfExample =
        example.note(tokens[sentence], page.file.bytes) || isOnlyExample(statements)
      statements = withoutOverview(statements, tokens[sentence])
      noteNamedDefault(tokens[sentence], statements, section)
      contacts += statements.count { $0.value.hasParties }
      followsNeed = statements.allSatisfy(\.value.isNeed) && contacts < 2
      antecedent = reader.antecedent
      reader.noteOtherNumber()
      otherTopic = reader.otherTopic
      condition = statements.last?.value.condition
      let expressions = expressions(of: statements)
      // Metadata is no prose; where it states a port, it counts like prose.
      if isMetadata || isPortless, expressions.isEmpty { continue }
      (reading.sentenceCount, sentenceNumber) = (reading.sentenceCount + 1, sentenceNumber + 1)
      let mentionsPorts =
        tokens[sentence].contains { lexicon[$0] == .port } || !expressions.isEmpty
        || statements.contains(where: \.value.writesAddress) || position > 0 && pointsBack(tokens[sentence])
      let isAboutPorts =
        mentionsPorts || speaksOfPorts(section) && speaksOfTraffic(tokens[sentence])
        || isLabel && hasLabelledNumber(tokens, sentence) || hadSpokenOfPorts || namesTransport(tokens[sentence])
        || position == 0 && item != nil && looksLikePort(tokens, sentence)
      explainNumbers(tokens, sentence, taken: expressions, speaksOfPorts: isAboutPorts, section: section)
      if isOfExample {
        for shared in statements { _ = addGroups(shared, scope) }
        continue
      }
      if statements.count == 1, readCheck(tokens, sentence, statements[0], section) { continue }
      let isDescription = isMetadata || isDescription(tokens[sentence])
      let isTitle = item == nil && pseudoSections[section] == scope
      let isItemStart = position == 0 && (item != nil || isTitle) && reading.scopes[scope].label.isEmpty
      placeAll(statements, scope, mentionsPorts, isDescription, isItemStart: isItemStart)
    }
  }

  /// The ports that the statements of one sentence write.
  func expressions(of statements: StatementList) -> [PortExpression] {
    statements.count == 1 ? statements[0].value.expressions : statements.flatMap(\.value.expressions)
  }

  /// Places the statements of one sentence; a clause without ports of its own speaks of the others'.
  mutating func placeAll(
    _ statements: StatementList, _ scope: Int, _ speaksOfPorts: Bool, _ isDescription: Bool, isItemStart: Bool
  ) {
    if let list = withoutOtherSections(statements, scope) {
      return placeAll(list, scope, speaksOfPorts, isDescription, isItemStart: isItemStart)
    }
    if statements.count == 1 {
      let groups = addGroups(statements[0], scope)
      if isItemStart { reading.scopes[scope].label = groups }
      return place(statements[0], scope, groups, speaksOfPorts: speaksOfPorts, isDescription: isDescription)
    }
    let groups = statements.map { addGroups($0, scope) }
    let all = groups.flatMap { $0 }
    if isItemStart { reading.scopes[scope].label = all }
    for (statement, own) in zip(statements, groups) {
      place(
        statement, scope, own.isEmpty && statement.value.sharesPorts ? all : own, speaksOfPorts: speaksOfPorts,
        isDescription: isDescription)
    }
  }

  /// Protocols that have no ports belong to no flow; the specification lists them as unresolved.
  mutating func noteProtocols(_ tokens: ArraySlice<Token>, _ section: Int) -> Bool {
    var found = false
    for token in tokens
    where token.traits.contains(.capitalized) && token.kind == .word && Self.portless.contains(token.payload) {
      reading.unresolved.append(("protocol", token.range, section))
      found = true
    }
    return found
  }

  /// Source: IANA, Protocol Numbers.
  static let portless = WordSet(
    ["icmp", "icmpv6", "esp", "ah", "vrrp", "gre", "igmp", "ospf", "pim", "ip-in-ip", "ipip", "ipencap"])

  func speaksOfPorts(_ section: Int) -> Bool {
    var index: Int? = section
    while let current = index {
      if reading.outline.headings[current].speaksOfPorts { return true }
      index = page.sections[current].parent
    }
    return false
  }

  /// The scope, or one around it, is headed by a port.
  func isUnderPort(_ scope: Int) -> Bool {
    var index: Int? = scope
    while let current = index {
      if !reading.scopes[current].label.isEmpty { return true }
      index = reading.scopes[current].parent
    }
    return false
  }

  mutating func place(
    _ shared: SharedStatement, _ scope: Int, _ groups: [Int], isTitle: Bool = false, speaksOfPorts: Bool = true,
    isDescription: Bool = false
  ) {
    reading.noteParties(shared)
    if shared.value.isTransportRemark { reading.hasTransportRemarks = true }
    reading.statements.append(
      PageReading.PlacedStatement(
        shared, scope: scope, paragraph: paragraph, sentence: sentenceNumber, groups: groups,
        speaksOfPorts: speaksOfPorts, isTitle: isTitle, isDescription: isDescription))
    for group in groups { reading.groups[group].add(statement: reading.statements.count - 1) }
    if shared.value.doubts.isEmpty { return }
    let isAboutPorts =
      speaksOfPorts || !groups.isEmpty || shared.value.refersToPorts || isUnderPort(scope)
      || self.speaksOfPorts(reading.scopes[scope].section)
    for doubt in shared.value.doubts where isAboutPorts {
      reading.report(.ambiguousSentence, doubt.message, at: doubt.range)
      reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, doubt.range, reading.scopes[scope].section))
    }
  }
}
