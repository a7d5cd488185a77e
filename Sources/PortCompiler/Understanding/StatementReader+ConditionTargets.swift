import PortModel
import PortPage
import SourceDiagnostics

/// What a condition is a condition of.
extension StatementReader {
  /// "Access is required if C", where no reading took it up.
  var speaksOfNeed: Bool {
    let hasNeed = phrases.contains { phrase in
      switch phrase.kind {
      case .verb(.require, _), .verb(.open, _), .quality(.mandatory), .quality(.open): true
      default: false
      }
    }
    return hasNeed && phrases.indices.contains { isPort($0) || isTraffic($0) }
  }

  /// "If TLS is on, this port uses HTTPS": the port is used all the same.
  var conditionalService: SourceRange? {
    guard let service = statement.service, !statement.hasParties, statement.requirement == nil else { return nil }
    let isUsing = VerbPhraseReader(phrases).result.contains { verb in
      verb.predicate == .verb(.use) && !verb.isPassive && verb.subject.contains { isPort($0) }
    }
    return isUsing ? service.range : nil
  }

  /// What is asked for: the subject of "is required", "is optional"; `nil` where nothing is, or no subject stands in front.
  var demand: PhraseSet? {
    VerbPhraseReader(phrases).result.first { verb in
      switch verb.predicate {
      case .verb(.require), .verb(.recommend): verb.isPassive && !verb.subject.isEmpty
      case .be: !verb.qualities.isEmpty && !verb.subject.isEmpty
      case .verb: false
      }
    }?.subject
  }

  /// "This is so only if C": perhaps the port.
  func isOfSomethingBefore(_ condition: SourceRange) -> Bool {
    guard let index = phrases.firstIndex(where: \.isNominal) else { return false }
    if let noun = phrases[index].noun, let last = noun.tokens.last(where: { tokens[$0].kind == .word }),
      Self.endpoints.contains(tokens[last].payload)
    {
      // "The listener is started only if C"
      return true
    }
    guard case .pronoun = phrases[index].kind else { return false }
    if isTrueOrDoing(behind: index) {
      // "This is only the case if C", "it does so only if C"
      return true
    }
    return (!isPersonal(index) || antecedent == nil)
      && tokens[sentence].contains { condition.contains($0.range) && lexicon[$0] == .adverb(.only) }
  }

  /// "is the case", "is true", "does so", "does this", "happens"
  func isTrueOrDoing(behind index: Int) -> Bool {
    tokens[phrases[index].tokens.upperBound..<clause.upperBound].prefix(5).contains { token in
      token.kind == .word && (Self.truths.contains(token.payload) || lexicon[token] == .do)
    }
  }

  private static let truths = WordSet(["case", "true", "so", "happens", "different"])

  /// What is asked for "if necessary" is not asked for always.
  mutating func doubtEmptyCondition() {
    guard let range = emptyCondition,
      statement.saysSomething || statement.refersToPorts || !statement.expressions.isEmpty || !statement.hasVerb
    else { return }
    statement.doubts.append(("\"\(page.visibleText(range))\" does not say when; name the condition", range))
    statement.requirement = nil
  }

  /// A verb about the port is denied, and the denial was not taken up.
  var hasDenial: Bool {
    guard
      phrases.contains(where: {
        if case .negation = $0.kind { true } else if case .do = $0.kind { true } else { false }
      })
    else { return false }
    return VerbPhraseReader(phrases).result.contains { verb in
      isNegated(verb) && verb.objects.contains { isPort($0) }
    }
  }

  /// "The server does not respond on this port if C", "stops listening when C", "no longer listens"
  var deniesContact: Bool {
    guard statement.condition?.value.isException == false, statement.requirement == nil, statement.doubts.isEmpty,
      statement.hasParties || statement.isPortState || statement.refersToPorts || !statement.expressions.isEmpty
    else { return false }
    let isCeasing = clause.contains { index in
      Self.ceasing.contains(tokens[index].payload) && tokens[index].kind == .word
        && (tokens[index].payload != Self.longer
          || index > clause.lowerBound && lexicon[tokens[index - 1]] == .determiner(.negative))
        && !statement.expressions.contains { $0.tokens.contains(index) }
    }
    return isCeasing || VerbPhraseReader(phrases).result.contains { isNegated($0) }
  }

  private static let longer = Token.hash("longer")
  private static let ceasing = WordSet(["stops", "stop", "ceases", "longer", "refuses", "refuse", "rejects", "reject"])

  /// A verb that is denied "unless C".
  var isDeniedUnless: Bool {
    guard statement.condition?.value.isException == true else { return false }
    return VerbPhraseReader(phrases).result.contains { $0.isNegated && !isNegated($0) }
  }

  /// "if agents cannot connect", "if the server does not answer", "in case of errors"; not "if uploading is not enabled".
  func speaksOfFailure(_ range: SourceRange) -> Bool {
    let inside = tokens[inside(range)]
    let isDenied = inside.contains { lexicon[$0] == .negation }
    return inside.contains { token in
      switch lexicon[token] {
      case .modal(.impossible), .verb(.fail, _), .quality(.failing), .quality(.closed): return true
      // "uploading is not enabled"
      case .verb(_, .gerund): return false
      case .verb(.communicate, _), .verb(.reach, _), .verb(.send, _), .verb(.fetch, _), .verb(.establish, _),
        .verb(.listen, _), .verb(.accept, _), .quality(.open):
        return isDenied
      default: return Self.troubles.contains(token.payload) || isDenied && Self.responses.contains(token.payload)
      }
    }
  }

  /// What does not happen where a connection fails.
  private static let responses = WordSet(
    [
      "answer", "answers", "respond", "responds", "responding", "reply", "replies", "start", "starts", "work", "works",
      "working", "appear", "appears", "load", "loads", "show", "shows", "see", "find", "arrive", "arrives", "run",
      "runs",
      "sign", "log", "available", "visible", "reachable", "online", "up",
    ])

  static let troubles = WordSet(
    ["error", "errors", "problem", "problems", "trouble", "issue", "issues"])
}
