import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

struct ComposerTests {
  /// Each model is written in several ways; all of them say the same.
  @Test(arguments: 0..<UInt64(150))
  func `reads what a page was made from`(seed: UInt64) {
    var random = RandomPage(seed: seed)
    let model = random.page()
    var digest: String?
    for rendering in 0..<UInt64(6) {
      var writer = PageWriter(seed: seed * 100 + rendering)
      let markdown = writer.markdown(model)
      let file = SourceFile(name: "page.md", text: markdown)
      let result = compile([file])
      let found = result.specification?.lines ?? []
      let warnings = result.diagnostics.filter { $0.severity != .advice }.map {
        "\($0.rule.slug): \($0.message): \(file.text($0.location.range))"
      }
      let missing = Set(model.lines).subtracting(found).sorted()
      let spurious = Set(found).subtracting(model.lines).sorted()
      #expect(
        missing.isEmpty && spurious.isEmpty && found.count == model.lines.count && warnings.isEmpty,
        """
        seed \(seed), rendering \(rendering)
        missing:  \(missing)
        spurious: \(spurious)
        reported: \(warnings)
        \(markdown)
        """)
      #expect(
        (result.specification?.checks ?? []).map(\.kind.rawValue).sorted() == model.checks.map(\.rawValue).sorted(),
        "seed \(seed), rendering \(rendering)\n\(markdown)")
      guard missing.isEmpty, spurious.isEmpty else { continue }
      #expect(result.specification?.unresolved ?? [] == [])
      if digest == nil { digest = result.specification?.digest }
      #expect(result.specification?.digest == digest, "seed \(seed), rendering \(rendering)\n\(markdown)")
    }
  }
}
