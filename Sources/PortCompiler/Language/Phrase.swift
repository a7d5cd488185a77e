import PortModel
import PortPage

/// A noun phrase: a party, traffic, or a reference to ports.
struct NounPhrase {
  /// The words without determiner; inside, `of` phrases, slashes and parentheses.
  var tokens: Range<Int>
  var determiner: WordClass.Determiner?
  /// What the phrase speaks of.
  var head: Head
  /// Adjectives that matter: `incoming`, `external`, `same`, `default`.
  var direction: Flow.Direction?
  var qualities = QualitySet()
  var service: ServiceRegistry.Service?
  /// The word that names the service.
  var serviceToken: Int?
  var transports = TransportSet()

  enum Head: Hashable {
    /// A party, or any other thing.
    case thing
    /// Traffic: connection, communication, access.
    case event
    /// A port without number: `this port`, `the port number`.
    case port
    /// A port of something: `the instance port number`. It is not the one that the section is about.
    case otherPort
    /// `host`, `machine`, `computer`, `system`.
    case machine
  }
}

/// One element of a clause.
struct Phrase {
  enum Kind {
    /// The index of a port expression of the sentence.
    case ports(Int)
    case noun(NounPhrase)
    case pronoun
    case verb(WordClass.VerbClass, WordClass.VerbForm)
    case quality(WordClass.Quality)
    case direction(Flow.Direction)
    case preposition(WordClass.Preposition)
    case conjunction(WordClass.Conjunction)
    case relative
    case modal(Modality)
    case be
    case have
    case `do`
    case negation
    case adverb(WordClass.Adverb)
    case separator
    case opening
    case closing
  }

  var kind: Kind
  var tokens: Range<Int>

  var noun: NounPhrase? {
    if case .noun(let noun) = kind { return noun }
    return nil
  }

  /// Whether the phrase can be the thing that a sentence says something about.
  var isNominal: Bool {
    switch kind {
    case .ports, .noun, .pronoun: true
    default: false
    }
  }
}
