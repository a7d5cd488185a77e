import PortModel

/// A small specification with a member of every kind, and texts to break it by.
enum SampleSpecification {
  static let value = PortSpecification(
    document: .init(title: "Ports", summary: "s", permalink: "p", frontMatter: ["title": "Ports"]),
    roles: [
      Role(id: "client", name: "Client", aliases: ["clients"], kind: .external),
      Role(id: "server", name: "Server", aliases: [], kind: .host),
    ],
    flows: [
      Flow(
        id: "server/tcp/443", name: "web", subject: "server", source: "client", destination: "server", transport: .tcp,
        ports: .ranges([PortRange(port(443)), PortRange(port(8000), port(8010))!]), direction: .inbound,
        requirement: .conditional, condition: .init(id: "c", text: "C"), binding: .default, service: "https",
        applicationProtocol: "HTTPS", purpose: "u", fallback: "f", origin: .init(page: "page.md", section: "S"),
        certainty: ["transport": "registry"]),
      Flow(id: "server/any", subject: "server", ports: .text("any"), origin: .init(page: "page.md", section: nil)),
    ],
    checks: [.init(id: "k", kind: .firewall, text: "Verify", condition: "w", references: ["r"])],
    unresolved: [.init(kind: "protocol", text: "ICMP", origin: .init(page: "page.md", section: nil))])

  static var text: String { String(decoding: value.json(), as: UTF8.self) }

  /// What is replaced, by what, and the rule and the text that a reader reports; nil where a schema alone cannot tell.
  static let broken: [(find: String, replacement: String, rule: String, place: String, isSeenBySchema: Bool)] = [
    (#""from": 443"#, #""from": 0"#, "impossible-value", "0", true),
    (#""from": 443"#, #""from": -1"#, "impossible-value", "-1", true),
    (#""to": 443"#, #""to": 65536"#, "impossible-value", "65536", true),
    (#""to": 443"#, #""to": 443.5"#, "impossible-value", "443.5", true),
    (#""to": 443"#, #""to": "443""#, "wrong-type", #""443""#, true),
    (#""to": 443"#, #""end": 443"#, "unknown-member", #""end""#, true),
    (#""from": 8000"#, #""from": 8011"#, "impossible-value", "{", false),
    (#""from": 443"#, #""from": 1"#, "digest-mismatch", "\"sha256:", false),
    (#""from": 443,"#, "", "missing-member", "{", true),
    (#""to": 443"#, #""to": 9000"#, "digest-mismatch", "\"sha256:", false),
    (#""from": 8000"#, #""from": 200"#, "impossible-value", "[", false),
    (#""portText": "any""#, #""portText": """#, "impossible-value", "\"\"", true),
    (#""portText": "any","#, "", "missing-member", "{", true),
    (#""portText": "any""#, #""portText": "any", "ports": [{"from": 1, "to": 1}]"#, "impossible-value", "[", true),
    (#""portText": "any""#, #""ports": []"#, "impossible-value", "[]", true),
    (#""transport": "tcp""#, #""transport": "icmp""#, "impossible-value", #""icmp""#, true),
    (#""transport": "tcp""#, #""transport": null"#, "wrong-type", "null", true),
    (#""transport": "tcp""#, #""transport": "udp""#, "digest-mismatch", "\"sha256:", false),
    (#""direction": "inbound""#, #""direction": "in""#, "impossible-value", #""in""#, true),
    (#""scope": "network""#, #""scope": "local""#, "impossible-value", #""local""#, true),
    (#""requirement": "conditional""#, #""requirement": "must""#, "impossible-value", #""must""#, true),
    (#""requirement": "conditional","#, "", "missing-member", "{", true),
    (#""binding": "default""#, #""binding": "changeable""#, "impossible-value", #""changeable""#, true),
    (#""bidirectional": false"#, #""bidirectional": "no""#, "wrong-type", #""no""#, true),
    (#""purpose": "u""#, #""purpose": ["u"]"#, "wrong-type", #"["u"]"#, true),
    (#""purpose": "u""#, #""usage": "u""#, "unknown-member", #""usage""#, true),
    (#""source": "client""#, #""source": "nobody""#, "undeclared-role", #""nobody""#, false),
    (#""id": "server/any""#, #""id": "server/tcp/443""#, "duplicate-id", #""server/tcp/443""#, false),
    (#""id": "server/any","#, "", "missing-member", "{", true),
    (#""kind": "external""#, #""kind": "cloud""#, "impossible-value", #""cloud""#, true),
    (#""kind": "firewall""#, #""kind": "antivirus""#, "impossible-value", #""antivirus""#, true),
    (#""schemaVersion": "1.0""#, #""schemaVersion": "2.0""#, "unsupported-version", #""2.0""#, true),
    (#""schemaVersion": "1.0""#, #""schemaVersion": "1""#, "impossible-value", #""1""#, true),
    (#""schemaVersion": "1.0""#, #""schemaVersion": 1.0"#, "wrong-type", "1.0", true),
    (#""schemaVersion": "1.0","#, "", "missing-member", "{", true),
    (#""digest": "sha256:"#, #""digest": "md5:"#, "digest-mismatch", "\"md5:", true),
    (#""page": "page.md","#, "", "missing-member", "{", true),
    (#""title": "Ports""#, #""title": 1"#, "wrong-type", "1", true),
    (#""references": ["#, #""references": [7, "#, "wrong-type", "7", true),
    (#""aliases": []"#, #""aliases": {}"#, "wrong-type", "{}", true),
    (#""unresolved": ["#, #""unresolved": [1, "#, "wrong-type", "1", true),
    (#""checks": ["#, #""extra": true, "checks": ["#, "unknown-member", #""extra""#, true),
  ]

  /// The text with the first occurrence of `find` replaced.
  static func text(replacing find: String, with replacement: String) -> String? {
    guard let range = text.firstRange(of: find) else { return nil }
    return text.replacingCharacters(in: range, with: replacement)
  }

  private static func port(_ number: Int) -> PortNumber { PortNumber(number)! }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with replacement: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: replacement)
    return copy
  }
}
