package import SourceDiagnostics

/// A value of a YAML or JSON text together with the bytes it was read from.
///
/// Scalars are kept exactly as written: `017`, `22:22` and `yes` are texts, and what they mean is the reader's decision.
/// No tree is deeper than ``TreeLimits/maximumDepth``, so it can be walked by recursion.
package struct TreeNode: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case scalar(Scalar)
    case sequence([TreeNode])
    /// Entries in the order of the file; no two keys are equal (as Swift strings: canonically equivalent keys are equal).
    case mapping([Entry])
  }

  package enum ScalarStyle: Hashable, Sendable {
    /// YAML without quotes; also the empty value of `key:`.
    case plain
    /// Between single or double quotes in YAML; a JSON string.
    case quoted
    /// YAML's `|` and `>`.
    case block
    /// A JSON number, in the digits of the file.
    case number
    /// JSON's `true` and `false`.
    case boolean
    /// JSON's `null`.
    case null
  }

  package struct Scalar: Hashable, Sendable {
    /// The content without quotes, escapes resolved, lines folded.
    package let text: String
    package let style: ScalarStyle
    /// The bytes of ``text`` where it stands verbatim in the file: plain, or quoted without escapes, on one line.
    package let content: SourceRange?
  }

  package struct Entry: Hashable, Sendable {
    /// The range covers the quotes.
    package let key: Located<String>
    package let value: TreeNode
  }

  package let kind: Kind
  /// From the first to the last byte of the value, quotes and brackets included, comments behind it not.
  package let range: SourceRange
}

extension TreeNode {
  /// The scalar, or nil for a sequence or a mapping.
  package var scalar: Scalar? {
    switch kind {
    case .scalar(let scalar): scalar
    case .sequence, .mapping: nil
    }
  }

  /// The text of a scalar, whatever its style.
  package var text: String? { scalar?.text }

  /// The elements of a sequence.
  package var elements: [TreeNode]? {
    switch kind {
    case .sequence(let elements): elements
    case .scalar, .mapping: nil
    }
  }

  /// The entries of a mapping.
  package var entries: [Entry]? {
    switch kind {
    case .mapping(let entries): entries
    case .scalar, .sequence: nil
    }
  }

  /// The value of a key of a mapping.
  ///
  /// - Complexity: O(*n*) in the entries.
  package subscript(key: String) -> TreeNode? {
    entries?.first { $0.key.value == key }?.value
  }

  /// Nothing stands there: `key:` in YAML, or JSON's `null`.
  package var isEmpty: Bool {
    switch kind {
    case .scalar(let scalar):
      switch scalar.style {
      case .plain: scalar.text.isEmpty
      case .null: true
      case .quoted, .block, .number, .boolean: false
      }
    case .sequence, .mapping: false
    }
  }
}
