import PortModel
import PortPage
import SourceDiagnostics

/// Numbers that are no ports: explained, or reported.
extension PageReader {
  mutating func explainNumbers(
    _ tokens: [Token], _ sentence: Range<Int>, taken: [PortExpression], speaksOfPorts: Bool, section: Int
  ) {
    guard tokens[sentence].contains(where: { $0.isNumeric }) else { return }
    reportRowReference(tokens, sentence, section)
    let numbers = NumberReader(tokens, page.file.bytes)
    var isTaken = Set<Int>()
    var offer: Bool?
    // A list of ports may be long; most sentences write one.
    let isList = taken.count > 1 || taken.first.map { $0.elements.count > 4 } ?? false
    if isList {
      for expression in taken { for element in expression.elements { isTaken.formUnion(element.tokens) } }
    }
    for index in sentence {
      let token = tokens[index]
      guard token.isNumeric else { continue }
      let isPort =
        isList ? isTaken.contains(index) : taken.first?.elements.contains { $0.tokens.contains(index) } ?? false
      if isPort { continue }
      if token.kind == .url {
        if let port = portOfURL(token.range), speaksOfPorts || isOffer(&offer, tokens[sentence]) {
          reading.report(
            .ambiguousSentence, "the port of an address is not read; write \"TCP\" or \"UDP\" and the number", at: port)
          reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, port, section))
        }
        explainAll(token.range, "URL")
        continue
      }
      if speaksOfPorts, numbers.isPortOfAddress(at: index, in: sentence) {
        reportNumber(token, section) {
          "is the port of an address; write \"TCP \($0)\" or \"UDP \($0)\" if it is a port that the page is about"
        }
      } else if let reason = numbers.reason(at: index, in: sentence) {
        explain(token.range, reason)
      } else if token.traits.contains(.code), !isCodePort(tokens, index) {
        explain(token.range, "code")
      } else if isSectionPort(token, section) {
        explain(token.range, "the port of its section, again")
      } else if !speaksOfPorts, !mayBePort(index, tokens, sentence, section) {
        explain(token.range, "nothing in its sentence speaks of ports")
      } else {
        reportNumber(token, section) {
          "is neither a port nor anything else that is known; write \"port \($0)\" or say what it counts"
        }
      }
    }
  }

  /// The digits behind the host of a URL. Source: RFC 3986 §3.2.3.
  private func portOfURL(_ url: SourceRange) -> SourceRange? {
    let bytes = page.file.bytes
    var start = url.lowerBound
    while start + 2 < url.upperBound, !bytes[start...].starts(with: "://".utf8) { start += 1 }
    start += 3
    while start < url.upperBound, bytes[start] != UInt8(ascii: ":") {
      if "/?#@[".utf8.contains(bytes[start]) { return nil }
      start += 1
    }
    var end = start + 1
    while end < url.upperBound, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
    return end > start + 2 ? SourceRange(start..<end) : nil
  }

  /// ``offers(_:)``, asked once for each sentence.
  private func isOffer(_ known: inout Bool?, _ tokens: ArraySlice<Token>) -> Bool {
    let result = known ?? offers(tokens)
    known = result
    return result
  }

  /// "The dashboard is available at …": somebody listens there.
  private func offers(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { $0.kind == .word && Self.offering.contains($0.payload) }
      && !tokens.contains { $0.kind == .word && Self.examples.contains($0.payload) }
  }

  private static let offering = WordSet([
    "available", "accessible", "reachable", "reached", "served", "listens", "listening",
  ])
  private static let examples = WordSet(["example", "e.g", "instance", "see", "documentation", "docs"])

  /// "Row 2 is optional.", in a section with a table: which row this is about is not looked up.
  private mutating func reportRowReference(_ tokens: [Token], _ sentence: Range<Int>, _ section: Int) {
    guard let number = sentence.prefix(4).first(where: { tokens[$0].value != nil }), number > sentence.lowerBound,
      Self.rowWords.contains(tokens[number - 1].payload), sentence.upperBound > number + 1,
      isWithTable(section)
    else { return }
    let range = sourceRange(tokens, sentence)
    reading.report(
      .ambiguousSentence, "what is said of a row by its number is not read; write it in the row", at: range)
    reading.unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section))
  }

  /// Whether a table stands in a section; each section is looked through once.
  private mutating func isWithTable(_ section: Int) -> Bool {
    if let known = tableSections[section] { return known }
    let found = page.sections[section].blocks.contains { index in
      page.blocks[index].kind == .table || page.blocks[index].kind == .htmlBlock
    }
    tableSections[section] = found
    return found
  }

  private static let rowWords = WordSet(["row", "rows", "rule", "rules", "line", "lines", "entry", "entries"])

  /// "We assume 5432": in a section about ports, a number that nothing explains, and that is too large for a count or is a known port.
  private func mayBePort(_ index: Int, _ tokens: [Token], _ sentence: Range<Int>, _ section: Int) -> Bool {
    guard let value = tokens[index].value, value <= 65535, !NumberReader.years.contains(value),
      self.speaksOfPorts(section)
    else { return false }
    if value >= 1024 { return true }
    // "Agent 22" has its number.
    let isNumbered = index > sentence.lowerBound && tokens[index - 1].traits.contains(.capitalized)
    return !isNumbered && ServiceRegistry.common.hasService(at: value)
  }

  /// "443: HTTPS", "8443 (agents)", "update.example.com:443" at the beginning of an item, which nothing says is about ports.
  func looksLikePort(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    let numbers = NumberReader(tokens, page.file.bytes)
    if sentence.prefix(4).contains(where: { numbers.isPortOfAddress(at: $0, in: sentence) }) { return true }
    guard let first = sentence.first, let value = tokens[first].value, value <= 65535, first + 1 < sentence.upperBound,
      tokens[first + 1].isMark(":") || tokens[first + 1].isMark("(") || tokens[first + 1].kind == .dash,
      !NumberReader.years.contains(value)
    else { return false }
    return value >= 1024 || ServiceRegistry.common.hasService(at: value)
  }

  private static let mostOwnPorts = 64

  /// The ports that head a section, where a text has numbers that may be one of them; the first of them where they are too many to be
  /// looked through for each number. What is said of a single one of several is reported, so that none is lost by it.
  func ownPorts(_ tokens: ArraySlice<Token>, _ section: Int) -> [PortNumber] {
    guard tokens.contains(where: { $0.value != nil }) else { return [] }
    return reading.scopes[sectionScopes[section]].label.flatMap { group -> [PortNumber] in
      guard case .ranges(let ranges) = reading.groups[group].ports else { return [] }
      return ranges.prefix(Self.mostOwnPorts).filter { $0.lowerBound == $0.upperBound }.map(\.lowerBound)
    }
  }

  /// The service that the title around a text names.
  func ownService(of scope: Int) -> ServiceRegistry.Service? {
    var index: Int? = scope
    while let current = index {
      if let service = reading.scopes[current].service { return service.service }
      index = reading.scopes[current].parent
    }
    return nil
  }

  /// "8440 is the default." below a title that states the port.
  private func isSectionPort(_ token: Token, _ section: Int) -> Bool {
    guard let port = token.value.flatMap({ PortNumber($0) }) else { return false }
    return reading.scopes[sectionScopes[section]].label.contains { group in
      if case .ranges(let ranges) = reading.groups[group].ports { ranges == [PortRange(port)] } else { false }
    }
  }

  /// "Web console (9443)", "Metrics: 9100", "Agents – 9400", "Web console `9443`": in a list of ports, perhaps a port.
  func hasLabelledNumber(_ tokens: [Token], _ sentence: Range<Int>) -> Bool {
    sentence.dropFirst().contains { index in
      guard tokens[index].value != nil, tokens[index].range.count >= 2 else { return false }
      let before = tokens[index - 1]
      let isLast = index + 1 >= sentence.upperBound || tokens[index + 1].isMark(".") || tokens[index + 1].isMark(";")
      if before.isMark("("), index + 1 < sentence.upperBound, tokens[index + 1].isMark(")") { return true }
      if before.isMark(":") { return true }
      if tokens[index].traits.contains(.code) { return isLast }
      return isLast && (before.kind == .dash || before.isMark("-") && before.isSpaced)
    }
  }

  /// "allow UDP traffic to 9993"
  func namesTransport(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { if case .transport? = lexicon[$0] { true } else { false } }
  }

  /// "The following ports are used:", "the ports listed below": the list behind is one of ports.
  func introducesPorts(_ tokens: [Token]) -> Bool {
    guard let last = tokens.last else { return false }
    var isListed = last.isMark(":")
    var hasPorts = false
    for token in tokens {
      hasPorts = hasPorts || lexicon[token] == .port
      isListed = isListed || token.kind == .word && StatementReader.listWords.contains(token.payload)
    }
    return hasPorts && isListed
  }

  func isInPortList(_ item: Int) -> Bool {
    if portLists.isEmpty { return false }
    var block: Int? = item
    while let current = block {
      if portLists.contains(current) { return true }
      block = page.blocks[current].parent
    }
    return false
  }

  private mutating func reportNumber(_ token: Token, _ section: Int, _ message: (_ number: String) -> String) {
    let number = page.file.text(token.range)
    reading.report(.unexplainedNumber, "\"\(number)\" \(message(number))", at: token.range)
    reading.unresolved.append((DiagnosticRule.unexplainedNumber.slug, token.range, section))
  }

  /// A code span that holds the number alone.
  func isCodePort(_ tokens: [Token], _ index: Int) -> Bool {
    let before = index > 0 && tokens[index - 1].traits.contains(.code) && !tokens[index].traits.contains(.afterMarkup)
    let after =
      index + 1 < tokens.count && tokens[index + 1].traits.contains(.code)
      && !tokens[index + 1].traits.contains(.afterMarkup)
    return !before && !after
  }
}

extension Token {
  /// The token is a number or has one in it.
  var isNumeric: Bool {
    switch kind {
    case .number, .dotted, .mixed, .url: true
    default: false
    }
  }
}
