import PortPage

/// Finds the verb phrases of a clause.
struct VerbPhraseReader {
  let phrases: [Phrase]
  var result: [VerbPhrase] = []
  /// `verify that …` stood in front: what follows is to hold.
  var isVerified = false
  /// Complements in front of the first verb, and of verbless clauses.
  var leading: [VerbPhrase.Complement] = []
  /// Nominal phrases in front of the first verb.
  var subject = PhraseSet()
  /// Nominal phrases that act in a relative clause inside the subject.
  var relativeSubject = PhraseSet()

  /// The phrases of embedded questions, which say nothing.
  var questions: [Range<Int>] = []

  var modality: Modality?
  var isNegated = false
  var isUncertain = false
  var isInfinitive = false
  var isPurposeGerund = false
  var isRelative = false
  /// The next nominal phrase is the subject of a new clause.
  var expectsSubject = false
  var preposition: WordClass.Preposition?
  var isCoordinated = false
  var hasBe = false
  /// "instead of", "rather than", "not": the next nominal phrase has no part in what the clause says.
  var isRefused = false
  /// "sends data to, and receives commands from, B": a verb and its preposition, whose object the next verb brings.
  var stranded: (verb: Int, preposition: WordClass.Preposition)?
  /// A verb stands in front that is no gerund and no infinitive: the clause has its subject.
  var hasFinite = false

  init(_ phrases: [Phrase]) {
    self.phrases = phrases
    read()
  }

  mutating func read() {
    var index = 0
    while index < phrases.count { index = step(index) }
    for index in result.indices {
      let end = index + 1 < result.count ? result[index + 1].phrases.lowerBound : phrases.count
      result[index].phrases = result[index].phrases.lowerBound..<max(end, result[index].phrases.lowerBound + 1)
    }
  }

  mutating func step(_ index: Int) -> Int {
    switch phrases[index].kind {
    case .ports, .noun, .pronoun:
      let group = coordinated(from: index)
      place(group)
      return (group.last ?? index) + 1
    case .preposition(let found): return readPreposition(found, index)
    case .verb(let verb, let form): return readVerb(verb, form, index)
    case .be:
      if case .verb(.require, _)? = previousVerb(index), isInfinitive { modality = .must }
      if index + 2 < phrases.count, case .preposition(.to) = phrases[index + 1].kind, case .be = phrases[index + 2].kind
      {
        // "is to be open"
        oblige()
        return index + 2
      }
      begin(.be, index)
      hasBe = true
    case .have:
      // "has to be open", "does not have to be open"
      if isInfinitiveMarker(index + 1) {
        oblige()
        return index + 2
      }
    case .modal(let found):
      modality = found == .impossible ? .can : found
      isNegated = isNegated || found == .impossible
      hasBe = false
    case .negation:
      // "connects to A, not to B"
      if isContrast(index) { isRefused = true } else { negate() }
    case .quality(let quality):
      if preposition == .by, quality == .default {
        leading.append(VerbPhrase.Complement(preposition: .by, phrases: [index]))
        preposition = nil
      } else if quality == .open, let end = endOfReducedRelative(index) {
        return end
      } else if !result.isEmpty {
        result[result.count - 1].qualities.insert(quality)
      }
    case .conjunction:
      noteStranded(index)
      isCoordinated = true
    case .relative:
      // "tells on which port it listens": an embedded question says nothing about the port at hand.
      if isQuestion(index) { return behindQuestion(index) }
      // "Verify that the port on A is open.": no relative clause.
      if isVerified, result.isEmpty, subject.isEmpty, isBeFirst(behind: index) { break }
      // "a channel by which A reaches B": what follows is a clause with a subject of its own.
      isRelative = preposition == nil
      expectsSubject = preposition != nil
      preposition = nil
    case .closing:
      // "(not encrypted)" denies nothing behind it.
      preposition = nil
      isNegated = false
    case .separator:
      noteStranded(index)
      // "receives commands from, B": behind a stranded preposition, the comma separates nothing.
      if stranded == nil || stranded?.verb == result.count - 1 || !isPreposition(index - 1) { preposition = nil }
    case .opening: preposition = nil
    case .direction, .adverb, .do: break
    }
    return index + 1
  }

  /// "is necessary for the services available in X": the adjective and what belongs to it tell which services.
  private func endOfReducedRelative(_ index: Int) -> Int? {
    guard index >= 2, case .preposition = phrases[index - 2].kind, phrases[index - 1].noun?.head == .thing,
      let last = result.last, last.predicate == .be, !last.qualities.isEmpty, index + 2 < phrases.count,
      case .preposition = phrases[index + 1].kind, phrases[index + 2].isNominal
    else { return nil }
    return index + 3
  }

  /// Whether "is" is the first verb.
  private func isBeFirst(behind index: Int) -> Bool {
    for phrase in phrases[(index + 1)...] {
      switch phrase.kind {
      case .be: return true
      case .verb, .have, .do, .modal: return false
      default: continue
      }
    }
    return false
  }

  /// "which port …": a question, not a relative clause.
  func isQuestion(_ index: Int) -> Bool {
    guard index + 1 < phrases.count, let noun = phrases[index + 1].noun else { return false }
    return noun.head == .port && noun.determiner == nil
  }

  mutating func behindQuestion(_ index: Int) -> Int {
    preposition = nil
    let end = phrases[index...].firstIndex { if case .separator = $0.kind { true } else { false } } ?? phrases.count
    questions.append(index..<end)
    return end
  }

  mutating func oblige() {
    isUncertain = modality == .may || modality == .can
    // "there is no need to": the negation stands with "is".
    let isDenied = hasBe && result.last?.isNegated == true
    modality = isNegated || isDenied ? .unneeded : .must
    isNegated = false
  }

  mutating func negate() {
    // "is not open": the verb phrase stands already.
    if hasBe, let last = result.indices.last { result[last].isNegated = true } else { isNegated = true }
  }

  func previousVerb(_ index: Int) -> Phrase.Kind? {
    phrases[..<index].last { if case .verb = $0.kind { true } else { false } }?.kind
  }

  func isInfinitiveMarker(_ index: Int) -> Bool {
    guard index + 1 < phrases.count, case .preposition(.to) = phrases[index].kind else { return false }
    return isVerb(index + 1)
  }

  func isVerb(_ index: Int) -> Bool {
    guard index < phrases.count else { return false }
    switch phrases[index].kind {
    case .verb(_, .base), .be, .have: return true
    case .adverb: return isVerb(index + 1)
    default: return false
    }
  }

  /// "not" in front of a party or a preposition, behind the verb.
  func isContrast(_ index: Int) -> Bool {
    guard index > 0, modality == nil, index + 1 < phrases.count else { return false }
    if isBehindJoint(index), phrases[index + 1].isNominal { return true }
    guard !result.isEmpty, !hasBe else { return false }
    switch phrases[index + 1].kind {
    case .noun, .preposition: return true
    default: return false
    }
  }

  /// "TCP 443, not TCP 80", "the server and not the agent"
  func isBehindJoint(_ index: Int) -> Bool {
    switch phrases[index - 1].kind {
    case .separator, .conjunction: true
    default: false
    }
  }

  mutating func readPreposition(_ found: WordClass.Preposition, _ index: Int) -> Int {
    if isRefusal(found, index) {
      isRefused = true
      preposition = found
    } else if found == .to, index > 0, case .adverb = phrases[index - 1].kind, index + 1 < phrases.count,
      phrases[index + 1].isNominal, result.isEmpty
    {
      // "up to 500 agents": a quantity, no direction.
    } else if found == .to, isVerb(index + 1) {
      isInfinitive = true
    } else if found == .for, index + 1 < phrases.count, case .verb(_, .gerund) = phrases[index + 1].kind {
      isPurposeGerund = true
    } else {
      preposition = found
    }
    return index + 1
  }

  /// "instead of", "rather than", "without"
  func isRefusal(_ found: WordClass.Preposition, _ index: Int) -> Bool {
    switch found {
    case .without, .than: return true
    case .of:
      guard index > 0, case .adverb(.instead) = phrases[index - 1].kind else { return false }
      return true
    default: return false
    }
  }

  // MARK: Verbs

  mutating func readVerb(_ verb: WordClass.VerbClass, _ form: WordClass.VerbForm, _ index: Int) -> Int {
    switch form {
    case .participle:
      if hasBe, let last = result.indices.last, result[last].predicate == .be, result[last].qualities.isEmpty {
        result[last].predicate = .verb(verb)
        result[last].isPassive = true
        hasBe = false
      } else {
        begin(.verb(verb), index)
        result[result.count - 1].isPassive = true
      }
    case .gerund:
      if preposition == .by || preposition == .over { preposition = nil }
      if isRefused {
        isNegated = true
        isRefused = false
        preposition = nil
      }
      // "When connecting to B, A uses this port"
      if index == 0 || index == 1 && isBehindSeparator(index), result.isEmpty, subject.isEmpty, isContact(verb),
        isFollowedByUse(index)
      {
        isPurposeGerund = true
      }
      // "used by A when connecting to B"
      if index > 0, case .separator = phrases[index - 1].kind, !result.isEmpty { isPurposeGerund = true }
      begin(.verb(verb), index)
    case .base, .third:
      // Behind a label, an order begins anew: "TCP 443: make sure that …".
      if verb == .check, subject.isEmpty || modality == .must || result.isEmpty && isBehindSeparator(index) {
        isVerified = true
        reset()
        return index + 1
      }
      // "needs to be open" asks as "must be open" does; "need not be open" takes it back.
      if verb == .require, isInfinitiveMarker(index + 1) {
        oblige()
        return index + 2
      }
      if verb == .require, index + 1 < phrases.count, case .negation = phrases[index + 1].kind {
        modality = .unneeded
        return index + 2
      }
      begin(.verb(verb), index)
      // "The welcome page confirms port 443 is open": a clause with a subject of its own.
      if verb == .check, isBehindNominal(index + 1) { expectsSubject = true }
    }
    return index + 1
  }

  func isBehindSeparator(_ index: Int) -> Bool {
    guard index > 0, case .separator = phrases[index - 1].kind else { return false }
    return true
  }

  mutating func reset() {
    modality = nil
    isNegated = false
    isInfinitive = false
    preposition = nil
    subject = PhraseSet()
    result = []
    hasBe = false
    isCoordinated = false
  }

  mutating func begin(_ predicate: VerbPhrase.Predicate, _ index: Int) {
    var phrase = VerbPhrase(predicate: predicate, phrases: index..<(index + 1))
    phrase.modality = modality
    phrase.isNegated = isNegated
    phrase.isUncertain = isUncertain
    phrase.isPurpose = isInfinitive || isPurposeGerund
    if case .verb(_, .gerund) = phrases[index].kind {} else if !phrase.isPurpose { hasFinite = true }
    if let objects = causedSubject(index) {
      phrase.subject = objects
    } else if isRelative || isReduced(index) {
      phrase.subject = lastNominal(before: index)
    } else if phrase.isPurpose || isCoordinated && subject.isEmpty {
      phrase.subject = result.last?.subject ?? subject
    } else {
      phrase.subject = subject
    }
    if phrase.isPurpose, predicate == .be, let last = result.last, !last.objects.isEmpty {
      // "requires port 443 to be open": the port is to be open.
      phrase.subject = last.objects
      phrase.isPurpose = false
    }
    phrase.isImperative = phrase.subject.isEmpty && !phrase.isPurpose && isBaseForm(index)
    // "must be used and opened": the modality goes on.
    if isCoordinated, phrase.modality == nil, let last = result.last, !phrase.isPurpose {
      phrase.modality = last.modality
    }
    if isResult(predicate, index), let last = result.last { inherit(from: last, &phrase) }
    if result.isEmpty { result.reserveCapacity(4) }
    result.append(phrase)
    modality = nil
    isNegated = false
    isUncertain = false
    isInfinitive = false
    isPurposeGerund = false
    isRelative = false
    preposition = nil
    isCoordinated = false
    hasBe = false
  }

  /// "lets agents connect": who is let acts.
  private func causedSubject(_ index: Int) -> PhraseSet? {
    guard index > 0, phrases[index - 1].isNominal, !isInfinitive, !isCoordinated, !isRelative, modality == nil,
      case .verb(_, .base) = phrases[index].kind, let last = result.last, last.predicate == .verb(.open),
      last.objects.contains(index - 1)
    else { return nil }
    return last.objects
  }

  /// "leave this port closed", "must stay blocked": the verb in front only says that the state lasts.
  func isResult(_ predicate: VerbPhrase.Predicate, _ index: Int) -> Bool {
    guard predicate == .verb(.close), case .verb(_, .participle) = phrases[index].kind, !hasBe, let last = result.last
    else {
      return false
    }
    return last.predicate == .verb(.other) && !last.isPassive && last.complements.isEmpty
  }

  func inherit(from last: VerbPhrase, _ phrase: inout VerbPhrase) {
    phrase.modality = last.modality
    phrase.isNegated = last.isNegated
    phrase.isImperative = last.isImperative
    // "Keep this port closed."
    if last.isImperative, phrase.modality == nil { phrase.modality = .must }
    let advice = result.last { $0.predicate == .verb(.recommend) }
    if let advice, !advice.isNegated, phrase.modality == nil { phrase.modality = .should }
  }

  /// A participle or gerund right behind a noun: `ports used by`, `a process listening on`.
  func isReduced(_ index: Int) -> Bool {
    guard index > 0, phrases[index - 1].isNominal, !hasBe else { return false }
    switch phrases[index].kind {
    case .verb(_, .participle), .verb(_, .gerund): return true
    default: return false
    }
  }

  func isBaseForm(_ index: Int) -> Bool {
    switch phrases[index].kind {
    case .verb(_, .base), .be, .quality: true
    default: false
    }
  }

  func lastNominal(before index: Int) -> PhraseSet {
    phrases[..<index].lastIndex { $0.isNominal }.map { PhraseSet($0) } ?? PhraseSet()
  }
}
