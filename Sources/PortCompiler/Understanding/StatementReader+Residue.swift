import PortModel
import PortPage
import SourceDiagnostics

/// What a clause says besides what was taken up.
///
/// A clause tells who connects to whom only where every party and every verb that could join them was taken up by a reading: what
/// is left over may turn the meaning. What cannot (a payload, a purpose, a place where something runs, a time) is passed over.
extension StatementReader {
  /// Gives up the parties of a clause of which something that matters is left over, and says what.
  mutating func judgeResidue(_ clause: VerbPhraseReader) {
    guard speaksOfContact, hasResidue(clause) else { return }
    let residue = Residue(phrases: phrases, tokens: tokens, clause: clause)
    let unknown = clause.result.first { residue.isUnknown($0) && !used.contains($0.phrases.lowerBound) }
    if let index = unknown?.phrases.lowerBound {
      let word = page.visibleText(bytes(phrases[index].tokens))
      return giveUpParties(
        "what \"\(word)\" says about who connects is not known; write that one \"connects to\" the other", index)
    }
    noteDetours(clause)
    let leftOver = phrases.indices.first { index in
      !used.contains(index)
        && (!residue.isHarmless(index) && isMention(index) || hidesVerb(index, clause) || isUnusedDomain(index))
    }
    guard let index = leftOver else { return }
    let name = mention(index)?.name ?? page.visibleText(bytes(phrases[index].noun?.tokens ?? phrases[index].tokens))
    giveUpParties(
      "what part \"\(name)\" has in this is not understood; write who connects to whom, such as \"A connects to B on TCP 443\"",
      index)
  }

  /// Something is left over, whether or not it matters.
  private func hasResidue(_ clause: VerbPhraseReader) -> Bool {
    if !statement.hasVerb, phrases.indices.contains(where: { isUnusedDomain($0) }) { return true }
    return clause.result.contains { $0.predicate == .verb(.unknown) && !used.contains($0.phrases.lowerBound) }
      || phrases.indices.contains {
        !used.contains($0) && phrases[$0].isNominal && (isMention($0) || hidesVerb($0, clause))
      }
  }

  /// "(directly or through a proxy)": which way it goes changes nothing of where to. "Used for backups via Snapper": by means of a tool, where
  /// the name is none of a machine and nobody else is named.
  private mutating func noteDetours(_ clause: VerbPhraseReader) {
    for index in phrases.indices.dropFirst() {
      guard case .preposition(.over) = phrases[index - 1].kind, phrases[index].noun != nil else { continue }
      if index > 2, case .conjunction(.or) = phrases[index - 2].kind, isDirectly(index - 3) { used.insert(index) }
      if !statement.hasParties || tokens[phrases[index].tokens].allSatisfy({ $0.traits.contains(.code) }),
        clause.result.count == 1, clause.result[0].predicate == .verb(.use),
        clause.result[0].isPassive,
        clause.result[0].complements.allSatisfy({ $0.preposition == .for || $0.preposition == .over }),
        isTool(index)
      {
        used.insert(index)
      }
    }
  }

  private func isDirectly(_ index: Int) -> Bool {
    guard case .adverb = phrases[index].kind else { return false }
    return tokens[phrases[index].tokens.lowerBound].payload == Self.directly
  }

  private func isTool(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return false }
    let range = bytes(noun.tokens)
    return noun.determiner == nil && !names.isKnown(range) && !RoleName.endsInMachine(page.visibleText(range))
  }

  private static let directly = Token.hash("directly")

  /// "SST (State Snapshot Transfer)": the words that the abbreviation in front stands for.
  func isExpansion(_ index: Int) -> Bool {
    guard index >= 2, case .opening = phrases[index - 1].kind, let noun = phrases[index].noun else { return false }
    let short = tokens[phrases[index - 1].tokens.lowerBound - 1]
    let letters = page.file.bytes[short.range.offsets]
    let words = noun.tokens.filter { tokens[$0].kind == .word }
    guard short.kind == .word, letters.count == words.count, letters.count > 1 else { return false }
    return zip(letters, words).allSatisfy { letter, word in
      letter == page.file.bytes[tokens[word].range.lowerBound] & 0xDF && 0x41...0x5A ~= letter
    }
  }

  /// "`mqtt.example.com`, TCP port 8883": a host by its name in the domain name system, beside a port.
  private func isUnusedDomain(_ index: Int) -> Bool {
    guard !used.contains(index), let noun = phrases[index].noun, noun.tokens.count == 1, isMention(index),
      !statement.hasVerb, statement.expressions.contains(where: { $0.standing == .topic })
    else { return false }
    let text = page.file.bytes[tokens[noun.tokens.lowerBound].range.offsets]
    return text.count { $0 == UInt8(ascii: ".") } > 1
  }

  /// "Hosts attach disks" in front of "to", "from" or "with", where nothing else is a verb: a plural and a word that may be its verb.
  private func hidesVerb(_ index: Int, _ clause: VerbPhraseReader) -> Bool {
    guard index == 0, clause.result.isEmpty, let noun = phrases[index].noun, noun.head == .thing, noun.tokens.count >= 3
    else {
      return false
    }
    let first = tokens[noun.tokens.lowerBound]
    let second = tokens[noun.tokens.lowerBound + 1]
    let text = page.file.bytes
    guard first.kind == .word, second.kind == .word, lexicon[second] == nil, !second.traits.contains(.capitalized),
      text[first.range.upperBound - 1] == UInt8(ascii: "s"), text[second.range.upperBound - 1] != UInt8(ascii: "s")
    else { return false }
    return clause.leading.contains { complement in
      switch complement.preposition {
      case .to, .from, .with: true
      default: false
      }
    }
  }

  /// The clause states ports, refers to them, or names a side of a contact.
  private var speaksOfContact: Bool {
    // A sentence that says nothing at all is reported as one.
    let isUnknown = phrases.contains { if case .verb(.unknown, _) = $0.kind { true } else { false } }
    guard statement.saysSomething || !statement.expressions.isEmpty || !statement.hasVerb || isUnknown else {
      return false
    }
    return statement.hasParties || statement.sharesPorts || statement.expressions.contains { $0.standing == .topic }
      || phrases.contains { isThisPort($0) }
  }

  /// "this port", "these ports", "the port"; not "ports" at large.
  private func isThisPort(_ phrase: Phrase) -> Bool {
    guard let noun = phrase.noun, noun.head == .port else { return false }
    switch noun.determiner {
    case .demonstrative: return true
    case .definite: return noun.tokens.count == 1
    case .indefinite, .possessive, .quantifier, .negative, nil: return false
    }
  }

  private mutating func giveUpParties(_ message: String, _ index: Int) {
    statement.doubts.append((message, bytes(phrases[index].noun?.tokens ?? phrases[index].tokens)))
    statement.sources = []
    statement.destinations = []
    statement.users = []
    statement.neighbours = []
    statement.isBidirectional = false
    statement.isPortState = false
    // Where the traffic is outbound, whoever acts there would be the one who connects.
    if statement.direction != nil, !statement.places.isEmpty { (statement.direction, statement.places) = (nil, []) }
    goesBothWays = false
    bothDirections = nil
    // "to each other", of parties that are not known.
    if statement.sameHost == nil, statement.direction?.value == .internal { statement.direction = nil }
    // What holds for a party that is not known may hold for it alone.
    statement.negation = nil
    // And what it holds under, for what was not understood; what is asked for under a condition is not asked for always.
    if statement.condition != nil { statement.requirement = nil }
    statement.condition = nil
  }
}

/// Tells what of a clause may be left over.
private struct Residue {
  private enum Role: Hashable {
    case subject, object
    case complement(WordClass.Preposition)
  }

  private struct Slot {
    /// Nil for a complement in front of the first verb.
    var verb: VerbPhrase?
    var role: Role
  }

  private let phrases: [Phrase]
  private let tokens: [Token]
  private let clause: VerbPhraseReader
  private var slots: [Int: [Slot]] = [:]

  init(phrases: [Phrase], tokens: [Token], clause: VerbPhraseReader) {
    self.phrases = phrases
    self.tokens = tokens
    self.clause = clause
    for complement in clause.leading { add(complement, nil) }
    for verb in clause.result {
      for index in verb.subject { slots[index, default: []].append(Slot(verb: verb, role: .subject)) }
      for index in verb.objects { slots[index, default: []].append(Slot(verb: verb, role: .object)) }
      for complement in verb.complements { add(complement, verb) }
    }
  }

  private mutating func add(_ complement: VerbPhrase.Complement, _ verb: VerbPhrase?) {
    for index in complement.phrases {
      slots[index, default: []].append(Slot(verb: verb, role: .complement(complement.preposition)))
    }
  }

  /// A verb outside the vocabulary that has ports or parties with it.
  func isUnknown(_ verb: VerbPhrase) -> Bool {
    guard verb.predicate == .verb(.unknown), !verb.isNegated else { return false }
    return !verb.isPurpose || verb.complements.contains { joins($0.preposition) }
  }

  func isHarmless(_ index: Int) -> Bool {
    if isAttribute(index) { return true }
    guard let own = slots[index] else {
      return clause.questions.contains { $0.contains(index) } || isAside(index) || isVerbless && isDescription(index)
    }
    return own.allSatisfy { isHarmless($0) || isMedium(index, $0) } && !isCapacity(index)
  }

  /// "as a client of the license server": says whom it connects to.
  private func isCapacity(_ index: Int) -> Bool {
    guard index > 0, case .preposition(.other) = phrases[index - 1].kind, let noun = phrases[index].noun else {
      return false
    }
    return tokens[phrases[index - 1].tokens.lowerBound].payload == Self.as
      && tokens[noun.tokens].contains { Lexicon.english[$0] == .preposition(.of) }
  }

  private static let `as` = Token.hash("as")

  /// "the next sequential port 9910"
  private func isAttribute(_ index: Int) -> Bool {
    guard index + 1 < phrases.count, case .ports = phrases[index + 1].kind, let noun = phrases[index].noun else {
      return false
    }
    return tokens[noun.tokens].allSatisfy { !$0.traits.contains(.capitalized) }
  }

  /// "over the internet", "by Modbus": what carries all traffic is nobody in between.
  private func isMedium(_ index: Int, _ slot: Slot) -> Bool {
    switch slot.role {
    case .complement(.over), .complement(.by), .complement(.with): break
    // "using RTSP"
    case .object where slot.verb?.predicate == .verb(.use): break
    case .complement, .subject, .object: return false
    }
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return StatementReader.media.contains(tokens[last].payload)
  }

  private var isVerbless: Bool { clause.result.isEmpty }

  /// A label in front of everything: "Web console: …".
  private func isAside(_ index: Int) -> Bool {
    guard index + 1 < phrases.count, case .separator = phrases[index + 1].kind else { return false }
    let mark = tokens[phrases[index + 1].tokens.lowerBound]
    let isLabelMark = mark.isMark(":") || mark.kind == .dash
    return isLabelMark && !phrases[..<index].contains { if case .verb = $0.kind { true } else { false } }
  }

  /// What a fragment calls its port. "Agent heartbeat to the server" has a payload; a longer name may hide a verb: "the relay mirrors
  /// packages to the archive".
  private func isDescription(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return true }
    return !clause.leading.contains { joins($0.preposition) } || noun.determiner == nil && noun.tokens.count <= 2
  }

  /// Behind these, the parties of a contact stand.
  private func joins(_ preposition: WordClass.Preposition) -> Bool {
    switch preposition {
    case .to, .from, .with, .between: true
    case .by, .on, .in, .at, .for, .of, .over, .within, .without, .than, .other: false
    }
  }

  private func isHarmless(_ slot: Slot) -> Bool {
    guard let verb = slot.verb else { return isHarmless(slot.role, leading: ()) }
    if verb.isNegated { return true }
    switch slot.role {
    case .complement(let preposition): return isHarmless(preposition, of: verb)
    case .object: return isHarmlessObject(of: verb)
    case .subject: return isHarmlessSubject(of: verb)
    }
  }

  private func isHarmless(_ role: Role, leading: Void) -> Bool {
    guard case .complement(let preposition) = role else { return true }
    switch preposition {
    case .over: return false
    case .by, .to, .with, .from, .on, .in, .at, .for, .of, .between, .within, .without, .than, .other: return true
    }
  }

  private func isHarmless(_ preposition: WordClass.Preposition, of verb: VerbPhrase) -> Bool {
    switch preposition {
    case .on, .in, .at, .within, .for, .of, .without, .than, .other: return true
    // "via the proxy": somebody stands between.
    case .over: return verb.isPurpose && !isContact(verb)
    case .between: return false
    case .by: return !isContact(verb)
    case .with: return isContact(verb) && verb.predicate != .verb(.communicate) || isAbout(verb, .change, .check)
    case .from:
      // "forwards requests from clients to the server": the payload's origin.
      return verb.predicate == .verb(.send) && !verb.isPassive || isAbout(verb, .change, .check)
    case .to: return isAbout(verb, .change, .check)
    }
  }

  private func isHarmlessObject(of verb: VerbPhrase) -> Bool {
    switch verb.predicate {
    case .be: return true
    case .verb(.send), .verb(.fetch), .verb(.check), .verb(.change), .verb(.fail), .verb(.recommend), .verb(.defaultTo):
      return true
    case .verb(.open), .verb(.close), .verb(.require), .verb(.establish), .verb(.other):
      return verb.isPurpose || !holdsPorts(verb)
    case .verb(.unknown): return true
    // "uses the gateway to connect"
    case .verb(.use): return verb.isPurpose && !holdsPorts(verb)
    case .verb(.communicate), .verb(.reach), .verb(.listen), .verb(.accept): return false
    }
  }

  private func isHarmlessSubject(of verb: VerbPhrase) -> Bool {
    switch verb.predicate {
    case .be: return !holdsPorts(verb) || !verb.qualities.isEmpty || hasPlace(verb)
    // Who opens, closes or changes a port is no side of its contacts.
    case .verb(.open), .verb(.close), .verb(.check), .verb(.change), .verb(.fail), .verb(.recommend),
      .verb(.defaultTo):
      return true
    case .verb(.other), .verb(.require), .verb(.establish), .verb(.use): return verb.isPurpose || !holdsPorts(verb)
    case .verb(.unknown): return true
    // "Logs are sent to A": the payload.
    case .verb(.send), .verb(.fetch): return verb.isPassive
    case .verb(.communicate), .verb(.reach), .verb(.listen), .verb(.accept): return false
    }
  }

  /// "are on the same machine (TCP 7001)"
  private func hasPlace(_ verb: VerbPhrase) -> Bool {
    verb.complements.contains { complement in
      switch complement.preposition {
      case .on, .in, .at, .within: complement.phrases.contains { phrases[$0].noun.map { $0.head != .port } ?? false }
      default: false
      }
    }
  }

  private func isContact(_ verb: VerbPhrase) -> Bool {
    isAbout(verb, .communicate, .reach, .send, .fetch, .establish, .listen, .accept)
  }

  private func isAbout(_ verb: VerbPhrase, _ classes: WordClass.VerbClass...) -> Bool {
    classes.contains { verb.predicate == .verb($0) }
  }

  /// Ports or traffic stand with the verb, so that its parties are theirs.
  private func holdsPorts(_ verb: VerbPhrase) -> Bool {
    let isFirst = clause.result.first?.phrases.lowerBound == verb.phrases.lowerBound
    let own = verb.subject + verb.objects + verb.complementPhrases
    let leading = isFirst ? clause.leading : []
    return leading.reduce(own, { $0 + $1.phrases }).contains { index in
      switch phrases[index].kind {
      case .ports: true
      case .noun(let noun): noun.head == .port
      default: false
      }
    }
  }
}
