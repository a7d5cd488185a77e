import PortModel
import PortPage
import SourceDiagnostics

/// Bare numbers that a contact makes ports.
extension PortExpressionReader {
  /// "connects to the server on 1514", "scrapes the nodes at 9100", "connects out to 5671": the number behind a verb of contact.
  func contacted(_ start: Int, _ range: Range<Int>) -> PortExpression? {
    let isOn = lexicon[tokens[start]] == .preposition(.on)
    let digits = isOn ? 2 : 3
    guard start + 1 < range.upperBound, tokens[start + 1].value != nil, !isCount(start + 1, range),
      let list = numberList(start + 1, range),
      isPhraseEnd(list.end, range)
    else { return nil }
    if !ownPorts.isEmpty, areOwn(list) {
      return make((start + 1)..<list.end, [], list, from: start + 1)
    }
    if let transport = transportOfTraffic(before: start, range) {
      return make((start + 1)..<list.end, [transport], list, from: start + 1)
    }
    guard !isComingFrom(start), list.elements.allSatisfy({ tokens[$0.tokens.lowerBound].range.count >= digits }),
      (max(range.lowerBound, start - 14)..<start).contains(where: { isContact($0) })
    else { return nil }
    // "in 2024 at 1000 per minute", "reaches up to 500"
    if !isOn {
      if start > range.lowerBound, tokens[start - 1].payload == Self.up { return nil }
      if list.end < range.upperBound, lexicon[tokens[list.end]] == .preposition(.other) { return nil }
    }
    return make((start + 1)..<list.end, [], list, from: start + 1)
  }

  /// "allow UDP traffic to 9993", "TCP connections on 8443", "to/from 9993"; not "limits TCP connections to 1000".
  private func transportOfTraffic(before start: Int, _ range: Range<Int>) -> Transport? {
    var event = start - 1
    if isComingFrom(start) {
      guard event > range.lowerBound, isMark(event, "/"), lexicon[tokens[event - 1]] == .preposition(.to) else {
        return nil
      }
      event -= 2
    }
    guard event > range.lowerBound, lexicon[tokens[event]] == .event,
      case .transport(let transport)? = lexicon[tokens[event - 1]],
      (max(range.lowerBound, start - 14)..<event).contains(where: { isContact($0) || isOpening($0) })
    else { return nil }
    return transport
  }

  private func isOpening(_ index: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .verb(.open, _), .verb(.establish, _): true
    default: false
    }
  }

  private static let up = Token.hash("up")

  private func areOwn(_ list: NumberList) -> Bool {
    for element in list.elements {
      guard let ports = element.ports, ports.lowerBound == ports.upperBound, ownPorts.contains(ports.lowerBound) else {
        return false
      }
    }
    return true
  }

  /// "from 2012", "over 9000": of a port only where the section is about it.
  private func isComingFrom(_ index: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .preposition(.from), .preposition(.over): true
    default: false
    }
  }

  func isContact(_ index: Int) -> Bool {
    switch lexicon[tokens[index]] {
    case .verb(.communicate, _), .verb(.listen, _), .verb(.accept, _), .verb(.reach, _), .verb(.fetch, _): true
    default: false
    }
  }
}
