import PortPage

/// How names of parties are cleaned and compared.
enum RoleName {
  /// The name without leading article and without a trailing "host" or "machine".
  static func cleaned(_ name: String) -> String {
    if isClean(name) { return name }
    var text = name[...]
    if let space = text.utf8.firstIndex(of: UInt8(ascii: " ")), isArticle(text[..<space]),
      !pluralHosts.contains(text[text.utf8.index(after: space)...].lowercased())
    {
      text = text[text.utf8.index(after: space)...]
    }
    if let space = text.utf8.lastIndex(of: UInt8(ascii: " ")), isMachineTail(text[text.utf8.index(after: space)...]) {
      let rest = text[..<space]
      let before = rest.utf8.lastIndex(of: UInt8(ascii: " ")).map { rest[rest.utf8.index(after: $0)...] } ?? rest
      if !compounds.contains(before.lowercased()), !isService(rest), isName(rest) || !isPlural(word: text, from: space)
      {
        text = rest
      }
    }
    // "the agents' host"
    if text.utf8.last == UInt8(ascii: "'") { text = text.dropLast() }
    return String(text)
  }

  /// Whether a name neither begins with what may be an article nor ends in what may be "host", "machine" or a possessive mark: most do not.
  private static func isClean(_ name: String) -> Bool {
    let bytes = name.utf8.span
    guard let first = bytes.indices.first(where: { bytes[$0] == UInt8(ascii: " ") }) else {
      return bytes.isEmpty || bytes[bytes.count - 1] != UInt8(ascii: "'")
    }
    var last = bytes.count - 1
    while bytes[last] != UInt8(ascii: " ") { last -= 1 }
    guard first > 3, last + 1 < bytes.count else { return false }
    let initial = bytes[last + 1] | 0x20
    return initial != UInt8(ascii: "h") && initial != UInt8(ascii: "m") && bytes[bytes.count - 1] != UInt8(ascii: "'")
  }

  /// With an article these are the hosts that the page is about, without one any.
  private static let pluralHosts: Set<String> = ["hosts", "machines", "computers", "systems"]

  /// Two words or more, or one in lower case and no "license host".
  private static func isName(_ rest: Substring) -> Bool { rest.contains(" ") }

  private static func isPlural(word text: Substring, from space: Substring.Index) -> Bool {
    text.utf8.last == UInt8(ascii: "s")
  }

  /// "iSCSI hosts" are no iSCSI.
  private static func isService(_ name: Substring) -> Bool {
    !name.contains(" ") && ServiceRegistry.common.named(name.lowercased()) != nil
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
    "windows", "linux", "unix", "mac", "macos", "session", "management", "compute", "storage", "virtualization",
    "virtualisation", "remote", "target", "source", "build", "admin", "administration", "rd", "terminal", "print",
  ]

  /// The name ends in a word for a machine: `database server`, `worker nodes`.
  static func endsInMachine(_ name: String) -> Bool { split(parts(name).text).last.map(isMachine) ?? false }

  /// Whether a word as keys have it is one for a machine.
  static func isMachine(_ word: Substring) -> Bool { isMachine(Token.hash(of: word.utf8.span)) }

  /// - Parameter word: As ``Token/payload`` has it.
  static func isMachine(_ word: UInt64) -> Bool { machineSet.contains(word) }

  private static let machineSet = WordSet(machines)
  private static let machines = [
    "server", "node", "client", "host", "gateway", "machine", "appliance", "controller", "proxy", "broker", "station",
    "database", "balancer", "router", "workstation", "replica", "worker", "manager", "agent", "collector", "recorder",
    "computer", "desktop", "phone", "device", "printer", "relay", "console", "plane",
    "instance", "engine", "hub", "scheduler", "terminal", "scanner", "camera", "sensor", "switch", "hypervisor",
    "indexer", "forwarder", "exporter", "poller", "dispatcher", "orchestrator", "kiosk", "laptop", "tablet", "pc",
    "probe",
    "player", "witness", "processor", "connector", "adapter", "adaptor", "aggregator", "concentrator", "coordinator",
    "archiver", "transcoder", "encoder", "decoder", "streamer", "crawler", "runner", "executor", "resolver",
  ]

  /// The words for machines, and their plurals.
  static var machineWords: [String] { machines.flatMap { [$0, "\($0)s"] } }

  /// What two mentions of one party share: case, number, articles and a trailing "host" or "machine" aside.
  ///
  /// Hyphens, slashes and commas count as spaces, as in ids. A word loses its plural `s` unless it ends in `ss`, `us` or `is`; `(s)`
  /// goes too.
  /// - Complexity: O(*n*).
  static func key(_ name: String) -> String { parts(name).key }

  /// How many words a key has, and the last of them as ``Token/payload`` has it.
  static func lastWord(ofKey key: String) -> (wordCount: Int, hash: UInt64) {
    let bytes = key.utf8.span
    var count = bytes.isEmpty ? 0 : 1
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: " ") {
      count += 1
      start = index + 1
    }
    return (count, Token.hash(of: bytes.extracting(start..<bytes.count)))
  }

  static func isEqual(_ text: String, _ other: Span<UInt8>) -> Bool {
    let bytes = text.utf8.span
    return bytes.count == other.count && bytes.indices.allSatisfy { bytes[$0] == other[$0] }
  }

  /// The words of a text that single spaces part.
  static func split(_ text: String) -> [Substring] {
    let bytes = text.utf8.span
    var words: [Substring] = []
    words.reserveCapacity(4)
    var start = text.startIndex
    var offset = 0
    for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: " ") {
      let behind = text.utf8.index(start, offsetBy: end - offset)
      if end < bytes.count || end > offset { words.append(text[start..<behind]) }
      guard end < bytes.count else { break }
      start = text.utf8.index(after: behind)
      offset = end + 1
    }
    return words
  }

  /// The key of a name, and its words as keys have them, a trailing "host" kept.
  static func parts(_ name: String) -> (key: String, text: String) {
    let bytes = name.utf8.span
    var isASCII = true
    for index in bytes.indices where bytes[index] >= 0x80 { isASCII = false }
    return isASCII ? parts(of: name) : parts(of: name.lowercased().replacing("\u{A0}", with: " "))
  }

  private static func parts(of name: String) -> (key: String, text: String) {
    // The first `count` bytes of it are written.
    var text = [UInt8](repeating: 0, count: name.utf8.count + 1)
    var count = 0
    // Where the last word begins, and the one before it.
    var last = 0
    var before: Int?
    let bytes = name.utf8.span
    var start = 0
    for end in 0...bytes.count where end == bytes.count || isSeparator(bytes[end]) {
      if end > start {
        let length = count
        if length > 0 {
          text[count] = UInt8(ascii: " ")
          count += 1
        }
        let word = count
        for index in start..<end {
          text[count] = lowercased(bytes[index])
          count += 1
        }
        if isArticle(text[word..<count]) {
          count = length
        } else {
          count -= pluralLength(text[word..<count])
          before = length > 0 ? last : nil
          last = word
        }
      }
      start = end + 1
    }
    let whole = String(decoding: text[..<count], as: UTF8.self)
    if let before, endsIn(text[last..<count], "host") || endsIn(text[last..<count], "machine"),
      !compounds.contains(String(decoding: text[before..<(last - 1)], as: UTF8.self)),
      before > 0 || ServiceRegistry.common.named(String(decoding: text[..<(last - 1)], as: UTF8.self)) == nil
    {
      return (String(decoding: text[..<(last - 1)], as: UTF8.self), whole)
    }
    return (whole, whole)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ",")
  }

  /// "the", "a" or "an"
  private static func isArticle(_ word: ArraySlice<UInt8>) -> Bool {
    let start = word.startIndex
    return switch word.count {
    case 1: word[start] == UInt8(ascii: "a")
    case 2: word[start] == UInt8(ascii: "a") && word[start + 1] == UInt8(ascii: "n")
    case 3:
      word[start] == UInt8(ascii: "t") && word[start + 1] == UInt8(ascii: "h") && word[start + 2] == UInt8(ascii: "e")
    default: false
    }
  }

  /// How many bytes the mark of the plural takes at the end of a word.
  private static func pluralLength(_ word: ArraySlice<UInt8>) -> Int {
    guard word.count > 3 else { return 0 }
    let end = word.endIndex
    switch word[end - 1] {
    case UInt8(ascii: ")"): return word[end - 2] == UInt8(ascii: "s") && word[end - 3] == UInt8(ascii: "(") ? 3 : 0
    case UInt8(ascii: "s"):
      switch word[end - 2] {
      case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"): return 0
      default: return 1
      }
    default: return 0
    }
  }

  private static func endsIn(_ word: ArraySlice<UInt8>, _ other: StaticString) -> Bool {
    word.count == other.utf8CodeUnitCount
      && other.withUTF8Buffer { other in
        other.indices.allSatisfy { unsafe other[$0] == word[word.startIndex + $0] }
      }
  }
}
