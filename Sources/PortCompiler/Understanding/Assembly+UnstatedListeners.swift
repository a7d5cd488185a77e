import PortModel
import PortPage
import SourceDiagnostics

/// Flows whose listener no sentence names.
extension Assembly {
  /// Says of the flows of a section that the page does not tell who listens, unless a diagnostic in one of the port's sentences, or between
  /// the port and the next one, says what keeps it from being read.
  ///
  /// - Complexity: O(*n* log *n*) in diagnostics, ports and sentences.
  mutating func reportUnstatedListeners() {
    var places: [(reports: [Int], ports: [Int])]?
    var open: [Int] = []
    for index in flows.indices where flows[index].destination == nil && flows[index].subject != nil {
      if places == nil { places = readings.indices.map { (reportedPlaces(on: $0), portPlaces(on: $0)) } }
      let flow = flows[index]
      if let known = places?[flow.page], !hasReason(flow, known.reports, known.ports) { open.append(index) }
    }
    open.sort { Self.isInFront(flows[$0], flows[$1]) }
    var rest = open[...]
    while let first = rest.first {
      let section = rest.prefix { flows[$0].page == flows[first].page && flows[$0].section == flows[first].section }
      reportUnstatedListener(Array(section))
      rest = rest.dropFirst(section.count)
    }
  }

  private static func isInFront(_ one: FlowDraft, _ other: FlowDraft) -> Bool {
    if one.page != other.page { return one.page < other.page }
    if one.section != other.section { return one.section < other.section }
    return one.location.range != other.location.range
      ? one.location.range < other.location.range : one.label < other.label
  }

  private mutating func reportUnstatedListener(_ section: [Int]) {
    let labels = section.prefix(3).map { flows[$0].label }
    var list = labels.dropLast().joined(separator: ", ")
    if section.count > labels.count {
      list = "\(labels.joined(separator: ", ")) and \(section.count - labels.count) more in this section"
    } else {
      list += list.isEmpty ? labels[labels.count - 1] : " and \(labels[labels.count - 1])"
    }
    let other = flows[section[0]].source.flatMap { roles[$0]?.name }
    report(
      .unstatedListener,
      "the page does not say who listens on \(list); write a sentence such as \"\(other ?? "A") connects to B on \(labels[0])\"",
      at: location(flows[section[0]].location))
  }

  /// Where the diagnostics of a page begin, ascending.
  private func reportedPlaces(on page: Int) -> [Int] {
    let file = readings[page].page.file.name
    return diagnostics.diagnostics.filter { $0.rule.severity != .advice && $0.location.file == file }
      .map(\.location.range.lowerBound).sorted()
  }

  private func portPlaces(on page: Int) -> [Int] { readings[page].groups.map(\.range.lowerBound).sorted() }

  private func hasReason(_ flow: FlowDraft, _ reports: [Int], _ ports: [Int]) -> Bool {
    let reading = readings[flow.page]
    let group = reading.groups[flow.group]
    let section = reading.page.sections[flow.section].range.upperBound
    let next = ports[safe: Self.position(of: group.range.lowerBound + 1, in: ports)] ?? section
    if Self.contains(reports, group.range.lowerBound..<max(group.range.lowerBound, min(next, section))) { return true }
    return (group.statements + group.context).contains { index in
      Self.contains(reports, reading.statements[index].statement.range.offsets)
    }
  }

  private static func contains(_ places: [Int], _ range: Range<Int>) -> Bool {
    places[safe: position(of: range.lowerBound, in: places)].map { $0 < range.upperBound } ?? false
  }

  /// The index of the first place at or behind an offset.
  private static func position(of offset: Int, in places: [Int]) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [Int] {
  fileprivate subscript(safe index: Int) -> Int? { index < count ? self[index] : nil }
}
