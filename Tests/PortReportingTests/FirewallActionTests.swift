import PortModel
import PortReporting
import Testing

/// What to do, `kind: text` a line, for the changes from some flows to others.
private func actions(_ old: [Flow], _ new: [Flow]) -> [String] {
  let diff = SpecificationDiff(from: specification(old), to: specification(new))
  let actions = FirewallActions(diff)
  return diff.flows.flatMap { actions.actions(for: $0) }.map { "\($0.kind.rawValue): \($0.text)" }
}

struct FirewallActionTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let old: [Flow]
    let new: [Flow]
    let actions: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "a changed port", old: [flow(ports(3843))], new: [flow(ports(3844))],
      actions: [
        "open: open tcp 3844 from Client to Server (incoming on Server)",
        "close: close tcp 3843 from Client to Server, once no installation uses it any more",
      ]),
    Case(
      name: "an outgoing flow with a condition", old: [],
      new: [
        flow(ports(443), from: "server", to: "cloud", .tcp, .outbound, .network, .conditional, when: "uploading is on")
      ],
      actions: [
        "open: open tcp 443 from Server to Cloud (outgoing on Server) where this holds: uploading is on"
      ]),
    Case(
      name: "a same-host flow", old: [],
      new: [flow(ports(3166), from: "server", to: "collector", .tcp, .internal, .sameHost)],
      actions: [
        "none: open nothing: tcp 3166 stays on the host of Server; loopback must work, and no other host needs to reach it"
      ]),
    Case(
      name: "a same-host flow that goes", old: [flow(ports(3166), .tcp, .internal, .sameHost)], new: [],
      actions: ["none: close nothing: tcp 3166 never left the host"]),
    Case(
      name: "an unknown source and an optional port", old: [],
      new: [
        flow(
          ports(1434), from: nil, .udp, .inbound, .network, .optional,
          fallback: "put the port into the connection string")
      ],
      actions: [
        "open: open udp 1434 from those who connect (the page does not name them) to Server (incoming on Server) only if you"
          + " want to use it: optional; while it is closed: put the port into the connection string"
      ]),
    Case(
      name: "an unstated transport and requirement", old: [], new: [flow(ports(22), nil, nil, .network, .unstated)],
      actions: [
        "open: open port 22 (transport not stated) from Client to Server; the page does not say whether it is required"
      ]),
    Case(
      name: "both ways", old: [], new: [flow(ports(7985), subject: "server", from: "app", .tcp, .internal, both: true)],
      actions: [
        "open: open tcp 7985 from App to Server, and back (internal: needed only where the two sides are on different hosts)"
      ]),
    Case(
      name: "the way back comes in", old: [flow(ports(80))], new: [flow(ports(80), both: true)],
      actions: ["open: open tcp 80 from Server to Client too: either side may connect now"]),
    Case(
      name: "the way back goes", old: [flow(ports(80), both: true)], new: [flow(ports(80))],
      actions: ["close: close tcp 80 from Server to Client, once no installation uses it any more"]),
    Case(
      name: "a flow that goes while another role still states it",
      old: [flow(ports(443), from: "client"), flow(ports(443), subject: "client", .tcp, .outbound)],
      new: [flow(ports(443), from: "client")],
      actions: ["keep: keep tcp 443 from Client to Server open: server/tcp/443 asks for it"]),
    Case(
      name: "part of a range that goes",
      old: [flow(.ranges([PortRange(PortNumber(100)!, PortNumber(200)!)!]))],
      new: [flow(.ranges([PortRange(PortNumber(120)!, PortNumber(150)!)!]))],
      actions: ["close: close tcp 100-119 or 151-200 from Client to Server, once no installation uses it any more"]),
    Case(
      name: "a port that goes from everybody to one", old: [flow(ports(80), from: nil)], new: [flow(ports(80))],
      actions: [
        "close: close tcp 80 from those who connect (the page does not name them) to Server, except what server/tcp/80 asks"
          + " for, once no installation uses it any more"
      ]),
    Case(
      name: "a source that the page no longer names", old: [flow(ports(80))], new: [flow(ports(80), from: nil)],
      actions: [
        "review: keep what is open of tcp 80 from those who connect (the page does not name them) to Server: the page says"
          + " less about it now"
      ]),
    Case(
      name: "required becomes optional", old: [flow(ports(80))],
      new: [flow(ports(80), .tcp, .inbound, .network, .optional)],
      actions: ["review: tcp 80 from Client to Server may be closed: optional now, required before"]),
    Case(
      name: "optional becomes required", old: [flow(ports(80), .tcp, .inbound, .network, .optional)],
      new: [flow(ports(80))],
      actions: ["review: make sure that tcp 80 from Client to Server is open: required now, optional before"]),
    Case(
      name: "required becomes conditional", old: [flow(ports(80))],
      new: [flow(ports(80), .tcp, .inbound, .network, .conditional, when: "C holds")],
      actions: ["review: tcp 80 from Client to Server may be closed unless this holds: C holds"]),
    Case(
      name: "another condition", old: [flow(ports(80), .tcp, .inbound, .network, .conditional, when: "B holds")],
      new: [flow(ports(80), .tcp, .inbound, .network, .conditional, when: "C holds")],
      actions: [
        "review: check where tcp 80 from Client to Server is needed: where this holds: C holds; no longer where this holds:"
          + " B holds"
      ]),
    Case(
      name: "a port that leaves the network", old: [flow(ports(80))], new: [flow(ports(80), .tcp, .inbound, .sameHost)],
      actions: [
        "none: open nothing: tcp 80 stays on the host of Server; loopback must work, and no other host needs to reach it",
        "close: close tcp 80 from Client to Server, once no installation uses it any more",
      ]),
    Case(
      name: "a port that cannot be changed", old: [flow(ports(80))], new: [flow(ports(80), binding: .fixed)],
      actions: [
        "review: check that no installation uses another port: the page says that tcp 80 from Client to Server cannot be changed"
      ]),
    Case(
      name: "another direction", old: [flow(ports(80), .tcp, .internal)], new: [flow(ports(80))],
      actions: ["review: check on which side the rule for tcp 80 from Client to Server stands: incoming on Server now"]),
  ]

  @Test(arguments: cases)
  func `says what a firewall owner must do`(of test: Case) {
    #expect(actions(test.old, test.new) == test.actions)
  }
}
