extension PortSpecification {
  /// The specification as a file: indented JSON with sorted keys and a final line feed.
  ///
  /// Absent properties are left out. Schema: docs/schema/port-specification.schema.json.
  public func json() -> [UInt8] {
    var bytes: [UInt8] = []
    json { piece in
      // The bytes are copied before the closure ends.
      unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// The bytes of ``json()``, handed over piece by piece: a large page has a hundred megabytes of them.
  public func json(_ body: (Span<UInt8>) -> Void) {
    // First, so that what it takes is free again.
    let digest = digest
    var writer = JSONWriter(style: .indented, capacity: 2 * Self.pieceLength)
    write(digest, to: &writer, body)
    writer.lineFeed()
    writer.drain(body)
  }

  /// How many bytes a piece has at least, but for the last one.
  private static let pieceLength = 1 << 16

  private func write(_ digest: String, to writer: inout JSONWriter, _ body: (Span<UInt8>) -> Void) {
    writer.object {
      $0.key("checks")
      $0.array { writer in
        let checks = checks.span
        for index in checks.indices { checks[index].write(to: &writer) }
      }
      $0.member("digest", digest)
      $0.key("document")
      document.write(to: &$0)
      $0.key("flows")
      $0.array { writer in
        let flows = flows.span
        for index in flows.indices {
          flows.write(index, to: &writer)
          if writer.count >= Self.pieceLength { writer.drain(body) }
        }
      }
      $0.key("roles")
      $0.array { writer in
        let roles = roles.span
        for index in roles.indices { roles[index].write(to: &writer) }
      }
      $0.member("schemaVersion", Self.schemaVersion)
      $0.key("unresolved")
      $0.array { for entry in unresolved { entry.write(to: &$0) } }
    }
  }
}

extension PortSpecification.Document {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.key("frontMatter")
      $0.object(of: frontMatter) { $1.string($0) }
      $0.member("permalink", permalink)
      $0.member("summary", summary)
      $0.member("title", title)
    }
  }
}

extension Role {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.key("aliases")
      $0.strings(aliases)
      $0.member("id", id)
      $0.member("kind", kind.rawValue)
      $0.member("name", name)
    }
  }
}

extension Span<Flow> {
  /// Writes one of the flows, field by field: a flow is slow to copy.
  fileprivate func write(_ index: Int, to writer: inout JSONWriter) {
    writer.object {
      $0.member("applicationProtocol", self[index].applicationProtocol)
      $0.member("binding", self[index].binding?.rawValue)
      $0.key("bidirectional")
      $0.bool(self[index].isBidirectional)
      if !self[index].certainty.isEmpty {
        $0.key("certainty")
        $0.object(of: self[index].certainty) { $1.string($0) }
      }
      if let condition = self[index].condition {
        $0.key("condition")
        $0.object {
          $0.member("id", condition.id)
          $0.member("text", condition.text)
        }
      }
      $0.member("destination", self[index].destination)
      $0.member("direction", self[index].direction?.rawValue)
      $0.member("fallback", self[index].fallback)
      $0.member("id", self[index].id)
      $0.member("name", self[index].name)
      $0.key("origin")
      self[index].origin.write(to: &$0)
      switch self[index].ports {
      case .text(let text): $0.member("portText", text)
      case .ranges(let ranges):
        $0.key("ports")
        $0.ranges(ranges)
      }
      $0.member("purpose", self[index].purpose)
      $0.member("requirement", self[index].requirement.rawValue)
      $0.member("scope", self[index].scope.rawValue)
      $0.member("service", self[index].service)
      $0.member("source", self[index].source)
      $0.member("subject", self[index].subject)
      $0.member("transport", self[index].transport?.rawValue)
    }
  }
}

extension Flow.Origin {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("page", page)
      $0.member("section", section)
    }
  }
}

extension PortSpecification.HostCheck {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("condition", condition)
      $0.member("id", id)
      $0.member("kind", kind.rawValue)
      $0.key("references")
      $0.strings(references)
      $0.member("text", text)
    }
  }
}

extension PortSpecification.Unresolved {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("kind", kind)
      $0.key("origin")
      origin.write(to: &$0)
      $0.member("text", text)
    }
  }
}

extension JSONWriter {
  mutating func strings(_ values: [String]) {
    array { for value in values { $0.string(value) } }
  }

  mutating func ranges(_ values: [PortRange]) {
    array {
      for range in values {
        $0.object {
          $0.key("from")
          $0.integer(Int(range.lowerBound.rawValue))
          $0.key("to")
          $0.integer(Int(range.upperBound.rawValue))
        }
      }
    }
  }
}
