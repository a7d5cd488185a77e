import PortModel
import PortPage
import SourceDiagnostics

/// Items that give attributes of the ports around them.
extension PageReader {
  /// "Inbound", "Outgoing connections:" as the text of an item: the direction of the items in it.
  mutating func readDirectionItem(_ tokens: [Token], _ scope: Int) -> Bool {
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

  /// "**Inbound 7946/tcp** Allows for …": a port as a label, and a sentence without a subject behind it.
  func withLabelApart(_ sentences: [Range<Int>], _ tokens: [Token]) -> [Range<Int>] {
    guard let first = sentences.first, first.count > 2 else { return sentences }
    let label = first.dropFirst().prefix(8).first { index in
      guard tokens[index].traits.contains(.afterMarkup), tokens[index].traits.contains(.capitalized),
        tokens[index].isSpaced, case .verb(_, .third)? = lexicon[tokens[index]]
      else { return false }
      switch tokens[index - 1].kind {
      case .number: return true
      case .word: return if case .transport? = lexicon[tokens[index - 1]] { true } else { false }
      default: return false
      }
    }
    guard let label, tokens[first.lowerBound..<label].contains(where: { $0.value != nil }) else { return sentences }
    return [first.lowerBound..<label, label..<first.upperBound] + sentences.dropFirst()
  }

  /// "**Database servers**", "Orders Server:" as the text of an item above a list, in a section that is about no host: whose ports the items
  /// in it are. Names of those who only connect are no such text.
  mutating func readHostItem(_ tokens: [Token], _ item: Int, _ scope: Int, _ section: Int) -> Bool {
    guard holdsList(item), !isAboutHost(section) else { return false }
    var end = tokens.count
    while end > 0, tokens[end - 1].isMark(":") || tokens[end - 1].isMark(".") { end -= 1 }
    // "Custom, cross-host container networks"
    let isName = tokens[..<end].allSatisfy {
      $0.kind == .word && lexicon[$0] == nil || $0.isMark("-") || $0.isMark(",")
    }
    guard end > 0, isName else { return false }
    let mention = names.mention(sourceRange(tokens, 0..<end))
    guard RoleName.endsInMachine(mention.name) || !Self.isAction(mention) && isAmongHosts(item),
      mention.spelling.lastWord.map({ Self.callers.contains(String($0)) }) != true
    else { return false }
    reading.scopes[scope].host = mention
    reading.sentenceCount += 1
    return true
  }

  /// A program by whose name it calls others.
  static func isCaller(_ mention: Mention) -> Bool {
    mention.spelling.lastWord.map { callers.contains(String($0)) || callingPrograms.contains(String($0)) } ?? true
  }

  private static let callingPrograms: Set<String> = [
    "agent", "probe", "forwarder", "sensor", "scanner", "worker", "app", "console", "runner", "poller", "device",
    "browser", "installer", "tool", "cli", "exporter", "connector", "shipper", "beacon", "crawler",
  ]

  /// "Monitoring", "Replication", "Web interface": what ports are for.
  static func isAction(_ mention: Mention) -> Bool {
    guard let last = mention.spelling.lastWord else { return true }
    return last.hasSuffix("ing") || last.hasSuffix("tion") || actions.contains(String(last))
  }

  private static let actions: Set<String> = ["interface", "access", "traffic", "management", "ui", "api"]

  /// Two of the items beside it are hosts by name, each above a list of its own as the item is.
  private func isAmongHosts(_ item: Int) -> Bool {
    guard let list = page.blocks[item].parent else { return false }
    var hosts = 0
    for other in page.blocks.indices[list...].dropFirst().prefix(200) {
      guard page.blocks[other].range.lowerBound < page.blocks[list].range.upperBound else { break }
      guard page.blocks[other].kind == .item, page.blocks[other].parent == list, other != item, holdsList(other),
        other + 1 < page.blocks.count, page.blocks[other + 1].kind == .paragraph
      else { continue }
      let tokens = page.readableWords(of: page.blocks[other + 1]).tokens.filter { $0.kind == .word }
      guard tokens.count <= 4, let last = tokens.last else { continue }
      if last.isMarked(.machine) { hosts += 1 }
    }
    return hosts >= 2
  }

  /// "Swarm manager: 3376/tcp" as an item, in a section that is about no host: whose port it is.
  func labelled(_ statements: StatementList, _ tokens: [Token], _ sentence: Range<Int>, _ section: Int) -> StatementList
  {
    let statement = statements[0].value
    guard statements.count == 1, !statement.saysSomething, !statement.hasVerb, statement.doubts.isEmpty,
      statement.expressions.count == 1, statement.expressions[0].tokens.upperBound == sentence.upperBound,
      let colon = tokens[sentence].firstIndex(where: { $0.isMark(":") }), colon > sentence.lowerBound,
      statement.expressions[0].tokens.lowerBound == colon + 1, !isAboutHost(section)
    else { return statements }
    let label = sentence.lowerBound..<colon
    guard
      tokens[label].allSatisfy({ $0.kind == .word && lexicon[$0] == nil || $0.isMark("-") })
    else { return statements }
    let mention = names.mention(sourceRange(tokens, label))
    guard let last = mention.spelling.lastWord, last == "daemon" || RoleName.isMachine(last),
      !Self.callers.contains(String(last))
    else { return statements }
    var result = statement
    result.places = [mention]
    result.isPortState = true
    return StatementList(SharedStatement(result))
  }

  private static let callers: Set<String> = ["client", "workstation", "desktop", "phone", "computer"]

  /// A list stands in the item, behind its text.
  private func holdsList(_ item: Int) -> Bool {
    var index = item + 1
    while index < page.blocks.count, page.blocks[index].range.lowerBound < page.blocks[item].range.upperBound {
      if case .list = page.blocks[index].kind { return page.blocks[index].parent == item }
      index += 1
    }
    return false
  }

  func isAboutHost(_ section: Int) -> Bool {
    var index: Int? = section
    while let current = index {
      if host(of: reading.outline.headings[current]) != nil { return true }
      index = page.sections[current].parent
    }
    return false
  }

  /// "Direction: inbound", "Source: the agent": an item that gives one attribute of the port around it.
  mutating func readLabelled(_ tokens: [Token], scope: Int, section: Int) -> Bool {
    guard speaksOfPorts(section) || isUnderPort(scope) else { return false }
    let reader = LabelledValueReader(page, tokens, names: names)
    guard let statement = reader.read() else { return false }
    reading.sentenceCount += 1
    sentenceNumber += 1
    explainNumbers(tokens, 0..<tokens.count, taken: statement.expressions, speaksOfPorts: false, section: section)
    let shared = SharedStatement(statement)
    place(shared, scope, addGroups(shared, scope))
    return true
  }

  /// "**TCP 443**": a paragraph in bold type that holds a port and nothing else stands for a title.
  func isPortTitle(_ block: Block, _ tokens: [Token], _ section: Int) -> Bool {
    guard tokens.count <= 12, speaksOfPorts(section) || namesTransport(tokens[...]),
      reading.scopes[sectionScopes[section]].label.isEmpty,
      page.inlines(of: block).nodes.contains(where: { $0.kind == .strong && $0.range == block.range })
    else { return false }
    let reader = PortExpressionReader(tokens: tokens, text: page.file.bytes)
    return reader.expressions(in: 0..<tokens.count, isLabel: true).first?.tokens == 0..<tokens.count
  }

  /// "`ListenPort` (number): …": an item about a setting that holds a port.
  func isPortSetting(_ tokens: [Token]) -> Bool {
    guard let first = tokens.first, first.kind == .word, tokens.prefix(6).contains(where: { $0.isMark(":") }) else {
      return false
    }
    let text = page.file.bytes[first.range.offsets].suffix(Self.port.count)
    return text.elementsEqual(Self.port) { $0 | 0x20 == $1 }
  }

  /// "15680. The dashboard." is an ordered list to Markdown, whose number its reader sees: in a list of ports, a port.
  func marker(of item: Int?, before block: Int, _ section: Int) -> [Token] {
    guard let item, block == item + 1, let list = page.blocks[item].parent,
      case .list(isOrdered: true) = page.blocks[list].kind, speaksOfPorts(section)
    else { return [] }
    let front = SourceRange(page.blocks[item].range.lowerBound..<page.blocks[block].range.lowerBound)
    var tokens = page.words(in: front, page.inlines(in: front))
    guard let value = tokens.first?.value, value >= Self.firstNumberOfPort else { return [] }
    tokens.lookUpTerms()
    return tokens
  }

  /// "9100: metrics" at the beginning of a paragraph
  func beginsWithPort(_ tokens: [Token]) -> Bool {
    guard let value = tokens.first?.value, tokens.count > 1 else { return false }
    return value >= Self.firstNumberOfPort && !tokens[1].isMark(".")
  }

  /// Steps and entries are counted from one; lists of a hundred are none of steps.
  private static let firstNumberOfPort = 100

  /// Whether the number of a default is a port's: the paragraph or a title speaks of ports.
  func isAboutPorts(_ tokens: [Token], _ scope: Int, _ section: Int) -> Bool {
    isUnderPort(scope) || speaksOfPorts(section) || tokens.contains { lexicon[$0] == .port }
  }

  private static let port = Array("port".utf8)

  /// A colon stands where it can end a label.
  /// "Source: A Destination: B", where a line break between them counts as a space.
  func hasSeveralLabels(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.count { $0.isMark(":") } > 1 && StatementReader.hasSeveralSides(tokens)
  }

  func hasLabel(_ tokens: ArraySlice<Token>) -> Bool { tokens.prefix(4).contains { $0.isMark(":") } }

  mutating func openPseudoSection(_ section: Int) {
    reading.scopes.append(PageReading.Scope(parent: sectionScopes[section], section: section))
    pseudoSections[section] = reading.scopes.count - 1
  }
}
