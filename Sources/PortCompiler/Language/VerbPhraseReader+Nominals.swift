import PortPage

/// Where nominal phrases belong: subject, object, complement.
extension VerbPhraseReader {
  /// Phrases joined by commas and conjunctions: `A, B and C`.
  ///
  /// A phrase that a verb follows is the subject of a new clause and does not belong to them.
  func coordinated(from index: Int) -> PhraseSet {
    var group = PhraseSet(index)
    var next = index + 1
    while next < phrases.count {
      var probe = next
      var hasConjunction = false
      while probe < phrases.count {
        if case .conjunction = phrases[probe].kind {
          hasConjunction = true
        } else if case .separator = phrases[probe].kind, preposition == nil || !result.isEmpty {
        } else {
          break
        }
        probe += 1
      }
      guard probe > next, probe < phrases.count, phrases[probe].isNominal,
        hasConjunction || isListContinuing(probe), !isSubjectOfVerb(probe), isAlike(index, probe),
        !hasConjunction || !hasPlaceOfItsOwn(probe)
      else { break }
      group.insert(probe)
      next = probe + 1
    }
    return group
  }

  /// "images from the registry and packages from the mirror": the next thing that moves, and not the next place.
  private func hasPlaceOfItsOwn(_ index: Int) -> Bool {
    guard let preposition, preposition == .from || preposition == .to, index + 2 < phrases.count,
      case .preposition(preposition) = phrases[index + 1].kind, phrases[index + 2].isNominal,
      let noun = phrases[index].noun
    else { return false }
    return noun.determiner == nil && noun.head != .machine
  }

  /// "on TCP 443 and the console …": a port and a party are no list.
  func isAlike(_ one: Int, _ other: Int) -> Bool {
    func isNumbers(_ index: Int) -> Bool { if case .ports = phrases[index].kind { true } else { false } }
    func isParty(_ index: Int) -> Bool { phrases[index].noun.map { $0.head == .thing || $0.head == .machine } ?? false }
    return !(isNumbers(one) && isParty(other) || isParty(one) && isNumbers(other))
  }

  /// Whether a list goes on behind a phrase: up to the last phrase, a conjunction stands in front.
  func isListContinuing(_ index: Int) -> Bool {
    var next = index + 1
    // A list of names longer than this is no list of names.
    let limit = min(phrases.count - 1, index + 64)
    while next < limit {
      switch phrases[next].kind {
      case .conjunction: return phrases[next + 1].isNominal
      case .separator where next + 1 < phrases.count && phrases[next + 1].isNominal: next += 2
      case .separator:
        // "A, B, and C"
        if case .conjunction = phrases[next + 1].kind { return next + 2 < phrases.count && phrases[next + 2].isNominal }
        return false
      default: return false
      }
    }
    return false
  }

  func isSubjectOfVerb(_ index: Int) -> Bool {
    // In front of the first verb the whole list is the subject.
    guard !result.isEmpty, index + 1 < phrases.count else { return false }
    switch phrases[index + 1].kind {
    case .verb(_, .third), .verb(_, .base), .be, .modal, .have, .do: return true
    default: return false
    }
  }

  /// "Instead of polling A, the agent connects to B", "agents call, the server listens": the subject of a new clause.
  func isBehindInitialClause(_ group: PhraseSet) -> Bool {
    guard let first = group.first, first > 0, let last = group.last, isSubjectOfVerb(last), !isRelative else {
      return false
    }
    if case .separator = phrases[first - 1].kind { return true }
    return false
  }

  /// A preposition in front of a comma or a conjunction, and a verb behind.
  mutating func noteStranded(_ index: Int) {
    guard index > 0, case .preposition(let found) = phrases[index - 1].kind, found == preposition, !result.isEmpty
    else { return }
    for phrase in phrases[index...] {
      switch phrase.kind {
      case .separator, .conjunction, .adverb: continue
      case .verb:
        stranded = (result.count - 1, found)
        return
      default: return
      }
    }
  }

  func isPreposition(_ index: Int) -> Bool {
    if index >= 0, case .preposition = phrases[index].kind { true } else { false }
  }

  mutating func place(_ group: PhraseSet) {
    let last = result.indices.last
    if isRefused {
      let complement = VerbPhrase.Complement(preposition: .without, phrases: group)
      if let last { result[last].add(complement) } else { leading.append(complement) }
      isRefused = false
      preposition = nil
    } else if let preposition {
      let complement = VerbPhrase.Complement(preposition: preposition, phrases: group)
      if let last { result[last].add(complement) } else { leading.append(complement) }
      self.preposition = nil
      if let stranded, let last, stranded.verb < last {
        result[stranded.verb].add(VerbPhrase.Complement(preposition: stranded.preposition, phrases: group))
        self.stranded = nil
      }
    } else if expectsSubject {
      subject = group
      expectsSubject = false
    } else if let last, !(isCoordinated && isSubjectOfVerb(group.last ?? 0)), !isBehindInitialClause(group) {
      result[last].objects += group
    } else if !isRelative || subject.isEmpty {
      subject = group
    } else {
      // "The port that agents use must be open": who uses it is the subject of the relative clause only.
      relativeSubject = group
    }
    isCoordinated = false
    hasBe = false
  }

  /// One nominal phrase, and "is" behind it.
  func isBehindNominal(_ index: Int) -> Bool {
    var next = index
    if next < phrases.count, case .relative = phrases[next].kind { next += 1 }
    while next < phrases.count, phrases[next].isNominal { next += 1 }
    guard next > index, next < phrases.count, case .be = phrases[next].kind else { return false }
    return true
  }

  func isContact(_ verb: WordClass.VerbClass) -> Bool {
    switch verb {
    case .communicate, .reach, .send, .fetch: true
    default: false
    }
  }

  /// A comma, somebody, and a verb of use stand behind the verb.
  func isFollowedByUse(_ index: Int) -> Bool {
    guard let verb = phrases[(index + 1)...].firstIndex(where: { if case .verb = $0.kind { true } else { false } }),
      verb >= index + 3, phrases[verb - 1].noun != nil, case .separator = phrases[verb - 2].kind
    else { return false }
    switch phrases[verb].kind {
    case .verb(.use, .third), .verb(.use, .base), .verb(.require, .third), .verb(.require, .base): return true
    default: return false
    }
  }
}
