package import PortModel
package import SourceDiagnostics
import SourceTrees

/// Reads a specification file: the inverse of ``PortSpecification/json()``.
///
/// Total. As strict as docs/schema/port-specification.schema.json, and beyond what a schema can say: ranges have their ends in order,
/// ids are unique, flows name roles that exist, and the digest is that of the content.
/// - Returns: The specification, nil exactly when a diagnostic is an error.
package func readSpecification(
  _ file: SourceFile
) -> (specification: PortSpecification?, diagnostics: [Diagnostic]) {
  let (tree, problems) = parseJSON(file)
  guard let tree, problems.isEmpty else { return (nil, problems) }
  var reader = ObjectReader(tree, "the specification", in: file.name)
  guard reader.diagnostics.isEmpty, checkVersion(&reader) else { return (nil, reader.diagnostics) }
  let specification = reader.specification()
  reader.reportUnknownMembers()
  var diagnostics = DiagnosticList()
  diagnostics.report(contentsOf: reader.diagnostics)
  let sorted = diagnostics.sorted()
  return (sorted.contains { $0.severity == .error } ? nil : specification, sorted)
}

/// - Returns: Whether the rest of the file can be understood.
private func checkVersion(_ reader: inout ObjectReader) -> Bool {
  guard let text = reader.string("schemaVersion"), let range = reader.range(of: "schemaVersion") else { return false }
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 2, let major = number(parts[0]), number(parts[1]) != nil else {
    reader.report(
      .impossibleValue, "\"\(text)\" is not a version; write \"\(PortSpecification.schemaVersion)\"", at: range)
    return false
  }
  guard text != PortSpecification.schemaVersion else { return true }
  let isReadable = major == number(PortSpecification.schemaVersion.prefix { $0 != "." })
  let consequence =
    isReadable
    ? "members that it adds are not known, and its digest is not checked"
    : "compile the page again, or read the file with the portspec that wrote it"
  reader.report(
    .unsupportedVersion,
    "the format \(text) is not \(PortSpecification.schemaVersion), which this portspec reads; \(consequence)",
    at: range,
    severity: isReadable ? .warning : .error)
  return isReadable
}

/// Decimal digits without a leading zero.
private func number(_ digits: Substring) -> Int? {
  guard let value = Int(digits), String(value) == digits else { return nil }
  return value
}

extension ObjectReader {
  fileprivate mutating func specification() -> PortSpecification? {
    let document = object("document", "the document") { $0.document() }
    var roleIDs = IDRegister("role")
    let roles = objects("roles", "a role") {
      roleIDs.register(&$0); return $0.role()
    }
    var flowIDs = IDRegister("flow")
    let flows = objects("flows", "a flow") {
      flowIDs.register(&$0)
      if !roleIDs.isIncomplete { $0.checkRoles(roleIDs) }
      return $0.flow()
    }
    var checkIDs = IDRegister("check")
    let checks = objects("checks", "a check") {
      checkIDs.register(&$0); return $0.check()
    }
    let unresolved = objects("unresolved", "an unresolved entry") { $0.unresolved() }
    let digest = string("digest")
    guard let document, let roles, let flows, let checks, let unresolved, let digest,
      !diagnostics.contains(where: { $0.severity == .error })
    else { return nil }
    let specification = PortSpecification(
      document: document, roles: roles, flows: flows, checks: checks, unresolved: unresolved)
    // Another minor version may mean more than this one can digest.
    if digest != specification.digest, diagnostics.isEmpty { reportDigest(of: specification) }
    return specification
  }

  private mutating func reportDigest(of specification: PortSpecification) {
    guard let range = range(of: "digest") else { return }
    report(
      .digestMismatch,
      "the digest is not that of the content, \(specification.digest): the file was edited by hand; compile the page again",
      at: range)
  }

  private mutating func document() -> PortSpecification.Document? {
    let (title, summary, permalink) = (optionalString("title"), optionalString("summary"), optionalString("permalink"))
    guard let frontMatter = texts("frontMatter") else { return nil }
    return PortSpecification.Document(title: title, summary: summary, permalink: permalink, frontMatter: frontMatter)
  }

  private mutating func role() -> Role? {
    let (id, name, kind) = (string("id"), string("name"), oneOf("kind", Role.Kind.self))
    let aliases = strings("aliases")
    guard let id, let name, let kind, let aliases else { return nil }
    return Role(id: id, name: name, aliases: aliases, kind: kind)
  }

  private mutating func check() -> PortSpecification.HostCheck? {
    let (id, kind, text) = (string("id"), oneOf("kind", PortSpecification.HostCheck.Kind.self), string("text"))
    let (condition, references) = (optionalString("condition"), strings("references"))
    guard let id, let kind, let text, let references else { return nil }
    return PortSpecification.HostCheck(id: id, kind: kind, text: text, condition: condition, references: references)
  }

  private mutating func unresolved() -> PortSpecification.Unresolved? {
    let (kind, text) = (string("kind"), string("text"))
    let origin = object("origin", "an origin") { $0.origin() }
    guard let kind, let text, let origin else { return nil }
    return PortSpecification.Unresolved(kind: kind, text: text, origin: origin)
  }

  /// Reports the roles of a flow that no role declares.
  private mutating func checkRoles(_ roles: IDRegister) {
    for name in ["subject", "source", "destination"] {
      guard let value = peekedString(name), let range = range(of: name), !roles.contains(value) else { continue }
      report(.undeclaredRole, "no role has the id \"\(value)\"; add it to \"roles\" or name one of them", at: range)
    }
  }
}

/// The ids of one kind of object, each of which stands once.
struct IDRegister {
  private let noun: String
  private var first: [String: SourceRange] = [:]
  /// Whether an object had no id that could be read, so that nothing can be said to be missing.
  private(set) var isIncomplete = false

  init(_ noun: String) { self.noun = noun }

  mutating func register(_ object: inout ObjectReader) {
    guard let id = object.peekedString("id"), let range = object.range(of: "id") else {
      isIncomplete = true
      return
    }
    guard let earlier = first.updateValue(range, forKey: id) else { return }
    first[id] = earlier
    object.report(
      .duplicateID, "a second \(noun) has the id \"\(id)\"; give each its own", at: range,
      notes: [("first used here", earlier)])
  }

  func contains(_ id: String) -> Bool { first[id] != nil }
}
