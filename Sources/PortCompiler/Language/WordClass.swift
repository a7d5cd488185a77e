import PortModel

/// What a word does in a sentence about ports; words without a class are parts of names.
enum WordClass: Hashable, Sendable {
  case determiner(Determiner)
  case pronoun
  case preposition(Preposition)
  case conjunction(Conjunction)
  case subordinator(Subordinator)
  /// `which`, `that`, `who`: begins a relative clause, or an object clause behind `verify`.
  case relative
  case modal(Modality)
  case be
  case have
  case `do`
  case negation
  case adverb(Adverb)
  case verb(VerbClass, VerbForm)
  case transport(Transport)
  case port
  /// `number`, `numbers` behind `port`.
  case number
  /// Traffic as a noun: connection, communication, access, request.
  case event
  case direction(Flow.Direction)
  case quality(Quality)
  /// A small number in words: `two`.
  case cardinal

  enum Determiner: Hashable, Sendable {
    case definite
    case indefinite
    case demonstrative
    case possessive
    case quantifier
    case negative
  }

  enum Preposition: Hashable, Sendable {
    case by, to, with, from, on, `in`, at, `for`, of, over, between, within, without, than, other
  }

  enum Conjunction: Hashable, Sendable { case and, or, but }

  enum Subordinator: Hashable, Sendable {
    /// `if`, `when`: the clause is a condition.
    case condition
    /// `unless`: the clause is a condition that must not hold.
    case exception
    /// `because`, `so that`, `while`: the clause is an explanation.
    case explanation
  }

  enum Adverb: Hashable, Sendable {
    case only, then, instead, locally, externally, optionally, plain
  }

  /// How a word is inflected.
  enum VerbForm: Hashable, Sendable {
    /// `use`; may be a noun too (`access`).
    case base(isNoun: Bool)
    /// `uses`; may be a noun too (`requests`).
    case third(isNoun: Bool)
    /// `used`
    case participle
    /// `using`
    case gerund
  }

  /// What a verb says about the parties and the port.
  enum VerbClass: Hashable, Sendable {
    case use
    /// Connects its subject to what stands behind `with` or `to`.
    case communicate
    /// Connects its subject to its object: access, query.
    case reach
    /// Connects its subject to what stands behind `to`, with an object between: send data to.
    case send
    /// Connects its subject to what stands behind `from`: retrieve data from.
    case fetch
    /// Connects its subject to what stands behind `to` where its object is traffic: establish a connection to.
    case establish
    /// Its subject listens.
    case listen
    /// Its subject lets others connect.
    case accept
    case open
    case close
    case require
    case recommend
    case check
    case change
    /// `defaults to`
    case defaultTo
    /// Consequences: fail, stop.
    case fail
    /// Any other verb that people write in port pages; it only tells where a verb stands.
    case other
    /// A word outside the vocabulary where only a verb can stand.
    case unknown

    /// Of use, need, contact or access: says something of a port, and not only of what stands around it.
    var isOfAccess: Bool {
      switch self {
      case .use, .communicate, .reach, .send, .fetch, .establish, .listen, .accept, .open, .close, .require,
        .recommend:
        true
      case .check, .change, .defaultTo, .fail, .other, .unknown: false
      }
    }
  }

  enum Quality: UInt32, Hashable, Sendable {
    case open, closed, optional, mandatory, recommended, configurable, fixed, `default`, external, local, same,
      ephemeral, failing
  }
}

/// How strongly a sentence asks for something.
enum Modality: Hashable, Sendable {
  case must
  case should
  case may
  /// `can`: says what is possible, and asks for nothing.
  case can
  /// `will`, `would`: says that something happens.
  case plain
  /// `cannot`
  case impossible
  /// `need not`, `does not have to`
  case unneeded
}
