import PortPage

/// What the compiler knows about words, as a number that fits into a token.
///
/// A word of a page is looked up once; ``Token/term`` keeps the answer, and reading it takes neither a table nor a reference. Its low
/// half is the word's class, the high half has a bit for each ``WordMark`` and one that tells that the word names a service.
struct Vocabulary: Sendable {
  private static let common = Vocabulary()

  static let serviceFlag: UInt32 = 0x8000_0000

  private let terms: WordTable<UInt32>
  private let services: WordTable<ServiceRegistry.Service>

  private init() {
    let serviceOfWord = ServiceRegistry.words()
    var terms: [UInt64: UInt32] = [:]
    for (word, wordClass) in Lexicon.words() { terms[word] = Self.term(wordClass) }
    let unclassified = Self.term(nil)
    for word in serviceOfWord.keys { terms[word, default: unclassified] |= Self.serviceFlag }
    for mark in WordMark.allCases {
      for word in mark.words { terms[Token.hash(text: word), default: unclassified] |= mark.bit }
    }
    precondition(!terms.values.contains(Token.unknownTerm), "no word has all marks")
    self.terms = WordTable(terms)
    self.services = WordTable(serviceOfWord)
  }

  /// The term of a word that has a class and nothing else.
  private static func term(_ wordClass: WordClass?) -> UInt32 {
    // The bits of an enumeration without references are its value; ``wordClass(_:)`` reads them back.
    UInt32(unsafe unsafeBitCast(wordClass, to: UInt16.self))
  }

  /// - Parameter term: The result of ``term(_:)-(Token)``.
  @inline(__always) static func wordClass(_ term: UInt32) -> WordClass? {
    unsafe unsafeBitCast(UInt16(truncatingIfNeeded: term), to: WordClass?.self)
  }

  /// The class of a word, by the word's hash.
  static func wordClass(ofWord word: UInt64) -> WordClass? { wordClass(common.terms[word] ?? noTerm) }

  /// The service that a word names, by the word's hash.
  static func service(_ word: UInt64) -> ServiceRegistry.Service? { common.services[word] }

  @inline(__always) static func term(_ token: Token) -> UInt32 {
    token.term != Token.unknownTerm ? token.term : lookUp(token)
  }

  /// The terms of words by their hash.
  fileprivate static var terms: WordTable<UInt32> { common.terms }

  @inline(never) private static func lookUp(_ token: Token) -> UInt32 {
    token.kind == .word ? common.terms[token.payload] ?? noTerm : noTerm
  }

  /// The term of a word that is not in the vocabulary, and of what is no word.
  fileprivate static var noTerm: UInt32 { term(WordClass?.none) }
}

/// Lists of words that readers ask about at every word of a page.
enum WordMark: UInt32, CaseIterable {
  /// ``PortExpressionReader/openWords``
  case open
  /// ``ClauseSplitter/openingWords``
  case opening
  /// ``StatementReader/suspects``
  case suspect
  /// ``PhraseReader/trafficWords``
  case traffic
  /// ``StatementReader/rulings``
  case ruling
  /// ``PhraseReader/portAdjectives``
  case portAdjective
  /// ``PhraseReader/loopbackWords``
  case loopback
  /// ``StatementReader/localities``
  case locality
  /// ``StatementReader/choiceWords``
  case choice
  /// ``RoleName/machineWords``
  case machine
  /// ``StatementReader/hostList``
  case host
  /// ``StatementReader/rulingHints``
  case rulingHint
  /// ``PageReader/descriptions``
  case description
  /// ``PhraseReader/pairOpeners``
  case pairOpener
  /// ``StatementReader/everydayWords``
  case everyday

  var words: [String] {
    switch self {
    case .open: PortExpressionReader.openWords
    case .opening: ClauseSplitter.openingWords
    case .suspect: StatementReader.suspects
    case .traffic: PhraseReader.trafficWords
    case .ruling: StatementReader.rulings
    case .portAdjective: PhraseReader.portAdjectives
    case .loopback: PhraseReader.loopbackWords
    case .locality: StatementReader.localities
    case .choice: StatementReader.choiceWords
    case .machine: RoleName.machineWords
    case .host: StatementReader.hostList
    case .rulingHint: StatementReader.rulingHints
    case .description: PageReader.descriptions
    case .pairOpener: PhraseReader.pairOpeners
    case .everyday: StatementReader.everydayWords
    }
  }

  @inline(__always) var bit: UInt32 { 1 << (16 + rawValue) }
}

extension Token {
  /// Whether a list has the word.
  @inline(__always) func isMarked(_ mark: WordMark) -> Bool { Vocabulary.term(self) & mark.bit != 0 }
}

/// Which marks the words of a sentence have: one look at each word tells which readers can let the sentence go.
struct WordMarks: Sendable {
  private let bits: UInt32
  /// The sentence has a number.
  let hasNumber: Bool

  /// - Complexity: O(*n*).
  init(_ tokens: [Token], _ range: Range<Int>) {
    var bits: UInt32 = 0
    var hasNumber = false
    for index in range {
      bits |= Vocabulary.term(tokens[index])
      hasNumber = hasNumber || tokens[index].kind == .number
    }
    self.bits = bits
    self.hasNumber = hasNumber
  }

  func contains(_ mark: WordMark) -> Bool { bits & mark.bit != 0 }
}

extension [Token] {
  /// Looks every word up.
  ///
  /// - Complexity: O(*n*).
  mutating func lookUpTerms() {
    let terms = Vocabulary.terms
    for index in indices {
      self[index].term = self[index].kind == .word ? terms[self[index].payload] ?? Vocabulary.noTerm : Vocabulary.noTerm
    }
  }
}
