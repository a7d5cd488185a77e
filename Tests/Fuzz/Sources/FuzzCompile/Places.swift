import SourceDiagnostics

/// The files of one run, to hold locations against.
struct Places {
  private let files: [SourceFile]
  private let isWellFormed: [Bool]

  init(_ files: [SourceFile]) {
    self.files = files
    isWellFormed = files.map { String(validating: $0.bytes, as: UTF8.self) != nil }
  }

  /// Requires that a location lies in its file and, in well-formed UTF-8, parts no character.
  func check(_ location: SourceLocation, _ what: @autoclosure () -> String) {
    guard let index = index(of: location) else {
      return require(false, "\(what()) is in a file of the run, not in \(location.file)")
    }
    let bytes = files[index].bytes
    require(location.range.upperBound <= bytes.count, "\(what()) \(location.range.offsets) ends at \(bytes.count)")
    guard isWellFormed[index] else { return }
    for offset in [location.range.lowerBound, location.range.upperBound] where offset < bytes.count {
      require(bytes[offset] & 0xC0 != 0x80, "\(what()) begins and ends between characters, not at \(offset)")
    }
  }

  /// Checks each location and requires page order.
  func checkOrder(_ locations: [SourceLocation], _ what: String) {
    var last = (file: 0, start: 0)
    for location in locations {
      check(location, what)
      let next = (file: index(of: location) ?? 0, start: location.range.lowerBound)
      require(last <= next, "\(what) are in page order: \(last) is before \(next)")
      last = next
    }
  }

  private func index(of location: SourceLocation) -> Int? { files.firstIndex { $0.name == location.file } }
}
