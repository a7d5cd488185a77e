/// Writes JSON text, compact as RFC 8785 wants it or indented for people.
///
/// The caller brings object keys in ascending order of their UTF-16 code units (for ASCII keys: of their bytes).
public struct JSONWriter: ~Copyable {
  public enum Style: Sendable {
    /// No white space at all: the RFC 8785 form.
    case canonical
    /// Two spaces a level, and a line each for members and elements.
    case indented
  }

  public private(set) var bytes: [UInt8] = []
  private let style: Style
  private var depth = 0
  private var isFirst = true
  private var isAfterKey = false

  /// - Parameter capacity: How many bytes to make room for.
  public init(style: Style, capacity: Int = 0) {
    self.style = style
    bytes.reserveCapacity(capacity)
  }

  @inline(__always)
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  @inline(__always)
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
  }

  /// The key of a member, which the caller knows: it holds nothing that is escaped.
  ///
  /// - Precondition: `name` is ASCII.
  public mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    endKey()
  }

  /// The key of a member that comes from outside.
  private mutating func key(text name: String) {
    separate()
    quote(name)
    bytes.removeLast()
    endKey()
  }

  private mutating func endKey() {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if style == .indented { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  public mutating func string(_ value: String) {
    separate()
    quote(value)
  }

  /// Beyond ±2⁵³ the nearest IEEE double, which is what a reader of RFC 8785 text sees.
  public mutating func integer(_ value: Int) {
    guard value.magnitude <= 1 << 53 else { return number(Double(value)) }
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  public mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// - Precondition: `value` is finite; JSON has no other numbers.
  public mutating func number(_ value: Double) {
    separate()
    bytes.append(contentsOf: ECMAScriptNumber.text(value).utf8)
  }

  /// A value behind a comma, outside every array; gives its place in ``bytes``, without the comma.
  mutating func element(_ value: (inout JSONWriter) -> Void) -> Range<Int> {
    bytes.append(UInt8(ascii: ","))
    isFirst = true
    let start = bytes.count
    value(&self)
    return start..<bytes.count
  }

  /// An object with any keys, in the order of RFC 8785 §3.2.3.
  mutating func object<Value>(of members: [String: Value], _ write: (Value, inout JSONWriter) -> Void) {
    object {
      let ordered =
        members.count < 2
        ? Array(members) : members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (key, value) in ordered {
        $0.key(text: key)
        write(value, &$0)
      }
    }
  }

  /// A member that is left out when nil.
  public mutating func member(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  @inline(__always)
  private mutating func container(_ open: UInt8, _ close: UInt8, _ content: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(open)
    depth += 1
    isFirst = true
    content(&self)
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(close)
    isFirst = false
  }

  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard style == .indented else { return }
    let count = 1 + 2 * depth
    guard count <= Self.lineStart.utf8CodeUnitCount else {
      bytes.append(UInt8(ascii: "\n"))
      return bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
    Self.lineStart.withUTF8Buffer { unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  /// A line feed and more spaces than our documents are deep: a copy of some is faster than as many single ones.
  private static let lineStart: StaticString = "\n                "

  /// Whether nothing in a text is escaped; eight bytes at a time.
  private func isPlain(_ text: RawSpan) -> Bool {
    var index = 0
    while index + 8 <= text.byteCount {
      // Every sequence of bytes is an integer.
      let word = unsafe text.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if Self.isEscaped(in: word) { return false }
      index += 8
    }
    if index == text.byteCount { return true }
    if text.byteCount >= 8 {
      return !Self.isEscaped(in: unsafe text.unsafeLoadUnaligned(fromByteOffset: text.byteCount - 8, as: UInt64.self))
    }
    var rest: UInt64 = 0x2020_2020_2020_2020
    while index < text.byteCount {
      rest = rest << 8 | UInt64(unsafe text.unsafeLoad(fromByteOffset: index, as: UInt8.self))
      index += 1
    }
    return !Self.isEscaped(in: rest)
  }

  /// Whether one of eight bytes is a quote, a backslash or below 0x20.
  ///
  /// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a byte less than n".
  private static func isEscaped(in word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ ones &* UInt64(UInt8(ascii: "\""))
    let backslash = word ^ ones &* UInt64(UInt8(ascii: "\\"))
    let found = (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
    return found & (ones &* 0x80) != 0
  }

  /// Ends a text file.
  mutating func lineFeed() { bytes.append(UInt8(ascii: "\n")) }

  /// Escapes only what RFC 8785 §3.2.2.2 escapes: quote, backslash and the C0 controls.
  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    let span = text.utf8.span
    if isPlain(unsafe span.bytes) {
      // The bytes are copied before the closure ends.
      return unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
      case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
      case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
      case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
      case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
      case 0..<0x20:
        bytes.append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
      default: bytes.append(byte)
      }
    }
  }
}
