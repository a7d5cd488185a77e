import PortPage

/// What a clause says: a verb with its subject, objects and complements, each a set of phrases.
struct VerbPhrase {
  /// The same phrase as one of reaching its objects.
  var reading: VerbPhrase {
    var result = self
    result.predicate = .verb(.reach)
    return result
  }

  /// The same phrase as one of communicating with somebody.
  var asking: VerbPhrase {
    var result = self
    result.predicate = .verb(.communicate)
    return result
  }

  /// The same phrase as one of getting something.
  var fetching: VerbPhrase {
    var result = self
    result.predicate = .verb(.fetch)
    return result
  }

  enum Predicate: Hashable {
    case be
    case verb(WordClass.VerbClass)
  }

  struct Complement {
    var preposition: WordClass.Preposition
    var phrases: PhraseSet
  }

  var predicate: Predicate
  var isPassive = false
  /// `to connect`, `for connecting`: a purpose of the verb phrase before it.
  var isPurpose = false
  /// No subject: `Open port 443`.
  var isImperative = false
  var modality: Modality?
  /// "may need to": whether it is asked for stays open.
  var isUncertain = false
  var isNegated = false
  var subject = PhraseSet()
  var objects = PhraseSet()
  var complements: [Complement] = []
  var qualities = QualitySet()
  /// The phrases from the verb to the end of what belongs to it.
  var phrases: Range<Int>

  mutating func add(_ complement: Complement) {
    if complements.isEmpty { complements.reserveCapacity(4) }
    complements.append(complement)
  }

  /// The phrases behind a preposition.
  func phrases(behind preposition: WordClass.Preposition) -> PhraseSet {
    var result = PhraseSet()
    for complement in complements where complement.preposition == preposition { result += complement.phrases }
    return result
  }

  /// The phrases behind all prepositions.
  var complementPhrases: PhraseSet {
    var result = PhraseSet()
    for complement in complements { result += complement.phrases }
    return result
  }
}
