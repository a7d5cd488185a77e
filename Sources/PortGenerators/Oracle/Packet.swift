package import PortModel

/// The first packet of a new connection, or a datagram, as far as a port page can judge it.
///
/// Every role is on a machine of its own unless ``isSameHost`` says otherwise or the page says that they share one.
package struct Packet: Hashable, Sendable {
  package var transport: Transport
  /// The port at the destination.
  package var port: PortNumber
  /// The role of the sender; nil for a party that is none of the page's roles.
  package var source: String?
  /// The role of the receiver; nil for a party that is none of the page's roles.
  package var destination: String?
  /// Sender and receiver are on one machine.
  package var isSameHost: Bool

  package init(transport: Transport, port: PortNumber, source: String?, destination: String?, isSameHost: Bool) {
    self.transport = transport
    self.port = port
    self.source = source
    self.destination = destination
    self.isSameHost = isSameHost
  }

  /// The same packet in the opposite direction: to the same port number at the sender.
  package var reversed: Packet {
    var packet = self
    (packet.source, packet.destination) = (destination, source)
    return packet
  }
}

/// What is known about one installation besides the page.
package struct Installation: Hashable, Sendable {
  /// The ids of the conditions that hold; all others do not.
  package var conditions: Set<String>
  /// The ports in use instead of the page's, by flow id; every other flow uses the page's.
  package var ports: [String: PortNumber]

  package init(conditions: Set<String> = [], ports: [String: PortNumber] = [:]) {
    self.conditions = conditions
    self.ports = ports
  }
}

/// What a specification says about a packet.
package struct Decision: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// The page asks for it.
    case allow
    /// The page does not ask for it.
    case deny
    /// The page leaves it open; the reasons say why.
    case acceptable
  }

  package let verdict: Verdict
  /// Why an acceptable packet is not decided, in the order of ``VectorFlag/allCases``; empty otherwise.
  package let reasons: [VectorFlag]
  /// The ids of the flows that ask for the packet, or might, in their order.
  package let flows: [String]
}
