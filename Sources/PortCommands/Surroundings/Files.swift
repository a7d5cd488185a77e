#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import SourceDiagnostics

/// Why the surroundings kept a command from its work: an unreadable file, a missing tool. Ends with exit code 2.
struct CannotCheck: Error {
  /// Lower case, no full stop.
  let message: String

  init(_ message: String) { self.message = message }

  /// The failure of a system call.
  init(_ action: String, _ path: String, errno code: Int32) {
    message = "cannot \(action) \(path): \(Files.reason(code))"
  }
}

/// The file system, by system calls: full Foundation would cost every start of the program more than compiling a page.
enum Files {
  static let standardInputName = "<stdin>"

  /// The bytes of a file, or of standard input for `-`.
  ///
  /// - Parameter limit: Reading stops after this many bytes and one more, so that the reader can see that it is too large.
  static func read(_ path: String, limit: Int = SourceFile.maximumByteCount) throws(CannotCheck) -> [UInt8] {
    if path == "-" { return try read(descriptor: STDIN_FILENO, name: standardInputName, limit: limit) }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CannotCheck("read", path, errno: errno) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, name: path, limit: limit)
  }

  static func read(descriptor: Int32, name: String, limit: Int) throws(CannotCheck) -> [UInt8] {
    var result: [UInt8] = []
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_size > 0 {
      result.reserveCapacity(min(Int(status.st_size), limit) + 1)
    }
    let size = 1 << 16
    var buffer = [UInt8](repeating: 0, count: size)
    while result.count <= limit {
      // The system writes at most `size` bytes into the buffer, and the pointer is not used after the call.
      let count = Self.read(descriptor, &buffer, size)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw CannotCheck("read", name, errno: errno)
      }
      result += buffer[..<count]
    }
    return result
  }

  private static func read(_ descriptor: Int32, _ buffer: inout [UInt8], _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, &buffer, count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, &buffer, count)
    #else
      unsafe Darwin.read(descriptor, &buffer, count)
    #endif
  }

  /// Writes all bytes to an open file.
  ///
  /// - Returns: The error number, 0 for success.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 { write(bytes.span, to: descriptor) }

  /// Writes all bytes to an open file.
  ///
  /// - Returns: The error number, 0 for success.
  static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Int32 {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.extracting(start...).withUnsafeBytes { buffer in
        #if canImport(Glibc)
          unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      start += count
    }
    return 0
  }

  /// Writes what comes piece by piece. Behind an error nothing more is written.
  ///
  /// - Returns: The error number, 0 for success.
  static func write(to descriptor: Int32, _ pieces: ((Span<UInt8>) -> Void) -> Void) -> Int32 {
    var code: Int32 = 0
    pieces { if code == 0 { code = write($0, to: descriptor) } }
    return code
  }

  /// Puts a file in place as a whole: readers see the old content or the new, never a part.
  ///
  /// Directories are made as needed; a symbolic link stays, and its target is replaced; the mode of an older file stays. A device, a
  /// pipe or a socket (`/dev/null`, `/dev/stdout`) is written to and never replaced.
  /// - Returns: Whether anything was written; a file with the same content is left alone.
  @discardableResult
  static func replace(_ path: String, with bytes: [UInt8]) throws(CannotCheck) -> Bool {
    if isSpecial(path) {
      try writeThrough(path) { $0(bytes.span) }
      return true
    }
    let target = resolved(path)
    if exists(target), try read(target, limit: .max - 1) == bytes { return false }
    try makeDirectories(above: target)
    let (temporary, descriptor) = try temporaryFile(beside: target)
    var status = stat()
    let mode: mode_t = unsafe stat(target, &status) == 0 ? status.st_mode & 0o7777 : 0o666 & ~fileModeMask()
    var code = write(bytes, to: descriptor)
    if code == 0, fchmod(descriptor, mode) != 0 { code = errno }
    // Closing can report a failed write, on network file systems above all.
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, unsafe rename(temporary, target) != 0 { code = errno }
    guard code == 0 else {
      unsafe unlink(temporary)
      throw CannotCheck("write", path, errno: code)
    }
    return true
  }

  /// Puts a file in place whose content comes piece by piece; a device, a pipe or a socket gets each piece as it comes.
  static func replace(_ path: String, _ pieces: ((Span<UInt8>) -> Void) -> Void) throws(CannotCheck) {
    if isSpecial(path) { return try writeThrough(path, pieces) }
    var bytes: [UInt8] = []
    // The bytes are copied before the closure ends.
    pieces { unsafe $0.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) } }
    try replace(path, with: bytes)
  }

  /// Whether something stands at a path that holds no content of its own. A directory fails by itself when it is to be replaced.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    let kind = status.st_mode & S_IFMT
    return kind != S_IFREG && kind != S_IFDIR
  }

  private static func writeThrough(
    _ path: String, _ pieces: ((Span<UInt8>) -> Void) -> Void
  ) throws(CannotCheck) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CannotCheck("write", path, errno: errno) }
    var code = write(to: descriptor, pieces)
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else { throw CannotCheck("write", path, errno: code) }
  }

  private static func temporaryFile(beside path: String) throws(CannotCheck) -> (path: String, descriptor: Int32) {
    var code = EEXIST
    for attempt in 0..<100 where code == EEXIST {
      let temporary = "\(path).portspec-\(getpid())-\(attempt)"
      let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return (temporary, descriptor) }
      code = errno
    }
    throw CannotCheck("write", path, errno: code)
  }

  private static func fileModeMask() -> mode_t {
    let mask = umask(0o077)
    umask(mask)
    return mask
  }

  private static func makeDirectories(above path: String) throws(CannotCheck) {
    let parent = Path.parent(of: path)
    guard parent != ".", parent != "/", !isDirectory(parent) else { return }
    try makeDirectories(above: parent)
    guard unsafe mkdir(parent, 0o777) == 0 || errno == EEXIST else {
      throw CannotCheck("make directory", parent, errno: errno)
    }
  }

  /// The path with symbolic links followed, or the path itself where it does not exist yet.
  private static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  static func isDirectory(_ path: String) -> Bool { type(of: path) == S_IFDIR }

  /// A regular file, symbolic links followed; reading a pipe or a device could take for ever.
  static func isFile(_ path: String) -> Bool { type(of: path) == S_IFREG }

  private static func type(of path: String) -> mode_t? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The names in a directory, sorted by their bytes, without `.` and `..`; none where it cannot be read.
  static func names(in directory: String) -> [String] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // The system ends d_name with a zero byte within its size.
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func workingDirectory() throws(CannotCheck) -> String {
    guard let path = unsafe getcwd(nil, 0) else { throw CannotCheck("find", "the working directory", errno: errno) }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  static func reason(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
