/// What is worth knowing about a test vector: why its answer is open, or which mistake it looks for.
package enum VectorFlag: String, Hashable, Sendable, CaseIterable, Comparable {
  case requirementUnstated = "RequirementUnstated"
  case recommended = "Recommended"
  case optional = "Optional"
  case conditionUnstated = "ConditionUnstated"
  case sourceUnstated = "SourceUnstated"
  case destinationUnstated = "DestinationUnstated"
  case directionUnstated = "DirectionUnstated"
  case transportUnstated = "TransportUnstated"
  case portInWords = "PortInWords"
  case alternative = "Alternative"
  case externalParty = "ExternalParty"
  case sharedMachine = "SharedMachine"
  case loopback = "Loopback"
  case unresolved = "Unresolved"

  case boundary = "Boundary"
  case wrongTransport = "WrongTransport"
  case reversedDirection = "ReversedDirection"
  case otherRole = "OtherRole"
  case sameHost = "SameHost"
  case fromOutside = "FromOutside"
  case conditionOff = "ConditionOff"
  case defaultOverridden = "DefaultOverridden"
  case egress = "Egress"

  /// Whether the flag says why a vector is acceptable instead of what the vector is about.
  package var isReason: Bool { self <= .unresolved }

  /// What the flag tells somebody who runs the vectors.
  package var note: String {
    switch self {
    case .requirementUnstated: "The page states the traffic and does not say whether it must be possible."
    case .recommended: "The page recommends the traffic and does not require it."
    case .optional: "The page calls the traffic optional, or names a fallback for when it is not possible."
    case .conditionUnstated: "The traffic is required under a condition that the page does not state."
    case .sourceUnstated: "The page does not say who opens the connection."
    case .destinationUnstated: "The page does not say to whom the connection goes."
    case .directionUnstated: "The page does not say which side opens the connection."
    case .transportUnstated: "The page gives the port without a transport protocol."
    case .portInWords: "The page gives words instead of port numbers, such as dynamic or any."
    case .alternative: "The page offers several ports of which an installation uses one."
    case .externalParty:
      "The page names an outside party whose addresses it does not give, so anybody may be part of it."
    case .sharedMachine: "The packet's party shares a machine with the party that the page names."
    case .loopback: "The page does not ask for this traffic; it stays inside one machine, which no port page forbids."
    case .unresolved: "No flow asks for the traffic, but a statement of the page that was not understood may."
    case .boundary: "The first or last port of a range, or the port beside it."
    case .wrongTransport: "The right port over a transport that the flow does not use."
    case .reversedDirection: "The listener connects to the initiator."
    case .otherRole: "A party that the flow does not name."
    case .sameHost: "Both parties are on one machine."
    case .fromOutside: "A port for use inside one machine, from another machine."
    case .conditionOff: "The flow's condition does not hold."
    case .defaultOverridden: "The page calls the port a default: another one is in use instead, or could be and is not."
    case .egress:
      "Seen from the subject the packet is outgoing: only a firewall that restricts outgoing traffic refuses it."
    }
  }

  package static func < (one: VectorFlag, other: VectorFlag) -> Bool { one.rank < other.rank }

  private var rank: Int { Self.ranks[self] ?? 0 }

  private static let ranks = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}
