/// Making Swift identifiers from names.
///
/// Source: The Swift Programming Language, Lexical Structure, Identifiers. Beyond ASCII only what UAX #31 allows is used,
/// which is less than Swift takes; code points that do not show (default ignorable) are left out.
enum SwiftIdentifier {
  /// `Unix/Linux server(s)` becomes `UnixLinuxServerS`; inner capitals stay. Empty where there is nothing to use.
  static func upperCamel(_ text: String) -> String {
    leading(words(in: text).map(capitalized).joined())
  }

  /// `TCP port` becomes `tcpPort`, `SQLServer` becomes `sqlServer`. Empty where there is nothing to use.
  static func lowerCamel(_ text: String) -> String {
    let words = words(in: text)
    guard let first = words.first else { return "" }
    return leading(lowercasedStart(of: first) + words.dropFirst().map(capitalized).joined())
  }

  /// A name that somebody chose: as it is where it can be, otherwise made from its words.
  static func chosen(_ text: String, otherwise make: (String) -> String) -> String {
    isValid(text) ? text : make(text)
  }

  /// Whether the text is an identifier, perhaps one that needs backticks.
  static func isValid(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, canLead(first) || first == "_" else { return false }
    return text.unicodeScalars.allSatisfy { canContinue($0) || $0 == "_" }
      && text.unicodeScalars.contains { $0 != "_" }
  }

  /// The identifier as it is declared, in backticks where it is a keyword.
  static func quoted(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

  private static func words(in text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if canContinue(scalar) {
        word.unicodeScalars.append(scalar)
      } else if scalar != "'" && scalar != "\u{2019}" && !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func capitalized(_ word: String) -> String {
    guard let first = word.unicodeScalars.first else { return word }
    return (first.isASCII ? String(first).uppercased() : first.properties.titlecaseMapping)
      + String(word.unicodeScalars.dropFirst())
  }

  /// Lowers the leading capitals, except one that begins a new word: `SQLServer`, `TCP`, `Client`.
  private static func lowercasedStart(of word: String) -> String {
    let scalars = Array(word.unicodeScalars)
    var count = scalars.prefix { $0.properties.isUppercase }.count
    if count > 1, count < scalars.count, scalars[count].properties.isLowercase { count -= 1 }
    var result = scalars[..<count].reduce(into: "") { $0 += $1.properties.lowercaseMapping }
    result.unicodeScalars.append(contentsOf: scalars[count...])
    return result
  }

  /// The name with an underscore where it could not begin an identifier.
  private static func leading(_ name: String) -> String {
    guard let first = name.unicodeScalars.first else { return "" }
    return canLead(first) ? name : "_" + name
  }

  private static func canLead(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isXIDStart && !scalar.properties.isDefaultIgnorableCodePoint
  }

  private static func canContinue(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "_" && scalar.properties.isXIDContinue && !scalar.properties.isDefaultIgnorableCodePoint
  }

  /// Reserved words that backticks turn into identifiers.
  ///
  /// Source: The Swift Programming Language, Lexical Structure, Keywords and Punctuation.
  private static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
    "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// Names that a declaration of ours must not have, because Swift gives `X.name` another meaning or the generated file
  /// uses them for something else.
  static let reserved: Set<String> = [
    "Any", "Protocol", "Self", "Type", "init", "self", "super",
    "Array", "Bool", "CaseIterable", "ClosedRange", "Hashable", "Identifiable", "Optional", "Sendable", "String",
    "Swift", "UInt16",
    "Binding", "Condition", "Direction", "Flow", "Ports", "Requirement", "Role", "Scope", "Transport",
    "allFlows", "allRoles", "flow", "flows", "pageName", "role", "specificationDigest",
  ]
}
