import PortPage
import SourceDiagnostics

/// Tells sentences that can say something about ports from those that cannot, by a look at each word.
///
/// Most prose on a page is about something else, and cutting a sentence into clauses and phrases costs a hundred times this look.
/// The filter is not a reading: it lets a sentence go only where no reading could find anything in it. ``StatementReader`` finds
/// something only in sentences that have a word for ports, traffic, directions, qualities or services, a verb of contact, listening or
/// opening, a bare reference such as "this", or a preposition in front of the verb ("On the server …").
struct SentenceFilter {
  private let lexicon = Lexicon.english
  private let names: NameReader
  private let knownWords: WordSet

  init(_ names: NameReader) {
    self.names = names
    knownWords = names.table.knownWords()
  }

  /// Whether a sentence has a word that stands for somebody named before: "it", "they", "this", "both"; not "you", and not "this file".
  func refersBack(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    sentence.contains { isReference(at: $0, tokens, sentence.upperBound) }
  }

  /// Whether a sentence that says nothing about ports says something of somebody, so that it may tell what a port without a contact is for.
  func claimsSomething(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    var hasSubject = false
    for index in sentence where tokens[index].kind == .word {
      if tokens[index].isMarked(.machine) { return true }
      if hasSubject, tokens[index].isMarked(.everyday), lexicon[tokens[index - 1]] != .be { return true }
      switch lexicon[tokens[index]] {
      case nil: hasSubject = true
      case .pronoun: hasSubject = hasSubject || !Self.addressees.contains(tokens[index].payload)
      case .verb: return hasSubject
      default: continue
      }
    }
    return false
  }

  /// - Parameter isLabel: A number at the beginning would be a port.
  func canMatter(_ tokens: [Token], _ sentence: Range<Int>, isLabel: Bool) -> Bool {
    if tokens[sentence.lowerBound].value != nil {
      // "8460 is a preset."
      if isLabel || sentence.count > 2 && lexicon[tokens[sentence.lowerBound + 1]] == .be { return true }
    }
    // What a colon introduces may be parties.
    if tokens[sentence.upperBound - 1].isMark(":") { return true }
    var found = Found()
    let sure = PhraseReader.sure
    for index in sentence {
      let token = tokens[index]
      if isArrow(at: index, tokens) || Self.isSameOfOthers(at: index, tokens, from: sentence.lowerBound) { return true }
      guard token.kind == .word else {
        // Behind a mark, a verb may stand without its subject.
        if case .mark = token.kind { found.hasSubject = false }
        if token.kind == .dotted, isLoopback(token) { return true }
        continue
      }
      if Vocabulary.term(token) & Self.telling != 0 || token.payload == sure {
        return true
      }
      // "looks up users in Active Directory"
      if token.payload == Self.up, index > sentence.lowerBound,
        StatementReader.looking.contains(tokens[index - 1].payload)
      {
        return true
      }
      // "Operators point a browser at it"
      if found.hasSubject, index > sentence.lowerBound, StatementReader.isThing(token),
        case .preposition? = lexicon[tokens[index - 1]]
      {
        return true
      }
      // "This range can be moved."
      if token.isMarked(.choice), index > sentence.lowerBound, lexicon[tokens[index - 1]] == .be { return true }
      // "hands mail to the relay", "land here"
      if found.hasSubject, token.isMarked(.everyday), !token.traits.contains(.capitalized),
        lexicon[tokens[index - 1]] != .be
          || tokens[index..<sentence.upperBound].contains(where: { lexicon[$0] == .preposition(.by) }),
        mayNameParty(tokens, index..<sentence.upperBound)
      {
        return true
      }
      // "manages the database servers"
      if found.hasVerb, token.isMarked(.machine) { return true }
      // Words that can open a condition without being subordinators: where the main clause asks for nothing, neither does it.
      if token.isMarked(.opening), !found.hasFiniteVerb { return true }
      guard let word = lexicon[token] else {
        if isBehindRelative(at: index, tokens, sentence) || StatementReader.sides.contains(token.payload) {
          return true
        }
        found.hasSubject = true
        continue
      }
      found.isAtStart = index == sentence.lowerBound
      if case .verb(.change, let form) = word, changesSomethingElse(at: index, form, tokens, sentence) { continue }
      if !isIndifferent(word, token, &found) || statesPurpose(at: index, tokens, sentence)
        || joinsName(word, at: index, tokens, sentence)
      {
        return true
      }
    }
    // "Linux only"
    if found.hasOnly, !found.hasFiniteVerb { return true }
    // "It is …", "change this", "this applies only if": in a section about a port that may be the port.
    return (found.hasVerbAboutReferences || found.hasCondition) && refersBack(tokens, sentence)
  }

  /// Whether some word can be one of a party, of a port or of a place: "to the relay", "here", "it", "db.example.com"; not "in a file".
  private func mayNameParty(_ tokens: [Token], _ range: Range<Int>) -> Bool {
    range.contains { index in
      let token = tokens[index]
      guard token.kind == .word else { return false }
      if !token.traits.isDisjoint(with: [.capitalized, .code, .variable]) || token.isMarked(.machine)
        || token.payload == Self.here || token.payload == Self.home || knownWords.contains(token.payload)
      {
        return true
      }
      // What is not in the vocabulary is a noun or a verb. "db-server", "db.example.com", "Überwacher": names have words inside them.
      guard lexicon[token] != nil else { return !isPlain(token) }
      return isReference(at: index, tokens, range.upperBound)
    }
  }

  /// ASCII letters and digits only.
  private func isPlain(_ token: Token) -> Bool {
    let text = names.page.file.bytes
    let bytes = text.span
    return token.range.offsets.allSatisfy { offset in
      let byte = bytes[offset]
      return byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
    }
  }

  /// `127.0.0.1`, `::1`: the host itself.
  private func isLoopback(_ token: Token) -> Bool {
    let text = names.page.file.bytes[token.range.offsets]
    return text.starts(with: "127.".utf8) || text.elementsEqual("::1".utf8)
  }

  /// "before you change a rule", "a file that administrators may modify": what is changed is named, and is neither a value nor a port.
  private func changesSomethingElse(
    at index: Int, _ form: WordClass.VerbForm, _ tokens: [Token], _ sentence: Range<Int>
  ) -> Bool {
    guard case .base = form, !tokens[index].traits.contains(.capitalized) else { return false }
    var next = index + 1
    guard next < sentence.upperBound else { return false }
    switch lexicon[tokens[next]] {
    case .determiner(.definite), .determiner(.indefinite), .determiner(.possessive): next += 1
    default: return false
    }
    let start = next
    while next < sentence.upperBound, tokens[next].kind == .word, lexicon[tokens[next]] == nil {
      if PhraseReader.values.contains(tokens[next].payload) || tokens[next].isMarked(.choice) { return false }
      next += 1
    }
    return next > start && (next == sentence.upperBound || tokens[next].kind != .word)
  }

  /// "that helps two computers": a word that nothing explains, right behind a relative, with something behind it.
  private func isBehindRelative(at index: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    guard index > sentence.lowerBound, index + 1 < sentence.upperBound,
      case .relative? = lexicon[tokens[index - 1]]
    else { return false }
    switch lexicon[tokens[index + 1]] {
    case .determiner, .cardinal, .pronoun: return true
    default: return false
    }
  }

  /// "to the Archive", "with Orders Clients": a name where a party of a contact would stand.
  private func joinsName(_ word: WordClass, at index: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    switch word {
    case .preposition(.to), .preposition(.from), .preposition(.with), .preposition(.in), .preposition(.at),
      .preposition(.over), .preposition(.other):
      break
    default: return false
    }
    // "to the secondary database server"
    for position in (index + 1)..<min(sentence.upperBound, index + 6) {
      guard tokens[position].kind == .word else { break }
      if tokens[position].isMarked(.machine) { return true }
      if position > index + 1, lexicon[tokens[position]] != nil { break }
    }
    switch word {
    case .preposition(.to), .preposition(.from), .preposition(.with): break
    default: return false
    }
    var next = index + 1
    if next < sentence.upperBound, case .determiner? = lexicon[tokens[next]] { next += 1 }
    return next < sentence.upperBound && tokens[next].kind == .word && tokens[next].traits.contains(.capitalized)
      && !tokens[next].traits.contains(.link)
  }

  /// "to select the device", "for selecting it": what a flow is for may stand in a sentence beside it.
  private func statesPurpose(at index: Int, _ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    switch lexicon[tokens[index]] {
    case .verb(_, .gerund): return true
    case .preposition(.to):
      var next = index + 1
      while next < sentence.upperBound, case .adverb? = lexicon[tokens[next]] { next += 1 }
      guard next < sentence.upperBound else { return false }
      switch lexicon[tokens[next]] {
      case .verb(_, .base), .be, .have: return true
      default: return false
      }
    default: return false
    }
  }

  /// "So do probes", "so are the agents" at a beginning: what was said before holds for others too.
  static func isSameOfOthers(at index: Int, _ tokens: [Token], from start: Int) -> Bool {
    if index > start, tokens[index].payload == same, tokens[index].kind == .word,
      tokens[start..<index].suffix(3).contains(where: { if case .do? = Lexicon.english[$0] { true } else { false } })
    {
      return true
    }
    // "The agent does, too."
    if index > start, tokens[index].payload == too, tokens[index].kind == .word,
      tokens[start..<index].suffix(2).contains(where: { token in
        switch Lexicon.english[token] {
        case .do, .be, .have, .modal: true
        default: false
        }
      })
    {
      return true
    }
    guard index == start, index + 1 < tokens.count, tokens[index].payload == so else { return false }
    switch Lexicon.english[tokens[index + 1]] {
    case .do, .be, .have, .modal: return true
    default: return false
    }
  }

  /// The bits of words that always may say something: of services, traffic, rulings and places.
  private static var telling: UInt32 {
    Vocabulary.serviceFlag | WordMark.traffic.bit | WordMark.ruling.bit | WordMark.loopback.bit | WordMark.locality.bit
  }

  private static let up = Token.hash("up")
  private static let so = Token.hash("so")
  private static let too = Token.hash("too")
  private static let same = Token.hash("same")
  private static let here = Token.hash("here")
  private static let home = Token.hash("home")

  /// "agents → server", "agents -> server"
  private func isArrow(at index: Int, _ tokens: [Token]) -> Bool {
    tokens[index].kind == .arrow || tokens[index].isMark(">") && index > 0 && tokens[index - 1].isMark("-")
  }

  private struct Found {
    var isAtStart = false
    var hasFiniteVerb = false
    /// A word that may be a verb, with a subject in front.
    var hasVerb = false
    /// A verb that takes what stands behind prepositions.
    var hasVerbPhrase = false
    var hasVerbAboutReferences = false
    var hasCondition = false
    var hasOnly = false
    /// Something stands in front of the first verb that can be its subject.
    var hasSubject = false
    var hasClosing = false
  }

  /// Whether a word, given those in front of it, says nothing about ports.
  private func isIndifferent(_ word: WordClass, _ token: Token, _ found: inout Found) -> Bool {
    switch word {
    case .determiner, .pronoun:
      found.hasSubject = true
      return true
    case .conjunction, .relative, .modal, .negation, .cardinal: return true
    case .have, .do:
      found.hasFiniteVerb = true
      return true
    case .be:
      found.hasFiniteVerb = true
      found.hasVerbPhrase = true
      found.hasVerbAboutReferences = true
      return true
    case .adverb(let adverb):
      switch adverb {
      case .only: found.hasOnly = true
      case .then, .plain: break
      case .instead, .locally, .externally, .optionally: return false
      }
      return true
    case .preposition(let preposition):
      switch preposition {
      case .of, .over, .without, .than, .other: return true
      // Behind a verb phrase they complete what it says, and it says nothing about ports; in front of it they name places and parties.
      case .by, .to, .with, .from, .on, .in, .at, .for, .within: return found.hasVerbPhrase
      case .between: return false
      }
    case .subordinator(.explanation): return true
    // A condition says nothing where the main clause asks for nothing; one that something is closed may be about the port.
    case .subordinator(.condition), .subordinator(.exception):
      found.hasCondition = true
      return found.hasFiniteVerb && !found.hasClosing
    case .verb(let verb, let form): return isIndifferent(verb, form, token, &found)
    case .transport, .port, .number, .event, .direction, .quality: return false
    }
  }

  private func isIndifferent(
    _ verb: WordClass.VerbClass, _ form: WordClass.VerbForm, _ token: Token, _ found: inout Found
  ) -> Bool {
    switch verb {
    case .other, .unknown, .fail, .defaultTo: break
    case .require, .close:
      if verb == .require, form == .participle { return false }
      // "Requires the Pro edition."
      if verb == .require, found.isAtStart, case .third = form { return false }
      found.hasVerbAboutReferences = true
      if verb == .close {
        found.hasClosing = true
        // "Must be closed.": what the title names.
        if found.hasCondition || !found.hasSubject { return false }
      }
    case .use, .communicate, .reach, .send, .fetch, .establish, .listen, .accept, .open, .recommend, .change, .check:
      return false
    }
    switch form {
    case .base, .third: found.hasVerb = found.hasSubject && !token.traits.contains(.capitalized)
    case .participle, .gerund: break
    }
    switch form {
    case .base(isNoun: false), .third(isNoun: false):
      // A capital inside a sentence makes it part of a name.
      if found.isAtStart || !token.traits.contains(.capitalized) {
        found.hasFiniteVerb = true
        found.hasVerbPhrase = true
      }
    case .base, .third, .participle, .gerund: break
    }
    return true
  }

  private func isReference(at index: Int, _ tokens: [Token], _ end: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .pronoun: !Self.addressees.contains(tokens[index].payload)
    // "The manual has another.": not the one that was named.
    case .determiner(.indefinite) where index + 1 >= end || tokens[index + 1].kind != .word: false
    case .determiner:
      index + 1 >= end || tokens[index + 1].kind != .word || lexicon[tokens[index + 1]] != nil
        || PhraseReader.values.contains(tokens[index + 1].payload)
    default: false
    }
  }

  /// "you": whoever reads the page, and never a port.
  static let addressees = WordSet(["you", "we"])
}
