import PortModel

/// Models of pages, the same for the same seed.
struct RandomPage {
  var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1) }

  /// Names of machines; many hold words that mean something in sentences about ports.
  static let hosts = [
    "Orders Server", "Report Server", "Access Gateway", "Connection Broker", "Backup Proxy", "Directory Server",
    "Default Gateway", "Storage Node", "Internal Proxy", "Query Engine", "Management Console Server",
    "Monitoring Station", "Media Relay", "monitored Linux servers", "database servers", "Open Directory Controller",
  ]
  static let peers = [
    "Orders Client", "Admin Console", "Data Collector", "Port Manager", "Host Agent", "License Manager",
    "Update Service", "Vendor Cloud", "Mobile App", "Remote Desktop Client", "Archive Appliance", "Telemetry Cloud",
    "Test Runner", "Watchdog",
  ]
  static let components = [
    "Scheduler process", "Index service", "Local Agent", "Cache daemon", "Report Writer", "Queue Manager",
    "Settings App", "Export Tool",
  ]
  static let conditions = [
    "remote support is enabled", "the web interface is in use", "clustering is turned on",
    "reports are sent to the Vendor Portal", "a proxy is configured", "the license uses online activation",
    "more than one site is managed",
  ]
  static let fallbacks = [
    "the administrator must enter the address by hand", "put the instance name into the settings file",
    "use the import wizard",
  ]
  static let services = [
    ("SSH", "ssh", Transport.tcp, 22), ("HTTPS", "https", .tcp, 443), ("SNMP", "snmp", .udp, 161),
    ("LDAPS", "ldaps", .tcp, 636), ("RDP", "rdp", .tcp, 3389), ("Syslog", "syslog", .udp, 514),
  ]

  mutating func page() -> ComposedPage {
    let hosts = Self.hosts.shuffled(using: &generator).prefix(1 + count(3))
    var page = ComposedPage(
      hosts: hosts.map { ComposedHost(name: $0, ports: []) },
      checks: PortSpecification.HostCheck.Kind.allCases.filter { $0 != .manual && chance(1, 4) })
    for index in page.hosts.indices {
      var taken: Set<Int> = []
      var services = Self.services.shuffled(using: &generator)
      for _ in 0..<(1 + count(3)) { page.hosts[index].ports.append(ports(&taken, &services)) }
    }
    return page
  }

  private mutating func ports(
    _ taken: inout Set<Int>, _ services: inout [(String, String, Transport, Int)]
  ) -> ComposedPorts {
    var result = ComposedPorts(
      transports: chance(1, 8) ? [.tcp, .udp] : [chance(1, 4) ? .udp : .tcp], ranges: ranges(&taken),
      contact: contact(), requirement: .unstated)
    if chance(1, 7), let service = services.popLast() {
      result.service = (service.0, service.1)
      result.transports = [service.2]
      result.ranges = PortNumber(service.3).map { [PortRange($0)] } ?? []
    }
    switch count(6) {
    case 0: result.requirement = .unstated
    case 1, 2: result.requirement = .required
    case 3: result.requirement = .recommended
    case 4: result.requirement = .optional
    default:
      result.requirement = .conditional
      result.condition = one(of: Self.conditions)
    }
    if result.requirement == .optional, chance(1, 2), !result.isPlural { result.fallback = one(of: Self.fallbacks) }
    if chance(1, 3) { result.binding = chance(2, 3) ? .default : .fixed }
    return result
  }

  private mutating func ranges(_ taken: inout Set<Int>) -> [PortRange] {
    let form = count(6)
    var result: [PortRange] = []
    while result.count < (form == 5 ? 2 : 1) {
      let lower = 1024 + count(60000)
      let upper = form == 4 ? lower + 1 + count(200) : lower
      guard taken.isDisjoint(with: lower...upper), let from = PortNumber(lower), let to = PortNumber(upper),
        let range = PortRange(from, to)
      else { continue }
      taken.formUnion(lower...upper)
      result.append(range)
    }
    return result.sorted()
  }

  private mutating func contact() -> ComposedPorts.Contact {
    switch count(6) {
    case 0, 1: return .inbound(from: one(of: Self.peers))
    case 2, 3: return .outbound(to: one(of: Self.peers))
    case 4: return .local(to: one(of: Self.components))
    default:
      let pair = Self.components.shuffled(using: &generator)
      return .mutual(pair[0], pair[1])
    }
  }

  mutating func count(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  mutating func chance(_ part: Int, _ whole: Int) -> Bool { count(whole) < part }

  mutating func one<Element>(of elements: [Element]) -> Element { elements[count(elements.count)] }
}
