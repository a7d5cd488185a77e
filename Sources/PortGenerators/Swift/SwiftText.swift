/// Text inside Swift source.
enum SwiftText {
  /// A string literal that reads back as exactly `text`.
  ///
  /// Quotes, backslashes and everything that does not show are escaped, so that the file displays what it says.
  static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case " ": result += " "
      default:
        let isHidden =
          scalar.isInvisible || scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
        if isHidden {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// Text for a documentation comment: on one line, with nothing that DocC would read as markup.
  static func documentation(_ text: String) -> String { text.onOneLine.escaped(#"\`*_<[#"#) }
}

/// Lines of source at a depth of indentation.
struct SwiftLines {
  private(set) var text = ""
  private var depth = 0

  mutating func line(_ line: String) {
    if !line.isEmpty { text += String(repeating: "  ", count: depth) + line }
    text += "\n"
  }

  /// Several lines, the first of which may be indented at will; the others keep their indentation.
  mutating func lines(_ block: String) {
    for line in block.split(separator: "\n", omittingEmptySubsequences: false) { self.line(String(line)) }
  }

  /// `opening {`, what `body` writes one level deeper, and `}`.
  mutating func block(_ opening: String, _ body: (inout SwiftLines) -> Void) {
    line(opening + " {")
    depth += 1
    body(&self)
    depth -= 1
    line("}")
  }

  /// What `body` writes, two levels deeper: the arguments of a call.
  mutating func arguments(_ body: (inout SwiftLines) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }
}
