import PortModel
@testable import PortCompiler
import PortPage
import SourceDiagnostics
import Testing

struct PortExpressionReaderTests {
  private static func expressions(_ text: String, isLabel: Bool = false) -> [String] {
    let (page, _) = parsePage(SourceFile(name: "a.md", text: text + "\n"))
    guard let block = page.blocks.first(where: { $0.kind == .paragraph }) else { return [] }
    let tokens = page.words(of: block)
    let reader = PortExpressionReader(tokens: tokens, text: page.file.bytes)
    return reader.expressions(in: 0..<tokens.count, isLabel: isLabel).map(described)
  }

  private static func described(_ expression: PortExpression) -> String {
    let numbers = expression.elements.map { element in
      switch element.value {
      case .ports(let range): "\(range)"
      case .words(let text): text
      case .impossible: "impossible"
      case .reversed: "reversed"
      case .ambiguous: "ambiguous"
      }
    }
    let transports = expression.transports.map(\.rawValue).joined(separator: "+")
    let standing = expression.standing == .topic ? "" : " \(expression.standing)"
    return
      "\(transports.isEmpty ? "?" : transports) \(numbers.joined(separator: expression.isAlternative ? "|" : ","))\(standing)"
  }

  @Test(arguments: [
    ("TCP 3843", ["tcp 3843"]), ("tcp443", ["tcp 443"]), ("443/tcp", ["tcp 443"]), ("port 443", ["? 443"]),
    ("TCP port 80 and port 443", ["tcp 80", "tcp 443"]), ("TCP 8930 and 7985", ["tcp 8930,7985"]),
    ("Open ports 80, 443 and 8080", ["? 80,443,8080"]), ("TCP/UDP 53", ["tcp+udp 53"]), ("53/UDP-TCP", ["udp+tcp 53"]),
    ("53 (TCP and UDP)", ["tcp+udp 53"]), ("UDP 500 and 4500", ["udp 500,4500"]), ("TCP 80 or 8080", ["tcp 80|8080"]),
    ("TCP 389 or TCP 636", ["tcp 389|636"]), ("ports 2500 to 3300", ["? 2500-3300"]),
    ("TCP 8080-8090", ["tcp 8080-8090"]), ("TCP 16500..16509", ["tcp 16500-16509"]),
    ("TCP 5000–5010", ["tcp 5000-5010"]),
    ("TCP ports between 5000 and 6000", ["tcp 5000-6000"]), ("TCP port range 7000 to 7100", ["tcp 7000-7100"]),
    ("TCP ports from 8000 to 8100", ["tcp 8000-8100"]), ("TCP 0", ["tcp impossible"]),
    ("TCP 65536", ["tcp impossible"]),
    ("TCP 0443", ["tcp impossible"]), ("TCP 90-80", ["tcp reversed"]), ("TCP 22,443", ["tcp ambiguous"]),
    ("TCP 1,024", ["tcp 1024"]), ("SSH (22)", ["? 22"]), ("The default port number is 22.", ["? 22"]),
    ("It listens on 8080.", ["? 8080"]), ("The agents connect to the server on 1514.", ["? 1514"]),
    ("The phones use TCP 5061 instead of UDP 5060.", ["tcp 5061", "udp 5060 replaced"]),
    ("It listens on UDP 162, not UDP 161.", ["udp 162", "udp 161 negated"]),
    ("The port was changed from TCP 8080 to 8443.", ["tcp 8080 replaced", "tcp 8443"]),
    ("TCP 80 and 443 respectively", ["tcp 80,443"]),
    // Numbers that only stand near a transport.
    ("3 TCP connections", []), ("TCP 443 and 2 servers", ["tcp 443"]), ("version 2024.1 of TCP", []),
    ("The default log level is 3.", []), ("The default value of the interval is 60.", []), ("It runs on 4 nodes.", []),
    ("Windows 2008 with Exchange Server 2007", []), ("Connect within 30 seconds.", []),
  ])
  func `reads ports as a text writes them`(text: String, expected: [String]) {
    #expect(Self.expressions(text) == expected)
  }

  @Test(arguments: [("8443: the console", ["? 8443"]), ("8443", ["? 8443"]), ("1. Open it", [])])
  func `a bare number is a port in a label`(text: String, expected: [String]) {
    let found = Self.expressions(text, isLabel: true)
    #expect(found == expected || text.hasPrefix("1."))
  }
}
