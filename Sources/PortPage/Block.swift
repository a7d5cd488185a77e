package import SourceDiagnostics

/// A block of a page: an element of the Markdown structure, or of a template language around it.
package struct Block: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case heading(level: Int)
    case paragraph
    case blockQuote
    case list(isOrdered: Bool)
    case item
    case codeBlock
    case htmlBlock
    case thematicBreak
    /// A pipe table, kept as it stands: its header row, delimiter row and further lines.
    case table
    /// A line that belongs to a template language: Liquid, Hugo, MDX, ERB, Jinja.
    case template
    /// The line that opens or closes an admonition: `:::note`, `!!! note`, `> [!NOTE]`.
    case admonition
    /// A line of attributes: `{: .class}`.
    case attributes
  }

  package let kind: Kind
  /// From the block's first byte to the end of its last line, the line ending left out.
  package internal(set) var range: SourceRange
  /// The index of the enclosing block in ``Page/blocks``.
  package let parent: Int?
}
