import PortPage

/// Tells sentences that can say something about ports from those that cannot, by a look at each word.
///
/// Most prose on a page is about something else, and cutting a sentence into clauses and phrases costs a hundred times this look.
/// The filter is not a reading: it lets a sentence go only where no reading could find anything in it. ``StatementReader`` finds
/// something only in sentences that have a word for ports, traffic, directions, qualities or services, a verb of contact, listening or
/// opening, a bare reference such as "this", or a preposition in front of the verb ("On the server …").
struct SentenceFilter {
  private let lexicon = Lexicon.english
  private let registry = ServiceRegistry.common

  /// Whether a paragraph has a word that stands for somebody named before, so that any sentence of it may tell who that is.
  func refersBack(_ tokens: [Token]) -> Bool {
    tokens.indices.contains { isReference(at: $0, tokens, tokens.count) }
  }

  /// - Precondition: The sentence's paragraph does not refer back.
  /// - Parameter isLabel: A number at the beginning would be a port.
  func canMatter(_ tokens: [Token], _ sentence: Range<Int>, isLabel: Bool) -> Bool {
    if isLabel, tokens[sentence.lowerBound].value != nil { return true }
    var hasVerb = false
    for index in sentence where tokens[index].kind == .word {
      let token = tokens[index]
      if registry[token] != nil || PhraseReader.traffic.contains(token.payload) || token.payload == PhraseReader.sure {
        return true
      }
      switch lexicon[token] {
      case nil, .conjunction, .relative, .modal, .have, .do, .negation, .cardinal, .determiner, .pronoun: continue
      case .adverb(let adverb):
        switch adverb {
        case .only, .then, .instead, .plain: continue
        case .locally, .externally, .optionally: return true
        }
      case .preposition, .subordinator:
        // Behind the verb they only complete what it says, and it says nothing about ports.
        if !hasVerb { return true }
      case .be: hasVerb = true
      case .verb(let verb, let form):
        guard isIndifferent(verb, form) else { return true }
        switch form {
        case .base(isNoun: false), .third(isNoun: false):
          // A capital inside a sentence makes it part of a name.
          hasVerb = hasVerb || !token.traits.contains(.capitalized)
        case .base, .third, .participle, .gerund: continue
        }
      case .transport, .port, .number, .event, .direction, .quality: return true
      }
    }
    return false
  }

  /// A verb that says nothing about ports unless a word for ports or traffic goes with it.
  private func isIndifferent(_ verb: WordClass.VerbClass, _ form: WordClass.VerbForm) -> Bool {
    switch verb {
    case .other, .fail, .defaultTo, .change, .close: true
    case .require: form != .participle
    case .use, .communicate, .reach, .send, .fetch, .establish, .listen, .accept, .open, .recommend, .check: false
    }
  }

  /// "it", "they", "this", "both": not "you", and not "this file".
  private func isReference(at index: Int, _ tokens: [Token], _ end: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .pronoun: !Self.addressees.contains(tokens[index].payload)
    case .determiner(.demonstrative), .determiner(.quantifier), .determiner(.negative):
      index + 1 >= end || tokens[index + 1].kind != .word || lexicon[tokens[index + 1]] != nil
    default: false
    }
  }

  private static let addressees = Set(["you", "we"].map(Token.hash))
}
