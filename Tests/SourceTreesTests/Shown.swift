import SourceDiagnostics
import SourceTrees

/// A tree as text: style, value and bytes of every scalar, `=` and the bytes of its content where it stands verbatim.
func shown(_ node: TreeNode?) -> String {
  guard let node else { return "nil" }
  switch node.kind {
  case .scalar(let scalar):
    let content = scalar.content.map { "=" + shown($0) } ?? ""
    return "\(shown(scalar.style))\(quoted(scalar.text))@\(shown(node.range))\(content)"
  case .sequence(let elements):
    return "[" + elements.map(shown).joined(separator: ", ") + "]@" + shown(node.range)
  case .mapping(let entries):
    let texts = entries.map { "\(quoted($0.key.value))@\(shown($0.key.range)): \(shown($0.value))" }
    return "{" + texts.joined(separator: ", ") + "}@" + shown(node.range)
  }
}

func shown(_ range: SourceRange) -> String { "\(range.lowerBound)-\(range.upperBound)" }

/// A diagnostic without its message: `duplicate-key 5-6 (0-1)`, the places of notes in parentheses.
func shown(_ diagnostic: Diagnostic) -> String {
  let notes = diagnostic.notes.compactMap(\.location).map { " (\(shown($0.range)))" }.joined()
  return "\(diagnostic.rule.slug) \(shown(diagnostic.location.range))\(notes)"
}

func shown(_ diagnostics: [Diagnostic]) -> String { diagnostics.map(shown).joined(separator: ", ") }

private func shown(_ style: TreeNode.ScalarStyle) -> String {
  switch style {
  case .plain: ""
  case .quoted: "q"
  case .block: "b"
  case .number: "n"
  case .boolean: "t"
  case .null: "z"
  }
}

private func quoted(_ text: String) -> String {
  var result = "'"
  for scalar in text.unicodeScalars {
    if scalar == "\n" { result += "\\n" } else { result.unicodeScalars.append(scalar) }
  }
  return result + "'"
}

/// Numbers that are the same for the same seed, so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014), SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
