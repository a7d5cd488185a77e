/// How names of parties are cleaned and compared.
enum RoleName {
  /// The name without leading article and without a trailing "host" or "machine".
  static func cleaned(_ name: String) -> String {
    var words = name.split(separator: " ")
    if let first = words.first, words.count > 1, ["the", "a", "an"].contains(first.lowercased()) {
      words.removeFirst()
    }
    if let last = words.last, words.count > 1,
      ["host", "hosts", "machine", "machines", "host(s)", "machine(s)"].contains(last.lowercased()),
      !compounds.contains(words[words.count - 2].lowercased())
    {
      words.removeLast()
    }
    return words.joined(separator: " ")
  }

  /// What makes "host" or "machine" another thing than the name in front: a VM host is no VM.
  private static let compounds: Set<String> = [
    "vm", "virtual", "docker", "container", "jump", "bastion", "esxi", "hyper-v", "xen", "kvm", "guest", "state", "cd",
  ]

  /// The name ends in a word for a machine: `database server`, `worker nodes`.
  static func endsInMachine(_ name: String) -> Bool { words(name).last.map(machines.contains) ?? false }

  private static let machines: Set<String> = [
    "server", "node", "client", "host", "gateway", "machine", "appliance", "controller", "proxy", "broker", "station",
    "database", "balancer", "router", "workstation", "replica", "worker", "manager", "agent", "collector", "recorder",
    "computer", "desktop", "phone", "device", "printer", "relay", "console",
  ]

  /// What two mentions of one party share: case, number, articles and a trailing "host" or "machine" aside.
  ///
  /// Hyphens, slashes and commas count as spaces, as in ids. A word loses its plural `s` unless it ends in `ss`, `us` or `is`; `(s)`
  /// goes too.
  /// - Complexity: O(*n*).
  static func key(_ name: String) -> String {
    var words = wordBytes(name)
    if words.count > 1, let last = words.last, last.elementsEqual("host".utf8) || last.elementsEqual("machine".utf8),
      !compounds.contains(String(decoding: words[words.count - 2], as: UTF8.self))
    {
      words.removeLast()
    }
    return String(decoding: Array(words.joined(separator: [UInt8(ascii: " ")])), as: UTF8.self)
  }

  /// The words of a name as keys have them, a trailing "host" kept.
  static func words(_ name: String) -> [String] { wordBytes(name).map { String(decoding: $0, as: UTF8.self) } }

  private static func wordBytes(_ name: String) -> [ArraySlice<UInt8>] {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let bytes = isASCII ? name.utf8.map(lowercased) : Array(name.lowercased().replacing("\u{A0}", with: " ").utf8)
    var result: [ArraySlice<UInt8>] = []
    for word in bytes.split(whereSeparator: isSeparator) where !isArticle(word) { result.append(singular(word)) }
    return result
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ",")
  }

  private static func isArticle(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 3
      && (word.elementsEqual("the".utf8) || word.elementsEqual("a".utf8) || word.elementsEqual("an".utf8))
  }

  private static func singular(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if word.count > 3, word.suffix(3).elementsEqual("(s)".utf8) { return word.dropLast(3) }
    guard word.count > 3, word.last == UInt8(ascii: "s") else { return word }
    switch word[word.endIndex - 2] {
    case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"): return word
    default: return word.dropLast()
    }
  }
}
