import PortPage

/// What the compiler knows about words, as a number that fits into a token.
///
/// A word of a page is looked up once; ``Token/term`` keeps the answer. Its low byte is the number of the word's class, 0 for a word
/// without one, and its high bit tells that the word names a service.
struct Vocabulary: Sendable {
  /// The classes by their number. Inline, so that reading one counts no references.
  static let classes: InlineArray<256, WordClass?> = {
    var result = InlineArray<256, WordClass?>(repeating: nil)
    for (index, wordClass) in common.numbered.enumerated() { result[index + 1] = wordClass }
    return result
  }()

  private static let common = Vocabulary()

  static let serviceFlag: UInt16 = 0x8000

  private let terms: WordTable<UInt16>
  private let services: WordTable<ServiceRegistry.Service>
  /// Each class that a word has, once.
  private let numbered: [WordClass]

  private init() {
    let classOfWord = Lexicon.words()
    let serviceOfWord = ServiceRegistry.words()
    var numbers: [WordClass: UInt16] = [:]
    var numbered: [WordClass] = []
    var terms: [UInt64: UInt16] = [:]
    for (word, wordClass) in classOfWord {
      if numbers[wordClass] == nil {
        numbered.append(wordClass)
        numbers[wordClass] = UInt16(numbered.count)
      }
      terms[word] = numbers[wordClass]
    }
    precondition(numbered.count < 256, "a term has a byte for the class of its word")
    for word in serviceOfWord.keys { terms[word, default: 0] |= Self.serviceFlag }
    self.terms = WordTable(terms)
    self.services = WordTable(serviceOfWord)
    self.numbered = numbered
  }

  /// The service that a word names, by the word's hash.
  static func service(_ word: UInt64) -> ServiceRegistry.Service? { common.services[word] }

  @inline(__always) static func term(_ token: Token) -> UInt16 {
    token.term != Token.unknownTerm ? token.term : lookUp(token)
  }

  /// The terms of words by their hash.
  fileprivate static var terms: WordTable<UInt16> { common.terms }

  @inline(never) private static func lookUp(_ token: Token) -> UInt16 {
    token.kind == .word ? common.terms[token.payload] ?? 0 : 0
  }
}

extension [Token] {
  /// Looks every word up.
  ///
  /// - Complexity: O(*n*).
  mutating func lookUpTerms() {
    let terms = Vocabulary.terms
    for index in indices {
      self[index].term = self[index].kind == .word ? terms[self[index].payload] ?? 0 : 0
    }
  }
}
