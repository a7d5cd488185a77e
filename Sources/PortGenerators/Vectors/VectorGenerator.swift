package import PortModel

extension Generator {
  /// Packets with the answers that the page gives.
  static let vectors = Generator(
    target: "vectors", fileExtension: "vectors.json",
    summary: "test vectors: packets, and whether the page asks for them",
    options: [],
    generate: { specification, page, options throws(GeneratorError) in
      try options.requireKnown([])
      return try generateVectors(specification, page: page)
    })
}

/// Test vectors for everything that enforces or checks a specification.
///
/// Schema: docs/schema/port-vectors.schema.json.
/// - Parameter page: The page's name, relative to the project.
/// - Throws: ``GeneratorError`` where ids are not unique or a flow names an unknown role.
package func generateVectors(
  _ specification: PortSpecification, page: String
) throws(GeneratorError) -> GeneratedFile {
  try specification.requireConsistency()
  let groups = vectorGroups(for: specification)
  let flags = groups.reduce(into: Set<VectorFlag>()) { $0.formUnion($1.vectors.flatMap(\.flags)) }
  let document: JSONValue = [
    "checksum": .string(GeneratedFile.checksumPlaceholder),
    "digest": .string(specification.digest),
    "generator": "portspec",
    "header": .array(header(page: page).map(JSONValue.string)),
    "notes": .object(
      Dictionary(
        uniqueKeysWithValues: flags.map {
          ($0.rawValue, ["kind": $0.isReason ? "reason" : "case", "text": .string($0.note)])
        })),
    "numberOfTests": .integer(groups.reduce(0) { $0 + $1.vectors.count }),
    "page": .string(page),
    "roles": .array(specification.roles.map(\.json)),
    "schemaVersion": "1.0",
    "testGroups": .array(groups.map(\.json)),
  ]
  return GeneratedFile(sealing: document.serialized(.indented) + [UInt8(ascii: "\n")])
}

private func header(page: String) -> [String] {
  [
    "Generated from \(page.onOneLine) by portspec. Do not edit.",
    "Each test is the first packet of a new connection, or a datagram. Replies to an allowed packet are always allowed.",
    "A packet without source or destination comes from or goes to a party that is none of the roles.",
    "Every role is on a machine of its own, unless sameHost is true or the page puts a component on another role's machine.",
    "Conditions that are not listed do not hold. Overrides are the ports in use instead of the page's, by flow.",
    "An installation passes when it lets every allow through and refuses every deny; acceptable may be either.",
  ]
}

extension Role {
  fileprivate var json: JSONValue { ["id": .string(id), "kind": .string(kind.rawValue), "name": .string(name)] }
}

extension VectorGroup {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "comment": .string(comment),
      "flow": .string(flow.id),
      "tests": .array(vectors.map(\.json)),
    ]
    members["section"] = flow.origin.section.map(JSONValue.string)
    members["subject"] = flow.subject.map(JSONValue.string)
    return .object(members)
  }
}

extension TestVector {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "comment": .string(comment),
      "conditions": .array(installation.conditions.sorted().map(JSONValue.string)),
      "expected": .string(decision.verdict.rawValue),
      "flags": .array(flags.map { .string($0.rawValue) }),
      "flows": .array(decision.flows.map(JSONValue.string)),
      "id": .string(id),
      "packet": packetJSON,
    ]
    if !installation.ports.isEmpty {
      members["overrides"] = .object(installation.ports.mapValues { .integer(Int($0.rawValue)) })
    }
    return .object(members)
  }

  private var packetJSON: JSONValue {
    var members: [String: JSONValue] = [
      "port": .integer(Int(packet.port.rawValue)),
      "sameHost": .bool(packet.isSameHost),
      "transport": .string(packet.transport.rawValue),
    ]
    members["source"] = packet.source.map(JSONValue.string)
    members["destination"] = packet.destination.map(JSONValue.string)
    members["direction"] = direction.map { .string($0.rawValue) }
    return .object(members)
  }
}
