/// How large a text and its tree may be.
///
/// A reader stops at the first limit that is passed and gives no tree, so that time and memory stay bounded whatever the
/// input is.
package struct TreeLimits: Hashable, Sendable {
  package let maximumByteCount: Int
  /// Sequences and mappings inside each other.
  package let maximumDepth: Int
  /// Scalars, sequences and mappings together, keys not counted.
  package let maximumNodeCount: Int
  /// Elements of one sequence, or entries of one mapping.
  package let maximumWidth: Int
  /// White space characters and line breaks in a row; YAML only.
  ///
  /// libyaml 0.2.5 clears its white space buffers after each word and line, at a cost of the longest run seen so far.
  package let maximumBlankRun: Int

  package init(
    maximumByteCount: Int, maximumDepth: Int = 64, maximumNodeCount: Int, maximumWidth: Int,
    maximumBlankRun: Int = 1024
  ) {
    self.maximumByteCount = maximumByteCount
    self.maximumDepth = maximumDepth
    self.maximumNodeCount = maximumNodeCount
    self.maximumWidth = maximumWidth
    self.maximumBlankRun = maximumBlankRun
  }

  /// For texts that people write: front matter, settings, deployments.
  package static let yaml = TreeLimits(
    maximumByteCount: 1 << 20, maximumNodeCount: 100_000, maximumWidth: 50_000)

  /// For texts that programs write: specifications, vectors, rulesets.
  package static let json = TreeLimits(
    maximumByteCount: 64 << 20, maximumNodeCount: 8_000_000, maximumWidth: 4_000_000)

  /// Diagnostics of one text after which the reader stops.
  static let maximumDiagnosticCount = 100
}
