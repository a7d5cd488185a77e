import PortPage
import SourceDiagnostics

/// Everyday verbs that make a contact beside their other meanings: "the engine hands mail to the relay", "the server consults the directory".
///
/// They are no verbs of contact in the vocabulary, where they would take words out of names ("Print Server", "call manager"): what makes
/// them some is that a party does it, with a party in the place that the verb has for one.
extension StatementReader {
  /// The verb phrase as one of the class whose reading it takes; nil where it makes no contact.
  func everydayContact(_ verb: VerbPhrase) -> VerbPhrase? {
    guard !verb.isNegated, let word = word(of: verb), tokens[word].kind == .word,
      // "inherits the port from A"
      !verb.objects.contains(where: { isPort($0) })
    else { return nil }
    let payload = tokens[word].payload
    if Self.handing.contains(payload) { return handing(verb) }
    guard !verb.isPassive, hasActor(verb) else { return nil }
    if Self.addressing.contains(payload), verb.objects.contains(where: { isListener($0) }),
      !Self.instructing.contains(payload) || !isInstruction(verb)
    {
      return verb.reading
    }
    if Self.taking.contains(payload), verb.phrases(behind: .from).contains(where: { isListener($0) }) {
      return verb.fetching
    }
    if Self.pointing.contains(payload), verb.objects.contains(where: { isProgramForPeople($0) }) {
      // "The installer points a browser at the recorder."
      var result = verb.asking
      for index in result.complements.indices where result.complements[index].preposition == .at {
        result.complements[index].preposition = .to
      }
      return result
    }
    if isCallingHome(verb, word) || isVisit(verb, word) { return verb.asking }
    let peers = verb.phrases(behind: .with) + verb.phrases(behind: .to)
    if Self.joining.contains(payload), peers.contains(where: { isListener($0) }) { return verb.asking }
    return nil
  }

  /// "hands mail to A", "stores the journal in A", "drops files on A": as "sends".
  private func handing(_ verb: VerbPhrase) -> VerbPhrase? {
    var result = verb
    result.predicate = .verb(.send)
    guard verb.isPassive || hasActor(verb) else { return nil }
    guard !verb.isPassive || !verb.phrases(behind: .by).isEmpty || pointsHere || isOnThisPort(verb) else { return nil }
    if side(.to, of: verb).contains(where: { isListener($0) && !isScreen($0) }) { return result }
    guard
      let place = result.complements.firstIndex(where: { complement in
        (complement.preposition == .in || complement.preposition == .on || complement.preposition == .with)
          && complement.phrases.contains { isListener($0) && !isScreen($0) }
      })
    else { return nil }
    // "stores it with A"; "in" and "on" are where it ends up.
    result.complements[place].preposition = .to
    return result
  }

  /// "Agents phone home on this port", "agents check in here"
  private func isCallingHome(_ verb: VerbPhrase, _ word: Int) -> Bool {
    guard Self.calling.contains(tokens[word].payload), word + 1 < clause.upperBound,
      Self.home.contains(tokens[word + 1].payload)
    else { return false }
    return pointsHere || isOnThisPort(verb) || !names(side(.to, of: verb)).isEmpty
  }

  /// "Operators point a browser at it", "their browsers land here": what people and their programs do at a port, they do by connecting.
  private func isVisit(_ verb: VerbPhrase, _ word: Int) -> Bool {
    guard verb.subject.allSatisfy({ isPeople($0) || isProgramForPeople($0) }), pointsHere || isOnThisPort(verb),
      !Self.settingUp.contains(tokens[word].payload)
    else { return false }
    return !verb.objects.contains {
      isProperParty($0) && !isProgramForPeople($0) || isPort($0) || isPersonalPronoun($0)
    }
  }

  /// "on this port", "at it"
  func isOnThisPort(_ verb: VerbPhrase) -> Bool {
    verb.complements.contains { complement in
      switch complement.preposition {
      case .on, .at, .over, .to: complement.phrases.contains { isPort($0) || isPersonalPronoun($0) }
      default: false
      }
    }
  }

  private static let callingWords = inflected("phone call ring dial check telephone report")
  private static let pointing = WordSet(["point", "points", "pointing"])
  private static let home = WordSet(["home", "in"])
  private static let settingUp = WordSet(
    inflected(
      """
      run place set move block start install host deploy leave put keep configure assign choose pick specify enter map     redirect find enable disable
      """))

  /// "tells the agents to connect to the relay": what they do, and not who does.
  private func isInstruction(_ verb: VerbPhrase) -> Bool {
    verb.phrases.upperBound < phrases.count
      && phrases[verb.phrases.upperBound...].contains { if case .verb(_, .base) = $0.kind { true } else { false } }
      || phrases[verb.phrases].dropFirst().contains { if case .verb(_, .base) = $0.kind { true } else { false } }
  }

  private static let instructing = WordSet(inflected("alert notify wake trigger instruct inform signal tell ask"))

  private func hasActor(_ verb: VerbPhrase) -> Bool { !names(verb.subject).isEmpty }

  /// A party that can listen: people cannot.
  private func isListener(_ index: Int) -> Bool {
    (isProperParty(index) || isHostName(index)) && !isPeople(index)
  }

  /// "prints messages to the console"
  private func isScreen(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.screens.contains(tokens[last].payload)
  }

  private static let screens = WordSet(["console", "terminal", "screen", "host", "machine", "computer"])

  /// `updates.example.com`
  private func isHostName(_ index: Int) -> Bool {
    guard isParty(index), let noun = phrases[index].noun, noun.tokens.count == 1, let word = noun.tokens.first else {
      return false
    }
    return tokens[word].kind == .word && page.file.bytes[tokens[word].range.offsets].contains(UInt8(ascii: "."))
  }

  /// "the administrators", "users": whoever is named so connects by a program, and listens nowhere.
  func isPeople(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.people.contains(tokens[last].payload)
  }

  private static let handing = WordSet(handingWords)
  private static let addressing = WordSet(addressingWords)
  private static let taking = WordSet(takingWords)
  private static let joining = WordSet(joiningWords)
  private static let calling = WordSet(callingWords)
  /// All words that can be one of these verbs, and those that only with "home" or "here" are.
  static let everydayWords = Array(
    Set(handingWords + addressingWords + takingWords + joiningWords + callingWords + ["here"]))

  private static let handingWords = inflected(
    """
    hand pass feed deposit place store save archive spool dump offload move mail email propagate distribute print log \
    flush escalate route convey pipe persist commit drop put bring keep
    """)
  private static let addressingWords = inflected(
    """
    call consult interrogate visit notify alert wake trigger crawl index search inspect audit instruct patch inform \
    signal sample telephone phone question tell
    """)
  private static let takingWords = inflected(
    """
    load draw harvest learn acquire restore install inherit refresh grab capture extract reload borrow order demand pick \
    request renew
    """)
  private static let joiningWords = inflected("join pair peer associate negotiate link hook")

  /// Verbs with the forms that a subject in front and a "by" behind them leave: "call calls called", and gerunds.
  private static func inflected(_ verbs: String) -> [String] {
    var forms: Set<String> = ["kept", "put", "putting", "brought", "drew", "drawn", "woke", "told"]
    for verb in verbs.split(separator: " ").map(String.init) {
      let stem = verb.hasSuffix("e") ? String(verb.dropLast()) : verb
      let isDoubled = ["log", "drop", "grab"].contains(verb)
      let past = isDoubled ? "\(verb)\(verb.suffix(1))" : stem
      if verb.hasSuffix("y"), !["a", "e", "o", "u"].contains(verb.dropLast().last) {
        forms.formUnion(["\(verb.dropLast())ies", "\(verb.dropLast())ied"])
      } else {
        let isSibilant = ["s", "x", "ch", "sh"].contains { verb.hasSuffix($0) }
        forms.formUnion([isSibilant ? "\(verb)es" : "\(verb)s", "\(past)ed"])
      }
      forms.formUnion([verb, "\(past)ing"])
    }
    return forms.sorted()
  }

  /// "Used by administrators", "used by the browsers of its users": they connect, since people and what they look with listen nowhere.
  mutating func noteVisitors() {
    guard statement.isUsedBySomebody, !statement.isLeadIn, statement.sources.isEmpty, statement.negation == nil,
      !statement.users.isEmpty, statement.users.allSatisfy({ Self.isVisitor($0) })
    else { return }
    statement.sources = statement.users
    statement.users = []
    statement.isUsedBySomebody = false
    if statement.destinations.isEmpty { statement.isPortState = true }
  }

  static func isVisitor(_ mention: Mention) -> Bool {
    guard let last = mention.spelling.lastWord else { return false }
    let word = Token.hash(text: String(last))
    return people.contains(word) || visiting.contains(word)
  }

  private static let visiting = WordSet(["browser"])
  private static let people = WordSet(
    [
      "user", "users", "administrator", "administrators", "admin", "admins", "operator", "operators", "people", "staff",
      "engineer", "engineers", "planner", "planners", "technician", "technicians", "employee", "employees", "customer",
      "customers", "visitor", "visitors", "caller", "callers", "personnel", "helpdesk", "auditor", "auditors",
      "developer", "developers", "supervisor", "supervisors", "colleagues", "everyone", "everybody", "nobody",
    ])
}
