/// How a property of a flow is known that the port's own words do not state; the raw value is what the specification says.
enum CertaintyRule: String, CaseIterable {
  /// The settings say it.
  case amendment
  /// A sentence beside the port's own.
  case context
  /// The host is the one that connects.
  case initiator
  /// The sentence that introduces a list of ports.
  case introduction
  /// Another port of the same list.
  case list
  /// The host is the one that listens.
  case listener
  /// A sentence about all ports of the page.
  case page
  /// Who connects to whom.
  case parties
  /// The place where a sentence has the port open.
  case place
  /// The registry of services.
  case registry
  /// Another mention of the port.
  case restatement
  /// The section's host.
  case section
  /// Another part of the same sentence.
  case sentence
  /// A direction in a title above.
  case title
}

/// Which properties of a flow are derived, and by which rule; without memory of its own, since every flow has some.
struct Certainty: Hashable, Sendable {
  /// By the place of the property: that of the rule plus one, or 0.
  private var codes = SIMD16<UInt8>()

  private static let fields = FlowField.allCases
  private static let rules = CertaintyRule.allCases

  subscript(field: FlowField) -> CertaintyRule? {
    get {
      let code = codes[field.place]
      return code == 0 ? nil : Self.rules[Int(code) - 1]
    }
    set { codes[field.place] = newValue.map { UInt8($0.place + 1) } ?? 0 }
  }

  /// The properties that are derived, in the order of their names.
  var derived: [FlowField] { Self.fields.filter { codes[$0.place] != 0 } }

  /// The names of the rules by those of the properties.
  var dictionary: [String: String] {
    Dictionary(uniqueKeysWithValues: derived.map { ($0.rawValue, self[$0]?.rawValue ?? "") })
  }
}

extension CertaintyRule {
  fileprivate var place: Int {
    // The bits of an enumeration without associated values count its cases.
    Int(unsafe unsafeBitCast(self, to: UInt8.self))
  }
}

extension FlowField {
  fileprivate var place: Int { Int(unsafe unsafeBitCast(self, to: UInt8.self)) }
}
