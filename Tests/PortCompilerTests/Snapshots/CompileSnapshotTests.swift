import Foundation
import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

/// `Tests/Snapshots/compile/*.md`: a sentence on why, `# Page` by hand, the rest by `UPDATE_SNAPSHOTS=1`.
struct CompileSnapshotTests {
  @Test(arguments: SnapshotCase.all)
  func `compiles as its case says`(name: String) throws {
    let snapshot = try SnapshotCase(name)
    let text = snapshot.rendered
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: SnapshotCase.directory.appending(path: name))
      return
    }
    #expect(snapshot.text == text)
  }

  @Test
  func `there are cases`() { #expect(SnapshotCase.all.count >= 40) }

  @Test
  func `every rule about pages has a case`() throws {
    let texts = try SnapshotCase.all.map { try SnapshotCase($0).text }
    for slug in RulePageExampleTests.pageRules {
      #expect(texts.contains { $0.contains("[\(slug)]") }, "no case shows \(slug)")
    }
  }
}

/// One case: its prose, its page, and what compiling gives.
struct SnapshotCase {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Snapshots/compile")

  static let all: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }()

  let text: String
  private let prose: String
  let page: String

  struct Malformed: Error { let name: String }

  init(_ name: String) throws {
    text = try String(decoding: Data(contentsOf: Self.directory.appending(path: name)), as: UTF8.self)
    let opening = "\n# Page\n````markdown\n"
    guard let start = text.firstRange(of: opening), let end = text[start.upperBound...].firstRange(of: "\n````\n")
    else {
      throw Malformed(name: name)
    }
    prose = String(text[..<start.lowerBound])
    page = text[start.upperBound..<end.lowerBound] + "\n"
  }

  /// The case as compiling gives it.
  var rendered: String {
    let file = SourceFile(name: "page.md", text: page)
    let result = compile([file])
    let lines = LineIndex(file.bytes)
    var text = prose + "\n# Page\n````markdown\n" + page + "````\n"
    if !result.diagnostics.isEmpty {
      text += "# Diagnostics\n````text\n"
      for diagnostic in result.diagnostics {
        let start = lines.position(of: diagnostic.location.range.lowerBound)
        let end = lines.position(of: diagnostic.location.range.upperBound)
        text +=
          "\(start.line):\(start.column)-\(end.line):\(end.column): \(diagnostic.severity)[\(diagnostic.rule.slug)]: "
        text += diagnostic.message + "\n"
      }
      text += "````\n"
    }
    if !result.explainedNumbers.isEmpty {
      text += "# Other numbers\n````text\n"
      text += result.explainedNumbers.map { "\($0.text): \($0.reason)\n" }.joined() + "````\n"
    }
    text += "# Flows\n````text\n"
    if let specification = result.specification {
      for line in specification.lines { text += "\(line)\n" }
      for check in specification.checks { text += "check \(check.kind.rawValue): \(check.text)\n" }
      for flow in specification.flows {
        if let fallback = flow.fallback { text += "fallback of \(flow.id): \(fallback)\n" }
      }
    } else {
      text += "no specification\n"
    }
    return text + "````\n"
  }
}
