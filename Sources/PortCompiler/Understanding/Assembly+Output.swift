import PortModel
import PortPage
import SourceDiagnostics
import SourceTrees

/// The specification, the facts and the source map.
extension Assembly {
  mutating func compilation(_ pageDiagnostics: DiagnosticList, severities: [String: Severity?]) -> Compilation {
    var all = pageDiagnostics
    if flows.isEmpty, !readings.isEmpty {
      report(
        .noFlows, "no port was found", at: SourceLocation(file: readings[0].page.file.name, range: SourceRange(0..<0)))
    }
    all.report(contentsOf: diagnostics.diagnostics)
    let sorted = severities.isEmpty ? all.sorted() : all.sorted().compactMap { adjusted($0, severities) }
    let hasError = sorted.indices.contains { sorted[$0].severity == .error }
    return Compilation(
      specification: hasError ? nil : specification(),
      // Those of a single page are shared: a large one has many.
      explainedNumbers: readings.count == 1 ? explainedNumbers(of: readings[0]) : readings.flatMap(explainedNumbers),
      diagnostics: sorted, coverage: coverage(), assembly: self)
  }

  private func explainedNumbers(of reading: PageReading) -> [ExplainedNumber] {
    let file = reading.page.file.name
    let own = refused.isEmpty ? [] : refused.filter { $0.location.file == file }
    let all = own.isEmpty ? reading.explained : reading.explained + own
    let isInOrder = all.indices.dropFirst().allSatisfy { all[$0 - 1].location.range < all[$0].location.range }
    return isInOrder ? all : all.sorted { $0.location.range < $1.location.range }
  }

  private func adjusted(_ diagnostic: Diagnostic, _ severities: [String: Severity?]) -> Diagnostic? {
    guard diagnostic.rule.severity != .error, let severity = severities[diagnostic.rule.slug] else { return diagnostic }
    guard let severity else { return nil }
    var result = diagnostic
    result.severity = severity
    return result
  }

  private func coverage() -> Coverage {
    var sentences = 0
    var interpreted = 0
    for reading in readings {
      sentences += reading.sentenceCount
      interpreted += reading.checkSentences + reading.commonTransports.count
      var isCounted: Set<Int> = []
      for index in reading.statements.indices
      where reading.statements[index].isAttached && !reading.statements[index].isTitle {
        if reading.statements[index].saysSomething || !reading.statements[index].shared.value.hasVerb {
          isCounted.insert(reading.statements[index].sentence)
        }
      }
      interpreted += isCounted.count
    }
    return Coverage(sentences: sentences, interpreted: interpreted)
  }

  // MARK: Specification

  private func specification() -> PortSpecification {
    // Most flows are certain of the same as one before.
    var known: [Certainty: [String: String]] = [:]
    let ordered = flowOrder().map { index in
      let certainty = flows[index].certainty
      if let same = known[certainty] { return flow(index, same) }
      known[certainty] = certainty.dictionary
      return flow(index, certainty.dictionary)
    }
    return PortSpecification(
      document: document(), roles: usedRoles().map(\.role), flows: ordered,
      checks: checks().map(\.check), unresolved: unresolved.map(\.entry))
  }

  private func flowOrder() -> [Int] { ByteOrder.order(flows.indices) { flows[$0].id } }

  private func unresolvedInOrder() -> [(entry: PortSpecification.Unresolved, location: SourceLocation)] {
    unresolved.sorted { one, other in
      let (a, b) = (one.entry, other.entry)
      return (a.origin.page, a.origin.section ?? "", a.kind, a.text)
        < (b.origin.page, b.origin.section ?? "", b.kind, b.text)
    }
  }

  /// The places of the specification's parts, in the order that ``PortSpecification`` gives them.
  func sourceMap() -> SourceMap {
    var entries: [SourceMap.Entry] = []
    func add(_ pointer: String, _ location: SourceLocation?) {
      if let location { entries.append(SourceMap.Entry(pointer: pointer, location: location)) }
    }
    for (position, index) in flowOrder().enumerated() {
      add("/flows/\(position)", location(flows[index].location))
      for (field, place) in flows[index].evidence.entries {
        add("/flows/\(position)/\(field.rawValue)", location(place))
      }
    }
    let roles = ByteOrder.sorted(usedRoles()) { $0.role.id }
    for (position, role) in roles.enumerated() { add("/roles/\(position)", role.location) }
    let checks = ByteOrder.sorted(checks()) { $0.check.id }
    for (position, check) in checks.enumerated() { add("/checks/\(position)", check.location) }
    for (position, entry) in unresolvedInOrder().enumerated() { add("/unresolved/\(position)", entry.location) }
    return SourceMap(entries)
  }

  private func document() -> PortSpecification.Document {
    var frontMatter: [String: String] = [:]
    if let first = readings.first, case .yaml(let tree?)? = first.page.frontMatter?.content {
      for entry in tree.entries ?? [] { frontMatter[entry.key.value] = entry.value.text }
    }
    return PortSpecification.Document(
      title: frontMatter["title"], summary: frontMatter["summary"], permalink: frontMatter["permalink"],
      frontMatter: frontMatter)
  }

  private func usedRoles() -> [(role: Role, location: SourceLocation?)] {
    parties().compactMap { roles.role($0) }
  }

  private func flow(_ index: Int, _ certainty: [String: String]) -> Flow {
    // Field by field: a draft is slow to copy.
    Flow(
      id: flows[index].id, name: flows[index].name, subject: flows[index].subject.map(roleID),
      source: flows[index].source.map(roleID),
      destination: flows[index].destination.map(roleID), transport: flows[index].transport, ports: flows[index].ports,
      direction: flows[index].direction,
      isBidirectional: flows[index].isBidirectional, scope: flows[index].scope, requirement: flows[index].requirement,
      condition: flows[index].condition,
      binding: flows[index].binding, service: flows[index].service,
      applicationProtocol: flows[index].applicationProtocol,
      purpose: flows[index].purpose,
      fallback: flows[index].fallback, origin: origin(flows[index].page, flows[index].section),
      certainty: certainty)
  }

  private func checks() -> [(check: PortSpecification.HostCheck, location: SourceLocation)] {
    var result: [(check: PortSpecification.HostCheck, location: SourceLocation)] = []
    var taken: [String: Int] = [:]
    for reading in readings {
      for check in reading.checks {
        let base = check.kind == .manual ? Slug.make(check.text) : check.kind.rawValue
        taken[base, default: 0] += 1
        let number = taken[base, default: 1]
        let id = number == 1 ? base : "\(base)-\(number)"
        result.append(
          (
            PortSpecification.HostCheck(
              id: id, kind: check.kind, text: check.text, condition: check.condition, references: check.references),
            reading.location(check.range)
          ))
      }
    }
    return result
  }

  // MARK: Facts

  /// How many facts there are.
  var factCount: Int {
    var count = 0
    for (page, reading) in readings.enumerated() {
      for (index, group) in reading.groups.enumerated() where !flowsOfGroup[page][index].isEmpty {
        count += flowsOfGroup[page][index].count + group.restatements.count
      }
    }
    return count
  }

  func facts() -> [Fact] {
    var result: [Fact] = []
    for (page, reading) in readings.enumerated() {
      for (index, group) in reading.groups.enumerated() {
        for flow in flowsOfGroup[page][index] {
          result.append(fact(flows[flow], reading.location(group.range), group, isRestatement: false))
        }
        guard let flow = flowsOfGroup[page][index].first else { continue }
        for range in group.restatements {
          result.append(fact(flows[flow], reading.location(range), group, isRestatement: true))
        }
      }
    }
    let order = Dictionary(uniqueKeysWithValues: readings.enumerated().map { ($0.element.page.file.name, $0.offset) })
    return result.enumerated().sorted { one, other in
      let (a, b) = (one.element.location, other.element.location)
      let (pageA, pageB) = (order[a.file] ?? 0, order[b.file] ?? 0)
      if pageA != pageB { return pageA < pageB }
      return a.range == b.range ? one.offset < other.offset : a.range < b.range
    }.map(\.element)
  }

  private func fact(_ flow: FlowDraft, _ location: SourceLocation, _ group: PageReading.Group, isRestatement: Bool)
    -> Fact
  {
    Fact(
      location: location, transport: flow.transport, ports: flow.ports, subject: roleName(flow.subject),
      source: roleName(flow.source), destination: roleName(flow.destination), direction: flow.direction,
      isBidirectional: flow.isBidirectional, scope: flow.scope, requirement: flow.requirement,
      condition: flow.condition?.text,
      binding: flow.binding, service: flow.service, flow: flow.id, isRestatement: isRestatement)
  }
}
