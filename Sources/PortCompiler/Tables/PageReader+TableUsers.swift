import PortModel
import PortPage
import SourceDiagnostics

/// Rows that say for whom or what a port is, and not in the columns for it.
extension PageReader {
  /// "IMAP4 clients", "SMTP clients (authenticated)" as a whole description: they connect. "SNMP client" may be the host itself.
  func clients(_ tokens: [Token]) -> Mention? {
    if let users = introducedUsers(tokens) { return users }
    var end = tokens.count
    if tokens.last?.isMark(")") == true, let open = tokens.lastIndex(where: { $0.isMark("(") }) { end = open }
    guard (1...4).contains(end), Self.clientWords.contains(tokens[end - 1].payload),
      tokens[..<end].allSatisfy({ token in
        token.kind == .word
          && (lexicon[token] == nil
            || token.traits.contains(.capitalized) && lexicon[token] != .verb(.use, .participle))
      })
    else { return nil }
    return names.mention(sourceRange(tokens, 0..<end))
  }

  /// "You can disable proxy detection", in a row about proxy detection: the port may stay closed.
  func canBeSwitchedOff(_ tokens: [Token], _ sentence: Range<Int>, in cells: [[Token]], but column: Int) -> Bool {
    guard let modal = sentence.first(where: { lexicon[tokens[$0]] == .modal(.can) }), modal + 3 < sentence.upperBound,
      Self.disabling.contains(tokens[modal + 1].payload),
      tokens[sentence.lowerBound..<modal].allSatisfy({
        $0.kind != .word || SentenceFilter.addressees.contains($0.payload) || lexicon[$0] == .adverb(.instead)
      })
    else { return false }
    var words: [Token] = []
    for token in tokens[(modal + 2)..<sentence.upperBound] where token.kind == .word {
      if case .determiner? = lexicon[token] { continue }
      // What goes on behind the name may say when.
      if case .subordinator? = lexicon[token] { return false }
      words.append(token)
    }
    return words.count > 1
      && cells.indices.contains { $0 != column && name(of: cells[$0]) == words.map(\.payload) }
  }

  /// The words of a cell, without articles and what stands in parentheses.
  private func name(of cell: [Token]) -> [UInt64] {
    var depth = 0
    var result: [UInt64] = []
    for token in cell {
      if token.isMark("(") { depth += 1 }
      if token.isMark(")") { depth -= 1 }
      guard depth == 0, token.kind == .word else { continue }
      if case .determiner? = lexicon[token] { continue }
      result.append(token.payload)
    }
    return result
  }

  private static let disabling = WordSet(["disable", "deactivate"])

  /// "Encrypted web connections are used by the following clients and services: • …"
  private func introducedUsers(_ tokens: [Token]) -> Mention? {
    guard let following = tokens.firstIndex(where: { $0.payload == Self.following && $0.kind == .word }), following > 2,
      lexicon[tokens[following - 1]] == .determiner(.definite), lexicon[tokens[following - 2]] == .preposition(.by),
      lexicon[tokens[following - 3]] == .verb(.use, .participle),
      tokens[..<following].contains(where: { lexicon[$0] == .event }),
      // "Outbound connections", "connections to the update server"
      !tokens[..<following].contains(where: { token in
        switch lexicon[token] {
        case .direction(.outbound), .preposition(.to), .preposition(.from), .negation: true
        default: false
        }
      }),
      !tokens[following...].contains(where: { asks($0) }),
      let colon = tokens[following...].firstIndex(where: { $0.isMark(":") }), (1...4).contains(colon - following - 1),
      tokens[(following + 1)..<colon].allSatisfy({ $0.kind == .word })
    else { return nil }
    return names.mention(sourceRange(tokens, (following + 1)..<colon))
  }

  private static let following = Token.hash("following")
  private static let clientWords = WordSet(["clients", "browsers"])

  /// "IMAP4 is disabled by default.", beside "IMAP4 clients"; "Disabled by default": the port may stay closed.
  func isOffByDefault(_ tokens: [Token], _ sentence: Range<Int>, in cells: [[Token]], but column: Int) -> Bool {
    let words = sentence.filter { tokens[$0].kind == .word }
    // "… by default"
    guard words.count >= 3, words.count <= 8, lexicon[tokens[words[words.count - 1]]] == .quality(.default),
      lexicon[tokens[words[words.count - 2]]] == .preposition(.by),
      Self.offWords.contains(tokens[words[words.count - 3]].payload)
    else { return false }
    let front = words.dropLast(3)
    guard let be = front.firstIndex(where: { lexicon[tokens[$0]] == .be }) else { return front.isEmpty }
    // "is", "is turned"
    guard front[be...].dropFirst().allSatisfy({ Self.turnedWords.contains(tokens[$0].payload) }) else { return false }
    let subject = front[..<be].filter { if case .determiner? = lexicon[tokens[$0]] { false } else { true } }
    if subject.isEmpty || subject.count == 1 && lexicon[tokens[subject[0]]] == .port { return true }
    // "Root login is disabled by default", beside "SSH with root login", is a part of what the port is for.
    let name = subject.map { tokens[$0].payload }
    return cells.indices.contains { $0 != column && self.name(of: cells[$0]).starts(with: name) }
  }

  /// "Export of the settings (depending on the communication type)": the row's ports are needed or not.
  func dependence(_ tokens: [Token], _ sentence: Range<Int>) -> SourceRange? {
    guard
      let word = sentence.first(where: { tokens[$0].payload == Self.depending && tokens[$0].kind == .word }),
      word > sentence.lowerBound, tokens[word - 1].isMark("("), word + 2 < sentence.upperBound,
      lexicon[tokens[word + 1]] == .preposition(.on),
      let close = (word..<sentence.upperBound).first(where: { tokens[$0].isMark(")") }), close > word + 2,
      // What else the sentence says would be lost.
      !sentence.contains(where: { asks(tokens[$0]) || tokens[$0].value != nil })
    else { return nil }
    return sourceRange(tokens, word..<close)
  }

  private static let depending = Token.hash("depending")
  private static let offWords = WordSet(["disabled", "off", "deactivated", "inactive"])
  private static let turnedWords = WordSet(["turned", "switched"])
}
