import ArgumentParser
import PortCompiler
import PortModel
import SourceDiagnostics

/// `portspec init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first .portspec.yaml for the port pages it finds.",
    discussion: """
      A port page is a Markdown file whose name or title speaks of ports or firewalls and which states a port. Without a \
      page, the working directory is searched, hidden directories left out. A .portspec.yaml that exists is never overwritten.

      EXAMPLES
        portspec init
        portspec init docs/network-ports.md
      """)

  @Argument(
    help: ArgumentHelp("The pages; searched for when none is given.", valueName: "page"),
    completion: .file(extensions: ["md", "markdown"]))
  var pages: [String] = []

  func run() throws {
    try perform { () throws(CannotCheck) in
      guard !Files.exists(Settings.fileName) else {
        throw CannotCheck("\(Settings.fileName) exists already; it stays as it is")
      }
      let found = try pages.isEmpty ? Self.search() : pages
      guard !found.isEmpty else {
        throw CannotCheck("no port page found; name one: `portspec init docs/network-ports.md`")
      }
      for page in found {
        guard !page.hasPrefix("/"), !Path.normalized(page).hasPrefix("..") else {
          throw CannotCheck("\(page) is not below the working directory, where \(Settings.fileName) would lie")
        }
        guard Files.exists(page) else { throw CannotCheck("cannot read \(page): there is no such file") }
      }
      try Files.replace(Settings.fileName, with: Array(Self.settings(for: found).utf8))
      try Console.write("wrote \(Settings.fileName) for \(found.joined(separator: ", "))\n")
      try Console.write("run `portspec generate` to write the files it declares\n")
      return .success
    }
  }

  /// Larger files are no port pages that a person wrote.
  private static let largestPage = 1 << 20

  private static func search() throws(CannotCheck) -> [String] {
    var found: [String] = []
    var progress = Progress()
    for path in Glob("**/*.md").files(in: ".") + Glob("**/*.markdown").files(in: ".") {
      progress.step("looking at \(path)", expectsLongWork: false)
      let bytes: [UInt8]
      do throws(CannotCheck) {
        bytes = try Files.read(path, limit: largestPage)
      } catch {
        try Console.write("left out: \(error.message)\n", to: .error)
        continue
      }
      guard bytes.count <= largestPage else {
        try Console.write("left out \(path): it has more than 1 MiB; name it to declare it\n", to: .error)
        continue
      }
      if isPortPage(SourceFile(name: path, bytes: bytes)) { found.append(path) }
    }
    progress.end()
    return found.sorted()
  }

  private static func isPortPage(_ file: SourceFile) -> Bool {
    func speaksOfPorts(_ text: String) -> Bool {
      let text = text.lowercased()
      return text.contains("port") || text.contains("firewall")
    }
    // Looking at the name first saves compiling most files.
    let head = String(decoding: file.bytes.prefix(1024), as: UTF8.self)
    guard speaksOfPorts(Path.name(of: file.name)) || speaksOfPorts(head) else { return false }
    let compilation = compile([file])
    let title = compilation.specification?.document.title ?? ""
    return compilation.factCount > 0 && (speaksOfPorts(Path.name(of: file.name)) || speaksOfPorts(title))
  }

  private static func settings(for pages: [String]) -> String {
    var text = """
      # What portspec makes from which page. `portspec generate` writes the files, `portspec check` compares them.
      version: 1
      specifications:

      """
    var taken: Set<String> = []
    for page in pages {
      let stem = Path.name(of: Path.withoutExtension(page))
      var output = "generated/\(stem).json"
      var number = 2
      while !taken.insert(output).inserted {
        output = "generated/\(stem)-\(number).json"
        number += 1
      }
      text += "  - pages: [\(quoted(page))]\n    output: \(quoted(output))\n"
    }
    return text
  }

  /// A YAML 1.1 scalar: plain where nothing in it could be read otherwise, else in single quotes (§7.3.2).
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.enumerated().allSatisfy { index, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "/"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): index > 0
      default: false
      }
    }
    if isPlain { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
