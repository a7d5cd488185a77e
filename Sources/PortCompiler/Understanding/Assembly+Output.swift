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
    let sorted = all.sorted().compactMap { adjusted($0, severities) }
    let hasError = sorted.contains { $0.severity == .error }
    return Compilation(
      specification: hasError ? nil : specification(),
      explainedNumbers: readings.flatMap { reading in
        let file = reading.page.file.name
        return (reading.explained + refused.filter { $0.location.file == file }).sorted {
          $0.location.range < $1.location.range
        }
      },
      diagnostics: sorted, coverage: coverage(), assembly: self)
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
      interpreted += reading.checkSentences
      let understood = reading.statements.filter {
        !$0.isTitle && $0.isAttached && ($0.statement.saysSomething || !$0.statement.hasVerb)
      }
      interpreted += Set(understood.map(\.sentence)).count
    }
    return Coverage(sentences: sentences, interpreted: interpreted)
  }

  // MARK: Specification

  private func specification() -> PortSpecification {
    PortSpecification(
      document: document(), roles: usedRoles().map(\.role), flows: flowOrder().map { flow(flows[$0]) },
      checks: checks().map(\.check), unresolved: unresolvedInOrder().map(\.entry))
  }

  private func flowOrder() -> [Int] { flows.indices.sorted { flows[$0].id < flows[$1].id } }

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
      add("/flows/\(position)", flows[index].location)
      for (field, location) in flows[index].evidence.entries {
        add("/flows/\(position)/\(field.rawValue)", location)
      }
    }
    let roles = usedRoles().sorted { $0.role.id < $1.role.id }
    for (position, role) in roles.enumerated() { add("/roles/\(position)", role.location) }
    let checks = checks().sorted { $0.check.id < $1.check.id }
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
    var used: Set<RoleKey> = []
    for index in flows.indices { flows[index].insertParties(into: &used) }
    return used.compactMap { key in
      guard let entry = roles[key] else { return nil }
      let role = Role(
        id: entry.id, name: entry.name, aliases: entry.aliases.subtracting([entry.name]).sorted(), kind: entry.kind)
      return (role, entry.firstMention)
    }
  }

  private func flow(_ draft: FlowDraft) -> Flow {
    Flow(
      id: draft.id, name: draft.name, subject: draft.subject.map(roleID), source: draft.source.map(roleID),
      destination: draft.destination.map(roleID), transport: draft.transport, ports: draft.ports,
      direction: draft.direction,
      isBidirectional: draft.isBidirectional, scope: draft.scope, requirement: draft.requirement,
      condition: draft.condition,
      binding: draft.binding, service: draft.service, applicationProtocol: draft.applicationProtocol,
      purpose: draft.purpose,
      fallback: draft.fallback, origin: origin(draft.page, draft.section), certainty: draft.certainty.dictionary)
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
