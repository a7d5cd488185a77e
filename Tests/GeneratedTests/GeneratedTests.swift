import GeneratedPorts
import Testing

/// Holds the generated Swift against the generated vectors.
struct GeneratedTests {
  @Test func `the constants answer every vector`() throws {
    let vectors = try VectorFile.committed().vectors
    try #require(!vectors.isEmpty)
    for vector in vectors {
      // What the page says and nobody understood is in no constant, so to them such a packet is denied.
      let expected = vector.flags.contains("Unresolved") ? "deny" : vector.expected
      #expect(verdict(on: vector) == expected, "\(vector.id)")
    }
  }

  @Test func `constants and vectors come from one specification`() throws {
    let file = try VectorFile.committed()
    #expect(file.digest == SpotlightPorts.specificationDigest)
    #expect(file.testGroups.map(\.flow) == SpotlightPorts.allFlows.map(\.id))
    #expect(file.vectors.count == file.numberOfTests)
  }

  @Test func `lookups find what is there and nothing else`() {
    for flow in SpotlightPorts.allFlows {
      #expect(SpotlightPorts.flow(id: flow.id) == flow)
      guard let port = flow.port, let transport = flow.transport else { continue }
      #expect(SpotlightPorts.flows(transport: transport, port: port).contains(flow))
    }
    #expect(SpotlightPorts.flow(id: "") == nil)
    #expect(SpotlightPorts.flows(transport: .sctp, port: 1).isEmpty)
  }
}
