import Foundation
import Testing

/// `Tests/Pages`: pages that were written, with what a careful reader reads from them, by people who did not know the program. What is read
/// right may become more, and never less; what is read wrong may only become less.
struct GoldPageTests {
  /// What is reached on a page: facts with every attribute right, and attributes that are wrong.
  struct Figures: Equatable, CustomStringConvertible {
    var whole = 0
    var missing = 0
    var wrong = 0

    var description: String { "\(whole) whole, \(missing) with something missing, \(wrong) with something wrong" }
  }

  struct Gold: Decodable {
    struct Fact: Decodable {
      let line: Int
      let ports: String
      let transport: String?
      let host, peer, direction: String?
      let optional, `default`: Bool?
      let soft: Bool?
      let hostAlt, peerAlt, directionAlt: [String?]?
      let optionalAlt, defaultAlt: [Bool?]?
    }

    let facts: [Fact]
  }

  struct Found: Decodable {
    let kind: String
    let line: Int?
    let ports: String?
    let transport: String?
    let source, destination, direction: String?
    let optional, `default`: Bool?
  }

  /// Raise these when they are surpassed.
  static let reached = [
    "brennholm-weighbridge-ports": Figures(whole: 5, missing: 7, wrong: 0),
    "callwren-ports": Figures(whole: 8, missing: 2, wrong: 1),
    "corvane-steward-ports": Figures(whole: 9, missing: 3, wrong: 0),
    "corvane-insight-ports": Figures(whole: 2, missing: 11, wrong: 0),
    "door-access-control-ports": Figures(whole: 8, missing: 4, wrong: 0),
    "endpoint-av-server-ports": Figures(whole: 4, missing: 7, wrong: 0),
    "fathomwire-monitor-ports": Figures(whole: 3, missing: 10, wrong: 0),
    "ferrant-plant-ports": Figures(whole: 10, missing: 2, wrong: 0),
    "halden-vault-ports": Figures(whole: 6, missing: 5, wrong: 0),
    "handrail-remote-support-ports": Figures(whole: 7, missing: 3, wrong: 1),
    "huddlewire-conference-ports": Figures(whole: 5, missing: 7, wrong: 0),
    "imaging-archive-ports": Figures(whole: 3, missing: 9, wrong: 0),
    "kestrio-recorder-ports": Figures(whole: 4, missing: 5, wrong: 2),
    "keyhaven-sso-ports": Figures(whole: 10, missing: 1, wrong: 0),
    "kilnworks-build-ports": Figures(whole: 3, missing: 9, wrong: 0),
    "larkfold-ports": Figures(whole: 6, missing: 5, wrong: 0),
    "ostrava-historian-gateway-ports": Figures(whole: 6, missing: 6, wrong: 0),
    "pathlink-ports": Figures(whole: 6, missing: 5, wrong: 0),
    "pellworth-loan-desk-ports": Figures(whole: 4, missing: 8, wrong: 1),
    "plattenpress-printserver-ports": Figures(whole: 6, missing: 7, wrong: 0),
    "quillmq-ports": Figures(whole: 7, missing: 5, wrong: 0),
    "storage-array-replication-ports": Figures(whole: 8, missing: 5, wrong: 0),
    "tallybrook-retail-ports": Figures(whole: 7, missing: 4, wrong: 0),
    "tarnwell-insight-ports": Figures(whole: 10, missing: 2, wrong: 0),
    "tarnwell-clonebase-ports": Figures(whole: 7, missing: 5, wrong: 0),
    "tessaro-monitoring-ports": Figures(whole: 8, missing: 4, wrong: 0),
    "tessmark-folio-ports": Figures(whole: 6, missing: 6, wrong: 0),
    "tidewheel-scheduler-ports": Figures(whole: 3, missing: 9, wrong: 2),
  ]

  private static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Pages")

  @Test(arguments: reached.keys.sorted())
  func `reads no less than it did`(name: String) throws {
    let figures = try measured(name)
    let reached = try #require(Self.reached[name])
    #expect(figures.whole >= reached.whole, "\(figures)")
    #expect(figures.wrong <= reached.wrong, "\(figures)")
  }

  @Test
  func `has figures for every page`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
    #expect(files.filter { $0.hasSuffix(".md") }.sorted() == Self.reached.keys.map { "\($0).md" }.sorted())
  }

  private func measured(_ name: String) throws -> Figures {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let gold = try decoder.decode(
      Gold.self, from: Data(contentsOf: Self.directory.appending(path: "\(name).json")))
    let workspace = try Workspace()
    let page = Self.directory.appending(path: "\(name).md").path
    let output = try workspace.portspec("facts", page).output
    let found = try output.split(separator: "\n").map { try decoder.decode(Found.self, from: Data($0.utf8)) }
    var figures = Figures()
    for fact in gold.facts where fact.soft != true {
      let candidates = found.filter {
        $0.kind == "fact" && $0.line == fact.line && $0.ports == fact.ports && $0.transport == fact.transport
      }
      let answers = candidates.map { judge($0, fact) }
      if answers.contains(.whole) {
        figures.whole += 1
      } else if answers.contains(.missing) || answers.isEmpty {
        figures.missing += 1
      } else {
        figures.wrong += 1
      }
    }
    return figures
  }

  private enum Answer { case whole, missing, wrong }

  private func judge(_ found: Found, _ gold: Gold.Fact) -> Answer {
    let answers = [
      judge(found.destination, gold.host, gold.hostAlt, isName: true),
      judge(found.source, gold.peer, gold.peerAlt, isName: true),
      judge(found.direction, gold.direction, gold.directionAlt, isName: false),
      judge(
        found.optional.map { "\($0)" }, gold.optional.map { "\($0)" }, gold.optionalAlt?.map { $0.map { "\($0)" } },
        isName: false),
      judge(
        found.default.map { "\($0)" }, gold.default.map { "\($0)" }, gold.defaultAlt?.map { $0.map { "\($0)" } },
        isName: false),
    ]
    if answers.contains(.wrong) { return .wrong }
    return answers.contains(.missing) ? .missing : .whole
  }

  /// An attribute that the page does not state may be derived.
  private func judge(_ found: String?, _ gold: String?, _ others: [String?]?, isName: Bool) -> Answer {
    guard let gold else { return .whole }
    let accepted = [gold] + (others ?? [])
    guard let found else { return accepted.contains(nil) ? .whole : .missing }
    let isRight = accepted.contains { other in
      guard let other else { return false }
      return isName ? isSameName(found, other) : found == other
    }
    return isRight ? .whole : .wrong
  }

  /// More than half of the words of both are the same.
  private func isSameName(_ one: String, _ other: String) -> Bool {
    let (a, b) = (words(one), words(other))
    return 2 * a.intersection(b).count >= a.union(b).count
  }

  private func words(_ name: String) -> Set<Substring> {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return Set(words.map { $0.hasSuffix("s") ? $0.dropLast() : $0 }).subtracting(["the", "a", "an", "and", "of"])
  }
}
