/// The name that was probably meant.
enum NearestName {
  /// - Returns: The first of the names with the least edit distance to `text`, if that is at most a third of its length.
  /// - Complexity: O(*n* · *m*) for each name.
  static func of(_ text: String, among names: [String]) -> String? {
    let limit = max(1, text.unicodeScalars.count / 3)
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(Array(text.unicodeScalars), Array(name.unicodeScalars))
      guard distance <= limit, distance < best?.distance ?? .max else { continue }
      best = (name, distance)
    }
    return best?.name
  }

  /// Edits of one scalar, and exchanges of neighbours, between two texts (optimal string alignment).
  private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var above = Array(0...other.count)
    for (row, scalar) in one.enumerated() {
      var line = [row + 1]
      for (column, candidate) in other.enumerated() {
        var least = min(line[column] + 1, above[column + 1] + 1, above[column] + (scalar == candidate ? 0 : 1))
        if row > 0, column > 0, scalar == other[column - 1], one[row - 1] == candidate {
          least = min(least, before[column - 1] + 1)
        }
        line.append(least)
      }
      before = above
      above = line
    }
    return above[other.count]
  }
}
