import PortModel
import SourceDiagnostics

/// Remarks that name transports and nothing else: "Both TCP and UDP."
extension FlowResolver {
  /// Reports the remarks of a group that may be about one of several ports or parties, and gives them.
  ///
  /// Where two items below one port say who connects, and one of them ends in "UDP only", it is about that one. Behind a second port of its
  /// paragraph, it is about that one, or both.
  mutating func looseRemarks(_ group: Int, _ section: Int) -> Set<Int> {
    let indices = (reading.groups[group].statements + reading.groups[group].context).prefix(2 * Self.maximumStatements)
    let remarks = indices.filter { reading.statements[$0].shared.value.isTransportRemark }
    var result: Set<Int> = []
    for index in remarks
    where remarks.count > Self.mostRemarks || isBesideOthers(index, indices) || hasOtherPort(index, group) {
      result.insert(index)
      let statement = reading.statements[index].shared.value
      guard statement.doubts.isEmpty else { continue }
      let message = "for which of the ports or parties around it this is meant is not read; write it beside the port"
      if report(.ambiguousSentence, message, at: statement.range) {
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, statement.range, section))
      }
    }
    return result
  }

  /// More than a port has.
  private static let mostRemarks = 8

  /// A sentence of the remark's paragraph names parties, and so does another paragraph.
  private func isBesideOthers(_ remark: Int, _ indices: ArraySlice<Int>) -> Bool {
    let paragraph = reading.statements[remark].paragraph
    var isAlone = true
    var hasOthers = false
    for index in indices where index != remark && !reading.statements[index].isTitle {
      if reading.statements[index].paragraph == paragraph {
        isAlone = false
      } else if reading.statements[index].shared.value.hasParties {
        hasOthers = true
      }
    }
    return !isAlone && hasOthers
  }

  /// The remark's paragraph writes a port of another group in front of it.
  private func hasOtherPort(_ remark: Int, _ group: Int) -> Bool {
    let paragraph = reading.statements[remark].paragraph
    for index in stride(from: remark - 1, through: 0, by: -1) {
      if reading.statements[index].paragraph != paragraph { return false }
      if remark - index > Self.maximumStatements { return true }
      let placed = reading.statements[index]
      if !placed.shared.value.expressions.isEmpty, !placed.groups.isEmpty, !placed.groups.contains(group) {
        return true
      }
    }
    return false
  }
}
