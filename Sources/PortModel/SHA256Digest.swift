import Crypto

/// SHA-256 as the project's files write it.
package enum SHA256Digest {
  /// `sha256:` and 64 lower-case hexadecimal digits.
  package static func text(of bytes: [UInt8]) -> String {
    var text = "sha256:"
    for byte in SHA256.hash(data: bytes) {
      text += byte < 16 ? "0" : ""
      text += String(byte, radix: 16)
    }
    return text
  }
}
