import PortModel
import PortPage
import SourceDiagnostics

/// Which phrases name parties.
extension StatementReader {
  /// The parties among phrases, which are taken up thereby.
  mutating func mentions(_ indices: PhraseSet) -> [Mention] {
    used.formUnion(indices)
    doubtPronouns(indices)
    return names(indices)
  }

  /// The parties among phrases; phrases that a heading names together are one party.
  func names(_ indices: PhraseSet) -> [Mention] {
    guard let first = indices.first else { return [] }
    if indices.count == 1 { return mention(first).map { [$0] } ?? [] }
    let indices = Array(indices)
    var result: [Mention] = []
    var next = 0
    while next < indices.count {
      var taken = 1
      if next + 1 < indices.count {
        for count in stride(from: indices.count - next, to: 1, by: -1) {
          let range = nameRange(indices[next], indices[next + count - 1])
          guard let range, mayBeKnown(range), names.isKnown(bytes(range)) else { continue }
          result.append(names.mention(bytes(range)))
          taken = count
          break
        }
      }
      if taken == 1, let mention = mention(indices[next]) { result.append(mention) }
      next += taken
    }
    return result
  }

  /// Hardly any page has a title such as "Backup and Restore Server", and looking one up costs more than all else about a pair of names.
  private func mayBeKnown(_ range: Range<Int>) -> Bool {
    names.table.knowsConjunctions
      || !range.contains { if case .conjunction? = lexicon[tokens[$0]] { true } else { false } }
  }

  private func nameRange(_ first: Int, _ last: Int) -> Range<Int>? {
    guard let one = phrases[first].noun, let other = phrases[last].noun else { return nil }
    return one.tokens.lowerBound..<other.tokens.upperBound
  }

  /// The party that one phrase names.
  func mention(_ index: Int) -> Mention? {
    if case .pronoun = phrases[index].kind, isPersonal(index), let antecedent {
      guard let party = isCertain(index, antecedent) ? antecedent.mention : agreed(index, antecedent) else {
        return nil
      }
      return Mention(spelling: party.spelling, range: bytes(phrases[index].tokens))
    }
    guard let noun = phrases[index].noun else { return nil }
    if let of = place(ofOf: noun) {
      if let owner = owner(noun, of) { return owner }
      guard isParty(index), !isPart(noun, of) else { return nil }
    } else if !isParty(index) {
      return nil
    }
    // "the hosts" are those that the page is about, and "hosts" are any.
    if noun.determiner == .definite, noun.tokens.count == 1,
      Self.pluralHosts.contains(tokens[noun.tokens.lowerBound].payload),
      let article = phrases[index].tokens.first, case .determiner(.definite)? = lexicon[tokens[article]]
    {
      return names.mention(bytes(article..<noun.tokens.upperBound))
    }
    // "2000 agents" are agents.
    let words = noun.tokens.drop { tokens[$0].kind == .number || lexicon[tokens[$0]] == .cardinal }
    return names.mention(bytes(words))
  }

  /// "the web interface of the server"
  func hasOwner(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, let of = place(ofOf: noun) else { return false }
    return owner(noun, of) != nil
  }

  /// "the web interface of the server": who has it is connected to.
  private func owner(_ noun: NounPhrase, _ of: Int) -> Mention? {
    guard of > noun.tokens.lowerBound, Self.interfaces.contains(tokens[of - 1].payload)
    else {
      return nil
    }
    let owner = ((of + 1)..<noun.tokens.upperBound).drop {
      if case .determiner? = lexicon[tokens[$0]] { true } else { false }
    }
    guard let first = owner.first, let last = owner.last,
      tokens[owner].contains(where: { lexicon[$0] != .preposition(.of) })
    else { return nil }
    return names.mention(bytes(first..<(last + 1)))
  }

  /// "the state of the server", "functions of the agent": something that a party has, and no party.
  private func isPart(_ noun: NounPhrase, _ of: Int) -> Bool {
    guard of > noun.tokens.lowerBound,
      !tokens[noun.tokens.lowerBound..<of].contains(where: { $0.traits.contains(.capitalized) })
    else { return false }
    let head = tokens[of - 1]
    return !Self.membersOfGroups.contains(head.payload)
      && !RoleName.endsInMachine(page.visibleText(bytes(noun.tokens.lowerBound..<of)))
  }

  private func place(ofOf noun: NounPhrase) -> Int? {
    noun.tokens.first { lexicon[tokens[$0]] == .preposition(.of) }
  }

  private static let interfaces = WordSet(
    ["interface", "interfaces", "ui", "gui", "api", "apis", "dashboard", "portal", "page", "pages", "port", "ports"])
  private static let membersOfGroups = WordSet(
    [
      "member", "members", "process", "processes", "instance", "instances", "component", "components", "service",
      "services", "daemon", "daemons", "application", "applications", "user", "users", "replicas", "peers",
      "administrator",
      "administrators", "operator", "operators", "vendor", "cluster", "range", "network", "networks", "group", "groups",
      "part", "parts", "module", "modules", "half", "side", "sides", "ends", "app", "apps",
    ])

  /// Whether a noun phrase names a party.
  func isParty(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun, noun.head == .thing || noun.head == .machine, noun.determiner != .negative,
      !isThing(noun) || isNetwork(noun, index) || isAmongSenders(noun, index), !isOtherHost(noun), !isAnyHost(noun),
      !isTransport(noun),
      !isPortClause(noun), !isFile(noun), !isDoing(noun, index),
      !noun.qualities.contains(.same), !isLoneParticiple(noun),
      !isSameHostPhrase(noun),
      noun.service == nil || noun.tokens.count > 1,
      tokens[noun.tokens].contains(where: { $0.kind == .word && !isPlainAdjective($0) })
    else { return false }
    return true
  }

  /// "worker.ini": where something is written down.
  private func isFile(_ noun: NounPhrase) -> Bool {
    guard let last = noun.tokens.last, last == noun.tokens.lowerBound, tokens[last].range.count > 3 else {
      return false
    }
    let text = page.file.text(tokens[last].range)
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return Self.fileExtensions.contains(text[dot...].dropFirst().lowercased())
  }

  private static let fileExtensions: Set<String> = [
    "ini", "conf", "cfg", "cnf", "config", "properties", "yaml", "yml", "json", "xml", "toml", "txt", "log", "env",
  ]

  /// "can be moved by editing the file": how, and by nobody.
  private func isDoing(_ noun: NounPhrase, _ index: Int) -> Bool {
    guard index > 0, noun.determiner == nil, noun.tokens.count > 1, case .preposition(.by) = phrases[index - 1].kind
    else { return false }
    let first = tokens[noun.tokens.lowerBound]
    return first.kind == .word && !first.traits.contains(.capitalized) && first.range.count > 4
      && page.file.bytes[first.range.offsets].suffix(3).elementsEqual("ing".utf8)
  }

  /// "compressed and encrypted", behind what it is said of.
  private func isLoneParticiple(_ noun: NounPhrase) -> Bool {
    guard noun.determiner == nil, noun.tokens.count == 1, let word = noun.tokens.first, tokens[word].range.count >= 4
    else {
      return false
    }
    // "It's", "they're"
    if tokens[word].range.count <= 9, Self.contractions.contains(tokens[word].payload) { return true }
    // "Used to authenticate people"
    if lexicon[tokens[word]] == .verb(.use, .participle) { return true }
    let text = page.file.bytes
    let end = tokens[word].range.upperBound
    return !tokens[word].traits.contains(.capitalized) && text[end - 2] == UInt8(ascii: "e")
      && text[end - 1] == UInt8(ascii: "d")
  }

  /// What is no party, whatever stands in front: "this range", "with TLS", "every machine where an agent runs".
  private func isThing(_ noun: NounPhrase) -> Bool {
    // "the default value of the setting" is a value.
    let end = noun.tokens.first { lexicon[tokens[$0]] == .preposition(.of) } ?? noun.tokens.upperBound
    let last = (noun.tokens.lowerBound..<end).last { tokens[$0].kind == .word } ?? noun.tokens.lowerBound
    // "a service on the server"
    if noun.determiner != .definite, noun.tokens.count == 1, Self.anything.contains(tokens[last].payload) {
      return true
    }
    let isPlain = noun.tokens.count <= 2 && noun.tokens.allSatisfy { !tokens[$0].traits.contains(.capitalized) }
    if isPlain, Self.sentThings.contains(tokens[last].payload) { return true }
    if Self.things.contains(tokens[last].payload) || isVersion(tokens[last]) || isFollowing(noun) { return true }
    if Self.held.contains(tokens[last].payload), last + 1 < sentence.upperBound,
      lexicon[tokens[last + 1]] == .preposition(.on),
      let place = phrases.firstIndex(where: { $0.tokens.lowerBound == last + 2 }),
      phrases[place].noun.map({ !isSameHost($0, phrases[place]) }) == true, isParty(place)
    {
      // "writes to a queue on the broker"
      return true
    }
    if Self.versions.contains(tokens[noun.tokens.lowerBound].payload) || isDescribedMachine(noun) { return true }
    return noun.tokens.upperBound < tokens.count && tokens[noun.tokens.upperBound].payload == Self.where
      && tokens[noun.tokens.upperBound].kind == .word && !isAsked(noun)
  }

  /// "the device that hosts the controller": a machine that has no name but by what runs on it.
  private func isDescribedMachine(_ noun: NounPhrase) -> Bool {
    let end = noun.tokens.upperBound
    guard noun.head == .machine || noun.tokens.count == 1, end + 1 < sentence.upperBound,
      case .relative? = lexicon[tokens[end]]
    else { return false }
    return Self.hosting.contains(tokens[end + 1].payload)
  }

  private static let hosting = WordSet(["hosts", "runs", "host", "run"])

  /// "asks the node where to route a call"
  private func isAsked(_ noun: NounPhrase) -> Bool {
    tokens[sentence.lowerBound..<max(sentence.lowerBound, noun.tokens.lowerBound)].suffix(2).contains {
      Self.asking.contains($0.payload)
    }
  }

  /// "the following components": the list below names them.
  func isFollowing(_ noun: NounPhrase) -> Bool {
    tokens[noun.tokens.lowerBound].payload == Self.following && noun.head != .port && noun.head != .event
  }

  private static let following = Token.hash("following")

  /// "from the management network": on one side of a contact, a network with a name is a party.
  private func isNetwork(_ noun: NounPhrase, _ index: Int) -> Bool {
    guard index > 0, noun.tokens.count > 1, let last = noun.tokens.last,
      Self.networks.contains(tokens[last].payload)
    else { return false }
    switch phrases[index - 1].kind {
    case .preposition(.from), .preposition(.to): return true
    default: return false
    }
  }

  /// "syslog data from firewalls and routers": one of several that send.
  private func isAmongSenders(_ noun: NounPhrase, _ index: Int) -> Bool {
    guard index > 0, let last = noun.tokens.last, Self.firewalls.contains(tokens[last].payload) else { return false }
    if case .preposition(.from) = phrases[index - 1].kind { return true }
    guard index > 1, case .conjunction(.and) = phrases[index - 1].kind else { return false }
    return phrases[..<index].contains { if case .preposition(.from) = $0.kind { true } else { false } }
  }

  private static let firewalls = WordSet(["firewalls"])
  private static let networks = WordSet(["network", "networks", "lan", "lans"])

  /// "any host", "all hosts", "other machines", "hosts where an agent runs": not the one that the section is about, nor one with a name.
  func isAnyHost(_ noun: NounPhrase) -> Bool {
    switch noun.determiner {
    case .definite, .demonstrative, .possessive: return false
    case .indefinite, .quantifier, .negative, nil: break
    }
    guard let last = noun.tokens.last(where: { tokens[$0].kind == .word }),
      Self.hostWords.contains(tokens[last].payload)
    else { return false }
    return noun.tokens.allSatisfy {
      tokens[$0].kind != .word || $0 == last || Self.anyHostWords.contains(tokens[$0].payload)
    }
  }

  static let pluralHosts = WordSet(["hosts", "machines", "computers", "systems"])
  static let hostList = [
    "host", "hosts", "machine", "machines", "computer", "computers", "system", "systems", "box", "boxes",
    "respective", "corresponding",
  ]
  private static let hostWords = WordSet(Array(hostList.dropLast(2)))
  private static let anyHostWords = WordSet(
    ["other", "another", "additional", "remote", "external", "following", "source", "destination", "target"])

  /// "a separate host" is one that the page does not name.
  private func isOtherHost(_ noun: NounPhrase) -> Bool {
    // "the other two"
    if noun.tokens.count == 2, Self.otherHost.contains(tokens[noun.tokens.lowerBound].payload),
      lexicon[tokens[noun.tokens.lowerBound + 1]] == .cardinal
    {
      return true
    }
    return isOtherMachine(noun)
  }

  private func isOtherMachine(_ noun: NounPhrase) -> Bool {
    noun.head == .machine && noun.tokens.count <= 2 && Self.otherHost.contains(tokens[noun.tokens.lowerBound].payload)
  }

  /// "the port agents connect to": no name, though its words stand together.
  private func isPortClause(_ noun: NounPhrase) -> Bool {
    let first = tokens[noun.tokens.lowerBound]
    return lexicon[first] == .port && !first.traits.contains(.capitalized)
  }

  /// "v4.5"
  private func isVersion(_ token: Token) -> Bool {
    let text = page.file.bytes[token.range.offsets].prefix(2)
    guard token.kind == .word, let first = text.first, let second = text.last, text.count == 2 else { return false }
    return first | 0x20 == UInt8(ascii: "v") && second >= 0x30 && second <= 0x39
  }

  private static let anything = WordSet(
    [
      "service", "services", "process", "processes", "endpoint", "endpoints", "component", "components", "feature",
      "features",
    ])
  private static let versions = WordSet(["version", "versions", "release", "step"])
  private static let `where` = Token.hash("where")
  static let contractedWords = ["it", "that", "they", "there", "this", "what", "who", "you", "we", "he", "she", "here"]
    .flatMap { word in ["'s", "’s", "'re", "’re", "'ll", "’ll", "'ve", "’ve"].map { word + $0 } }
  static let contractions = WordSet(contractedWords)
  private static let held = WordSet(["topic", "queue", "share", "bucket"])
  private static let things = WordSet(
    [
      "back", "range", "ranges", "value", "values", "number", "numbers", "setting", "settings", "protocol", "protocols",
      "tls",
      "ssl", "mtls", "dtls", "certificate", "certificates", "password", "passwords", "credential", "credentials",
      "encryption", "authentication", "token", "tokens", "key", "keys", "startup", "demand", "purpose", "purposes",
      "reason", "reasons", "way", "default", "case", "time", "other", "others", "each", "order", "example", "fact",
      "following", "section", "page", "document", "table", "list", "installation", "configuration", "option",
      "options", "file", "files", "dialog", "wizard", "firewall", "firewalls", "rule", "rules", "channel", "interface",
      "interfaces", "seconds", "minutes", "hours", "days", "percent", "mode", "network", "networks", "lan",
      "place", "below", "above", "legacy", "deprecated", "obsolete", "encrypted", "unencrypted", "supported",
      "unsupported",
      "source", "destination", "folder", "folders", "resources", "documents", "records", "images", "objects",
      "mailboxes",
      "volumes", "content", "contents", "ipv4", "ipv6", "day", "hour", "minute", "week", "month", "times", "cases",
      "moment",
      "release", "releases",
      "installations",
      "deployments", "environments", "background", "internet-facing", "everything", "s", "direction", "directions",
      "use", "transport", "support", "edition", "editions", "perspective", "viewpoint", "outside", "contrast",
      "particular", "side", "behalf", "address", "addresses", "topics", "queues", "channels", "tables", "shares",
      "buckets",
    ])

  private func isPlainAdjective(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .quality, .direction, .cardinal: true
    default: false
    }
  }

  private func isSameHostPhrase(_ noun: NounPhrase) -> Bool {
    noun.qualities.contains(.local)
      && (noun.head == .machine || noun.tokens.count == 1 || tokens[noun.tokens].contains { $0.isMarked(.loopback) })
  }
}
