/// A party that listens or connects.
public struct Role: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A kind of machine.
    case host
    /// A program or service on a machine.
    case component
    /// A party outside the product's installation: a cloud, the internet, clients at large.
    case external
  }

  /// The slug of the name; unique within a specification.
  public let id: String
  /// The name as the page first writes it, without article and markup.
  public let name: String
  /// Other ways in which the page or the curation names it; sorted, without the name.
  public let aliases: [String]
  public let kind: Kind

  public init(id: String, name: String, aliases: [String], kind: Kind) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.kind = kind
  }
}
