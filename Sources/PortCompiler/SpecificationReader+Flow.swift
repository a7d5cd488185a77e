import PortModel
import SourceTrees

extension ObjectReader {
  mutating func flow() -> Flow? {
    let id = string("id")
    let transport = optionalOneOf("transport", Transport.self)
    let direction = optionalOneOf("direction", Flow.Direction.self)
    let isBidirectional = boolean("bidirectional")
    let scope = oneOf("scope", Flow.Scope.self)
    let requirement = oneOf("requirement", Flow.Requirement.self)
    let binding = optionalOneOf("binding", Flow.Binding.self)
    let condition = optionalObject("condition", "a condition") { $0.condition() }
    let origin = object("origin", "an origin") { $0.origin() }
    let certainty = optionalTexts("certainty") ?? [:]
    let texts = FlowTexts(&self)
    let ports = flowPorts()
    guard let id, let ports, let isBidirectional, let scope, let requirement, let origin else {
      return nil
    }
    return Flow(
      id: id, name: texts.name, subject: texts.subject, source: texts.source, destination: texts.destination,
      transport: transport, ports: ports, direction: direction, isBidirectional: isBidirectional, scope: scope,
      requirement: requirement, condition: condition, binding: binding, service: texts.service,
      applicationProtocol: texts.applicationProtocol, purpose: texts.purpose, fallback: texts.fallback, origin: origin,
      certainty: certainty)
  }

  /// The members of a flow that may be absent and are any text.
  private struct FlowTexts {
    let name, subject, source, destination, service, applicationProtocol, purpose, fallback: String?

    init(_ reader: inout ObjectReader) {
      name = reader.optionalString("name")
      subject = reader.optionalString("subject")
      source = reader.optionalString("source")
      destination = reader.optionalString("destination")
      service = reader.optionalString("service")
      applicationProtocol = reader.optionalString("applicationProtocol")
      purpose = reader.optionalString("purpose")
      fallback = reader.optionalString("fallback")
    }
  }

  mutating func condition() -> Flow.Condition? {
    let (id, text) = (string("id"), string("text"))
    guard let id, let text else { return nil }
    return Flow.Condition(id: id, text: text)
  }

  mutating func origin() -> Flow.Origin? {
    let (page, section) = (string("page"), optionalString("section"))
    return page.map { Flow.Origin(page: $0, section: section) }
  }

  /// Exactly one of `ports` and `portText`.
  private mutating func flowPorts() -> FlowPorts? {
    let text = optionalString("portText")
    guard let textPlace = range(of: "portText") else { return portRanges().map(FlowPorts.ranges) }
    if let place = range(of: "ports") {
      _ = portRanges()
      report(.impossibleValue, "a flow has \"ports\" or \"portText\", not both; remove one of them", at: place)
      return nil
    }
    guard text?.isEmpty != true else {
      report(.impossibleValue, "\"portText\" says nothing; write the page's words, or \"ports\"", at: textPlace)
      return nil
    }
    return text.map(FlowPorts.text)
  }

  private mutating func portRanges() -> [PortRange]? {
    let count = diagnostics.count
    guard let ranges = objects("ports", "a range of ports", { $0.portRange() }), let place = range(of: "ports"),
      diagnostics.count == count
    else { return nil }
    guard !ranges.isEmpty, zip(ranges, ranges.dropFirst()).allSatisfy({ $0 < $1 }) else {
      let message = ranges.isEmpty ? "a flow needs a port" : "the alternatives must be ascending, each once"
      report(.impossibleValue, message, at: place)
      return nil
    }
    return ranges
  }

  private mutating func portRange() -> PortRange? {
    let (from, to) = (port("from"), port("to"))
    guard let from, let to else { return nil }
    guard let range = PortRange(from, to) else {
      report(
        .impossibleValue, "the range \(from.rawValue)-\(to.rawValue) is reversed; write the lower port first", at: place
      )
      return nil
    }
    return range
  }

  private mutating func port(_ name: String) -> PortNumber? {
    guard let value = integer(name), let range = range(of: name) else { return nil }
    guard let port = PortNumber(value) else {
      report(.impossibleValue, "\(value) is not a port; ports are 1 to 65535", at: range)
      return nil
    }
    return port
  }
}
