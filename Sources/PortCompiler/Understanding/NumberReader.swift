import PortPage
import SourceDiagnostics

/// Explains numbers that are no ports.
struct NumberReader {
  let tokens: [Token]
  let text: [UInt8]
  private let lexicon = Lexicon.english

  init(_ tokens: [Token], _ text: [UInt8]) {
    self.tokens = tokens
    self.text = text
  }

  /// What the number at `index` is, from the words around it; nil when they do not tell.
  ///
  /// - Parameter sentence: The range of tokens that may be looked at.
  func reason(at index: Int, in sentence: Range<Int>) -> String? {
    let token = tokens[index]
    switch token.kind {
    case .dotted: return dots(token) == 3 || isIPv6(token) ? "address" : "version"
    case .mixed: return "quantity or identifier"
    case .url: return "URL"
    case .number: break
    default: return nil
    }
    let previous = index > sentence.lowerBound ? tokens[index - 1] : nil
    let next = index + 1 < sentence.upperBound ? tokens[index + 1] : nil
    if let next, next.isMark("%") || Self.units.contains(next.payload), next.kind == .word || next.isMark("%") {
      return "quantity"
    }
    if let next, next.isMark("("), isOfPortless(behind: index + 1, sentence) {
      return "number of a protocol without ports"
    }
    if let next, next.isMark("."), index == sentence.lowerBound, index + 2 == sentence.upperBound {
      return "number of a list item"
    }
    if isHyphenated(index, sentence) { return "version" }
    if let previous {
      if previous.isMark("$") || previous.isMark("#") || previous.isMark("~") { return "identifier or amount" }
      if Self.references.contains(previous.payload) { return "number of a document, step or event" }
      // Versions of protocols are small; "HTTP 8000" is a port.
      if Self.versions.contains(previous.payload), (token.value ?? 0) < 100 || isName(previous),
        !isAcronym(previous) || (token.value ?? 0) < 20
      {
        return "version"
      }
      if previous.isMark("-"), !previous.isSpaced, !token.isSpaced, index >= 2 { return "part of an identifier" }
      if previous.isMark(":"), !token.isSpaced, index >= 2,
        tokens[index - 2].kind == .dotted || tokens[index - 2].kind == .word
          || tokens[index - 2].kind == .number, !previous.isSpaced
      {
        return "port of an address, or a time"
      }
      if previous.isMark("/"), !previous.isSpaced, !token.isSpaced, index >= 2, tokens[index - 2].kind == .dotted {
        return "prefix length"
      }
    }
    if let value = token.value, Self.years.contains(value), token.range.count == 4,
      isName(previous) && !isAcronym(previous) || isMonth(previous)
    {
      return "year or version"
    }
    if let value = token.value, Self.years.contains(value), token.range.count == 4, let previous,
      case .preposition? = lexicon[previous], next.map({ !isCounted($0) }) ?? true
    {
      return "year"
    }
    if token.range.count > 5 { return "identifier" }
    if let next, next.kind == .word, isCounted(next) || next.payload == Self.per { return "count" }
    return nil
  }

  /// "50 (for ESP protocol)"
  private func isOfPortless(behind open: Int, _ sentence: Range<Int>) -> Bool {
    tokens[open..<min(sentence.upperBound, open + 5)].prefix { !$0.isMark(")") }.contains {
      $0.traits.contains(.capitalized) && PageReader.portless.contains($0.payload)
    }
  }

  /// A part of `0-9-1`, `3-1-1`: three small numbers in a row.
  private func isHyphenated(_ index: Int, _ sentence: Range<Int>) -> Bool {
    var first = index
    while first - 2 >= sentence.lowerBound, isGluedHyphen(first - 1), tokens[first - 2].value != nil { first -= 2 }
    var count = 1
    var last = first
    while last + 2 < sentence.upperBound, isGluedHyphen(last + 1), tokens[last + 2].value != nil {
      last += 2
      count += 1
    }
    return count > 2 && stride(from: first, through: last, by: 2).allSatisfy { (tokens[$0].value ?? 0) < 100 }
  }

  private func isGluedHyphen(_ index: Int) -> Bool {
    tokens[index].isMark("-") && !tokens[index].isSpaced && !tokens[index + 1].isSpaced
  }

  static let years = 1900...2100
  private static let per = Token.hash("per")

  /// "10.0.0.1:5432", "hub:8443"; not "10:30".
  func isPortOfAddress(at index: Int, in sentence: Range<Int>) -> Bool {
    guard index >= sentence.lowerBound + 2, tokens[index - 1].isMark(":"), !tokens[index - 1].isSpaced,
      !tokens[index].isSpaced, tokens[index].range.count >= 2, let value = tokens[index].value,
      (1...65535).contains(value)
    else { return false }
    let host = tokens[index - 2]
    return host.kind == .word || host.kind == .dotted && (dots(host) == 3 || isIPv6(host))
  }

  private func isIPv6(_ token: Token) -> Bool { text[token.range.offsets].contains(UInt8(ascii: ":")) }

  private func dots(_ token: Token) -> Int {
    text[token.range.offsets].reduce(0) { $0 + ($1 == UInt8(ascii: ".") ? 1 : 0) }
  }

  /// A capitalised word in front: `Windows 2008`.
  private func isName(_ token: Token?) -> Bool {
    guard let token, token.kind == .word else { return false }
    return token.traits.contains(.capitalized) && lexicon[token] == nil
  }

  /// `RTMP`, `SQL`: two capitals, so no product with a year behind.
  private func isAcronym(_ token: Token?) -> Bool {
    guard let token, token.kind == .word else { return false }
    return token.range.offsets.prefix(2).allSatisfy { text[$0] >= 0x41 && text[$0] <= 0x5A }
  }

  private func isMonth(_ token: Token?) -> Bool { token.map { Self.months.contains($0.payload) } ?? false }

  /// A plural noun behind: `3 nodes`.
  private func isCounted(_ token: Token) -> Bool {
    let isPlural = text[token.range.upperBound - 1] == UInt8(ascii: "s")
    switch lexicon[token] {
    case nil: return isPlural
    case .event, .port, .verb(_, .third(isNoun: true)): return isPlural
    default: return false
    }
  }

  private static let units = words(
    """
    second seconds s ms millisecond milliseconds minute minutes min hour hours day days week weeks month months year years \
    byte bytes kb mb gb tb kib mib gib bit bits kbps mbps gbps mhz ghz px percent times x characters lines cores cpus vcpus
    """)
  private static let references = words(
    """
    step steps table figure section chapter rfc article issue bug ticket event id kb page note example error code version \
    case part level tier stage vlan appendix item line row column layer
    """)
  private static let versions = words("version versions v release tls ssl http update patch sp build ipv")
  private static let months = words(
    "january february march april may june july august september october november december")

  private static func words(_ text: String) -> WordSet {
    WordSet(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
