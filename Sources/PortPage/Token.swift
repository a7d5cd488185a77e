public import SourceDiagnostics

/// A word, number or mark of visible text.
///
/// Public, and inlinable where it is small, for the compiler's speed: a `package` function is never inlined into another module.
public struct Token: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Letters, with digits behind the first letter, and with apostrophes, hyphens and dots between letters; "isn't" is "is" and "not".
    case word
    /// Digits only.
    case number
    /// Digits with dots between them: an address, a version, a decimal fraction.
    case dotted
    /// Digits with letters glued to them: `5MB`, `2nd`, `0x1F`.
    case mixed
    /// A URL with a scheme, up to its end.
    case url
    /// One ASCII mark.
    case mark(UInt8)
    /// `–`, `—` and their like, and a hyphen with white space around it.
    case dash
    /// `→`, `⟶`, `->` is two marks.
    case arrow
    /// Any other character.
    case symbol
    /// What only a template processor knows.
    case opaque
    /// A hard line break.
    case lineBreak

    // Written by hand and inlinable: comparing kinds is the compiler's most frequent operation on tokens.
    @inlinable @inline(__always) public static func == (one: Kind, other: Kind) -> Bool { one.code == other.code }

    @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// A number of its own for every kind.
    @inlinable @inline(__always) public var code: UInt16 {
      switch self {
      case .mark(let byte): UInt16(byte)
      case .word: 256
      case .number: 257
      case .dotted: 258
      case .mixed: 259
      case .url: 260
      case .dash: 261
      case .arrow: 262
      case .symbol: 263
      case .opaque: 264
      case .lineBreak: 265
      }
    }
  }

  public struct Traits: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// White space stands before the token.
    @inlinable public static var spaced: Traits { Traits(rawValue: 1) }
    /// The token stands in a code span.
    @inlinable public static var code: Traits { Traits(rawValue: 2) }
    /// The token stands in the text of a link.
    @inlinable public static var link: Traits { Traits(rawValue: 4) }
    /// The token begins with an upper-case letter.
    @inlinable public static var capitalized: Traits { Traits(rawValue: 8) }
    /// The token stands for a variable whose text is not known.
    @inlinable public static var variable: Traits { Traits(rawValue: 32) }
    /// Markup stands between the token and the one before.
    @inlinable public static var afterMarkup: Traits { Traits(rawValue: 16) }

    // `SetAlgebra` has one that is not inlined.
    @inlinable public func contains(_ other: Traits) -> Bool { rawValue & other.rawValue == other.rawValue }
  }

  public let kind: Kind
  public var traits: Traits
  /// A place for whoever reads the tokens to keep what it found out about a word, so that it looks it up once.
  public var term = Token.unknownTerm
  public let range: SourceRange
  /// For words: FNV-1a over the bytes, ASCII letters in lower case. For numbers: the value, at most 99999999.
  public let payload: UInt64

  /// The value of ``term`` until somebody sets it.
  @inlinable @inline(__always) public static var unknownTerm: UInt32 { .max }

  @inlinable public init(kind: Kind, range: SourceRange, traits: Traits, payload: UInt64) {
    self.kind = kind
    self.range = range
    self.traits = traits
    self.payload = payload
  }

  /// The value of a number.
  @inlinable public var value: Int? { kind == .number ? Int(payload) : nil }
  @inlinable public var isSpaced: Bool { traits.contains(.spaced) }

  @inlinable public func isMark(_ mark: Unicode.Scalar) -> Bool {
    guard case .mark(let byte) = kind else { return false }
    return mark.value == UInt32(byte)
  }

  /// This token up to a later one as one opaque token.
  public func joined(through last: Token) -> Token {
    Token(kind: .opaque, range: range.union(last.range), traits: traits, payload: 0)
  }

  /// The payload of a word.
  ///
  /// Source: Fowler, Noll, Vo, FNV-1a with 64 bits (draft-eastlake-fnv).
  public static func hash(text word: String) -> UInt64 { hash(of: word.utf8.span) }

  /// The payload of a word that the source code writes: a constant of the program, so that a comparison with it is one of two numbers.
  @inlinable @inline(__always)
  public static func hash(_ word: StaticString) -> UInt64 {
    var hash = WordHash()
    for index in 0..<word.utf8CodeUnitCount { unsafe hash.add(word.utf8Start[index]) }
    return hash.value
  }

  /// The payload of a word given as UTF-8.
  public static func hash(of word: Span<UInt8>) -> UInt64 {
    var hash = WordHash()
    for index in word.indices { hash.add(word[index]) }
    return hash.value
  }
}

@usableFromInline
struct WordHash {
  @usableFromInline var value: UInt64 = 0xcbf2_9ce4_8422_2325

  @inlinable @inline(__always) init() {}

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range { add(bytes[index]) }
  }

  init(_ scalar: Unicode.Scalar) {
    for byte in String(Character(scalar)).utf8 { add(byte) }
  }

  /// - Parameter letter: An ASCII letter.
  @inline(__always) mutating func add(letter: UInt8) {
    value = (value ^ UInt64(letter | 0x20)) &* 0x100_0000_01b3
  }

  @inlinable @inline(__always) mutating func add(_ byte: UInt8) {
    let lower = byte >= 0x41 && byte <= 0x5A ? byte &+ 0x20 : byte
    value = (value ^ UInt64(lower)) &* 0x100_0000_01b3
  }
}
