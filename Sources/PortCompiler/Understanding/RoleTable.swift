import PortModel
import PortPage
import SourceDiagnostics

/// The parties of all pages; mentions of one party share an entry.
struct RoleTable {
  struct Entry {
    var name: String
    /// ``RoleName/key(_:)`` of the name under which the party was first seen, and its words.
    let keyText: String
    let keyWords: [String]
    var id: String
    var kind: Role.Kind
    var aliases: Set<String> = []
    /// A section is about it.
    var isSubject: Bool
    /// A sentence makes it a side of a contact.
    var isParty = false
    /// Only an alias from the settings was seen so far.
    var isNamedByAlias = false
    /// The name ends in a word for a machine.
    var isMachine: Bool
    var firstMention: SourceLocation?
  }

  /// By ``RoleKey/index``; nil for names that are no party's.
  private var entries: [Entry?] = []
  /// Keys of aliases given by the settings, to the keys of their roles.
  private var aliasKeys: [RoleKey: (key: RoleKey, text: String)] = [:]

  subscript(key: RoleKey) -> Entry? { key.index < entries.count ? entries[key.index] : nil }

  /// The parties with their keys, by the text of the key.
  ///
  /// - Complexity: O(*n* log *n*).
  func sorted() -> [(key: RoleKey, entry: Entry)] {
    entries.indices.compactMap { index in entries[index].map { (RoleKey(index: index), $0) } }
      .sorted { $0.entry.keyText < $1.entry.keyText }
  }

  /// - Parameters:
  ///   - alias: Another name that the settings give a role.
  ///   - key: The key of the role's own name.
  mutating func addAlias(_ alias: RoleKey, of key: RoleKey, named name: String) {
    aliasKeys[alias] = (key, RoleName.key(name))
  }

  func canonicalKey(_ mention: Mention) -> RoleKey {
    aliasKeys.isEmpty ? mention.key : aliasKeys[mention.key]?.key ?? mention.key
  }

  /// The role with an id; the first by key where several have it.
  ///
  /// - Complexity: O(*n* log *n*).
  func key(id: String) -> RoleKey? { sorted().first { $0.entry.id == id }?.key }

  /// The role with a name.
  ///
  /// - Complexity: O(*n*).
  func key(name: String) -> RoleKey? {
    let text = RoleName.key(name)
    guard let index = entries.firstIndex(where: { $0?.keyText == text }) else { return nil }
    let key = RoleKey(index: index)
    return aliasKeys[key]?.key ?? key
  }

  /// The entry of a mention, made when it is new.
  mutating func insert(_ mention: Mention, isSubject: Bool, in file: String) -> RoleKey {
    let key = canonicalKey(mention)
    while entries.count <= key.index { entries.append(nil) }
    let isAlias = mention.key != key
    if let known = entries[key.index] {
      if isSubject, !known.isSubject { makeSubject(key, mention) }
      if known.isNamedByAlias, !isAlias { rename(key, mention) }
    } else {
      let name = RoleName.cleaned(mention.name)
      let keyText = aliasKeys[mention.key]?.text ?? mention.spelling.keyText
      let keyWords = keyText.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
      entries[key.index] = Entry(
        name: name, keyText: keyText, keyWords: keyWords, id: Slug.make(name),
        kind: Self.kind(of: keyWords, isSubject: isSubject), isSubject: isSubject,
        isNamedByAlias: isAlias, isMachine: keyWords.last.map(RoleName.isMachine) ?? false,
        firstMention: SourceLocation(file: file, range: mention.range))
    }
    if isAlias { entries[key.index]?.aliases.insert(RoleName.cleaned(mention.name)) }
    return key
  }

  /// The name that a role goes by: that of its section, or else the first one that is no alias.
  private mutating func rename(_ key: RoleKey, _ mention: Mention) {
    let name = RoleName.cleaned(mention.name)
    entries[key.index]?.name = name
    entries[key.index]?.id = Slug.make(name)
    entries[key.index]?.isMachine = RoleName.endsInMachine(name)
    entries[key.index]?.isNamedByAlias = false
  }

  private mutating func makeSubject(_ key: RoleKey, _ mention: Mention) {
    rename(key, mention)
    entries[key.index]?.isSubject = true
    if let words = entries[key.index]?.keyWords {
      entries[key.index]?.kind = Self.kind(of: words, isSubject: true)
    }
  }

  /// The role that a mention in a section about `subject` means.
  ///
  /// "the host", "this server", "the Unix/Linux machine" mean the subject when they add no word that the subject's name lacks.
  mutating func resolve(_ mention: Mention, subject: RoleKey?, in file: String) -> RoleKey {
    let key = canonicalKey(mention)
    let known = self[key]
    if known?.isSubject != true, let subject, let entry = self[subject], isReference(mention.spelling.words, to: entry)
    {
      return subject
    }
    return known != nil && mention.key == key ? key : insert(mention, isSubject: false, in: file)
  }

  private func isReference(_ words: [String], to subject: Entry) -> Bool {
    guard let head = words.last else { return false }
    guard
      Self.machineWords.contains(head) || subject.keyWords.count > 1 && subject.keyWords.last == head
        || head == "server" && subject.keyWords.contains("server")
    else { return false }
    return words.dropLast().allSatisfy { subject.keyWords.contains($0) }
  }

  private static let machineWords: Set<String> = ["host", "machine", "computer", "system", "node"]

  /// Whether a party is a machine, a program or outside, as the last word of its name tells.
  private static func kind(of words: [String], isSubject: Bool) -> Role.Kind {
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
    var keys: [String: [RoleKey]] = [:]
    for index in entries.indices {
      guard let entry = entries[index] else { continue }
      keys[entry.id.isEmpty ? "role" : entry.id, default: []].append(RoleKey(index: index))
    }
    for (base, sharers) in keys where sharers.count > 1 || base == "role" {
      let ordered = sharers.sorted { (self[$0]?.keyText ?? "") < (self[$1]?.keyText ?? "") }
      for (number, key) in ordered.enumerated() {
        entries[key.index]?.id = number == 0 ? base : "\(base)-\(number + 1)"
      }
    }
  }

  func isMachine(_ key: RoleKey) -> Bool { self[key]?.isMachine ?? false }

  func isKnownParty(_ key: RoleKey) -> Bool { self[key].map { $0.isSubject || $0.isParty } ?? false }

  mutating func markParty(_ key: RoleKey) { entries[key.index]?.isParty = true }

  mutating func set(kind: Role.Kind, of key: RoleKey) { entries[key.index]?.kind = kind }

  mutating func add(alias: String, to key: RoleKey) { entries[key.index]?.aliases.insert(alias) }

  /// For each of some roles, the others of them whose names end in its words: what a short form could stand for.
  ///
  /// - Parameter keys: Keys of parties.
  /// - Returns: By the text of the key.
  /// - Complexity: O(*n*) in the words of the names.
  func longerNames(among keys: Set<RoleKey>) -> [(key: RoleKey, longer: [String])] {
    var byText: [String: RoleKey] = [:]
    for key in keys { if let entry = self[key] { byText[entry.keyText] = key } }
    var result: [RoleKey: [String]] = [:]
    for key in keys {
      guard let entry = self[key] else { continue }
      var rest = entry.keyText[...]
      while let space = rest.utf8.firstIndex(of: UInt8(ascii: " ")) {
        rest = rest[rest.utf8.index(after: space)...]
        if let short = byText[String(rest)] { result[short, default: []].append(entry.name) }
      }
    }
    return result.map { ($0.key, $0.value.sorted()) }
      .sorted { (self[$0.key]?.keyText ?? "") < (self[$1.key]?.keyText ?? "") }
  }

  /// Parties that are no subjects and whose names differ from a subject's in one letter of one long word: slips, in all likelihood.
  ///
  /// Numbers and single letters tell names apart: "Node 1" and "Node 2". Pages with over a thousand roles, which would make it slow,
  /// go without.
  /// - Complexity: O(*n*²) in the roles.
  func misspelledNames(among keys: Set<RoleKey>) -> [(key: RoleKey, intended: String)] {
    guard entries.count <= 1_000 else { return [] }
    let used = keys.compactMap { key in self[key].map { (key: key, entry: $0) } }
      .sorted { $0.entry.keyText < $1.entry.keyText }
    let subjects = used.filter(\.entry.isSubject)
    return used.filter { !$0.entry.isSubject }.compactMap { key, entry in
      subjects.first { Self.isSlip(entry.keyWords, $0.entry.keyWords) }.map { (key, $0.entry.name) }
    }
  }

  private static func isSlip(_ words: [String], _ intended: [String]) -> Bool {
    guard words.count == intended.count else { return false }
    var differing: (String, String)?
    for (word, other) in zip(words, intended) where word != other {
      guard differing == nil else { return false }
      differing = (word, other)
    }
    guard let (word, other) = differing, min(word.utf8.count, other.utf8.count) >= 5,
      !(word + other).utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 })
    else { return false }
    return EditDistance.isAtMost(1, word, other)
  }

  /// A subject whose name differs from that of a mention in at most two letters.
  ///
  /// It is a hint, so pages with over a thousand roles, which would make it slow, go without.
  func misspelled(_ mention: Mention) -> String? {
    let text = RoleName.key(mention.name)
    guard text.utf8.count >= 6, entries.count <= 1_000 else { return nil }
    return entries.compactMap { $0 }
      .filter { $0.keyText != text && $0.isSubject && EditDistance.isAtMost(2, $0.keyText, text) }
      .map(\.name).sorted().first
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
