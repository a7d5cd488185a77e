#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import SourceDiagnostics

/// A file in a revision of the repository around the working directory: `HEAD~1:docs/network-ports.md`.
struct GitObject {
  let revision: String
  let path: String

  /// - Returns: nil where the text is not of that form. A revision that looks like an option is none.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex, !text.hasPrefix("-") else { return nil }
    revision = String(text[..<colon])
    path = String(text[text.index(after: colon)...])
    if path.isEmpty { return nil }
  }

  init(revision: String, path: String) {
    self.revision = revision
    self.path = path
  }

  /// The content in that revision.
  func read() throws(CannotCheck) -> [UInt8] {
    // `cat-file blob` applies no filters, pagers or text conversions; there is no shell between.
    let result = try Self.run(["git", "cat-file", "blob", "\(revision):\(path)"])
    guard result.status == 0 else {
      throw CannotCheck("cannot read \(revision):\(path) from git; see its message above")
    }
    return result.output
  }

  /// Whether the revision has the file.
  func exists() throws(CannotCheck) -> Bool {
    try Self.run(["git", "cat-file", "-e", "\(revision):\(path)"], isQuiet: true).status == 0
  }

  /// The path from the top of the repository; `./` and `../` in the text count from the working directory.
  ///
  /// Source: gitrevisions(7), `<rev>:<path>`.
  func pathInRepository() throws(CannotCheck) -> String {
    guard path.hasPrefix("./") || path.hasPrefix("../") else { return Path.normalized(path) }
    let result = try Self.run(["git", "rev-parse", "--show-prefix"])
    let prefix = String(decoding: result.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return Path.normalized(prefix + path)
  }

  /// Runs a program found on the path; its standard error is ours, unless `isQuiet`.
  private static func run(
    _ arguments: [String], isQuiet: Bool = false
  ) throws(CannotCheck) -> (output: [UInt8], status: Int32) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw CannotCheck("run", arguments[0], errno: errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process: pid_t
    do throws(CannotCheck) {
      process = try spawn(arguments, output: ends[1], isQuiet: isQuiet)
    } catch {
      close(ends[1])
      throw error
    }
    close(ends[1])
    let output = Result { () throws(CannotCheck) in
      try Files.read(descriptor: ends[0], name: "the output of \(arguments[0])", limit: SourceFile.maximumByteCount)
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw CannotCheck("wait for", arguments[0], errno: errno) }
    }
    return (try output.get(), status)
  }

  private static func spawn(_ arguments: [String], output: Int32, isQuiet: Bool) throws(CannotCheck) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    if isQuiet { unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
    // The copies live until the call returns; the new process has its own by then.
    var copies = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawnp(&process, arguments[0], &actions, nil, &copies, environ)
    guard code == 0 else { throw CannotCheck("run", arguments[0], errno: code) }
    return process
  }
}
