import PortReporting
import SourceDiagnostics
import Testing

private let rule = DiagnosticRule("sample-rule", 199, .warning, "a sample for tests")
private let errorRule = DiagnosticRule("sample-error", 198, .error, "an error for tests")

/// A diagnostic at the first place where `marked` stands in the text.
private func rendered(_ text: String, at marked: String, style: TextStyle = .plain) throws -> String {
  let file = SourceFile(name: "page.md", text: text)
  let diagnostic = Diagnostic(rule, "look here", at: try place(marked, in: file))
  return DiagnosticText(SourceSet([file], for: [diagnostic]), style: style).rendered([diagnostic])
}

func place(_ marked: String, in file: SourceFile) throws -> SourceDiagnostics.SourceLocation {
  let pattern = Array(marked.utf8)
  let start = try #require(
    (0...(file.bytes.count - pattern.count)).first { file.bytes[$0...].starts(with: pattern) })
  return SourceLocation(file: file.name, range: SourceRange(start..<(start + pattern.count)))
}

struct DiagnosticTextTests {
  @Test(arguments: [
    // text, place, the line as shown, its underline
    ("### TCP 3843\n", "3843", "### TCP 3843", "        ^^^^"),
    ("a\n\tTCP 1\n", "TCP", "    TCP 1", "    ^^^"),
    ("ab\tTCP 1\n", "\tTCP", "ab  TCP 1", "  ^^^^^"),
    ("端口 443 开放\n", "443", "端口 443 开放", "     ^^^"),
    ("端口 443 开放\n", "开放", "端口 443 开放", "         ^^^^"),
    ("e\u{301}tat 22\n", "22", "e\u{301}tat 22", "     ^^"),
    ("port \u{1B}[2J22\r\n", "22", "port ␛[2J22", "         ^^"),
    ("a\u{202E}b 22\n", "22", "a<U+202E>b 22", "           ^^"),
    ("a\u{9B}31m 22\n", "22", "a<U+009B>31m 22", "             ^^"),
    ("port\r\nnext 22", "\r\n", "port", "    ^"),
    ("two\nlines here\n", "two\nlines", "two", "^^^"),
  ])
  func `underlines the place`(text: String, marked: String, line: String, underline: String) throws {
    let lines = try rendered(text, at: marked).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].dropFirst(8) == line)
    #expect(lines[2] == "      | " + underline)
  }

  @Test(arguments: [0, 50, 5000, 250_000])
  func `clips a long line around the place`(before: Int) throws {
    let text = String(repeating: "é", count: before) + "TARGET" + String(repeating: " 漢", count: 5000)
    let lines = try rendered(text, at: "TARGET").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].unicodeScalars.count <= 8 + 102)
    #expect(lines[1].contains("TARGET"))
    #expect(lines[1].hasSuffix("…"))
    #expect(lines[1].dropFirst(8).hasPrefix("…") == (before > 100))
    #expect(!lines[1].contains("\u{FFFD}"))
    let column = lines[2].prefix { $0 != "^" }.count
    #expect(lines[1].dropFirst(column).hasPrefix("TARGET"))
  }

  @Test
  func `lets no byte sequence reach the terminal as a control`() throws {
    let seed: UInt64 = 20_260_101
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let interesting: [UInt8] = [0x1B, 0x9B, 0xC2, 0xE2, 0x80, 0xAE, 0x0D, 0x07, 0x00, 0x7F, 0x0A, 0x41, 0xF0, 0x9F]
      let bytes = (0..<Int.random(in: 1...60, using: &random)).map { _ in
        Bool.random(using: &random)
          ? interesting.randomElement(using: &random) ?? 0 : .random(in: 0...255, using: &random)
      }
      let file = SourceFile(name: "a\u{1B}]0;b", bytes: bytes)
      let low = Int.random(in: 0...bytes.count, using: &random)
      let range = SourceRange(low..<Int.random(in: low...bytes.count, using: &random))
      let location = SourceLocation(file: file.name, range: range)
      let message = String(decoding: bytes, as: UTF8.self)
      let diagnostic = Diagnostic(
        rule, message, at: location, notes: [.init(message, at: location)], fix: .init(message, []))
      let text = DiagnosticText(SourceSet([file], for: [diagnostic]), style: .plain).rendered([diagnostic])
      let isSafe = text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar == "\n"
        case .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
      #expect(isSafe, "seed \(seed), round \(round): \(bytes)")
    }
  }

  @Test
  func `shows notes, fixes and a summary`() throws {
    let file = SourceFile(name: "docs/page.md", text: "## A\n\n### TCP 443\n\n### TCP 443\n")
    let first = try place("TCP 443", in: file)
    let second = SourceLocation(file: file.name, range: SourceRange(21..<28))
    let diagnostics = [
      Diagnostic(
        errorRule, "port 443 is stated twice; keep one", at: second,
        notes: [.init("first stated here", at: first), .init("both say the same")],
        fix: .init("remove the heading", [.init(SourceRange(17..<28), "")])),
      Diagnostic(rule, "a file without text", at: SourceLocation(file: "gone.md", range: SourceRange(0..<0))),
    ]
    let sources = SourceSet([file], for: diagnostics)
    try expectSnapshot(DiagnosticText(sources, style: .plain).rendered(diagnostics), "reporting/diagnostics.txt")
    try expectSnapshot(
      DiagnosticText(sources, style: .coloured).rendered(diagnostics), "reporting/diagnostics-coloured.txt")
  }

  @Test
  func `says nothing when there is nothing to say`() {
    #expect(DiagnosticText(SourceSet([], for: []), style: .coloured).rendered([]) == "")
  }
}
