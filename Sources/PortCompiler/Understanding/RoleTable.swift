import PortModel
import PortPage
import SourceDiagnostics

/// The parties of all pages; mentions of one party share an entry.
struct RoleTable {
  struct Entry {
    let key: RoleKey
    var name: String
    /// ``RoleName/key(_:)`` of the name under which the party was first seen.
    let keyText: String
    /// How many words the key text has, and the last of them as ``Token/payload`` has it.
    let wordCount: Int
    let lastWordHash: UInt64
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

    /// The words of the key text.
    ///
    /// - Complexity: O(*n*).
    var keyWords: [Substring] { RoleName.split(keyText) }
  }

  private var entries: [Entry] = []
  /// The key texts of those who are a side of a contact.
  private var partyTexts: Set<String> = []
  /// The index of each key's entry, by ``RoleKey/index``; -1 for names that are no party's.
  ///
  /// Entries are large: they are looked at in place, and optional ones could not be.
  private var places: [Int32] = []
  /// Keys of aliases given by the settings, to the keys of their roles.
  private var aliasKeys: [RoleKey: (key: RoleKey, text: String)] = [:]

  subscript(key: RoleKey) -> Entry? { place(of: key).map { entries[$0] } }

  private func place(of key: RoleKey) -> Int? {
    guard key.index < places.count, places[key.index] >= 0 else { return nil }
    return Int(places[key.index])
  }

  /// The parties with their keys, by the text of the key.
  ///
  /// - Complexity: O(*n* log *n*).
  func sorted() -> [(key: RoleKey, entry: Entry)] {
    entries.map { ($0.key, $0) }.sorted { $0.1.keyText < $1.1.keyText }
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
    guard let key = entries.first(where: { $0.keyText == text })?.key else { return nil }
    return aliasKeys[key]?.key ?? key
  }

  /// The entry of a mention, made when it is new.
  mutating func insert(_ mention: Mention, isSubject: Bool, in file: String) -> RoleKey {
    let key = canonicalKey(mention)
    let isAlias = mention.key != key
    if let place = place(of: key) {
      if isSubject, !entries[place].isSubject { makeSubject(place, mention) }
      if !isAlias, entries[place].isNamedByAlias { rename(place, mention) }
    } else {
      let name = RoleName.cleaned(mention.name)
      let keyText = aliasKeys[mention.key]?.text ?? mention.spelling.keyText
      let (wordCount, lastWordHash) = RoleName.lastWord(ofKey: keyText)
      while places.count <= key.index { places.append(-1) }
      places[key.index] = Int32(entries.count)
      entries.append(
        Entry(
          key: key, name: name, keyText: keyText, wordCount: wordCount, lastWordHash: lastWordHash, id: Slug.make(name),
          kind: Self.kind(ofKeyWithWords: wordCount, lastWordHash, isSubject: isSubject), isSubject: isSubject,
          isNamedByAlias: isAlias, isMachine: RoleName.isMachine(lastWordHash),
          firstMention: SourceLocation(file: file, range: mention.range)))
    }
    if isAlias, let place = place(of: key) { entries[place].aliases.insert(RoleName.cleaned(mention.name)) }
    return key
  }

  /// The name that a role goes by: that of its section, or else the first one that is no alias.
  private mutating func rename(_ place: Int, _ mention: Mention) {
    entries[place].isNamedByAlias = false
    let name = RoleName.cleaned(mention.name)
    if name == entries[place].name { return }
    entries[place].name = name
    entries[place].id = Slug.make(name)
    entries[place].isMachine = RoleName.endsInMachine(name)
  }

  private mutating func makeSubject(_ place: Int, _ mention: Mention) {
    rename(place, mention)
    entries[place].isSubject = true
    entries[place].kind = Self.kind(
      ofKeyWithWords: entries[place].wordCount, entries[place].lastWordHash, isSubject: true)
  }

  /// The role that a mention in a section about `subject` means.
  ///
  /// "the host", "this server", "the Unix/Linux machine" mean the subject when they add no word that the subject's name lacks.
  mutating func resolve(_ mention: Mention, subject: RoleKey?, in file: String) -> RoleKey {
    let key = canonicalKey(mention)
    let known = place(of: key)
    if known.map({ !entries[$0].isSubject }) ?? true, let subject, let place = place(of: subject),
      isReference(mention.spelling, to: place),
      !isPlural(mention.name) || isPlural(entries[place].name) || mention.spelling.words.count > 1
    {
      return subject
    }
    return known != nil && mention.key == key ? key : insert(mention, isSubject: false, in: file)
  }

  /// One more than the largest index of a key.
  var count: Int { places.count }

  func contains(_ key: RoleKey) -> Bool { place(of: key) != nil }

  /// "Nodes" are others than "the Registry".
  private func isPlural(_ name: String) -> Bool { name.utf8.last == UInt8(ascii: "s") }

  private func isReference(_ spelling: Spelling, to place: Int) -> Bool {
    // A name that ends in another word than the subject's, and in none for a machine, is another one: most are.
    let head = spelling.lastWordHash
    guard
      entries[place].wordCount > 1 && entries[place].lastWordHash == head || head == Self.server
        || Self.machineWords.contains(head) || Self.positions.contains(head)
    else { return false }
    let subject = entries[place].keyWords
    guard let head = spelling.lastWord else { return false }
    // "the primary" of the "Primary Server"
    if Self.positions.contains(spelling.lastWordHash), subject.count > 1, subject.last.map(RoleName.isMachine) == true,
      spelling.words.elementsEqual(subject.dropLast())
    {
      return true
    }
    guard
      subject.count > 1 && subject.last == head || head == "server" && subject.contains("server")
        || Self.machineWords.contains(spelling.lastWordHash)
    else { return false }
    let words = spelling.words
    // "Orders Console", in a section about the "Orders Web Console": a name of its own.
    if words.count > 1, words.first == subject.first, words.count < subject.count, isCapitalized(spelling.name),
      !subject.suffix(words.count).elementsEqual(words)
    {
      return false
    }
    return words.dropLast().allSatisfy { subject.contains($0) }
  }

  private func isCapitalized(_ name: String) -> Bool { name.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false }

  /// What a member of a group is, by its place in it.
  private static let positions = WordSet(
    [
      "primary", "secondary", "master", "standby", "leader", "follower", "replica", "active", "passive", "coordinator",
    ])
  private static let machineWords = WordSet(["host", "machine", "computer", "system", "node"])
  private static let server = Token.hash("server")

  /// Whether a party is a machine, a program or outside, as the last word of its name tells.
  private static func kind(ofKeyWithWords wordCount: Int, _ last: UInt64, isSubject: Bool) -> Role.Kind {
    if externalWords.contains(last) { return .external }
    if isSubject { return .host }
    if wordCount == 1, visitorWords.contains(last) { return .external }
    if componentWords.contains(last) { return .component }
    return .host
  }

  private static let externalWords = WordSet(["cloud", "internet", "vendor", "saa", "website", "public"])
  private static let visitorWords = WordSet(["client", "user", "browser"])
  private static let componentWords = WordSet([
    "process", "service", "app", "application", "agent", "daemon", "program", "plugin", "plug-in", "console", "client",
    "browser", "collector", "tool", "module", "component", "worker", "api", "ui", "cli", "driver", "exporter",
  ])

  /// The ids of the roles, made unique: two names with one slug get a number.
  mutating func assignIDs() {
    var first: [String: RoleKey] = [:]
    first.reserveCapacity(entries.count)
    var sharers: [String: [RoleKey]] = [:]
    // By key, so that the order of sections does not matter.
    for place in places where place >= 0 {
      let key = entries[Int(place)].key
      let base = entries[Int(place)].id.isEmpty ? "role" : entries[Int(place)].id
      if let earlier = first.updateValue(key, forKey: base) {
        sharers[base, default: [earlier]].append(key)
      } else if base == "role" {
        sharers[base] = [key]
      }
    }
    for (base, sharers) in sharers {
      let ordered = sharers.sorted { (self[$0]?.keyText ?? "") < (self[$1]?.keyText ?? "") }
      for (number, key) in ordered.enumerated() {
        guard let place = place(of: key) else { continue }
        entries[place].id = number == 0 ? base : "\(base)-\(number + 1)"
      }
    }
  }

  func isMachine(_ key: RoleKey) -> Bool { place(of: key).map { entries[$0].isMachine } ?? false }

  func isKnownParty(_ key: RoleKey) -> Bool {
    place(of: key).map { entries[$0].isSubject || entries[$0].isParty } ?? false
  }

  func id(of key: RoleKey) -> String? { place(of: key).map { entries[$0].id } }

  func name(of key: RoleKey) -> String? { place(of: key).map { entries[$0].name } }

  func kind(of key: RoleKey) -> Role.Kind? { place(of: key).map { entries[$0].kind } }

  /// The party as the specification has it.
  func role(_ key: RoleKey) -> (role: Role, location: SourceLocation?)? {
    guard let place = place(of: key) else { return nil }
    let name = entries[place].name
    let aliases = entries[place].aliases.isEmpty ? [] : entries[place].aliases.subtracting([name]).sorted()
    let role = Role(id: entries[place].id, name: name, aliases: aliases, kind: entries[place].kind)
    return (role, entries[place].firstMention)
  }

  mutating func markParty(_ key: RoleKey) {
    guard let place = place(of: key), !entries[place].isParty else { return }
    entries[place].isParty = true
    partyTexts.insert(entries[place].keyText)
  }

  /// In words.
  private static let longestTitle = 4

  /// A title's last words name a party of some sentence: "PlantLog Historian", and "the Historian" in a sentence.
  func hasParty(atEndOf title: Mention) -> Bool {
    guard !StatementReader.isVisitor(title), title.spelling.words.count <= Self.longestTitle else { return false }
    var rest = title.spelling.keyText[...]
    while let space = rest.utf8.firstIndex(of: UInt8(ascii: " ")) {
      rest = rest[rest.utf8.index(after: space)...]
      if partyTexts.contains(String(rest)) { return true }
    }
    return false
  }

  mutating func set(kind: Role.Kind, of key: RoleKey) {
    if let place = place(of: key) { entries[place].kind = kind }
  }

  mutating func add(alias: String, to key: RoleKey) {
    if let place = place(of: key) { entries[place].aliases.insert(alias) }
  }

  /// For each of some roles, the others of them whose names end in its words: what a short form could stand for.
  ///
  /// - Parameter keys: Keys of parties.
  /// - Returns: By the text of the key.
  /// - Complexity: O(*n*) in the words of the names.
  func longerNames(among keys: [RoleKey]) -> [(key: RoleKey, longer: [String])] {
    // Most names have as many words as most others: only a name with fewer can be a short form.
    let used = keys.compactMap { place(of: $0) }
    let longest = used.reduce(0) { max($0, entries[$1].wordCount) }
    let shorter = used.filter { entries[$0].wordCount < longest }
    guard let shortest = shorter.map({ entries[$0].wordCount }).min() else { return [] }
    // By hash: two texts that share one are compared.
    var placesOfText: [UInt64: Int] = [:]
    placesOfText.reserveCapacity(shorter.count)
    for place in shorter { placesOfText[Token.hash(text: entries[place].keyText)] = place }
    var result: [RoleKey: [String]] = [:]
    for place in used where entries[place].wordCount > shortest {
      let text = entries[place].keyText
      let bytes = text.utf8.span
      for space in bytes.indices where bytes[space] == UInt8(ascii: " ") {
        let rest = bytes.extracting((space + 1)..<bytes.count)
        guard let short = placesOfText[Token.hash(of: rest)], RoleName.isEqual(entries[short].keyText, rest) else {
          continue
        }
        result[entries[short].key, default: []].append(entries[place].name)
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
  func misspelledNames(among keys: [RoleKey]) -> [(key: RoleKey, intended: String)] {
    guard entries.count <= 1_000 else { return [] }
    let used = keys.compactMap { key in self[key].map { (key: key, entry: $0) } }
      .sorted { $0.entry.keyText < $1.entry.keyText }
    let subjects = used.filter(\.entry.isSubject)
    return used.filter { !$0.entry.isSubject }.compactMap { key, entry in
      subjects.first { Self.isSlip(entry.keyWords, $0.entry.keyWords) }.map { (key, $0.entry.name) }
    }
  }

  private static func isSlip(_ words: [Substring], _ intended: [Substring]) -> Bool {
    guard words.count == intended.count else { return false }
    var differing: (Substring, Substring)?
    for (word, other) in zip(words, intended) where word != other {
      guard differing == nil else { return false }
      differing = (word, other)
    }
    guard let (word, other) = differing, min(word.utf8.count, other.utf8.count) >= 5,
      !(word + other).utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 })
    else { return false }
    return EditDistance.isAtMost(1, String(word), String(other))
  }

  /// A subject whose name differs from that of a mention in at most two letters.
  ///
  /// It is a hint, so pages with over a thousand roles, which would make it slow, go without.
  func misspelled(_ mention: Mention) -> String? {
    let text = RoleName.key(mention.name)
    guard text.utf8.count >= 6, entries.count <= 1_000 else { return nil }
    return entries.filter { $0.keyText != text && $0.isSubject && EditDistance.isAtMost(2, $0.keyText, text) }
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
