extension PortSpecification {
  /// `sha256:` and the SHA-256 of ``canonicalMeaning`` in lower-case hexadecimal digits.
  public var digest: String { SHA256Digest.text(of: canonicalMeaning) }

  /// The RFC 8785 bytes of what the specification means.
  ///
  /// In it: ids and kinds of roles; of each flow subject, source, destination, transport, ports, direction, scope, requirement,
  /// condition id, binding and service; kinds of checks. Ids and names of flows, aliases, certainty, origins and all texts are
  /// annotation. Flows are ordered by their own bytes, so that ids do not matter.
  public var canonicalMeaning: [UInt8] {
    var writer = JSONWriter(style: .canonical)
    let checkKinds = checks.map(\.kind.rawValue).sorted()
    let flowTexts = flows.map(\.canonicalMeaning).sorted { $0.lexicographicallyPrecedes($1) }
    writer.object {
      $0.key("checks")
      $0.strings(checkKinds)
      $0.key("flows")
      $0.array { writer in
        for (index, text) in flowTexts.enumerated() where index == 0 || text != flowTexts[index - 1] {
          writer.verbatim(text)
        }
      }
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
    return writer.bytes
  }
}

extension Flow {
  /// The RFC 8785 bytes of the flow's share in ``PortSpecification/canonicalMeaning``.
  public var canonicalMeaning: [UInt8] {
    var writer = JSONWriter(style: .canonical, capacity: 384)
    writer.object {
      $0.member("binding", binding?.rawValue)
      $0.key("bidirectional")
      $0.bool(isBidirectional)
      $0.member("condition", condition?.id)
      $0.member("destination", destination)
      $0.member("direction", direction?.rawValue)
      switch ports {
      case .text(let text): $0.member("portText", text)
      case .ranges(let ranges):
        $0.key("ports")
        $0.ranges(ranges)
      }
      $0.member("requirement", requirement.rawValue)
      $0.member("scope", scope.rawValue)
      $0.member("service", service)
      $0.member("source", source)
      $0.member("subject", subject)
      $0.member("transport", transport?.rawValue)
    }
    return writer.bytes
  }
}
