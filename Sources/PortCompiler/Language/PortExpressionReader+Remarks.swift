import PortModel
import PortPage

/// Lists of ports with a service behind each: "TCP ports 80 (HTTP) and 443 (HTTPS)".
extension PortExpressionReader {
  /// The next number of such a list, which has no other word for a port.
  func behindRemark(_ index: Int, _ last: PortExpression, _ range: Range<Int>) -> PortExpression? {
    guard tokens[index].value != nil, !last.transports.isEmpty, last.tokens.upperBound < index else {
      return nil
    }
    let start = behindServices(last.tokens.upperBound, range)
    guard start > last.tokens.upperBound, start < index, index - start <= 2,
      (start..<index).allSatisfy({ isListSeparator($0) }), let list = numberList(index, range),
      list.elements.allSatisfy({ ($0.ports?.lowerBound.rawValue ?? 0) >= 20 }),
      list.end == range.upperBound || tokens[list.end].kind != .word || lexicon[tokens[list.end]] != nil,
      list.end == range.upperBound || !isCounted(list.end)
    else { return nil }
    return make(index..<list.end, [], list, from: index)
  }

  /// Behind "(HTTP)", "(HTTP/HTTPS)"; `index` itself where no such remark stands there.
  func behindServices(_ index: Int, _ range: Range<Int>) -> Int {
    guard index + 2 < range.upperBound, isMark(index, "(") else { return index }
    var end = index + 1
    while end < range.upperBound, end < index + 6, !isMark(end, ")") {
      guard registry.hasService(tokens[end]) || isListSeparator(end) else { return index }
      end += 1
    }
    return end < range.upperBound && isMark(end, ")") && end > index + 1 ? end + 1 : index
  }

  /// `TCP port 80 and port 443`: the second has the first one's transport.
  func inheritingTransport(
    _ expression: PortExpression, from last: PortExpression?, _ range: Range<Int>
  ) -> PortExpression {
    guard expression.transports.isEmpty, let last, !last.transports.isEmpty else { return expression }
    let between = behindServices(last.tokens.upperBound, range)..<expression.tokens.lowerBound
    guard between.lowerBound <= between.upperBound, between.count <= 2, !between.isEmpty,
      between.allSatisfy({ isListSeparator($0) })
    else { return expression }
    var result = expression
    result.transports = last.transports
    result.transportRule = .list
    return result
  }
}
