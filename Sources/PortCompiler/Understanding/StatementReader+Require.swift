import PortModel
import PortPage
import SourceDiagnostics

/// What verbs of need and change say.
extension StatementReader {
  /// "Requires the Pro edition", "Needs version 5 or later": no subject, and neither ports nor traffic behind the verb.
  private func needsSomethingElse(_ verb: VerbPhrase) -> Bool {
    guard verb.phrases.lowerBound == 0, phrases[0].tokens.lowerBound == sentence.lowerBound, verb.subject.isEmpty,
      !verb.objects.isEmpty,
      case .verb(.require, .third) = phrases[0].kind, statement.expressions.isEmpty, statement.condition == nil
    else { return false }
    return verb.objects.allSatisfy { !isPort($0) && !isTraffic($0) && !isProperParty($0) }
  }

  mutating func interpretRequire(_ verb: VerbPhrase) {
    let range = bytes(of: verb)
    if verb.isPassive, isDemandOfElse(behind: verb) { return pass(verb) }
    if verb.isPassive {
      if verb.subject.contains(where: { phrases[$0].noun?.determiner == .negative }) {
        if verb.subject.contains(where: { isOutside($0) || isRule($0) }) {
          // "No firewall rule is needed."
          statement.refersToPorts = true
          if statement.condition != nil {
            // "No rule is needed if C."
            pass(verb)
            return statement.negation = Located(.unneeded, at: range)
          }
          doubtAdvice(
            "that no firewall need be opened does not say who connects; write who connects to whom, or \"on the same host\"",
            verb)
        }
        return
      }
      if verb.subject.isEmpty {
        // "A restart is required."
        if verb.phrases.lowerBound > 0, case .verb = phrases[verb.phrases.lowerBound - 1].kind { return }
        // "Required.", "Not required if …"
        if verb.isNegated {
          if verb.complements.contains(where: { $0.preposition != .over && $0.preposition != .within }) {
            statement.refersToPorts = true
            return doubt("not", verb)
          }
          statement.negation = Located(.unneeded, at: range)
        } else if isOnlyForSome(verb) || isForDescribed(verb) {
          statement.doubts.append(
            (
              "what is asked for by some or to some end only has no place in a specification; say under which condition",
              range
            ))
        } else if phrases.contains(where: { if case .quality(.optional) = $0.kind { true } else { false } }) {
          state(requirement: .optional, range)
        } else {
          if let time = timeOf(verb) { doubtTime(time) } else { state(requirement: .required, range) }
        }
        let agents = mentions(verb.phrases(behind: .by))
        statement.users.append(contentsOf: agents)
        statement.isUsedBySomebody = !agents.isEmpty
        return readComplements(verb, except: .by)
      }
      let isOfRule = verb.subject.contains { isRule($0) }
      guard
        isOfRule || isPronominal(verb.subject)
          || verb.subject.contains(where: { isPort($0) || isTraffic($0) && !isOfElse($0) })
      else { return pass(verb) }
      if isOfRule { statement.refersToPorts = true }
      if statement.condition != nil, !verb.isNegated, verb.subject.contains(where: { isExternal($0) }) {
        // "External connections are required if C": of what does not come from outside, this says nothing.
        statement.condition = nil
        statement.doubts.append(
          (
            "what is needed from outside only, under a condition, is not understood; say who connects to whom, and when",
            range
          ))
        return pass(verb)
      }
      if verb.isNegated, let condition = statement.condition, !condition.value.isException,
        verb.subject.contains(where: { phrases[$0].noun?.direction != nil && isTraffic($0) && !isCounted($0) })
      {
        // "Outbound access is not required if C"
        statement.negation = Located(.unneeded, at: range)
        return readTraffic(verb.subject, verb)
      }
      // "At most two connections are needed": how many, not whether.
      if verb.subject.contains(where: { isTraffic($0) }),
        verb.isNegated || verb.subject.contains(where: { isCounted($0) })
      {
        return
      }
      if verb.isNegated || verb.modality == .unneeded {
        if verb.complements.contains(where: { $0.preposition != .over && $0.preposition != .within }) {
          return doubt("not", verb)
        }
        statement.negation = Located(.unneeded, at: range)
        return
      }
      if isOnlyForSome(verb) {
        statement.doubts.append(
          (
            "what is asked for by some or to some end only has no place in a specification; say under which condition",
            range
          ))
        return
      }
      if verb.isUncertain || verb.modality == .may || verb.modality == .can { return doubtNeed(verb) }
      if let time = timeOf(verb) { return doubtTime(time) }
      // "optional, needed for clustering"
      let isOptional = phrases.contains { if case .quality(.optional) = $0.kind { true } else { false } }
      state(requirement: isOptional ? .optional : .required, range)
      statement.users.append(contentsOf: mentions(verb.phrases(behind: .by)))
      readComplements(verb, except: .by)
    } else if verb.isNegated {
      // "agents do not need this port": others may.
      if verb.subject.contains(where: { phrases[$0].noun != nil }),
        verb.objects.contains(where: { isPort($0) && !isNumbered($0) })
      {
        return doubtAdvice(
          "what this says holds for some only, which a specification cannot say of one flow; name both parties", verb)
      }
      if isPronominal(verb.objects) {
        // "You do not need it."
        statement.doubts.append(("what is not needed is not said; write \"this port\"", range))
        return
      }
      if verb.objects.contains(where: { isTraffic($0) && phrases[$0].noun?.determiner == .demonstrative }) {
        // "Air-gapped installations do not need this connection."
        statement.refersToPorts = true
        return doubtAdvice(
          "what this says holds for some only, which a specification cannot say of one flow; name both parties", verb)
      }
      if verb.objects.contains(where: { isPort($0) }) { statement.negation = Located(.unneeded, at: range) }
      for index in verb.objects { refuse(index, range) }
    } else if needsSomethingElse(verb) {
      // "Requires the Pro edition.", of the port that was spoken of
      statement.refersToPorts = true
      used.formUnion(verb.objects)
      statement.doubts.append(
        ("what this needs may say when the port is used; write \"if\" and the condition", statement.range))
    } else if isPronominal(verb.objects), verb.subject.contains(where: { isReader($0) }), statement.condition != nil {
      // "You only need it if C."
      state(requirement: .required, range)
    } else if verb.objects.contains(where: { isPort($0) || isTraffic($0) }) {
      if isOnlyForSome(verb) {
        statement.doubts.append(
          (
            "what is asked for by some or to some end only has no place in a specification; say under which condition",
            range
          ))
        return
      }
      if verb.objects.contains(where: { phrases[$0].noun?.determiner == .negative }) {
        return readSubjectTraffic(verb.objects, isNegated: false)
      }
      if isOnlySome(verb.subject) {
        // "Only the Enterprise edition requires this port"
        if names(verb.subject).isEmpty {
          statement.doubts.append(("what requires the port is no party; write \"if\" and the condition", range))
          return
        }
        // "Only administrators need access to this port": who, and not whether.
        statement.isPortState = true
        return add(sources: mentions(verb.subject))
      }
      state(requirement: .required, range)
      let targets = mentions(verb.phrases(behind: .to))
      if verb.objects.contains(where: { isTraffic($0) }), !targets.isEmpty {
        // "requires access to B": the one who requires it connects.
        add(sources: mentions(verb.subject))
      } else if verb.objects.contains(where: { isTraffic($0) && phrases[$0].noun?.direction == nil }),
        verb.phrases(behind: .to).contains(where: { isPort($0) })
      {
        // "A needs access to this port"
        add(sources: mentions(verb.subject))
      } else {
        statement.users.append(contentsOf: mentions(verb.subject))
      }
      readTraffic(verb.objects, verb)
      readComplements(verb)
    }
  }

  /// "is required to be unique"; not "is required to be open".
  private func isDemandOfElse(behind verb: VerbPhrase) -> Bool {
    guard
      let next = VerbPhraseReader(phrases).result.first(where: { $0.phrases.lowerBound >= verb.phrases.upperBound }),
      next.isPurpose, next.predicate == .be
    else { return false }
    if next.qualities.contains(.closed) { return true }
    return next.qualities.isEmpty && next.objects.allSatisfy { !isPort($0) }
  }

  /// A phrase behind "required for", with "that" behind it.
  func isDescribedNeed(_ index: Int) -> Bool {
    guard index > 0, case .preposition(.for) = phrases[index - 1].kind, index + 1 < phrases.count,
      case .relative = phrases[index + 1].kind
    else { return false }
    return phrases[..<index].contains { if case .verb(.require, _) = $0.kind { true } else { false } }
  }

  /// "you"
  private func isReader(_ index: Int) -> Bool {
    SentenceFilter.addressees.contains(tokens[phrases[index].tokens.lowerBound].payload)
  }

  /// "A VPN connection", "read access": no traffic of the port at hand.
  func isOfElse(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.determiner != .demonstrative else { return false }
    return tokens[noun.tokens].contains { $0.kind == .word && Self.elsewhere.contains($0.payload) }
  }

  private static let elsewhere = WordSet(
    [
      "vpn", "read", "write", "read-only", "root", "sudo", "admin", "administrator", "physical", "anonymous", "guest",
      "full", "file", "disk", "dial-in", "power", "serial", "wireless", "console",
    ])

  func isRule(_ index: Int) -> Bool {
    phrases[index].noun.map { tokens[$0.tokens].contains { Self.rules.contains($0.payload) } } ?? false
  }

  /// "Open this port in the firewall of the agents": as "on the agents".
  mutating func noteFirewalls() {
    guard statement.requirement != nil || statement.isPortState, statement.places.isEmpty else { return }
    for index in phrases.indices where isRule(index) {
      guard let owner = firewallOwner(index) else { continue }
      statement.places.append(owner)
      return
    }
  }

  private func firewallOwner(_ index: Int) -> Mention? {
    guard let noun = phrases[index].noun else { return nil }
    if let of = noun.tokens.first(where: { lexicon[tokens[$0]] == .preposition(.of) }) {
      let words = noun.tokens.filter { $0 > of && tokens[$0].kind == .word }.drop {
        if case .determiner? = lexicon[tokens[$0]] { true } else { false }
      }
      guard let first = words.first, let last = words.last else { return nil }
      return names.mention(bytes(first..<(last + 1)))
    }
    guard
      let last = phrases[index].tokens.first(where: {
        tokens[$0].kind == .word && Self.ownerSuffix(page.file.bytes[tokens[$0].range.offsets]) > 0
      })
    else { return nil }
    let words = (phrases[index].tokens.lowerBound...last).drop {
      if case .determiner? = lexicon[tokens[$0]] { true } else { false }
    }
    guard let first = words.first else { return nil }
    let whole = bytes(first..<(last + 1))
    let suffix = Self.ownerSuffix(page.file.bytes[tokens[last].range.offsets])
    return names.mention(SourceRange(whole.lowerBound..<(whole.upperBound - suffix)))
  }

  /// The bytes of "'s" in "agent's", of "'" in "agents'".
  private static func ownerSuffix(_ word: ArraySlice<UInt8>) -> Int {
    if word.suffix(2).elementsEqual("'s".utf8) { return 2 }
    if word.suffix(2).elementsEqual("s'".utf8) { return 1 }
    if word.suffix(4).elementsEqual("’s".utf8) { return 4 }
    return word.suffix(4).elementsEqual("s’".utf8) ? 3 : 0
  }

  private static let rules = WordSet(["rule", "rules", "exception", "exceptions", "firewall", "firewalls"])

  /// "needed for Linux servers that are monitored": not for others.
  private func isForDescribed(_ verb: VerbPhrase) -> Bool {
    guard let last = verb.phrases(behind: .for).last, !names(PhraseSet(last)).isEmpty, last + 1 < phrases.count,
      case .relative = phrases[last + 1].kind
    else { return false }
    return true
  }

  /// "Only administrators": the adverb stands in front of the subject.
  private func isOnlySome(_ subject: PhraseSet) -> Bool {
    guard let first = subject.first, first > 0, case .adverb(.only) = phrases[first - 1].kind else { return false }
    return subject.contains { phrases[$0].noun != nil && !isPort($0) && !isTraffic($0) }
  }

  /// "only needed by old clients", "needed for upgrades only"
  func isOnlyForSome(_ verb: VerbPhrase) -> Bool {
    let hasOnly = phrases.contains { if case .adverb(.only) = $0.kind { true } else { false } }
    return hasOnly
      && verb.complements.contains { complement in
        switch complement.preposition {
        case .by, .for, .with, .on, .at, .in: true
        default: false
        }
      }
  }
}
