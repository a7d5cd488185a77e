import PortModel
import PortPage
import SourceDiagnostics

/// Lists whose introduction says whose ports they are.
extension FlowResolver {
  /// "Cluster nodes use the following ports:" above a list whose items name nobody: the ports are theirs. Of programs that call others, it
  /// would leave open whose the ports are.
  func introducedHost(
    _ statements: [SharedStatement], _ parties: Parties, _ subject: RoleKey?, _ roles: inout RoleTable
  ) -> Mention? {
    guard parties.pairs.allSatisfy({ $0.destination == nil && !$0.isBidirectional }) else { return nil }
    for statement in statements
    where statement.value.isLeadIn && statement.value.isUsedBySomebody && statement.value.users.count == 1 {
      let user = statement.value.users[0]
      guard statement.value.introducesPorts, statement.value.doubts.isEmpty,
        !StatementReader.isVisitor(user), !PageReader.isCaller(user),
        subject == nil || subject == roles.canonicalKey(user)
      else { return nil }
      return user
    }
    return nil
  }

  /// "Downloads of updates", "outgoing mail", "is used to send logs": what the host may do itself, as the caller.
  private func speaksOfContact(_ statement: Statement) -> Bool {
    if !statement.destinations.isEmpty || statement.openSide != nil { return true }
    if statement.leftOver.contains(where: { RoleName.endsInMachine($0.name) }) { return true }
    // "TCP 5001" alone, or what the port "is used for".
    let words = reading.page.file.text(statement.range).split { !$0.isLetter }
    let isUse = words.contains("used") || words.contains("uses")
    let isBare = words.allSatisfy {
      ["tcp", "udp", "sctp", "port", "ports", "and", "the", "default"].contains($0.lowercased())
    }
    if !isUse, !isBare, statement.sources.isEmpty { return true }
    return words.contains { word in
      // "SST (State Snapshot Transfer)"
      if word.first?.isUppercase == true { return false }
      switch Lexicon.english[word: word] {
      case .verb(.communicate, _), .verb(.send, _), .verb(.fetch, _), .verb(.reach, _), .direction(.outbound):
        return true
      case .preposition(.to), .preposition(.with): return true
      default: return Self.calls.contains(String(word))
      }
    }
  }

  private static let calls: Set<String> = ["downloads", "download", "updates", "queries", "lookups", "uploads"]

  /// "Used by A for communication with B", in a section about B: A connects. In one about A, who does is left open.
  mutating func withCorrespondents(
    _ statement: SharedStatement, _ subject: RoleKey?, _ section: Int, _ roles: inout RoleTable
  ) -> SharedStatement {
    let file = reading.page.file.name
    var result = statement.value
    result.correspondents = []
    let others = statement.value.correspondents
    if let subject, others.count == 1, roles.resolve(others[0], subject: subject, in: file) == subject,
      statement.value.users.allSatisfy({ roles.resolve($0, subject: subject, in: file) != subject })
    {
      result.sources += result.users
      result.users = []
      result.isUsedBySomebody = false
      result.destinations += others
    } else if let other = others.first, result.sources.isEmpty, result.destinations.isEmpty {
      let message =
        "whether \"\(other.name)\" connects or is connected to is not said; write \"A connects to B\""
      if report(.ambiguousSentence, message, at: other.range) {
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, other.range, section))
      }
      result.users = []
      result.isUsedBySomebody = false
    }
    return SharedStatement(result)
  }

  func listen(
    _ host: Mention, _ pair: inout Parties.Pair, _ statements: [SharedStatement], _ scope: Located<Flow.Direction>?
  ) {
    guard pair.source != host.key, pair.destination == nil, !pair.isBidirectional, scope?.value != .outbound else {
      return
    }
    for statement in statements where !statement.value.isLeadIn {
      // "TCP 5001 – the relays mirror packages to the archive": of this port they may be the ones who connect.
      let isOwn = !statement.value.refersToSeveral && !statement.value.refersToAllPorts
      if isOwn, !statement.value.doubts.isEmpty || statement.value.isUsedBySomebody { return }
      if statement.value.direction?.value == .outbound { return }
      if isOwn, speaksOfContact(statement.value) { return }
    }
    pair.destination = host.key
    pair.destinationRule = .introduction
    pair.range = pair.range ?? host.range
  }
}
