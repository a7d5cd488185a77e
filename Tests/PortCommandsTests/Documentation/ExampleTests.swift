import Foundation
import Testing

extension DocumentationTests {
  /// `UPDATE_SNAPSHOTS=1` writes what the commands print into the pages instead.
  @Suite(
    .enabled(if: Workspace.program != nil, "portspec is not built beside the tests"),
    .enabled(if: Workspace.hasGit, "git is not installed"))
  struct ExampleTests {
    private static let documents: [String] = Documentation.pages.filter { path in
      (try? Documentation.text(path)).map { ExecutableDocument(path, $0).isExecutable } ?? false
    }

    @Test func `runs the pages that consist of examples`() {
      #expect(
        Set(Self.documents).isSuperset(of: ["docs/tutorial.md", "docs/page-language.md", "docs/reference/diff.md"]))
    }

    @Test(arguments: documents)
    func `prints what the documentation shows`(path: String) throws {
      let text = try Documentation.text(path)
      let (outputs, updated) = try ExecutableDocument(path, text).run()
      try #require(!outputs.isEmpty)
      if Documentation.isUpdating { return try Documentation.write(updated, to: path) }
      for output in outputs {
        #expect(
          output.printed == output.documented,
          "\(path):\(output.line): \(output.command); where the new text is right, run the tests with UPDATE_SNAPSHOTS=1"
        )
      }
    }

    @Test func `tells what differs from the documentation`() throws {
      let page = """
        ```text file=a.txt
        one
        ```

        ```console
        $ cat a.txt; false
        two
        $ echo $?
        1
        ```

        """
      let (outputs, updated) = try ExecutableDocument("page.md", page).run()
      #expect(outputs.map(\.line) == [6, 8])
      #expect(outputs.map(\.documented) == ["two", "1"])
      #expect(outputs.map(\.printed) == ["one", "1"])
      #expect(updated == page.replacing("two", with: "one"))
    }
  }
}
