package import SourceDiagnostics

/// Reads a YAML text, or a part of a file such as its front matter, into a located tree.
///
/// Total: whatever the bytes are, there is an answer, in time linear in their number.
/// - Parameters:
///   - file: The file; the ranges of the tree and of the diagnostics are offsets in it.
///   - range: The bytes that are YAML; nil for all of them.
///   - limits: How much is read at most.
/// - Returns: The tree, nil where the text holds no value at all (nothing but comments) or where a diagnostic says why it
///   cannot be read. After a duplicate key, an alias, an anchor, a tag or a further document there are both diagnostics and a
///   tree: of equal keys it has the first, an alias is its own text, anchors and tags are left out.
package func parseYAML(
  _ file: SourceFile, in range: SourceRange? = nil, limits: TreeLimits = .yaml
) -> (tree: TreeNode?, diagnostics: [Diagnostic]) {
  var reading = YAMLReading(file, in: range ?? file.range, limits: limits)
  let tree = reading.tree()
  return (tree, reading.diagnostics)
}

/// One reading of a YAML text.
package struct YAMLReading {
  package private(set) var diagnostics: [Diagnostic] = []
  /// The events that were taken from libyaml, and the code points it looked at for them: what reading cost.
  package private(set) var work = (events: 0, characters: 0)

  private let file: SourceFile
  private let range: SourceRange
  private let limits: TreeLimits

  package init(_ file: SourceFile, in range: SourceRange, limits: TreeLimits) {
    self.file = file
    self.range = range
    self.limits = limits
  }

  package mutating func tree() -> TreeNode? {
    do throws(UnreadableTree) {
      guard let text = try YAMLText(file, in: range, limits: limits) else { return nil }
      return try tree(of: text)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  private mutating func tree(of text: YAMLText) throws(UnreadableTree) -> TreeNode? {
    let file = file
    var builder = YAMLTreeBuilder(file: file, text: text, limits: limits)
    defer { diagnostics = builder.diagnostics }
    let span = file.bytes.span.extracting(text.range.offsets)
    // libyaml keeps the pointer, so that all use of the parser stays inside the closure.
    try unsafe span.withUnsafeBufferPointer { bytes throws(UnreadableTree) in
      let failure = try unsafe take(eventsOf: bytes, into: &builder)
      if let failure { throw UnreadableTree(failure, in: file, text) }
    }
    return builder.root
  }

  /// - Returns: Why libyaml ended the stream before its end.
  /// - Throws: Why the builder did.
  private mutating func take(
    eventsOf bytes: UnsafeBufferPointer<UInt8>, into builder: inout YAMLTreeBuilder
  ) throws(UnreadableTree) -> YAMLFailure? {
    guard var parser = unsafe YAMLEventReader(borrowing: bytes) else { return .outOfMemory }
    while true {
      switch parser.next() {
      case .failure(let failure): return failure
      case .success(let event):
        work = (work.events + 1, parser.charactersScanned)
        guard try builder.add(event) else { return nil }
      }
    }
  }
}
