import PortPage
import SourceDiagnostics

/// The commands of template languages on a page: what decides whether a part of the page is shown, and what brings in text from elsewhere.
///
/// Liquid, Jinja and Twig (`{% if … %}`), Hugo and Go templates (`{{ if … }}`, `{{< include … >}}`), ERB (`<% if … %>`), MDX (`<If …>`,
/// `<Ports />`), DocFX (`[!INCLUDE …]`), MkDocs (`--8<-- "…"`). A reading of tags, and none of their languages.
struct TemplateTags {
  struct Part {
    /// From the tag that opens the part to the one that closes it.
    var range: Range<Int>
    /// The tag that says when it is shown.
    var tag: SourceRange
  }

  /// The parts that are not always shown; nested ones behind those around them.
  private(set) var parts: [Part] = []
  /// Tags that stand for text of another file.
  private(set) var inclusions: [SourceRange] = []

  private struct Open {
    /// What closes it: `if`, `unless`, `for`; empty where `end` does.
    var word: String
    var isCondition: Bool
    var part: Int?
  }

  private let bytes: [UInt8]
  private var open: [Open] = []

  /// - Parameter code: The ranges of code blocks, ascending.
  /// - Complexity: O(*n*).
  init(_ bytes: [UInt8], from start: Int, code: [SourceRange]) {
    self.bytes = bytes
    var code = code[...]
    var index = start
    while let found = Self.opener(in: bytes, from: index) {
      index = found
      while let first = code.first, first.upperBound <= index { code.removeFirst() }
      if let first = code.first, first.lowerBound <= index {
        index = first.upperBound
        continue
      }
      index = max(index + 1, tag(at: index) ?? 0)
    }
    for part in open.compactMap(\.part) { parts[part].range = parts[part].range.lowerBound..<bytes.count }
  }

  /// The next byte that may begin a tag; nil where none does. The last bytes of a page begin none.
  private static func opener(in bytes: [UInt8], from start: Int) -> Int? {
    let span = bytes.span
    let words = unsafe span.bytes
    let end = span.count - 2
    var index = start
    while index < end {
      // Nearly all bytes begin nothing.
      while index + 8 <= end,
        !mayOpen(unsafe words.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
      }
      guard index < end else { return nil }
      let byte = span[index]
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") { return index }
      index += 1
    }
    return nil
  }

  /// Whether one of eight bytes is a brace, a bracket or a less-than sign, in whatever order.
  ///
  /// Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a zero byte".
  private static func mayOpen(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let brace = word ^ ones &* UInt64(UInt8(ascii: "{"))
    let bracket = word ^ ones &* UInt64(UInt8(ascii: "["))
    let less = word ^ ones &* UInt64(UInt8(ascii: "<"))
    let found = (brace &- ones) & ~brace | (bracket &- ones) & ~bracket | (less &- ones) & ~less
    return found & (ones &* 0x80) != 0
  }

  /// Reads the tag that begins at an offset; nil where none does, and else its end.
  private mutating func tag(at index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "{"):
      switch bytes[index + 1] {
      case UInt8(ascii: "%"): return command(index, behind: index + 2, "%}")
      case UInt8(ascii: "{"): return command(index, behind: index + 2, "}}")
      default: return nil
      }
    case UInt8(ascii: "<"):
      if bytes[index + 1] == UInt8(ascii: "%") { return command(index, behind: index + 2, "%>") }
      return bytes[index + 1] == UInt8(ascii: "-") ? snippet(index) : component(index)
    case UInt8(ascii: "["): return bytes[index + 1] == UInt8(ascii: "!") ? include(index) : nil
    default: return nil
    }
  }

  private mutating func command(_ start: Int, behind inner: Int, _ close: String) -> Int? {
    guard let end = end(of: close, from: inner) else { return nil }
    // "<%= render "ports" %>"
    let isOutput = close == "%>" && bytes[inner] == UInt8(ascii: "=")
    var words = self.words((isOutput ? inner + 1 : inner)..<(end - 2))
    let range = SourceRange(start..<end)
    if close == "}}", bytes[inner] == UInt8(ascii: ">") {
      // "{{> ports }}"
      inclusions.append(range)
      return end
    }
    guard let first = words.first else { return end }
    words.removeFirst()
    switch first {
    case "if", "unless", "ifversion", "ifeq", "ifdef", "ifnotempty", "elsif", "elif", "elseif", "else", "when",
      "comment":
      isBetween(first) ? turn(range) : begin(first, range, isCondition: true)
    case "case", "for", "range", "with", "tablerow", "each":
      begin(first, range, isCondition: false)
    case "/comment": finish("comment", start)
    case "endif", "endunless", "endifversion", "endcase", "endcomment", "endfor", "endtablerow", "endwith":
      finish(String(first.dropFirst(3)), start)
    case "end": finish(nil, start)
    case "include", "include_relative", "include_cached", "readfile", "partial", "render", "template", "snippet",
      "import", "extends":
      if !words.contains(where: { $0.hasPrefix("content=") }) { inclusions.append(range) }
    case "data" where words.first?.hasPrefix("reusables.") == true: inclusions.append(range)
    default: if close == "%>", words.last == "do" || words.contains("do") { begin("", range, isCondition: false) }
    }
    return end
  }

  private func isBetween(_ word: String) -> Bool {
    switch word {
    case "elsif", "elif", "elseif", "else", "when": true
    default: false
    }
  }

  private mutating func begin(_ word: String, _ range: SourceRange, isCondition: Bool) {
    guard open.count < Self.deepest else { return }
    var part: Int?
    if isCondition {
      parts.append(Part(range: range.lowerBound..<bytes.count, tag: range))
      part = parts.count - 1
    }
    open.append(Open(word: word, isCondition: isCondition, part: part))
  }

  private static let deepest = 100

  /// "{% else %}": another part, with a tag of its own.
  private mutating func turn(_ range: SourceRange) {
    guard let last = open.indices.last else { return }
    if let part = open[last].part { parts[part].range = parts[part].range.lowerBound..<range.lowerBound }
    parts.append(Part(range: range.lowerBound..<bytes.count, tag: range))
    open[last].part = parts.count - 1
  }

  private mutating func finish(_ word: String?, _ end: Int) {
    guard let last = open.lastIndex(where: { word == nil || $0.word == word }) else { return }
    for index in last..<open.count {
      if let part = open[index].part { parts[part].range = parts[part].range.lowerBound..<end }
    }
    open.removeSubrange(last...)
  }

  /// `<If condition={…}>`, `</If>`, and `<Ports />` on a line of its own.
  private mutating func component(_ start: Int) -> Int? {
    let isClosing = bytes[start + 1] == UInt8(ascii: "/")
    let first = isClosing ? start + 2 : start + 1
    guard first < bytes.count, bytes[first] >= UInt8(ascii: "A"), bytes[first] <= UInt8(ascii: "Z"),
      let end = endOfComponent(from: first)
    else { return nil }
    var nameEnd = first
    while nameEnd < end, isLetter(bytes[nameEnd]) { nameEnd += 1 }
    let name = String(decoding: bytes[first..<nameEnd], as: UTF8.self)
    let range = SourceRange(start..<end)
    let isEmpty = bytes[end - 2] == UInt8(ascii: "/")
    if name == "If" || name == "Conditional" || name == "Show" {
      if isClosing { finish(name, start) } else if !isEmpty { begin(name, range, isCondition: true) }
    } else if isEmpty, !isClosing, !name.hasPrefix("Tab"), isLine(range) {
      inclusions.append(range)
    }
    return end
  }

  /// `[!INCLUDE [name](file)]`
  private mutating func include(_ start: Int) -> Int? {
    guard ["[!INCLUDE", "[!include"].contains(where: { bytes[start...].starts(with: $0.utf8) }) else { return nil }
    return includeLine(from: start)
  }

  /// `--8<-- "file"`, found at its `<`.
  private mutating func snippet(_ less: Int) -> Int? {
    guard less >= 3, bytes[(less - 3)...].starts(with: "--8<--".utf8) else { return nil }
    return includeLine(from: less - 3)
  }

  private mutating func includeLine(from start: Int) -> Int {
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    inclusions.append(SourceRange(start..<end))
    return end
  }

  // MARK: Bytes

  private func end(of close: String, from start: Int) -> Int? {
    let close = Array(close.utf8)
    var index = start
    while index + 1 < min(bytes.count, start + Self.longestTag) {
      if bytes[index] == close[0], bytes[index + 1] == close[1] { return index + 2 }
      index += 1
    }
    return nil
  }

  /// Behind the `>` that closes a component: one in braces or quotes is part of an attribute.
  private func endOfComponent(from start: Int) -> Int? {
    var depth = 0
    var quote: UInt8?
    for index in start..<min(bytes.count, start + Self.longestTag) {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return index + 1
      default: continue
      }
    }
    return nil
  }

  /// A longer tag is none.
  private static let longestTag = 1000

  private func isLine(_ range: SourceRange) -> Bool {
    var index = range.lowerBound
    while index > 0, bytes[index - 1] == 0x20 { index -= 1 }
    guard index == 0 || bytes[index - 1] == 0x0A else { return false }
    index = range.upperBound
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x0D { index += 1 }
    return index == bytes.count || bytes[index] == 0x0A
  }

  private func words(_ range: Range<Int>) -> [String] {
    bytes[range].split(whereSeparator: { $0 <= 0x20 || "-<>%~+(".utf8.contains($0) }).prefix(6).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
}
