import PortModel
import PortPage
import SourceDiagnostics

/// A clause that states when something holds.
struct StatedCondition: Hashable {
  var text: String
  var isException: Bool
}

/// What a sentence says against a port.
enum Negation: Hashable {
  /// "is not used", "does not use": nobody uses it.
  case unused
  /// "is not required", "need not be open"
  case unneeded
  /// "must be blocked", "verify it is closed"
  case closed

  /// For the explanation of a number that is said not to be a port in use.
  var explanation: String {
    switch self {
    case .unused: "port that is said not to be used"
    case .unneeded: "port that is said not to be needed"
    case .closed: "port that is to stay closed"
    }
  }
}

/// How strongly a sentence asks for an open port.
enum StatedRequirement: Hashable {
  case required, recommended, optional
}

/// A statement that is complete.
///
/// A class, because statements are many, large, and passed from the page to its ports to their flows without a change.
final class SharedStatement: Sendable {
  let value: Statement

  init(_ value: Statement) { self.value = value }
}

/// The statements of one sentence: nearly always a single one.
struct StatementList: RandomAccessCollection, Sendable {
  private let head: SharedStatement
  private let rest: [SharedStatement]

  init(_ head: SharedStatement, _ rest: [SharedStatement] = []) {
    self.head = head
    self.rest = rest
  }

  var startIndex: Int { 0 }
  var endIndex: Int { rest.count + 1 }
  var isEmpty: Bool { false }

  subscript(index: Int) -> SharedStatement { index == 0 ? head : rest[index - 1] }
}

/// What one sentence says about ports: every attribute with the bytes that say it.
///
/// An attribute is empty where the sentence does not state it.
struct Statement {
  /// The sentence.
  var range: SourceRange
  /// One element where any of them is stated, else none: a list, so that most statements take no memory for them.
  private var rare: [RareAttributes] = []
  /// The ports that the sentence itself writes.
  var expressions: [PortExpression] = []
  /// The sentence's other clauses write the ports that this one speaks of.
  var sharesPorts = false
  /// Who or what the sentence is about, for "it" in the next one.
  var topic: Mention?
  /// The sentence refers to ports without writing them: "this port".
  var refersToPorts = false
  /// "These ports": more than one.
  var refersToSeveral = false
  /// "The destination is A.": of the traffic that the section is about.
  var isSideOfSection = false
  /// The sentence speaks of the ports that follow or precede in a list.
  var refersToList = false
  /// "The server connects to:": the items of the list behind it name the other side, which is its only doubt.
  var listsParties = false
  /// "The above ports": those that precede.
  var refersAbove = false
  /// "All ports", "every default port": those of the page.
  var refersToAllPorts = false
  /// "This topic lists the default ports": those of its section and of the sections below.
  var refersToSection = false
  /// A colon ends the sentence: what it says belongs to what follows.
  var isLeadIn = false

  var sources: [Mention] = []
  var destinations: [Mention] = []
  /// Where the port is open or used: "on the Orders Server".
  var places: [Mention] = []
  /// Who uses the port where the sentence does not say in which role.
  var users: [Mention] = []
  /// "A uses the following ports:", and nothing that says what for, where or when.
  var introducesPorts = false
  /// "Once you are logged in to your router": what the reader does or has, and no port.
  var isOfReader = false
  /// A row of a table: its columns name the parties, which may be one and the same group of machines.
  var isRow = false
  /// Everyday doings of its parties, with nothing that points at the port: a contact over it where the section's host is one of them.
  var isOfHostOnly = false
  /// ``users`` stand behind "by", so that they are somebody.
  var isUsedBySomebody = false
  /// "Used by A to manage B": what the purpose does with B may be what the port is for.
  var purposeNamesParty = false
  /// "Not required if C": the condition is what the sentence says of the port.
  var isConditionOfPort = false
  /// A condition of the sentence was not read: what others ask for may hold under it only.
  var leavesConditionOpen = false
  var direction: Located<Flow.Direction>?
  var isBidirectional = false
  /// The traffic stays on one machine.
  var sameHost: SourceRange?
  /// The port of a contact stands in an address only: "listens on `127.0.0.1:8000`".
  var writesAddress = false
  /// "No inbound ports": of a host, and of no port of the page.
  var isOfNoPort = false
  /// The port is said to be open or closed somewhere: who has it open is the listener.
  var isPortState = false
  var requirement: Located<StatedRequirement>?
  var condition: Located<StatedCondition>?
  /// "Must be closed if C", and nothing about for whom or when: the condition of the port is that C does not hold.
  var closesPlainly = false
  var binding: Located<Flow.Binding>?
  var service: Located<ServiceRegistry.Service>?
  /// The service as the page writes it.
  var serviceText: String?
  /// "The TCP port": the sentence speaks of the ports with this transport only.
  var portTransport: Transport?
  /// Transports that the sentence names apart from a port.
  var transports = TransportSet()
  /// "Not UDP."
  var refusedTransports = TransportSet()
  var purpose: Located<String>?
  /// What the sentence says against its ports.
  var negation: Located<Negation>?
  /// The sentence denies something, and what was not understood.
  var isDenial = false
  /// The sentence has a verb, so that it claims something.
  var hasVerb = false
  /// A verb or an adjective of what ports are for stands in the sentence: contact, listening, opening, need.
  var speaksOfAccess = false
  /// Somebody or something does what no reading took up, and the sentence says nothing of parties.
  var isThin = false
  /// A word for traffic stands in the sentence.
  var speaksOfTraffic = false
  /// "The port is TCP 443": the sentence only says which port it is.
  var isNaming = false
  /// "Both TCP and UDP.", "not UDP": a remark that names transports and nothing else.
  var isTransportRemark = false
  /// What makes a reading of the sentence uncertain.
  var doubts: [(message: String, range: SourceRange)] = []

  init(range: SourceRange) { self.range = range }

  /// Without what it says of a contact, and why.
  func withoutParties(_ message: String) -> Self {
    var result = self
    (result.sources, result.destinations, result.users) = ([], [], [])
    result.isBidirectional = false
    result.doubts.append((message, range))
    return result
  }

  /// The sentence names a side of a contact.
  @inline(__always) var hasParties: Bool { !sources.isEmpty || !destinations.isEmpty }

  /// The sentence says who connects, or asks for something: a condition can go with it.
  @inline(__always) var canBeConditional: Bool {
    hasParties || requirement != nil || isPortState || direction != nil || isBidirectional || !users.isEmpty
      || sameHost != nil
      || negation != nil
  }

  /// The sentence asks for its port or says who connects, and neither when nor that the port can be another one.
  var isNeed: Bool {
    (requirement != nil || hasParties || isPortState) && condition == nil && binding == nil && doubts.isEmpty
      && negation == nil
  }

  @inline(__always) var saysSomething: Bool { says(withPlaces: true, withUsers: true, withCondition: true) }

  /// The sentence says something, without counting some of it.
  func says(withPlaces: Bool, withUsers: Bool, withCondition: Bool, withService: Bool = true) -> Bool {
    !sources.isEmpty || !destinations.isEmpty || withPlaces && !places.isEmpty || direction != nil || sameHost != nil
      || noExternal != nil || isPortState || requirement != nil || withCondition && condition != nil || binding != nil
      || withService && service != nil || purpose != nil || fallback != nil || withUsers && !users.isEmpty
      || negation != nil
      || noInbound != nil || noOutbound != nil || !transports.isEmpty && refersToPorts || isNaming || isTransportRemark
      || initiator != nil
      || listener != nil
      || itself != nil
      || repeatsContact != nil
  }
}

/// Attributes that few sentences state, apart from the others so that all statements are small.
private struct RareAttributes {
  var correspondents: [Mention] = []
  var bystanders: [Mention] = []
  var leftOver: [Mention] = []
  var itself: Mention?
  var initiator: Mention?
  var listener: Mention?
  var noExternal: SourceRange?
  var noInbound: SourceRange?
  var noOutbound: SourceRange?
  var closingDirection: Flow.Direction?
  var remarkedCondition: Located<StatedCondition>?
  var neighbours: [Mention] = []
  var fallback: Located<String>?
  var repeatsContact: SourceRange?
  var openSide: SourceRange?
}

extension Statement {
  /// "Used by A for communication with B": of the two, whose section this is listens; where it is A's, who connects is not said.
  var correspondents: [Mention] {
    get { rare.isEmpty ? [] : rare[0].correspondents }
    set { if hasPlace(forRare: !newValue.isEmpty) { rare[0].correspondents = newValue } }
  }

  /// Groups of machines that a fragment names beside its port, and not what they do.
  var bystanders: [Mention] {
    get { rare.isEmpty ? [] : rare[0].bystanders }
    set { if hasPlace(forRare: !newValue.isEmpty) { rare[0].bystanders = newValue } }
  }

  /// Parties that a clause names and no reading took up, though it leaves a side of its contact open.
  var leftOver: [Mention] {
    get { rare.isEmpty ? [] : rare[0].leftOver }
    set { if hasPlace(forRare: !newValue.isEmpty) { rare[0].leftOver = newValue } }
  }

  /// "Only from the server itself": the traffic stays on that host, if it is the section's.
  var itself: Mention? {
    get { rare.isEmpty ? nil : rare[0].itself }
    set { if hasPlace(forRare: newValue != nil) { rare[0].itself = newValue } }
  }

  /// "The connection is initiated by A": A initiates what other sentences speak of.
  var initiator: Mention? {
    get { rare.isEmpty ? nil : rare[0].initiator }
    set { if hasPlace(forRare: newValue != nil) { rare[0].initiator = newValue } }
  }

  /// "The destination is A": A listens in what other sentences speak of.
  var listener: Mention? {
    get { rare.isEmpty ? nil : rare[0].listener }
    set { if hasPlace(forRare: newValue != nil) { rare[0].listener = newValue } }
  }

  /// Nothing from outside is to reach the port.
  var noExternal: SourceRange? {
    get { rare.isEmpty ? nil : rare[0].noExternal }
    set { if hasPlace(forRare: newValue != nil) { rare[0].noExternal = newValue } }
  }

  /// Nobody connects to the host: its own connections are outbound.
  var noInbound: SourceRange? {
    get { rare.isEmpty ? nil : rare[0].noInbound }
    set { if hasPlace(forRare: newValue != nil) { rare[0].noInbound = newValue } }
  }

  /// The host is to make no connections: others may connect to it.
  var noOutbound: SourceRange? {
    get { rare.isEmpty ? nil : rare[0].noOutbound }
    set { if hasPlace(forRare: newValue != nil) { rare[0].noOutbound = newValue } }
  }

  /// "for outgoing connections", where that is all that stands with it.
  var closingDirection: Flow.Direction? {
    get { rare.isEmpty ? nil : rare[0].closingDirection }
    set { if hasPlace(forRare: newValue != nil) { rare[0].closingDirection = newValue } }
  }

  /// The condition as the sentence states it, also where no flow depends on it.
  var remarkedCondition: Located<StatedCondition>? {
    get { rare.isEmpty ? nil : rare[0].remarkedCondition }
    set { if hasPlace(forRare: newValue != nil) { rare[0].remarkedCondition = newValue } }
  }

  /// Who the sentence says are on one machine; empty where it says "both" or speaks of a contact.
  var neighbours: [Mention] {
    get { rare.isEmpty ? [] : rare[0].neighbours }
    set { if hasPlace(forRare: !newValue.isEmpty) { rare[0].neighbours = newValue } }
  }

  var fallback: Located<String>? {
    get { rare.isEmpty ? nil : rare[0].fallback }
    set { if hasPlace(forRare: newValue != nil) { rare[0].fallback = newValue } }
  }

  /// "over the same connection": what the sentence says happens on a contact that another one states.
  var repeatsContact: SourceRange? {
    get { rare.isEmpty ? nil : rare[0].repeatsContact }
    set { if hasPlace(forRare: newValue != nil) { rare[0].repeatsContact = newValue } }
  }

  /// "A accesses the web interface", "B connects to it": what is on the other side is not read.
  var openSide: SourceRange? {
    get { rare.isEmpty ? nil : rare[0].openSide }
    set { if hasPlace(forRare: newValue != nil) { rare[0].openSide = newValue } }
  }

  /// Makes a place for rare attributes where one is stated.
  ///
  /// - Returns: Whether there is one.
  private mutating func hasPlace(forRare isStated: Bool) -> Bool {
    if rare.isEmpty, isStated { rare.append(RareAttributes()) }
    return !rare.isEmpty
  }
}
