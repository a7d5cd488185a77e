import Synchronization

/// Values that live as long as the process.
///
/// A process gives its memory back as a whole when it ends. Taking a large compilation apart object by object just before takes a
/// twentieth of the time that making it took.
enum ProcessLifetime {
  private static let values = Mutex<[any Sendable]>([])

  static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }
}
