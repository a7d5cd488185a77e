import PortModel
import PortPage
import SourceDiagnostics

/// What the words beside a port say of it.
extension PageReader {
  /// Sentences about the row's ports: what they ask for, and when.
  mutating func readDescriptions(
    _ row: Table.Row, _ cells: [[Token]], _ reader: borrowing RowReader, _ scope: Int, _ groups: [Int],
    namesParties: Bool
  ) {
    for column in cells.indices where reader.layout.roles[column] == .purpose && !cells[column].isEmpty {
      let tokens = cells[column]
      if groups.count > 1, groups.count * tokens.count > Self.mostDescribed {
        reportCell(tokens, "is a longer description of more ports than any page has, and is not read", reader)
        continue
      }
      let isReferred = isReferred(column, cells, reader)
      let isOutbound = reading.statements.last.map {
        $0.groups == groups && $0.statement.direction?.value == .outbound
      }
      if !namesParties, isOutbound != true, let clients = clients(tokens) {
        var statement = Statement(range: clients.range)
        statement.sources = [clients]
        statement.refersToPorts = true
        place(SharedStatement(statement), scope, groups)
        continue
      }
      for sentence in sentences(of: tokens).flatMap({ withRemarkApart($0, tokens) }) {
        guard tokens[sentence].contains(where: { $0.kind == .word || $0.value != nil }) else { continue }
        if isOffByDefault(tokens, sentence, in: cells, but: column)
          || canBeSwitchedOff(tokens, sentence, in: cells, but: column)
        {
          var statement = Statement(range: sourceRange(tokens, sentence))
          statement.requirement = Located(.optional, at: statement.range)
          statement.refersToPorts = true
          place(SharedStatement(statement), scope, groups)
          continue
        }
        if let range = dependence(tokens, sentence) {
          var statement = Statement(range: sourceRange(tokens, sentence))
          statement.condition = Located(
            StatedCondition(text: page.visibleText(range), isException: false), at: range)
          statement.isConditionOfPort = true
          statement.refersToPorts = true
          place(SharedStatement(statement), scope, groups)
          continue
        }
        let isRepeatable = namesParties && !tokens[sentence].contains(where: \.isNumeric)
        let range = sourceRange(tokens, sentence)
        if isRepeatable, let note = knownNote(range) {
          for said in note.said { place(SharedStatement(said.moved(from: note.range, to: range)), scope, groups) }
          continue
        }
        var said: [Statement] = []
        let unresolvedBefore = reading.unresolved.count
        var statementReader = StatementReader(tokens, sentence: sentence, names: names)
        let statements = statementReader.read()
        if !isReferred {
          explainNumbers(
            tokens, sentence, taken: expressions(of: statements),
            speaksOfPorts: lexicon[tokens[sentence.lowerBound]] == .conjunction(.or)
              || tokens[sentence].contains { asks($0) || isUse($0) }, section: reader.section)
        }
        for shared in statements {
          for expression in shared.value.expressions { mention(expression, scope, reader.section) }
          if isMixed(tokens[sentence]) {
            reading.report(
              .ambiguousSentence, "this says more than one thing of the port; write a row for each case",
              at: shared.value.range)
            reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, shared.value.range, reader.section))
            continue
          }
          if shared.value.fallback != nil, namesOther(shared.value.expressions, scope) {
            // "fallback when 443/TCP is not available", beside 80
            reading.report(
              .ambiguousSentence,
              "when another port is closed, what holds for this one is not read; write \"if\" and the condition",
              at: shared.value.range)
            reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, shared.value.range, reader.section))
            continue
          }
          if !shared.value.expressions.isEmpty, shared.value.requirement != nil || shared.value.condition != nil,
            shared.value.doubts.isEmpty, namesOther(shared.value.expressions, scope)
          {
            reportDescription(
              "what this says of another port is not read; say it in the row of that port", shared, reader)
            continue
          }
          if namesParties, isOfOthers(shared.value, groups) {
            reportDescription("who this is about is not who the row names; write a row for it", shared, reader)
            continue
          }
          let isAsking = tokens[sentence].contains { asks($0) }
          let asksForParties = !namesParties && isOutbound != true
          let stated =
            description(shared.value, asks: isAsking, namesParties: namesParties)
            ?? fragment(tokens, sentence, shared.value, asksForParties: asksForParties)
            ?? targetFragment(tokens, sentence, shared.value, isOutbound: isOutbound, namesParties: namesParties)
          guard let stated else {
            if statements.count == 1, let range = unreadRestriction(tokens, sentence) {
              reportDescription(
                "what \"\(page.visibleText(range))\" restricts is not understood; write \"if\" and the condition, or a row for each case",
                shared, reader)
            }
            continue
          }
          place(SharedStatement(stated), scope, groups)
          said.append(stated)
        }
        if isRepeatable, reading.unresolved.count == unresolvedBefore { remember(said, of: range) }
      }
    }
  }

  /// "The relay must reach this port on the database", in a row of other parties.
  private func isOfOthers(_ statement: Statement, _ groups: [Int]) -> Bool {
    guard !statement.sources.isEmpty, !statement.destinations.isEmpty,
      statement.requirement != nil || statement.condition != nil,
      let row = reading.statements.last(where: { $0.groups == groups && $0.statement.isRow })?.statement
    else { return false }
    let parties = row.sources + row.destinations + row.places + row.users
    return !(statement.sources + statement.destinations).contains { one in parties.contains { $0.key == one.key } }
  }

  private mutating func reportDescription(
    _ message: String, _ shared: SharedStatement, _ reader: borrowing RowReader
  ) {
    reading.report(.ambiguousSentence, message, at: shared.value.range)
    reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, shared.value.range, reader.section))
  }

  /// "Kerberos, not required if NTLM is used", "HTTP (not needed)", "Audio – disabled by default": what the row is about, and what is said of
  /// its port.
  private func withRemarkApart(_ sentence: Range<Int>, _ tokens: [Token]) -> [Range<Int>] {
    guard sentence.count > 2,
      let mark = sentence.dropFirst().dropLast().prefix(8).first(where: { isRemarkMark($0, tokens) }),
      tokens[sentence.lowerBound..<mark].allSatisfy({ isNameWord($0) })
    else { return [sentence] }
    var start = mark + 1
    if tokens[start].kind == .word, lexicon[tokens[start]] == .negation, start + 1 < sentence.upperBound { start += 1 }
    let isNeed =
      switch lexicon[tokens[start]] {
      case .verb(.require, .participle), .quality(.mandatory), .quality(.recommended), .verb(.recommend, .participle):
        true
      case .quality(.optional): start > mark + 1
      default: tokens[start].kind == .word && Self.offByDefault.contains(tokens[start].payload)
      }
    guard isNeed else { return [sentence] }
    var end = sentence.upperBound
    if tokens[mark].isMark("("), let close = (mark..<end).last(where: { tokens[$0].isMark(")") }) { end = close }
    return [sentence.lowerBound..<mark, (mark + 1)..<end]
  }

  private func isRemarkMark(_ index: Int, _ tokens: [Token]) -> Bool {
    tokens[index].isMark(",") || tokens[index].isMark(";") || tokens[index].isMark("(") || tokens[index].kind == .dash
      || tokens[index].isMark("-") && tokens[index].isSpaced
  }

  /// A word of a name, and no verb.
  private func isNameWord(_ token: Token) -> Bool {
    guard token.kind == .word else { return token.isMark("/") || token.isMark("-") }
    return switch lexicon[token] {
    case nil, .event, .conjunction, .direction, .transport: true
    case .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)): true
    default: false
    }
  }

  private static let offByDefault = WordSet(["disabled", "closed", "off"])
  /// The most ports of a row times words that describe them all.
  private static let mostDescribed = 100_000

  /// "Optional for A, required for B", "localhost and the cluster", "other ports may need to be open"
  private func isMixed(_ tokens: ArraySlice<Token>) -> Bool {
    let optional = tokens.contains { lexicon[$0] == .quality(.optional) }
    let required = tokens.contains {
      lexicon[$0] == .verb(.require, .participle) || lexicon[$0] == .quality(.mandatory)
    }
    let local = tokens.contains { $0.isMarked(.loopback) || lexicon[$0] == .quality(.same) }
    let joined = tokens.contains { if case .conjunction? = lexicon[$0] { true } else { $0.payload == Self.as } }
    let other = tokens.indices.contains {
      lexicon[tokens[$0]] == .port && $0 > tokens.startIndex && Self.otherWords.contains(tokens[$0 - 1].payload)
    }
    return optional && required || local && joined || other
  }

  private static let otherWords = WordSet(["other", "another", "additional", "further", "different"])
  private static let `as` = Token.hash("as")

  /// A port in a description: of this row, of another one, or one that no row states.
  private mutating func mention(_ expression: PortExpression, _ scope: Int, _ section: Int) {
    for element in expression.elements {
      guard let ports = element.flowPorts else { continue }
      let own = known(scope, expression.transports.first, ports)
      if own.isEmpty {
        explain(element.range, "port that a description names")
        if expression.standing == .topic { substitutes.append((ports, element.range, section)) }
      } else {
        for group in own { reading.groups[group].restatements.append(element.range) }
      }
    }
  }

  private func namesOther(_ expressions: [PortExpression], _ scope: Int) -> Bool {
    expressions.contains { expression in
      expression.elements.contains { element in
        element.flowPorts.map { known(scope, expression.transports.first, $0).isEmpty } ?? false
      }
    }
  }

  /// A word of need, or one that opens a condition.
  func asks(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .verb(.require, _), .verb(.recommend, _), .quality(.optional), .quality(.mandatory), .quality(.recommended):
      true
    case .subordinator(.condition), .subordinator(.exception): true
    default: false
    }
  }

  /// What a sentence in a description says of the row's ports; nil where it says nothing of them.
  func description(_ statement: Statement, asks: Bool, namesParties: Bool) -> Statement? {
    // "Runners connect to the server to fetch jobs", in a row whose columns name nobody.
    let isContact =
      !namesParties && statement.doubts.isEmpty && statement.negation == nil && statement.expressions.isEmpty
      && !statement.sources.isEmpty && !statement.destinations.isEmpty && statement.hasVerb
    guard
      isContact || asks && !statement.doubts.isEmpty || statement.requirement != nil || statement.condition != nil
        || statement.negation != nil || statement.binding != nil
        || statement.sameHost != nil || statement.fallback != nil || statement.isTransportRemark
    else { return nil }
    var result = Statement(range: statement.range)
    result.requirement = statement.requirement
    result.condition = statement.condition
    result.negation = statement.negation?.value == .unneeded ? statement.negation : nil
    result.binding = statement.binding
    result.sameHost = statement.sameHost
    result.fallback = statement.fallback
    if statement.isTransportRemark {
      result.isTransportRemark = true
      result.transports = statement.transports
      result.refusedTransports = statement.refusedTransports
    }
    result.isConditionOfPort = statement.isConditionOfPort
    if isContact {
      result.sources = statement.sources
      result.destinations = statement.destinations
      result.isBidirectional = statement.isBidirectional
    }
    result.refersToPorts = true
    result.doubts = statement.doubts
    return result
  }
}
