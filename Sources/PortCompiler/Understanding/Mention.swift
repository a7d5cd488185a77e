import PortPage
import SourceDiagnostics

/// A party of one compilation, by number: the same for all names that ``RoleName`` does not tell apart.
struct RoleKey: Hashable, Sendable {
  // Small: flows have three optional ones each.
  private let number: Int32

  init(index: Int) { number = Int32(index) }

  /// Counts from 0 in the order in which names were first seen.
  var index: Int { Int(number) }
}

/// A name of a party as a page writes it, made once for all its mentions.
///
/// A class, so that a mention costs a reference and not three strings and arrays.
final class Spelling: Sendable {
  /// Without markup and possessive mark.
  let name: String
  let key: RoleKey
  /// ``RoleName/key(_:)`` of the name.
  let keyText: String
  /// The words of the name as keys have them, a trailing "host" kept.
  private let text: String
  /// The last of them as ``Token/payload`` has it.
  let lastWordHash: UInt64

  init(name: String, key: RoleKey, keyText: String, text: String) {
    self.name = name
    self.key = key
    self.keyText = keyText
    self.text = text
    let bytes = text.utf8.span
    var start = bytes.count
    while start > 0, bytes[start - 1] != UInt8(ascii: " ") { start -= 1 }
    lastWordHash = Token.hash(of: bytes.extracting(start..<bytes.count))
  }

  /// - Complexity: O(*n*).
  var words: [Substring] { RoleName.split(text) }

  var lastWord: Substring? {
    guard !text.isEmpty else { return nil }
    guard let space = text.utf8.lastIndex(of: UInt8(ascii: " ")) else { return text[...] }
    return text[text.utf8.index(after: space)...]
  }
}

/// A party as the text names it.
struct Mention: Hashable {
  let spelling: Spelling
  let range: SourceRange

  /// The name without article and markup, as written.
  var name: String { spelling.name }
  var key: RoleKey { spelling.key }

  static func == (one: Mention, other: Mention) -> Bool {
    one.range == other.range && (one.spelling === other.spelling || one.name == other.name)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(range) }
}

/// The names of one compilation and their keys.
struct NameTable {
  /// By ``RoleKey/index``.
  private var texts: [String] = []
  private var hashes: [UInt64] = []
  /// Open addressing: keys plus one by the hash of their texts, at most half full.
  private var slots: [Int32] = Array(repeating: 0, count: 64)
  /// Names that headings and settings give.
  private var known: Set<RoleKey> = []
  /// Such a name has a conjunction in it: "Backup and Restore Server".
  private(set) var knowsConjunctions = false

  /// The key of a name; a new one for a name that was not seen before.
  mutating func key(of name: String) -> RoleKey { key(text: RoleName.key(name)) }

  /// - Parameter text: ``RoleName/key(_:)`` of the name.
  mutating func key(text: String) -> RoleKey {
    let hash = Token.hash(text: text)
    var slot = self.slot(of: text, hash)
    if slots[slot] != 0 { return RoleKey(index: Int(slots[slot]) - 1) }
    texts.append(text)
    hashes.append(hash)
    if 2 * texts.count > slots.count {
      slots = Array(repeating: 0, count: 2 * slots.count)
      for index in texts.indices.dropLast() { slots[self.slot(of: texts[index], hashes[index])] = Int32(index + 1) }
      slot = self.slot(of: text, hash)
    }
    slots[slot] = Int32(texts.count)
    return RoleKey(index: texts.count - 1)
  }

  /// The slot of a text, or the empty one where it belongs.
  private func slot(of text: String, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[slot] != 0, hashes[Int(slots[slot]) - 1] != hash || texts[Int(slots[slot]) - 1] != text {
      slot = (slot + 1) & mask
    }
    return slot
  }

  mutating func markKnown(_ key: RoleKey) {
    guard known.insert(key).inserted else { return }
    knowsConjunctions =
      knowsConjunctions
      || RoleName.split(texts[key.index]).contains { word in
        if case .conjunction? = Lexicon.english[word: word] { true } else { false }
      }
  }

  func isKnown(_ key: RoleKey) -> Bool { known.contains(key) }

  /// The words of known names, in the singular and in the plural.
  ///
  /// - Complexity: O(*n*) in the names.
  func knownWords() -> WordSet {
    var words: Set<String> = []
    for key in known {
      for word in RoleName.split(texts[key.index]) { words.formUnion([String(word), "\(word)s"]) }
    }
    return WordSet(Array(words))
  }
}

/// Reads the names on one page.
///
/// A class, because all readers of a page's sentences share one table and each may add to it. Most names stand on a page many
/// times: equal bytes are cleaned and compared once.
final class NameReader {
  private(set) var table: NameTable
  let page: Page
  private var spellings: [(spelling: Spelling, range: SourceRange, hash: UInt64)] = []
  /// Open addressing: indices of ``spellings`` plus one by the hash of their bytes, at most half full.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  init(_ page: Page, _ table: NameTable) {
    self.page = page
    self.table = table
  }

  /// The party that a range of the page names.
  ///
  /// - Complexity: O(*n*) in the bytes of the range.
  func mention(_ range: SourceRange) -> Mention {
    let range = withWildcard(range)
    return Mention(spelling: spelling(range), range: range)
  }

  /// `*.example.com` is another party than `example.com`.
  private func withWildcard(_ range: SourceRange) -> SourceRange {
    let bytes = page.file.bytes
    let start = range.lowerBound
    guard start >= 2, bytes[start - 1] == UInt8(ascii: "."), bytes[start - 2] == UInt8(ascii: "*") else { return range }
    return SourceRange((start - 2)..<range.upperBound)
  }

  /// Whether a heading or the settings give the name that a range writes.
  func isKnown(_ range: SourceRange) -> Bool {
    let key = spelling(range).key
    return table.isKnown(key)
  }

  private func spelling(_ range: SourceRange) -> Spelling {
    guard let hash = hash(range) else { return makeSpelling(range) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let found = Int(slots[slot]) - 1
      if spellings[found].hash == hash, isEqual(spellings[found].range, range) { return spellings[found].spelling }
      slot = (slot + 1) & mask
    }
    let spelling = makeSpelling(range)
    spellings.append((spelling, range, hash))
    slots[slot] = Int32(spellings.count)
    if 2 * spellings.count > slots.count { grow() }
    return spelling
  }

  private func isEqual(_ one: SourceRange, _ other: SourceRange) -> Bool {
    guard one.count == other.count else { return false }
    let text = page.file.bytes
    let bytes = text.span
    for offset in 0..<one.count where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
      return false
    }
    return true
  }

  /// FNV-1a over the bytes; nil where they may mean something else at another place of the page: over line ends, inside which the
  /// marks of quotes and lists stand.
  private func hash(_ range: SourceRange) -> UInt64? {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let text = page.file.bytes
    let bytes = text.span
    for index in range.offsets {
      guard bytes[index] >= 0x20 else { return nil }
      hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3
    }
    return hash ^ (hash >> 32)
  }

  private func grow() {
    slots = Array(repeating: 0, count: 2 * slots.count)
    let mask = slots.count - 1
    for index in spellings.indices {
      var slot = Int(truncatingIfNeeded: spellings[index].hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }

  private func makeSpelling(_ range: SourceRange) -> Spelling {
    var name = page.visibleText(range)
    if name.utf8.last == UInt8(ascii: "s"), name.hasSuffix("'s") || name.hasSuffix("’s") { name.removeLast(2) }
    let (key, text) = RoleName.parts(name)
    return Spelling(name: name, key: table.key(text: key), keyText: key, text: text)
  }
}
