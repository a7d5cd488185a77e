import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

struct SpecificationReaderTests {
  @Test(arguments: 0..<UInt64(300))
  func `reads what was written`(seed: UInt64) {
    var random = RandomSpecification(seed: seed)
    let specification = random.specification()
    let result = readSpecification(SourceFile(name: "seed-\(seed).json", bytes: specification.json()))
    #expect(result.diagnostics == [], "seed \(seed)")
    #expect(result.specification == specification, "seed \(seed)")
    #expect(result.specification?.json() == specification.json(), "seed \(seed)")
  }

  @Test
  func `reads the sample`() {
    let result = readSpecification(SourceFile(name: "a.json", text: SampleSpecification.text))
    #expect(result.diagnostics == [])
    #expect(result.specification == SampleSpecification.value)
  }

  @Test(arguments: SampleSpecification.broken.indices)
  func `reports what is wrong`(index: Int) throws {
    let sample = SampleSpecification.broken[index]
    let text = try #require(SampleSpecification.text(replacing: sample.find, with: sample.replacement))
    let file = SourceFile(name: "a.json", text: text)
    let result = readSpecification(file)
    #expect(result.specification == nil)
    let found = result.diagnostics.map { "\($0.rule.slug) \(file.text($0.location.range))" }
    #expect(found.contains { $0.hasPrefix("\(sample.rule) \(sample.place)") }, "\(found)")
    // One mistake is one diagnostic, but where a renamed member is missing too.
    #expect(found.count == 1 || sample.rule == "unknown-member" && found.count == 2, "\(found)")
  }

  @Test
  func `reads a newer minor version without its digest`() throws {
    let text = try #require(
      SampleSpecification.text(replacing: #"schemaVersion": "1.0"#, with: #"schemaVersion": "1.7"#))
    let changed = text.replacing(#""transport": "tcp""#, with: #""transport": "udp""#)
    let result = readSpecification(SourceFile(name: "a.json", text: changed))
    #expect(result.diagnostics.map(\.rule) == [.unsupportedVersion])
    #expect(result.diagnostics.map(\.severity) == [.warning])
    #expect(result.specification?.flows.last?.transport == .udp)
  }

  @Test(arguments: [
    "", "null", "[]", "1", "{}", "{\"schemaVersion\": \"1.0\"}", "[[", "{\"schemaVersion\": \"3.1\", \"x\": 1}",
  ])
  func `refuses other texts`(text: String) {
    let result = readSpecification(SourceFile(name: "a.json", text: text))
    #expect(result.specification == nil)
    #expect(!result.diagnostics.isEmpty)
  }

  @Test
  func `says nothing but the version about another major version`() {
    let result = readSpecification(SourceFile(name: "a.json", text: "{\"schemaVersion\": \"2.0\", \"x\": 1}"))
    #expect(result.diagnostics.map(\.rule) == [.unsupportedVersion])
    #expect(
      result.diagnostics.first?.message
        == "the format 2.0 is not 1.0, which this portspec reads; compile the page again, or read the file with the portspec that wrote it"
    )
  }

  @Test
  func `points at the first of equal ids`() throws {
    let text = try #require(SampleSpecification.text(replacing: #""id": "server""#, with: #""id": "client""#))
    let file = SourceFile(name: "a.json", text: text)
    let diagnostic = try #require(readSpecification(file).diagnostics.first { $0.rule == .duplicateID })
    let note = try #require(diagnostic.notes.first?.location)
    #expect(file.text(note.range) == "\"client\"" && note.range < diagnostic.location.range)
  }
}
