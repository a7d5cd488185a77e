/// A pattern of paths: `*` and `?` within a component, `**` for any components.
///
/// Names that begin with a dot are matched only by a component that begins with one.
struct Glob {
  private let components: [Substring]

  init(_ pattern: String) { components = pattern.split(separator: "/") }

  static func isPattern(_ path: String) -> Bool { path.contains { $0 == "*" || $0 == "?" } }

  /// The files below a directory that match, relative to it, sorted.
  ///
  /// - Complexity: O(*n*) in the files of the directories that can match.
  func files(in root: String) -> [String] {
    var found: Set<String> = []
    collect(components[...], root: root, directory: "", into: &found, depth: 0)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// How many directories deep a search goes, so that a loop of symbolic links ends.
  private static let maximumDepth = 32

  private func collect(
    _ rest: ArraySlice<Substring>, root: String, directory: String, into found: inout Set<String>, depth: Int
  ) {
    guard let component = rest.first, depth < Self.maximumDepth else { return }
    let absolute = Path.joined(root, directory.isEmpty ? "." : directory)
    if component == "**" {
      collect(rest.dropFirst(), root: root, directory: directory, into: &found, depth: depth)
    }
    for name in Files.names(in: absolute) {
      let path = directory.isEmpty ? name : directory + "/" + name
      let isDirectory = Files.isDirectory(Path.joined(root, path))
      if component == "**" {
        guard isDirectory, !name.hasPrefix(".") else { continue }
        collect(rest, root: root, directory: path, into: &found, depth: depth + 1)
      } else if Self.matches(name, component) {
        if rest.count == 1, Files.isFile(Path.joined(root, path)) { found.insert(path) }
        if isDirectory { collect(rest.dropFirst(), root: root, directory: path, into: &found, depth: depth + 1) }
      }
    }
  }

  /// - Complexity: O(*n* · *m*): one place to come back to is enough for `*`.
  static func matches(_ name: some StringProtocol, _ pattern: some StringProtocol) -> Bool {
    if name.hasPrefix("."), !pattern.hasPrefix(".") { return false }
    let text = Array(name.unicodeScalars)
    let glob = Array(pattern.unicodeScalars)
    var (t, g) = (0, 0)
    var star: (glob: Int, text: Int)?
    while t < text.count {
      if g < glob.count, glob[g] == "*" {
        star = (g, t)
        g += 1
      } else if g < glob.count, glob[g] == "?" || glob[g] == text[t] {
        g += 1
        t += 1
      } else if let last = star {
        star = (last.glob, last.text + 1)
        g = last.glob + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return glob[g...].allSatisfy { $0 == "*" }
  }
}
