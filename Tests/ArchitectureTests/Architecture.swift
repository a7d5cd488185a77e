/// Which target may use which module: docs/architecture.md as a table.
///
/// A target uses the targets of lower layers and, of everything else, only what is named here.
enum Architecture {
  /// The targets of the package, lowest layer first. Targets of one layer do not know each other.
  static let layers = [
    ["CLibYAML", "CLibCMark", "CHeap"],
    ["SourceDiagnostics", "PortModel"],
    ["SourceTrees", "PacketPolicy", "HostProbe", "PortGenerators", "PortReporting"],
    ["PortPage"],
    ["PortCompiler", "PortConformance"],
    ["PortCommands"],
    ["portspec"],
  ]

  /// Uses within a layer.
  static let sideways = [Edge("PacketPolicy", "SourceTrees")]

  /// Uses of a lower layer that are forbidden all the same.
  static let forbidden = [
    Edge("PortConformance", "HostProbe"):
      "conformance sees an observation, so that every live check replays from a file",
    Edge("PortConformance", "PortPage"): "conformance compares a specification and knows no page",
    Edge("PortCompiler", "PacketPolicy"): "a page is compiled without a look at anybody's configuration",
    Edge("PortCompiler", "HostProbe"): "compiling is pure: the same bytes give the same specification on every machine",
    Edge("PortCompiler", "PortGenerators"): "a compilation does not know what is made of it",
    Edge("PortCompiler", "PortReporting"): "a compilation does not know how it is shown",
    Edge("PortPage", "PortModel"): "a page is what is written, before anybody knows what it means",
  ]

  /// Modules that only some targets may use, and why.
  static let reserved: [String: Reservation] = [
    "CLibYAML": Reservation(["SourceTrees"], "each C library has one wrapper"),
    "CLibCMark": Reservation(["PortPage"], "each C library has one wrapper"),
    "CHeap": Reservation(["PortCommands"], "how the heap grows is the process's business"),
    "Crypto": Reservation(["PortModel"], "only the digest of a specification is hashed"),
    "ArgumentParser": Reservation(["PortCommands"], "only the commands read arguments"),
    "Foundation": Reservation(["HostProbe", "PortCommands"], "the core is pure and starts fast"),
    "Glibc": Reservation(["HostProbe", "PortCommands"], "the core does no input or output"),
    "Musl": Reservation(["HostProbe", "PortCommands"], "the core does no input or output"),
    "Darwin": Reservation(["HostProbe", "PortCommands"], "the core does no input or output"),
  ]

  /// Targets that use nothing but what is named.
  static let closed: [String: Reservation] = [
    "SourceDiagnostics": Reservation([], "every other target stands on it"),
    "PortModel": Reservation(["Crypto"], "the model knows no Markdown, no files and no diagnostics"),
    "portspec": Reservation(["PortCommands"], "the executable is one line"),
  ]

  /// Modules of the toolchain that any other target may use.
  static let common: Set = ["FoundationEssentials", "Synchronization"]

  /// Why a target may not use a module; nil where it may.
  static func objection(to module: String, in target: String) -> String? {
    if module == target { return nil }
    if let only = closed[target] { return only.modules.contains(module) ? nil : only.reason }
    if let owners = reserved[module] { return owners.modules.contains(target) ? nil : owners.reason }
    if common.contains(module) { return nil }
    guard let upper = layer(of: target) else { return "\(target) has no place in the table of layers" }
    guard let lower = layer(of: module) else { return "\(module) has no place in the table of layers" }
    let edge = Edge(target, module)
    if let reason = forbidden[edge] { return reason }
    if lower < upper || sideways.contains(edge) { return nil }
    return "\(module) is not in a lower layer"
  }

  private static func layer(of target: String) -> Int? { layers.firstIndex { $0.contains(target) } }

  struct Edge: Hashable {
    let user: String
    let used: String

    init(_ user: String, _ used: String) {
      self.user = user
      self.used = used
    }
  }

  struct Reservation {
    let modules: Set<String>
    let reason: String

    init(_ modules: Set<String>, _ reason: String) {
      self.modules = modules
      self.reason = reason
    }
  }
}
