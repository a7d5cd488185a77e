import PortModel
import PortPage
import SourceDiagnostics

/// Notes of tables, which say the same in many rows and are read once.
extension PageReader {
  /// A sentence of a note, and what it says of its row.
  struct Note {
    var range: SourceRange
    var said: [Statement]
  }

  /// The note with these very bytes.
  func knownNote(_ range: SourceRange) -> Note? {
    guard range.count <= Self.longestNote, let note = notes[hash(range)] else { return nil }
    let bytes = page.file.bytes
    return bytes[note.range.offsets].elementsEqual(bytes[range.offsets]) ? note : nil
  }

  /// Keeps what a sentence says that names nobody and no port, and was understood.
  mutating func remember(_ said: [Statement], of range: SourceRange) {
    guard range.count <= Self.longestNote, notes.count < Self.mostNotes,
      said.allSatisfy({ $0.doubts.isEmpty && $0.fallback == nil && $0.expressions.isEmpty && !$0.hasParties })
    else { return }
    notes[hash(range)] = Note(range: range, said: said)
  }

  private func hash(_ range: SourceRange) -> UInt64 { Token.hash(of: page.file.bytes[range.offsets].span) }

  private static let longestNote = 300
  private static let mostNotes = 4096
}

extension Statement {
  /// The same, said elsewhere in the same words.
  func moved(from old: SourceRange, to new: SourceRange) -> Statement {
    let delta = new.lowerBound - old.lowerBound
    func move(_ range: SourceRange) -> SourceRange {
      SourceRange((range.lowerBound + delta)..<(range.upperBound + delta))
    }
    var result = self
    result.range = move(range)
    if let requirement { result.requirement = Located(requirement.value, at: move(requirement.range)) }
    if let condition { result.condition = Located(condition.value, at: move(condition.range)) }
    if let negation { result.negation = Located(negation.value, at: move(negation.range)) }
    if let binding { result.binding = Located(binding.value, at: move(binding.range)) }
    result.sameHost = sameHost.map(move)
    return result
  }
}
