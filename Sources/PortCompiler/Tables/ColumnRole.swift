import PortModel
import PortPage
import SourceDiagnostics

/// What the cells of a table's column say.
enum ColumnRole: Hashable {
  case port
  case firstPort, lastPort
  /// "Listen port", "External port": where a forwarder listens; "Target port", "Internal port": where it forwards to.
  case listenPort, targetPort
  /// Where connections come from: no port to open.
  case sourcePort
  /// The header is a transport, and the cells are its ports.
  case portOf(Transport)
  /// The header is a transport, and the cells tell whether the row's ports are of it.
  case markOf(Transport)
  /// The header is a direction, and the cells tell whether the row's traffic goes there.
  case markOfDirection(Flow.Direction)
  /// "Protocol": a transport or an application protocol, as the cells tell.
  case `protocol`
  case transport
  case applicationProtocol
  case source, destination
  /// "To/From": whichever side is not the subject.
  case peer
  case direction
  /// Whose port it is.
  case host
  /// A program that has the port.
  case component
  case service
  /// The address that the port is bound to: the loopback one, or others.
  case address
  /// Who uses the port.
  case users
  case requirement
  /// "Optional": yes means no.
  case optional
  case binding
  /// "Fixed": yes means that the port cannot be changed.
  case fixed
  /// "Same host": yes means that the traffic stays on one machine.
  case sameHost
  /// "Communication": who connects to whom.
  case contact
  /// "TLS", "Since": nothing of what a flow has.
  case ignored
  /// The setting or variable that holds the port's number: it can be changed.
  case setting
  case condition
  case action
  /// Words about the port.
  case purpose

  /// Whether two columns can have the role.
  var isRepeatable: Bool {
    switch self {
    case .purpose, .service, .component, .applicationProtocol, .host, .condition, .ignored: true
    default: false
    }
  }

  /// Whether yes and no say what the cells of the column say.
  var isAnswer: Bool {
    switch self {
    case .requirement, .optional, .binding, .fixed, .sameHost: true
    default: false
    }
  }

  var isPort: Bool {
    switch self {
    case .port, .firstPort, .listenPort, .targetPort, .portOf: true
    default: false
    }
  }
}

extension ColumnRole {
  /// The role that a header's words give; nil where they give none.
  ///
  /// Only whole headers count: one more word may make it something else.
  init?(_ tokens: [Token]) {
    let lexicon = Lexicon.english
    // "Port(s)", "**Host**", "Required?"
    let words = tokens.filter { $0.kind == .word && !Self.isPluralMark($0) }
    // "Client → Server" says two things.
    if words.isEmpty, tokens.count == 1, tokens[0].isMark("#") {
      // The number of the row.
      self = .ignored
      return
    }
    guard !words.isEmpty, !tokens.contains(where: { $0.kind == .arrow || $0.isMark(">") }) else { return nil }
    if words.count == 1, case .transport(let transport)? = lexicon[words[0]] {
      self = .portOf(transport)
      return
    }
    let text = words.map(\.payload)
    if let role = Self.headers[Self.joined(text)] {
      self = role
      return
    }
    let ports = words.contains { lexicon[$0] == .port }
    let transports = words.compactMap { word -> Transport? in
      if case .transport(let transport)? = lexicon[word] { transport } else { nil }
    }
    if ports {
      // "UDP port", "TCP ports"; "TCP/UDP port" leaves the transport to the cells.
      if transports.count == 1, words.count == 2 {
        self = .portOf(transports[0])
      } else {
        guard let role = Self.portRole(words, lexicon) else { return nil }
        self = role
      }
      return
    }
    if transports.count == words.count {
      self = .transport
      return
    }
    // "Source VM", "Destination hosts": what stands behind says what kind of party it is.
    if words.count <= 3, let role = Self.sides[text[0]],
      words.dropFirst().allSatisfy({ Self.kinds.contains($0.payload) })
    {
      self = role
      return
    }
    return nil
  }

  private static func isPluralMark(_ token: Token) -> Bool {
    token.range.count == 1 && token.payload == Token.hash("s")
  }

  /// A header with the word port.
  private static func portRole(_ words: [Token], _ lexicon: Lexicon) -> ColumnRole? {
    // "Port to be opened", "Port on the server"
    let ports = words.lastIndex { lexicon[$0] == .port } ?? 0
    let isPlainTail = words[(ports + 1)...].allSatisfy { tail.contains($0.payload) }
    for word in isPlainTail ? words[...ports] : words[...] where lexicon[word] != .port && lexicon[word] != .number {
      if let role = portWords[word.payload] { return role }
      if case .transport? = lexicon[word] { continue }
      if case .direction? = lexicon[word] { continue }
      guard neutral.contains(word.payload) || lexicon[word] == .quality(.default) else {
        // "Connection port"; not "Port name", "Switch port".
        guard let last = words.last, lexicon[last] == .port, !otherPorts.contains(word.payload) else { return nil }
        continue
      }
    }
    return .port
  }

  private static func joined(_ words: [UInt64]) -> UInt64 {
    words.reduce(0) { ($0 ^ $1) &* 0x100_0000_01b3 }
  }

  private static let portWords: [UInt64: ColumnRole] = dictionary([
    ("start first begin lower starting", .firstPort), ("end last upper ending", .lastPort),
    ("listen listening external published host front-end frontend", .listenPort),
    ("target internal container backend back-end", .targetPort), ("source src", .sourcePort),
  ])

  private static let neutral = WordSet(
    [
      "range", "ranges", "number", "numbers", "no", "destination", "dest", "dst", "server", "network", "service",
      "firewall",
      "protocol", "protocols", "and", "or", "open", "used", "required", "transport",
    ])

  /// Behind "port", what says no more than that it is to be open on the listener.
  private static let tail = WordSet(
    [
      "to", "be", "open", "opened", "allow", "on", "of", "the", "server", "host", "target", "destination", "listener",
      "in", "firewall", "used", "number", "numbers", "range", "ranges", "s", "n",
    ])

  /// What is no port of a protocol, or one of which the column does not say whose it is.
  private static let otherPorts = WordSet(
    [
      "local", "remote", "switch", "physical", "serial", "usb", "console", "uplink", "ethernet", "network",
      "management",
    ])

  private static let sides: [UInt64: ColumnRole] = dictionary([
    ("source src from origin initiator client clients sender", .source),
    ("destination dest dst to target receiver listener server", .destination),
  ])

  private static let kinds = WordSet(
    [
      "vm", "vms", "host", "hosts", "server", "servers", "ip", "ips", "address", "addresses", "system", "systems",
      "component",
      "components", "node", "nodes", "device", "devices", "machine", "machines", "zone", "network", "service",
      "services",
      "instance", "s", "role", "location", "endpoint", "endpoints", "hostname", "name",
    ])

  private static let headers: [UInt64: ColumnRole] = {
    let texts: [(String, ColumnRole)] = [
      ("protocol|protocols|proto|network protocol|protocol type", .protocol),
      (
        "transport|transport protocol|transport layer protocol|transport layer|transport type|l4 protocol|layer 4 protocol|ip protocol|tcp or udp",
        .transport
      ),
      (
        "application protocol|app protocol|app layer protocol|application layer protocol|l7 protocol|application protocols|protocol name",
        .applicationProtocol
      ),
      (
        "source|from|src|initiator|client|clients|source s|sources|inbound from|incoming from|connects from|connections from|connection from|traffic from|origin|originator|caller|initiated by|opened by|who connects",
        .source
      ),
      (
        "destination|to|dest|dst|target|targets|destinations|destination s|connects to|connections to|connection to|traffic to|outbound to|outgoing to|receiver|callee|responder|acceptor",
        .destination
      ),
      (
        "to from|from to|source destination|peer|remote|remote host|other side|communicates with|remote system|counterpart|counterparty|other end|remote end|remote endpoint|remote component|remote service|remote server|remote party|communication partner|partner",
        .peer
      ),
      (
        "direction|traffic direction|traffic|flow|traffic flow|inbound outbound|in out|ingress egress|connection direction|connection type|rule direction|dir|rule type",
        .direction
      ),
      (
        "host|hosts|system|systems|appliance|node|nodes|machine|machines|node type|server|servers|server role|role|roles|host s|node s|location|listens on host|open on|container|device|vm|listener|listening host|listening server|listening component",
        .host
      ),
      (
        "component|components|process|daemon|module|program|software|server component|process name|component name",
        .component
      ),
      ("service|services|service name|application|applications|product|feature|name|role name", .service),
      (
        "used by|needed by|required by|consumers|consumer|users|consumed by|accessed by|accessible by|accessible from|access from|open to|allowed from|allow from|permitted from|accessible to|reachable from|exposed to|permitted sources|allowed sources",
        .users
      ),
      (
        "needed for|description|purpose|usage|use|used for|details|notes|note|comment|comments|remarks|remark|reason|function|explanation|information|additional information|use case|uses|used to|why|rationale|what|security|security and authentication|authentication|encryption",
        .purpose
      ),
      (
        "required|forwarding required|mandatory|requirement|need|needed|necessity|necessary|required or optional|mandatory optional|required optional|importance",
        .requirement
      ),
      ("optional", .optional),
      ("configurable|customizable|changeable|can be changed|customisable|modifiable|fixed or configurable", .binding),
      (
        "setting|settings|variable|variables|environment variable|env variable|env var|environment|configuration setting|configuration parameter|configuration option|configuration key|configuration property|config setting|config parameter|config option|config key|config property|parameter|property|property name|parameter name|setting name|variable name|option",
        .setting
      ),
      ("fixed", .fixed),
      ("same host|same machine|local only|loopback only|localhost only|same host only|host internal", .sameHost),
      ("communication|connection|connections|communication path|connection path|communication flow|path", .contact),
      (
        "encrypted|tls|ssl|tls ssl|ssl tls|secure|secured|cipher|certificate|since|introduced in|added in|id|no|nr|rule id|category",
        .ignored
      ),
      ("listens on|listening on|listen on|listening|nodeport|nodeports", .port),
      ("address|bind address|listen address|listening address|bound to|binding|bind|ip address|interface", .address),
      (
        "configuration|configurations|scenario|scenarios|deployment type|topology|condition|when|conditions|when required|required when|required if|when needed|when to open|needed when|needed if|only if|only when",
        .condition
      ),
      (
        "action|rule|firewall rule|firewall|rule action|firewall action|acl|allow deny|verdict|policy|allowed|permitted|permission|open|enabled|allow|status|state",
        .action
      ),
    ]
    var result: [UInt64: ColumnRole] = [:]
    for (names, role) in texts {
      for name in names.split(separator: "|") {
        let key = joined(name.split(separator: " ").map { Token.hash(text: String($0)) })
        precondition(result.updateValue(role, forKey: key) == nil, "the header \(name) has two roles")
      }
    }
    return result
  }()

  private static func dictionary(_ entries: [(String, ColumnRole)]) -> [UInt64: ColumnRole] {
    var result: [UInt64: ColumnRole] = [:]
    for (words, role) in entries {
      for word in words.split(separator: " ") { result[Token.hash(text: String(word))] = role }
    }
    return result
  }
}
