import Foundation

/// The committed test vectors, as far as the tests look at them.
struct VectorFile: Decodable {
  struct Group: Decodable {
    let flow: String
    let tests: [Vector]
  }

  struct Vector: Decodable {
    let id: String
    let packet: Packet
    /// The ids of the conditions that hold.
    let conditions: [String]
    /// Ports in use instead of the page's, by flow id.
    let overrides: [String: UInt16]?
    let expected: String
    let flags: Set<String>
  }

  struct Packet: Decodable {
    let transport: String
    let port: UInt16
    let source: String?
    let destination: String?
    let direction: String?
    let sameHost: Bool
  }

  let digest: String
  let numberOfTests: Int
  let testGroups: [Group]

  var vectors: [Vector] { testGroups.flatMap(\.tests) }

  static func committed() throws -> VectorFile {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "generated/network-ports.vectors.json"))
    return try JSONDecoder().decode(VectorFile.self, from: data)
  }
}
