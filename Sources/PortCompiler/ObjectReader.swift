import PortModel
import SourceDiagnostics
import SourceTrees

/// Takes the members of a JSON object one by one, and reports what is missing, of the wrong type or unknown.
struct ObjectReader {
  private(set) var diagnostics: [Diagnostic] = []
  /// The bytes of the object.
  let place: SourceRange

  private let file: String
  /// How messages name the object: `a flow`.
  private let noun: String
  private let entries: [TreeNode.Entry]
  private let values: [String: TreeNode]
  private var known: Set<String> = []

  init(_ node: TreeNode, _ noun: String, in file: String) {
    self.file = file
    self.noun = noun
    place = node.range
    entries = node.entries ?? []
    values = Dictionary(entries.map { ($0.key.value, $0.value) }) { first, _ in first }
    if node.entries == nil {
      report(.wrongType, "\(noun) must be an object", at: node.range)
    }
  }

  /// The bytes of a member's value, nil where the member is absent.
  func range(of name: String) -> SourceRange? { values[name]?.range }

  /// The text of a member, without a word where there is none.
  func peekedString(_ name: String) -> String? {
    guard let scalar = values[name]?.scalar, scalar.style == .quoted else { return nil }
    return scalar.text
  }

  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, severity: Severity? = nil,
    notes: [(String, SourceRange)] = []
  ) {
    var diagnostic = Diagnostic(
      rule, message, at: SourceLocation(file: file, range: range),
      notes: notes.map { .init($0.0, at: SourceLocation(file: file, range: $0.1)) })
    if let severity { diagnostic.severity = severity }
    diagnostics.append(diagnostic)
  }

  /// Reports every member that nobody has asked for.
  mutating func reportUnknownMembers() {
    for entry in entries where !known.contains(entry.key.value) {
      report(
        .unknownMember,
        "\(noun) has no member \"\(entry.key.value)\"; its members are \(known.sorted().joined(separator: ", "))",
        at: entry.key.range)
    }
  }
}

// MARK: Members that must be there

extension ObjectReader {
  mutating func string(_ name: String) -> String? { required(name) { $0.optionalString(name) } }

  mutating func boolean(_ name: String) -> Bool? {
    required(name) { $0.scalar(name, .boolean, "true or false").map { $0 == "true" } }
  }

  mutating func integer(_ name: String) -> Int? {
    required(name) { reader in
      guard let text = reader.scalar(name, .number, "a whole number") else { return nil }
      if let value = Int(text) { return value }
      if let range = reader.range(of: name) {
        reader.report(.impossibleValue, "\(text) is not a whole number", at: range)
      }
      return nil
    }
  }

  mutating func oneOf<Value: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Value.Type
  ) -> Value? {
    required(name) { $0.optionalOneOf(name, type) }
  }

  mutating func strings(_ name: String) -> [String]? {
    required(name) { reader in
      reader.elements(name)?.compactMap { node in
        if let scalar = node.scalar, scalar.style == .quoted { return scalar.text }
        reader.report(.wrongType, "\"\(name)\" must hold texts only", at: node.range)
        return nil
      }
    }
  }

  mutating func texts(_ name: String) -> [String: String]? { required(name) { $0.optionalTexts(name) } }

  mutating func object<Value>(
    _ name: String, _ noun: String, _ read: (inout ObjectReader) -> Value?
  ) -> Value? {
    required(name) { $0.optionalObject(name, noun, read) }
  }

  /// The objects of an array; those that cannot be read are left out, and reported.
  mutating func objects<Value>(
    _ name: String, _ noun: String, _ read: (inout ObjectReader) -> Value?
  ) -> [Value]? {
    required(name) { reader in
      reader.elements(name)?.compactMap { reader.read($0, noun, read) }
    }
  }

  private mutating func required<Value>(_ name: String, _ read: (inout ObjectReader) -> Value?) -> Value? {
    known.insert(name)
    guard values[name] != nil else {
      report(.missingMember, "\(noun) needs the member \"\(name)\"", at: place)
      return nil
    }
    return read(&self)
  }
}

// MARK: Members that may be absent

extension ObjectReader {
  mutating func optionalString(_ name: String) -> String? { scalar(name, .quoted, "a text") }

  mutating func optionalOneOf<Value: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ type: Value.Type
  ) -> Value? {
    guard let text = optionalString(name), let range = range(of: name) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
    report(.impossibleValue, "\"\(name)\" cannot be \"\(text)\"; it is one of \(names)", at: range)
    return nil
  }

  mutating func optionalTexts(_ name: String) -> [String: String]? {
    optionalObject(name, "\"\(name)\"") { reader in
      var result: [String: String] = [:]
      for entry in reader.entries { result[entry.key.value] = reader.string(entry.key.value) }
      return result
    }
  }

  mutating func optionalObject<Value>(
    _ name: String, _ noun: String, _ read: (inout ObjectReader) -> Value?
  ) -> Value? {
    known.insert(name)
    return values[name].flatMap { self.read($0, noun, read) }
  }

  private mutating func scalar(_ name: String, _ style: TreeNode.ScalarStyle, _ what: String) -> String? {
    known.insert(name)
    guard let node = values[name] else { return nil }
    if let scalar = node.scalar, scalar.style == style { return scalar.text }
    let advice = node.isEmpty ? "; leave it out where there is nothing to say" : ""
    report(.wrongType, "\"\(name)\" must be \(what)\(advice)", at: node.range)
    return nil
  }

  private mutating func elements(_ name: String) -> [TreeNode]? {
    guard let node = values[name] else { return nil }
    if node.elements == nil { report(.wrongType, "\"\(name)\" must be an array", at: node.range) }
    return node.elements
  }

  private mutating func read<Value>(
    _ node: TreeNode, _ noun: String, _ read: (inout ObjectReader) -> Value?
  ) -> Value? {
    var reader = ObjectReader(node, noun, in: file)
    let isObject = reader.diagnostics.isEmpty
    let value = isObject ? read(&reader) : nil
    if isObject { reader.reportUnknownMembers() }
    diagnostics.append(contentsOf: reader.diagnostics)
    return value
  }
}
