import PortModel

/// Specifications of every shape, the same for the same seed.
struct RandomSpecification {
  private var generator: SplitMix

  private static let texts = [
    "a", "SSH", "Größe", "日本 語", "e\u{301}", "\u{E9}", "😀", "\"quoted\" \\ \u{0}\u{1F}\u{7F}", "", "a/b", "\u{2028}",
    "</script>",
  ]

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  mutating func specification() -> PortSpecification {
    let roles = (0..<count(4)).map { index in
      Role(id: "role-\(index)", name: text(), aliases: texts(), kind: one(of: Role.Kind.allCases))
    }
    return PortSpecification(
      document: .init(
        title: maybe { $0.text() }, summary: maybe { $0.text() }, permalink: maybe { $0.text() }, frontMatter: map()),
      roles: roles, flows: (0..<count(6)).map { flow($0, roles) },
      checks: (0..<count(3)).map { index in
        .init(
          id: "check-\(index)", kind: one(of: PortSpecification.HostCheck.Kind.allCases), text: text(),
          condition: maybe { $0.text() }, references: texts())
      },
      unresolved: (0..<count(3)).map { _ in .init(kind: text(), text: text(), origin: origin()) })
  }

  private mutating func flow(_ index: Int, _ roles: [Role]) -> Flow {
    Flow(
      id: "flow-\(index)", name: maybe { $0.text() }, subject: roles.randomElement(using: &generator)?.id,
      source: roles.randomElement(using: &generator)?.id, destination: roles.randomElement(using: &generator)?.id,
      transport: maybe { $0.one(of: Transport.allCases) }, ports: ports(),
      direction: maybe { $0.one(of: Flow.Direction.allCases) }, isBidirectional: Bool.random(using: &generator),
      scope: one(of: Flow.Scope.allCases), requirement: one(of: Flow.Requirement.allCases),
      condition: maybe { .init(id: $0.text(), text: $0.text()) }, binding: maybe { $0.one(of: Flow.Binding.allCases) },
      service: maybe { $0.text() }, applicationProtocol: maybe { $0.text() }, purpose: maybe { $0.text() },
      fallback: maybe { $0.text() }, origin: origin(), certainty: map())
  }

  private mutating func ports() -> FlowPorts {
    if count(5) == 0 { return .text("dynamic " + text()) }
    var ranges: Set<PortRange> = []
    for _ in 0...count(2) {
      let bounds = [1, 2, 443, 30000, 65535, Int.random(in: 1...65535, using: &generator)].shuffled(using: &generator)
      if let from = PortNumber(min(bounds[0], bounds[1])), let to = PortNumber(max(bounds[0], bounds[1])),
        let range = PortRange(from, count(1) == 0 ? from : to)
      {
        ranges.insert(range)
      }
    }
    return .ranges(ranges.sorted())
  }

  private mutating func origin() -> Flow.Origin { Flow.Origin(page: "page.md", section: maybe { $0.text() }) }

  private mutating func count(_ most: Int) -> Int { Int.random(in: 0...most, using: &generator) }

  private mutating func text() -> String { one(of: Self.texts) }

  private mutating func texts() -> [String] { (0..<count(3)).map { _ in text() } }

  private mutating func map() -> [String: String] {
    Dictionary((0..<count(3)).map { _ in (text(), text()) }) { first, _ in first }
  }

  private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
    Bool.random(using: &generator) ? make(&self) : nil
  }

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }
}

/// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014), SplitMix64.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
