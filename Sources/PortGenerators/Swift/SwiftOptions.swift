/// How generated Swift looks.
package struct SwiftOptions: Hashable, Sendable {
  package enum Access: String, Hashable, Sendable, CaseIterable {
    case `public`
    case package
    case `internal`
  }

  /// How a flow without a curated name is called.
  package enum Naming: String, Hashable, Sendable, CaseIterable {
    /// By its service where that tells it apart within its role, otherwise by the other side and the port:
    /// `ssh`, `spotlightClientTCP3843`.
    case descriptive
    /// By the other side and the port: `spotlightClientTCP3843`.
    case peer
    /// By the port: `tcp3843`.
    case port
  }

  package var access: Access
  /// The name of the namespace; nil takes it from the page's title.
  package var typeName: String?
  package var naming: Naming
  /// Names of constants by flow id, and of role namespaces by role id. They win over curated names.
  package var names: [String: String]

  package init(
    access: Access = .internal, typeName: String? = nil, naming: Naming = .descriptive, names: [String: String] = [:]
  ) {
    self.access = access
    self.typeName = typeName
    self.naming = naming
    self.names = names
  }

  static let help: [(name: String, help: String)] = [
    ("access", "public, package or internal (default)"),
    ("type", "the name of the namespace; default: the page's title"),
    ("naming", "descriptive (default), peer or port: how flows without a curated name are called"),
    ("names", "a map from flow and role ids to names"),
  ]

  /// Reads the options of an output in the settings.
  init(_ options: [String: OptionValue]) throws(GeneratorError) {
    try options.requireKnown(Self.help.map(\.name))
    self.init(
      access: try Self.choice("access", in: options) ?? .internal,
      typeName: try options.text("type"),
      naming: try Self.choice("naming", in: options) ?? .descriptive,
      names: try options.map("names"))
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, in options: [String: OptionValue]
  ) throws(GeneratorError) -> Choice? {
    guard let text = try options.text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidOption(name, value: text, expected: "one of \(known)")
    }
    return choice
  }
}
