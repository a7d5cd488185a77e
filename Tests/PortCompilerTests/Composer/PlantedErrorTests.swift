import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

/// A sound page with one mistake planted in it: the mistake must be found where it stands.
struct PlantedErrorTests {
  @Test(arguments: 0..<UInt64(120))
  func `finds a planted contradiction`(seed: UInt64) {
    var random = RandomPage(seed: seed)
    let host = random.one(of: RandomPage.hosts)
    let peer = random.one(of: RandomPage.peers)
    let port = 1024 + random.count(30000)
    let pairs = [
      ("This port must be open.", "This port is optional."),
      ("The port is required.", "The port should be open."),
      ("This port should be opened.", "This port is not mandatory."),
      ("This port must be open for incoming connections.", "This port must be open for outgoing connections."),
      ("The port can be changed.", "The port cannot be changed."),
      ("The port is configurable.", "This port is fixed."),
      ("No external connections are required on this port.", "Open this port for inbound connections."),
      ("This port only accepts local connections.", "This port must be open for incoming connections."),
      ("The \(peer) connects to the \(host) on this port.", "This port must be open for outbound connections."),
      ("The \(host) connects to the \(peer) on this port.", "Open this port on the \(host) for inbound connections."),
      ("This port is not used.", "This port must be open."),
      ("The port must be open.", "This port must be blocked."),
    ]
    let chosen = random.one(of: pairs)
    let (one, other) = random.chance(1, 2) ? chosen : (chosen.1, chosen.0)
    let separator = random.one(of: [" ", "\n\n"])
    let isApart = random.chance(1, 3) && !chosen.0.contains("not used") && !chosen.1.contains("blocked")
    let name = "Network ports on the \(host)"
    let contact = chosen.0.contains(" connects ") ? "" : "The \(peer) connects to the \(host) on this port. "
    let isOutbound = chosen.0.contains("outgoing") || chosen.1.contains("outgoing")
    let middle = isApart ? "\n\n### TCP \(port)\n\n" : separator
    let lead = isOutbound || chosen.0.contains("local") || chosen.0.contains("external") ? "" : contact
    let page = "## \(name)\n\n### TCP \(port)\n\n\(lead)\(one)\(middle)\(isApart ? lead : "")\(other)\n"
    let result = compile([SourceFile(name: "page.md", text: page)])
    #expect(
      result.diagnostics.contains { $0.rule.slug == "contradiction" } && result.specification == nil,
      "seed \(seed)\n\(page)\n\(result.diagnostics.map(\.message))\n\(result.specification?.lines ?? [])")
  }

  @Test(arguments: 0..<UInt64(120))
  func `finds a planted slip at its place`(seed: UInt64) {
    var random = RandomPage(seed: seed)
    let host = random.one(of: RandomPage.hosts)
    let peer = random.one(of: RandomPage.peers)
    let port = 1024 + random.count(30000)
    let high = 65536 + random.count(9000)
    let upper = port + 1 + random.count(100)
    let misspelled = host.replacing("er", with: "re") == host ? host + "e" : host.replacing("er", with: "re")
    let slips = [
      ("impossible-port", "\(high)", "TCP", "\(high)"), ("impossible-port", "0", "UDP", "0"),
      ("reversed-range", "\(upper)-\(port)", "TCP", "\(upper)-\(port)"),
      ("reversed-range", "\(upper) to \(port)", "UDP", "\(upper) to \(port)"),
      ("unstated-transport", "\(port)", "Port", "\(port)"),
      ("unknown-host", "\(port)", "TCP", misspelled),
    ]
    let (rule, ports, word, place) = random.one(of: slips)
    let open =
      rule == "unknown-host" ? " This port must be open for inbound connections on the \(misspelled)." : ""
    let contact = "The \(peer) connects to the \(host) on this port.\(open)"
    let page = random.one(of: [
      "## Network ports on the \(host)\n\n### \(word) \(ports)\n\n\(contact)\n",
      "## Ports of the \(host)\n\n- **\(word) \(ports)**: \(contact)\n",
      "## \(host): network ports\n\n\(word == "Port" ? "port" : word) \(ports) is used. \(contact)\n",
    ])
    let file = SourceFile(name: "page.md", text: page)
    let result = compile([file])
    let found = result.diagnostics.map { "\($0.rule.slug) \(file.text($0.location.range))" }
    #expect(
      result.diagnostics.contains { $0.rule.slug == rule && file.text($0.location.range).contains(place) },
      "seed \(seed): \(rule) \(place)\n\(page)\n\(found)")
    let isError = rule == "impossible-port" || rule == "reversed-range"
    #expect((result.specification == nil) == isError, "seed \(seed)\n\(page)\n\(found)")
  }
}
