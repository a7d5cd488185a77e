/// The bytes at the beginning of a line that may be indentation, block quote markers, list markers or heading marks.
struct LinePrefix {
  /// Where the text begins.
  private(set) var end: Int
  /// How many block quote and list markers precede it.
  private(set) var markers = 0
  /// Whether the text may be that of an ATX heading.
  private(set) var hasHeadingMark = false
  /// Whether the text stands directly behind a list marker.
  private(set) var endsWithListMarker = false

  init(_ bytes: Span<UInt8>, _ line: Range<Int>) {
    end = line.lowerBound
    while end < line.upperBound {
      switch bytes[end] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        end += 1
      case UInt8(ascii: "#"):
        end += 1
        hasHeadingMark = true
      case UInt8(ascii: ">"):
        end += 1
        markers += 1
        endsWithListMarker = false
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
        guard Self.isBlank(bytes, end + 1, line) else { return }
        end += 1
        markers += 1
        endsWithListMarker = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard let behind = Self.endOfNumber(bytes, end, line) else { return }
        end = behind
        markers += 1
        endsWithListMarker = true
      default:
        return
      }
    }
  }

  /// Behind `1.` or `1)`. Source: CommonMark 0.31 §5.2: at most nine digits.
  private static func endOfNumber(_ bytes: Span<UInt8>, _ start: Int, _ line: Range<Int>) -> Int? {
    var end = start
    while end < line.upperBound, bytes[end] >= 0x30, bytes[end] <= 0x39, end - start < 10 { end += 1 }
    guard end < line.upperBound, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")"),
      isBlank(bytes, end + 1, line)
    else { return nil }
    return end + 1
  }

  private static func isBlank(_ bytes: Span<UInt8>, _ index: Int, _ line: Range<Int>) -> Bool {
    index >= line.upperBound || bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
  }
}
