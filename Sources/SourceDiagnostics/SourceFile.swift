/// The bytes of one input and the name it is shown under.
public struct SourceFile: Sendable {
  /// The largest input that any reader accepts: 64 MiB.
  ///
  /// A port page has some 10 KB; the limit keeps memory bounded (a Markdown tree takes about twenty times its text).
  public static let maximumByteCount = 64 << 20

  /// The path as the user gave it, relative paths kept relative; `<stdin>` for standard input.
  public let name: String
  /// The content as it lies on disk: not necessarily valid UTF-8.
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// All bytes of the file.
  public var range: SourceRange { SourceRange(0..<bytes.count) }

  /// The text of a range; ill-formed UTF-8 becomes U+FFFD.
  public func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.offsets], as: UTF8.self)
  }
}

/// A place in one of several source files.
public struct SourceLocation: Hashable, Sendable {
  /// The ``SourceFile/name``.
  public let file: String
  public let range: SourceRange

  public init(file: String, range: SourceRange) {
    self.file = file
    self.range = range
  }
}
