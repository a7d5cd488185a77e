import PortModel
import PortPage
import SourceDiagnostics

/// Lists of parties: "The server connects to the following hosts:", "The server accepts connections from:".
extension PageReader {
  /// What introduces such a list.
  struct PartyList {
    /// The side that the introduction names, where it does.
    let party: Mention?
    /// The items connect to it; else it connects to them.
    let isListener: Bool
    let section: Int
    /// "The following hosts": every item is one. Behind "connects to:", it may be something else.
    let isOfHosts: Bool
  }

  /// Takes up a sentence that introduces a list of parties; without its doubt, which the items settle.
  mutating func introducing(_ statements: StatementList, _ tokens: ArraySlice<Token>, _ section: Int) -> StatementList {
    guard statements.count == 1, statements[0].value.isLeadIn, statements[0].value.listsParties,
      statements[0].value.doubts.count == 1, statements[0].value.negation == nil,
      !statements[0].value.isBidirectional, !statements[0].value.refersToPorts,
      !tokens.contains(where: { isDenying($0) })
    else { return statements }
    var statement = statements[0].value
    guard statement.sources.count + statement.destinations.count <= 1 else { return statements }
    let party = statement.sources.first ?? statement.destinations.first
    let preposition = tokens.last { token in
      lexicon[token] == .preposition(.from) || lexicon[token] == .preposition(.to)
    }
    // "Allow connections from:", of whatever the section is about
    guard party != nil || preposition != nil else { return statements }
    let isFrom = preposition.map { lexicon[$0] == .preposition(.from) } ?? false
    let isOfHosts = tokens.suffix(3).contains { $0.kind == .word && Self.hostNouns.contains($0.payload) }
    partyList = PartyList(
      party: party, isListener: party == nil ? isFrom : statement.sources.isEmpty, section: section,
      isOfHosts: isOfHosts)
    statement.doubts = []
    return StatementList(SharedStatement(statement))
  }

  /// "does not connect to:", "block connections from:"
  private func isDenying(_ token: Token) -> Bool {
    switch lexicon[token] {
    case .negation, .determiner(.negative), .modal(.impossible): true
    default: token.kind == .word && Self.denials.contains(token.payload)
    }
  }

  private static let denials = WordSet([
    "never", "block", "blocks", "deny", "denies", "reject", "rejects", "refuse", "refuses", "drop", "drops", "cannot",
    "exchanges", "exchange", "communicates", "communicate",
  ])

  private static let hostNouns = WordSet([
    "hosts", "servers", "systems", "machines", "endpoints", "addresses", "domains", "sites", "destinations", "services",
    "components", "devices", "targets", "urls", "hostnames",
  ])

  /// "update.example.com on TCP 443", "Mail relay (TCP 25)" as an item of such a list: the other side of the contact.
  func contacted(_ statements: StatementList, _ tokens: [Token], _ sentence: Range<Int>, _ scope: Int)
    -> StatementList
  {
    guard let partyList, partyList.section == reading.scopes[scope].section, statements.count == 1 else {
      return connected(statements, scope)
    }
    var statement = statements[0].value
    guard let first = statement.expressions.map(\.tokens.lowerBound).min(), !statement.hasParties, !statement.hasVerb,
      statement.negation == nil
    else { return statements }
    let front = sentence.lowerBound..<first
    guard statement.places.isEmpty, statement.users.isEmpty, statement.direction == nil,
      let name = name(tokens, front, isOfHosts: partyList.isOfHosts)
    else {
      statement.doubts.append(
        (
          "the introduction of this list names one side, and which words of this item name the other is not read; write who connects to whom",
          statement.range
        ))
      return StatementList(SharedStatement(statement))
    }
    let mention = names.mention(sourceRange(tokens, name))
    let other = partyList.party.map { [$0] } ?? []
    statement.sources = partyList.isListener ? [mention] : other
    statement.destinations = partyList.isListener ? other : [mention]
    statement.bystanders = []
    statement.leftOver = []
    statement.openSide = nil
    statement.doubts.removeAll { mention.range.overlaps($0.range) }
    return StatementList(SharedStatement(statement))
  }

  /// "25/tcp: SMTP relay" below "Outbound ports": a machine by its name, to which the host connects.
  private func connected(_ statements: StatementList, _ scope: Int) -> StatementList {
    guard statements.count == 1, scopeDirection(scope) == .outbound, statements[0].value.bystanders.count == 1,
      !statements[0].value.hasParties, !statements[0].value.hasVerb, statements[0].value.users.isEmpty
    else { return statements }
    var statement = statements[0].value
    statement.destinations = statement.bystanders
    statement.bystanders = []
    statement.leftOver = []
    return StatementList(SharedStatement(statement))
  }

  /// The name in front of an item's ports, without what joins the two.
  private func name(_ tokens: [Token], _ front: Range<Int>, isOfHosts: Bool) -> Range<Int>? {
    var end = front.upperBound
    var isJoined = false
    loop: while end > front.lowerBound {
      let token = tokens[end - 1]
      switch lexicon[token] {
      case .preposition(.on), .preposition(.at), .preposition(.over): isJoined = true
      case .determiner(.definite), .port, .number: break
      default:
        guard token.kind == .dash || token.isMark(":") || token.isMark("(") || token.isMark(",") || token.isMark("-")
        else { break loop }
      }
      end -= 1
    }
    let name = front.lowerBound..<end
    guard !name.isEmpty, name.count <= 8,
      name.allSatisfy({ index in
        switch lexicon[tokens[index]] {
        case nil, .determiner(.definite), .verb(_, .base(isNoun: true)), .verb(_, .third(isNoun: true)), .event:
          tokens[index].kind == .word || tokens[index].kind == .number || tokens[index].isMark("-")
            || tokens[index].isMark("*") || tokens[index].isMark(".")
        default: false
        }
      }),
      tokens[name].contains(where: { $0.kind == .word })
    else { return nil }
    let mention = names.mention(sourceRange(tokens, name))
    let isName = isOfHosts || isJoined || RoleName.endsInMachine(mention.name) || mention.name.contains(".")
    return isName && !Self.isAction(mention) ? name : nil
  }
}
