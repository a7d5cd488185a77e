package import SourceDiagnostics

/// An element of inline markup, with its bytes in the page.
package struct InlineNode: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case emphasis
    case strong
    case codeSpan
    /// An inline or reference link; the destination stands in the page only for inline links.
    case link(destination: SourceRange?)
    case image(destination: SourceRange?)
    case autolink
    case html
    /// A tag or an expression of a template language.
    case template
    /// `{#id}`, `{.class}`, `{: … }`.
    case attributes
    case footnoteReference
    /// `[text][label]` where no definition of the label is on the page: a template may define it.
    case undefinedReference
    case entity
    case hardBreak
  }

  package let kind: Kind
  /// The whole element, delimiters included.
  package let range: SourceRange
  /// What stands between the delimiters.
  package let content: SourceRange
}

/// The inline markup of a piece of text.
package struct Inlines: Sendable {
  /// How hidden bytes act on the words around them.
  enum Effect {
    /// Delimiters and tags: a boundary between words, nothing else.
    case boundary
    /// An entity that stands for a space.
    case space
    /// An entity that stands for another character.
    case character(Unicode.Scalar)
    /// A hard line break or `<br>`: what follows is a new phrase.
    case lineBreak
    /// Content that only a template processor knows.
    case opaque
    /// A variable of a template language.
    case variable

    var isVariable: Bool { if case .variable = self { true } else { false } }
  }

  struct Hidden {
    var range: Range<Int>
    var effect: Effect
  }

  /// By start, enclosing nodes first.
  package internal(set) var nodes: [InlineNode] = []
  /// The bytes that a reader does not see, ascending and disjoint.
  var hidden: [Hidden] = []
  /// The bytes of delimiters, tags and other markup: what is neither word, mark nor white space.
  package var hiddenRanges: [SourceRange] { hidden.map { SourceRange($0.range) } }
}

/// The inline markup in a range of bytes, by the rules of CommonMark 0.31 §6 and of the template languages of ``LineSyntax``.
///
/// - Parameters:
///   - bytes: The page, container prefixes of continuation lines blanked.
///   - labels: The normalised labels of the page's link reference definitions.
/// - Complexity: O(*n*): every search for a closing delimiter is bounded or remembered.
func scanInlines(_ bytes: [UInt8], in range: Range<Int>, labels: Set<String>) -> Inlines {
  guard InlineScanner.hasMarkup(bytes.span, range) else { return Inlines() }
  var scanner = InlineScanner(bytes, range, labels)
  return scanner.scan()
}
