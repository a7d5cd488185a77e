package import PortModel

extension Generator {
  /// The flows as a table for people.
  static let markdown = Generator(
    target: "markdown", fileExtension: "md",
    summary: "a Markdown table of the flows, for people",
    options: [],
    generate: { specification, page, options throws(GeneratorError) in
      try options.requireKnown([])
      return try generateMarkdownTable(specification, page: page)
    })
}

/// The flows as a GitHub-flavoured Markdown table, with the checks and what was not understood below it.
///
/// - Parameter page: The page's name, relative to the project.
/// - Throws: ``GeneratorError`` where ids are not unique or a flow names an unknown role.
package func generateMarkdownTable(
  _ specification: PortSpecification, page: String
) throws(GeneratorError) -> GeneratedFile {
  try specification.requireConsistency()
  var lines = [
    "<!-- Generated from \(page.inMarkdownComment) by portspec. Do not edit. -->",
    "<!-- Specification: \(specification.digest) -->",
    "<!-- Checksum: \(GeneratedFile.checksumPlaceholder) -->",
    "",
    "# \((specification.document.title ?? "Network ports").inMarkdown)",
    "",
    row(FlowRow.titles.map(\.inMarkdown)),
    row(FlowRow.titles.map { _ in "---" }),
  ]
  lines += specification.flows.map { row(FlowRow(of: $0, in: specification).cells.map(\.inMarkdown)) }
  if !specification.checks.isEmpty {
    lines += ["", "## Checks", ""]
    lines += specification.checks.map { check in
      "- " + check.text.inMarkdown + (check.condition.map { " (\($0.inMarkdown))" } ?? "")
    }
  }
  if !specification.unresolved.isEmpty {
    lines += ["", "## Not understood", ""]
    lines += specification.unresolved.map { entry in
      "- " + entry.text.inMarkdown + " (" + entry.origin.title.inMarkdown + ")"
    }
  }
  return GeneratedFile(sealing: Array((lines.joined(separator: "\n") + "\n").utf8))
}

/// What the table says about a flow.
package struct FlowRow: Hashable, Sendable {
  package static let titles = [
    "Role", "Transport", "Port", "Source", "Destination", "Direction", "Requirement", "Used for", "Section",
  ]

  /// As many as ``titles``, on one line each, without markup.
  package let cells: [String]

  package init(of flow: Flow, in specification: PortSpecification) {
    cells = [
      specification.title(ofRole: flow.subject),
      flow.transport?.rawValue.uppercased() ?? "not stated",
      flow.binding.map { "\(flow.ports.label) (\($0.rawValue))" } ?? flow.ports.label,
      specification.title(ofRole: flow.initiator),
      specification.title(ofRole: flow.listener),
      Self.direction(of: flow),
      Self.requirement(of: flow),
      Self.use(of: flow),
      flow.origin.section ?? "",
    ].map(\.onOneLine)
  }

  private static func direction(of flow: Flow) -> String {
    var words = [flow.direction?.rawValue ?? "not stated"]
    if flow.scope == .sameHost { words.append("same host") }
    if flow.isBidirectional { words.append("both ways") }
    return words.joined(separator: ", ")
  }

  private static func requirement(of flow: Flow) -> String {
    flow.fallback.map { "\(flow.requirementTitle); otherwise: \($0)" } ?? flow.requirementTitle
  }

  private static func use(of flow: Flow) -> String {
    let service = flow.applicationProtocol ?? flow.service
    return [service, flow.purpose].compactMap(\.self).joined(separator: ": ")
  }
}

extension Flow.Origin {
  fileprivate var title: String { section.map { "\(page), section “\($0)”" } ?? page }
}

private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

extension String {
  /// The text on one line, with everything escaped that Markdown, HTML, a table or a link recogniser would read as markup.
  ///
  /// Source: CommonMark 0.31.2 §2.4 (any ASCII punctuation can be escaped), GFM 0.29 §4.10 (`|` in cells) and §6.9 (links
  /// from `://` and `www.`).
  fileprivate var inMarkdown: String {
    var result = ""
    let text = onOneLine
    for index in text.unicodeScalars.indices {
      let scalar = text.unicodeScalars[index]
      if #"\`*_{}[]<>#|~&!$"#.unicodeScalars.contains(scalar) || text.beginsMarkup(at: index) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// Whether a mark at `index` has a meaning only because of what stands around it: `://`, `www.`, or a list item's mark.
  private func beginsMarkup(at index: Index) -> Bool {
    let before = unicodeScalars[..<index]
    switch unicodeScalars[index] {
    case ":": return unicodeScalars[index...].starts(with: "://".unicodeScalars)
    case ".", ")":
      let isNumbered = !before.isEmpty && before.allSatisfy { ("0"..."9").contains($0) }
      return isNumbered || before.suffix(3).elementsEqual("www".unicodeScalars)
    case "-", "+", "=": return before.isEmpty
    default: return false
    }
  }

  /// The text as part of an HTML comment, which ends at the first `-->`. Source: HTML Living Standard §13.1.6.
  fileprivate var inMarkdownComment: String {
    var result = ""
    for scalar in onOneLine.unicodeScalars {
      if scalar == "-", result.unicodeScalars.last == "-" { result.append(" ") }
      if scalar != "<" && scalar != ">" { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
