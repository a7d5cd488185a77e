/// An import as written.
struct Import: Hashable {
  let module: String
  /// `public`, `package`, …; nil where nothing is written.
  let access: String?
  let line: Int
}

private let accessLevels: Set = ["public", "package", "internal", "fileprivate", "private"]

/// The imports of a file; of `import struct A.B` the module `A`.
func imports(in tokens: [Token]) -> [Import] {
  tokens.indices.compactMap { index in
    guard tokens[index].text == "import", index + 1 < tokens.count else { return nil }
    let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
    var module = index + 1
    if kinds.contains(tokens[module].text), module + 1 < tokens.count { module += 1 }
    let before = index > 0 ? tokens[index - 1].text : ""
    return Import(
      module: tokens[module].text, access: accessLevels.contains(before) ? before : nil, line: tokens[index].line)
  }
}

/// The lines of the `public` and `package` functions and initialisers that throw.
func linesOfThrowingInterface(in tokens: [Token]) -> [Int] {
  tokens.indices.filter { index in
    ["func", "init"].contains(tokens[index].text) && isExported(tokens[..<index]) && isThrowing(tokens[(index + 1)...])
  }.map { tokens[$0].line }
}

/// Whether the modifiers at the end of `tokens` make the next declaration visible to other targets.
private func isExported(_ tokens: ArraySlice<Token>) -> Bool {
  let modifiers: Set = [
    "static", "class", "final", "mutating", "nonmutating", "borrowing", "consuming", "override", "convenience",
    "required", "nonisolated", "isolated", "indirect",
  ]
  for token in tokens.reversed() {
    if token.text == "public" || token.text == "package" { return true }
    if !modifiers.contains(token.text) { return false }
  }
  return false
}

/// Whether the signature at the start of `tokens`, parameters left aside, throws.
private func isThrowing(_ tokens: ArraySlice<Token>) -> Bool {
  let ends: Set = ["{", "}", "func", "init", "var", "let", "case", "struct", "enum", "extension"]
  var depth = 0
  for token in tokens {
    if ["(", "["].contains(token.text) { depth += 1 }
    if [")", "]"].contains(token.text) { depth -= 1 }
    guard depth == 0 else { continue }
    if token.text == "throws" { return true }
    if ends.contains(token.text) { return false }
  }
  return false
}

/// Ways to end the process on input, or to tell the compiler to look away.
let bannedForms = [
  ["fatalError"], ["try", "!"], ["as", "!"], ["@", "unchecked", "Sendable"], ["nonisolated", "(", "unsafe", ")"],
]

/// The banned forms in a file, as `line: form`.
func bannedForms(in tokens: [Token]) -> [String] {
  tokens.indices.flatMap { index in
    bannedForms.filter { tokens[index...].prefix($0.count).map(\.text) == $0 }
      .map { "\(tokens[index].line): \($0.joined())" }
  }
}
