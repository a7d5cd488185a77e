import PortModel
import PortPage
import SourceDiagnostics

/// Cells that answer a header's question, and cells that name both sides of a contact.
extension PageReader {
  /// "Fixed: yes", "Same host: no"
  mutating func readAnswer(
    _ role: ColumnRole, _ range: SourceRange, _ tokens: [Token], _ reader: borrowing RowReader,
    _ statement: inout Statement
  ) {
    guard let answer = TableMarks(page.file.bytes).answer(tokens) else {
      return reportCell(tokens, "says here is not understood", reader)
    }
    state(role, answer, range, &statement)
  }

  /// Cells that are a picture and nothing else: `{{< icon "check" >}}`.
  mutating func readIcons(
    _ row: Table.Row, _ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement
  ) {
    for column in cells.indices where cells[column].isEmpty && !row.cells[column].isEmpty {
      guard let role = reader.layout.roles[column], role.isAnswer else { continue }
      let range = row.cells[column]
      guard let answer = TableMarks(page.file.bytes).sign([], page.file.text(range)) else {
        reportPicture(range, reader)
        continue
      }
      state(role, answer, range, &statement)
    }
  }

  mutating func reportPicture(_ range: SourceRange, _ reader: borrowing RowReader) {
    reading.report(.unreadCell, "what this cell shows is not understood; write \"yes\" or \"no\"", at: range)
    reading.unresolved.append((DiagnosticRule.unreadCell.slug, range, reader.section))
  }

  /// What yes and no mean in a column.
  mutating func state(_ role: ColumnRole, _ answer: Bool, _ range: SourceRange, _ statement: inout Statement) {
    switch role {
    case .requirement: statement.requirement = Located(answer ? .required : .optional, at: range)
    case .optional: statement.requirement = Located(answer ? .optional : .required, at: range)
    case .binding: statement.binding = Located(answer ? .default : .fixed, at: range)
    case .fixed: statement.binding = Located(answer ? .fixed : .default, at: range)
    case .sameHost: if answer { statement.sameHost = range }
    default: return
    }
  }

  /// "Agents → Hub" where no other column names a party.
  mutating func readContact(_ tokens: [Token], _ reader: borrowing RowReader, _ statement: inout Statement) {
    guard !statement.hasParties, tokens.contains(where: { !PortCell.isBlank($0) }) else { return }
    var sentence = StatementReader(tokens, sentence: 0..<tokens.count, names: names)
    let said = sentence.read()
    guard said.count == 1, !said[0].value.sources.isEmpty, !said[0].value.destinations.isEmpty,
      said[0].value.doubts.isEmpty, said[0].value.condition == nil
    else { return reportCell(tokens, "says of parties is not understood; write \"A → B\"", reader) }
    statement.sources = said[0].value.sources
    statement.destinations = said[0].value.destinations
    statement.isBidirectional = said[0].value.isBidirectional
  }
}
