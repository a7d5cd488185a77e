import PortModel

/// Generated text with a checksum of itself.
///
/// One line near the top holds `Checksum: sha256:…` in whatever comment syntax the format has. It is computed over the
/// file with zeros in its place and with line feeds only, so a changed checkout of line ends does not matter. A file whose
/// checksum holds but whose bytes differ from a fresh one is stale; one whose checksum does not hold was edited by hand.
package struct GeneratedFile: Hashable, Sendable {
  package enum Integrity: Hashable, Sendable {
    /// The file is as a generator wrote it, now or earlier.
    case intact
    /// The file was changed after a generator wrote it.
    case edited
    /// No checksum line: the file is not a generator's, or its header was removed.
    case unsealed
  }

  package let contents: [UInt8]

  /// What generators write where the checksum goes.
  static let checksumPlaceholder = "sha256:" + String(repeating: "0", count: 64)

  /// Puts the checksum in.
  ///
  /// - Precondition: one of the first lines is a checksum line with ``checksumPlaceholder``.
  init(sealing text: [UInt8]) {
    guard let place = Self.checksumPlace(in: text) else {
      preconditionFailure("a generator must write a checksum line near the top of its file")
    }
    var contents = text
    contents.replaceSubrange(place, with: SHA256Digest.text(of: text).utf8)
    self.contents = contents
  }

  /// Tells a generator's work from a person's.
  package static func integrity(of file: [UInt8]) -> Integrity {
    var text = withLineFeeds(file)
    guard let place = checksumPlace(in: text) else { return .unsealed }
    let stated = Array(text[place])
    text.replaceSubrange(place, with: checksumPlaceholder.utf8)
    return Array(SHA256Digest.text(of: text).utf8) == stated ? .intact : .edited
  }

  /// The bytes with every CRLF as LF: what two checkouts of one file have in common.
  package static func withLineFeeds(_ file: [UInt8]) -> [UInt8] {
    guard file.contains(UInt8(ascii: "\r")) else { return file }
    var result: [UInt8] = []
    result.reserveCapacity(file.count)
    for (index, byte) in file.enumerated() {
      let isBeforeLineFeed = index + 1 < file.count && file[index + 1] == UInt8(ascii: "\n")
      if byte != UInt8(ascii: "\r") || !isBeforeLineFeed { result.append(byte) }
    }
    return result
  }

  /// Where `sha256:` and its digits stand in the checksum line.
  ///
  /// The line is among the first eight, and its first letters are `checksum`, so no page name can pose as one.
  private static func checksumPlace(in text: [UInt8]) -> Range<Int>? {
    let label = Array("checksum".utf8)
    let length = checksumPlaceholder.utf8.count
    for line in text.split(separator: UInt8(ascii: "\n"), maxSplits: 8, omittingEmptySubsequences: false).prefix(8) {
      guard let start = line.firstIndex(where: \.isASCIILetter), line[start...].count >= label.count,
        line[start..<(start + label.count)].map(\.lowercased) == label
      else { continue }
      let rest = line[(start + label.count)...]
      guard let hash = rest.firstIndex(where: \.isASCIILetter), rest[hash...].count >= length,
        rest[hash...].starts(with: "sha256:".utf8)
      else { continue }
      return hash..<(hash + length)
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }

  fileprivate var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased) }
}
