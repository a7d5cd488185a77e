import PortModel
import PortPage
import SourceDiagnostics

/// Whose ports a clause speaks of.
extension StatementReader {
  /// "TCP 6783, which is Lantern's control port", "open Lantern's TCP and UDP ports (9000 and 9001)": the ports of whoever is named.
  mutating func readPossessor() {
    guard !statement.expressions.isEmpty, let last = clause.first(where: { isPossessive($0) }),
      let port = portBehind(last + 1), isEndOfName(port + 1)
    else { return }
    var start = last
    let isProper = tokens[last].traits.contains(.capitalized)
    while start > clause.lowerBound,
      isName(tokens[start - 1]) || !isProper && tokens[start - 1].kind == .word && lexicon[tokens[start - 1]] == nil
    {
      start -= 1
    }
    guard !phrases.contains(where: { if case .negation = $0.kind { true } else { $0.noun?.determiner == .negative } })
    else { return }
    let whole = bytes(start..<(last + 1))
    let owner = names.mention(SourceRange(whole.lowerBound..<(whole.upperBound - possessiveCount(tokens[last]))))
    if !statement.destinations.contains(owner) { statement.destinations.append(owner) }
    statement.isPortState = true
    if tokens[last..<port].contains(where: { lexicon[$0] == .quality(.default) }) {
      state(binding: .default, bytes(last..<(port + 1)))
    }
    for index in phrases.indices where phrases[index].tokens.overlaps(start..<(port + 1)) && phrases[index].noun != nil
    {
      used.insert(index)
    }
  }

  /// "Lantern's ports are", "Lantern's ports (9000)"; not "Lantern's ports for outgoing mail".
  private func isEndOfName(_ index: Int) -> Bool {
    guard index < clause.upperBound, tokens[index].kind == .word else { return true }
    switch lexicon[tokens[index]] {
    case .be, .conjunction, .number: return true
    default:
      return tokens[index].value != nil || lexicon[tokens[index]] == .transport(.tcp)
        || lexicon[tokens[index]] == .transport(.udp)
    }
  }

  private static let otherwise = WordSet([
    "old", "former", "legacy", "reserved", "unused", "previous", "closed", "blocked", "source", "client", "ephemeral",
    "dynamic", "internal", "spare", "free", "unofficial",
  ])

  private func isName(_ token: Token) -> Bool {
    token.kind == .word && token.traits.contains(.capitalized) && lexicon[token] == nil
  }

  /// "Lantern's", "the relay's"
  private func isPossessive(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .word else { return false }
    let count = possessiveCount(token)
    guard count > 0 else { return false }
    if token.traits.contains(.capitalized) { return true }
    return isMachineName(SourceRange(token.range.lowerBound..<(token.range.upperBound - count)))
  }

  private func isMachineName(_ range: SourceRange) -> Bool {
    names.isKnown(range) || RoleName.endsInMachine(page.visibleText(range))
  }

  /// "The default port of the relay is TCP 8443", "TCP 8443 is the port of the relay"
  mutating func readOwner(of verb: VerbPhrase) {
    // "can be configured to be different from the default port 443"
    guard !statement.hasParties, !verb.isPurpose, verb.complements.isEmpty,
      verb.modality == nil || verb.modality == .plain
    else { return }
    for index in verb.subject + verb.objects where isPort(index) {
      guard let noun = phrases[index].noun,
        let of = noun.tokens.last(where: { lexicon[tokens[$0]] == .preposition(.of) })
      else { continue }
      let name = ((of + 1)..<noun.tokens.upperBound).drop {
        if case .determiner? = lexicon[tokens[$0]] { true } else { false }
      }
      guard let first = name.first, isMachineName(bytes(first..<noun.tokens.upperBound)) else { continue }
      add(destinations: [names.mention(bytes(first..<noun.tokens.upperBound))])
      statement.isPortState = true
    }
  }

  /// How many bytes "'s" takes at the end of a word, with either apostrophe.
  private func possessiveCount(_ token: Token) -> Int {
    let (bytes, end) = (page.file.bytes, token.range.upperBound)
    // Nearly no word ends so.
    guard token.range.count > 3, bytes[end - 1] == UInt8(ascii: "s") else { return 0 }
    if bytes[end - 2] == UInt8(ascii: "'") { return 2 }
    let isCurled = token.range.count > 5 && bytes[end - 2] == 0x99 && bytes[end - 3] == 0x80 && bytes[end - 4] == 0xE2
    return isCurled ? 4 : 0
  }

  /// The word "port" behind adjectives and transports.
  private func portBehind(_ start: Int) -> Int? {
    for index in start..<min(clause.upperBound, start + 6) {
      switch lexicon[tokens[index]] {
      case .port: return index
      case .quality(.default): continue
      case .transport, .conjunction, nil:
        if tokens[index].kind != .word || Self.otherwise.contains(tokens[index].payload) { return nil }
      default: return nil
      }
    }
    return nil
  }
}
