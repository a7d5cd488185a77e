package import PortModel

extension Generator {
  /// Constants for programs in Swift.
  static let swift = Generator(
    target: "swift", fileExtension: "swift",
    summary: "Swift constants: a namespace for each role, a constant for each flow",
    options: SwiftOptions.help,
    generate: { specification, page, options throws(GeneratorError) in
      try generateSwift(specification, page: page, options: SwiftOptions(options))
    })
}

/// One Swift file without dependencies: types, a namespace for each role, a constant for each flow, and lookups.
///
/// It compiles in Swift 6 mode with strict memory safety and without a warning, whatever the page's names are.
/// - Parameter page: The page's name, relative to the project.
/// - Throws: ``GeneratorError`` where ids are not unique, a flow names an unknown role, or an option cannot be followed.
package func generateSwift(
  _ specification: PortSpecification, page: String, options: SwiftOptions = SwiftOptions()
) throws(GeneratorError) -> GeneratedFile {
  try specification.requireConsistency()
  let file = SwiftFile(
    specification: specification, page: page, access: options.access.modifier,
    names: try SwiftNames(for: specification, options: options))
  return GeneratedFile(sealing: Array(file.text.utf8))
}

extension SwiftOptions.Access {
  /// The modifier with a space, or nothing where Swift's default will do.
  fileprivate var modifier: String {
    switch self {
    case .public: "public "
    case .package: "package "
    case .internal: ""
    }
  }
}

/// What goes into one generated file.
private struct SwiftFile {
  let specification: PortSpecification
  let page: String
  let access: String
  let names: SwiftNames

  var text: String {
    var lines = SwiftLines()
    lines.line("// Generated from \(page.onOneLine) by portspec. Do not edit.")
    lines.line("// Specification: \(specification.digest)")
    lines.line("// Checksum: \(GeneratedFile.checksumPlaceholder)")
    lines.line("")
    lines.line("/// \(SwiftText.documentation(specification.document.title ?? "Network ports")).")
    if let summary = specification.document.summary, !summary.onOneLine.isEmpty {
      lines.line("///")
      lines.line("/// Summary: \(SwiftText.documentation(summary))")
    }
    lines.block("\(access)enum \(names.type)") { body in
      writeIndex(to: &body)
      for role in specification.roles { write(role, to: &body) }
      for flow in specification.flows where flow.subject == nil { write(flow, to: &body) }
      body.line("")
      body.lines(swiftTypes(access: access))
    }
    return lines.text
  }

  private func writeIndex(to lines: inout SwiftLines) {
    lines.line("/// The digest of the specification: equal for pages that mean the same.")
    lines.line("\(access)static let specificationDigest = \(SwiftText.literal(specification.digest))")
    lines.line("")
    lines.line("/// Every role of the page, by id.")
    writeList("allRoles", of: "Role", specification.roles.map { "\(roleName($0.id)).role" }, to: &lines)
    lines.line("")
    lines.line("/// Every flow of the page, by id.")
    writeList("allFlows", of: "Flow", specification.flows.map(path), to: &lines)
    lines.lines(
      """

      /// The flow with an id.
      \(access)static func flow(id: String) -> Flow? { allFlows.first { $0.id == id } }

      /// The flows that a port belongs to.
      ///
      /// A flow without a stated transport belongs to every transport; ports given in words belong to none.
      \(access)static func flows(transport: Transport, port: UInt16) -> [Flow] {
        allFlows.filter { ($0.transport ?? transport) == transport && $0.ports.contains(port) }
      }
      """)
  }

  private func write(_ role: Role, to lines: inout SwiftLines) {
    let name = SwiftText.documentation(role.name)
    lines.line("")
    lines.line("/// Network ports of: \(name).")
    lines.block("\(access)enum \(roleName(role.id))") { body in
      body.line("/// The role: \(name).")
      body.line("\(access)static let role = Role(")
      body.arguments {
        $0.line("id: \(SwiftText.literal(role.id)),")
        $0.line("name: \(SwiftText.literal(role.name)),")
        $0.line("kind: .\(role.kind.rawValue))")
      }
      let flows = specification.flows.filter { $0.subject == role.id }
      if flows.isEmpty { return }
      body.line("")
      body.line("/// The flows that the page states for the role, by id.")
      writeList("allFlows", of: "Flow", flows.map(constantName), to: &body)
      for flow in flows { write(flow, to: &body) }
    }
  }

  private func write(_ flow: Flow, to lines: inout SwiftLines) {
    let name = constantName(flow)
    lines.line("")
    for line in documentation(of: flow) { lines.line(line.isEmpty ? "///" : "/// " + line) }
    lines.line("\(access)static let \(name) = Flow(")
    let arguments = arguments(of: flow)
    lines.arguments { lines in
      for (index, argument) in arguments.enumerated() {
        lines.line(argument + (index == arguments.count - 1 ? ")" : ","))
      }
    }
    if let port = flow.ports.single {
      lines.line("/// The port of ``\(plainName(flow))``.")
      lines.line("\(access)static let \(plainName(flow))Port: UInt16 = \(port.rawValue)")
    }
  }

  private func documentation(of flow: Flow) -> [String] {
    let facts = [flow.direction?.rawValue, flow.scope == .sameHost ? "same host" : nil, flow.requirementTitle]
    let ends = [flow.initiator, flow.listener].map { specification.title(ofRole: $0) }
    let arrow = flow.isBidirectional ? "↔" : "→"
    var lines = [
      "\(flow.portTitle): \(ends[0]) \(arrow) \(ends[1]), \(facts.compactMap(\.self).joined(separator: ", ")).", "",
    ]
    if let purpose = flow.purpose { lines.append("Purpose: \(purpose)") }
    if let fallback = flow.fallback { lines.append("Otherwise: \(fallback)") }
    let section = flow.origin.section.map { ", section “\($0)”" } ?? ""
    lines.append("Source: \(flow.origin.page)\(section)")
    return lines.map(SwiftText.documentation)
  }

  private func arguments(of flow: Flow) -> [String] {
    var arguments = ["id: \(SwiftText.literal(flow.id))"]
    func add(_ label: String, _ value: String?) {
      if let value { arguments.append("\(label): \(value)") }
    }
    add("subject", flow.subject.map { "\(roleName($0)).role" })
    add("source", flow.source.map { "\(roleName($0)).role" })
    add("destination", flow.destination.map { "\(roleName($0)).role" })
    add("transport", flow.transport.map { ".\($0.rawValue)" })
    add("ports", flow.ports.swift)
    add("direction", flow.direction.map { ".\($0.rawValue)" })
    add("isBidirectional", flow.isBidirectional ? "true" : nil)
    add("scope", flow.scope == .sameHost ? ".sameHost" : ".network")
    add("requirement", ".\(flow.requirement.rawValue)")
    add(
      "condition",
      flow.condition.map { "Condition(id: \(SwiftText.literal($0.id)), text: \(SwiftText.literal($0.text)))" })
    add("binding", flow.binding.map { ".\($0.rawValue)" })
    add("service", flow.service.map(SwiftText.literal))
    add("applicationProtocol", flow.applicationProtocol.map(SwiftText.literal))
    add("purpose", flow.purpose.map(SwiftText.literal))
    return arguments
  }

  private func writeList(_ name: String, of type: String, _ elements: [String], to lines: inout SwiftLines) {
    if elements.isEmpty {
      lines.line("\(access)static let \(name): [\(type)] = []")
      return
    }
    lines.line("\(access)static let \(name): [\(type)] = [")
    lines.arguments { lines in for element in elements { lines.line(element + ",") } }
    lines.line("]")
  }

  private func roleName(_ id: String) -> String { SwiftIdentifier.quoted(names.roles[id] ?? id) }

  private func plainName(_ flow: Flow) -> String { names.flows[flow.id] ?? flow.id }

  private func constantName(_ flow: Flow) -> String { SwiftIdentifier.quoted(plainName(flow)) }

  private func path(_ flow: Flow) -> String {
    (flow.subject.map { roleName($0) + "." } ?? "") + constantName(flow)
  }
}

extension FlowPorts {
  fileprivate var swift: String {
    switch self {
    case .text(let text): ".words(\(SwiftText.literal(text)))"
    case .ranges(let ranges):
      ".numbers([\(ranges.map { "\($0.lowerBound.rawValue)...\($0.upperBound.rawValue)" }.joined(separator: ", "))])"
    }
  }
}
