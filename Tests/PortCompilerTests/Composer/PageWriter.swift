import PortModel

/// Writes a model as a page, in one of very many ways.
struct PageWriter {
  var random: RandomPage
  private var host = ""

  init(seed: UInt64) { random = RandomPage(seed: seed) }

  mutating func markdown(_ page: ComposedPage) -> String {
    var sections = page.hosts.map { section($0) }
    if !page.checks.isEmpty { sections.append(checks(page.checks)) }
    sections.shuffle(using: &random.generator)
    let opening = pick(["---\ntitle: Network ports\n---\n\n", "", "# Network ports\n\n", "This page lists the network ports.\n\n"])
    return opening + sections.joined(separator: pick(["\n", "\n\n"]))
  }

  // MARK: Sections

  private mutating func section(_ host: ComposedHost) -> String {
    self.host = host.name
    let name = "the \(host.name)"
    let title = pick([
      "Network ports on \(name)", "Ports on \(name)", "\(host.name): network ports", "Network ports used by \(name)",
      "Ports of \(name)", "Firewall ports for \(name)", "Network ports on \(host.name)",
      "Ports that must be open on \(name)", "\(host.name) ports",
    ])
    var text = "## \(title)\n\n"
    let form = random.count(3)
    // What stands in no section of its own comes first: below a heading, it would belong to that.
    let shuffled = host.ports.shuffled(using: &random.generator)
    for ports in shuffled.filter({ $0.service == nil }) + shuffled.filter({ $0.service != nil }) {
      switch ports.service == nil ? form : 0 {
      case 0: text += "### \(heading(ports))\n\n" + body(ports, label: false)
      case 1: text += item(ports)
      default: text += body(ports, label: true)
      }
    }
    return text
  }

  private mutating func heading(_ ports: ComposedPorts) -> String {
    if let service = ports.service { return pick([service.title, "\(service.title) access", service.title]) }
    return label(ports, isBare: false)
  }

  /// A port item and its sentences, behind the label or nested.
  private mutating func item(_ ports: ComposedPorts) -> String {
    let marker = pick(["*", "-", "+"])
    let name = emphasized(label(ports, isBare: false))
    let sentences = sentences(ports)
    if random.chance(1, 3) {
      return "\(marker) \(name)\n" + sentences.map { "  \(marker) \($0)\n" }.joined() + "\n"
    }
    let separator = pick([": ", " – ", " — ", ": "])
    return "\(marker) \(name)\(separator)\(sentences.joined(separator: " "))\n\n"
  }

  private mutating func emphasized(_ text: String) -> String {
    switch random.count(4) {
    case 0: "**\(text)**"
    case 1: "`\(text)`"
    default: text
    }
  }

  /// Sentences as one paragraph, several, or a list.
  private mutating func body(_ ports: ComposedPorts, label isInProse: Bool) -> String {
    var sentences = sentences(ports)
    if isInProse { sentences[0] = sentences[0] }
    if isInProse {
      let first = label(ports, isBare: true)
      sentences = naming(first, in: ports)
      return wrapped(sentences.joined(separator: " ")) + "\n\n"
    }
    switch random.count(4) {
    case 0: return sentences.map { wrapped($0) + "\n\n" }.joined()
    case 1: return sentences.map { "* \($0)\n" }.joined() + "\n"
    default: return wrapped(sentences.joined(separator: " ")) + "\n\n"
    }
  }

  /// Sentences whose first one writes the port.
  private mutating func naming(_ label: String, in ports: ComposedPorts) -> [String] {
    let templates = templates(ports)
    return templates.enumerated().map { index, template in
      filled(template, ports, port: index == 0 ? label : nil)
    }
  }

  private mutating func sentences(_ ports: ComposedPorts) -> [String] {
    templates(ports).map { filled($0, ports, port: nil) }
  }

  // MARK: Sentences

  /// The order in which sentences come, and which are joined.
  private mutating func templates(_ ports: ComposedPorts) -> [String] {
    var predicates: [String] = []
    var sentences: [String] = []
    addContact(ports, &predicates, &sentences)
    addRequirement(ports, &predicates, &sentences)
    if predicates.count == 2, random.chance(1, 2) {
      sentences.append(joined(predicates))
    } else {
      sentences += predicates.map { "{port} \($0)" }
    }
    if let binding = ports.binding {
      sentences.append(pick(binding == .default ? Phrasings.defaultSentences : Phrasings.fixedSentences))
    }
    if let service = ports.service {
      let range = ports.ranges[0]
      let transport = ports.transports[0].rawValue.uppercased()
      sentences.append(
        pick([
          "\(service.title) uses \(transport) port \(range)", "the port is \(transport) \(range)",
          "\(service.title) runs on \(transport) \(range)",
        ]))
    }
    sentences.shuffle(using: &random.generator)
    return sentences
  }

  private mutating func joined(_ predicates: [String]) -> String {
    switch random.count(3) {
    case 0: "{port} \(predicates[0]) and \(predicates[1])"
    case 1: "{port}, which \(predicates[0]), \(predicates[1])"
    default: "{port} \(predicates[0]), and {it} \(predicates[1])"
    }
  }

  private mutating func addContact(
    _ ports: ComposedPorts, _ predicates: inout [String], _ sentences: inout [String]
  ) {
    func sides(_ text: String, _ one: String, _ other: String) -> String {
      text.replacing("{A}", with: one).replacing("{B}", with: other)
    }
    switch ports.contact {
    case .inbound(let peer):
      let own = Phrasings.inboundSentences
      let pick = random.count(own.count + 12)
      if pick < own.count {
        sentences.append(sides(own[pick], peer, host))
      } else if random.chance(1, 2) {
        predicates.append(sides(self.pick(Phrasings.contactPredicates), peer, host))
      } else {
        sentences.append(sides(contactSentence(ports), peer, host))
      }
    case .outbound(let peer):
      let own = Phrasings.outboundSentences
      let pick = random.count(own.count + 12)
      if pick < own.count {
        sentences.append(sides(own[pick], host, peer))
      } else if random.chance(1, 2) {
        predicates.append(sides(self.pick(Phrasings.contactPredicates), host, peer))
      } else {
        sentences.append(sides(contactSentence(ports), host, peer))
      }
    case .local(let component):
      if random.chance(1, 2) {
        let suffix = pick(Phrasings.localitySuffixes)
        predicates.append(sides(pick(Array(Phrasings.contactPredicates.prefix(2))), host, component) + suffix)
      } else {
        sentences.append(sides(contactSentence(ports), host, component))
        sentences.append(pick(["both run on the same host", "both programs are on the same machine"]))
      }
      if random.chance(1, 2) {
        sentences.append(
          pick(["no external connections are required on {port}", "{port} need{s} no external connections"]))
      }
    case .mutual(let one, let other):
      if random.chance(1, 2) {
        predicates.append(sides(pick(Phrasings.mutualPredicates), one, other))
      } else {
        sentences.append(sides(pick(Phrasings.mutualSentences), one, other))
      }
    }
  }

  /// A contact that asks for nothing, unless the port is required anyway.
  private mutating func contactSentence(_ ports: ComposedPorts) -> String {
    while true {
      let sentence = pick(Phrasings.contactSentences)
      let asks = sentence.contains("must") || sentence.contains("needs")
      if !asks || ports.requirement == .required { return sentence }
    }
  }

  private var directions: [String]? = nil

  private mutating func addRequirement(
    _ ports: ComposedPorts, _ predicates: inout [String], _ sentences: inout [String]
  ) {
    switch ports.requirement {
    case .unstated: break
    case .required:
      if random.chance(1, 3) {
        sentences.append(pick(Phrasings.requiredSentences))
      } else {
        predicates.append(pick(Phrasings.requiredPredicates) + direction(ports))
      }
    case .recommended:
      if random.chance(1, 2) {
        sentences.append(pick(Phrasings.recommendedSentences))
      } else {
        predicates.append(pick(Phrasings.recommendedPredicates) + direction(ports))
      }
    case .optional:
      sentences.append(pick(ports.fallback == nil ? Phrasings.optionalSentences : Phrasings.fallbackSentences))
    case .conditional: sentences.append(conditional(ports))
    }
  }

  private mutating func conditional(_ ports: ComposedPorts) -> String {
    switch random.count(4) {
    case 0: return pick(Phrasings.conditionalSentences)
    case 1:
      return pick(Phrasings.conditionPrefixes) + "{port} " + pick(Phrasings.requiredPredicates) + direction(ports)
    case 2:
      return "{port}, if {C}, " + pick(Phrasings.requiredPredicates) + direction(ports)
    default:
      return "{port} " + pick(Phrasings.requiredPredicates) + direction(ports) + pick(Phrasings.conditionSuffixes)
    }
  }

  private mutating func direction(_ ports: ComposedPorts) -> String {
    let direction: Flow.Direction
    switch ports.contact {
    case .inbound: direction = .inbound
    case .outbound: direction = .outbound
    case .local, .mutual: return ""
    }
    return random.chance(3, 4) ? pick(Phrasings.directed[direction] ?? [""]) : ""
  }

  // MARK: Filling in

  private mutating func filled(_ template: String, _ ports: ComposedPorts, port: String?) -> String {
    let isPlural = ports.isPlural
    let reference = pick(isPlural ? ["these ports"] : ["this port", "the port", "this port"])
    var text = template
    if let port, let first = text.range(of: "{port}") {
      text.replaceSubrange(first, with: port)
    } else if let port {
      text += " (\(port))"
    }
    let replacements = [
      ("{port}", reference), ("{it}", isPlural ? "they" : "it"), ("{is}", isPlural ? "are" : "is"),
      ("{has}", isPlural ? "have" : "has"), ("{s}", isPlural ? "" : "s"), ("{carry}", isPlural ? "carry" : "carries"),
      ("{H}", host), ("{C}", ports.condition ?? ""), ("{F}", ports.fallback ?? ""),
    ]
    for (placeholder, replacement) in replacements { text = text.replacing(placeholder, with: replacement) }
    return (text.first?.uppercased() ?? "") + text.dropFirst() + "."
  }

  /// The ports as a title, an item or a sentence writes them.
  private mutating func label(_ ports: ComposedPorts, isBare: Bool) -> String {
    let transport = ports.transports.map { $0.rawValue.uppercased() }.joined(separator: "/")
    let isList = ports.ranges.count > 1
    let marks = isBare ? ["-", " to "] : ["-", "–", " to ", "-"]
    let numbers = ports.ranges.map { range in
      range.lowerBound == range.upperBound
        ? "\(range)" : "\(range.lowerBound.rawValue)\(pick(marks))\(range.upperBound.rawValue)"
    }
    let list = numbers.joined(separator: pick([" and ", ", ", " and "]))
    let word = ports.isPlural ? "ports" : "port"
    if isBare { return pick(["\(transport) \(word) \(list)", "\(transport) \(list)", "\(word) \(list) (\(transport))"]) }
    if isList { return pick(["\(transport) \(list)", "\(transport) ports \(list)", "Ports \(list) (\(transport))"]) }
    return pick([
      "\(transport) \(list)", "\(word.capitalizedFirst) \(list) (\(transport))", "\(list)/\(transport.lowercased())",
      "\(transport) port \(list)", "\(list) (\(transport))", "\(word.capitalizedFirst) \(transport) \(list)",
    ])
  }

  private mutating func wrapped(_ text: String) -> String {
    guard random.chance(1, 3) else { return text }
    var line = 0
    var result = ""
    for word in text.split(separator: " ") {
      if line + word.count > 60 {
        result += "\n"
        line = 0
      } else if !result.isEmpty {
        result += " "
      }
      result += word
      line += word.count + 1
    }
    return result
  }

  // MARK: Checks

  private mutating func checks(_ kinds: [PortSpecification.HostCheck.Kind]) -> String {
    let lines = kinds.shuffled(using: &random.generator).map { kind in
      switch kind {
      case .firewall:
        pick([
          "Verify a firewall is not blocking port traffic.", "Check that no firewall blocks the ports.",
          "Make sure that your firewall lets the traffic through.",
        ])
      case .portConflict:
        pick([
          "Verify no other service is using the port.", "Ensure that the ports are not used by another application.",
          "Check that no other process uses the port.",
        ])
      case .ephemeralRange:
        pick([
          "Verify the port is not configured as an ephemeral port.",
          "Make sure the port is outside the range of dynamic ports.",
        ])
      case .manual: "Verify the license."
      }
    }
    let marker = pick(["*", "-", "1."])
    return "## \(pick(["Checks to verify ports are open", "Verification", "Checks"]))\n\n"
      + lines.map { "\(marker) \($0)\n" }.joined()
  }

  private mutating func pick(_ texts: [String]) -> String { random.one(of: texts) }
}

extension String {
  fileprivate var capitalizedFirst: String { (first?.uppercased() ?? "") + dropFirst() }

  fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
