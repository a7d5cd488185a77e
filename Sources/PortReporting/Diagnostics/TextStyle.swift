/// Whether text for people carries colours.
package enum TextStyle: Hashable, Sendable {
  case plain
  /// ECMA-48 §8.3.117 select graphic rendition.
  case coloured

  enum Colour: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"
    case green = "32"
    case redText = "31"
    case faint = "2"
  }

  func paint(_ text: String, _ colour: Colour) -> String {
    switch self {
    case .plain: text
    case .coloured: text.isEmpty ? text : "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }
  }
}
