/// Writes a random YAML text and says how its tree must look: the oracle for positions.
struct RandomYAML {
  private(set) var bytes: [UInt8] = []
  private var generator: SeededGenerator
  private let lineBreak: String

  private static let words = ["a", "Port", "größe", "€", "😀", "443", "22:22", "017", "yes", "日本 語", "x y"]

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    lineBreak = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
    if Bool.random(using: &generator) { bytes = [0xEF, 0xBB, 0xBF] }
  }

  mutating func document() -> String {
    if Bool.random(using: &generator) { put("# Größe \(lineBreak)---\(lineBreak)") }
    return (Bool.random(using: &generator) ? mapping(indent: 0) : sequence(indent: 0)).text
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func endLine() {
    if Bool.random(using: &generator) { put(" # é") }
    put(lineBreak)
    if Int.random(in: 0..<4, using: &generator) == 0 { put(lineBreak) }
  }

  private mutating func mapping(indent: Int) -> (text: String, end: Int) {
    var parts: [String] = []
    let start = bytes.count
    var end = start
    for index in 0..<Int.random(in: 1...4, using: &generator) {
      if index > 0 { put(String(repeating: " ", count: indent)) }
      let name = "k\(index)" + (Self.words.randomElement(using: &generator) ?? "")
      let keyStart = bytes.count
      put(name.contains(":") ? "'\(name)'" : name)
      let key = "'\(name)'@\(keyStart)-\(bytes.count)"
      put(":")
      let (value, valueEnd) = self.value(indent: indent)
      parts.append("\(key): \(value)")
      end = valueEnd
    }
    return ("{\(parts.joined(separator: ", "))}@\(start)-\(end)", end)
  }

  private mutating func sequence(indent: Int) -> (text: String, end: Int) {
    var parts: [String] = []
    let start = bytes.count
    var end = start
    for index in 0..<Int.random(in: 1...4, using: &generator) {
      if index > 0 { put(String(repeating: " ", count: indent)) }
      put("-")
      let (value, valueEnd) = self.value(indent: indent)
      parts.append(value)
      end = valueEnd
    }
    return ("[\(parts.joined(separator: ", "))]@\(start)-\(end)", end)
  }

  /// The value behind a colon or a hyphen, to the end of its line.
  private mutating func value(indent: Int) -> (text: String, end: Int) {
    if indent < 8, Int.random(in: 0..<3, using: &generator) == 0 {
      endLine()
      put(String(repeating: " ", count: indent + 2))
      return Bool.random(using: &generator) ? mapping(indent: indent + 2) : sequence(indent: indent + 2)
    }
    put(" ")
    let text = Int.random(in: 0..<3, using: &generator) == 0 ? flow(depth: 0) : scalar()
    let end = bytes.count
    endLine()
    return (text, end)
  }

  private mutating func flow(depth: Int) -> String {
    let start = bytes.count
    var parts: [String] = []
    put("[")
    for index in 0..<Int.random(in: 0...3, using: &generator) {
      if index > 0 { put(", ") }
      parts.append(depth < 3 && Bool.random(using: &generator) ? flow(depth: depth + 1) : scalar())
    }
    put("]")
    return "[\(parts.joined(separator: ", "))]@\(start)-\(bytes.count)"
  }

  private mutating func scalar() -> String {
    let word = Self.words.randomElement(using: &generator) ?? "a"
    let start = bytes.count
    let quote = ["", "'", "\""].randomElement(using: &generator) ?? ""
    put(quote + word + quote)
    let content = "\(start + quote.utf8.count)-\(bytes.count - quote.utf8.count)"
    return "\(quote.isEmpty ? "" : "q")'\(word)'@\(start)-\(bytes.count)=\(content)"
  }
}
