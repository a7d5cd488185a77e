import PortModel
import PortPage
import SourceTrees
import SourceDiagnostics

/// The ports that a scope states.
extension PageReader {
  /// The groups of a statement's ports; new ones for ports that the scope has not stated yet.
  ///
  /// - Parameter isRow: The statement is a row of a table, which states its ports whatever the section says of them.
  mutating func addGroups(_ shared: SharedStatement, _ scope: Int, isRow: Bool = false) -> [Int] {
    var result: [Int] = []
    for expression in shared.value.expressions {
      let section = reading.scopes[scope].section
      if let negation = refusal(of: expression, shared) {
        result += refused(expression, negation, scope)
        continue
      }
      if expression.elements.count == 1, expression.transports.count <= 1,
        expression.transports.count == 1 || shared.value.transports.isEmpty,
        case .ports(let ports) = expression.elements[0].value
      {
        result += group(
          scope, expression.transports.first, expression.transportRule, .ranges([ports]), expression.elements[0].range,
          isRow: isRow)
        continue
      }
      let isAnyPort = expression.transports.isEmpty && !expression.isLabel
      let valid = expression.elements.filter { check($0, section, mayBeAny: isAnyPort) }
      var portSets: [(FlowPorts, SourceRange)] = []
      if expression.isAlternative, valid.count > 1 {
        let ranges = valid.compactMap(\.ports)
        portSets.append((.ranges(ranges.sorted()), valid[0].range))
      } else {
        for element in valid {
          if let ports = element.flowPorts { portSets.append((ports, element.range)) }
        }
      }
      var transports: [Transport?] = expression.transports.isEmpty ? [nil] : expression.transports
      var rule = expression.transportRule
      if expression.transports.isEmpty, shared.value.expressions.count == 1 {
        // "port 9000 for both TCP and UDP", "port 4567 for replication over UDP"
        let named = shared.value.transports.elements
        if !named.isEmpty { (transports, rule) = (named, .sentence) }
      }
      for (ports, range) in portSets {
        for transport in transports {
          result.append(contentsOf: group(scope, transport, rule, ports, range, isRow: isRow))
        }
      }
    }
    return result
  }

  /// The statements without ports that head another section, each of them reported; nil where there are none.
  ///
  /// "Must be open whenever UDP 500 is open", in a section about another port: what it says of UDP 500, if anything, belongs there, and
  /// what it says of the section's port depends on it.
  mutating func withoutOtherSections(_ statements: StatementList, _ scope: Int) -> StatementList? {
    let section = reading.scopes[scope].section
    guard !reading.scopes[sectionScopes[section]].label.isEmpty,
      statements.contains(where: { !$0.value.expressions.isEmpty }),
      statements.contains(where: { isAnyOfOtherSection($0.value.expressions, section) })
    else { return nil }
    let result = statements.map { shared in
      guard let other = shared.value.expressions.first(where: { isOfOtherSection($0, section, headed) }) else {
        return shared
      }
      var statement = Statement(range: shared.value.range)
      statement.expressions = shared.value.expressions.filter { !isOfOtherSection($0, section, headed) }
      statement.hasVerb = shared.value.hasVerb
      statement.refersToPorts = true
      let range = other.elements[0].range
      let name = page.visibleText(range)
      statement.doubts = [
        ("what this says of \(name), which has a section of its own, is not read; say it there", range)
      ]
      return SharedStatement(statement)
    }
    return StatementList(result[0], Array(result[1...]))
  }

  private mutating func isAnyOfOtherSection(_ expressions: [PortExpression], _ section: Int) -> Bool {
    let label = reading.scopes[sectionScopes[section]].label
    for expression in expressions where expression.standing == .topic {
      // Nearly always, the section's own port.
      let isOwn = expression.elements.allSatisfy { element in
        label.contains { reading.groups[$0].ports == element.flowPorts }
      }
      if !isOwn, isOfOtherSection(expression, section, headed) { return true }
    }
    return false
  }

  private func isOfOtherSection(_ expression: PortExpression, _ section: Int, _ headed: [FlowPorts: Int]) -> Bool {
    guard expression.standing == .topic else { return false }
    let label = reading.scopes[sectionScopes[section]].label
    return expression.elements.contains { element in
      guard let ports = element.flowPorts, let other = headed[ports], other != section else { return false }
      return !label.contains { reading.groups[$0].ports == ports }
    }
  }

  /// Why the ports of an expression are none that the page asks for.
  func refusal(of expression: PortExpression, _ shared: SharedStatement) -> String? {
    switch expression.standing {
    case .topic where expression.isLabel: nil
    case .topic: shared.value.negation?.value.explanation
    case .replaced: "port that another one takes the place of"
    case .source: "source port"
    case .redirected: "port that traffic is redirected to"
    case .settable: "port that another one can be changed to"
    case .substitute: "port that is used where another is closed"
    case .compared: "port that another one is compared with"
    case .negated: Negation.unused.explanation
    case .conditional: "port that a condition names"
    case .example: "port that an example command sets"
    }
  }

  /// The groups that the page states already, for what a negative statement says about them; other numbers are explained.
  mutating func refused(_ expression: PortExpression, _ reason: String, _ scope: Int) -> [Int] {
    var result: [Int] = []
    for element in expression.elements {
      guard let ports = element.flowPorts else { continue }
      let transports: [Transport?] = expression.transports.isEmpty ? [nil] : expression.transports
      let known = transports.flatMap { self.known(scope, $0, ports) }
      if known.isEmpty {
        explain(element.range, reason)
        if expression.standing == .substitute || expression.standing == .redirected {
          substitutes.append((ports, element.range, reading.scopes[scope].section))
        }
      } else {
        for group in known { reading.groups[group].restatements.append(element.range) }
        if expression.standing == .topic { result += known }
      }
    }
    return result
  }

  /// A port that a check names is the one that the page states elsewhere.
  mutating func nameInCheck(_ shared: SharedStatement) {
    for expression in shared.value.expressions { _ = refused(expression, "port that a check names", 0) }
  }

  /// A port that is used where another is closed has its own parties, which the page must tell somewhere.
  mutating func reportSubstitutes() {
    guard !substitutes.isEmpty else { return }
    let stated = Set(reading.groups.map(\.ports))
    for (ports, range, section) in substitutes where !stated.contains(ports) {
      reading.report(
        .ambiguousSentence,
        "who connects to whom on \(page.file.text(range)) is not said; write a sentence of its own for this port",
        at: range)
      reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section))
    }
  }

  /// The groups with these ports in the scopes around, within the section.
  func known(_ scope: Int, _ transport: Transport?, _ ports: FlowPorts) -> [Int] {
    var enclosing: Int? = scope
    while let current = enclosing, reading.scopes[current].section == reading.scopes[scope].section {
      let same = groups(with: ports, in: current)
      let matching = same.filter { transport == nil || reading.groups[$0].transport ?? transport == transport }
      if !matching.isEmpty { return matching }
      enclosing = reading.scopes[current].parent
    }
    return []
  }

  /// The groups of a scope that have these ports. Most scopes have one or two.
  private func groups(with ports: FlowPorts, in scope: Int) -> [Int] {
    let own = reading.scopes[scope].groups
    if own.count <= PageReading.Scope.fewGroups { return own.filter { reading.groups[$0].ports == ports } }
    return reading.scopes[scope].groupsByPorts[ports] ?? []
  }

  private mutating func note(group: Int, _ ports: FlowPorts, in scope: Int) {
    reading.scopes[scope].groups.append(group)
    let count = reading.scopes[scope].groups.count
    guard count > PageReading.Scope.fewGroups else { return }
    // The first time, those before it too.
    for index in count == PageReading.Scope.fewGroups + 1 ? reading.scopes[scope].groups : [group] {
      reading.scopes[scope].groupsByPorts[reading.groups[index].ports, default: []].append(index)
    }
  }

  /// The groups that a mention of ports stands for in its scope; without transport it may stand for several.
  mutating func group(
    _ scope: Int, _ transport: Transport?, _ rule: CertaintyRule?, _ ports: FlowPorts, _ range: SourceRange,
    isRow: Bool = false
  ) -> [Int] {
    var enclosing: Int? = scope
    while let current = enclosing {
      let same = groups(with: ports, in: current)
      let matching = same.filter { transport == nil || reading.groups[$0].transport == transport }
      if !matching.isEmpty {
        for index in matching { reading.groups[index].restatements.append(range) }
        return matching
      }
      if let open = same.first(where: { reading.groups[$0].transport == nil }) {
        reading.groups[open].transport = transport
        reading.groups[open].transportRule = .restatement
        reading.groups[open].restatements.append(range)
        return [open]
      }
      // A section that is not about ports itself repeats nothing of the sections around it, and a row nothing of anything.
      guard !isRow, reading.scopes[current].section == reading.scopes[scope].section else { break }
      enclosing = reading.scopes[current].parent
    }
    reading.groups.append(
      PageReading.Group(
        scope: scope, transport: transport, transportRule: rule, ports: ports, range: range,
        order: reading.groups.count))
    note(group: reading.groups.count - 1, ports, in: scope)
    warnOfStrayPort(reading.groups.count - 1)
    return [reading.groups.count - 1]
  }

  /// A port that a section headed by other ports states besides.
  mutating func warnOfStrayPort(_ group: Int) {
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
  ///
  /// - Parameter mayBeAny: "binds to port 0", in a sentence and without a transport.
  mutating func check(_ element: PortExpression.Element, _ section: Int, mayBeAny: Bool) -> Bool {
    switch element.value {
    case .ports, .words: return true
    case .impossible:
      let text = page.file.text(element.range)
      if mayBeAny, text == "0" {
        explain(element.range, "port 0, by which a program asks for any free port")
        return false
      }
      reading.report(
        .impossiblePort, "\"\(text)\" is no port; ports are 1 to 65535, written without leading zeros",
        at: element.range)
    case .reversed: reportReversed(element, page.file.text(element.range))
    case .ambiguous:
      let text = page.file.text(element.range)
      let message =
        text.utf8.contains(UInt8(ascii: ":"))
        ? "\"\(text)\" is a range, or one port that stands for another; write the range with a hyphen, or the port that is open"
        : "\"\(text)\" is one number with a separator or two ports; write \"\(text.replacing(",", with: ""))\" or \"\(text.replacing(",", with: ", "))\""
      reading.report(.ambiguousNumber, message, at: element.range)
      reading.unresolved.append((DiagnosticRule.ambiguousNumber.slug, element.range, section))
    }
    return false
  }

  mutating func reportReversed(_ element: PortExpression.Element, _ text: String) {
    let digits = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    let bytes = Array(text.utf8)
    let first = bytes.prefix(while: digits)
    let last = Array(bytes.reversed().prefix(while: digits).reversed())
    let lower = element.range.lowerBound
    let upper = element.range.upperBound
    let message = "the range \"\(text)\" ends before it begins"
    // "Start port | End port": the ends stand in two cells.
    guard lower + first.count <= upper - last.count else {
      return reading.report(.reversedRange, message, at: element.range)
    }
    reading.report(
      .reversedRange, message, at: element.range,
      fix: Diagnostic.Fix(
        "swap the ends",
        [
          Diagnostic.Fix.Edit(SourceRange(lower..<(lower + first.count)), String(decoding: last, as: UTF8.self)),
          Diagnostic.Fix.Edit(SourceRange((upper - last.count)..<upper), String(decoding: first, as: UTF8.self)),
        ]))
  }
}
