import PortModel
import PortPage
import SourceTrees
import SourceDiagnostics

/// Reads a page section by section: which ports are stated where, and what each sentence says.
struct PageReader {
  var reading: PageReading
  let page: Page
  private let knownNames: KnownNames
  let lexicon = Lexicon.english
  /// The scope of each list item that holds a port, by the index of its block.
  private var itemScopes: [Int: Int] = [:]
  private var sectionScopes: [Int] = []
  private var paragraph = 0
  private var sentenceNumber = 0
  /// The check that following sentences of the same item belong to.
  var openCheck: Int?
  /// The block that sentences are read from.
  var content = SourceRange(0..<0)

  init(_ page: Page, _ outline: Outline, knownNames: KnownNames) {
    self.page = page
    self.knownNames = knownNames
    reading = PageReading(page: page, outline: outline)
  }

  /// - Complexity: O(*n*) in the bytes of the page.
  mutating func read() -> PageReading {
    for section in page.sections.indices { openSection(section) }
    readFrontMatter()
    for section in page.sections.indices {
      readTitle(section)
      for block in page.sections[section].blocks { readBlock(block, section) }
    }
    StatementAttacher.attach(&reading)
    return reading
  }

  // MARK: Scopes

  private mutating func openSection(_ section: Int) {
    var scope = PageReading.Scope(
      parent: page.sections[section].parent.map { sectionScopes[$0] }, section: section)
    let heading = reading.outline.headings[section]
    if case .service(let service, let text) = heading.role { scope.service = (service, text) }
    scope.direction = heading.direction
    reading.scopes.append(scope)
    sectionScopes.append(reading.scopes.count - 1)
  }

  private mutating func readTitle(_ section: Int) {
    guard let statement = reading.outline.headings[section].statement else {
      if let lead = reading.outline.headings[section].lead {
        sentenceNumber += 1
        paragraph += 1
        place(lead, sectionScopes[section], [], isTitle: true)
      }
      explainNumbers(
        reading.outline.headings[section].tokens, 0..<reading.outline.headings[section].tokens.count, taken: [],
        speaksOfPorts: false, section: section)
      return
    }
    let scope = sectionScopes[section]
    paragraph += 1
    sentenceNumber += 1
    let groups = addGroups(statement, scope)
    reading.scopes[scope].label = groups
    place(statement, scope, groups, isTitle: true)
    let tokens = reading.outline.headings[section].tokens
    explainNumbers(tokens, 0..<tokens.count, taken: statement.expressions, speaksOfPorts: true, section: section)
  }

  /// `title`, `summary` and `description` are read as sentences.
  private mutating func readFrontMatter() {
    guard case .yaml(let tree?)? = page.frontMatter?.content else { return }
    for key in ["title", "summary", "description"] {
      guard let content = tree[key]?.scalar?.content else { continue }
      readSentences(
        page.words(ofFrontMatter: content), scope: sectionScopes[0], section: 0, item: nil, isMetadata: true)
    }
  }

  // MARK: Blocks

  private mutating func readBlock(_ index: Int, _ section: Int) {
    let block = page.blocks[index]
    switch block.kind {
    case .paragraph:
      let item = enclosingItem(of: index)
      content = block.range
      readSentences(page.words(of: block), scope: scope(of: index, section), section: section, item: item)
    case .table: readOpaque(block, .unreadTable, "this table is not read", section)
    case .htmlBlock: readOpaque(block, .unreadHTML, "this HTML is not read", section)
    case .codeBlock: explainAll(block.range, "code")
    case .heading, .blockQuote, .list, .item, .thematicBreak, .template, .admonition, .attributes: break
    }
  }

  private func enclosingItem(of block: Int) -> Int? {
    var index = page.blocks[block].parent
    while let parent = index {
      if page.blocks[parent].kind == .item { return parent }
      index = page.blocks[parent].parent
    }
    return nil
  }

  /// The scope of a block: of the innermost item that has one, or of the section.
  private mutating func scope(of block: Int, _ section: Int) -> Int {
    guard let item = enclosingItem(of: block) else { return sectionScopes[section] }
    if let known = itemScopes[item] { return known }
    let parent = scope(of: item, section)
    reading.scopes.append(PageReading.Scope(parent: parent, section: section))
    itemScopes[item] = reading.scopes.count - 1
    return reading.scopes.count - 1
  }

  /// A block whose inside is not understood: said once where it holds numbers.
  private mutating func readOpaque(_ block: Block, _ rule: DiagnosticRule, _ message: String, _ section: Int) {
    guard containsPortLikeNumber(block.range) else { return }
    reading.report(rule, "\(message); its numbers may be ports", at: block.range)
    reading.unresolved.append((rule.slug, block.range, section))
  }

  private func containsPortLikeNumber(_ range: SourceRange) -> Bool {
    var digits = 0
    for index in range.offsets {
      let byte = page.file.bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        digits += 1
        if digits >= 2 { return true }
      } else {
        digits = 0
      }
    }
    return false
  }

  /// Every number of one to five digits in a range of text that no sentence is in.
  private mutating func explainAll(_ range: SourceRange, _ reason: String) {
    var start: Int?
    for index in range.lowerBound...range.upperBound {
      let isDigit = index < range.upperBound && page.file.bytes[index] >= 0x30 && page.file.bytes[index] <= 0x39
      if isDigit {
        start = start ?? index
      } else if let first = start {
        if index - first <= 5 { explain(SourceRange(first..<index), reason) }
        start = nil
      }
    }
  }

  private mutating func explain(_ range: SourceRange, _ reason: String) {
    reading.explained.append(
      ExplainedNumber(location: reading.location(range), text: page.file.text(range), reason: reason))
  }

  // MARK: Sentences

  private mutating func readSentences(_ tokens: [Token], scope: Int, section: Int, item: Int?, isMetadata: Bool = false)
  {
    paragraph += 1
    openCheck = nil
    var antecedent: Mention?
    var condition: Located<StatedCondition>?
    for (position, sentence) in sentences(of: tokens).enumerated() {
      guard tokens[sentence].contains(where: { $0.kind == .word || $0.value != nil }) else { continue }
      let isLabel = position == 0 && item != nil && speaksOfPorts(section)
      if position == 0, item != nil, readDirectionItem(tokens, scope) { return }
      if sentence.count <= 48, readLabelled(Array(tokens[sentence]), scope: scope, section: section) { continue }
      let isPortless = noteProtocols(tokens[sentence], section)
      var reader = StatementReader(page, tokens, sentence: sentence, knownNames: knownNames, antecedent: antecedent)
      let statements = reader.read(isLabel: isLabel, earlier: condition)
      antecedent = reader.antecedent
      condition = statements.last?.condition
      let expressions = statements.flatMap(\.expressions)
      // Metadata is no prose; where it states a port, it counts like prose.
      if isMetadata || isPortless, expressions.isEmpty { continue }
      reading.sentenceCount += 1
      sentenceNumber += 1
      let mentionsPorts = tokens[sentence].contains { lexicon[$0] == .port } || !expressions.isEmpty
      let isAboutPorts = mentionsPorts || speaksOfPorts(section) && speaksOfTraffic(tokens[sentence])
      explainNumbers(tokens, sentence, taken: expressions, speaksOfPorts: isAboutPorts, section: section)
      if statements.count == 1, readCheck(tokens, sentence, statements[0], section) { continue }
      let isDescription = isMetadata || isDescription(tokens[sentence])
      let isItemStart = position == 0 && item != nil && reading.scopes[scope].label.isEmpty
      placeAll(statements, scope, mentionsPorts, isDescription, isItemStart: isItemStart)
    }
  }

  /// Places the statements of one sentence; a clause without ports of its own speaks of the others'.
  private mutating func placeAll(
    _ statements: [Statement], _ scope: Int, _ speaksOfPorts: Bool, _ isDescription: Bool, isItemStart: Bool
  ) {
    let groups = statements.map { addGroups($0, scope) }
    let all = groups.flatMap { $0 }
    if isItemStart { reading.scopes[scope].label = all }
    for (statement, own) in zip(statements, groups) {
      place(
        statement, scope, own.isEmpty && statement.sharesPorts ? all : own, speaksOfPorts: speaksOfPorts,
        isDescription: isDescription)
    }
  }

  /// Protocols that have no ports belong to no flow; the specification lists them as unresolved.
  private mutating func noteProtocols(_ tokens: ArraySlice<Token>, _ section: Int) -> Bool {
    var found = false
    for token in tokens where token.kind == .word && Self.portless.contains(token.payload) {
      guard token.traits.contains(.capitalized) else { continue }
      reading.unresolved.append(("protocol", token.range, section))
      found = true
    }
    return found
  }

  /// Source: IANA, Protocol Numbers.
  private static let portless = Set(["icmp", "icmpv6", "esp", "vrrp", "gre", "igmp", "ospf"].map(Token.hash))

  /// "Inbound", "Outgoing connections:" as the text of an item: the direction of the items in it.
  private mutating func readDirectionItem(_ tokens: [Token], _ scope: Int) -> Bool {
    var direction: Located<Flow.Direction>?
    for token in tokens {
      switch lexicon[token] {
      case .direction(let found):
        if direction != nil, direction?.value != found { return false }
        direction = Located(found, at: token.range)
      case .port, .event: continue
      default: if token.kind == .word || token.value != nil { return false }
      }
    }
    guard let direction else { return false }
    reading.scopes[scope].direction = direction
    reading.sentenceCount += 1
    return true
  }

  /// "Direction: inbound", "Source: the agent": an item that gives one attribute of the port around it.
  private mutating func readLabelled(_ tokens: [Token], scope: Int, section: Int) -> Bool {
    guard speaksOfPorts(section) else { return false }
    let reader = LabelledValueReader(page, tokens, knownNames: knownNames)
    guard let statement = reader.read() else { return false }
    reading.sentenceCount += 1
    sentenceNumber += 1
    explainNumbers(tokens, 0..<tokens.count, taken: statement.expressions, speaksOfPorts: false, section: section)
    place(statement, scope, addGroups(statement, scope))
    return true
  }

  /// A verb of contact stands in the sentence, so that a number in it may be a port.
  private func speaksOfTraffic(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { token in
      switch lexicon[token] {
      case .verb(.communicate, _), .verb(.use, _), .verb(.listen, _), .verb(.open, _), .verb(.reach, _): true
      default: false
      }
    }
  }

  private func speaksOfPorts(_ section: Int) -> Bool {
    var index: Int? = section
    while let current = index {
      if reading.outline.headings[current].speaksOfPorts { return true }
      index = page.sections[current].parent
    }
    return false
  }

  private mutating func place(
    _ statement: Statement, _ scope: Int, _ groups: [Int], isTitle: Bool = false, speaksOfPorts: Bool = true,
    isDescription: Bool = false
  ) {
    reading.statements.append(
      PageReading.PlacedStatement(
        statement: statement, scope: scope, paragraph: paragraph, sentence: sentenceNumber, groups: groups,
        isAttached: !groups.isEmpty,
        speaksOfPorts: speaksOfPorts, isTitle: isTitle, isDescription: isDescription))
    for group in groups { reading.groups[group].statements.append(reading.statements.count - 1) }
    for doubt in statement.doubts where speaksOfPorts || !groups.isEmpty {
      reading.report(.ambiguousSentence, doubt.message, at: doubt.range)
      reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, doubt.range, reading.scopes[scope].section))
    }
  }

  /// "This page lists …", "For more information, see …".
  private func isDescription(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { Self.descriptionWords.contains($0.payload) && $0.kind == .word }
  }

  private static let descriptionWords = Set(
    [
      "see", "refer", "lists", "list", "listed", "describes", "describe", "described", "following", "shows", "below",
      "information", "table", "overview", "documented",
    ]
    .map(Token.hash))

  // MARK: Groups

  /// The groups of a statement's ports; new ones for ports that the scope has not stated yet.
  private mutating func addGroups(_ statement: Statement, _ scope: Int) -> [Int] {
    var result: [Int] = []
    for expression in statement.expressions {
      let section = reading.scopes[scope].section
      if let negation = refusal(of: expression, statement) {
        result += refused(expression, negation, scope)
        continue
      }
      let valid = expression.elements.filter { check($0, section) }
      var portSets: [(FlowPorts, SourceRange)] = []
      if expression.isAlternative, valid.count > 1 {
        let ranges = valid.compactMap { element in
          if case .ports(let range) = element.value { range } else { nil }
        }
        portSets.append((.ranges(ranges.sorted()), valid[0].range))
      } else {
        for element in valid {
          if case .ports(let range) = element.value { portSets.append((.ranges([range]), element.range)) }
        }
      }
      let transports: [Transport?] = expression.transports.isEmpty ? [nil] : expression.transports
      for (ports, range) in portSets {
        for transport in transports {
          result.append(contentsOf: group(scope, transport, expression.transportRule, ports, range))
        }
      }
    }
    return result
  }

  /// Why the ports of an expression are none that the page asks for.
  private func refusal(of expression: PortExpression, _ statement: Statement) -> String? {
    switch expression.standing {
    case .topic where expression.isLabel: nil
    case .topic: statement.negation?.value.explanation
    case .replaced: "port that another one takes the place of"
    case .negated: Negation.unused.explanation
    case .conditional: "port that a condition names"
    }
  }

  /// The groups that the page states already, for what a negative statement says about them; other numbers are explained.
  private mutating func refused(_ expression: PortExpression, _ reason: String, _ scope: Int) -> [Int] {
    var result: [Int] = []
    for element in expression.elements {
      guard case .ports(let range) = element.value else { continue }
      let transports: [Transport?] = expression.transports.isEmpty ? [nil] : expression.transports
      let known = transports.flatMap { self.known(scope, $0, .ranges([range])) }
      if known.isEmpty {
        explain(element.range, reason)
      } else {
        for group in known { reading.groups[group].restatements.append(element.range) }
        if expression.standing == .topic { result += known }
      }
    }
    return result
  }

  /// The groups with these ports in the scopes around, within the section.
  private func known(_ scope: Int, _ transport: Transport?, _ ports: FlowPorts) -> [Int] {
    var enclosing: Int? = scope
    while let current = enclosing, reading.scopes[current].section == reading.scopes[scope].section {
      let same = reading.scopes[current].groupsByPorts[ports] ?? []
      let matching = same.filter { transport == nil || reading.groups[$0].transport ?? transport == transport }
      if !matching.isEmpty { return matching }
      enclosing = reading.scopes[current].parent
    }
    return []
  }

  /// The groups that a mention of ports stands for in its scope; without transport it may stand for several.
  private mutating func group(
    _ scope: Int, _ transport: Transport?, _ rule: String?, _ ports: FlowPorts, _ range: SourceRange
  ) -> [Int] {
    var enclosing: Int? = scope
    while let current = enclosing {
      let same = reading.scopes[current].groupsByPorts[ports] ?? []
      let matching = same.filter { transport == nil || reading.groups[$0].transport == transport }
      if !matching.isEmpty {
        for index in matching { reading.groups[index].restatements.append(range) }
        return matching
      }
      if let open = same.first(where: { reading.groups[$0].transport == nil }) {
        reading.groups[open].transport = transport
        reading.groups[open].transportRule = "restatement"
        reading.groups[open].restatements.append(range)
        return [open]
      }
      // A section that is not about ports itself repeats nothing of the sections around it.
      guard reading.scopes[current].section == reading.scopes[scope].section else { break }
      enclosing = reading.scopes[current].parent
    }
    reading.groups.append(
      PageReading.Group(
        scope: scope, transport: transport, transportRule: rule, ports: ports, range: range,
        order: reading.groups.count))
    reading.scopes[scope].groups.append(reading.groups.count - 1)
    reading.scopes[scope].groupsByPorts[ports, default: []].append(reading.groups.count - 1)
    warnOfStrayPort(reading.groups.count - 1)
    return [reading.groups.count - 1]
  }

  /// A port that a section headed by other ports states besides.
  private mutating func warnOfStrayPort(_ group: Int) {
    let scope = sectionScopes[reading.scopes[reading.groups[group].scope].section]
    guard let label = reading.scopes[scope].label.first, label != group, reading.groups[group].scope == scope,
      !reading.scopes[scope].label.contains(group)
    else { return }
    let heading = reading.groups[label]
    let title = "\(heading.transport?.rawValue.uppercased() ?? "port") \(heading.ports.label)"
    let found =
      "\(reading.groups[group].transport?.rawValue.uppercased() ?? "port") \(reading.groups[group].ports.label)"
    reading.report(
      .strayPort,
      "\(found) stands in a section that is headed \(title); correct the number or give it a section of its own",
      at: reading.groups[group].range,
      notes: [Diagnostic.Note("the section's port", at: reading.location(heading.range))])
  }

  /// Reports what is no port although the text says so.
  private mutating func check(_ element: PortExpression.Element, _ section: Int) -> Bool {
    let text = page.file.text(element.range)
    switch element.value {
    case .ports: return true
    case .impossible:
      reading.report(
        .impossiblePort, "\"\(text)\" is no port; ports are 1 to 65535, written without leading zeros",
        at: element.range)
    case .reversed: reportReversed(element, text)
    case .ambiguous:
      reading.report(
        .ambiguousNumber,
        "\"\(text)\" is one number with a separator or two ports; write \"\(text.replacing(",", with: ""))\" or \"\(text.replacing(",", with: ", "))\"",
        at: element.range)
      reading.unresolved.append((DiagnosticRule.ambiguousNumber.slug, element.range, section))
    }
    return false
  }

  private mutating func reportReversed(_ element: PortExpression.Element, _ text: String) {
    let digits = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    let bytes = Array(text.utf8)
    let first = bytes.prefix(while: digits)
    let last = Array(bytes.reversed().prefix(while: digits).reversed())
    let lower = element.range.lowerBound
    let upper = element.range.upperBound
    reading.report(
      .reversedRange, "the range \"\(text)\" ends before it begins", at: element.range,
      fix: Diagnostic.Fix(
        "swap the ends",
        [
          Diagnostic.Fix.Edit(SourceRange(lower..<(lower + first.count)), String(decoding: last, as: UTF8.self)),
          Diagnostic.Fix.Edit(SourceRange((upper - last.count)..<upper), String(decoding: first, as: UTF8.self)),
        ]))
  }

  // MARK: Other numbers

  private mutating func explainNumbers(
    _ tokens: [Token], _ sentence: Range<Int>, taken: [PortExpression], speaksOfPorts: Bool, section: Int
  ) {
    let numbers = NumberReader(tokens, page.file.bytes)
    var isTaken = Set<Int>()
    for expression in taken { for element in expression.elements { isTaken.formUnion(element.tokens) } }
    for index in sentence where !isTaken.contains(index) {
      let token = tokens[index]
      switch token.kind {
      case .number, .dotted, .mixed: break
      case .url:
        explainAll(token.range, "URL")
        continue
      default: continue
      }
      if let reason = numbers.reason(at: index, in: sentence) {
        explain(token.range, reason)
      } else if token.traits.contains(.code), !isCodePort(tokens, index) {
        explain(token.range, "code")
      } else if !speaksOfPorts {
        explain(token.range, "nothing in its sentence speaks of ports")
      } else {
        let text = page.file.text(token.range)
        reading.report(
          .unexplainedNumber,
          "\"\(text)\" is neither a port nor anything else that is known; write \"port \(text)\" or say what it counts",
          at: token.range)
        reading.unresolved.append((DiagnosticRule.unexplainedNumber.slug, token.range, section))
      }
    }
  }

  /// A code span that holds the number alone.
  private func isCodePort(_ tokens: [Token], _ index: Int) -> Bool {
    let before = index > 0 && tokens[index - 1].traits.contains(.code) && !tokens[index].traits.contains(.afterMarkup)
    let after =
      index + 1 < tokens.count && tokens[index + 1].traits.contains(.code)
      && !tokens[index + 1].traits.contains(.afterMarkup)
    return !before && !after
  }
}
