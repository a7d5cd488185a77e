import Foundation

/// A page of documentation whose examples are run, in order and in one directory.
///
/// - A block with `file=PATH` behind its language is written to that path.
/// - In a `console` block each line that begins with `$ ` is run by `sh`; the lines below it are what it prints.
/// - A `text` block behind a `markdown` block without a path is what `portspec compile page.md --format text` prints
///   when that block is the page.
struct ExecutableDocument {
  /// What was printed at a line of the document, and what the document says there.
  struct Output {
    let line: Int
    let command: String
    let documented: String
    let printed: String
  }

  let path: String
  private let blocks: [FencedBlock]
  private let lines: [String]

  init(_ path: String, _ text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    blocks = FencedBlock.blocks(in: lines)
  }

  /// Whether anything in it is run.
  var isExecutable: Bool {
    blocks.contains { $0.language == "console" } || blocks.indices.contains { isCompiledOutput($0) }
  }

  /// Runs the examples in a new workspace.
  ///
  /// - Returns: Each output, and the document as it would be with what was printed.
  func run() throws -> (outputs: [Output], text: String) {
    let workspace = try Workspace()
    var shell = Shell(workspace)
    var outputs: [Output] = []
    var result: [String] = []
    var end = 0
    for (index, block) in blocks.enumerated() {
      result += lines[end..<block.content.lowerBound]
      end = block.content.upperBound
      let content = Array(lines[block.content])
      if let file = block.file {
        try workspace.write(content.joined(separator: "\n") + "\n", to: file)
        result += content
      } else if block.language == "console" {
        result += try shell.run(content, from: block.content.lowerBound, into: &outputs)
      } else if isCompiledOutput(index) {
        try workspace.write(lines[blocks[index - 1].content].joined(separator: "\n") + "\n", to: "page.md")
        let printed = try shell.run("portspec compile page.md --format text 2>&1")
        result += printed
        outputs.append(
          Output(
            line: block.content.lowerBound, command: "compile", documented: content.joined(separator: "\n"),
            printed: printed.joined(separator: "\n")))
      } else {
        result += content
      }
    }
    result += lines[end...]
    return (outputs, result.joined(separator: "\n"))
  }

  private func isCompiledOutput(_ index: Int) -> Bool {
    guard index > 0, blocks[index].language == "text" else { return false }
    let page = blocks[index - 1]
    guard page.language == "markdown", page.file == nil else { return false }
    return lines[(page.content.upperBound + 1)..<(blocks[index].content.lowerBound - 1)].allSatisfy(\.isEmpty)
  }
}

/// A fenced code block.
struct FencedBlock {
  let language: String
  /// Where the reader is told to save it.
  let file: String?
  /// Its lines without the fences.
  let content: Range<Int>

  static func blocks(in lines: [String]) -> [FencedBlock] {
    var blocks: [FencedBlock] = []
    var open: (fence: String, info: Substring, start: Int)?
    for (index, line) in lines.enumerated() {
      let fence = String(line.prefix { $0 == "`" })
      if let begun = open {
        guard fence == line, fence.count >= begun.fence.count else { continue }
        let words = begun.info.split(separator: " ")
        let file = words.first { $0.hasPrefix("file=") }.map { String($0.dropFirst("file=".count)) }
        blocks.append(
          FencedBlock(language: String(words.first ?? ""), file: file, content: begun.start..<index))
        open = nil
      } else if fence.count >= 3 {
        open = (fence, line.dropFirst(fence.count), index + 1)
      }
    }
    return blocks
  }
}

/// Commands as a reader types them, one after another.
private struct Shell {
  private let workspace: Workspace
  /// Of the command before, for `$?`.
  private var status: Int32 = 0

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// Runs the commands of a console block.
  ///
  /// - Returns: The block with what was printed.
  mutating func run(
    _ lines: [String], from start: Int, into outputs: inout [ExecutableDocument.Output]
  ) throws -> [String] {
    var result: [String] = []
    var index = 0
    while index < lines.count {
      let first = index
      var command = lines[index].hasPrefix("$ ") ? String(lines[index].dropFirst(2)) : ""
      result.append(lines[index])
      index += 1
      while command.hasSuffix("\\"), index < lines.count {
        command += "\n" + lines[index]
        result.append(lines[index])
        index += 1
      }
      var documented: [String] = []
      while index < lines.count, !lines[index].hasPrefix("$ ") {
        documented.append(lines[index])
        index += 1
      }
      let printed = try run(command)
      result += printed
      outputs.append(
        ExecutableDocument.Output(
          line: start + first + 1, command: command, documented: documented.joined(separator: "\n"),
          printed: printed.joined(separator: "\n")))
    }
    return result
  }

  /// - Returns: The lines of both streams in the order of printing.
  mutating func run(_ command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "(exit \(status))\n\(command)"]
    process.currentDirectoryURL = workspace.directory
    process.environment = environment
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).out")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data().write(to: file)
    let output = try FileHandle(forWritingTo: file)
    try output.seekToEnd()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    var lines = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Nothing of the machine but where its programs are, so that git and the shell say the same everywhere.
  private var environment: [String: String] {
    let programs = Workspace.program?.deletingLastPathComponent().path ?? ""
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": "\(programs):\(path)", "HOME": workspace.directory.path, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "Reader", "GIT_AUTHOR_EMAIL": "reader@example.com", "GIT_COMMITTER_NAME": "Reader",
      "GIT_COMMITTER_EMAIL": "reader@example.com", "GIT_CEILING_DIRECTORIES": workspace.directory.path,
    ]
  }
}
