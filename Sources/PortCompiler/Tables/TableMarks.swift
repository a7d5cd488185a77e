import PortPage
import SourceDiagnostics

/// Cells that answer yes or no for a header: "TCP | UDP" with crosses, "Inbound | Outbound" with ticks.
struct TableMarks {
  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  /// Whether each cell of a column is a mark; not where crosses and ticks stand in one column, since a cross may then mean no.
  func isColumn(_ cells: [[Token]]) -> Bool {
    guard !cells.isEmpty, cells.allSatisfy({ answer($0) != nil }) else { return false }
    let hasCross = cells.contains { $0.count == 1 && $0[0].payload == Self.cross }
    return !hasCross || !cells.contains { $0.count == 1 && $0[0].kind == .symbol }
  }

  /// Yes, no, or nil for anything else; an empty cell says no.
  func answer(_ cell: [Token]) -> Bool? {
    if cell.allSatisfy({ PortCell.isBlank($0) }) { return false }
    guard cell.count == 1 else { return nil }
    switch cell[0].kind {
    case .word:
      if Self.positive.contains(cell[0].payload) { return true }
      return Self.negative.contains(cell[0].payload) ? false : nil
    case .symbol:
      let sign = String(decoding: text[cell[0].range.offsets], as: UTF8.self)
      if Self.ticks.contains(sign) { return true }
      return Self.crosses.contains(sign) ? false : nil
    case .mark(UInt8(ascii: "*")): return true
    default: return nil
    }
  }

  /// The answer of a cell that shows a tick, a cross or a picture of one; nil for anything else, words among it.
  ///
  /// - Parameter source: The cell as the page writes it: `{{< icon "ban" >}}`, `:white_check_mark:`, `<i class="fa fa-check"></i>`.
  func sign(_ cell: [Token], _ source: String) -> Bool? {
    if cell.count == 1, case .symbol = cell[0].kind { return answer(cell) }
    // "Y", "N"
    if cell.count == 1, cell[0].range.count == 1, cell[0].kind == .word, cell[0].payload != Self.cross {
      return answer(cell)
    }
    let isPicture =
      cell.allSatisfy { $0.kind == .opaque } || source.count > 2 && source.hasPrefix(":") && source.hasSuffix(":")
    guard isPicture, source.utf8.count <= 200 else { return nil }
    // What a picture is called says more than where it lies.
    let shown = Self.label(of: source) ?? Self.withoutPaths(source)
    let names = shown.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if names.contains(where: { Self.turning.contains($0) }) { return nil }
    let isYes = names.contains { Self.shownYes.contains($0) }
    let isNo = names.contains { Self.shownNo.contains($0) }
    return isYes == isNo ? nil : isYes
  }

  /// The text of `alt`, `aria-label` or `title`; of `![yes](tick.png)`, what stands in brackets.
  private static func label(of source: String) -> String? {
    if let match = source.firstMatch(of: /(?:alt|aria-label|title)\s*=\s*["']([^"']*)["']/) { return String(match.1) }
    if let match = source.firstMatch(of: /!\[([^\]]*)\]/) { return String(match.1) }
    return nil
  }

  private static func withoutPaths(_ source: String) -> String {
    source.replacing(/(?:src|href)\s*=\s*["'][^"']*["']/, with: "")
  }

  private static let turning: Set<String> = [
    "not", "off", "disabled", "grey", "gray", "optional", "required", "maybe", "partial", "unknown", "uncheck",
    "unchecked", "empty", "outline",
  ]
  private static let shownYes: Set<String> = ["check", "tick", "yes", "checkmark", "done", "true"]
  private static let shownNo: Set<String> = ["ban", "x", "times", "cross", "no", "close", "false", "forbidden"]
  private static let cross = Token.hash("x")
  private static let positive = WordSet(["x", "yes", "y", "true"])
  private static let negative = WordSet(["no", "n", "false"])
  private static let ticks: Set<String> = ["✓", "✔", "✔️", "✅", "●", "•", "☑", "☑️"]
  private static let crosses: Set<String> = ["✗", "✘", "✕", "✖", "❌", "☐"]
}
