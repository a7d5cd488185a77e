import PortPage

/// What a clause says: a verb with its subject, objects and complements, each a list of indices of phrases.
struct VerbPhrase {
  enum Predicate: Hashable {
    case be
    case verb(WordClass.VerbClass)
  }

  struct Complement {
    var preposition: WordClass.Preposition
    var phrases: [Int]
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
  var subject: [Int] = []
  var objects: [Int] = []
  var complements: [Complement] = []
  var qualities = QualitySet()
  /// The phrases from the verb to the end of what belongs to it.
  var phrases: Range<Int>

  /// The phrases behind a preposition.
  func phrases(behind preposition: WordClass.Preposition) -> [Int] {
    complements.filter { $0.preposition == preposition }.flatMap(\.phrases)
  }
}
