import Foundation
import PortReporting
import Testing

private func difference(_ old: String, _ new: String) -> String {
  String(
    decoding: UnifiedDiff.between(Array(old.utf8), Array(new.utf8), oldName: "a", newName: "b"), as: UTF8.self)
}

/// Applies a difference: the inverse of making it, by the format's definition alone.
private func applied(_ difference: String, to old: String) throws -> String {
  func lines(_ text: String) -> [String] {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) + "\n" }
    if lines.last == "\n" { lines.removeLast() } else { lines[lines.count - 1].removeLast() }
    return lines
  }
  let source = lines(old)
  var result = source[..<0].map { $0 }
  var next = 0
  var body: [String] = []
  for line in lines(difference).dropFirst(2) {
    if line.hasPrefix("\\") { body[body.count - 1].removeLast() } else { body.append(line) }
  }
  for line in body {
    switch line.first {
    case "@":
      let numbers = line.split(separator: " ")[1].dropFirst().split(separator: ",").compactMap { Int($0) }
      let start = numbers.count > 1 && numbers[1] == 0 ? numbers[0] : numbers[0] - 1
      result += source[next..<start]
      next = start
    case "-", " ":
      try #require(source[next] == line.dropFirst())
      if line.hasPrefix(" ") { result.append(source[next]) }
      next += 1
    default: result.append(String(line.dropFirst()))
    }
  }
  return (result + source[next...]).joined()
}

private func changedLines(_ difference: String) -> Int {
  difference.split(separator: "\n").dropFirst(2).count { $0.hasPrefix("+") || $0.hasPrefix("-") }
}

/// Two texts of few different lines, the second an edit of the first.
private func randomTexts(_ random: inout SplitMix64, lines count: Int) -> (String, String) {
  func line(_ random: inout SplitMix64) -> String { "\(Int.random(in: 0...5, using: &random))\n" }
  let old = (0..<Int.random(in: 0...count, using: &random)).map { _ in line(&random) }
  var new = old
  for _ in 0..<Int.random(in: 0...(count / 2 + 1), using: &random) {
    let place = Int.random(in: 0...new.count, using: &random)
    if place < new.count, Bool.random(using: &random) {
      new.remove(at: place)
    } else {
      new.insert(line(&random), at: place)
    }
  }
  func text(_ lines: [String], _ random: inout SplitMix64) -> String {
    let text = lines.joined()
    return Int.random(in: 0...4, using: &random) == 0 ? String(text.dropLast()) : text
  }
  return (text(old, &random), text(new, &random))
}

struct UnifiedDiffTests {
  @Test(arguments: [
    ("a\nb\n", "a\nb\n", ""),
    ("", "a\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", "--- a\n+++ b\n@@ -1 +0,0 @@\n-a\n"),
    ("a", "a\n", "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
      "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n"
    ),
    ("a\r\nb\n", "a\nb\n", "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n"),
  ])
  func `writes the unified format`(old: String, new: String, expected: String) {
    #expect(difference(old, new) == expected)
  }

  @Test
  func `joins changes that are close and parts those that are not`() {
    let old = (1...30).map { "\($0)\n" }.joined()
    func hunks(_ lines: Int...) -> Int {
      let new = (1...30).map { lines.contains($0) ? "x\($0)\n" : "\($0)\n" }.joined()
      return difference(old, new).split(separator: "\n").count { $0.hasPrefix("@@") }
    }
    #expect(hunks(10, 17) == 1)
    #expect(hunks(10, 18) == 2)
  }

  @Test
  func `applying a difference gives the new text`() throws {
    let seed: UInt64 = 4_711
    var random = SplitMix64(seed: seed)
    for round in 0..<2000 {
      let (old, new) = randomTexts(&random, lines: 40)
      let made = difference(old, new)
      let result = made.isEmpty ? old : try applied(made, to: old)
      #expect(result == new, "seed \(seed), round \(round)")
    }
  }

  @Test(.enabled(if: Tool("diff") != nil, "needs diff"))
  func `is as short as diff finds it`() throws {
    let diff = try #require(Tool("diff"))
    let seed: UInt64 = 99
    var random = SplitMix64(seed: seed)
    try withTemporaryDirectory { directory in
      for round in 0..<60 {
        let (old, new) = randomTexts(&random, lines: 60)
        let files = ["old", "new"].map { directory.appending(path: $0) }
        try Data(old.utf8).write(to: files[0])
        try Data(new.utf8).write(to: files[1])
        let judged = try diff.run(["--minimal", "-u"] + files.map(\.path)).output
        #expect(changedLines(difference(old, new)) == changedLines(judged), "seed \(seed), round \(round)")
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `stays fast and right where everything differs`() throws {
    let old = (0..<10_000).map { "old \($0)\n" }.joined()
    let new = (0..<10_000).map { $0 % 100 == 0 ? "old \($0)\n" : "new \($0)\n" }.joined()
    #expect(try applied(difference(old, new), to: old) == new)
  }

  @Test
  func `shows a difference without controls`() {
    let made = UnifiedDiff.between(Array("a\t\u{1B}[2J\n".utf8), Array("b\n".utf8), oldName: "a\nb", newName: "b")
    #expect(UnifiedDiff.shown(made, style: .plain) == "--- a␊b\n+++ b\n@@ -1 +1 @@\n-a\t␛[2J\n+b\n")
  }
}
