import PortModel
import PortPage
import SourceDiagnostics

/// Whether a port can be another one.
extension StatementReader {
  mutating func interpretChange(_ verb: VerbPhrase, _ parent: VerbPhrase?) {
    let target = verb.isPassive ? verb.subject : verb.objects
    guard target.contains(where: { isPort($0) || isDefault($0) }) || isPronominal(target) else { return }
    // "logs in to the cameras to configure them"
    if verb.isPurpose, target.contains(where: { isPersonalPronoun($0) }), statement.hasParties { return }
    if target.contains(where: { isDefault($0) }) { statement.refersToPorts = true }
    if verb.isPurpose, let parent, parent.isNegated || parent.modality == .unneeded || isOfNone(parent) {
      // "There is no way to change this port", "there is no need to change it"
      return doubtAdvice(
        "whether the port can be changed is not understood; write \"can be changed\" or \"cannot be changed\"", verb)
    }
    if verb.isImperative, !verb.isNegated, let word = word(of: verb), Self.changing.contains(tokens[word].payload) {
      // "Change it only if C": it can be changed, and when to do so is no condition of the port.
      statement.refersToPorts = true
      statement.condition = nil
      return state(binding: .default, bytes(of: verb))
    }
    // That a port was changed, or is to be entered in a firewall, does not tell that it can be another one.
    guard verb.modality == .may || verb.modality == .can || verb.isPurpose && !verb.isNegated else {
      return readComplements(verb)
    }
    state(binding: verb.isNegated ? .fixed : .default, bytes(of: verb))
  }

  /// "Changing the port is not supported."
  mutating func noteUnsupportedChange(_ clause: VerbPhraseReader) {
    guard clause.result.count == 2, case .verb(.change, .gerund)? = phrases.first?.kind,
      clause.result[0].objects.contains(where: { isPort($0) || isDefault($0) }), clause.result[1].predicate == .be,
      let last = phrases.last?.tokens, last.count == 1, Self.supported.contains(tokens[last.lowerBound].payload)
    else { return }
    used.formUnion(clause.result[1].objects)
    statement.refersToPorts = true
    statement.hasVerb = true
    state(binding: clause.result[1].isNegated ? .fixed : .default, bytes(of: clause.result[0]))
  }

  private static let supported = WordSet(["supported", "possible"])

  /// "The default can be overridden."
  private func isDefault(_ index: Int) -> Bool {
    // The article alone, and the adjective behind it.
    if case .pronoun = phrases[index].kind, index + 1 < phrases.count, case .quality(.default) = phrases[index + 1].kind
    {
      return true
    }
    guard let noun = phrases[index].noun else { return false }
    return noun.qualities.contains(.default) && noun.tokens.count == 1
  }

  private static let changing = WordSet(["change", "modify", "override", "alter"])

  private func isOfNone(_ verb: VerbPhrase) -> Bool {
    (verb.subject + verb.objects).contains { phrases[$0].noun?.determiner == .negative }
  }

  /// "choose another port", "a different port can be specified", "the port can be set during installation": the port is a default.
  mutating func noteAlternative() {
    guard marks.contains(.choice), statement.binding == nil else { return }
    if let range = choiceInExplanation() {
      statement.refersToPorts = true
      return state(binding: .default, range)
    }
    if isPossible && has(Self.choosing) || has(Self.supported),
      let index = phrases.indices.first(where: { isNoOther($0) })
    {
      // "No other port can be used."
      statement.refersToPorts = true
      used.insert(index)
      return state(binding: .fixed, bytes(phrases[index].tokens))
    }
    guard
      let index = phrases.indices.first(where: { isChoice($0) }),
      !phrases.contains(where: { if case .negation = $0.kind { true } else { false } })
    else { return }
    statement.refersToPorts = true
    // "If it is in use, choose another port": when to choose, not when the port is needed.
    statement.condition = nil
    used.insert(index)
    state(binding: .default, bytes(phrases[index].tokens))
  }

  /// "The retry count defaults to 3"
  func isDefaultOfQuantity(_ expression: PortExpression) -> Bool {
    tokens[sentence.lowerBound..<expression.tokens.lowerBound].contains { token in
      token.kind == .word && PhraseReader.quantities.contains(token.payload)
    }
  }

  /// "By default the gateway dials 4840": a bare number that a verb of contact takes, and nothing behind it that it counts.
  mutating func noteDefaultNumber() {
    guard marks.hasNumber, statement.binding == nil, statement.expressions.isEmpty,
      let word = clause.dropFirst().first(where: { lexicon[tokens[$0]] == .quality(.default) }),
      lexicon[tokens[word - 1]] == .preposition(.by),
      let number = clause.dropFirst().first(where: { isDialled($0) })
    else { return }
    statement.refersToPorts = true
    state(binding: .default, tokens[number].range)
  }

  /// "The installer suggests 8460", "8460 is a preset"
  mutating func noteSuggestedNumber() {
    guard marks.hasNumber, statement.binding == nil, let number = clause.first(where: { isSuggested($0) }) else {
      return
    }
    statement.refersToPorts = true
    state(binding: .default, tokens[number].range)
  }

  private func isSuggested(_ index: Int) -> Bool {
    guard let value = tokens[index].value, PortNumber(value) != nil,
      statement.expressions.isEmpty || statement.expressions.contains(where: { $0.tokens.contains(index) })
    else { return false }
    let isObject = index > clause.lowerBound && Self.suggesting.contains(tokens[index - 1].payload)
    guard !isObject else { return index + 1 >= sentence.upperBound || !isCountable(index + 1) }
    guard index + 2 < sentence.upperBound, lexicon[tokens[index + 1]] == .be else { return false }
    let next = lexicon[tokens[index + 2]] == .determiner(.indefinite) ? index + 3 : index + 2
    return next < sentence.upperBound && Self.suggestions.contains(tokens[next].payload)
  }

  /// "suggests 200 sessions"
  private func isCountable(_ index: Int) -> Bool { tokens[index].kind == .word && lexicon[tokens[index]] == nil }

  private static let suggesting = WordSet([
    "suggests", "suggest", "proposes", "propose", "offers", "prefills", "presets",
  ])
  private static let suggestions = WordSet(["preset", "suggestion", "proposal"])

  private func isDialled(_ index: Int) -> Bool {
    guard let value = tokens[index].value, (1024...65535).contains(value),
      index + 1 >= sentence.upperBound || tokens[index + 1].kind != .word
    else { return false }
    switch lexicon[tokens[index - 1]] {
    case .verb(.listen, _), .verb(.use, _), .verb(.communicate, _), .verb(.reach, _): return true
    default: return Self.dialling.contains(tokens[index - 1].payload)
    }
  }

  private static let dialling = WordSet([
    "dials", "dial", "tries", "try", "assumes", "assume", "expects", "expect", "takes",
  ])

  /// "preset to 104, though engineers can pick a different number": what stands in an explanation.
  private func choiceInExplanation() -> SourceRange? {
    for range in explanations {
      let words = tokens[range]
      guard words.contains(where: { lexicon[$0] == .modal(.can) || lexicon[$0] == .modal(.may) }),
        words.contains(where: { $0.kind == .word && Self.choosing.contains($0.payload) }),
        !words.contains(where: { lexicon[$0] == .negation }), namesAnotherPort(range)
      else { continue }
      return sourceRange(tokens, range)
    }
    return nil
  }

  /// "no other port"
  private func isNoOther(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.determiner == .negative,
      noun.head == .port || noun.head == .otherPort || isAlternativeValue(noun)
    else { return false }
    return tokens[phrases[index].tokens].contains { Self.alternative.contains($0.payload) }
  }

  private func isChoice(_ index: Int) -> Bool {
    if isAlternativePort(index) {
      // "Running the database on a different port?"
      if tokens[sentence.upperBound - 1].isMark("?") { return true }
      return isPossible ? has(Self.choosing) : isOrder(Self.choosing)
    }
    guard isPort(index), !isNumbered(index) else { return false }
    // "Configure this port in the configuration file."
    return isPossible && has(Self.setting) || has(Self.configuring) && has(Self.settingPlaces)
  }

  /// "another port", "a different port number"; "another one" where the sentence speaks of ports.
  private func isAlternativePort(_ index: Int) -> Bool {
    let phrase = phrases[index]
    guard tokens[phrase.tokens].contains(where: { $0.kind == .word && Self.alternative.contains($0.payload) }) else {
      return false
    }
    if let noun = phrase.noun {
      // "pick another number"
      if noun.determiner != .negative, tokens[noun.tokens].count(where: { $0.kind == .word }) <= 2,
        let last = noun.tokens.last, PhraseReader.values.contains(tokens[last].payload)
      {
        return !isTarget(index)
      }
      if noun.head == .thing, noun.tokens.count == 1, noun.determiner == .indefinite, isFollowedByOne(phrase) {
        return true
      }
      return (noun.head == .port || noun.head == .otherPort) && noun.determiner != .negative
    }
    return isFollowedByOne(phrase)
  }

  /// "set the number of agents to another number": of something else than the port.
  private func isTarget(_ index: Int) -> Bool {
    guard index > 1, case .preposition(.to) = phrases[index - 1].kind, phrases[index - 2].noun != nil else {
      return false
    }
    return !isPort(index - 2)
  }

  /// "another number", "a different value"
  func isAlternativeValue(_ noun: NounPhrase) -> Bool {
    guard let last = noun.tokens.last, PhraseReader.values.contains(tokens[last].payload) else { return false }
    return tokens[max(noun.tokens.lowerBound - 1, sentence.lowerBound)..<noun.tokens.upperBound].contains {
      Self.alternative.contains($0.payload)
    }
  }

  private func isFollowedByOne(_ phrase: Phrase) -> Bool {
    phrase.tokens.upperBound < sentence.upperBound && tokens[phrase.tokens.upperBound].payload == Self.one
      && tokens[sentence].contains { lexicon[$0] == .port || lexicon[$0] == .quality(.default) }
  }

  private var isPossible: Bool {
    phrases.contains { phrase in
      switch phrase.kind {
      case .modal(.can), .modal(.may): true
      // "lets you pick another one"
      default: phrase.tokens.count == 1 && Self.letting.contains(tokens[phrase.tokens.lowerBound].payload)
      }
    }
  }

  private static let letting = WordSet(["lets", "allows", "accepts"])

  private func has(_ words: WordSet) -> Bool {
    tokens[clause].contains { $0.kind == .word && words.contains($0.payload) }
  }

  /// "Choose …", "if it is in use, choose …", "to use …, edit the file"
  private func isOrder(_ words: WordSet) -> Bool {
    clause.contains { index in
      guard tokens[index].kind == .word, words.contains(tokens[index].payload) else { return false }
      return index == sentence.lowerBound || tokens[index - 1].kind != .word
        || index == sentence.lowerBound + 1 && lexicon[tokens[index - 1]] == .preposition(.to)
    }
  }

  private static let one = Token.hash("one")
  private static let settingWords = [
    "set", "specify", "specified", "choose", "chosen", "select", "selected", "define", "defined", "moved", "narrowed",
    "widened", "enlarged", "extended", "shifted",
  ]
  private static let choosingWords =
    settingWords + [
      "use", "used", "configure", "configured", "enter", "entered", "pick", "picked", "assign", "assigned", "move",
      "moved",
    ]
  private static let alternativeWords = [
    "another", "different", "other", "alternative", "alternate", "custom", "free", "unused",
  ]
  private static let setting = WordSet(settingWords)
  private static let choosing = WordSet(choosingWords)
  private static let alternative = WordSet(alternativeWords)
  private static let configuring = WordSet(["configure"])
  private static let settingPlaces = WordSet(["configuration", "config", "settings", "setting", "option", "options"])
  /// Without one of these, nothing is there to choose.
  static let choiceWords = settingWords + alternativeWords + ["configure"]
}
