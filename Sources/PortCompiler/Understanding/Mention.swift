import PortPage
import SourceDiagnostics

/// A party of one compilation, by number: the same for all names that ``RoleName`` does not tell apart.
struct RoleKey: Hashable, Sendable {
  /// Counts from 0 in the order in which names were first seen.
  let index: Int
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
  /// ``RoleName/words(_:)`` of the name.
  let words: [String]

  init(name: String, key: RoleKey, keyText: String, words: [String]) {
    self.name = name
    self.key = key
    self.keyText = keyText
    self.words = words
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
  private var keys: [String: RoleKey] = [:]
  /// Names that headings and settings give.
  private var known: Set<RoleKey> = []

  /// The key of a name; a new one for a name that was not seen before.
  mutating func key(of name: String) -> RoleKey { key(text: RoleName.key(name)) }

  /// - Parameter text: ``RoleName/key(_:)`` of the name.
  mutating func key(text: String) -> RoleKey {
    if let key = keys[text] { return key }
    let key = RoleKey(index: keys.count)
    keys[text] = key
    return key
  }

  mutating func markKnown(_ key: RoleKey) { known.insert(key) }

  func isKnown(_ key: RoleKey) -> Bool { known.contains(key) }
}

/// Reads the names on one page.
///
/// A class, because all readers of a page's sentences share one table and each may add to it. Most names stand on a page many
/// times: equal bytes are cleaned and compared once.
final class NameReader {
  private(set) var table: NameTable
  let page: Page
  private var spellings: [(spelling: Spelling, range: SourceRange)] = []
  /// Open addressing: indices of ``spellings`` plus one by the hash of their bytes, at most half full.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  init(_ page: Page, _ table: NameTable) {
    self.page = page
    self.table = table
  }

  /// The party that a range of the page names.
  ///
  /// - Complexity: O(*n*) in the bytes of the range.
  func mention(_ range: SourceRange) -> Mention { Mention(spelling: spelling(range), range: range) }

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
      let found = spellings[Int(slots[slot]) - 1]
      if page.file.bytes[found.range.offsets].elementsEqual(page.file.bytes[range.offsets]) { return found.spelling }
      slot = (slot + 1) & mask
    }
    let spelling = makeSpelling(range)
    spellings.append((spelling, range))
    slots[slot] = Int32(spellings.count)
    if 2 * spellings.count > slots.count { grow() }
    return spelling
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
    for (index, entry) in spellings.enumerated() {
      var slot = Int(truncatingIfNeeded: hash(entry.range) ?? 0) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }

  private func makeSpelling(_ range: SourceRange) -> Spelling {
    var name = page.visibleText(range)
    for suffix in ["'s", "’s"] where name.hasSuffix(suffix) { name.removeLast(2) }
    let (text, words) = RoleName.parts(name)
    return Spelling(name: name, key: table.key(text: text), keyText: text, words: words)
  }
}
