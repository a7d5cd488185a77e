/// A rule as the sources declare it.
struct DeclaredRule: Hashable {
  let slug: String
  let number: String
}

/// The rules declared in a file: `DiagnosticRule("slug", NNN, …)`.
///
/// A declaration that is written in another way has the slug `?`, so that it cannot hide from the checks.
func declaredRules(in tokens: [Token]) -> [DeclaredRule] {
  tokens.indices.compactMap { index in
    guard tokens[index].text == "DiagnosticRule", index + 1 < tokens.count else { return nil }
    var arguments = tokens[(index + 1)...]
    if arguments.prefix(2).map(\.text) == [".", "init"] {
      arguments = arguments.dropFirst(2)
    } else if arguments.prefix(2).map(\.text) == ["=", "."] {
      arguments = arguments.dropFirst(3)  // let rule: DiagnosticRule = .init(…)
    }
    guard arguments.popFirst()?.text == "(" else { return nil }
    guard let slug = arguments.popFirst()?.literal, arguments.popFirst()?.text == ",",
      let number = arguments.popFirst()?.text, number.utf8.count == 3,
      number.utf8.allSatisfy({ (48...57).contains($0) })
    else { return DeclaredRule(slug: "?", number: "?") }
    return DeclaredRule(slug: slug, number: number)
  }
}

/// What is wrong between the declared rules and the pages that explain them, by slug.
func disagreements(between rules: [DeclaredRule], and pages: [String: String]) -> [String] {
  var found: [String] = []
  for rule in rules where rule.slug == "?" { found.append("a rule whose slug and number are not literals: \(rule)") }
  for (number, group) in Dictionary(grouping: rules, by: \.number) where group.count > 1 {
    found.append("PS\(number) is the number of \(group.map(\.slug).sorted().joined(separator: " and "))")
  }
  for (slug, group) in Dictionary(grouping: rules, by: \.slug) where group.count > 1 {
    found.append("\(slug) is declared \(group.count) times")
  }
  for rule in rules {
    if let page = pages[rule.slug] {
      if !page.contains("PS\(rule.number)") {
        found.append("docs/rules/\(rule.slug).md does not name PS\(rule.number)")
      }
    } else {
      found.append("docs/rules/\(rule.slug).md is missing")
    }
  }
  for slug in pages.keys where !rules.contains(where: { $0.slug == slug }) {
    found.append("docs/rules/\(slug).md explains no rule")
  }
  return found.sorted()
}
