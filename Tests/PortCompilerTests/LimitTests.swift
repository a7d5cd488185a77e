import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

/// Limits of the compiler end in a diagnostic.
struct LimitTests {
  private func page(sentences: Int) -> SourceFile {
    let lines = (0..<sentences).map { "The Client\($0) connects to the Orders Server on this port." }
    return SourceFile(
      name: "page.md", text: "## Ports on the Orders Server\n\n### TCP 8443\n\n" + lines.joined(separator: "\n") + "\n")
  }

  @Test func `reads three hundred statements about one port, its title among them, and says where it stops`() throws {
    #expect(compile([page(sentences: 299)]).specification?.flows.count == 299)

    let file = page(sentences: 300)
    let result = compile([file])
    #expect(result.specification?.flows.count == 299)
    let limit = try #require(result.diagnostics.first { $0.rule.slug == "too-many-statements" })
    #expect(file.text(limit.location.range) == "The Client299 connects to the Orders Server on this port.")
    #expect(result.specification?.unresolved.map(\.kind) == ["too-many-statements"])
  }
}
