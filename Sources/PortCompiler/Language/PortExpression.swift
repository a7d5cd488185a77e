import PortModel
import PortPage
import SourceDiagnostics

/// Ports as a text writes them: `TCP 3843`, `443/tcp`, `TCP ports 80, 443`, `2500 to 3300`.
struct PortExpression {
  enum Value: Hashable {
    case ports(PortRange)
    /// Words instead of numbers: `dynamic`, `any`, `above 1024`.
    case words(String)
    /// A number outside 1 to 65535, or with a leading zero.
    case impossible
    /// A range whose first number is above its second.
    case reversed
    /// `22,443`: two ports or one number with a thousands separator.
    case ambiguous
  }

  /// What the words in front make of the ports.
  enum Standing: Hashable {
    /// The sentence speaks of them.
    case topic
    /// "instead of TCP 80", "was changed from TCP 8080 to": the sentence speaks of others.
    case replaced
    /// "from TCP 1024-65535 to TCP 9000": where connections come from.
    case source
    /// "if it is closed, the server uses TCP 443": they are used where the sentence's port is not.
    case substitute
    /// "requests are redirected to TCP 443": another contact, that the page has to state.
    case redirected
    /// "can be changed to TCP 8080": what an installation may use instead.
    case settable
    /// "same as port 389", "the encrypted variant of TCP 80": what another one is like.
    case compared
    /// "not TCP 80"
    case negated
    /// "`serve --port 9909` listens on TCP port 9909": what an example command sets.
    case example
    /// "if TCP 80 is in use": the sentence speaks of another, or of what then holds.
    case conditional
  }

  struct Element {
    var value: Value
    var range: SourceRange
    /// The numbers' own tokens.
    var tokens: Range<Int>

    var ports: PortRange? {
      if case .ports(let range) = value { range } else { nil }
    }

    /// What a flow has of them; nil where they are no ports.
    var flowPorts: FlowPorts? {
      switch value {
      case .ports(let range): .ranges([range])
      case .words(let text): .text(text)
      case .impossible, .reversed, .ambiguous: nil
      }
    }
  }

  /// All tokens of the expression.
  var tokens: Range<Int>
  var transports: [Transport]
  /// How the transport was found where the expression does not write it.
  var transportRule: CertaintyRule?
  var elements: [Element]
  /// The numbers are joined by "or".
  var isAlternative = false
  /// "default" stands in the expression: `default port 443`.
  var isDefault = false
  /// "defaults to 8285" in a sentence without the word port: the value of whatever the text is about.
  var isBareDefault = false
  var standing = Standing.topic
  /// The expression stands in front of a colon or a dash at the beginning: what follows is about it.
  var isLabel = false
  /// The service that names the port: `SSH (22)`.
  var service: ServiceRegistry.Service?
  /// The service is named in parentheses behind the ports: `80 (HTTP)`.
  var isServiceBehind = false
}

/// Finds port expressions in a run of tokens.
///
/// A number is a port only where its surroundings say so: a transport, the word port, or a service whose registered port it is.
struct PortExpressionReader {
  let tokens: [Token]
  let text: [UInt8]
  let lexicon = Lexicon.english
  let registry = ServiceRegistry.common
  /// The ports that the section's title writes.
  var ownPorts: [PortNumber] = []

  /// The expressions in a range of tokens, ascending and disjoint.
  ///
  /// - Parameter isLabel: The range is a heading or the label of a list item, where a bare number is a port.
  /// - Complexity: O(*n*).
  func expressions(in range: Range<Int>, isLabel: Bool) -> [PortExpression] {
    var result: [PortExpression] = []
    var index = range.lowerBound
    while index < range.upperBound {
      var found = expression(at: index, range, isLabel: isLabel)
      if found == nil, tokens[index].kind == .number, let last = result.last {
        found = behindRemark(index, last, range)
      }
      guard let expression = found else {
        index += 1
        continue
      }
      if let last = result.last, let joined = alternative(last, expression) {
        result[result.count - 1] = joined
        index = joined.tokens.upperBound
        continue
      }
      result.append(inheritingTransport(expression, from: result.last, range))
      result[result.count - 1].standing = standing(of: expression, range)
      result[result.count - 1].isLabel = result.count == 1 && isInFront(expression, range)
      index = expression.tokens.upperBound
    }
    return result
  }

  static let or = Token.hash("or")

  /// `TCP 389 or TCP 636`, like `TCP 389 or 636`.
  func alternative(_ one: PortExpression, _ other: PortExpression) -> PortExpression? {
    let between = one.tokens.upperBound..<other.tokens.lowerBound
    guard between.count == 1, tokens[between.lowerBound].payload == Self.or,
      other.transports.isEmpty || one.transports.isEmpty || one.transports == other.transports
    else { return nil }
    var result = one
    result.tokens = one.tokens.lowerBound..<other.tokens.upperBound
    if result.transports.isEmpty { result.transports = other.transports }
    result.elements += other.elements
    result.isAlternative = true
    return result
  }

  func expression(at index: Int, _ range: Range<Int>, isLabel: Bool) -> PortExpression? {
    switch lexicon[tokens[index]] {
    case .transport: transportFirst(index, range)
    case .port: portWordFirst(index, range)
    case .quality(.default): announcedDefault(index, range)
    case .verb(.listen, _): announced(index, range)
    case .preposition(.on), .preposition(.at), .preposition(.to), .preposition(.from), .preposition(.over):
      contacted(index, range)
    case .determiner(.quantifier): wordsFirst(index, range, isLabel: isLabel)
    default:
      if tokens[index].value != nil {
        changed(index, range) ?? numberFirst(index, range, isLabel: isLabel)
      } else if registry.hasService(tokens[index]) || Self.isOpenWord(tokens[index]) {
        serviceFirst(index, range) ?? wordsFirst(index, range, isLabel: isLabel)
      } else {
        // Nearly all words.
        nil
      }
    }
  }

  // MARK: Forms

  /// `TCP 3843`, `TCP port 8930 and 7985`, `tcp/80`, `TCP/UDP 53`.
  func transportFirst(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    guard let set = transportSet(start, range) else { return nil }
    var index = set.end
    if isPortWord(index, range) {
      index = behindPortWord(index, range)
    } else if index < range.upperBound, isMark(index, "/", ":", "-") {
      index += 1
    }
    if index < range.upperBound, lexicon[tokens[index]] == .preposition(.between), let span = between(index, range) {
      return make(start..<span.end, set.transports, span, from: start)
    }
    if let whole = numberList(index, range) ?? (index > set.end ? inParentheses(index, range) : nil) {
      let list = withoutForeign(whole, set.transports, range)
      return make(start..<list.end, set.transports, list, from: start)
    }
    return bounded(index, range, set.transports, from: start)
  }

  /// `port 443`, `ports TCP 80 and 443`, `port 443/tcp`, `port 443 (TCP)`.
  func portWordFirst(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    var index = behindPortWord(start, range)
    var transports: [Transport] = []
    if let set = transportSet(index, range) {
      transports = set.transports
      index = set.end
      if index < range.upperBound, isMark(index, "/", ":") { index += 1 }
    }
    if index < range.upperBound, isMark(index, ":", "=", "#") { index += 1 }
    if index < range.upperBound, lexicon[tokens[index]] == .preposition(.between),
      let span = between(index, range)
    {
      return make(start..<span.end, transports, span, from: start)
    }
    if let list = numberList(index, range) {
      if transports.isEmpty, isOfPortless(list, range) { return nil }
      return make(start..<list.end, transports, list, from: start)
    }
    if let list = inParentheses(index, range) { return make(start..<list.end, transports, list, from: start) }
    return bounded(index, range, transports, from: start) ?? announced(start, range)
  }

  /// "a range of ports (9400-9500)", "ports (80, 443)"; not "port (1)", which may be a note.
  private func inParentheses(_ index: Int, _ range: Range<Int>) -> NumberList? {
    guard index < range.upperBound, isMark(index, "("), var list = numberList(index + 1, range),
      list.end < range.upperBound, isMark(list.end, ")"),
      list.elements.allSatisfy({ ($0.ports?.lowerBound.rawValue ?? 0) >= 20 })
    else { return nil }
    list.end += 1
    return list
  }

  /// `443/tcp`, `80 TCP`, `9000 TCP/UDP`, `53 (TCP and UDP)`; in a label the number alone.
  func numberFirst(_ start: Int, _ range: Range<Int>, isLabel: Bool) -> PortExpression? {
    guard !isCount(start, range), let list = numberList(start, range) else { return nil }
    if let set = trailingTransports(list.end, range) {
      // `3 TCP connections` counts them.
      if set.end < range.upperBound, set.isBare, isPluralNoun(set.end) { return nil }
      // "and 1 UDP port"
      if set.isBare, !isLabel, tokens[start].range.count == 1, list.end == start + 1, isPortWord(set.end, range) {
        return nil
      }
      if !set.isBare, let span = spanned(start, list.end, set, range) {
        return make(start..<span.end, set.transports, span, from: start)
      }
      return make(start..<set.end, set.transports, list, from: start)
    }
    if isOfPortless(list, range) { return nil }
    if let service = serviceBehind(list, range) {
      var result = make(start..<list.end, [], list, from: start)
      result.service = service
      result.isServiceBehind = true
      return result
    }
    guard isLabel && isBareLabel(start, list.end, range) || isNamedPort(start, list.end, range) else { return nil }
    return make(start..<list.end, [], list, from: start)
  }

  /// "22 is the default port number": what begins a sentence and is said to be the port.
  private func isNamedPort(_ start: Int, _ end: Int, _ range: Range<Int>) -> Bool {
    guard start == range.lowerBound, end + 2 < range.upperBound, lexicon[tokens[end]] == .be,
      lexicon[tokens[end + 1]] == .determiner(.definite)
    else { return false }
    var next = end + 2
    while next + 1 < range.upperBound, case .quality? = lexicon[tokens[next]] { next += 1 }
    return lexicon[tokens[next]] == .port
  }

  /// The service in `80 (HTTP)`, `25, 587 (SMTP)`, `993 (IMAP)`, where one of the numbers is its own or that of its encrypted variant.
  private func serviceBehind(_ list: NumberList, _ range: Range<Int>) -> ServiceRegistry.Service? {
    guard list.end + 2 < range.upperBound, isMark(list.end, "("), isMark(list.end + 2, ")"),
      let service = registry[tokens[list.end + 1]]
    else { return nil }
    let encrypted = registry.named("\(service.name)s")
    for element in list.elements {
      guard let range = element.ports, range.lowerBound == range.upperBound else { continue }
      let port = range.lowerBound.rawValue
      if service.ports.contains(port) || encrypted?.ports.contains(port) == true { return service }
    }
    return nil
  }

  /// The new port in "changed from TCP 8080 to 8443".
  func changed(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    guard start - 2 >= range.lowerBound, lexicon[tokens[start - 1]] == .preposition(.to),
      tokens[start - 2].value != nil, isChange(before: start - 2, range), let list = numberList(start, range)
    else { return nil }
    var index = start - 3
    while index > range.lowerBound, lexicon[tokens[index]] == .port || lexicon[tokens[index]] == .number { index -= 1 }
    var transports: [Transport] = []
    if index >= range.lowerBound, case .transport(let transport)? = lexicon[tokens[index]] { transports = [transport] }
    return make(start..<list.end, transports, list, from: start)
  }

  /// A label is a bare port when nothing but the number stands in front of its separator.
  func isBareLabel(_ start: Int, _ end: Int, _ range: Range<Int>) -> Bool {
    guard start == range.lowerBound else { return false }
    // "3306 is used for …", in a list of ports
    if end < range.upperBound, let value = tokens[start].value, value >= 100, !NumberReader.years.contains(value) {
      switch lexicon[tokens[end]] {
      // "5985 when the profile is set to HTTP", "9443 for the agents"
      case .be, .subordinator(.condition), .subordinator(.exception), .preposition(.for): return true
      default: if isMark(end, ".") || isMark(end, ","), end + 1 == range.upperBound || isMark(end, ",") { return true }
      }
    }
    return end == range.upperBound || isMark(end, ":", "=", "(") || tokens[end].kind == .dash
      || isMark(end, "-") && tokens[end].isSpaced
  }

  /// `SSH (22)`, `HTTPS 443`, `SSH: 22`, where the number is the service's own.
  func serviceFirst(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    guard let service = registry[tokens[start]] else { return nil }
    var index = start + 1
    if index < range.upperBound, isMark(index, "(", ":") { index += 1 }
    guard index < range.upperBound, let value = tokens[index].value, let port = UInt16(exactly: value),
      service.ports.contains(port), let list = numberList(index, range)
    else { return nil }
    var result = make(start..<list.end, [], list, from: start)
    result.service = service
    return result
  }

  private func announcedDefault(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    var result = announced(start, range)
    if result != nil { result?.isBareDefault = !tokens[range].contains { lexicon[$0] == .port } }
    return result
  }

  /// A number that a sentence announces: `the default port number is 22`, `defaults to 8285`, `listens on 8080`.
  func announced(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    let limit = min(range.upperBound, start + 12)
    var index = start + 1
    while index < limit {
      let isLink: Bool
      switch lexicon[tokens[index]] {
      case .be, .preposition(.to): isLink = true
      case .preposition(.on):
        isLink = lexicon[tokens[start]] == .verb(.listen, .third(isNoun: false)) || isListening(start)
      case .port: return nil
      case nil
      where lexicon[tokens[start]] == .quality(.default) && tokens[index].kind == .word
        && !Self.settingWords.contains(tokens[index].payload):
        // "the default log level is 3"
        return nil
      // "the default value of `--port` (`9090`)"
      case .preposition(.of) where Self.settingWords.contains(tokens[index - 1].payload): isLink = false
      case .preposition
      where lexicon[tokens[start]] == .quality(.default) && lexicon[tokens[index]] != .preposition(.to):
        return nil
      default:
        isLink =
          isMark(index, ":", "=")
          || isMark(index, "(") && tokens[start + 1].kind == .word
            && Self.settingWords.contains(tokens[start + 1].payload)
      }
      if tokens[index].value != nil { return nil }
      if tokens[index].isMark(".") || tokens[index].isMark(";") || tokens[index].isMark(",") { return nil }
      if isLink, index + 1 < range.upperBound, tokens[index + 1].value != nil, !isCount(index + 1, range),
        let list = numberList(index + 1, range), isPhraseEnd(list.end, range)
      {
        let trailing = trailingTransports(list.end, range)
        // The words in front stay words of the sentence: only the number is the expression.
        return make(
          (index + 1)..<(trailing?.end ?? list.end), trailing?.transports ?? [], list, from: start)
      }
      index += 1
    }
    return nil
  }

  /// "on 20 ports": how many.
  func isCount(_ start: Int, _ range: Range<Int>) -> Bool {
    guard start + 1 < range.upperBound, tokens[start].value != nil, tokens[start + 1].payload == Self.portsWord else {
      return false
    }
    guard start > range.lowerBound else { return false }
    switch lexicon[tokens[start - 1]] {
    case .preposition(.on), .preposition(.at), .preposition(.over), .verb: return true
    default: return false
    }
  }

  private static let portsWord = Token.hash("ports")

  static let settingWords = WordSet(["value", "setting"])

  func isListening(_ index: Int) -> Bool {
    if case .verb(.listen, _)? = lexicon[tokens[index]] { return true }
    return false
  }

  func make(
    _ range: Range<Int>, _ transports: [Transport], _ list: NumberList, from start: Int
  ) -> PortExpression {
    var transports = transports
    var end = range.upperBound
    if transports.isEmpty, let trailing = trailingTransports(list.end, start..<tokens.count) {
      transports = trailing.transports
      end = max(end, trailing.end)
    }
    let isDefault =
      start > 0 && lexicon[tokens[start - 1]] == .quality(.default) || lexicon[tokens[start]] == .quality(.default)
    return PortExpression(
      tokens: range.lowerBound..<end, transports: transports, elements: list.elements,
      isAlternative: list.isAlternative, isDefault: isDefault)
  }
}
