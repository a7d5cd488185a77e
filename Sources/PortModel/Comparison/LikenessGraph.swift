/// Pairs of old and new flows with their likeness, and the choice of pairs with the greatest total.
struct LikenessGraph {
  struct Edge: Hashable {
    let old: Int
    let new: Int
    /// Positive.
    let likeness: Int
  }

  private let edges: [Edge]

  init(_ edges: [Edge]) { self.edges = edges }

  /// The edges by connected component, so that each can be solved alone.
  ///
  /// - Complexity: O(*n* log *n*) in the edges.
  func components() -> [[Edge]] {
    var parents: [Node: Node] = [:]
    func root(_ node: Node) -> Node {
      var node = node
      while let parent = parents[node], parent != node {
        parents[node] = parents[parent] ?? parent
        node = parent
      }
      return node
    }
    for edge in edges {
      let one = root(.old(edge.old))
      let other = root(.new(edge.new))
      if one != other { parents[other] = one }
    }
    var groups: [Node: Int] = [:]
    var result: [[Edge]] = []
    for edge in edges {
      let group = root(.old(edge.old))
      if let index = groups[group] {
        result[index].append(edge)
      } else {
        groups[group] = result.count
        result.append([edge])
      }
    }
    return result
  }

  private enum Node: Hashable {
    case old(Int)
    case new(Int)
  }

  /// Pairs by falling likeness.
  static func greedyMatching(_ edges: [Edge]) -> [(old: Int, new: Int)] {
    var olds: Set<Int> = []
    var news: Set<Int> = []
    return edges.sorted { ($1.likeness, $0.old, $0.new) < ($0.likeness, $1.old, $1.new) }.compactMap { edge in
      guard !olds.contains(edge.old), !news.contains(edge.new) else { return nil }
      olds.insert(edge.old)
      news.insert(edge.new)
      return (edge.old, edge.new)
    }
  }

  /// The pairs with the greatest total likeness, by the Hungarian method with potentials.
  ///
  /// Source: Kuhn 1955; the O(*n*³) form with shortest augmenting paths, Jonker and Volgenant 1987.
  /// - Complexity: O(*r*² · *c*) for *r* old and *c* new flows, *r* ≤ *c* after swapping.
  static func bestMatching(_ edges: [Edge]) -> [(old: Int, new: Int)] {
    let olds = Array(Set(edges.map(\.old))).sorted()
    let news = Array(Set(edges.map(\.new))).sorted()
    guard olds.count <= news.count else {
      let mirrored = edges.map { Edge(old: $0.new, new: $0.old, likeness: $0.likeness) }
      return bestMatching(mirrored).map { ($0.new, $0.old) }
    }
    let rows = Dictionary(uniqueKeysWithValues: olds.enumerated().map { ($1, $0) })
    let columns = Dictionary(uniqueKeysWithValues: news.enumerated().map { ($1, $0) })
    // A pair that is no edge costs nothing and is dropped afterwards.
    var cost = Array(repeating: Array(repeating: 0, count: news.count), count: olds.count)
    for edge in edges {
      guard let row = rows[edge.old], let column = columns[edge.new] else { continue }
      cost[row][column] = -edge.likeness
    }
    return assignment(cost).enumerated().compactMap { row, column in
      cost[row][column] < 0 ? (olds[row], news[column]) : nil
    }
  }

  /// The column of each row in an assignment of least cost.
  ///
  /// - Precondition: No row is longer than another, and there are at least as many columns as rows.
  private static func assignment(_ cost: [[Int]]) -> [Int] {
    let width = cost[0].count
    // Column `width` is the place from which a free row starts.
    var rowOfColumn = [Int?](repeating: nil, count: width + 1)
    var rowPotential = [Int](repeating: 0, count: cost.count)
    var columnPotential = [Int](repeating: 0, count: width + 1)
    for row in cost.indices {
      var previous = [Int](repeating: width, count: width)
      var distance = [Int](repeating: .max, count: width)
      var isDone = [Bool](repeating: false, count: width + 1)
      var column = width
      rowOfColumn[width] = row
      while let current = rowOfColumn[column] {
        isDone[column] = true
        var nearest = width
        var step = Int.max
        for next in 0..<width where !isDone[next] {
          let reduced = cost[current][next] - rowPotential[current] - columnPotential[next]
          if reduced < distance[next] {
            distance[next] = reduced
            previous[next] = column
          }
          if distance[next] < step {
            step = distance[next]
            nearest = next
          }
        }
        for other in 0...width {
          if isDone[other], let owner = rowOfColumn[other] {
            rowPotential[owner] += step
            columnPotential[other] -= step
          } else if other < width, distance[other] < .max {
            distance[other] -= step
          }
        }
        column = nearest
      }
      while column != width {
        let from = previous[column]
        rowOfColumn[column] = rowOfColumn[from]
        column = from
      }
      rowOfColumn[width] = nil
    }
    var result = [Int](repeating: 0, count: cost.count)
    for column in 0..<width {
      if let row = rowOfColumn[column] { result[row] = column }
    }
    return result
  }
}
