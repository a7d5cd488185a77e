/// Which lines of two texts go away and come in.
///
/// The shortest script by Myers' algorithm in linear space, as long as the texts are alike; beyond ``maximumCost`` differences
/// in one stretch the best split so far is taken, so that the time stays bounded and the script correct, though longer.
/// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), §4b.
struct LineScript {
  /// For each old line whether the new text lacks it there.
  private(set) var isRemoved: [Bool]
  /// For each new line whether the old text lacks it there.
  private(set) var isAdded: [Bool]

  private static let maximumCost = 512

  private let old: [Int]
  private let new: [Int]
  /// Furthest x on each diagonal, forward and backward; reused by every stretch.
  private var forward: [Int]
  private var backward: [Int]

  /// - Parameters:
  ///   - old: The lines of the old text as numbers; equal lines have equal numbers.
  ///   - new: Those of the new text.
  /// - Complexity: O((*n* + *m*) · min(*d*, ``maximumCost``)) time, O(*n* + *m*) memory.
  init(_ old: [Int], _ new: [Int]) {
    self.old = old
    self.new = new
    isRemoved = [Bool](repeating: false, count: old.count)
    isAdded = [Bool](repeating: false, count: new.count)
    forward = [Int](repeating: 0, count: 2 * Self.maximumCost + 3)
    backward = forward
    compare()
  }

  private struct Stretch {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Splits stretches until one side is empty; a stack instead of recursion, so that depth does not matter.
  private mutating func compare() {
    var stack = [Stretch(old: old.indices, new: new.indices)]
    while var stretch = stack.popLast() {
      trim(&stretch)
      if stretch.old.isEmpty {
        for line in stretch.new { isAdded[line] = true }
      } else if stretch.new.isEmpty {
        for line in stretch.old { isRemoved[line] = true }
      } else {
        let (x, y) = split(stretch)
        guard (x, y) != (stretch.old.lowerBound, stretch.new.lowerBound),
          (x, y) != (stretch.old.upperBound, stretch.new.upperBound)
        else {
          // No path got anywhere within the bound: everything is replaced.
          for line in stretch.old { isRemoved[line] = true }
          for line in stretch.new { isAdded[line] = true }
          continue
        }
        stack.append(
          Stretch(old: x..<stretch.old.upperBound, new: y..<stretch.new.upperBound))
        stack.append(
          Stretch(old: stretch.old.lowerBound..<x, new: stretch.new.lowerBound..<y))
      }
    }
  }

  /// Takes equal lines off both ends.
  private func trim(_ stretch: inout Stretch) {
    var (lowX, highX) = (stretch.old.lowerBound, stretch.old.upperBound)
    var (lowY, highY) = (stretch.new.lowerBound, stretch.new.upperBound)
    while lowX < highX, lowY < highY, old[lowX] == new[lowY] {
      lowX += 1
      lowY += 1
    }
    while lowX < highX, lowY < highY, old[highX - 1] == new[highY - 1] {
      highX -= 1
      highY -= 1
    }
    stretch = Stretch(old: lowX..<highX, new: lowY..<highY)
  }

  /// A point on a shortest path.
  ///
  /// - Precondition: Neither side is empty, and their first and their last lines differ.
  private mutating func split(_ stretch: Stretch) -> (x: Int, y: Int) {
    let (left, right) = (stretch.old.lowerBound, stretch.old.upperBound)
    let (top, bottom) = (stretch.new.lowerBound, stretch.new.upperBound)
    let size = (width: right - left, height: bottom - top)
    let delta = size.width - size.height
    let isOdd = delta & 1 != 0
    let middle = Self.maximumCost + 1
    // Diagonal k holds x - y = k, both counted from the stretch's corner; backward paths count from the far corner.
    for cost in 0...min((size.width + size.height + 1) / 2, Self.maximumCost) {
      for k in stride(from: -cost, through: cost, by: 2) {
        var x = Self.step(forward, at: middle + k, k, cost, size)
        while x >= 0, x < size.width, x - k < size.height, old[left + x] == new[top + x - k] { x += 1 }
        forward[middle + k] = x
        let other = isOdd && abs(delta - k) < cost ? backward[middle + delta - k] : Self.unreached
        if x >= 0, other >= 0, x + other >= size.width { return (left + x, top + x - k) }
      }
      for k in stride(from: -cost, through: cost, by: 2) {
        var x = Self.step(backward, at: middle + k, k, cost, size)
        while x >= 0, x < size.width, x - k < size.height, old[right - 1 - x] == new[bottom - 1 - x + k] { x += 1 }
        backward[middle + k] = x
        let other = !isOdd && abs(delta - k) <= cost ? forward[middle + delta - k] : Self.unreached
        if x >= 0, other >= 0, x + other >= size.width { return (right - x, bottom - x + k) }
      }
    }
    return furthest(stretch)
  }

  /// Stands for a diagonal that no path reaches without leaving the stretch.
  private static let unreached = -1

  /// Where the furthest path with one more difference comes onto diagonal `k`: from the left or from above.
  private static func step(
    _ reached: [Int], at index: Int, _ k: Int, _ cost: Int, _ size: (width: Int, height: Int)
  ) -> Int {
    if cost == 0 { return 0 }
    var best = unreached
    if k != -cost, reached[index - 1] >= 0, reached[index - 1] < size.width { best = reached[index - 1] + 1 }
    if k != cost, reached[index + 1] > best, reached[index + 1] - k <= size.height { best = reached[index + 1] }
    return best
  }

  /// The point that the forward paths have come furthest to, after ``maximumCost``.
  private func furthest(_ stretch: Stretch) -> (x: Int, y: Int) {
    var best = (x: stretch.old.lowerBound, y: stretch.new.lowerBound)
    let middle = Self.maximumCost + 1
    for k in stride(from: -Self.maximumCost, through: Self.maximumCost, by: 2) where forward[middle + k] >= 0 {
      let x = stretch.old.lowerBound + forward[middle + k]
      let y = stretch.new.lowerBound + forward[middle + k] - k
      guard stretch.old.contains(x), stretch.new.contains(y), x + y > best.x + best.y else { continue }
      best = (x, y)
    }
    return best
  }
}
