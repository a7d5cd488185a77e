import PortModel
import PortPage
import SourceDiagnostics

/// Descriptions without a verb of their own: "Can be changed", "Used in HA mode", "Connections from agents", "Calico only".
extension PageReader {
  /// What a fragment says of the row's ports besides what ``description(_:asks:namesParties:)`` takes from a sentence.
  ///
  /// - Parameters:
  ///   - read: The fragment as a sentence.
  ///   - asksForParties: No column names a party, and the row's traffic does not go out.
  func fragment(_ tokens: [Token], _ sentence: Range<Int>, _ read: Statement, asksForParties: Bool) -> Statement? {
    guard read.doubts.isEmpty, read.expressions.isEmpty, let first = sentence.first else { return nil }
    var result = Statement(range: read.range)
    result.refersToPorts = true
    if let binding = fragmentBinding(tokens, sentence) {
      result.binding = Located(binding, at: read.range)
      return result
    }
    if let mode = fragmentMode(tokens, sentence) {
      result.condition = Located(StatedCondition(text: page.visibleText(mode), isException: false), at: mode)
      result.isConditionOfPort = true
      return result
    }
    guard asksForParties else { return nil }
    let isContact = !read.sources.isEmpty && !read.destinations.isEmpty && sentence.count <= 8
    let opensContact = read.hasVerb && read.refersToPorts && !read.sources.isEmpty && read.destinations.isEmpty
    guard isContact || opensContact || opensWithParty(tokens, sentence, first) else { return nil }
    if read.isBidirectional || !read.sources.isEmpty && !read.destinations.isEmpty {
      result.sources = read.sources
      result.destinations = read.destinations
      result.isBidirectional = read.isBidirectional
      result.direction = read.direction
      return result
    }
    result.sources = read.sources.isEmpty ? read.users : read.sources
    return result.sources.isEmpty || !read.destinations.isEmpty ? nil : result
  }

  /// "Sent to the SNMP manager", "Connection to the relay", "To the relay", in a row whose traffic goes out; "(localhost)" at the end.
  func targetFragment(
    _ tokens: [Token], _ sentence: Range<Int>, _ read: Statement, isOutbound: Bool?, namesParties: Bool
  )
    -> Statement?
  {
    var result = Statement(range: read.range)
    result.refersToPorts = true
    let end = sentence.last { !tokens[$0].isMark(".") } ?? sentence.lowerBound
    if end >= sentence.lowerBound + 3, tokens[end].isMark(")"), tokens[end - 1].isMarked(.loopback),
      tokens[end - 2].isMark("(")
    {
      if isOutbound == nil {
        result.sameHost = tokens[end - 1].range
      } else {
        result.doubts = [
          (
            "whether this stays on one host is not certain beside a direction; write \"internal\"",
            tokens[end - 1].range
          )
        ]
      }
      return result
    }
    guard isOutbound == true, !namesParties, read.sources.isEmpty,
      let place = sentence.prefix(3).first(where: { lexicon[tokens[$0]] == .preposition(.to) }), place < end,
      tokens[sentence.lowerBound..<place].allSatisfy({ token in
        switch lexicon[token] {
        case .event, .verb(.send, _), .verb(.communicate, .base(isNoun: true)), .direction: true
        default: false
        }
      })
    else { return nil }
    var name = (place + 1)..<(end + 1)
    if lexicon[tokens[name.lowerBound]] == .determiner(.definite) { name = (name.lowerBound + 1)..<name.upperBound }
    guard !name.isEmpty, name.count <= 6,
      name.allSatisfy({
        tokens[$0].kind == .word && (lexicon[tokens[$0]] == nil || tokens[$0].traits.contains(.capitalized))
      })
    else { return nil }
    let mention = names.mention(sourceRange(tokens, name))
    guard RoleName.endsInMachine(mention.name) || mention.name.contains(".") else { return nil }
    result.destinations = [mention]
    return result
  }

  /// "Can be changed during setup", "Cannot be changed", "Default", "Default range of ports"
  private func fragmentBinding(_ tokens: [Token], _ sentence: Range<Int>) -> Flow.Binding? {
    let words = sentence.filter { tokens[$0].kind == .word }
    guard let first = words.first else { return nil }
    switch lexicon[tokens[first]] {
    case .quality(.default):
      guard words.count > 1 else { return .default }
      switch lexicon[tokens[words[1]]] {
      case .port, .number: return .default
      default: return Self.values.contains(tokens[words[1]].payload) ? .default : nil
      }
    case .modal(let modal):
      guard modal == .can || modal == .may || modal == .impossible else { return nil }
      let rest = words.dropFirst().prefix(3)
      guard rest.contains(where: { lexicon[tokens[$0]] == .be }),
        rest.contains(where: { lexicon[tokens[$0]] == .verb(.change, .participle) })
      else { return nil }
      let isDenied = modal == .impossible || rest.contains { lexicon[tokens[$0]] == .negation }
      return isDenied ? .fixed : .default
    default: return nil
    }
  }

  private static let values = WordSet(["range", "ranges", "value", "values", "setting"])

  /// "Used in HA mode", "Only in cluster mode", "For HA setups": what stands behind the preposition, up to the end or a bracket.
  private func fragmentMode(_ tokens: [Token], _ sentence: Range<Int>) -> SourceRange? {
    guard let last = sentence.last(where: { tokens[$0].kind == .word }),
      StatementReader.modes.contains(tokens[last].payload), last + 2 >= sentence.upperBound,
      let preposition = (sentence.lowerBound..<last).last(where: { isPreposition(tokens[$0]) }),
      lexicon[tokens[preposition]] == .preposition(.in)
        || lexicon[tokens[preposition]] == .preposition(.for) && last > preposition + 1,
      last - preposition <= 5
    else { return nil }
    let front = tokens[sentence.lowerBound..<preposition]
    // What else is asked for or denied has its own readings.
    let isPlain = front.allSatisfy { token in
      switch lexicon[token] {
      case nil, .adverb(.only), .verb(.use, .participle), .event: true
      default: token.isMark("(") || token.isMark(",")
      }
    }
    var name = (preposition + 1)..<(last + 1)
    if case .determiner(let kind)? = lexicon[tokens[name.lowerBound]] {
      guard kind == .definite || kind == .indefinite else { return nil }
      name = (name.lowerBound + 1)..<name.upperBound
    }
    return isPlain && !name.isEmpty ? sourceRange(tokens, name) : nil
  }

  private func isPreposition(_ token: Token) -> Bool {
    if case .preposition? = lexicon[token] { true } else { false }
  }

  /// "From agents", "Connections from agents", "Used by agents", "Between nodes", "Traffic between nodes"
  private func opensWithParty(_ tokens: [Token], _ sentence: Range<Int>, _ first: Int) -> Bool {
    func isJoint(_ index: Int) -> Bool {
      guard index < sentence.upperBound else { return false }
      return lexicon[tokens[index]] == .preposition(.from) || lexicon[tokens[index]] == .preposition(.between)
    }
    if isJoint(first) || lexicon[tokens[first]] == .event && isJoint(first + 1) { return true }
    guard first + 1 < sentence.upperBound, lexicon[tokens[first + 1]] == .preposition(.by) else { return false }
    switch lexicon[tokens[first]] {
    case .verb(.use, .participle), .verb(.reach, .participle): return true
    default: return false
    }
  }

  /// Words that restrict what is said to some case which no reading took up: "HA only", "Only with TLS", "On Windows", "Optional feature".
  func unreadRestriction(_ tokens: [Token], _ sentence: Range<Int>) -> SourceRange? {
    if let word = sentence.first(where: {
      lexicon[tokens[$0]] == .adverb(.only) && !isOfDirection($0, tokens, sentence)
    }) {
      return tokens[word].range
    }
    if let word = sentence.first(where: { lexicon[tokens[$0]] == .quality(.optional) }) { return tokens[word].range }
    guard let first = sentence.first, sentence.count(where: { tokens[$0].kind == .word }) <= 5,
      !sentence.contains(where: {
        if case .verb(_, .third(isNoun: false))? = lexicon[tokens[$0]] { true } else { false }
      })
    else { return nil }
    switch lexicon[tokens[first]] {
    case .preposition(.on), .preposition(.with), .preposition(.within), .preposition(.without), .preposition(.in):
      return sourceRange(tokens, sentence)
    case .preposition(.for):
      let last = sentence.last { tokens[$0].kind == .word } ?? first
      return StatementReader.modes.contains(tokens[last].payload) ? sourceRange(tokens, sentence) : nil
    default: return nil
    }
  }

  /// "Outbound only", "only outbound"
  private func isOfDirection(_ only: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    [only - 1, only + 1].contains { index in
      guard sentence.contains(index) else { return false }
      if case .direction? = lexicon[tokens[index]] { return true }
      return false
    }
  }
}
