import PortModel
import PortPage
import SourceDiagnostics

/// What is given up where clauses do not say clearly what they say.
extension StatementReader {
  /// A list of ports that belong together counts once: how many places of the clause write ports.
  private var portPlaces: Int {
    var places = 0
    var isOpen = false
    var isInBrackets = false
    for phrase in phrases {
      switch phrase.kind {
      // "TCP 80 (HTTP), TCP 443 (HTTPS)"
      case .opening: isInBrackets = true
      case .closing: isInBrackets = false
      case .noun(let noun) where isInBrackets && noun.service != nil: continue
      case .ports(let index) where statement.expressions.indices.contains(index) && isTopic(index):
        if !isOpen { places += 1 }
        isOpen = true
      case .conjunction, .separator: continue
      default: isOpen = false
      }
    }
    return places
  }

  private func isTopic(_ index: Int) -> Bool { statement.expressions[index].standing == .topic }

  /// Gives up the parties of a clause that writes several ports and several parties, since it does not tell which belong together.
  mutating func distrustMixedParties() {
    if statement.destinations.count > 1 || statement.sources.count > 1,
      let other = phrases.first(where: { phrase in
        phrase.noun.map { $0.head == .port || $0.head == .otherPort } == true
          && tokens[phrase.tokens].contains { Self.otherPorts.contains($0.payload) }
      })
    {
      // "connects to A on this port and to B on another port"
      return giveUp(
        "this sentence speaks of \"\(page.visibleText(bytes(other.tokens)))\", too, and not which of its parties belong to which; write a sentence for each port",
        statement.range)
    }
    if distrustAnotherPort() { return }
    if statement.hasParties,
      let other = statement.expressions.indices.first(where: { isTopic($0) && isOfElsewhere($0) }),
      let this = phrases.first(where: { $0.noun?.head == .port && $0.noun?.determiner == .demonstrative })
    {
      // "connects to A on this port and to B on TCP 25"
      return giveUp(
        "this sentence speaks of \"\(page.visibleText(bytes(this.tokens)))\" and of \(page.visibleText(bytes(statement.expressions[other].tokens))), and not which of its parties belong to which; write a sentence for each port",
        statement.range)
    }
    if statement.places.count > 1 || portPlaces > 1 && !statement.places.isEmpty, !statement.hasParties,
      Set(statement.places.map(\.key)).count > 1 || portPlaces > 1
    {
      // "Open TCP 5432 on A and TCP 8443 on B", "open this port on A and on B"
      statement.places = []
      statement.isPortState = false
      statement.doubts.append(
        ("this sentence names several places, and not which port is where; write a sentence for each", statement.range))
      return
    }
    var numbers = 0
    for index in statement.expressions.indices where isTopic(index) {
      numbers += statement.expressions[index].elements.count
    }
    guard numbers > 1, statement.hasParties else { return }
    let respectively = Self.respectively
    let isRespective = tokens[clause].contains { $0.kind == .word && $0.payload == respectively }
    let isMixed = portPlaces > 1 && (statement.sources.count > 1 || statement.destinations.count > 1 || hasStrayParty)
    guard isMixed || isRespective else { return }
    statement.doubts.append(
      (
        "this sentence names several ports and several parties, and not which belong together; write a sentence for each port",
        statement.range
      ))
    statement.sources = []
    statement.destinations = []
    statement.isBidirectional = false
  }

  /// Reports "from other hosts", "from hosts where an agent runs", "on both hosts": which ones is not said. "Any host" is any.
  mutating func distrustUnnamedHosts() {
    guard marks.contains(.host) else { return }
    guard statement.saysSomething || !statement.expressions.isEmpty, statement.noExternal == nil else { return }
    for (index, phrase) in phrases.enumerated() {
      guard let noun = phrase.noun, isAnyHost(noun), !noun.qualities.contains(.same) else { continue }
      if hasPlaceAsSubject(index) {
        statement.doubts.append(("which hosts these are is not said; name the parties", bytes(phrase.tokens)))
      }
      guard index > 0, case .preposition(let preposition) = phrases[index - 1].kind else { continue }
      switch preposition {
      case .from, .to, .with, .by, .between: break
      case .on, .at:
        // "on every machine where an agent runs" says which.
        if noun.determiner != .quantifier || isDescribed(noun) { continue }
      case .in, .for, .of, .over, .within, .without, .than, .other: continue
      }
      let isAll = noun.determiner == .quantifier && noun.tokens.count == 1 && preposition != .on && preposition != .at
      if isAll, index + 1 >= phrases.count || !isRelative(phrases[index + 1]) { continue }
      statement.doubts.append(
        ("which hosts these are is not said; name the parties", bytes(phrase.tokens)))
    }
  }

  /// "A connects to B. The port must be open for incoming connections on that host": of one of those whom the sentence before names.
  mutating func noteThatHost() {
    guard marks.contains(.host) || marks.contains(.machine) else { return }
    // "from the respective machines"
    thatHost = phrases.first { phrase in
      phrase.noun != nil && tokens[phrase.tokens].contains { $0.kind == .word && Self.respective.contains($0.payload) }
    }.map { bytes($0.tokens) }
    guard thatHost == nil, let antecedent, !antecedent.isOnly else { return }
    thatHost = phrases.first { phrase in
      guard let noun = phrase.noun, noun.tokens.lowerBound > clause.lowerBound,
        tokens[noun.tokens.lowerBound - 1].payload == Self.that
      else { return false }
      return noun.head == .machine || RoleName.endsInMachine(page.visibleText(bytes(noun.tokens)))
    }.map { bytes($0.tokens) }
  }

  mutating func distrustThatHost() {
    guard let thatHost else { return }
    statement.doubts.append(("which host this is, is not certain; name it", thatHost))
    statement.direction = nil
    statement.isPortState = false
    statement.places = []
    statement.sources.removeAll { thatHost.contains($0.range) }
    statement.destinations.removeAll { thatHost.contains($0.range) }
    statement.users.removeAll { thatHost.contains($0.range) }
  }

  private static let respective = WordSet(["respective", "corresponding"])

  private static let that = Token.hash("that")

  private func isDescribed(_ noun: NounPhrase) -> Bool {
    noun.tokens.upperBound < tokens.count && tokens[noun.tokens.upperBound].payload == Self.where
  }

  private static let `where` = Token.hash("where")

  private func isRelative(_ phrase: Phrase) -> Bool {
    switch phrase.kind {
    case .relative, .verb(_, .participle), .verb(_, .gerund): true
    default: false
    }
  }

  func isAnyPort(_ phrase: Phrase, _ noun: NounPhrase) -> Bool {
    noun.head == .port && tokens[phrase.tokens.lowerBound].payload == Self.any
  }

  private static let any = Token.hash("any")
  private static let respectively = Token.hash("respectively")

  /// A name that plays no part: "the agent connects on TCP 1, the console on TCP 2".
  private var hasStrayParty: Bool {
    let known = statement.sources + statement.destinations + statement.places + statement.users
    return phrases.indices.contains { index in
      guard phrases[index].noun?.head == .thing, let mention = names([index]).first else { return false }
      return !known.contains { $0.range.overlaps(mention.range) || $0.name == mention.name }
    }
  }

  /// Gives up what a clause says where a word turns its meaning in a way that is not modelled.
  mutating func distrustTurningWords() {
    guard statement.saysSomething || !statement.expressions.isEmpty else { return }
    let isQuestion = tokens[sentence.upperBound - 1].isMark("?")
    // "Running the database on a different port?": that it can be one.
    if isQuestion, statement.binding != nil, !statement.hasParties, statement.requirement == nil,
      statement.expressions.isEmpty
    {
      return
    }
    // "accepts another number instead"
    if statement.binding?.value == .default, !statement.hasParties, statement.requirement == nil,
      let turning = turningWord, isInstead(turning)
    {
      return
    }
    let turning = isQuestion ? sentence.upperBound - 1 : turningWord
    guard let turning else { return }
    let word = page.file.text(tokens[turning].range)
    let message =
      isQuestion
      ? "a question says nothing certain about ports; write a statement"
      : "\"\(word)\" changes what this sentence says in a way that is not understood; write it in simpler sentences"
    var doubtful = Statement(range: statement.range)
    doubtful.expressions = statement.expressions
    doubtful.sharesPorts = statement.sharesPorts
    doubtful.hasVerb = statement.hasVerb
    doubtful.refersToPorts = statement.refersToPorts
    doubtful.refersToSeveral = statement.refersToSeveral
    doubtful.transports = statement.transports
    doubtful.doubts = [(message, isQuestion ? statement.range : tokens[turning].range)]
    statement = doubtful
  }

  private var turningWord: Int? {
    guard marks.contains(.suspect) else { return nil }
    for index in clause where canTurn(tokens[index]) {
      let word = tokens[index].payload
      if index > clause.lowerBound + 1, lexicon[tokens[index]] == .adverb(.optionally),
        lexicon[tokens[index - 1]] == .conjunction(.and)
          || tokens[index - 1].isMark(",") && lexicon[tokens[index - 2]] == .conjunction(.and)
          || tokens[index - 1].isMark("(") && lexicon[tokens[index - 2]] == .conjunction(.and)
      {
        return index
      }
      // "no one"
      if tokens[index].payload == Self.one, index > clause.lowerBound,
        lexicon[tokens[index - 1]] == .determiner(.negative)
      {
        return index - 1
      }
      if isWithoutPort(index) { return index }
      // "on this port plus the number of the instance"
      if word == Self.plus, index > clause.lowerBound, lexicon[tokens[index - 1]] == .port { return index }
      if isOfVersion(index) || isOrdinal(index) || isEarlierCase(index) { return index }
      if statement.noExternal != nil, index == clause.lowerBound, isNobody(0) { continue }
      if isCompound(index) { continue }
      // "It's bound to localhost": whose subject is glued to its verb.
      if index == clause.lowerBound, Self.contractions.contains(word) { return index }
      if Self.turning.contains(word) || isSelection(index) || isPast(index) || isInstead(index) { return index }
      if word == Self.except, index + 1 < clause.upperBound, !isOpener(index + 1) { return index }
    }
    return nil
  }

  /// "the reverse proxy", "reverse DNS"
  private func isCompound(_ index: Int) -> Bool {
    guard tokens[index].payload == Self.reverse, index + 1 < clause.upperBound else { return false }
    return Self.reversible.contains(tokens[index + 1].payload)
  }

  private static let reverse = Token.hash("reverse")
  private static let reversible = WordSet(["proxy", "proxies", "dns", "lookup", "lookups", "tunnel", "tunnels", "ssh"])

  /// Nearly all words cannot.
  private func canTurn(_ token: Token) -> Bool {
    if token.isMarked(.suspect) { return true }
    switch lexicon[token] {
    case .adverb(.optionally), .adverb(.instead), .cardinal: return true
    default: return false
    }
  }

  /// "in a later version", "version 5 or later": not of the product as it is, or of some of its parties only.
  private func isOfVersion(_ index: Int) -> Bool {
    guard Self.releaseWords.contains(tokens[index].payload), index > clause.lowerBound else { return false }
    if Self.laterWords.contains(tokens[index - 1].payload) { return true }
    if index + 1 < clause.upperBound, Self.sinceWords.contains(tokens[index + 1].payload) { return true }
    // "in version 6", "starting with version 12.1", "(version 5 only)"
    guard index + 1 < clause.upperBound, tokens[index + 1].kind == .number || tokens[index + 1].kind == .dotted else {
      return isOlder(index)
    }
    // "was changed in version 6": since then it is so.
    let isPast = tokens[clause].contains { if case .verb(.change, .participle)? = lexicon[$0] { true } else { false } }
    return !isPast
  }

  /// "version or later": as ``isOfVersion(_:)``, with a word between.
  private func isOlder(_ index: Int) -> Bool {
    guard index + 3 < clause.upperBound, lexicon[tokens[index + 2]] == .conjunction(.or) else { return false }
    return Self.laterWords.contains(tokens[index + 3].payload)
  }

  private static let versionsWords = ["version", "versions", "release", "releases"]
  static let releaseWords = WordSet(versionsWords)
  private static let sinceWords = WordSet([
    "before", "after", "prior", "since", "until", "up", "older", "earlier", "newer",
  ])
  private static let laterWords = WordSet(
    ["later", "newer", "higher", "earlier", "older", "former", "previous", "upcoming"])

  /// "used to be required", "was required"
  private func isPast(_ index: Int) -> Bool {
    if Self.past.contains(tokens[index].payload), index > clause.lowerBound, index + 1 < clause.upperBound,
      lexicon[tokens[index - 1]] == .pronoun || lexicon[tokens[index - 1]] == .port
        || statement.expressions.contains(where: { $0.tokens.upperBound == index })
    {
      switch lexicon[tokens[index + 1]] {
      case .verb(.require, _), .verb(.use, _), .verb(.open, _), .verb(.recommend, _), .quality: return true
      default: break
      }
    }
    return isUsedTo(index)
  }

  private static let pastWords = ["was", "were"]
  private static let past = WordSet(pastWords)

  private func isUsedTo(_ index: Int) -> Bool {
    index + 2 < clause.upperBound && index > clause.lowerBound && tokens[index].payload == Self.usedTo
      && lexicon[tokens[index + 1]] == .preposition(.to) && lexicon[tokens[index + 2]] == .be
      && lexicon[tokens[index - 1]] != .be
  }

  /// "instead" without what it takes the place of: of the sentence before, or of another one.
  private func isInstead(_ index: Int) -> Bool {
    lexicon[tokens[index]] == .adverb(.instead)
      && (index + 1 >= clause.upperBound || lexicon[tokens[index + 1]] != .preposition(.of))
  }

  /// "the first port", "the second is": of several ports, by their place.
  private func isOrdinal(_ index: Int) -> Bool {
    guard Self.ordinals.contains(tokens[index].payload), index > clause.lowerBound,
      lexicon[tokens[index - 1]] == .determiner(.definite)
    else { return false }
    guard index + 1 < clause.upperBound, tokens[index + 1].kind == .word, !Self.ones.contains(tokens[index + 1].payload)
    else { return true }
    switch lexicon[tokens[index + 1]] {
    case .port, .be, .have, .modal, .preposition, .verb(_, .third(isNoun: false)): return true
    default: return false
    }
  }

  private static let ordinalWords = ["first", "second", "third", "fourth", "fifth", "last"]
  private static let ordinals = WordSet(ordinalWords)
  private static let ones = WordSet(["one", "ones"])

  /// "Without it, …", "without this port, …": what happens otherwise.
  private func isWithoutPort(_ index: Int) -> Bool {
    guard tokens[index].payload == Self.withoutWord, index == sentence.lowerBound, index + 1 < clause.upperBound else {
      return false
    }
    switch lexicon[tokens[index + 1]] {
    case .pronoun: return true
    case .determiner(.demonstrative), .determiner(.definite):
      return index + 2 >= clause.upperBound || tokens[index + 2].kind != .word || lexicon[tokens[index + 2]] == .port
        || lexicon[tokens[index + 2]] == .event
    default: return false
    }
  }

  private static let withoutWord = Token.hash("without")

  /// "in this case": under a condition that another sentence names, or only hints at.
  private func isEarlierCase(_ index: Int) -> Bool {
    Self.cases.contains(tokens[index].payload) && index == sentence.lowerBound + 2
      && Self.pointing.contains(tokens[index - 1].payload) && lexicon[tokens[index - 2]] == .preposition(.in)
  }

  private static let caseWords = ["case", "cases", "scenario", "scenarios", "setup", "setups"]
  private static let pointing = WordSet(["this", "that", "these", "those", "such"])
  private static let cases = WordSet(caseWords)

  private static let usedTo = Token.hash("used")

  /// "one of the following ports", "either of TCP 80 and TCP 443": some of several ports, and not which.
  private func isSelection(_ index: Int) -> Bool {
    guard Self.selecting.contains(tokens[index].payload) || lexicon[tokens[index]] == .cardinal,
      index + 2 < clause.upperBound, lexicon[tokens[index + 1]] == .preposition(.of)
    else { return false }
    return tokens[(index + 2)..<min(clause.upperBound, index + 6)].contains { token in
      switch lexicon[token] {
      case .port, .transport: true
      default: token.payload == Self.following && tokens[index].payload != Self.any
      }
    }
  }

  private static let following = Token.hash("following")

  private static let selectingWords = ["one", "any", "either", "some", "none"]
  private static let selecting = WordSet(selectingWords)

  private func isOpener(_ index: Int) -> Bool {
    if case .subordinator(.condition)? = lexicon[tokens[index]] { true } else { false }
  }

  private static let turningWords = [
    "versa", "former", "latter", "neither", "nor", "until", "unlike", "alternately", "formerly", "previously", "future",
    "rarely", "hardly", "seldom", "barely", "scarcely", "sometimes", "occasionally", "perhaps", "possibly", "maybe",
    "nobody", "nothing", "reversed", "reverse", "swapped", "inverted", "apart", "excluding", "exception", "pointless",
    "ideally", "preferably", "unnecessary", "removed", "discontinued", "unsupported", "everyone", "everybody",
    "opposite", "besides", "aside",
  ]
  private static let turning = WordSet(turningWords)
  private static let plus = Token.hash("plus")
  private static let except = Token.hash("except")
  private static let one = Token.hash("one")

  /// The words that ``turningWord`` looks at more closely.
  static let suspects =
    contractedWords + turningWords + versionsWords + pastWords + selectingWords + ordinalWords + caseWords
    + [
      "plus", "next", "used", "except", "without", "optionally", "instead", "alternatively", "two", "three", "four",
      "five",
      "six",
      "seven",
      "eight", "nine", "ten",
    ]
}
