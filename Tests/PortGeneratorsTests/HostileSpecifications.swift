import PortModel

/// SplitMix64: the same numbers on every machine. Source: Steele, Lea, Flood, OOPSLA 2014.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func maybe<Value>(_ make: (inout SeededGenerator) -> Value) -> Value? {
    Bool.random(using: &self) ? make(&self) : nil
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &self)! }
}

/// Texts that break generators which paste names into their output.
let hostileTexts = [
  "", " ", "self", "Self", "init", "Type", "Protocol", "class", "default", "in", "Any", "super", "await", "operator",
  "Flow", "Role", "Role2", "String", "Swift", "allFlows", "role", "flow", "flows", "ClosedRange", "UInt16", "Ports",
  "3PAR storage", "42", "_", "__", "a|b", "\\|", "*/ /* x", "`ticks`", "``double``", "\"; fatalError() //", "\\(1)",
  "#\"raw\"#", "line\nbreak", "carriage\r\nreturn", "\u{2028}separator\u{2029}", "\u{202E}reversed", "\u{200B}hidden",
  "é", "e\u{301}", "Größe", "数据库", "データ", "قاعدة", "👩‍👩‍👧 family", "\u{0}nul", "\u{7}bell", "x'y", "O’Neil", "--> <!--",
  "<b>bold</b>",
  "&amp; &#124;", "[link](x)", "![i](x)", "**bold** _it_ ~~s~~", "\u{FEFF}bom", "\u{FFFF}", "\u{3164}filler",
  "\u{301}mark",
  "ssh", "SSH", "sshPort", "ssh Port", "tcp3843", "- item", "1. item", "1) item", "+ item", "# heading", "> quote",
  "$x$",
  "http://example.com/a|b?c=d&e", "www.example.com", "a@example.com", "trailing\\", "  padded  ", "tab\there", "ǅ", "ß",
  "ﬁ",
  "network-ports.md", "checksum: sha256:" + String(repeating: "0", count: 64), ":smile:", "@someone", "/// doc",
  "- Parameter x: y",
]

/// A specification with flows of every shape and names of the worst kind.
func hostileSpecification(seed: UInt64) -> PortSpecification {
  var random = SeededGenerator(seed: seed)
  let roles = unique((0..<8).map { _ in hostileText(&random) }).map { id in
    Role(id: id, name: random.pick([id, hostileText(&random)]), aliases: [], kind: random.pick(Role.Kind.allCases))
  }
  let ids = roles.map(\.id)
  let flowIDs = unique((0..<24).map { _ in hostileText(&random) })
  return PortSpecification(
    document: .init(
      title: random.maybe(hostileText), summary: random.maybe(hostileText), permalink: nil, frontMatter: [:]),
    roles: roles, flows: flowIDs.map { hostileFlow($0, roles: ids, &random) },
    checks: [
      .init(id: "x", kind: .manual, text: hostileText(&random), condition: random.maybe(hostileText), references: [])
    ],
    unresolved: (0..<Int.random(in: 0...1, using: &random)).map { _ in
      .init(kind: "unclear", text: hostileText(&random), origin: .init(page: hostileText(&random), section: nil))
    })
}

private func hostileFlow(_ id: String, roles: [String], _ random: inout SeededGenerator) -> Flow {
  let condition: (inout SeededGenerator) -> Flow.Condition = {
    Flow.Condition(id: $0.pick(["on", hostileText(&$0)]), text: hostileText(&$0))
  }
  return Flow(
    id: id, name: random.maybe(hostileText), subject: random.maybe { $0.pick(roles) },
    source: random.maybe { $0.pick(roles) }, destination: random.maybe { $0.pick(roles) },
    transport: random.maybe { $0.pick(Transport.allCases) }, ports: hostilePorts(&random),
    direction: random.maybe { $0.pick(Flow.Direction.allCases) }, isBidirectional: random.pick([false, false, true]),
    scope: random.pick([.network, .network, .sameHost]), requirement: random.pick(Flow.Requirement.allCases),
    condition: random.maybe(condition), binding: random.maybe { $0.pick(Flow.Binding.allCases) },
    service: random.maybe(hostileText), applicationProtocol: random.maybe(hostileText),
    purpose: random.maybe(hostileText), fallback: random.maybe(hostileText),
    origin: .init(page: hostileText(&random), section: random.maybe(hostileText)))
}

private func hostilePorts(_ random: inout SeededGenerator) -> FlowPorts {
  if Int.random(in: 0..<5, using: &random) == 0 { return .text(hostileText(&random)) }
  let ranges = (0..<random.pick([1, 1, 1, 2, 3])).map { _ in
    let low = random.pick([1, 80, 443, 1000, 65535, Int.random(in: 1...65535, using: &random)])
    let high = min(65535, low + random.pick([0, 0, 1, 1000]))
    return PortRange(PortNumber(low)!, PortNumber(high)!)!
  }
  return .ranges(Array(Set(ranges)).sorted())
}

private func hostileText(_ random: inout SeededGenerator) -> String {
  switch Int.random(in: 0..<4, using: &random) {
  case 0: random.pick(hostileTexts) + random.pick(hostileTexts)
  case 1:
    String(
      String.UnicodeScalarView(
        (0..<3).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &random)) }))
  default: random.pick(hostileTexts)
  }
}

private func unique(_ texts: [String]) -> [String] {
  var seen: Set<String> = []
  return texts.filter { seen.insert($0).inserted }
}
