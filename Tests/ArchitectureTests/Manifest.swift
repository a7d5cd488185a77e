/// A target as the package manifest declares it.
struct ManifestTarget: Hashable {
  let name: String
  /// Nil for the standard place, `Sources/<name>` or `Tests/<name>`.
  let path: String?
  /// Names of targets and of products.
  let dependencies: [String]
}

/// The targets of a manifest that is written as literals, as ours is.
func manifestTargets(in tokens: [Token]) -> [ManifestTarget] {
  let kinds: Set = ["target", "executableTarget", "testTarget", "systemLibrary", "plugin"]
  var targets: [ManifestTarget] = []
  var index = 0
  while index + 2 < tokens.count {
    guard tokens[index].text == ".", kinds.contains(tokens[index + 1].text), tokens[index + 2].text == "(" else {
      index += 1
      continue
    }
    let end = closingBracket(in: tokens, from: index + 2)
    let arguments = Array(tokens[(index + 3)..<end])
    if let name = literals(of: "name", in: arguments).first {
      targets.append(
        ManifestTarget(
          name: name, path: literals(of: "path", in: arguments).first,
          dependencies: literals(of: "dependencies", in: arguments)))
    }
    index = end
  }
  return targets
}

/// The string literals in the value of an argument; in a list, those labelled `package` are left out.
private func literals(of label: String, in arguments: [Token]) -> [String] {
  var depth = 0
  for index in arguments.indices {
    depth += change(of: arguments[index])
    guard depth == 0, arguments[index].text == label, index + 2 < arguments.count, arguments[index + 1].text == ":"
    else { continue }
    if let literal = arguments[index + 2].literal { return [literal] }
    let list = (index + 2)..<closingBracket(in: arguments, from: index + 2)
    return list.filter { arguments[$0 - 1].text != ":" || arguments[$0 - 2].text != "package" }
      .compactMap { arguments[$0].literal }
  }
  return []
}

/// The index of the bracket that closes the one at `start`, or the end.
private func closingBracket(in tokens: [Token], from start: Int) -> Int {
  var depth = 0
  for index in start..<tokens.count {
    depth += change(of: tokens[index])
    if depth == 0 { return index }
  }
  return tokens.count
}

/// What a token does to the depth of brackets.
private func change(of token: Token) -> Int {
  switch token.text {
  case "(", "[": 1
  case ")", "]": -1
  default: 0
  }
}
