import PortModel

/// Sentences that say one thing about ports, in many ways.
///
/// `{port}` and `{it}` stand for the port, `{H}` for the host, `{A}` and `{B}` for the sides of a contact; `{is}`, `{s}` and `{its}` follow the
/// number of the port. A sentence begins with a capital once it stands alone.
enum Phrasings {
  /// What can be said behind "this port": joined by "and" or in a relative clause.
  struct Predicate {
    var text: String
    init(_ text: String) { self.text = text }
  }

  // MARK: Who connects to whom

  /// For traffic from `{A}` to `{B}` between hosts.
  static let contactPredicates = [
    "{is} used by the {A} to communicate with the {B}", "{is} used by the {A} to connect to the {B}",
    "{is} used for connections from the {A} to the {B}", "{carry} traffic from the {A} to the {B}",
    "{is} what the {A} uses to reach the {B}",
  ]
  static let contactSentences = [
    "the {A} connects to the {B} on {port}", "the {A} uses {port} to communicate with the {B}",
    "the {A} uses {port} to connect to the {B}", "the {A} contacts the {B} over {port}",
    "the {A} reaches the {B} through {port}", "through {port} the {A} reaches the {B}",
    "over {port}, the {A} talks to the {B}", "the {A} sends data to the {B} over {port}",
    "connections from the {A} to the {B} use {port}", "traffic from the {A} to the {B} uses {port}",
    "the {A} retrieves data from the {B} through {port}", "{port} must be used by the {A} to connect to the {B}",
    "the {A} establishes connections to the {B} on {port}", "the {A} opens a connection to the {B} on {port}",
    "on {port}, the {A} communicates with the {B}", "the {B} is contacted by the {A} on {port}",
    "the {A} needs {port} to reach the {B}",
  ]
  /// For traffic to the host, whose name may be left out.
  static let inboundSentences = [
    "the {B} listens on {port} for connections from the {A}", "the {B} accepts connections from the {A} on {port}",
    "the {B} receives connections from the {A} on {port}", "{port} accept{s} inbound connections from the {A}",
    "incoming connections from the {A} arrive on {port}", "the {B} listens for the {A} on {port}",
  ]
  static let outboundSentences = [
    "outgoing connections to the {B} use {port}", "outbound traffic from the {A} to the {B} uses {port}",
    "{port} {is} used for outbound connections to the {B}",
  ]
  static let localitySuffixes = [" on the same host", " on the same machine", " on the local host"]
  static let localitySentences = [
    "no external connections are required on {port}", "{port} need{s} no external connections",
    "both run on the same host", "{port} {is} only used locally", "both programs are on the same machine",
    "{port} accept{s} local connections only", "external connections are not required",
  ]
  static let mutualPredicates = [
    "{is} used on the {H} host for internal communications between the {A} and the {B}",
    "{is} used for internal communication between the {A} and the {B} on the same host",
    "{carry} internal traffic between the {A} and the {B} on the same machine",
  ]
  static let mutualSentences = [
    "the {A} and the {B} communicate with each other over {port} on the same host",
    "on the same host, the {A} and the {B} talk to each other through {port}",
  ]

  // MARK: What is asked for

  static let requiredPredicates = ["must be open", "{has} to be open", "need{s} to be open", "must be opened"]
  static let recommendedPredicates = ["should be open", "should be opened"]
  static let directed = [
    Flow.Direction.inbound: [
      " for incoming connections on the {H} host", " for inbound connections on the {H}",
      " on the {H} for incoming traffic", " for incoming connections",
    ],
    .outbound: [
      " for outgoing connections on the {H} host", " for outbound traffic on the {H}",
      " on the {H} for outgoing connections", " for outbound connections",
    ],
  ]
  static let requiredSentences = [
    "{port} {is} required", "{port} {is} mandatory", "make sure that {port} {is} open", "verify {port} {is} open",
    "ensure that {port} {is} open",
  ]
  static let recommendedSentences = [
    "it is recommended to open {port}", "we recommend opening {port}", "opening {port} is recommended",
    "{port} {is} recommended",
  ]
  static let optionalSentences = ["{port} {is} optional", "{port} {is} not mandatory", "{port} may be open"]
  static let fallbackSentences = [
    "if {port} {is} closed, {F}", "if {port} {is} blocked, then {F}", "when {port} {is} not open, {F}",
  ]

  // MARK: Conditions

  static let conditionPrefixes = ["when {C}, ", "if {C}, ", "if {C}, then ", "whenever {C}, "]
  static let conditionSuffixes = [" when {C}", " if {C}", " only if {C}", ", provided that {C}", " in case {C}"]
  static let conditionalSentences = ["{port} {is} only required if {C}", "{port} {is} needed when {C}"]

  // MARK: Default or fixed

  static let defaultSentences = [
    "{port} {is} configurable", "{port} can be changed", "you can change {port} in the settings",
    "{port} may be changed", "{port} can be reconfigured",
  ]
  static let fixedSentences = [
    "{port} cannot be changed", "{port} {is} fixed", "{port} {is} not configurable", "you cannot change {port}",
  ]
}
