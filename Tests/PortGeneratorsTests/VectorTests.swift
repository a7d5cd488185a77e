import Foundation
import PortGenerators
import PortModel
import Testing

struct VectorTests {
  private static let specifications =
    [("Spotlight", Spotlight.specification)] + (UInt64(0)..<60).map { ("seed \($0)", hostileSpecification(seed: $0)) }

  @Test(arguments: specifications)
  func `no two vectors contradict each other`(name: String, specification: PortSpecification) throws {
    let document = try decoded(specification)
    var answers: [Facts: String] = [:]
    var ids: Set<String> = []
    var flags: Set<String> = []
    for test in document.testGroups.flatMap(\.tests) {
      #expect(ids.insert(test.id).inserted, "\(name): the id \(test.id) is used twice")
      let facts = Facts(
        packet: test.packet.withoutDirection, conditions: test.conditions, overrides: test.overrides ?? [:])
      #expect(
        answers.updateValue(test.expected, forKey: facts) ?? test.expected == test.expected, "\(name): \(test.id)")
      let reasons = test.flags.compactMap(VectorFlag.init).filter(\.isReason)
      #expect((test.expected == "acceptable") == !reasons.isEmpty, "\(name): \(test.id)")
      #expect((test.expected == "allow") ? !test.flows.isEmpty : true, "\(name): \(test.id)")
      #expect((test.expected == "deny") ? test.flows.isEmpty : true, "\(name): \(test.id)")
      flags.formUnion(test.flags)
    }
    #expect(ids.count == document.numberOfTests)
    #expect(document.testGroups.map(\.flow) == specification.flows.map(\.id))
    #expect(Set(document.notes.keys) == flags)
  }

  @Test(arguments: specifications)
  func `every vector has the answer of the whole specification`(name: String, specification: PortSpecification) throws {
    let oracle = Oracle(specification)
    for test in try decoded(specification).testGroups.flatMap(\.tests) {
      let packet = Packet(
        transport: try #require(Transport(rawValue: test.packet.transport)),
        port: try #require(PortNumber(test.packet.port)), source: test.packet.source,
        destination: test.packet.destination, isSameHost: test.packet.sameHost)
      let installation = Installation(
        conditions: Set(test.conditions), ports: (test.overrides ?? [:]).compactMapValues(PortNumber.init))
      #expect(oracle.decide(packet, in: installation).verdict.rawValue == test.expected, "\(name): \(test.id)")
    }
  }

  @Test func `tries every kind of mistake on the Spotlight page`() throws {
    let document = try decoded(Spotlight.specification)
    let cases = Set(VectorFlag.allCases.filter { !$0.isReason }.map(\.rawValue))
    #expect(cases.isSubset(of: document.notes.keys))
    let expected = Dictionary(grouping: document.testGroups.flatMap(\.tests), by: \.expected).mapValues(\.count)
    #expect(Set(expected.keys) == ["allow", "deny", "acceptable"])
  }

  @Test func `a neighbour port that another flow asks for is not denied`() throws {
    func flow(_ port: Int) -> Flow {
      Flow(
        id: "tcp/\(port)", source: "a", destination: "b", transport: .tcp,
        ports: .ranges([PortRange(PortNumber(port)!)]), requirement: .required, origin: .init(page: "p", section: nil))
    }
    let specification = PortSpecification(
      document: Spotlight.specification.document,
      roles: ["a", "b"].map { Role(id: $0, name: $0, aliases: [], kind: .host) }, flows: [flow(3166), flow(3167)],
      checks: [], unresolved: [])
    let tests = try decoded(specification).testGroups.flatMap(\.tests)
    #expect(tests.first { $0.id == "tcp/3166#port/3167" }?.expected == "allow")
    #expect(tests.first { $0.id == "tcp/3166#port/3165" }?.expected == "deny")
  }

  @Test(.enabled(if: Surroundings.hasJSONSchemaValidator, "python3 has no jsonschema"))
  func `vectors satisfy their schema, and broken ones do not`() throws {
    var documents: [String: Any] = [:]
    for (name, specification) in Self.specifications.prefix(20) {
      documents["valid \(name)"] = try JSONSerialization.jsonObject(with: contents(specification))
    }
    let valid = try contents(Spotlight.specification)
    for (name, breakIt) in Self.damages {
      var document = try #require(JSONSerialization.jsonObject(with: valid) as? [String: Any])
      breakIt(&document)
      documents["broken \(name)"] = document
    }
    let (code, output) = try Surroundings.run(
      "python3", ["-c", validator, Surroundings.root.appending(path: "docs/schema/port-vectors.schema.json").path],
      input: try JSONSerialization.data(withJSONObject: documents))
    #expect(code == 0 && output.contains("checked \(documents.count) documents"), "\(output)")
  }

  private static let damages: [(String, @Sendable (inout [String: Any]) -> Void)] = [
    ("without digest", { $0["digest"] = nil }),
    ("without checksum", { $0["checksum"] = nil }),
    ("with an unknown member", { $0["extra"] = 1 }),
    ("with another major version", { $0["schemaVersion"] = "2.0" }),
    ("with a short digest", { $0["digest"] = "sha256:00" }),
    ("with port 0", { damageTest(of: &$0) { $0["packet"] = ["port": 0, "sameHost": false, "transport": "tcp"] } }),
    (
      "with port 65536",
      { damageTest(of: &$0) { $0["packet"] = ["port": 65536, "sameHost": false, "transport": "tcp"] } }
    ),
    (
      "with an unknown transport",
      { damageTest(of: &$0) { $0["packet"] = ["port": 1, "sameHost": false, "transport": "icmp"] } }
    ),
    (
      "with a null source",
      { damageTest(of: &$0) { $0["packet"] = ["port": 1, "sameHost": false, "transport": "tcp", "source": NSNull()] } }
    ),
    ("with an unknown answer", { damageTest(of: &$0) { $0["expected"] = "maybe" } }),
    ("with an unknown flag", { damageTest(of: &$0) { $0["flags"] = ["Odd"] } }),
    (
      "acceptable without a reason",
      { damageTest(of: &$0) { ($0["expected"], $0["flags"]) = ("acceptable", ["Boundary"]) } }
    ),
    ("denied with a reason", { damageTest(of: &$0) { ($0["expected"], $0["flags"]) = ("deny", ["Optional"]) } }),
    ("without id", { damageTest(of: &$0) { $0["id"] = nil } }),
  ]

  private static func damageTest(of document: inout [String: Any], _ body: (inout [String: Any]) -> Void) {
    guard var groups = document["testGroups"] as? [[String: Any]], var tests = groups[0]["tests"] as? [[String: Any]]
    else { return }
    body(&tests[0])
    groups[0]["tests"] = tests
    document["testGroups"] = groups
  }

  private let validator = """
    import json, sys
    from jsonschema import Draft202012Validator
    with open(sys.argv[1]) as file: schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    documents = json.load(sys.stdin)
    wrong = 0
    for name, document in documents.items():
        errors = [error.message for error in validator.iter_errors(document)]
        if name.startswith("valid") != (not errors):
            wrong += 1
            print(name, [error[:300] for error in errors[:3]])
    print("checked", len(documents), "documents")
    sys.exit(wrong != 0)
    """

  private func contents(_ specification: PortSpecification) throws -> Data {
    Data(try generateVectors(specification, page: "docs/network-ports.md").contents)
  }

  private func decoded(_ specification: PortSpecification) throws -> VectorDocument {
    try JSONDecoder().decode(VectorDocument.self, from: contents(specification))
  }
}

private struct Facts: Hashable {
  let packet: VectorDocument.Packet
  let conditions: [String]
  let overrides: [String: Int]
}

/// A vectors file as a consumer reads it.
private struct VectorDocument: Decodable {
  struct Group: Decodable {
    let flow: String
    let tests: [Test]
  }

  struct Test: Decodable {
    let id: String
    let packet: Packet
    let conditions: [String]
    let overrides: [String: Int]?
    let expected: String
    let flags: [String]
    let flows: [String]
  }

  struct Packet: Decodable, Hashable {
    let transport: String
    let port: Int
    let source: String?
    let destination: String?
    let direction: String?
    let sameHost: Bool

    /// Which way it looks depends on who looks, so it is no part of what is decided.
    var withoutDirection: Packet {
      Packet(
        transport: transport, port: port, source: source, destination: destination, direction: nil, sameHost: sameHost)
    }
  }

  struct Note: Decodable {
    let kind: String
    let text: String
  }

  let numberOfTests: Int
  let notes: [String: Note]
  let testGroups: [Group]
}
