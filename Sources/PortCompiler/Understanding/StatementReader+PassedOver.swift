import PortModel
import PortPage
import SourceDiagnostics

/// Phrases that name nobody, though their words could.
extension StatementReader {
  /// "For live streaming, the recorder connects to B": what for. "For the agents, open …" names who.
  mutating func dropLeadingPurpose() {
    guard phrases.count > 3, case .preposition(.for) = phrases[0].kind,
      let comma = phrases.prefix(6).firstIndex(where: { isComma($0) }), comma > 1, comma + 1 < phrases.count,
      phrases[comma + 1].isNominal,
      phrases[1..<comma].allSatisfy({ phrase in
        switch phrase.kind {
        case .noun(let noun): noun.head == .thing || noun.head == .event
        case .verb(_, .gerund), .conjunction: true
        default: false
        }
      }),
      phrases[1..<comma].contains(where: { if case .verb(_, .gerund) = $0.kind { true } else { false } }),
      !phrases.indices[1..<comma].contains(where: { isProperParty($0) })
    else { return }
    phrases.removeSubrange(0...comma)
  }

  /// "listens on 127.0.0.1:8000", "is reachable at http://relay:9090/": the port of an address, and no other one.
  mutating func distrustAddresses() {
    guard statement.hasParties || statement.isPortState, statement.expressions.isEmpty, !statement.refersToPorts else {
      return
    }
    let address = clause.first { index in
      switch tokens[index].kind {
      case .url, .opaque: hasPort(tokens[index].range)
      case .number: NumberReader(tokens, page.file.bytes).isPortOfAddress(at: index, in: clause)
      // Nearly all.
      default: false
      }
    }
    guard let address else { return }
    defer { statement.writesAddress = true }
    giveUp("the port of an address is not read; write \"TCP\" or \"UDP\" and the number", tokens[address].range)
  }

  /// A colon and a number stand behind the host of a URL.
  private func hasPort(_ range: SourceRange) -> Bool {
    page.file.text(range).contains(/^([A-Za-z][A-Za-z0-9+.\-]*:\/\/)?[^\/]*:[0-9]{1,5}(\/.*)?$/)
  }

  private func isComma(_ phrase: Phrase) -> Bool {
    if case .separator = phrase.kind { tokens[phrase.tokens.lowerBound].isMark(",") } else { false }
  }

  /// "reach the database server on TCP 1521 (Oracle)": the product that has the port, and no other party of the contact.
  mutating func dropProductRemark() {
    guard phrases.contains(where: { if case .opening = $0.kind { true } else { false } }),
      phrases.contains(where: { if case .verb = $0.kind { true } else { false } })
    else { return }
    var index = phrases.count - 3
    while index > 0 {
      if case .opening = phrases[index].kind, case .closing = phrases[index + 2].kind,
        case .ports = phrases[index - 1].kind,
        let noun = phrases[index + 1].noun, noun.determiner == nil, noun.head == .thing,
        noun.tokens.allSatisfy({ tokens[$0].traits.contains(.capitalized) }), !isProductParty(index + 1)
      {
        phrases.removeSubrange(index...(index + 2))
      }
      index -= 1
    }
  }

  private func isProductParty(_ index: Int) -> Bool {
    guard let noun = phrases[index].noun else { return false }
    let range = bytes(noun.tokens)
    return names.isKnown(range) || RoleName.endsInMachine(page.visibleText(range))
      || page.file.bytes[range.upperBound - 1] == UInt8(ascii: "s")
  }
}
