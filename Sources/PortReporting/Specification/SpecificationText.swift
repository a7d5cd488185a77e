package import PortModel

/// A specification as a table for people: the flows of each subject, the checks, what stayed open, and how much was understood.
package struct SpecificationText {
  /// How much of the pages was understood.
  package struct Coverage: Hashable, Sendable {
    package let sentences: Int
    package let interpreted: Int
    /// Port-like numbers that are facts, and those that are something else.
    package let facts: Int
    package let explainedNumbers: Int

    package init(sentences: Int, interpreted: Int, facts: Int, explainedNumbers: Int) {
      self.sentences = sentences
      self.interpreted = interpreted
      self.facts = facts
      self.explainedNumbers = explainedNumbers
    }
  }

  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  /// - Parameter coverage: Nil when the specification was read rather than compiled.
  package func rendered(_ specification: PortSpecification, coverage: Coverage?) -> String {
    let words = FlowWording(specification)
    var text = ""
    if let title = specification.document.title { text += style.paint(VisibleText.line(title), .bold) + "\n" }
    text += flowTables(specification, words)
    if !specification.checks.isEmpty {
      text += "\n" + style.paint("Checks", .bold) + "\n"
      for check in specification.checks {
        text +=
          "  " + VisibleText.line(check.text) + (check.condition.map { " (" + VisibleText.line($0) + ")" } ?? "") + "\n"
        for reference in check.references { text += "    see " + VisibleText.line(reference) + "\n" }
      }
    }
    if !specification.unresolved.isEmpty {
      text += "\n" + style.paint("Not understood", .yellow) + "\n"
      for entry in specification.unresolved {
        let section = entry.origin.section.map { ", " + VisibleText.line($0) } ?? ""
        text +=
          "  \(entry.kind): " + VisibleText.line(entry.text) + " (\(VisibleText.line(entry.origin.page))\(section))\n"
      }
    }
    return text + "\n" + totals(specification, coverage)
  }

  private func totals(_ specification: PortSpecification, _ coverage: Coverage?) -> String {
    var line = counted(specification.flows.count, "flow") + ", " + counted(specification.checks.count, "check")
    line += ", \(specification.unresolved.count) unresolved"
    if let coverage {
      line += "; \(coverage.interpreted) of " + counted(coverage.sentences, "sentence") + " understood, "
      line += counted(coverage.facts, "port fact") + ", " + counted(coverage.explainedNumbers, "other number")
    }
    return line + "\n"
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  // MARK: Flows

  private func flowTables(_ specification: PortSpecification, _ words: FlowWording) -> String {
    // By place: a flow is slow to copy.
    let flows = specification.flows
    let groups = Dictionary(grouping: flows.indices) { flows[$0].subject ?? "" }
    let orders = flows.map(\.listOrder)
    var text = ""
    for subject in groups.keys.sorted() {
      let heading = subject.isEmpty ? "No subject stated" : VisibleText.line(words.name(subject) ?? subject)
      text += "\n" + style.paint(heading, .bold) + "\n"
      let rows = (groups[subject] ?? []).sorted { orders[$0] < orders[$1] }.map { cells(flows[$0], words) }
      let sizes = rows.map { row in row.dropLast().map { VisibleText.width($0) } }
      let widths = (0..<4).map { column in sizes.map { $0[column] }.max() ?? 0 }
      for (row, size) in zip(rows, sizes) {
        text += "  "
        write(row, size, widths, to: &text)
        text += "\n"
      }
    }
    return text
  }

  private func cells(_ flow: Flow, _ words: FlowWording) -> [String] {
    let source = words.name(flow.source) ?? "(not stated)"
    let destination = words.name(flow.destination) ?? "(not stated)"
    let arrow = flow.isBidirectional ? "↔" : "→"
    var notes: [String] = []
    if flow.scope == .sameHost { notes.append("same host") }
    switch flow.binding {
    case .default: notes.append("default port")
    case .fixed: notes.append("cannot be changed")
    case nil: break
    }
    if let name = flow.applicationProtocol ?? flow.service { notes.append(name) }
    if let condition = flow.condition { notes.append(condition.clause) }
    if let fallback = flow.fallback { notes.append("if closed: " + fallback) }
    for field in flow.certainty.keys.sorted() { notes.append("\(field) from the \(flow.certainty[field] ?? "")") }
    return [
      "\(flow.transport?.rawValue ?? "?") \(flow.ports.label)", "\(source) \(arrow) \(destination)",
      flow.direction?.rawValue ?? "-", flow.requirement.rawValue, notes.joined(separator: "; "),
    ].map(VisibleText.line)
  }

  /// - Parameters:
  ///   - sizes: The widths of the cells, the last one left out.
  ///   - widths: Those of the columns.
  private func write(_ cells: [String], _ sizes: [Int], _ widths: [Int], to text: inout String) {
    for column in widths.indices {
      text += cells[column]
      text += String(repeating: " ", count: widths[column] - sizes[column] + 2)
    }
    text += style.paint(cells.last ?? "", .faint)
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
  }
}

extension Flow {
  /// By lowest port, then transport, then id; words behind numbers.
  fileprivate var listOrder: (Int, Transport, String) {
    let first =
      switch ports {
      case .ranges(let ranges): ranges.first.map { Int($0.lowerBound.rawValue) } ?? 0
      case .text: 65536
      }
    return (first, transport ?? .tcp, id)
  }
}
