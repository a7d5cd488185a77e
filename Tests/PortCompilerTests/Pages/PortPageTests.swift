import Foundation
import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

/// The project's own page compiles to what it was written from.
struct PortPageTests {
  private static func compiled() throws -> Compilation {
    let file = SnapshotCase.directory.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/network-ports.md")
    return compile([SourceFile(name: "network-ports.md", bytes: Array(try Data(contentsOf: file)))])
  }

  @Test
  func `states eleven flows`() throws {
    let result = try Self.compiled()
    let server = "Spotlight Diagnostic Server"
    let cloud = "Spotlight Cloud Diagnostic Server"
    let windows = "monitored Windows servers and hosts of database connections"
    let unix = "monitored Unix/Linux servers and hosts of database connections"
    let pair = "\(cloud): \(cloud) App > \(cloud) service"
    #expect(
      result.specification?.lines.map(\.description).sorted()
        == [
          "\(cloud): \(cloud) > Spotlight Cloud, tcp 443, outbound, required",
          "\(cloud): \(cloud) > Spotlight Native Collector process, tcp 3166, internal same-host, unstated",
          "\(pair), tcp 7985, internal bidirectional same-host, unstated",
          "\(pair), tcp 8930, internal bidirectional same-host, unstated",
          "\(server): \(server) > Spotlight Cloud, tcp 443, outbound, conditional, "
            + "if uploading-to-spotlight-cloud-is-enabled-on-the-spotlight-diagnostic-server",
          "\(server): \(server) > Spotlight OOP Collector process, tcp 3166, internal same-host, unstated",
          "\(server): Spotlight Client > \(server), tcp 3843, inbound, required",
          "\(server): Spotlight Client > \(server), tcp 40403, inbound, required",
          "\(unix): ? > \(unix), tcp 22, , required, default, service ssh",
          "\(windows): \(server) > \(windows), tcp 135, inbound, required, service wmi",
          "\(windows): ? > \(windows), udp 1434, , optional",
        ].sorted())
    #expect(result.specification?.flows.compactMap(\.fallback).count == 1)
  }

  @Test
  func `states three checks, and no sentence is lost`() throws {
    let result = try Self.compiled()
    let checks = result.specification?.checks ?? []
    #expect(checks.map(\.kind.rawValue) == ["ephemeral-range", "firewall", "port-conflict"])
    #expect(checks.first?.condition?.contains("Exchange Server 2007") == true)
    #expect(checks.first?.references == ["https://support.microsoft.com/en-us/kb/929851"])
    #expect(result.specification?.unresolved == [])
    #expect(result.coverage.interpreted == result.coverage.sentences)
    #expect(result.diagnostics.allSatisfy { $0.severity == .advice })
  }
}
