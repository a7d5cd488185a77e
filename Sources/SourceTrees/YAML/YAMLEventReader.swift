import CLibYAML

/// What libyaml reports next, copied out of C.
struct YAMLEvent {
  enum Content {
    case streamStart
    case streamEnd
    case documentStart(hasTagDirectives: Bool)
    case documentEnd
    case alias(String)
    case scalar(String, TreeNode.ScalarStyle)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  let content: Content
  /// Code points, counted from the first byte that libyaml was given. Node properties are part of a node.
  let characters: Range<Int>
  let hasAnchor: Bool
  let hasTag: Bool
}

/// Why libyaml ended the stream.
struct YAMLFailure: Error {
  enum Kind {
    case outOfMemory
    /// Bytes that libyaml's decoder refuses.
    case encoding
    case syntax
  }

  let kind: Kind
  /// libyaml's own words; constants of the library.
  let problem: String
  /// The code point at which the text goes wrong.
  let character: Int
  /// What libyaml was reading, and the code point at which that begins.
  let context: (words: String, character: Int)?

  static let outOfMemory = YAMLFailure(kind: .outOfMemory, problem: "", character: 0, context: nil)
}

/// A libyaml 0.2 parser over bytes that somebody else owns.
@safe struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// - Precondition: `bytes` is not empty and outlives the reader: libyaml keeps the pointer and never frees it.
  /// - Returns: nil when memory is short.
  init?(borrowing bytes: UnsafeBufferPointer<UInt8>) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    // On failure libyaml has freed what it allocated inside.
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      return nil
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    unsafe self.parser = parser
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// How many code points libyaml has looked at: the measure of its work.
  var charactersScanned: Int { unsafe parser.pointee.mark.index }

  /// The next event; after ``YAMLEvent/Content/streamEnd`` or a failure there is none.
  mutating func next() -> Result<YAMLEvent, YAMLFailure> {
    var event = unsafe yaml_event_t()
    // Frees the strings of the event, which is empty after a failure.
    defer { unsafe yaml_event_delete(&event) }
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { return .failure(failure()) }
    guard let content = unsafe Self.content(of: event) else { return .failure(failure()) }
    let start = unsafe event.start_mark.index
    let end = unsafe event.end_mark.index
    return unsafe .success(
      YAMLEvent(
        content: content, characters: start..<max(start, end), hasAnchor: Self.hasAnchor(event),
        hasTag: Self.hasTag(event)))
  }

  private static func content(of event: yaml_event_t) -> YAMLEvent.Content? {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT:
      let directives = unsafe event.data.document_start.tag_directives
      return unsafe .documentStart(hasTagDirectives: directives.start != directives.end)
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT:
      // An anchor is a NUL-terminated run of ASCII letters, digits, "_" and "-" that the event owns.
      return unsafe .alias(String(cString: event.data.alias.anchor))
    case YAML_SCALAR_EVENT: return unsafe scalar(event)
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return nil
    }
  }

  private static func scalar(_ event: yaml_event_t) -> YAMLEvent.Content {
    let scalar = unsafe event.data.scalar
    // The event owns `value`; the string is a copy.
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let text = unsafe String(decoding: bytes, as: UTF8.self)
    switch unsafe scalar.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: return .scalar(text, .quoted)
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: return .scalar(text, .block)
    default: return .scalar(text, .plain)
    }
  }

  private static func hasAnchor(_ event: yaml_event_t) -> Bool {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT: unsafe event.data.scalar.anchor != nil
    case YAML_SEQUENCE_START_EVENT: unsafe event.data.sequence_start.anchor != nil
    case YAML_MAPPING_START_EVENT: unsafe event.data.mapping_start.anchor != nil
    default: false
    }
  }

  private static func hasTag(_ event: yaml_event_t) -> Bool {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT: unsafe event.data.scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT: unsafe event.data.sequence_start.tag != nil
    case YAML_MAPPING_START_EVENT: unsafe event.data.mapping_start.tag != nil
    default: false
    }
  }

  private func failure() -> YAMLFailure {
    let kind: YAMLFailure.Kind
    switch unsafe parser.pointee.error {
    case YAML_MEMORY_ERROR: kind = .outOfMemory
    case YAML_READER_ERROR: kind = .encoding
    default: kind = .syntax
    }
    let hasContext = unsafe parser.pointee.context != nil
    return unsafe YAMLFailure(
      kind: kind, problem: Self.words(parser.pointee.problem), character: parser.pointee.problem_mark.index,
      context: hasContext ? (Self.words(parser.pointee.context), parser.pointee.context_mark.index) : nil)
  }

  /// - Parameter words: A string constant of libyaml, or nil.
  private static func words(_ words: UnsafePointer<CChar>?) -> String {
    guard let words = unsafe words else { return "" }
    return unsafe String(cString: words)
  }
}
