#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import PortReporting

/// Standard output and standard error.
enum Console {
  enum Stream {
    case output
    case error

    fileprivate var descriptor: Int32 {
      switch self {
      case .output: STDOUT_FILENO
      case .error: STDERR_FILENO
      }
    }
  }

  /// Writes everything at once. A reader that went away ends the program without a word.
  static func write(_ bytes: [UInt8], to stream: Stream = .output) throws(CannotCheck) {
    try write(to: stream) { $0(bytes.span) }
  }

  /// Writes what comes piece by piece. A reader that went away ends the program without a word.
  static func write(
    to stream: Stream = .output, _ pieces: ((Span<UInt8>) -> Void) -> Void
  ) throws(CannotCheck) {
    let code = Files.write(to: stream.descriptor, pieces)
    if code == EPIPE { exit(0) }
    if code != 0 { throw CannotCheck("write", "standard output", errno: code) }
  }

  static func write(_ text: String, to stream: Stream = .output) throws(CannotCheck) {
    try write(Array(text.utf8), to: stream)
  }

  /// Colours only on a terminal that has them, and not against the user's wish. Source: no-color.org; terminfo(5).
  static func style(_ stream: Stream) -> TextStyle {
    let refuses = Files.environment("NO_COLOR").map { !$0.isEmpty } ?? false
    let isDumb = Files.environment("TERM") == "dumb"
    return Files.isTerminal(stream.descriptor) && !refuses && !isDumb ? .coloured : .plain
  }
}

/// A line on the terminal that says what is going on, for work that takes more than a second.
struct Progress {
  private let started = ContinuousClock.now
  private let isShown = Files.isTerminal(STDERR_FILENO)
  private var hasWritten = false

  /// - Parameter expectsLongWork: Whether the step will take long, as far as its size tells; then the line comes at once.
  mutating func step(_ text: @autoclosure () -> String, expectsLongWork: Bool) {
    guard isShown, expectsLongWork || started.duration(to: .now) > .seconds(1) else { return }
    hasWritten = true
    // Carriage return and ECMA-48 EL: the line is written over by the next one.
    _ = Files.write(Array("\r\u{1B}[Kportspec: \(VisibleText.line(text()))".utf8), to: STDERR_FILENO)
  }

  /// Takes the line away.
  mutating func end() {
    guard hasWritten else { return }
    hasWritten = false
    _ = Files.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
  }
}
