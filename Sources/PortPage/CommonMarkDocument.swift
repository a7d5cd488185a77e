import CLibCMark

/// The block structure that libcmark finds in a text.
///
/// Only blocks are read: libcmark's inline positions are wrong for indented continuation lines, links over several lines and
/// code spans, so inline markup is scanned from the bytes (``scanInlines``).
enum CommonMarkDocument {
  enum Kind: Hashable {
    case blockQuote
    case list(isOrdered: Bool)
    case item
    case codeBlock
    case htmlBlock
    case paragraph
    case heading(level: Int)
    case thematicBreak
  }

  /// A block with 1-based lines and byte columns of the text, both ends included, as libcmark counts them.
  struct RawBlock {
    var kind: Kind
    /// The index of the enclosing block in the list of blocks.
    var parent: Int?
    var startLine: Int
    var startColumn: Int
    var endLine: Int
  }

  /// The blocks of a text in document order, parents before children; nil when memory ran out.
  ///
  /// libcmark copies the text; the tree is freed before the call returns.
  /// - Parameter text: UTF-8 without NUL and byte order mark, both of which would shift libcmark's columns.
  static func blocks(of text: Span<UInt8>) -> [RawBlock] {
    unsafe text.withUnsafeBufferPointer { buffer in
      // A missing base address stands for an empty text, which has no blocks.
      guard let base = buffer.baseAddress, let document = unsafe Tree(parsing: base, count: buffer.count) else {
        return []
      }
      return document.blocks()
    }
  }

  /// Owns a libcmark tree: `cmark_parse_document` hands it over, `cmark_node_free` frees it with all its nodes.
  @safe private struct Tree: ~Copyable {
    private let root: OpaquePointer

    /// - Precondition: `base` points to `count` bytes; libcmark reads them during the call only.
    init?(parsing base: UnsafePointer<UInt8>, count: Int) {
      let root = unsafe base.withMemoryRebound(to: CChar.self, capacity: count) {
        unsafe cmark_parse_document($0, count, CMARK_OPT_DEFAULT)
      }
      guard let root = unsafe root else { return nil }
      unsafe self.root = root
    }

    deinit { unsafe cmark_node_free(root) }

    func blocks() -> [RawBlock] {
      var blocks: [RawBlock] = []
      var open: [Int] = []
      var node = unsafe cmark_node_first_child(root)
      while let current = unsafe node {
        if let kind = unsafe Self.kind(of: current) {
          unsafe blocks.append(
            RawBlock(
              kind: kind, parent: open.last, startLine: Int(cmark_node_get_start_line(current)),
              startColumn: Int(cmark_node_get_start_column(current)), endLine: Int(cmark_node_get_end_line(current))))
          if kind.isContainer, let child = unsafe cmark_node_first_child(current) {
            open.append(blocks.count - 1)
            unsafe node = child
            continue
          }
        }
        unsafe node = Self.following(current, leaving: &open)
      }
      return blocks
    }

    /// The next node outside `node`'s own subtree.
    private static func following(_ node: OpaquePointer, leaving open: inout [Int]) -> OpaquePointer? {
      var current = unsafe node
      while true {
        if let next = unsafe cmark_node_next(current) { return unsafe next }
        guard !open.isEmpty, let parent = unsafe cmark_node_parent(current) else { return nil }
        open.removeLast()
        unsafe current = parent
      }
    }

    private static func kind(of node: OpaquePointer) -> Kind? {
      switch unsafe cmark_node_get_type(node) {
      case CMARK_NODE_BLOCK_QUOTE: .blockQuote
      case CMARK_NODE_LIST: unsafe .list(isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
      case CMARK_NODE_ITEM: .item
      case CMARK_NODE_CODE_BLOCK: .codeBlock
      case CMARK_NODE_HTML_BLOCK: .htmlBlock
      case CMARK_NODE_PARAGRAPH: .paragraph
      case CMARK_NODE_HEADING: unsafe .heading(level: Int(cmark_node_get_heading_level(node)))
      case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
      default: nil
      }
    }
  }
}

extension CommonMarkDocument.Kind {
  fileprivate var isContainer: Bool {
    switch self {
    case .blockQuote, .list, .item: true
    case .codeBlock, .htmlBlock, .paragraph, .heading, .thematicBreak: false
    }
  }
}
