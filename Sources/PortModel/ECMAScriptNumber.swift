/// Numbers as ECMAScript's `Number.prototype.toString` writes them, which RFC 8785 §3.2.2.3 prescribes.
enum ECMAScriptNumber {
  /// - Precondition: `value` is finite.
  static func text(_ value: Double) -> String {
    precondition(value.isFinite, "JSON has no infinities and no NaN")
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    let (digits, exponent) = decimal(value.magnitude)
    let count = digits.count
    // ECMA-262 §6.1.6.1.20, with n = exponent and k = count.
    switch exponent {
    case count...21:
      return sign + string(digits) + String(repeating: "0", count: exponent - count)
    case 1...21:
      return sign + string(digits[..<exponent]) + "." + string(digits[exponent...])
    case -5...0:
      return sign + "0." + String(repeating: "0", count: -exponent) + string(digits)
    default:
      let power = exponent - 1
      let fraction = count > 1 ? "." + string(digits[1...]) : ""
      return sign + string(digits[..<1]) + fraction + "e" + (power < 0 ? "-" : "+") + "\(power.magnitude)"
    }
  }

  /// The shortest digits d and the exponent n with value = 0.d × 10ⁿ.
  ///
  /// Swift's `description` is the shortest text that reads back as the same number, and of those the closest: the digits
  /// that ECMAScript wants.
  private static func decimal(_ value: Double) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    var pointAt: Int?
    var scale = 0
    let text = Array(value.description.utf8)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: ".") {
        pointAt = digits.count
      } else if byte == UInt8(ascii: "e") {
        scale = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        break
      } else {
        digits.append(byte)
      }
    }
    var exponent = (pointAt ?? digits.count) + scale
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, exponent)
  }

  private static func string(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: Array(digits), as: UTF8.self)
  }
}
