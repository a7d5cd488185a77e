import PortModel
import PortPage
import SourceDiagnostics

/// Cells that answer a header's question, and cells that name both sides of a contact.
extension PageReader {
  /// "Fixed: yes", "Same host: no"
  mutating func readAnswer(
    _ role: ColumnRole, _ range: SourceRange, _ tokens: [Token], _ reader: RowReader, _ statement: inout Statement
  ) {
    guard let answer = TableMarks(page.file.bytes).answer(tokens) else {
      return reportCell(tokens, "says here is not understood", reader)
    }
    if role == .fixed {
      statement.binding = Located(answer ? .fixed : .default, at: range)
    } else if answer {
      statement.sameHost = range
    }
  }

  /// "Agents → Hub" where no other column names a party.
  mutating func readContact(_ tokens: [Token], _ reader: RowReader, _ statement: inout Statement) {
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
