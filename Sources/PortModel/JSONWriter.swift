/// Writes JSON text, compact as RFC 8785 wants it or indented for people.
///
/// The caller brings object keys in ascending order of their UTF-16 code units (for ASCII keys: of their bytes).
@safe public struct JSONWriter: ~Copyable {
  public enum Style: Sendable {
    /// No white space at all: the RFC 8785 form.
    case canonical
    /// Two spaces a level, and a line each for members and elements.
    case indented
  }

  // Its own memory: an array is asked at every byte whether it is the only owner.
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var ownsMemory = true
  /// How many bytes are written.
  public private(set) var count = 0
  private let style: Style
  private var depth = 0
  private var isFirst = true
  private var isAfterKey = false

  /// - Parameter capacity: How many bytes to make room for.
  public init(style: Style, capacity: Int = 0) {
    self.style = style
    self.capacity = max(capacity, 64)
    unsafe base = .allocate(capacity: self.capacity)
  }

  /// Writes into memory that outlives the writer, as far as it goes.
  @unsafe private init(style: Style, into start: UnsafeMutablePointer<UInt8>, _ capacity: Int) {
    self.style = style
    self.capacity = capacity
    unsafe base = start
    ownsMemory = false
  }

  deinit { if ownsMemory { unsafe base.deallocate() } }

  /// The text that a closure writes, which is not copied where it takes no more than `capacity` bytes.
  static func bytes(style: Style, capacity: Int, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var larger: [UInt8]?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(capacity, 64)) { memory, count in
      guard let start = memory.baseAddress else { return }
      // The writer ends before the closure does.
      var writer = unsafe JSONWriter(style: style, into: start, memory.count)
      write(&writer)
      if writer.ownsMemory { larger = writer.bytes } else { count = writer.count }
    }
    return larger ?? bytes
  }

  /// A copy of what is written.
  public var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Hands over what is written since the last time and goes on behind it.
  mutating func drain(_ body: (Span<UInt8>) -> Void) {
    // The bytes are not changed before the closure ends.
    body(unsafe UnsafeBufferPointer(start: base, count: count).span)
    count = 0
  }

  // MARK: Memory

  /// Makes room for some bytes.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if more > capacity - count { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe larger.update(from: base, count: count)
    if ownsMemory { unsafe base.deallocate() }
    unsafe base = larger
    ownsMemory = true
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// - Precondition: There is room.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    unsafe base[count] = byte
    count += 1
  }

  /// - Precondition: There is room.
  @inline(__always)
  private mutating func put(_ text: UnsafePointer<UInt8>, _ length: Int) {
    unsafe (base + count).update(from: text, count: length)
    count += length
  }

  private mutating func append(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    unsafe put(text.utf8Start, text.utf8CodeUnitCount)
  }

  private mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  // MARK: Values

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
    let length = name.utf8CodeUnitCount
    // With the comma, the line break, the quotes, the colon and a space.
    reserve(length + 6 + 2 * depth)
    if !isFirst { put(UInt8(ascii: ",")) }
    if style == .indented { putLineBreak() }
    put(UInt8(ascii: "\""))
    unsafe put(name.utf8Start, length)
    put(UInt8(ascii: "\""))
    endKey()
    isFirst = false
  }

  /// The key of a member that comes from outside.
  private mutating func key(text name: String) {
    separate()
    quote(name)
    reserve(2)
    endKey()
  }

  /// - Precondition: There is room for two bytes.
  @inline(__always)
  private mutating func endKey() {
    put(UInt8(ascii: ":"))
    if style == .indented { put(UInt8(ascii: " ")) }
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
    append(String(value))
  }

  public mutating func bool(_ value: Bool) {
    separate()
    append(value ? "true" : "false" as StaticString)
  }

  public mutating func null() {
    separate()
    append("null" as StaticString)
  }

  /// - Precondition: `value` is finite; JSON has no other numbers.
  public mutating func number(_ value: Double) {
    separate()
    append(ECMAScriptNumber.text(value))
  }

  /// A value behind a comma, outside every array; gives its place in ``bytes``, without the comma.
  mutating func element(_ value: (inout JSONWriter) -> Void) -> Range<Int> {
    append(UInt8(ascii: ","))
    isFirst = true
    let start = count
    value(&self)
    return start..<count
  }

  /// An object with any keys, in the order of RFC 8785 §3.2.3.
  mutating func object<Value>(of members: [String: Value], _ write: (Value, inout JSONWriter) -> Void) {
    object {
      // Strings of ASCII are in the order of their bytes, which is that of their UTF-16 code units.
      let isASCII = members.keys.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
      let ordered =
        members.count < 2
        ? Array(members)
        : members.sorted { isASCII ? $0.key < $1.key : $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
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
    append(open)
    depth += 1
    isFirst = true
    content(&self)
    depth -= 1
    if !isFirst { breakLine() }
    append(close)
    isFirst = false
  }

  @inline(__always)
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if !isFirst { append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard style == .indented else { return }
    reserve(1 + 2 * depth)
    putLineBreak()
  }

  /// - Precondition: There is room.
  @inline(__always)
  private mutating func putLineBreak() {
    put(UInt8(ascii: "\n"))
    for _ in 0..<depth {
      put(UInt8(ascii: " "))
      put(UInt8(ascii: " "))
    }
  }

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
  mutating func lineFeed() { append(UInt8(ascii: "\n")) }

  /// Escapes only what RFC 8785 §3.2.2.2 escapes: quote, backslash and the C0 controls.
  private mutating func quote(_ text: String) {
    let span = text.utf8.span
    if isPlain(unsafe span.bytes) {
      // The bytes are copied before the closure ends.
      unsafe span.withUnsafeBufferPointer {
        reserve($0.count + 2)
        put(UInt8(ascii: "\""))
        if let start = $0.baseAddress { unsafe put(start, $0.count) }
      }
      return put(UInt8(ascii: "\""))
    }
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(byte)
      case 0x08: append(#"\b"# as StaticString)
      case 0x09: append(#"\t"# as StaticString)
      case 0x0A: append(#"\n"# as StaticString)
      case 0x0C: append(#"\f"# as StaticString)
      case 0x0D: append(#"\r"# as StaticString)
      case 0..<0x20:
        append(byte < 0x10 ? #"\u000"# : #"\u00"# as StaticString)
        append(String(byte, radix: 16))
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
