import PortModel

extension String {
  /// The text on one line, without anything invisible: every run of white space and line breaks is one space.
  ///
  /// Controls and format characters are dropped, so that no name can break out of a comment or reorder how it is
  /// displayed (Unicode TR 36 §2.5, bidirectional text spoofing). Joiners stay: scripts and emoji need them.
  var onOneLine: String {
    var result = ""
    var pendingSpace = false
    for scalar in unicodeScalars {
      if scalar.properties.isWhitespace {
        pendingSpace = !result.isEmpty
        continue
      }
      if scalar.isInvisible { continue }
      if pendingSpace { result.append(" ") }
      pendingSpace = false
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// The text with a backslash before each of `special`.
  func escaped(_ special: String) -> String {
    var result = ""
    for scalar in unicodeScalars {
      if special.unicodeScalars.contains(scalar) { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Controls, format characters except the joiners, private use, and what is no character.
  var isInvisible: Bool {
    if properties.isNoncharacterCodePoint { return true }
    return switch properties.generalCategory {
    case .control, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: true
    case .format: value != 0x200C && value != 0x200D
    default: false
    }
  }
}

extension Flow {
  /// The transport and the ports, as headings write them: `TCP 3843`, `port 443`.
  var portTitle: String { (transport.map { $0.rawValue.uppercased() } ?? "port") + " " + ports.label }

  /// Requirement and condition in words: `required when uploading is enabled`.
  var requirementTitle: String {
    let word =
      switch requirement {
      case .required: "required"
      case .conditional: "required"
      case .recommended: "recommended"
      case .optional: "optional"
      case .unstated: "not stated whether required"
      }
    if let condition { return "\(word) when \(condition.text)" }
    return requirement == .conditional ? "required under a condition that is not stated" : word
  }
}

extension PortSpecification {
  /// The name of a role for people, or words for a party that is not stated.
  func title(ofRole id: String?) -> String {
    guard let id else { return "not stated" }
    return role(id)?.name ?? id
  }
}
