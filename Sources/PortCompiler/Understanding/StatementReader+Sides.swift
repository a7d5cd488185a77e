import PortModel
import PortPage
import SourceDiagnostics

/// Where the other side of a contact stands.
extension StatementReader {
  /// The phrases behind a preposition; one that comes again without "and" belongs to another verb: "goes to drain mail to the relay".
  func side(_ preposition: WordClass.Preposition, of verb: VerbPhrase) -> PhraseSet {
    var result = PhraseSet()
    for complement in verb.complements where complement.preposition == preposition {
      guard let first = complement.phrases.first, result.isEmpty || isJoined(first) else { continue }
      result += complement.phrases
    }
    return result
  }

  /// "TCP 443 to A for notifications to phones", "TCP 443 to A to activate licences": what comes behind the first "to" belongs to what the
  /// port is for.
  mutating func withoutPurposes(_ complements: [VerbPhrase.Complement]) -> [VerbPhrase.Complement] {
    guard complements.count > 1 else { return complements }
    var target: PhraseSet?
    var isBehindPurpose = false
    var result: [VerbPhrase.Complement] = []
    for complement in complements {
      switch complement.preposition {
      case .to where !complement.phrases.isEmpty:
        if let target,
          isBehindPurpose && complement.phrases.first.map({ !isJoined($0) }) == true
            || isBareWord(complement.phrases, rightBehind: target)
        {
          used.formUnion(complement.phrases)
          continue
        }
        target = names(complement.phrases).isEmpty ? nil : complement.phrases
        isBehindPurpose = false
      case .for: isBehindPurpose = target != nil
      default: (target, isBehindPurpose) = (nil, false)
      }
      result.append(complement)
    }
    return result
  }

  /// "to activate" right behind "to A": in all likelihood a verb.
  private func isBareWord(_ word: PhraseSet, rightBehind target: PhraseSet) -> Bool {
    guard let first = word.first, target.last == first - 2, let noun = phrases[first].noun, noun.determiner == nil,
      noun.tokens.count == 1
    else { return false }
    let token = tokens[noun.tokens.lowerBound]
    return !token.traits.contains(.capitalized) && !token.isMarked(.machine) && lexicon[token] == nil
  }

  /// "A watches B": who connects stays open.
  mutating func doubtWatching(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, !verb.isPurpose,
      let watched = names(verb.objects.filter { isProperParty($0) || isWatched($0, by: verb) }).first
    else { return false }
    pass(verb)
    used.formUnion(verb.subject)
    statement.doubts.append(
      (
        "whether \"\(watched.name)\" connects or is connected to is not said; write who connects to whom",
        watched.range
      ))
    return true
  }

  /// "watches the primary engine": a thing with an article.
  private func isWatched(_ index: Int, by verb: VerbPhrase) -> Bool {
    guard let word = word(of: verb), Self.watching.contains(tokens[word].payload) else { return false }
    return phrases[index].noun?.determiner == .definite && isParty(index)
  }

  private static let watching = WordSet(["watch", "watches", "watching"])

  /// "A asks B for the groups of a user"; not "asks for a number", "ask your administrator".
  func isAsking(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb), Self.asking.contains(tokens[word].payload) else { return false }
    return !names(verb.subject).isEmpty && !names(verb.objects).isEmpty
  }

  /// "asks B where to route a call": what is asked is no party.
  mutating func withoutQuestion(_ verb: VerbPhrase) -> VerbPhrase {
    guard let word = word(of: verb),
      let question = (word..<max(word, sentence.upperBound)).first(where: {
        Self.questions.contains(tokens[$0].payload)
      })
    else { return verb }
    for index in phrases.indices where phrases[index].tokens.lowerBound >= question { used.insert(index) }
    var result = verb
    result.objects = verb.objects.filter { phrases[$0].tokens.lowerBound < question }
    return result
  }

  private static let questions = WordSet(["where", "which", "what", "how", "whether", "who"])

  /// "serves the desktop on TCP 443", "hosts the API on this port": the server listens.
  func isServing(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb), Self.serving.contains(tokens[word].payload), !verb.objects.isEmpty
    else { return false }
    let ports = verb.phrases(behind: .on) + verb.phrases(behind: .over) + verb.phrases(behind: .at)
    return !names(verb.subject).isEmpty && (pointsHere || ports.contains { isPort($0) })
  }

  mutating func serve(_ verb: VerbPhrase) {
    let clients = verb.objects.filter { (isPeople($0) || isClient($0)) && phrases[$0].noun?.determiner != .negative }
    let others = verb.objects.filter { !clients.contains($0) && isListenerByName($0) }
    used.formUnion(verb.objects.filter { !others.contains($0) })
    used.formUnion(verb.phrases(behind: .over).filter { isPort($0) || isMedium($0) })
    add(destinations: mentions(verb.subject))
    add(sources: mentions(verb.phrases(behind: .to).filter { isPeople($0) || isProgramForPeople($0) }))
    // "serves the agents on this port": they connect.
    add(sources: mentions(clients))
    statement.isPortState = true
    readPlaces(verb)
  }

  /// "Lantern is served via HTTPS on port 443", "the web console is hosted on this port"
  mutating func isServed(_ verb: VerbPhrase) -> Bool {
    guard verb.isPassive, statement.condition == nil, !statement.hasParties, let word = word(of: verb),
      Self.served.contains(tokens[word].payload), names(verb.subject).count == 1,
      verb.subject.allSatisfy({ (isProperParty($0) || isTitledWord($0)) && !isClient($0) && !isPeople($0) }),
      verb.phrases(behind: .on).contains(where: { isPort($0) }), verb.phrases(behind: .by).isEmpty
    else { return false }
    used.formUnion(verb.subject)
    add(destinations: mentions(verb.subject))
    statement.isPortState = true
    readPlaces(verb)
    return true
  }

  /// "Lantern": a name at the beginning of a sentence.
  private func isTitledWord(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.determiner == nil, noun.head == .thing else { return false }
    return noun.tokens.allSatisfy { tokens[$0].traits.contains(.capitalized) }
  }

  private static let served = WordSet(["served", "hosted", "published"])

  private func isClient(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.clients.contains(tokens[last].payload)
  }

  /// "serves the Orders Relay": perhaps who connects.
  private func isListenerByName(_ index: Int) -> Bool {
    guard let last = namedParty(index)?.spelling.lastWord else { return false }
    return Self.listeners.contains(Token.hash(text: String(last)))
  }

  private static let listeners = WordSet(["server", "gateway", "relay", "proxy", "database", "collector", "node"])

  private static let clients = WordSet([
    "client", "clients", "agent", "agents", "browser", "browsers", "probe", "probes", "sensor", "sensors",
    "workstation", "workstations", "collectors", "nodes", "devices", "machines", "hosts", "consoles",
  ])
  private static let serving = WordSet(["serve", "serves", "host", "hosts"])
  static let asking = WordSet(["ask", "asks", "asking"])

  /// "takes its time from the NTP server"
  func isTakingTime(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb), Self.taking.contains(tokens[word].payload),
      !verb.phrases(behind: .from).isEmpty
    else { return false }
    return verb.objects.contains { index in
      tokens[phrases[index].tokens].contains { Self.clocks.contains($0.payload) }
    }
  }

  private static let taking = WordSet(["take", "takes", "taking", "set", "sets"])
  private static let clocks = WordSet(["time", "clock", "clocks"])

  /// "looks up users in the directory", "looks names up through A"
  func isLookingUp(_ verb: VerbPhrase) -> Bool {
    guard !verb.isPassive, let word = word(of: verb), Self.looking.contains(tokens[word].payload),
      tokens[word..<max(word, clause.upperBound)].contains(where: { $0.payload == Self.up })
    else { return false }
    // "looks up accounts over LDAPS": whoever is asked stands elsewhere.
    return !lookedUp(in: verb).isEmpty || !names(verb.subject).isEmpty && statement.service != nil
  }

  /// Where somebody looks something up.
  func lookedUp(in verb: VerbPhrase) -> PhraseSet {
    (verb.phrases(behind: .in) + verb.phrases(behind: .on) + verb.phrases(behind: .over)).filter {
      isParty($0) && !isMedium($0)
    }
  }

  static let looking = WordSet(["look", "looks", "looking"])
  private static let up = Token.hash("up")

  /// The parties behind "with", without what is used to connect.
  mutating func peers(of verb: VerbPhrase) -> PhraseSet {
    let all = side(.with, of: verb)
    let instruments = all.filter { isInstrument($0) }
    used.formUnion(instruments)
    return all.filter { !instruments.contains($0) }
  }

  /// "connects with a web browser", "connects with ODBC": what is used to connect.
  private func isInstrument(_ index: Int) -> Bool {
    if isMedium(index) { return true }
    guard let noun = phrases[index].noun, noun.determiner == .indefinite || noun.determiner == .possessive,
      let last = noun.tokens.last(where: { tokens[$0].kind == .word })
    else { return false }
    return Self.instruments.contains(tokens[last].payload)
  }

  /// "over the internet", "with ODBC": what carries the traffic is no party.
  func isMedium(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.media.contains(tokens[last].payload)
  }

  static let media = WordSet(
    [
      "internet", "wan", "vpn", "wire", "line", "link", "api", "apis", "ui", "gui", "cli", "websocket", "websockets",
      "socket", "sockets", "http", "coap", "rest", "soap", "grpc", "quic", "dtls", "tls", "ssl", "modbus", "bacnet",
      "ipfix", "netflow", "sflow", "rtp", "rtsp", "rtmp", "webrtc", "xmpp", "stomp", "jms", "odbc", "jdbc", "ipsec",
      "statements", "commands", "scripts", "cmdlets", "procedures",
      "ethernet", "ipp", "saml", "openid", "oidc", "oauth", "oauth2", "scim", "webdav", "graphql",
    ])

  /// "accesses the web interface", "log on to the console": what the section's host shows to people. Nobody else is named by it.
  func isOwnInterface(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.determiner != .indefinite, noun.determiner != .quantifier,
      let last = noun.tokens.last(where: { tokens[$0].kind == .word })
    else { return false }
    let isConsole =
      Self.consoles.contains(tokens[last].payload)
      && tokens[noun.tokens].contains { Self.purposesOfConsoles.contains($0.payload) }
    return (Self.screens.contains(tokens[last].payload) || isConsole)
      && noun.tokens.allSatisfy { !tokens[$0].traits.contains(.capitalized) || Self.media.contains(tokens[$0].payload) }
  }

  private static let consoles = WordSet(["console", "consoles", "application", "app"])
  private static let purposesOfConsoles = WordSet(["web", "web-based", "browser", "browser-based"])
  /// "for the S3 API": what is served, and nobody.
  func isInterface(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.screens.contains(tokens[last].payload) || Self.offerings.contains(tokens[last].payload)
  }

  private static let offerings = WordSet([
    "api", "apis", "protocol", "protocols", "metrics", "media", "election", "access",
  ])
  private static let screens = WordSet(
    [
      "interface", "ui", "gui", "dashboard", "portal", "webpage", "page", "pages", "site", "website", "endpoint",
      "endpoints",
    ])

  /// "connects from their workstations", "from the internet": where those who connect are.
  func ownPlaces(of verb: VerbPhrase) -> PhraseSet {
    verb.phrases(behind: .from).filter { phrases[$0].noun?.determiner == .possessive || isMedium($0) }
  }

  /// "in their browser": what people use to look at something.
  func isProgramForPeople(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }) else {
      return false
    }
    return Self.instruments.contains(tokens[last].payload) || Self.browsers.contains(tokens[last].payload)
  }

  private static let browsers = WordSet(["browsers", "clients", "apps"])
  private static let instruments = WordSet(["browser", "client", "tool", "utility", "app", "viewer", "terminal"])

  /// "authenticates against the directory"
  func authorities(of verb: VerbPhrase) -> PhraseSet {
    verb.phrases(behind: .other).filter { index in
      index > 0 && tokens[phrases[index - 1].tokens.lowerBound].payload == Self.against
    }
  }

  /// "replicates from A", "synchronizes its clock from A": what makes two places alike gets from the one what it lacks.
  mutating func origins(of verb: VerbPhrase) -> [Mention] {
    guard !verb.isPassive, let word = word(of: verb), Self.aligning.contains(tokens[word].payload) else { return [] }
    return mentions(side(.from, of: verb) + (verb.predicate == .verb(.send) ? side(.with, of: verb) : PhraseSet()))
  }

  private static let aligning = WordSet(
    [
      "copy", "copies", "copying", "mirror", "mirrors", "mirroring", "replicate", "replicates", "replicating", "stream",
      "streams", "streaming", "subscribe", "subscribes", "subscribing", "sync", "syncs", "syncing", "synchronize",
      "synchronizes", "synchronizing", "synchronise", "synchronises", "synchronising",
    ])

  /// "writes events into the archive server", "copies files onto the share server": where what is sent ends up.
  func targets(of verb: VerbPhrase) -> PhraseSet {
    guard !verb.isPassive, !verb.isPurpose else { return PhraseSet() }
    let senders = names(verb.subject)
    guard !senders.isEmpty else { return PhraseSet() }
    return (verb.phrases(behind: .in) + verb.phrases(behind: .on)).filter { index in
      guard isProperParty(index), let target = mention(index) else { return false }
      return !senders.contains { $0.key == target.key }
    }
  }

  /// A conjunction or comma stands in front of a phrase and its preposition.
  private func isJoined(_ index: Int) -> Bool {
    guard index >= 2 else { return false }
    switch phrases[index - 2].kind {
    case .conjunction, .separator: return true
    default: return false
    }
  }

  /// "connects to TCP 443 on A", "connects to port 443 of A", "must reach port 443 of A"
  mutating func ownersOfPort(_ verb: VerbPhrase, _ reached: PhraseSet) -> [Mention] {
    guard reached.contains(where: { isPort($0) }) else { return [] }
    return mentions(verb.phrases(behind: .on) + verb.phrases(behind: .at) + verb.phrases(behind: .of))
  }
}
