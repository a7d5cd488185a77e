/// Names of parties that headings and settings give, compared as ``RoleName`` compares them.
struct KnownNames {
  private var keys: Set<String> = []

  mutating func insert(_ name: String) { keys.insert(RoleName.key(name)) }

  func contains(_ name: String) -> Bool { keys.contains(RoleName.key(name)) }
}

/// How names of parties are cleaned and compared.
enum RoleName {
  /// The name without leading article and without a trailing "host" or "machine".
  static func cleaned(_ name: String) -> String {
    var words = name.split(separator: " ")
    if let first = words.first, words.count > 1, ["the", "a", "an"].contains(first.lowercased()) {
      words.removeFirst()
    }
    if let last = words.last, words.count > 1,
      ["host", "hosts", "machine", "machines", "host(s)", "machine(s)"].contains(last.lowercased())
    {
      words.removeLast()
    }
    return words.joined(separator: " ")
  }

  /// What two mentions of one party share: case, number and articles aside.
  ///
  /// Hyphens and slashes count as spaces, as in ids. A word loses its plural `s` unless it ends in `ss`, `us` or `is`; `(s)` goes too.
  static func key(_ name: String) -> String { words(cleaned(name)).joined(separator: " ") }

  /// The words of a name as keys have them, a trailing "host" kept.
  static func words(_ name: String) -> [String] {
    name.lowercased().split { " /-,\u{A0}".contains($0) }.filter { !["the", "a", "an"].contains($0) }
      .map { String(singular($0)) }
  }

  private static func singular(_ word: Substring) -> Substring {
    if word.hasSuffix("(s)") { return word.dropLast(3) }
    let isPlural =
      word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
      && !word.hasSuffix("is")
    return isPlural ? word.dropLast() : word
  }
}
