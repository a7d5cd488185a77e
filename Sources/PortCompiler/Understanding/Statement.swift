import PortModel
import PortPage
import SourceDiagnostics

/// A party as the text names it.
struct Mention: Hashable {
  /// The name without article and markup, as written.
  var name: String
  var range: SourceRange
}

/// A clause that states when something holds.
struct StatedCondition: Hashable {
  var text: String
  var isException: Bool
}

/// How strongly a sentence asks for an open port.
enum StatedRequirement: Hashable {
  case required, recommended, optional
}

/// What one sentence says about ports: every attribute with the bytes that say it.
///
/// An attribute is empty where the sentence does not state it.
struct Statement {
  /// The sentence.
  var range: SourceRange
  /// The ports that the sentence itself writes.
  var expressions: [PortExpression] = []
  /// The sentence refers to ports without writing them: "this port".
  var refersToPorts = false
  /// The sentence speaks of the ports that follow or precede in a list.
  var refersToList = false

  var sources: [Mention] = []
  var destinations: [Mention] = []
  /// Where the port is open or used: "on the Orders Server".
  var places: [Mention] = []
  /// Who uses the port where the sentence does not say in which role.
  var users: [Mention] = []
  var direction: Located<Flow.Direction>?
  var isBidirectional = false
  /// The traffic stays on one machine.
  var sameHost: SourceRange?
  /// Nothing from outside is to reach the port.
  var noExternal: SourceRange?
  /// The port is said to be open or closed somewhere: who has it open is the listener.
  var isPortState = false
  var requirement: Located<StatedRequirement>?
  var condition: Located<StatedCondition>?
  var binding: Located<Flow.Binding>?
  var service: Located<ServiceRegistry.Service>?
  /// The service as the page writes it.
  var serviceText: String?
  /// Transports that the sentence names apart from a port.
  var transports: [Transport] = []
  var purpose: Located<String>?
  var fallback: Located<String>?
  /// Ports that the sentence says are not used.
  var isNegative = false
  /// The sentence has a verb, so that it claims something.
  var hasVerb = false
  /// What makes a reading of the sentence uncertain.
  var doubts: [(message: String, range: SourceRange)] = []

  var saysSomething: Bool {
    !sources.isEmpty || !destinations.isEmpty || !places.isEmpty || direction != nil || sameHost != nil
      || noExternal != nil || isPortState || requirement != nil || condition != nil || binding != nil
      || service != nil || purpose != nil || fallback != nil || !users.isEmpty || isNegative
  }
}
