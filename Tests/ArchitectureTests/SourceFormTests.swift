import Testing

struct SourceFormTests {
  @Test func `reading a page or a tree never throws`() throws {
    for source in try Repository.current.sources() where ["PortPage", "SourceTrees"].contains(source.target) {
      #expect(linesOfThrowingInterface(in: source.tokens) == [], "\(source.path)")
    }
  }

  @Test(arguments: [
    ("package func f() throws -> Int {", true), ("public static func f(_ a: [Int]) throws(E) {", true),
    ("package init(a: Int)\n  throws {", true), ("public mutating func f<T>(a: T) async throws {", true),
    ("func f() throws {", false), ("package func f(_ body: () throws -> Void) {", false),
    ("package func f() -> Int { try g() }\nfunc g() throws {", false), ("package func f() {} // throws", false),
  ])
  func `finds exported functions that throw`(source: String, isFound: Bool) {
    #expect(linesOfThrowingInterface(in: swiftTokens(source)) == (isFound ? [1] : []))
  }

  @Test func `nothing ends the process on input or hides a race`() throws {
    for source in try Repository.current.sources() {
      #expect(bannedForms(in: source.tokens) == [], "\(source.path)")
    }
  }

  @Test(arguments: [
    ("fatalError()", ["1: fatalError"]), ("a\ntry! f()", ["2: try!"]), ("b as! C", ["1: as!"]),
    ("class A: @unchecked Sendable {}", ["1: @uncheckedSendable"]),
    ("nonisolated(unsafe) var a = 1", ["1: nonisolated(unsafe)"]),
    ("try f() // try!", []), ("\"as! \"", []), ("try !f()", ["1: try!"]), ("a != b as? C", []),
  ])
  func `finds banned forms`(source: String, found: [String]) {
    #expect(bannedForms(in: swiftTokens(source)) == found)
  }

  @Test func `a source file has at most 400 lines`() throws {
    for source in try Repository.current.sources() {
      #expect(!isTooLong(source.text), "\(source.path)")
    }
  }

  @Test func `counts lines of files that people write`() {
    let lines = String(repeating: "let a = 1\n", count: 400)
    #expect(!isTooLong(lines))
    #expect(isTooLong(lines + "let a = 1\n"))
    #expect(!isTooLong("// Generated from a.md by portspec. Do not edit.\n" + lines))
  }

  private func isTooLong(_ text: String) -> Bool {
    text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) > 400 && !text.hasPrefix("// Generated from ")
  }
}
