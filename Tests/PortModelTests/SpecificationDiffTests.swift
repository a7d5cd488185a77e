import PortModel
import Testing

private func port(_ number: Int) -> FlowPorts { .ranges(PortNumber(number).map { [PortRange($0)] } ?? []) }

private func flow(
  _ number: Int, id: String? = nil, name: String? = nil, subject: String? = "server", source: String? = "client",
  destination: String? = "server", transport: Transport? = .tcp, requirement: Flow.Requirement = .required,
  section: String? = nil, purpose: String? = nil
) -> Flow {
  Flow(
    id: id ?? "\(subject ?? "")/\(transport?.rawValue ?? "")/\(number)", name: name, subject: subject, source: source,
    destination: destination, transport: transport, ports: port(number), requirement: requirement, purpose: purpose,
    origin: .init(page: "page.md", section: section))
}

private func specification(_ flows: [Flow], roles: [Role] = [], checks: [PortSpecification.HostCheck] = [])
  -> PortSpecification
{
  PortSpecification(
    document: .init(title: nil, summary: nil, permalink: nil, frontMatter: [:]), roles: roles, flows: flows,
    checks: checks,
    unresolved: [])
}

/// `+ id`, `- id`, or `old id > new id: fields`.
private func summary(_ old: [Flow], _ new: [Flow]) -> [String] {
  SpecificationDiff(from: specification(old), to: specification(new)).flows.map { change in
    switch change {
    case .added(let flow): "+ \(flow.id)"
    case .removed(let flow): "- \(flow.id)"
    case .changed(let old, let new, let fields):
      "\(old.id) > \(new.id): \(fields.map(\.field.rawValue).joined(separator: " "))"
    }
  }
}

/// A small universe, so that flows often resemble each other.
private func randomSpecification(_ random: inout Xorshift64) -> PortSpecification {
  let roles = ["a", "b", "c"]
  let flows = (0..<Int.random(in: 0...7, using: &random)).map { index in
    flow(
      Int.random(in: 1...4, using: &random), id: "flow-\(index)-\(Int.random(in: 0...1, using: &random))",
      subject: roles.randomElement(using: &random),
      source: Bool.random(using: &random) ? roles.randomElement(using: &random) : nil,
      destination: roles.randomElement(using: &random), transport: Bool.random(using: &random) ? .tcp : .udp,
      requirement: Bool.random(using: &random) ? .required : .optional, purpose: Bool.random(using: &random) ? "x" : nil
    )
  }
  let kinds = roles.prefix(Int.random(in: 0...3, using: &random)).map { id in
    Role(id: id, name: id, aliases: [], kind: Bool.random(using: &random) ? .host : .external)
  }
  let checks = (0..<Int.random(in: 0...2, using: &random)).map { index in
    PortSpecification.HostCheck(
      id: "check-\(index)", kind: Bool.random(using: &random) ? .firewall : .manual, text: "t", condition: nil,
      references: [])
  }
  return specification(flows, roles: Array(kinds), checks: checks)
}

/// A repeatable random sequence: xorshift64*. Source: Marsaglia, "Xorshift RNGs", 2003; Vigna 2016.
struct Xorshift64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

struct SpecificationDiffTests {
  @Test
  func `recognises a changed port as a change`() {
    #expect(
      summary([flow(3843), flow(40403)], [flow(3844), flow(40403)]) == ["server/tcp/3843 > server/tcp/3844: ports"])
  }

  @Test
  func `pairs several changed ports by nearness, whatever their order`() {
    #expect(
      summary([flow(3843), flow(40403)], [flow(40404), flow(3844)])
        == ["server/tcp/3843 > server/tcp/3844: ports", "server/tcp/40403 > server/tcp/40404: ports"])
  }

  @Test
  func `takes the best pairing in total, not the best pair first`() {
    // 1000 is nearer to 1001 than 900 is, but 900 has no other partner.
    let old = [flow(900, purpose: "p"), flow(1000, purpose: "p")]
    let new = [flow(1001, purpose: "p"), flow(30000, purpose: "q")]
    #expect(summary(old, new).count == 2)
    #expect(summary(old, new).allSatisfy { $0.contains(">") })
  }

  @Test(arguments: [
    (flow(80), flow(80, transport: .udp), "server/tcp/80 > server/udp/80: transport"),
    (flow(80), flow(80, source: nil), "server/tcp/80 > server/tcp/80: source"),
    (flow(80), flow(80, requirement: .optional), "server/tcp/80 > server/tcp/80: requirement"),
    (flow(80), flow(80, subject: "client"), "server/tcp/80 > client/tcp/80: subject"),
    (
      flow(80, name: "web"), flow(99, name: "web", source: "x", transport: .udp),
      "server/tcp/80 > server/udp/99: source transport ports"
    ),
    (
      flow(80, id: "x"), flow(99, id: "x", subject: "y", source: "z", destination: "y"),
      "x > x: subject source destination ports"
    ),
  ])
  func `recognises a changed field`(old: Flow, new: Flow, expected: String) {
    #expect(summary([old], [new]) == [expected])
  }

  @Test
  func `does not take different flows for one`() {
    #expect(
      summary([flow(80)], [flow(53, transport: .udp)]) == ["- server/tcp/80", "+ server/udp/53"])
    #expect(
      summary([flow(80)], [flow(81, subject: "x", source: "y", destination: "x")]) == ["- server/tcp/80", "+ x/tcp/81"])
  }

  @Test
  func `words that look like a number are not that number`() {
    let words = Flow(
      id: "f", subject: "server", source: "client", destination: "server", transport: .tcp, ports: .text("80"),
      requirement: .required, origin: .init(page: "page.md", section: nil))
    #expect(summary([flow(80, id: "f")], [words]) == ["f > f: ports"])
  }

  @Test
  func `keeps annotation apart`() {
    let diff = SpecificationDiff(
      from: specification([flow(80, id: "a", purpose: "one")]),
      to: specification([flow(80, id: "b", section: "S", purpose: "two"), flow(80, id: "c")]))
    #expect(!diff.hasChangedMeaning)
    #expect(
      diff.annotations.map { "\($0.id ?? "") \($0.field ?? "-"): \($0.old ?? "-") > \($0.new ?? "-")" } == [
        "b id: a > b", "b origin/section: - > S", "b purpose: one > two", "c -: - > c",
      ])
  }

  @Test
  func `says once that a page has another name`() {
    func flows(_ page: String) -> [Flow] {
      [80, 81].map { number in
        Flow(id: "f\(number)", ports: port(number), origin: .init(page: page, section: nil))
      }
    }
    let diff = SpecificationDiff(from: specification(flows("a.md")), to: specification(flows("b.md")))
    #expect(
      diff.annotations.map { "\($0.part.rawValue) \($0.field ?? ""): \($0.old ?? "") > \($0.new ?? "")" } == [
        "document page: a.md > b.md"
      ])
  }

  @Test
  func `compares roles and checks`() {
    func role(_ id: String, _ kind: Role.Kind) -> Role { Role(id: id, name: id, aliases: [], kind: kind) }
    func check(_ id: String, _ kind: PortSpecification.HostCheck.Kind) -> PortSpecification.HostCheck {
      PortSpecification.HostCheck(id: id, kind: kind, text: "t", condition: nil, references: [])
    }
    let diff = SpecificationDiff(
      from: specification([], roles: [role("a", .host), role("b", .host)], checks: [check("1", .firewall)]),
      to: specification(
        [], roles: [role("b", .external), role("c", .host)], checks: [check("1", .manual), check("2", .manual)]))
    #expect(
      diff.roles.map { "\($0.old?.kind.rawValue ?? "-") \($0.new?.kind.rawValue ?? "-")" } == [
        "host -", "host external", "- host",
      ])
    #expect(diff.checks.map { "\($0.kind.rawValue) \($0.old) \($0.new)" } == ["firewall 1 0", "manual 0 2"])
  }

  @Test
  func `keeps its laws on random specifications`() {
    let seed: UInt64 = 2_026
    var random = Xorshift64(state: seed)
    for round in 0..<1500 {
      let old = randomSpecification(&random)
      let new = randomSpecification(&random)
      let diff = SpecificationDiff(from: old, to: new)
      #expect(diff.hasChangedMeaning == (old.digest != new.digest), "seed \(seed), round \(round)")
      #expect(SpecificationDiff(from: old, to: old).isEmpty, "seed \(seed), round \(round)")
      #expect(applied(diff).digest == new.digest, "seed \(seed), round \(round)")
      let back = SpecificationDiff(from: new, to: old)
      #expect(back.flows.count == diff.flows.count, "seed \(seed), round \(round)")
      for case .changed(_, _, let fields) in diff.flows { #expect(!fields.isEmpty, "seed \(seed), round \(round)") }
    }
  }

  /// The old specification with the changes made.
  private func applied(_ diff: SpecificationDiff) -> PortSpecification {
    var meanings = Dictionary(diff.old.flows.map { ($0.canonicalMeaning, $0) }) { first, _ in first }
    for change in diff.flows { if let old = change.old { meanings[old.canonicalMeaning] = nil } }
    for change in diff.flows { if let new = change.new { meanings[new.canonicalMeaning] = new } }
    var roles = Dictionary(uniqueKeysWithValues: diff.old.roles.map { ($0.id, $0) })
    for change in diff.roles { if let old = change.old { roles[old.id] = nil } }
    for change in diff.roles { if let new = change.new { roles[new.id] = new } }
    var counts = Dictionary(grouping: diff.old.checks, by: \.kind).mapValues(\.count)
    for change in diff.checks { counts[change.kind] = change.new }
    let checks = counts.flatMap { kind, count in
      (0..<count).map { index in
        PortSpecification.HostCheck(
          id: "\(kind.rawValue)-\(index)", kind: kind, text: "", condition: nil, references: [])
      }
    }
    return specification(Array(meanings.values), roles: Array(roles.values), checks: checks)
  }
}
