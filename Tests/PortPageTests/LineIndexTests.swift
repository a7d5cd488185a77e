import SourceDiagnostics
import Testing

struct LineIndexTests {
  @Test func `finds the lines that a look at each byte finds`() {
    var random = RandomText()
    print("seed \(random.seed)")
    // Bytes among them that a comparison of eight at a time could take for LF or CR.
    let alphabet: [UInt8] = [0x0A, 0x0D, 0x0B, 0x0C, 0x0E, 0x09, 0x8A, 0x8D, 0x61, 0x61, 0x61]
    for _ in 0..<RandomText.cases(4000) {
      let count = random.count(0...40)
      let bytes = (0..<count).map { _ in alphabet[random.count(0...(alphabet.count - 1))] }
      var starts = [0]
      for (index, byte) in bytes.enumerated() {
        let isFollowed = index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if byte == 0x0A || byte == 0x0D && !isFollowed { starts.append(index + 1) }
      }
      #expect(LineIndex(bytes).lineStarts == starts, "\(bytes)")
    }
  }
}
