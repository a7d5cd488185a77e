import PortModel
import PortPage
import SourceDiagnostics

/// Finds for each sentence the ports that it is about.
struct StatementAttacher {
  /// The groups in page order, with where their ports stand.
  private let groupsInOrder: [Int]
  /// The statements that introduce a list, in page order.
  private let introductions: [Int]
  /// The one group of a section; -1 where it has several.
  private var onlyGroup: [Int: Int] = [:]
  /// The groups of which their own items or sentences say whether they are required.
  private let decidedGroups: Set<Int>
  /// The paragraph of the last statement with ports of its own, and those.
  private var nearest: (paragraph: Int, groups: [Int]) = (-1, [])
  /// The last paragraph with such statements, and the ports of all of them.
  private var together: (paragraph: Int, groups: [Int]) = (-1, [])

  /// - Complexity: O(*n* log *n*) in statements and ports, apart from the depth of nesting.
  static func attach(_ reading: inout PageReading) {
    var attacher = StatementAttacher(reading)
    attacher.attachAll(&reading)
  }

  private init(_ reading: PageReading) {
    for (index, group) in reading.groups.enumerated() {
      let section = reading.scopes[group.scope].section
      onlyGroup[section] = onlyGroup[section] == nil ? index : -1
    }
    decidedGroups = Set(
      reading.statements.filter { $0.statement.requirement != nil && !Self.introduces($0.statement) }.flatMap(\.groups))
    groupsInOrder = reading.groups.indices.sorted { reading.groups[$0].range < reading.groups[$1].range }
    introductions = reading.statements.indices.filter {
      Self.introduces(reading.statements[$0].statement) && reading.statements[$0].groups.isEmpty
    }
  }

  /// The most ports that "these ports" stands for.
  private static let mostTogether = 16
  /// The sections whose ports a sentence calls default ports.
  private var overviews: Set<Int> = []

  private mutating func attachAll(_ reading: inout PageReading) {
    for index in reading.statements.indices {
      if !reading.statements[index].groups.isEmpty {
        if !reading.statements[index].isTitle {
          nearest = (reading.statements[index].paragraph, reading.statements[index].groups)
          if together.paragraph != nearest.paragraph { together = (nearest.paragraph, []) }
          for group in nearest.groups.prefix(Self.mostTogether) where !together.groups.contains(group) {
            if together.groups.count < Self.mostTogether { together.groups.append(group) }
          }
        }
        continue
      }
      guard reading.statements[index].saysSomething || Self.isUnreadOfPort(reading.statements[index].statement) else {
        continue
      }
      let placed = reading.statements[index]
      guard !placed.isTitle || placed.statement.isLeadIn else { continue }
      if placed.statement.isOfSomethingElse { continue }
      // What a sentence says against the ports that it writes says nothing of others.
      guard placed.statement.expressions.isEmpty || placed.statement.refersToPorts else { continue }
      var groups = Self.introduces(placed.statement) ? listed(index, reading) : []
      // "All default ports can be changed."
      if placed.statement.refersToAllPorts, placed.statement.binding != nil { groups = Array(reading.groups.indices) }
      if placed.statement.refersToSection, placed.statement.binding != nil,
        // Once: another one says the same.
        overviews.insert(reading.scopes[placed.scope].section).inserted
      {
        let section = reading.page.sections[reading.scopes[placed.scope].section].range
        groups = self.groups(from: section.lowerBound, to: section.upperBound, reading)
      }
      if groups.isEmpty, Self.introduces(placed.statement), placed.statement.refersToList,
        !placed.statement.refersAbove,
        !placed.isTitle, placed.statement.expressions.isEmpty, !isBelowPort(placed.scope, reading)
      {
        // "Open the following ports:", above a picture or a command: of none that was read before.
        if placed.speaksOfPorts { reportUnread(placed, &reading) }
        continue
      }
      if groups.isEmpty { groups = self.groups(for: index, reading) }
      if groups.isEmpty, placed.statement.refersToSeveral || placed.statement.isSideOfSection {
        groups = adjacent(index, reading)
      }
      if placed.isTitle, placed.statement.hasParties || placed.statement.isBidirectional {
        groups.removeAll { isBelowSides($0, placed, reading) }
      }
      guard !groups.isEmpty else { continue }
      // A title that says "optional" and a sentence that asks for the port contradict each other; see below for lists.
      if Self.introduces(placed.statement), placed.statement.requirement != nil, !placed.isTitle {
        attachIntroduction(index, to: groups, &reading)
      } else {
        Self.attach(index, to: groups, &reading)
      }
      // "they" and "these ports" go on from here.
      if placed.statement.refersToPorts, nearest.paragraph != placed.paragraph { nearest = (placed.paragraph, groups) }
    }
  }

  private func isBelowPort(_ scope: Int, _ reading: PageReading) -> Bool {
    var scope: Int? = scope
    while let current = scope {
      if !reading.scopes[current].label.isEmpty { return true }
      scope = reading.scopes[current].parent
    }
    return false
  }

  private func reportUnread(_ placed: PageReading.PlacedStatement, _ reading: inout PageReading) {
    let section = reading.scopes[placed.scope].section
    reading.report(
      .uninterpretedSentence, "the ports that this sentence introduces are not read; write them in a list or a table",
      at: placed.statement.range)
    reading.unresolved.append((DiagnosticRule.uninterpretedSentence.slug, placed.statement.range, section))
  }

  /// Whether a nearer title says who connects to whom: "From A to B" below "Communication between the components".
  private func isBelowSides(_ group: Int, _ placed: PageReading.PlacedStatement, _ reading: PageReading) -> Bool {
    let own = reading.scopes[placed.scope].section
    var section: Int? = reading.scopes[reading.groups[group].scope].section
    while let current = section, current != own {
      if let lead = reading.outline.headings[current].lead?.value,
        !lead.sources.isEmpty && !lead.destinations.isEmpty || lead.isBidirectional
      {
        return true
      }
      section = reading.page.sections[current].parent
    }
    return false
  }

  /// "The following ports must be open: … 5001 (optional)": what an item says of itself goes before what introduces all.
  private func attachIntroduction(_ index: Int, to groups: [Int], _ reading: inout PageReading) {
    let open = groups.filter { !decidedGroups.contains($0) }
    let decided = groups.filter { decidedGroups.contains($0) }
    if !open.isEmpty { Self.attach(index, to: open, &reading) }
    guard !decided.isEmpty else { return }
    var rest = reading.statements[index].statement
    rest.requirement = nil
    reading.statements.append(reading.statements[index].with(rest))
    Self.attach(reading.statements.count - 1, to: decided, &reading)
    reading.statements[index].isAttached = true
    if open.isEmpty { reading.statements[index].groups = decided }
  }

  /// The statement speaks of its port, and what it says was not understood.
  private static func isUnreadOfPort(_ statement: Statement) -> Bool {
    statement.isThin || !statement.leftOver.isEmpty
      || !statement.doubts.isEmpty && statement.hasVerb && statement.refersToPorts
  }

  private static func introduces(_ statement: Statement) -> Bool { statement.refersToList || statement.isLeadIn }

  private static func attach(_ index: Int, to groups: [Int], _ reading: inout PageReading) {
    let shared = reading.statements[index].shared
    let groups = matching(groups, shared.value.portTransport, reading)
    let isReference =
      reading.statements[index].speaksOfPorts || shared.value.refersToPorts || shared.value.isPortState
      || shared.value.isAboutThePort
    for group in groups {
      if isReference {
        reading.groups[group].add(statement: index)
      } else {
        reading.groups[group].context.append(index)
      }
    }
    reading.statements[index].groups = groups
    reading.statements[index].isAttached = true
  }

  private static func matching(_ groups: [Int], _ transport: Transport?, _ reading: PageReading) -> [Int] {
    guard let transport else { return groups }
    let own = groups.filter { reading.groups[$0].transport == transport }
    return own.isEmpty ? groups : own
  }

  /// The groups of the innermost scope that tells which ports are meant.
  private func groups(for index: Int, _ reading: PageReading) -> [Int] {
    let placed = reading.statements[index]
    var scope: Int? = placed.scope
    while let current = scope {
      let label = reading.scopes[current].label
      if !label.isEmpty { return label }
      // "A listens on TCP 1. B listens on TCP 2. Both ports are optional."
      if placed.statement.refersToSeveral, together.paragraph == placed.paragraph, together.groups.count > 1 {
        return together.groups
      }
      let own = reading.scopes[current].groups
      // "If you are connected via Ethernet:", among the steps that lead to the port.
      if own.count == 1, placed.statement.isOfReader, !holds(own[0], placed, reading) { return [] }
      if own.count == 1 { return own }
      if own.count > 1 { return near(placed) }
      // A section with one port in an item of its list: its other items speak of it.
      let section = reading.scopes[current].section
      if reading.scopes[current].parent.map({ reading.scopes[$0].section != section }) ?? true,
        let only = onlyGroup[section]
      {
        guard only >= 0, current == placed.scope || isAboutSibling(placed, only, reading) else { return [] }
        return [only]
      }
      scope = reading.scopes[current].parent
      // A heading ends what the section around it says of its port, unless the sentence speaks of that port.
      if let scope, reading.scopes[scope].section != reading.scopes[current].section, !placed.statement.refersToPorts {
        return []
      }
    }
    return []
  }

  /// A statement of the group stands in the same paragraph or in the scope of the sentence.
  private func holds(_ group: Int, _ placed: PageReading.PlacedStatement, _ reading: PageReading) -> Bool {
    reading.groups[group].scope == placed.scope
      && reading.page.sections[reading.scopes[placed.scope].section].heading != nil
      && reading.scopes[placed.scope].parent.map { reading.scopes[$0].section == reading.scopes[placed.scope].section }
        ?? false
      || reading.groups[group].statements.contains { reading.statements[$0].paragraph == placed.paragraph }
  }

  /// Whether an item is about the port of another item: "Both run on the same host." A label ("Database: optional") or a number that is not
  /// read may be those of a port that the item means.
  private func isAboutSibling(_ placed: PageReading.PlacedStatement, _ group: Int, _ reading: PageReading) -> Bool {
    if placed.statement.refersToPorts || isBare(group, reading) { return true }
    return placed.statement.hasVerb && !reading.page.file.text(placed.statement.range).contains(/[0-9]{2}/)
  }

  /// Whether the item of a port says nothing but the port, so that the items beside it can be about it.
  private func isBare(_ group: Int, _ reading: PageReading) -> Bool {
    !reading.groups[group].statements.contains { index in
      !reading.statements[index].isTitle && reading.statements[index].saysSomething
    }
  }

  /// The ports of the sentence before in the same paragraph, for "this port".
  private func near(_ placed: PageReading.PlacedStatement) -> [Int] {
    guard nearest.paragraph == placed.paragraph else { return [] }
    return nearest.groups
  }

  /// The ports of the list or the sections that a sentence introduces, up to the next such sentence.
  private func listed(_ index: Int, _ reading: PageReading) -> [Int] {
    let placed = reading.statements[index]
    let section = reading.page.sections[reading.scopes[placed.scope].section].range
    let start = placed.statement.range.upperBound
    if placed.statement.refersAbove {
      let above = groups(from: section.lowerBound, to: placed.statement.range.lowerBound, reading)
      // "The port given above": the one that heads the section.
      return above.isEmpty ? groups(for: index, reading) : above
    }
    var end = section.upperBound
    if let next = introduction(behind: index, reading) { end = min(end, next) }
    var below: [Int] = []
    if let list = list(behind: start, reading.page) { below = groups(from: start, to: min(end, list), reading) }
    // "If you are connected via Ethernet:" introduces its own list, and nothing else.
    if below.isEmpty, placed.statement.isOfReader { return [] }
    if below.isEmpty { below = groups(from: start, to: end, reading) }
    let own = reading.scopes[placed.scope].section
    let sameSection = below.filter { reading.scopes[reading.groups[$0].scope].section == own }
    return sameSection.isEmpty ? below : sameSection
  }

  /// "Agents connect to the server on these ports.", with a table or a list right behind it or in front of it.
  private func adjacent(_ index: Int, _ reading: PageReading) -> [Int] {
    let placed = reading.statements[index]
    let section = reading.page.sections[reading.scopes[placed.scope].section].range
    if placed.statement.isSideOfSection { return groups(from: section.lowerBound, to: section.upperBound, reading) }
    let range = placed.statement.range
    if let list = list(behind: range.upperBound, reading.page) {
      return groups(from: range.upperBound, to: min(section.upperBound, list), reading)
    }
    let blocks = reading.page.blocks
    let next = firstBlock(from: range.lowerBound, reading.page)
    guard var block = blocks[..<next].lastIndex(where: { $0.range.upperBound <= range.lowerBound }) else { return [] }
    while let parent = blocks[block].parent, blocks[parent].range.upperBound <= range.lowerBound { block = parent }
    guard blocks[block].isEnumeration, blocks[block].range.lowerBound >= section.lowerBound else { return [] }
    return groups(from: blocks[block].range.lowerBound, to: range.lowerBound, reading)
  }

  private func groups(from start: Int, to end: Int, _ reading: PageReading) -> [Int] {
    var result: [Int] = []
    for position in firstGroup(from: start, reading)..<groupsInOrder.count {
      let group = groupsInOrder[position]
      guard reading.groups[group].range.lowerBound < end else { break }
      result.append(group)
    }
    return result
  }

  /// The end of the list that the next block is, or of the last of several in a row; nil where the next block is no list.
  private func list(behind offset: Int, _ page: Page) -> Int? {
    var end: Int?
    while true {
      let next = firstBlock(from: end ?? offset, page)
      guard next < page.blocks.count, page.blocks[next].isEnumeration else { return end }
      end = page.blocks[next].range.upperBound
    }
  }

  private func firstBlock(from offset: Int, _ page: Page) -> Int {
    var low = 0
    var high = page.blocks.count
    while low < high {
      let middle = (low + high) / 2
      if page.blocks[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func introduction(behind index: Int, _ reading: PageReading) -> Int? {
    var low = 0
    var high = introductions.count
    while low < high {
      let middle = (low + high) / 2
      if introductions[middle] <= index { low = middle + 1 } else { high = middle }
    }
    // What introduces a part of the list ends nothing of what introduces the whole.
    let scope = reading.statements[index].scope
    for position in low..<min(introductions.count, low + 64)
    where reading.statements[introductions[position]].scope == scope {
      return reading.statements[introductions[position]].statement.range.lowerBound
    }
    return nil
  }

  private func firstGroup(from offset: Int, _ reading: PageReading) -> Int {
    var low = 0
    var high = groupsInOrder.count
    while low < high {
      let middle = (low + high) / 2
      if reading.groups[groupsInOrder[middle]].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Block {
  /// A list, or a table with its rows.
  fileprivate var isEnumeration: Bool {
    switch kind {
    case .list, .table: true
    default: false
    }
  }
}

extension Statement {
  /// "The test succeeds when the relay is up.": under a condition, something that is nothing of a port.
  fileprivate var isOfSomethingElse: Bool {
    condition != nil && hasVerb && !refersToPorts && !refersToList && !isLeadIn && !isConditionOfPort && doubts.isEmpty
      && !says(withPlaces: false, withUsers: false, withCondition: false)
  }

  /// It says what only a port can be: required, optional, open.
  fileprivate var isAboutThePort: Bool {
    requirement != nil || binding != nil || noExternal != nil || sameHost != nil || noInbound != nil
      || noOutbound != nil
      || negation != nil
      || direction != nil && (!hasVerb || hasParties) || isLeadIn || isConditionOfPort || itself != nil
  }
}
