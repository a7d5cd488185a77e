/// What a port page says, in canonical form: the unit that is generated from, compared and validated against.
///
/// Equal pages give equal specifications: roles, flows and checks are in the order of their ids' bytes, and unresolved entries
/// by (page, section, kind, text). Nothing depends on time, tool version or machine.
public struct PortSpecification: Hashable, Sendable {
  /// The version of the format that this type reads and writes. A reader refuses another major version.
  public static let schemaVersion = "1.0"

  public struct Document: Hashable, Sendable {
    public let title: String?
    public let summary: String?
    public let permalink: String?
    /// Every key of the front matter with a scalar value, as written.
    public let frontMatter: [String: String]

    public init(title: String?, summary: String?, permalink: String?, frontMatter: [String: String]) {
      self.title = title
      self.summary = summary
      self.permalink = permalink
      self.frontMatter = frontMatter
    }
  }

  /// Something that the page asks people to verify on a host.
  public struct HostCheck: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// No firewall is in the way.
      case firewall
      /// No other service uses the port.
      case portConflict = "port-conflict"
      /// The port is outside the ephemeral port range.
      case ephemeralRange = "ephemeral-range"
      /// Only a person can tell.
      case manual

      /// By raw value.
      static let inOrder = allCases.sorted { $0.rawValue < $1.rawValue }
    }

    public let id: String
    public let kind: Kind
    /// The instruction in the page's words.
    public let text: String
    /// When the page says the check matters, in its words.
    public let condition: String?
    /// Links that explain the check.
    public let references: [String]

    public init(id: String, kind: Kind, text: String, condition: String?, references: [String]) {
      self.id = id
      self.kind = kind
      self.text = text
      self.condition = condition
      self.references = references
    }
  }

  /// Something that was seen and not understood, or that has no place in a flow.
  public struct Unresolved: Hashable, Sendable {
    /// The slug of the diagnostic that goes with it, or `protocol` for a protocol without ports.
    public let kind: String
    public let text: String
    public let origin: Flow.Origin

    public init(kind: String, text: String, origin: Flow.Origin) {
      self.kind = kind
      self.text = text
      self.origin = origin
    }
  }

  public let document: Document
  public let roles: [Role]
  public let flows: [Flow]
  public let checks: [HostCheck]
  public let unresolved: [Unresolved]

  /// Brings the parts into canonical order.
  public init(
    document: Document, roles: [Role], flows: [Flow], checks: [HostCheck], unresolved: [Unresolved]
  ) {
    self.document = document
    self.roles = ByteOrder.sorted(roles) { $0.id }
    // Sorting copies, which the compiler's long lists, in order already, can do without.
    let isInOrder = flows.indices.dropFirst().allSatisfy { !ByteOrder.isAscending(flows[$0].id, flows[$0 - 1].id) }
    self.flows = isInOrder ? flows : ByteOrder.sorted(flows) { $0.id }
    self.checks = ByteOrder.sorted(checks) { $0.id }
    self.unresolved = unresolved.sorted { one, other in
      (one.origin.page, one.origin.section ?? "", one.kind, one.text)
        < (other.origin.page, other.origin.section ?? "", other.kind, other.text)
    }
  }

  /// The role with an id.
  ///
  /// - Complexity: O(log *n*).
  public func role(_ id: String) -> Role? {
    var low = 0
    var high = roles.count
    while low < high {
      let middle = (low + high) / 2
      if ByteOrder.isAscending(roles[middle].id, id) { low = middle + 1 } else { high = middle }
    }
    return low < roles.count && roles[low].id == id ? roles[low] : nil
  }
}
