import Crypto

/// SHA-256 as the project's files write it.
package struct SHA256Digest {
  private var function = SHA256()

  package init() {}

  package mutating func update(_ bytes: ArraySlice<UInt8>) { function.update(data: bytes) }

  /// `sha256:` and 64 lower-case hexadecimal digits.
  package var text: String {
    var text = "sha256:"
    for byte in function.finalize() {
      text += byte < 16 ? "0" : ""
      text += String(byte, radix: 16)
    }
    return text
  }

  /// The digest of bytes at hand.
  package static func text(of bytes: [UInt8]) -> String {
    var digest = SHA256Digest()
    digest.update(bytes[...])
    return digest.text
  }
}
