import PortModel
import PortPage

/// Application protocols that pages name without saying their transport.
///
/// Committed with the project, so that every machine compiles the same. Sources: IANA Service Name and Transport Protocol Port
/// Number Registry (names, ports, transports); for names outside it the vendor's own documentation, as noted.
struct ServiceRegistry: Sendable {
  /// An entry, by its place in the registry.
  struct Service: Hashable, Sendable {
    fileprivate let number: UInt8

    /// The registry's name: lower case.
    var name: String { entries[Int(number)].names[0] }
    /// The transport that a page means when it names the service alone; nil where it could be either.
    var transport: Transport? { entries[Int(number)].transport }
    var ports: [UInt16] { entries[Int(number)].ports }
  }

  static let common = ServiceRegistry()

  /// The service with a registry name.
  func named(_ name: String) -> Service? { Vocabulary.service(Token.hash(text: name)) }

  /// The service that a word names.
  subscript(token: Token) -> Service? { hasService(token) ? Vocabulary.service(token.payload) : nil }

  /// Whether a word names a service.
  func hasService(_ token: Token) -> Bool { Vocabulary.term(token) & Vocabulary.serviceFlag != 0 }

  /// Whether a port is registered for one of the services.
  func hasService(at port: Int) -> Bool { Self.ports.contains(port) }

  private static let ports = Set(facts.flatMap { $0.2.map(Int.init) })

  private init() {}

  /// The services by the hash of each word that names them.
  static func words() -> [UInt64: Service] {
    var services: [UInt64: Service] = [:]
    for (number, entry) in entries.enumerated() {
      for name in entry.names { services[Token.hash(text: name)] = Service(number: UInt8(number)) }
    }
    return services
  }

  private static let entries = facts.map { words, transport, ports in
    (names: words.split(separator: " ").map(String.init), transport: transport, ports: ports)
  }

  /// The name and other spellings, the transport, and the registered ports.
  private static let facts: [(String, Transport?, [UInt16])] = [
    ("ssh", .tcp, [22]), ("sftp", .tcp, [22]), ("scp", .tcp, [22]), ("ftp", .tcp, [21]), ("ftps", .tcp, [990]),
    ("telnet", .tcp, [23]), ("smtp", .tcp, [25, 587]), ("smtps submissions", .tcp, [465]), ("tftp", .udp, [69]),
    ("http", .tcp, [80, 8080]), ("https", .tcp, [443, 8443]), ("pop3", .tcp, [110]), ("pop3s", .tcp, [995]),
    ("imap", .tcp, [143]), ("imaps", .tcp, [993]), ("ntp", .udp, [123]), ("snmp", .udp, [161]),
    ("snmptrap", .udp, [162]), ("ldap", .tcp, [389]), ("ldaps", .tcp, [636]), ("dns", nil, [53]),
    ("syslog", .udp, [514]), ("kerberos", nil, [88]), ("radius", .udp, [1812, 1813]), ("bgp", .tcp, [179]),
    ("nfs", nil, [2049]), ("rdp", .tcp, [3389]), ("vnc", .tcp, [5900]), ("sip", nil, [5060]), ("stun", .udp, [3478]),
    ("mysql", .tcp, [3306]), ("postgresql postgres", .tcp, [5432]), ("redis", .tcp, [6379]),
    ("mongodb", .tcp, [27017]), ("amqp", .tcp, [5672]), ("amqps", .tcp, [5671]), ("mqtt", .tcp, [1883]),
    ("epmd", .tcp, [4369]), ("vxlan", .udp, [4789]), ("iscsi", .tcp, [3260]), ("whois", .tcp, [43]),
    ("rsync", .tcp, [873]), ("git", .tcp, [9418]), ("dhcp", .udp, [67, 68]), ("mdns", .udp, [5353]),
    ("coap", .udp, [5683]), ("coaps", .udp, [5684]), ("mqtts secure-mqtt", .tcp, [8883]), ("xmpp", .tcp, [5222, 5269]),
    ("irc", .tcp, [6667]), ("nntp", .tcp, [119]), ("ipp", .tcp, [631]), ("rtsp", nil, [554]), ("sips", .tcp, [5061]),
    ("isakmp ike", .udp, [500]), ("l2tp", .udp, [1701]), ("pptp", .tcp, [1723]), ("openvpn", nil, [1194]),
    ("ipfix", nil, [4739]), ("sflow", .udp, [6343]), ("tacacs tacacs+", .tcp, [49]), ("rmcp ipmi", .udp, [623]),
    ("bacnet", .udp, [47808]), ("modbus", .tcp, [502]), ("ssdp", .udp, [1900]), ("llmnr", .udp, [5355]),
    ("geneve", .udp, [6081]), ("nbd", .tcp, [10809]), ("svn", .tcp, [3690]), ("bfd", .udp, [3784]),
    ("rpcbind sunrpc portmapper", nil, [111]), ("lpd", .tcp, [515]), ("zabbix-agent", .tcp, [10050]),
    // NATS documentation, "Server configuration"; Cisco, "NetFlow configuration guide"; WireGuard, "Protocol and cryptography".
    ("nats", .tcp, [4222]), ("netflow", .udp, [2055, 9995, 9996]), ("wireguard", .udp, [51820]),
    // Microsoft, "Service overview and network port requirements for Windows".
    ("smb cifs microsoft-ds", .tcp, [445]), ("winrm wsman", .tcp, [5985, 5986]), ("wmi", .tcp, [135]),
    ("rpc epmap dcom", .tcp, [135]), ("netbios", nil, [137, 138, 139]), ("ms-sql-s mssql", .tcp, [1433]),
    ("ms-sql-m", .udp, [1434]),
  ]
}
