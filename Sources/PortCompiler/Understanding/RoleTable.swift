import PortModel
import PortPage
import SourceDiagnostics

/// The parties of all pages; mentions of one party share an entry.
struct RoleTable {
  struct Entry {
    var name: String
    var id: String
    var kind: Role.Kind
    var aliases: Set<String> = []
    /// A section is about it.
    var isSubject: Bool
    /// A sentence makes it a side of a contact.
    var isParty = false
    var firstMention: SourceLocation?
  }

  /// By ``RoleName/key(_:)``.
  private(set) var entries: [String: Entry] = [:]
  /// Keys of aliases given by the settings, to the keys of their roles.
  private var aliasKeys: [String: String] = [:]

  /// - Parameter name: The name of the role or an alias that the settings give it.
  mutating func addAlias(_ alias: String, of name: String) { aliasKeys[RoleName.key(alias)] = RoleName.key(name) }

  func canonicalKey(_ name: String) -> String { canonical(RoleName.key(name)) }

  func canonicalKey(_ mention: Mention) -> String { canonical(mention.key) }

  private func canonical(_ key: String) -> String { aliasKeys.isEmpty ? key : aliasKeys[key] ?? key }

  /// The entry of a mention, made when it is new.
  mutating func insert(_ mention: Mention, isSubject: Bool, in file: String) -> String {
    let key = canonicalKey(mention)
    if let known = entries[key], known.isSubject || !isSubject, aliasKeys.isEmpty { return key }
    let name = RoleName.cleaned(mention.name)
    if entries[key] == nil {
      entries[key] = Entry(
        name: name, id: Slug.make(name), kind: Self.kind(of: name, isSubject: isSubject), isSubject: isSubject,
        firstMention: SourceLocation(file: file, range: mention.range))
    } else if isSubject, entries[key]?.isSubject == false {
      entries[key]?.isSubject = true
      entries[key]?.name = name
      entries[key]?.id = Slug.make(name)
      entries[key]?.kind = Self.kind(of: name, isSubject: true)
    }
    if aliasKeys[mention.key] != nil, mention.key != key {
      entries[key]?.aliases.insert(name)
    }
    return key
  }

  /// The role that a mention in a section about `subject` means.
  ///
  /// "the host", "this server", "the Unix/Linux machine" mean the subject when they add no word that the subject's name lacks.
  mutating func resolve(_ mention: Mention, subject: String?, in file: String) -> String {
    let key = canonicalKey(mention)
    if entries[key]?.isSubject != true, let subject, isReference(mention.name, to: subject) { return subject }
    return insert(mention, isSubject: false, in: file)
  }

  private func isReference(_ name: String, to subject: String) -> Bool {
    var words = RoleName.words(name)
    guard let head = words.popLast() else { return false }
    let subjectWords = Set(subject.split(separator: " ").map(String.init))
    guard
      Self.machineWords.contains(head) || subject.hasSuffix(" " + head)
        || head == "server" && subjectWords.contains("server")
    else { return false }
    return words.allSatisfy { subjectWords.contains($0) }
  }

  private static let machineWords: Set<String> = ["host", "machine", "computer", "system", "node"]

  /// Whether a party is a machine, a program or outside, as the last word of its name tells.
  private static func kind(of name: String, isSubject: Bool) -> Role.Kind {
    let words = RoleName.key(name).split(separator: " ").map(String.init)
    guard let last = words.last else { return .host }
    if externalWords.contains(last) { return .external }
    if isSubject { return .host }
    if words.count == 1, last == "client" || last == "user" || last == "browser" { return .external }
    if componentWords.contains(last) { return .component }
    return .host
  }

  private static let externalWords: Set<String> = ["cloud", "internet", "vendor", "saa", "website", "public"]
  private static let componentWords: Set<String> = [
    "process", "service", "app", "application", "agent", "daemon", "program", "plugin", "plug-in", "console", "client",
    "browser", "collector", "tool", "module", "component", "worker", "api", "ui", "cli", "driver", "exporter",
  ]

  /// The ids of the roles, made unique: two names with one slug get a number.
  mutating func assignIDs() {
    var taken: [String: Int] = [:]
    for key in entries.keys.sorted() {
      guard let entry = entries[key] else { continue }
      let base = entry.id.isEmpty ? "role" : entry.id
      taken[base, default: 0] += 1
      let count = taken[base, default: 1]
      entries[key]?.id = count == 1 ? base : "\(base)-\(count)"
    }
  }

  func isKnownParty(_ key: String) -> Bool {
    guard let entry = entries[key] else { return false }
    return entry.isSubject || entry.isParty
  }

  mutating func markParty(_ key: String) { entries[key]?.isParty = true }

  mutating func set(kind: Role.Kind, of key: String) { entries[key]?.kind = kind }

  mutating func add(alias: String, to key: String) { entries[key]?.aliases.insert(alias) }

  /// For each of some roles, the others of them whose names end in its words: what a short form could stand for.
  ///
  /// - Parameter keys: Keys of entries.
  /// - Complexity: O(*n*) in the words of the names.
  func longerNames(among keys: Set<String>) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for key in keys {
      var rest = key[...]
      while let space = rest.firstIndex(of: " ") {
        rest = rest[rest.index(after: space)...]
        let suffix = String(rest)
        if keys.contains(suffix), let name = entries[key]?.name { result[suffix, default: []].append(name) }
      }
    }
    return result.mapValues { $0.sorted() }
  }

  /// A subject whose name differs from `name` in at most two letters.
  ///
  /// It is a hint, so pages with over a thousand roles, which would make it slow, go without.
  func misspelled(_ name: String) -> String? {
    let key = RoleName.key(name)
    guard key.utf8.count >= 6, entries.count <= 1_000 else { return nil }
    return entries.filter { $0.key != key && $0.value.isSubject && EditDistance.isAtMost(2, $0.key, key) }
      .map(\.value.name).sorted().first
  }
}

enum EditDistance {
  /// Whether at most `limit` insertions, deletions and replacements of bytes turn one text into the other.
  ///
  /// - Complexity: O(*n* · `limit`).
  static func isAtMost(_ limit: Int, _ one: String, _ other: String) -> Bool {
    let a = Array(one.utf8)
    let b = Array(other.utf8)
    guard abs(a.count - b.count) <= limit else { return false }
    var row = Array(0...b.count)
    for i in a.indices {
      var previous = row[0]
      row[0] = i + 1
      var smallest = row[0]
      for j in b.indices {
        let cost = a[i] == b[j] ? previous : min(previous, row[j], row[j + 1]) + 1
        previous = row[j + 1]
        row[j + 1] = cost
        smallest = min(smallest, cost)
      }
      if smallest > limit { return false }
    }
    return row[b.count] <= limit
  }
}
