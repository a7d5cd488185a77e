import PortModel

/// The ports that a statement which was not understood might be about.
///
/// Errs on the side of too many: with numbers in it, everything from the lowest to the highest; with a word such as
/// `above`, or without any number that can be a port, every port.
struct UnresolvedPorts: Sendable {
  private let range: PortRange

  /// - Returns: nil for a protocol without ports, which cannot be about any.
  init?(_ entry: PortSpecification.Unresolved) {
    if entry.kind == "protocol" { return nil }
    let numbers = Self.numbers(in: entry.text)
    let isOpen = Self.words(in: entry.text).contains(where: Self.openingWords.contains) || entry.text.contains("+")
    if !isOpen, let low = numbers.min(), let high = numbers.max(), let range = PortRange(low, high) {
      self.range = range
    } else {
      self.range = Self.everything
    }
  }

  func mayCover(_ port: PortNumber) -> Bool { range.contains(port) }

  private static let everything = PortRange(.lowest, .highest) ?? PortRange(.lowest)

  /// Words by which a statement may mean ports other than the numbers it gives.
  private static let openingWords: Set<String> = [
    "above", "all", "any", "below", "beyond", "dynamic", "ephemeral", "every", "following", "greater", "higher",
    "least", "less", "lower", "more", "most", "next", "onward", "onwards", "other", "over", "random", "starting",
    "under", "until", "up",
  ]

  private static func words(in text: String) -> [String] { Slug.make(text).split(separator: "-").map(String.init) }

  private static func numbers(in text: String) -> [PortNumber] {
    text.utf8.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      .compactMap { Int(String(decoding: Array($0), as: UTF8.self)).flatMap(PortNumber.init) }
  }
}
