import PortModel
import PortPage
import SourceDiagnostics

/// What the columns of a table are, from their headers and their cells.
struct TableLayout {
  /// One for each column; nil for a column that says nothing about ports.
  private(set) var roles: [ColumnRole?]
  /// Columns whose header is no role that is known.
  private(set) var unmapped: [Int] = []
  /// Columns with the role of another one.
  private(set) var doubled: [Int] = []

  /// Columns of services that name programs, as their identifiers show: "sshd", "etcd", "local-registry".
  private(set) var programs: [Int] = []

  /// Columns of ports behind a forwarder, which are read where the text says who forwards to whom.
  private(set) var targets: [Int] = []

  /// - Parameters:
  ///   - headers: The words of each header.
  ///   - cells: The words of each cell, by row.
  init(_ headers: [[Token]], _ cells: [[[Token]]], _ text: [UInt8]) {
    roles = headers.map { ColumnRole($0) }
    for column in headers.indices {
      if roles[column] == nil, !headers[column].isEmpty || cells.contains(where: { !$0[column].isEmpty }) {
        unmapped.append(column)
      }
    }
    findMarks(headers, cells, text)
    confirm(cells, text)
    findActions(cells)
    findAddresses(cells)
    findInternetNames(headers, cells, text)
    findSettings(headers, cells, text)
    dropDoubles()
    dropTargets()
  }

  /// The destinations are names of the internet in a column that does not say who connects: the page's host, or others to it.
  private(set) var hasInternetNames = false

  /// For a table of settings with their defaults: whether each row's setting is a port. Empty for other tables.
  private(set) var isPortSetting: [Bool] = []

  func column(_ role: ColumnRole) -> Int? { roles.firstIndex(of: role) }

  func columns(_ role: ColumnRole) -> [Int] { roles.indices.filter { roles[$0] == role } }

  var hasPorts: Bool { roles.contains { $0?.isPort == true } }

  // MARK: Content

  /// Headers that may mean several things mean what their cells hold.
  private mutating func confirm(_ cells: [[[Token]]], _ text: [UInt8]) {
    let lexicon = Lexicon.english
    let hasTransport = roles.contains(.transport)
    for column in roles.indices {
      let filled = cells.map { $0[column] }.filter { !$0.isEmpty }
      switch roles[column] {
      case .protocol:
        let transports = filled.count { cell in
          cell.contains { if case .transport? = lexicon[$0] { true } else { false } }
        }
        roles[column] =
          !hasTransport && 2 * transports >= filled.count && transports > 0 ? .transport : .applicationProtocol
      case .direction where !filled.isEmpty:
        // "Type": of something else.
        let directions = filled.count { cell in
          // "From agents"
          cell.contains { DirectionCell.isDirection($0) } || lexicon[cell[0]] == .preposition(.from)
            || lexicon[cell[0]] == .preposition(.to)
        }
        if filled.allSatisfy({ Self.isContact($0) }) {
          roles[column] = .contact
        } else if 2 * directions < filled.count {
          forget(column)
        }
      case .contact where !filled.isEmpty:
        let directions = filled.count { cell in cell.allSatisfy { DirectionCell.isDirection($0) || $0.kind != .word } }
        if directions == filled.count { roles[column] = .direction }
      case .service where !hasPorts && holdsPorts(filled, text),
        .applicationProtocol where !hasPorts && holdsPorts(filled, text):
        // "Service" above "tcp/443, udp/53"
        roles[column] = .port
      case .service where !filled.isEmpty, .component where !filled.isEmpty:
        // "Application": sentences about what the port is for.
        let words = filled.reduce(0) { $0 + $1.count { $0.kind == .word } }
        let services = filled.count { cell in cell.contains { ServiceRegistry.common.hasService($0) } }
        if words > 4 * filled.count {
          roles[column] = .purpose
        } else if 2 * services >= filled.count {
          roles[column] = .applicationProtocol
        } else if filled.allSatisfy({ isIdentifier($0) }) {
          programs.append(column)
        }
      case .port, .firstPort, .lastPort, .listenPort, .targetPort, .portOf:
        // Most cells are one number.
        let ports = filled.count { cell in
          cell.count == 1 && cell[0].value.flatMap({ PortNumber($0) }) != nil || PortCell(cell, text).isUnderstood
        }
        // "Port | Uplink to the core": of a switch. What has numbers, or hides them in a template, is reported where it is not read.
        let numbered = filled.count { cell in
          cell.contains { $0.value.flatMap { PortNumber($0) } != nil || $0.kind == .opaque || $0.isMark("*") }
        }
        if 4 * ports < filled.count, 2 * numbered < filled.count { forget(column) }
      case nil where !hasTransport && !filled.isEmpty && filled.allSatisfy({ Self.isTransports($0) }):
        // "Type", "Class" above TCP and UDP
        guard !roles.contains(.transport) else { continue }
        roles[column] = .transport
        unmapped.removeAll { $0 == column }
      case nil:
        // A column of ports with another header: every cell writes a transport with its numbers.
        if !hasPorts, holdsPorts(filled, text) {
          roles[column] = .port
          unmapped.removeAll { $0 == column }
        }
      default: continue
      }
    }
  }

  /// Every cell writes a transport with its numbers.
  private func holdsPorts(_ cells: [[Token]], _ text: [UInt8]) -> Bool {
    var isAny = false
    for cell in cells {
      let ports = PortCell(cell, text)
      guard ports.isEmpty || ports.writesTransports else { return false }
      isAny = isAny || !ports.expressions.isEmpty
    }
    return isAny
  }

  /// "TCP", "TCP/UDP", "TCP and UDP"
  private static func isTransports(_ cell: [Token]) -> Bool {
    cell.allSatisfy { token in
      switch Lexicon.english[token] {
      case .transport, .conjunction: true
      default: token.isMark("/") || token.isMark(",") || token.isMark("&")
      }
    } && cell.contains { if case .transport? = Lexicon.english[$0] { true } else { false } }
  }

  /// "local-registry": words without capitals and spaces.
  private func isIdentifier(_ cell: [Token]) -> Bool {
    cell.enumerated().allSatisfy { index, token in
      (token.kind == .word || token.isMark("-")) && !token.traits.contains(.capitalized)
        && (index == 0 || !token.isSpaced)
    }
  }

  /// "Agents → Hub", "Agents to Hub": a name on both sides.
  private static func isContact(_ cell: [Token]) -> Bool {
    let joint = cell.firstIndex { token in
      token.kind == .arrow || token.isMark(">") || Lexicon.english[token] == .preposition(.to)
    }
    guard let joint else { return false }
    func isName(_ tokens: ArraySlice<Token>) -> Bool {
      tokens.contains { $0.kind == .word && Lexicon.english[$0] == nil && !DirectionCell.isDirection($0) }
    }
    return isName(cell[..<joint]) && isName(cell[(joint + 1)...])
  }

  /// "TCP | UDP" beside a column of ports, "Inbound | Outbound": columns of marks.
  private mutating func findMarks(_ headers: [[Token]], _ cells: [[[Token]]], _ text: [UInt8]) {
    let marks = TableMarks(text)
    func isMarked(_ column: Int) -> Bool {
      marks.isColumn(cells.map { $0[column] }) && cells.contains { marks.answer($0[column]) == true }
    }
    for column in roles.indices where isMarked(column) {
      if case .portOf(let transport)? = roles[column], roles.contains(where: { $0 == .port || $0 == .firstPort }) {
        roles[column] = .markOf(transport)
      } else if roles[column] == nil, headers[column].count == 1,
        case .direction(let direction)? = Lexicon.english[headers[column][0]]
      {
        roles[column] = .markOfDirection(direction)
        unmapped.removeAll { $0 == column }
      }
    }
  }

  /// A column that says of each row that it is let through or not, whatever its header.
  private mutating func findActions(_ cells: [[[Token]]]) {
    for column in columns(.action) where Self.isNamed(cells.map { $0[column] }) {
      // "Rule": what it is called.
      roles[column] = .purpose
    }
    guard !roles.contains(.action) else { return }
    for column in unmapped {
      let filled = cells.map { $0[column] }.filter { !$0.isEmpty }
      guard !filled.isEmpty, filled.allSatisfy({ $0.count == 1 && Self.verdicts.contains($0[0].payload) }) else {
        continue
      }
      roles[column] = .action
      unmapped.removeAll { $0 == column }
      return
    }
  }

  /// Whether no cell says yes, no or what is done: all are names.
  private static func isNamed(_ cells: [[Token]]) -> Bool {
    let filled = cells.filter { cell in cell.contains { !PortCell.isBlank($0) } }
    return !filled.isEmpty
      && filled.allSatisfy { cell in
        cell.allSatisfy { token in
          guard token.kind == .word else { return token.isMark("-") || token.isMark("/") || token.value != nil }
          if case nil = Lexicon.english[token] {
            return !verdicts.contains(token.payload) && !states.contains(token.payload)
          }
          return ServiceRegistry.common.hasService(token)
        }
      }
  }

  private static let states = WordSet(["yes", "no", "on", "off", "true", "false", "enabled", "disabled", "active"])

  /// "FQDN", "Hostname", "URL" above names of the internet: they listen, where no other column names a party but the one that connects.
  private mutating func findInternetNames(_ headers: [[Token]], _ cells: [[[Token]]], _ text: [UInt8]) {
    let isNamed = roles.contains { role in
      switch role {
      case .destination, .peer, .host, .users, .contact, .direction, .markOfDirection, .address: true
      default: false
      }
    }
    guard !isNamed else { return }
    for column in unmapped where Self.isHeader(headers[column], Self.nameHeaders) {
      let filled = cells.map { $0[column] }.filter { cell in cell.contains { !PortCell.isBlank($0) } }
      guard !filled.isEmpty, filled.allSatisfy({ Self.isInternetName($0, text) }) else { continue }
      roles[column] = .destination
      hasInternetNames = true
      unmapped.removeAll { $0 == column }
      return
    }
  }

  private static func isHeader(_ header: [Token], _ known: WordSet) -> Bool {
    let words = header.filter { $0.kind == .word }
    // "Name" alone: of whatever.
    if words.count == 1, words[0].payload == Token.hash("name") { return false }
    return !words.isEmpty && words.count <= 2 && words.allSatisfy { known.contains($0.payload) }
  }

  private static let nameHeaders = WordSet([
    "fqdn", "fqdns", "hostname", "hostnames", "host", "name", "domain", "domains", "url", "urls", "endpoint",
    "endpoints", "address", "addresses", "dns", "server", "site", "remote",
  ])

  /// "updates.example.com", "*.example.com", "https://updates.example.com"
  private static func isInternetName(_ cell: [Token], _ text: [UInt8]) -> Bool {
    var isAny = false
    for token in cell {
      switch token.kind {
      case .word:
        guard text[token.range.offsets].contains(UInt8(ascii: ".")) else { return false }
        isAny = true
      case .url: isAny = true
      case .mark(let mark): guard "*.,;".utf8.contains(mark) else { return false }
      case .lineBreak: continue
      default: return false
      }
    }
    return isAny
  }

  /// "Setting | Default | Description", without a column of ports: a row whose setting is one has its default.
  private mutating func findSettings(_ headers: [[Token]], _ cells: [[[Token]]], _ text: [UInt8]) {
    guard !hasPorts, let name = column(.setting),
      let value = unmapped.first(where: { Self.isHeader(headers[$0], Self.defaultHeaders) })
    else { return }
    let ports = cells.map { SettingName.isPort($0[name], text) }
    guard zip(ports, cells).contains(where: { $0 && $1[value].count == 1 && $1[value][0].value != nil }) else { return }
    isPortSetting = ports
    roles[value] = .port
    unmapped.removeAll { $0 == value }
  }

  private static let defaultHeaders = WordSet(["default", "defaults", "value", "values"])

  /// "Listening on" above addresses; a column with the header of one and other cells is none.
  private mutating func findAddresses(_ cells: [[[Token]]]) {
    for column in roles.indices where roles[column] == .address || unmapped.contains(column) {
      let filled = cells.map { $0[column] }.filter { cell in cell.contains { !PortCell.isBlank($0) } }
      let isAddress = !filled.isEmpty && filled.allSatisfy { cell in cell.allSatisfy { Self.isAddress($0) } }
      if isAddress, filled.contains(where: { cell in cell.contains { $0.kind == .dotted || $0.isMarked(.loopback) } }) {
        roles[column] = .address
        unmapped.removeAll { $0 == column }
      } else if roles[column] == .address {
        forget(column)
      }
    }
  }

  private static func isAddress(_ token: Token) -> Bool {
    switch token.kind {
    case .dotted: true
    case .word: token.isMarked(.loopback) || interfaces.contains(token.payload)
    case .mark(UInt8(ascii: "*")): true
    default: false
    }
  }

  private static let interfaces = WordSet(["all", "any", "interface", "interfaces", "addresses", "only"])
  private static let verdicts = WordSet([
    "allow", "allowed", "permit", "permitted", "accept", "accepted", "deny", "denied", "drop", "dropped", "block",
    "blocked", "reject", "rejected",
  ])

  /// "Listen port | Target port", "External port | Internal port": what stands behind a forwarder has other parties, which no column names.
  private mutating func dropTargets() {
    guard roles.contains(.listenPort) || roles.contains(.port) else { return }
    for column in roles.indices where roles[column] == .targetPort {
      forget(column)
      targets.append(column)
    }
  }

  private mutating func forget(_ column: Int) {
    roles[column] = nil
    unmapped.append(column)
  }

  private mutating func dropDoubles() {
    var seen: Set<ColumnRole> = []
    for column in roles.indices {
      guard let role = roles[column], !role.isRepeatable else { continue }
      if !seen.insert(role).inserted {
        doubled.append(column)
        roles[column] = nil
      }
    }
  }
}

/// The words of direction cells.
enum DirectionCell {
  static func isDirection(_ token: Token) -> Bool {
    if case .direction? = Lexicon.english[token] { return true }
    return words.contains(token.payload) || token.kind == .arrow
  }

  static let words = WordSet(["in", "out", "both", "bidirectional", "bi-directional", "two-way"])
}
