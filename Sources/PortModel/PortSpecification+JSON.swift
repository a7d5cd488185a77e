extension PortSpecification {
  /// The specification as a file: indented JSON with sorted keys and a final line feed.
  ///
  /// Absent properties are left out. Schema: docs/schema/port-specification.schema.json.
  public func json() -> [UInt8] {
    // First, so that what it takes is free again.
    let digest = digest
    return JSONWriter.bytes(style: .indented, capacity: 1024 * (flows.count + 1)) {
      write(digest, to: &$0)
      $0.lineFeed()
    }
  }

  private func write(_ digest: String, to writer: inout JSONWriter) {
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
        for index in flows.indices { flows[index].write(to: &writer) }
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

extension Flow {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("applicationProtocol", applicationProtocol)
      $0.member("binding", binding?.rawValue)
      $0.key("bidirectional")
      $0.bool(isBidirectional)
      if !certainty.isEmpty {
        $0.key("certainty")
        $0.object(of: certainty) { $1.string($0) }
      }
      if let condition {
        $0.key("condition")
        $0.object {
          $0.member("id", condition.id)
          $0.member("text", condition.text)
        }
      }
      $0.member("destination", destination)
      $0.member("direction", direction?.rawValue)
      $0.member("fallback", fallback)
      $0.member("id", id)
      $0.member("name", name)
      $0.key("origin")
      origin.write(to: &$0)
      switch ports {
      case .text(let text): $0.member("portText", text)
      case .ranges(let ranges):
        $0.key("ports")
        $0.ranges(ranges)
      }
      $0.member("purpose", purpose)
      $0.member("requirement", requirement.rawValue)
      $0.member("scope", scope.rawValue)
      $0.member("service", service)
      $0.member("source", source)
      $0.member("subject", subject)
      $0.member("transport", transport?.rawValue)
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
