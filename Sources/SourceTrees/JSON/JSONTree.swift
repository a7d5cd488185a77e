package import SourceDiagnostics

/// Reads a JSON text into a located tree.
///
/// Total, and exact: the grammar of RFC 8259 and nothing beyond it, no byte order mark, no equal keys in one object, numbers within
/// the range of IEEE doubles.
/// - Parameters:
///   - file: The file; the ranges of the tree and of the diagnostics are offsets in it.
///   - range: The bytes that are JSON; nil for all of them.
///   - limits: How much is read at most.
/// - Returns: The tree, nil where a diagnostic says why the text cannot be read. After a duplicate key there are both a
///   diagnostic and a tree, which has the first of the equal keys.
/// - Complexity: O(*n*).
package func parseJSON(
  _ file: SourceFile, in range: SourceRange? = nil, limits: TreeLimits = .json
) -> (tree: TreeNode?, diagnostics: [Diagnostic]) {
  do throws(UnreadableTree) {
    let whole = range ?? file.range
    let text = try file.textRange(whole, limits: limits)
    guard text.lowerBound == min(whole.lowerBound, file.bytes.count) else {
      throw .byteOrderMark(at: SourceRange(whole.lowerBound..<text.lowerBound), in: file)
    }
    var parser = JSONParser(file, in: text, limits: limits)
    do throws(UnreadableTree) {
      return (try parser.readDocument(), parser.diagnostics)
    } catch {
      return (nil, parser.diagnostics + [error.diagnostic])
    }
  } catch {
    return (nil, [error.diagnostic])
  }
}

/// Recursive descent over the bytes of a JSON text, as deep as the limits allow.
struct JSONParser {
  private(set) var diagnostics: [Diagnostic] = []
  /// The next byte to read.
  var offset: Int
  let end: Int
  let bytes: [UInt8]

  private let file: SourceFile
  private let limits: TreeLimits
  private var nodeCount = 0

  /// - Precondition: The bytes of `range` are UTF-8.
  init(_ file: SourceFile, in range: SourceRange, limits: TreeLimits) {
    self.file = file
    self.limits = limits
    bytes = file.bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// One value and nothing else.
  mutating func readDocument() throws(UnreadableTree) -> TreeNode {
    skipWhiteSpace()
    let node = try readValue(depth: 0)
    skipWhiteSpace()
    guard offset == end else {
      throw malformed("text behind the end of the JSON value; remove it", SourceRange(offset..<end))
    }
    return node
  }

  private mutating func readValue(depth: Int) throws(UnreadableTree) -> TreeNode {
    nodeCount += 1
    guard nodeCount <= limits.maximumNodeCount else { throw tooLarge("values", limits.maximumNodeCount) }
    switch peek {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""):
      let string = try readString()
      return scalar(string.text, .quoted, string.range, content: string.content)
    case UInt8(ascii: "t"): return try readLiteral("true", .boolean)
    case UInt8(ascii: "f"): return try readLiteral("false", .boolean)
    case UInt8(ascii: "n"): return try readLiteral("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte):
      let range = try readNumber()
      return scalar(file.text(range), .number, range, content: range)
    default: throw unexpected("a value")
    }
  }

  private mutating func readObject(depth: Int) throws(UnreadableTree) -> TreeNode {
    let start = try enter(depth)
    var entries: [TreeNode.Entry] = []
    var firstKeys: [String: SourceRange] = [:]
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipWhiteSpace()
        guard peek == UInt8(ascii: "\"") else { throw unexpected("a key between double quotes") }
        let string = try readString()
        let key = Located(string.text, at: string.range)
        skipWhiteSpace()
        guard take(UInt8(ascii: ":")) else { throw unexpected("\":\"") }
        skipWhiteSpace()
        let value = try readValue(depth: depth + 1)
        skipWhiteSpace()
        if let first = firstKeys.updateValue(key.range, forKey: key.value) {
          firstKeys[key.value] = first
          try report(.duplicateKey(key, first: first, in: file.name))
        } else {
          entries.append(TreeNode.Entry(key: key, value: value))
        }
        guard entries.count <= limits.maximumWidth else { throw tooLarge("members of one object", limits.maximumWidth) }
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw unexpected("\",\" or \"}\"") }
    }
    return TreeNode(kind: .mapping(entries), range: SourceRange(start..<offset))
  }

  private mutating func readArray(depth: Int) throws(UnreadableTree) -> TreeNode {
    let start = try enter(depth)
    var elements: [TreeNode] = []
    if !take(UInt8(ascii: "]")) {
      repeat {
        skipWhiteSpace()
        elements.append(try readValue(depth: depth + 1))
        skipWhiteSpace()
        guard elements.count <= limits.maximumWidth else {
          throw tooLarge("elements of one array", limits.maximumWidth)
        }
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "]")) else { throw unexpected("\",\" or \"]\"") }
    }
    return TreeNode(kind: .sequence(elements), range: SourceRange(start..<offset))
  }

  /// Steps over an opening bracket and the white space behind it.
  private mutating func enter(_ depth: Int) throws(UnreadableTree) -> Int {
    let start = offset
    guard depth < limits.maximumDepth else {
      throw .tooDeep(limits, at: file.location(SourceRange(start..<start + 1)))
    }
    offset += 1
    skipWhiteSpace()
    return start
  }

  private mutating func readLiteral(_ word: StaticString, _ style: TreeNode.ScalarStyle) throws(UnreadableTree)
    -> TreeNode
  {
    let range = SourceRange(offset..<wordEnd)
    let text = file.text(range)
    guard text == "\(word)" else {
      throw malformed("\(quoted(text)) is not a JSON value; did you mean \(word)?", range)
    }
    offset = range.upperBound
    return scalar(text, style, range, content: range)
  }

  private func scalar(
    _ text: String, _ style: TreeNode.ScalarStyle, _ range: SourceRange, content: SourceRange?
  ) -> TreeNode {
    TreeNode(kind: .scalar(.init(text: text, style: style, content: content)), range: range)
  }
}

// MARK: Bytes

extension JSONParser {
  /// The next byte, nil at the end.
  var peek: UInt8? { offset < end ? bytes[offset] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  /// Source: RFC 8259 §2.
  mutating func skipWhiteSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
  }

  /// Behind the letters, digits, signs and points that begin at the next byte.
  var wordEnd: Int {
    var end = offset
    while end < self.end {
      switch bytes[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        end += 1
      default: return end
      }
    }
    return end
  }
}

// MARK: Diagnostics

extension JSONParser {
  func malformed(_ message: String, _ range: SourceRange) -> UnreadableTree {
    UnreadableTree(.malformedJSON, message, at: file.location(range))
  }

  /// - Parameter expected: What the grammar wants at the next byte.
  func unexpected(_ expected: String) -> UnreadableTree {
    guard offset < end else {
      return malformed("the text ends where \(expected) is expected", SourceRange(offset..<offset))
    }
    let range = wordEnd > offset ? SourceRange(offset..<wordEnd) : characterRange
    return malformed("\(quoted(file.text(range))) stands where \(expected) is expected", range)
  }

  /// The character that begins at the next byte.
  private var characterRange: SourceRange {
    var end = offset + 1
    while end < self.end, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(offset..<end)
  }

  private func tooLarge(_ what: String, _ limit: Int) -> UnreadableTree {
    .tooLarge(what, limit: limit, at: file.location(SourceRange(offset..<end)))
  }

  private mutating func report(_ diagnostic: Diagnostic) throws(UnreadableTree) {
    guard diagnostics.count < TreeLimits.maximumDiagnosticCount else {
      throw .tooManyDiagnostics(at: diagnostic.location)
    }
    diagnostics.append(diagnostic)
  }
}

extension UnreadableTree {
  /// Source: RFC 8259 §8.1.
  fileprivate static func byteOrderMark(at range: SourceRange, in file: SourceFile) -> Self {
    UnreadableTree(
      .malformedJSON, "a byte order mark cannot begin a JSON text; remove it", at: file.location(range),
      fix: .init("remove the byte order mark", [.init(range, "")]))
  }
}
