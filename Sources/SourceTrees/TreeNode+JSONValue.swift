package import PortModel
import SourceDiagnostics

extension TreeNode {
  /// The value without positions.
  ///
  /// Scalars of YAML are strings, whatever they look like. A number of JSON is an `integer` where it is written as one and
  /// lies within ±2⁵³, and the nearest `number` otherwise (RFC 8785 §3.2.2.3 knows IEEE doubles only); `-0` is a `number`.
  package func jsonValue() -> JSONValue {
    switch kind {
    case .scalar(let scalar): scalar.jsonValue()
    case .sequence(let elements): .array(elements.map { $0.jsonValue() })
    case .mapping(let entries):
      .object(Dictionary(entries.map { ($0.key.value, $0.value.jsonValue()) }) { first, _ in first })
    }
  }
}

extension TreeNode.Scalar {
  fileprivate func jsonValue() -> JSONValue {
    switch style {
    case .plain, .quoted, .block: .string(text)
    case .boolean: .bool(text == "true")
    case .null: .null
    case .number: numberValue()
    }
  }

  private func numberValue() -> JSONValue {
    let exact = 1 << 53
    if let integer = Int(text), (-exact...exact).contains(integer), text != "-0" { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { return .string(text) }
    return .number(number)
  }
}
