extension PortSpecification {
  /// `sha256:` and the SHA-256 of ``canonicalMeaning`` in lower-case hexadecimal digits.
  public var digest: String {
    var digest = SHA256Digest()
    withMeaning { digest.update($0) }
    return digest.text
  }

  /// The RFC 8785 bytes of what the specification means.
  ///
  /// In it: ids and kinds of roles; of each flow subject, source, destination, transport, ports, direction, scope, requirement,
  /// condition id, binding and service; kinds of checks. Ids and names of flows, aliases, certainty, origins and all texts are
  /// annotation. Flows are ordered by their own bytes, so that ids do not matter.
  public var canonicalMeaning: [UInt8] {
    var bytes: [UInt8] = []
    withMeaning { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Hands over ``canonicalMeaning`` piece by piece: a large page has megabytes of it.
  private func withMeaning(_ body: (ArraySlice<UInt8>) -> Void) {
    var frame = JSONWriter(style: .canonical)
    var place = 0
    frame.object {
      $0.key("checks")
      $0.array { writer in
        for kind in HostCheck.Kind.inOrder {
          for index in checks.indices where checks[index].kind == kind { writer.string(kind.rawValue) }
        }
      }
      $0.key("flows")
      $0.array { place = $0.count }
      $0.key("roles")
      $0.array {
        for role in roles {
          $0.object {
            $0.member("id", role.id)
            $0.member("kind", role.kind.rawValue)
          }
        }
      }
      $0.member("schemaVersion", Self.schemaVersion)
    }
    // The flows one behind another, each with a comma in front, and by their own bytes.
    var texts: [Range<Int>] = []
    texts.reserveCapacity(flows.count)
    let flowBytes = JSONWriter.bytes(style: .canonical, capacity: 448 * flows.count) { writer in
      let flows = flows.span
      for index in flows.indices { texts.append(writer.element { flows.writeMeaning(index, to: &$0) }) }
    }
    texts.sort { ByteOrder.isAscending(flowBytes.span.extracting($0), flowBytes.span.extracting($1)) }

    let frameBytes = frame.bytes
    body(frameBytes[..<place])
    var last: ArraySlice<UInt8>?
    for range in texts {
      let text = flowBytes[range]
      guard text != last else { continue }
      body(last == nil ? text : flowBytes[(range.lowerBound - 1)..<range.upperBound])
      last = text
    }
    body(frameBytes[place...])
  }
}

extension Flow {
  /// The RFC 8785 bytes of the flow's share in ``PortSpecification/canonicalMeaning``.
  public var canonicalMeaning: [UInt8] {
    var writer = JSONWriter(style: .canonical, capacity: 448)
    [self].span.writeMeaning(0, to: &writer)
    return writer.bytes
  }
}

extension Span<Flow> {
  /// Writes the meaning of one of the flows, field by field: a flow is slow to copy.
  fileprivate func writeMeaning(_ index: Int, to writer: inout JSONWriter) {
    writer.object {
      $0.member("binding", self[index].binding?.rawValue)
      $0.key("bidirectional")
      $0.bool(self[index].isBidirectional)
      $0.member("condition", self[index].condition?.id)
      $0.member("destination", self[index].destination)
      $0.member("direction", self[index].direction?.rawValue)
      switch self[index].ports {
      case .text(let text): $0.member("portText", text)
      case .ranges(let ranges):
        $0.key("ports")
        $0.ranges(ranges)
      }
      $0.member("requirement", self[index].requirement.rawValue)
      $0.member("scope", self[index].scope.rawValue)
      $0.member("service", self[index].service)
      $0.member("source", self[index].source)
      $0.member("subject", self[index].subject)
      $0.member("transport", self[index].transport?.rawValue)
    }
  }
}
