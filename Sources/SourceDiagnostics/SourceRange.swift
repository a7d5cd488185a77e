/// A half-open range of UTF-8 bytes in one source file.
///
/// Offsets count from the first byte of the file as it lies on disk, a byte order mark included. Lines and columns are
/// computed only when a range is shown, by ``LineIndex``.
public struct SourceRange: Hashable, Sendable {
  @usableFromInline let lower: UInt32
  @usableFromInline let upper: UInt32

  /// The offset of the first byte.
  @inlinable public var lowerBound: Int { Int(lower) }
  /// The offset behind the last byte; never smaller than ``lowerBound``.
  @inlinable public var upperBound: Int { Int(upper) }
  @inlinable public var count: Int { upperBound - lowerBound }
  @inlinable public var isEmpty: Bool { lower == upper }
  @inlinable public var offsets: Range<Int> { lowerBound..<upperBound }

  /// - Precondition: `offsets` lies within the 4 GiB that a source file may have (``SourceFile/maximumByteCount`` is smaller).
  @inlinable public init(_ offsets: Range<Int>) {
    lower = UInt32(offsets.lowerBound)
    upper = UInt32(offsets.upperBound)
  }

  @inlinable public func contains(_ offset: Int) -> Bool { offset >= lowerBound && offset < upperBound }

  @inlinable public func contains(_ other: SourceRange) -> Bool {
    other.lower >= lower && other.upper <= upper
  }

  @inlinable public func overlaps(_ other: SourceRange) -> Bool { lower < other.upper && other.lower < upper }

  /// The smallest range that covers both.
  @inlinable public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lowerBound, other.lowerBound)..<max(upperBound, other.upperBound))
  }
}

extension SourceRange: Comparable {
  @inlinable public static func < (one: SourceRange, other: SourceRange) -> Bool {
    (one.lower, one.upper) < (other.lower, other.upper)
  }
}

/// A value together with the bytes it was read from.
public struct Located<Value> {
  public var value: Value
  public var range: SourceRange

  public init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
