import PortPage
import SourceDiagnostics

/// Whom a pronoun can stand for.
struct Antecedent {
  /// The subject of the sentence before.
  var mention: Mention
  /// The other parties that the sentence names.
  var others: [Mention]
  /// The subject names several: "A and B are installed. They connect".
  var isOneOfSeveral = false

  var isOnly: Bool { others.isEmpty }
}

/// What pronouns stand for.
extension StatementReader {
  /// Whether a phrase stands for a party, by name or as a pronoun.
  func isMention(_ index: Int) -> Bool {
    if case .pronoun = phrases[index].kind { return isPersonal(index) && antecedent != nil }
    return isParty(index)
  }

  /// "it", "they", "them"; but not "both", "these".
  func isPersonal(_ index: Int) -> Bool {
    phrases[index].tokens.count == 1 && Self.personal.contains(tokens[phrases[index].tokens.lowerBound].payload)
  }

  func isThey(_ index: Int) -> Bool {
    phrases[index].tokens.count == 1 && tokens[phrases[index].tokens.lowerBound].payload == Self.they
  }

  private static let they = Token.hash("they")
  private static let personal = WordSet(["it", "they", "them"])

  /// Whether a pronoun stands for the antecedent. "A connects to B. It connects to C": the subject goes on acting. Who is acted upon or
  /// listens may be either of them, unless the other one is the subject: "A connects to B, and B polls it".
  func isCertain(_ index: Int, _ antecedent: Antecedent) -> Bool {
    if disagrees(index, antecedent.mention) || antecedent.isOneOfSeveral { return false }
    if antecedent.isOnly || isActor(index) { return true }
    guard !isSubject(index), let subject = subjectMentions?.first else { return false }
    return antecedent.others.allSatisfy { $0.key == subject.key }
  }

  /// "The server queries the devices and receives traps from them": the one party that agrees in number.
  func agreed(_ index: Int, _ antecedent: Antecedent) -> Mention? {
    guard !antecedent.isOneOfSeveral else { return nil }
    let isPlural = !Self.isThing(tokens[phrases[index].tokens.lowerBound])
    var found: Mention?
    for mention in [antecedent.mention] + antecedent.others where self.isPlural(mention) == isPlural {
      if let found, found.key != mention.key { return nil }
      found = mention
    }
    return found
  }

  /// A name of one word with a capital may end in "s" by itself.
  private func isPlural(_ mention: Mention) -> Bool {
    let name = mention.name
    guard name.hasSuffix("s"), !name.hasSuffix("ss"), !name.hasSuffix("us"), !name.hasSuffix("is") else { return false }
    return name.contains(" ") || name.first?.isLowercase == true
  }

  /// "it" is no plural: "All clients reach the server, so it must accept …". A name of one word may end in "s" by itself.
  private func disagrees(_ index: Int, _ mention: Mention) -> Bool {
    guard Self.isThing(tokens[phrases[index].tokens.lowerBound]), mention.name.hasSuffix("s") else { return false }
    return !mention.name.hasSuffix("ss") && (mention.name.contains(" ") || mention.name.first?.isLowercase == true)
  }

  /// "They must accept …"; not "it must be open".
  var acceptsSomething: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.accept, _), .verb(.listen, _): true
      default: false
      }
    }
  }

  private func isSubject(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch phrases[index - 1].kind {
    case .preposition, .verb: return false
    default: return true
    }
  }

  private func isActor(_ index: Int) -> Bool {
    if index > 0, case .preposition = phrases[index - 1].kind { return false }
    for phrase in phrases[(index + 1)...] {
      switch phrase.kind {
      case .adverb, .modal, .negation, .do, .have: continue
      case .verb(.listen, _), .verb(.accept, _): return false
      case .verb: return true
      default: return false
      }
    }
    return false
  }

  private func isListener(_ index: Int) -> Bool {
    guard isSubject(index) else { return false }
    let verb = phrases[(index + 1)...].first { if case .verb = $0.kind { true } else { false } }
    switch verb?.kind {
    case .verb(.listen, _), .verb(.accept, _): return true
    default: return false
    }
  }

  /// Reports pronouns that may stand for several parties where a party is asked for.
  mutating func doubtPronouns(_ indices: PhraseSet) {
    guard let antecedent, !antecedent.isOnly else { return }
    for index in indices
    where isPersonalPronoun(index) && !isCertain(index, antecedent) && agreed(index, antecedent) == nil {
      // As the subject of other verbs, "it" may be the port.
      guard !isSubject(index) || isListener(index) else { continue }
      // Nobody connects to itself: "A connects to B and sends data to it" says nothing new.
      if subjectMentions?.first?.key == antecedent.mention.key { continue }
      let range = bytes(phrases[index].tokens)
      guard !statement.doubts.contains(where: { $0.range == range }) else { continue }
      statement.doubts.append(
        (
          "\"\(page.file.text(range))\" may stand for \"\(antecedent.mention.name)\" or for another party; name the party",
          range
        ))
    }
  }

  /// Whether a doubt is of whom "they" stands for.
  func isOfPronoun(_ range: SourceRange) -> Bool {
    tokens[sentence].contains { $0.range == range && Self.personal.contains($0.payload) }
  }

  /// "connect to it", where no party was spoken of: what the title names.
  func isThePort(_ index: Int) -> Bool {
    antecedent == nil && isPersonalPronoun(index) && tokens[phrases[index].tokens.lowerBound].payload == Self.it
  }

  /// "it"
  @inline(__always) static func isThing(_ token: Token) -> Bool { token.payload == it }

  private static let it = Token.hash("it")

  /// Takes up what the statement's clause says of who "it" is in the next one.
  mutating func noteAntecedent() {
    if let topic = statement.topic {
      antecedent = Antecedent(mention: topic, others: [], isOneOfSeveral: subjectMentions.map { $0.count > 1 } ?? false)
    } else if antecedent == nil {
      return
    }
    addOthers(statement.sources)
    addOthers(statement.destinations)
    addOthers(statement.places)
    addOthers(statement.users)
  }

  private mutating func addOthers(_ parties: [Mention]) {
    for party in parties where party.key != antecedent?.mention.key { antecedent?.others.append(party) }
  }

  /// Who the clause is about: what "it" means in the next one.
  mutating func noteTopic(_ clause: VerbPhraseReader) {
    let subject = clause.result.first?.subject ?? clause.subject
    if subject.contains(where: { isPort($0) }) {
      antecedent = nil
      return
    }
    // "both", "both programs", "they" are whoever was spoken of.
    let named = subject.filter { index in
      switch phrases[index].noun?.determiner {
      case .quantifier, .demonstrative: false
      case .definite, .indefinite, .possessive, .negative, nil: phrases[index].noun != nil
      }
    }
    let mentions = names(named)
    subjectMentions = mentions
    statement.topic = named == subject ? mentions.first : names(subject).first
  }
}
