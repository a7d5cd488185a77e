import PortModel
import PortPage
import SourceDiagnostics

/// What a title says of all ports below it.
extension HeadingReader {
  /// What single words of a title add to its statement: "TCP 80 (optional)", "TCP 80 (closed)", "Inbound TCP 80".
  func completed(_ shared: SharedStatement, _ direction: Located<Flow.Direction>?) -> SharedStatement {
    let isOptional = tokens.contains { lexicon[$0] == .quality(.optional) }
    let isUnused = shared.value.negation == nil && isNegative
    let isDirected = shared.value.direction == nil && direction != nil
    guard isOptional || isUnused || isDirected else { return shared }
    var statement = shared.value
    if isOptional { statement.requirement = Located(.optional, at: statement.range) }
    if isUnused { statement.negation = Located(.unused, at: statement.range) }
    if isDirected { statement.direction = direction }
    return SharedStatement(statement)
  }

  /// "From A to B", "Disabled ports", "Ports that need not be open"
  func lead(_ shared: SharedStatement) -> Statement? {
    guard shared.value.expressions.isEmpty else { return nil }
    var result = Statement(range: shared.value.range)
    result.isLeadIn = true
    if let word = deniedContact {
      result.doubts.append(
        ("what this title denies is not read; say in a sentence with the port who may connect", word.range))
      return result
    }
    if readSides(shared.value, &result) {
      if let word = tokens.first(where: { lexicon[$0] == .quality(.optional) }) {
        result.requirement = Located(.optional, at: word.range)
      }
      return result
    }
    guard tokens.contains(where: { lexicon[$0] == .port }) else { return nil }
    if let visitors, !isNegative, direction?.value != .outbound {
      result.sources = [visitors]
      return result
    }
    if isNegative, direction?.value == .inbound {
      // "No inbound ports": those below are its own connections.
      result.noInbound = result.range
    } else if isNegative {
      result.negation = Located(.closed, at: result.range)
      // Of a port that is a default, "disabled" says that it is not in use until it is enabled.
      if let word = tokens.first(where: { $0.payload == Self.disabled }) {
        result.requirement = Located(.optional, at: word.range)
      }
    } else if let word = outdatedWord {
      result.doubts.append(
        (
          "whether the ports below \"\(page.file.text(word.range))\" are used is not said; say it in a sentence with the port",
          word.range
        ))
    } else if let word = tokens.first(where: { if case .subordinator? = lexicon[$0] { true } else { false } }) {
      result.doubts.append(("a condition in a title is not read; write it in a sentence for each port", word.range))
    } else if let word = tokens.first(where: { lexicon[$0] == .quality(.optional) }) {
      result.requirement = Located(.optional, at: word.range)
    } else if let word = tokens.first(where: {
      lexicon[$0] == .quality(.mandatory) || lexicon[$0] == .verb(.require, .participle)
    }) {
      result.requirement = Located(.required, at: word.range)
    } else if let word = defaultWord {
      result.binding = Located(.default, at: word.range)
    } else {
      return nil
    }
    return result
  }

  /// "Default ports"
  private var defaultWord: Token? {
    guard let port = tokens.firstIndex(where: { lexicon[$0] == .port }), port > 0,
      lexicon[tokens[port - 1]] == .quality(.default)
    else { return nil }
    return tokens[port - 1]
  }

  /// "Application ports for end users": whoever only connects is no host.
  var visitors: Mention? {
    guard let port = tokens.firstIndex(where: { lexicon[$0] == .port }), port + 2 < tokens.count,
      lexicon[tokens[port + 1]] == .preposition(.for), let mention = name((port + 2)..<tokens.count),
      StatementReader.isVisitor(mention)
    else { return nil }
    return mention
  }

  /// The parties of a title: both sides, or the one that is not the host.
  private func readSides(_ statement: Statement, _ result: inout Statement) -> Bool {
    if !statement.sources.isEmpty, !statement.destinations.isEmpty {
      result.sources = statement.sources
      result.destinations = statement.destinations
      result.isBidirectional = statement.isBidirectional
      if statement.direction?.value == .internal { result.direction = statement.direction }
      return true
    }
    guard !statement.hasVerb, statement.sources.isEmpty != statement.destinations.isEmpty, isAboutOthers(statement)
    else {
      return false
    }
    if has(.from), has(.to) {
      // "Traffic to and from the relay"
      result.doubts.append(
        (
          "a title for both directions is not read; write in a sentence for each port who connects to whom",
          statement.range
        ))
      return true
    }
    result.sources = statement.sources
    result.destinations = statement.destinations
    return true
  }

  private func has(_ preposition: WordClass.Preposition) -> Bool {
    tokens.contains { lexicon[$0] == .preposition(preposition) }
  }

  /// "No connections from agents", "Outbound (no inbound)"
  private var deniedContact: Token? {
    guard !tokens.contains(where: { lexicon[$0] == .port }) else { return nil }
    return tokens.indices.dropLast().first { index in
      guard lexicon[tokens[index]] == .determiner(.negative) || lexicon[tokens[index]] == .negation else {
        return false
      }
      return tokens[(index + 1)...].prefix(2).contains { token in
        switch lexicon[token] {
        case .event, .direction: true
        default: false
        }
      }
    }.map { tokens[$0] }
  }

  /// "Inbound from the agents", "Outgoing connections to the directory", "Traffic from the agents": the other side of everything below. "Inbound, to
  /// the agents" tells whose ports they are; see ``subject()``.
  private func isAboutOthers(_ statement: Statement) -> Bool {
    guard statement.doubts.isEmpty else { return false }
    return switch direction?.value {
    case .inbound: statement.destinations.isEmpty
    case .outbound: statement.sources.isEmpty
    case .internal, nil:
      !statement.isBidirectional && (tokens.contains { lexicon[$0] == .event } || opensWithSide)
    }
  }

  /// "From the proxy", "To the database"
  private var opensWithSide: Bool {
    guard let first = tokens.first else { return false }
    return lexicon[first] == .preposition(.from) || lexicon[first] == .preposition(.to)
  }

  /// Whether the title says that its ports are not used: "Disabled ports", "TCP 80 (closed)", "Ports that are not used"; not "TCP 80
  /// (not encrypted)", "(disabled by default)" or "(if TLS is disabled)".
  var isNegative: Bool {
    for (index, token) in tokens.enumerated() {
      if case .subordinator? = lexicon[token] { return false }
      let isDenial = lexicon[token] == .negation || lexicon[token] == .determiner(.negative)
      // "Ports to block"
      if case .verb(.close, .base)? = lexicon[token], index > 0, lexicon[tokens[index - 1]] == .preposition(.to) {
        return true
      }
      guard isDenial || Self.negativeWords.contains(token.payload) else { continue }
      return isDenial ? deniesUse(behind: index) : !isByDefault(index + 1)
    }
    return false
  }

  /// "not used", "no longer open", "not required", "need not be open"
  private func deniesUse(behind index: Int) -> Bool {
    for token in tokens[(index + 1)...] {
      switch lexicon[token] {
      case .adverb, .be, .direction: continue
      case .verb(.use, _), .verb(.require, _), .verb(.open, _), .quality(.open), .port, .transport: return true
      default: return token.value != nil
      }
    }
    return false
  }

  /// "Deprecated ports"; in "Legacy Gateway ports" it is a part of a name.
  private var outdatedWord: Token? {
    if let word = tokens.first(where: { Self.uncertain.contains($0.payload) }) { return word }
    // "Ports you can close"
    if let word = tokens.first(where: { if case .verb(.close, _)? = lexicon[$0] { true } else { false } }) {
      return word
    }
    return tokens.indices.dropLast().first { index in
      Self.outdated.contains(tokens[index].payload)
        && (lexicon[tokens[index + 1]] == .port || Self.genericWords.contains(tokens[index + 1].payload))
    }.map { tokens[$0] }
  }

  private static let uncertain = WordSet(["reserved", "older", "earlier", "previous", "future", "planned"])
  static let outdatedWords = [
    "deprecated", "obsolete", "retired", "discontinued", "superseded", "unsupported", "legacy", "outdated",
  ]
  private static let outdated = WordSet(outdatedWords)

  func isByDefault(_ index: Int) -> Bool {
    index + 1 < tokens.count && lexicon[tokens[index]] == .preposition(.by)
      && lexicon[tokens[index + 1]] == .quality(.default)
  }

  private static let disabled = Token.hash("disabled")
  private static let negativeWords = WordSet(
    ["disabled", "closed", "unused", "blocked", "removed", "former", "forbidden", "prohibited", "denied"])
}
