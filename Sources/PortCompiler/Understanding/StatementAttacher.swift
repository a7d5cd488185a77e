import PortModel
import SourceDiagnostics

/// Finds for each sentence the ports that it is about.
enum StatementAttacher {
  /// - Complexity: O(*n*) in statements, apart from the depth of nesting.
  static func attach(_ reading: inout PageReading) {
    for index in reading.statements.indices where reading.statements[index].groups.isEmpty {
      let placed = reading.statements[index]
      let statement = placed.statement
      guard statement.saysSomething, !placed.isTitle else { continue }
      let groups = statement.refersToList ? listed(index, reading) : groups(for: index, reading)
      guard !groups.isEmpty else { continue }
      let isReference =
        placed.speaksOfPorts || statement.refersToPorts || statement.isPortState || isAboutThePort(statement)
      for group in groups {
        if isReference {
          reading.groups[group].statements.append(index)
        } else {
          reading.groups[group].context.append(index)
        }
      }
      reading.statements[index].groups = groups
      reading.statements[index].isAttached = true
    }
  }

  /// A statement of what only a port can be: required, optional, open.
  private static func isAboutThePort(_ statement: Statement) -> Bool {
    statement.requirement != nil || statement.binding != nil || statement.noExternal != nil || statement.sameHost != nil
  }

  /// The groups of the innermost scope that tells which ports are meant.
  private static func groups(for index: Int, _ reading: PageReading) -> [Int] {
    let placed = reading.statements[index]
    var scope: Int? = placed.scope
    while let current = scope {
      let label = reading.scopes[current].label
      if !label.isEmpty { return label }
      let own = reading.scopes[current].groups
      if own.count == 1 { return own }
      if own.count > 1 {
        if let near = nearest(index, reading, among: own) { return near }
        return placed.statement.refersToPorts ? [] : []
      }
      scope = reading.scopes[current].parent
    }
    return []
  }

  /// The ports of the sentence before in the same paragraph, for "this port".
  private static func nearest(_ index: Int, _ reading: PageReading, among own: [Int]) -> [Int]? {
    let placed = reading.statements[index]
    guard placed.statement.refersToPorts || placed.statement.isPortState else { return nil }
    for earlier in reading.statements[..<index].reversed() {
      guard earlier.paragraph == placed.paragraph else { return nil }
      let groups = earlier.groups.filter { own.contains($0) }
      if !groups.isEmpty { return groups }
    }
    return nil
  }

  /// The ports of the list or the sections that a sentence introduces.
  private static func listed(_ index: Int, _ reading: PageReading) -> [Int] {
    let scope = reading.statements[index].scope
    let position = reading.statements[index].statement.range.lowerBound
    let below = reading.groups.indices.filter { group in
      reading.groups[group].range.lowerBound > position && isWithin(reading.groups[group].scope, scope, reading)
    }
    let sameSection = below.filter { reading.scopes[reading.groups[$0].scope].section == reading.scopes[scope].section }
    return sameSection.isEmpty ? below : sameSection
  }

  private static func isWithin(_ scope: Int, _ outer: Int, _ reading: PageReading) -> Bool {
    var current: Int? = scope
    while let index = current {
      if index == outer { return true }
      current = reading.scopes[index].parent
    }
    return false
  }
}
