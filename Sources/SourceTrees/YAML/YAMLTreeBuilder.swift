import SourceDiagnostics

/// Builds a tree while libyaml's events arrive, and holds them against the limits.
struct YAMLTreeBuilder {
  private(set) var root: TreeNode?
  private(set) var diagnostics: [Diagnostic] = []

  private let file: SourceFile
  private let text: YAMLText
  private let limits: TreeLimits
  private var open: [Collection] = []
  private var nodeCount = 0
  private var anchors: [String: SourceRange] = [:]
  private var firstDocument: SourceRange?

  /// A sequence or mapping whose end has not come yet.
  private struct Collection {
    let isMapping: Bool
    let start: Int
    var end: Int
    var elements: [TreeNode] = []
    var entries: [TreeNode.Entry] = []
    /// The key whose value comes next, and whether the value counts: it does not after a duplicate key.
    var key: (name: Located<String>, isFirst: Bool)?
    var firstKeys: [String: SourceRange] = [:]

    var isAwaitingKey: Bool { isMapping && key == nil }
    var width: Int { isMapping ? firstKeys.count : elements.count }
  }

  init(file: SourceFile, text: YAMLText, limits: TreeLimits) {
    self.file = file
    self.text = text
    self.limits = limits
  }

  /// - Returns: Whether further events matter.
  mutating func add(_ event: YAMLEvent) throws(UnreadableTree) -> Bool {
    let range = text.range(ofCharacters: event.characters)
    switch event.content {
    case .streamStart, .documentEnd: break
    case .streamEnd: return false
    case .documentStart(let hasTagDirectives):
      return try begin(documentAt: range, hasTagDirectives: hasTagDirectives)
    case .alias(let name): try add(aliasOf: name, at: range)
    case .scalar(let value, let style):
      let content = try reportingProperties(of: event, at: range)
      try add(scalar: value, style, at: style == .block ? file.trimmed(content) : content)
    case .sequenceStart, .mappingStart:
      try openCollection(of: event, at: range)
    case .sequenceEnd, .mappingEnd:
      try closeCollection(at: range)
    }
    return true
  }

  private mutating func begin(documentAt range: SourceRange, hasTagDirectives: Bool) throws(UnreadableTree) -> Bool {
    if let firstDocument {
      try report(.furtherDocument(at: widened(range), first: widened(firstDocument), in: file.name))
      return false
    }
    firstDocument = range
    if hasTagDirectives {
      try report(.yamlTag("the %TAG directive", at: file.location(file.firstLine(of: range))))
    }
    return true
  }

  // MARK: Scalars

  private mutating func add(aliasOf name: String, at range: SourceRange) throws(UnreadableTree) {
    try report(.yamlAlias(name, at: range, anchor: anchors[name], in: file.name))
    try add(scalar: "*" + name, .plain, at: range)
  }

  private mutating func add(
    scalar value: String, _ style: TreeNode.ScalarStyle, at range: SourceRange
  ) throws(UnreadableTree) {
    if open.last?.isAwaitingKey == true {
      try add(key: Located(value, at: range))
    } else {
      let content = file.verbatim(value, style, in: range)
      try add(TreeNode(kind: .scalar(.init(text: value, style: style, content: content)), range: range))
    }
  }

  private mutating func add(key: Located<String>) throws(UnreadableTree) {
    let last = open.count - 1
    try checkWidth(at: key.range)
    let first = open[last].firstKeys[key.value]
    if let first {
      try report(.duplicateKey(key, first: first, in: file.name))
    } else {
      open[last].firstKeys[key.value] = key.range
    }
    open[last].key = (key, first == nil)
    open[last].end = max(open[last].end, key.range.upperBound)
  }

  // MARK: Sequences and mappings

  private mutating func openCollection(of event: YAMLEvent, at range: SourceRange) throws(UnreadableTree) {
    let start = try reportingProperties(of: event, at: range).lowerBound
    let place = file.location(widened(SourceRange(start..<start)))
    if open.last?.isAwaitingKey == true {
      throw UnreadableTree(
        .nonScalarKey, "the key of a mapping must be a text, not a list or a mapping; put it between quotes",
        at: place)
    }
    guard open.count < limits.maximumDepth else { throw .tooDeep(limits, at: place) }
    var isMapping = false
    if case .mappingStart = event.content { isMapping = true }
    open.append(Collection(isMapping: isMapping, start: start, end: start))
  }

  private mutating func closeCollection(at range: SourceRange) throws(UnreadableTree) {
    guard var collection = open.popLast() else { return }
    let (first, last) =
      collection.isMapping ? (UInt8(ascii: "{"), UInt8(ascii: "}")) : (UInt8(ascii: "["), UInt8(ascii: "]"))
    // Between brackets the end event stands at the closing one; otherwise it stands behind comments and blank lines.
    if range.count == 1, file.bytes[range.lowerBound] == last, file.bytes[collection.start] == first {
      collection.end = range.upperBound
    }
    try add(
      TreeNode(
        kind: collection.isMapping ? .mapping(collection.entries) : .sequence(collection.elements),
        range: SourceRange(collection.start..<collection.end)))
  }

  private mutating func add(_ node: TreeNode) throws(UnreadableTree) {
    nodeCount += 1
    guard nodeCount <= limits.maximumNodeCount else {
      throw .tooLarge("values", limit: limits.maximumNodeCount, at: file.location(node.range))
    }
    guard !open.isEmpty else {
      root = node
      return
    }
    let last = open.count - 1
    open[last].end = max(open[last].end, node.range.upperBound)
    if let key = open[last].key {
      open[last].key = nil
      if key.isFirst { open[last].entries.append(.init(key: key.name, value: node)) }
    } else {
      try checkWidth(at: node.range)
      open[last].elements.append(node)
    }
  }

  private func checkWidth(at range: SourceRange) throws(UnreadableTree) {
    guard let collection = open.last, collection.width >= limits.maximumWidth else { return }
    let what = collection.isMapping ? "entries of one mapping" : "elements of one list"
    throw .tooLarge(what, limit: limits.maximumWidth, at: file.location(range))
  }

  // MARK: Diagnostics

  /// Reports an anchor and a tag, which stand in front of a node.
  ///
  /// - Returns: The node without them.
  private mutating func reportingProperties(
    of event: YAMLEvent, at range: SourceRange
  ) throws(UnreadableTree) -> SourceRange {
    guard event.hasAnchor || event.hasTag else { return range }
    let properties = file.nodeProperties(in: SourceRange(range.lowerBound..<text.range.upperBound))
    if event.hasAnchor, let anchor = properties.anchor {
      let name = String(file.text(anchor).dropFirst())
      anchors[name] = anchor
      try report(.yamlAnchor(name, at: file.location(anchor)))
    }
    if event.hasTag, let tag = properties.tag {
      try report(.yamlTag("the tag \(quoted(file.text(tag)))", at: file.location(tag)))
    }
    let start = min(properties.end, range.upperBound)
    switch event.content {
    case .scalar: return SourceRange(start..<range.upperBound)
    default: return SourceRange(properties.end..<max(properties.end, range.upperBound))
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) throws(UnreadableTree) {
    guard diagnostics.count < TreeLimits.maximumDiagnosticCount else {
      throw .tooManyDiagnostics(at: diagnostic.location)
    }
    diagnostics.append(diagnostic)
  }

  /// The range, or the character at its place where it is empty.
  private func widened(_ range: SourceRange) -> SourceRange {
    guard range.isEmpty, range.lowerBound < text.range.upperBound else { return range }
    var end = range.lowerBound + 1
    while end < text.range.upperBound, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(range.lowerBound..<end)
  }
}

extension Diagnostic {
  fileprivate static func furtherDocument(at range: SourceRange, first: SourceRange, in file: String) -> Self {
    Diagnostic(
      .furtherDocument, "a second YAML document begins here; keep one document to a file",
      at: SourceLocation(file: file, range: range),
      notes: [Note("the first document begins here", at: SourceLocation(file: file, range: first))])
  }

  fileprivate static func yamlAnchor(_ name: String, at location: SourceLocation) -> Self {
    Diagnostic(
      .yamlAlias, "the anchor \(quoted("&" + name)) is not supported; write the value out where it is needed",
      at: location)
  }

  fileprivate static func yamlAlias(
    _ name: String, at range: SourceRange, anchor: SourceRange?, in file: String
  ) -> Self {
    Diagnostic(
      .yamlAlias, "the alias \(quoted("*" + name)) is not supported; write the value out",
      at: SourceLocation(file: file, range: range),
      notes: anchor.map { [Note("the anchor stands here", at: SourceLocation(file: file, range: $0))] } ?? [])
  }

  fileprivate static func yamlTag(_ what: String, at location: SourceLocation) -> Self {
    Diagnostic(
      .yamlTag, "\(what) is not supported; remove it, or put text that begins with \"!\" between quotes",
      at: location)
  }
}
