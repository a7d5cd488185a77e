@testable import PortCompiler
import PortPage
import SourceDiagnostics
import Testing

/// The filter may let a sentence go only where a reading finds nothing in it.
struct SentenceFilterTests {
  private static let words = """
    the a this these each both no its an another it they you we one keep keeps kept keeping store stores run runs running see \
    make makes show list lists is are be was has have does do can may must should will not never and or but when if unless \
    because since while so which that who after before until once by to with from on in at for of over between within without \
    than as need needs needed change changes changed close closes closed block fail fails stop stops include includes \
    administrators file files settings cache disk memory Console Agent archive reports version manual other same people \
    always only then instead also sure once provided alerts arrow two 12 2019 10.0.0.1 , , ( ) : – → users' it's
    """.split(separator: " ").map(String.init)

  /// What a full reading finds in the sentences that the filter lets go.
  private static func findings(_ file: SourceFile) -> (idle: Int, found: [String]) {
    let (page, _) = parsePage(file)
    let titles = NameReader(page, NameTable())
    let subjects = Outline(page, titles).subjects()
    var table = titles.table
    for (mention, _) in subjects { table.markKnown(mention.key) }
    let names = NameReader(page, table)
    let filter = SentenceFilter(names)
    var idle = 0
    var found: [String] = []
    for block in page.blocks where block.kind == .paragraph {
      let tokens = page.readableWords(of: block).withoutFootnotes.tokens
      for sentence in sentences(of: tokens) where !filter.canMatter(tokens, sentence, isLabel: false) {
        idle += 1
        var reader = StatementReader(tokens, sentence: sentence, names: names)
        for statement in reader.read() where says(statement.value) {
          found.append(file.text(sourceRange(tokens, sentence)))
        }
      }
    }
    return (idle, found)
  }

  private static func says(_ statement: Statement) -> Bool {
    statement.saysSomething || !statement.expressions.isEmpty || !statement.doubts.isEmpty
      || !statement.transports.isEmpty
  }

  @Test(arguments: SnapshotCase.all)
  func `lets go nothing on the pages of the cases`(name: String) throws {
    let found = Self.findings(SourceFile(name: name, text: try SnapshotCase(name).page)).found
    #expect(found == [])
  }

  @Test(arguments: 0..<UInt64(40))
  func `lets go nothing of random words`(seed: UInt64) {
    var random = SplitMix(state: seed)
    var text = ""
    for _ in 0..<200 {
      let count = Int.random(in: 2...12, using: &random)
      let sentence = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
      text += sentence.joined(separator: " ").capitalizedFirst + ".\n\n"
    }
    let (idle, found) = Self.findings(SourceFile(name: "page.md", text: text))
    #expect(idle > 0, "seed \(seed)")
    #expect(found == [], "seed \(seed)")
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
