/// A transport protocol with ports.
///
/// Source: IANA protocol numbers 6, 17 and 132; RFC 9293, RFC 768, RFC 9260.
public enum Transport: String, Hashable, Sendable, CaseIterable, Comparable {
  case tcp
  case udp
  case sctp

  public static func < (one: Transport, other: Transport) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .tcp: 0
    case .udp: 1
    case .sctp: 2
    }
  }
}
