/// How names of parties are cleaned and compared.
enum RoleName {
  /// The name without leading article and without a trailing "host" or "machine".
  static func cleaned(_ name: String) -> String {
    var text = name[...]
    if let space = text.utf8.firstIndex(of: UInt8(ascii: " ")), isArticle(text[..<space]) {
      text = text[text.utf8.index(after: space)...]
    }
    if let space = text.utf8.lastIndex(of: UInt8(ascii: " ")), isMachineTail(text[text.utf8.index(after: space)...]) {
      let rest = text[..<space]
      let before = rest.utf8.lastIndex(of: UInt8(ascii: " ")).map { rest[rest.utf8.index(after: $0)...] } ?? rest
      if !compounds.contains(before.lowercased()) { text = rest }
    }
    return String(text)
  }

  private static func isArticle(_ word: Substring) -> Bool {
    word.utf8.count <= 3 && ["the", "a", "an"].contains(word.lowercased())
  }

  private static func isMachineTail(_ word: Substring) -> Bool {
    guard let first = word.utf8.first, first | 0x20 == UInt8(ascii: "h") || first | 0x20 == UInt8(ascii: "m"),
      word.utf8.count <= 10
    else { return false }
    return ["host", "hosts", "machine", "machines", "host(s)", "machine(s)"].contains(word.lowercased())
  }

  /// What makes "host" or "machine" another thing than the name in front: a VM host is no VM.
  private static let compounds: Set<String> = [
    "vm", "virtual", "docker", "container", "jump", "bastion", "esxi", "hyper-v", "xen", "kvm", "guest", "state", "cd",
  ]

  /// The name ends in a word for a machine: `database server`, `worker nodes`.
  static func endsInMachine(_ name: String) -> Bool { words(name).last.map(isMachine) ?? false }

  /// Whether a word as keys have it is one for a machine.
  static func isMachine(_ word: String) -> Bool { machines.contains(word) }

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
  static func key(_ name: String) -> String { parts(name).key }

  /// The key of a name, and its words as keys have them, a trailing "host" kept.
  static func parts(_ name: String) -> (key: String, words: [String]) {
    let slices = wordBytes(name)
    var count = slices.count
    if count > 1, let last = slices.last, last.elementsEqual("host".utf8) || last.elementsEqual("machine".utf8),
      !compounds.contains(String(decoding: slices[count - 2], as: UTF8.self))
    {
      count -= 1
    }
    var key: [UInt8] = []
    key.reserveCapacity(name.utf8.count)
    for word in slices[..<count] {
      if !key.isEmpty { key.append(UInt8(ascii: " ")) }
      key.append(contentsOf: word)
    }
    return (String(decoding: key, as: UTF8.self), slices.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The words of a name as keys have them, a trailing "host" kept.
  static func words(_ name: String) -> [String] { parts(name).words }

  private static func wordBytes(_ name: String) -> [ArraySlice<UInt8>] {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let bytes = isASCII ? name.utf8.map(lowercased) : Array(name.lowercased().replacing("\u{A0}", with: " ").utf8)
    var result: [ArraySlice<UInt8>] = []
    result.reserveCapacity(6)
    var start = 0
    for end in 0...bytes.count where end == bytes.count || isSeparator(bytes[end]) {
      let word = bytes[start..<end]
      if !word.isEmpty, !isArticle(word) { result.append(singular(word)) }
      start = end + 1
    }
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
