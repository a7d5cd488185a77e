extension SpecificationDiff {
  /// What differs outside the meaning.
  static func annotations(
    _ old: PortSpecification, _ new: PortSpecification, _ matching: FlowMatching
  ) -> [Annotation] {
    var list = AnnotationList()
    list.compare(.document, nil, old.document.fields, new.document.fields)
    for role in new.roles {
      guard let before = old.role(role.id) else { continue }
      list.compare(.role, role.id, before.annotationFields, role.annotationFields)
    }
    for (before, flow) in matching.equal {
      list.compare(.flow, flow.id, before.annotationFields, flow.annotationFields)
    }
    for (before, flow) in matching.changed {
      // The change itself tells the ids, and a condition that is another one has another text.
      let told = before.condition?.id == flow.condition?.id ? ["id"] : ["id", "condition/text"]
      list.compare(
        .flow, flow.id, before.annotationFields.filter { !told.contains($0.key) },
        flow.annotationFields.filter { !told.contains($0.key) })
    }
    list.joinRenamedPage()
    for flow in matching.repeatedOld { list.append(.flow, flow.id, nil, old: flow.id, new: nil) }
    for flow in matching.repeatedNew { list.append(.flow, flow.id, nil, old: nil, new: flow.id) }
    list.compareChecks(old.checks, new.checks)
    list.compareUnresolved(old.unresolved, new.unresolved)
    return list.annotations.sorted { $0.order < $1.order }
  }
}

private struct AnnotationList {
  private(set) var annotations: [SpecificationDiff.Annotation] = []

  mutating func append(
    _ part: SpecificationDiff.Annotation.Part, _ id: String?, _ field: String?, old: String?, new: String?
  ) {
    annotations.append(SpecificationDiff.Annotation(part: part, id: id, field: field, old: old, new: new))
  }

  mutating func compare(
    _ part: SpecificationDiff.Annotation.Part, _ id: String?, _ old: [String: String], _ new: [String: String]
  ) {
    for field in Set(old.keys).union(new.keys).sorted() where old[field] != new[field] {
      append(part, id, field, old: old[field], new: new[field])
    }
  }

  /// Says once that a page has another name, instead of for each of its flows.
  mutating func joinRenamedPage() {
    let renamed = annotations.filter { $0.part == .flow && $0.field == "origin/page" }
    guard renamed.count > 1, let first = renamed.first else { return }
    guard renamed.allSatisfy({ $0.old == first.old && $0.new == first.new }) else { return }
    annotations.removeAll { $0.part == .flow && $0.field == "origin/page" }
    append(.document, nil, "page", old: first.old, new: first.new)
  }

  mutating func compareChecks(
    _ old: [PortSpecification.HostCheck], _ new: [PortSpecification.HostCheck]
  ) {
    let olds = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
    let news = Dictionary(new.map { ($0.id, $0) }) { first, _ in first }
    for check in old where news[check.id] == nil { append(.check, check.id, nil, old: check.text, new: nil) }
    for check in new {
      if let before = olds[check.id] {
        compare(.check, check.id, before.fields, check.fields)
      } else {
        append(.check, check.id, nil, old: nil, new: check.text)
      }
    }
  }

  mutating func compareUnresolved(
    _ old: [PortSpecification.Unresolved], _ new: [PortSpecification.Unresolved]
  ) {
    let olds = Set(old)
    let news = Set(new)
    for entry in old where !news.contains(entry) { append(.unresolved, entry.kind, nil, old: entry.text, new: nil) }
    for entry in new where !olds.contains(entry) { append(.unresolved, entry.kind, nil, old: nil, new: entry.text) }
  }
}

extension SpecificationDiff.Annotation {
  fileprivate var order: (Int, String, String, String, String) {
    (Part.allCases.firstIndex(of: part) ?? 0, id ?? "", field ?? "", old ?? "", new ?? "")
  }
}

extension PortSpecification.Document {
  fileprivate var fields: [String: String] {
    var fields = Dictionary(uniqueKeysWithValues: frontMatter.map { ("frontMatter/" + $0.key, $0.value) })
    fields["title"] = title
    fields["summary"] = summary
    fields["permalink"] = permalink
    return fields
  }
}

extension Role {
  fileprivate var annotationFields: [String: String] {
    var fields = ["name": name]
    if !aliases.isEmpty { fields["aliases"] = aliases.joined(separator: ", ") }
    return fields
  }
}

extension Flow {
  fileprivate var annotationFields: [String: String] {
    var fields = Dictionary(uniqueKeysWithValues: certainty.map { ("certainty/" + $0.key, $0.value) })
    fields["id"] = id
    fields["name"] = name
    fields["applicationProtocol"] = applicationProtocol
    fields["purpose"] = purpose
    fields["fallback"] = fallback
    fields["condition/text"] = condition?.text
    fields["origin/page"] = origin.page
    fields["origin/section"] = origin.section
    return fields
  }
}

extension PortSpecification.HostCheck {
  fileprivate var fields: [String: String] {
    var fields = ["kind": kind.rawValue, "text": text]
    fields["condition"] = condition
    if !references.isEmpty { fields["references"] = references.joined(separator: ", ") }
    return fields
  }
}
