package import PortModel

/// One way of turning a specification into text.
///
/// A generator is pure: equal specifications, page names and options give equal bytes, and nothing else goes in.
package struct Generator: Sendable {
  /// The name by which settings choose it: `swift`.
  package let target: String
  /// How the names of its files end, without the leading dot: `vectors.json`.
  package let fileExtension: String
  /// One line for `--help`.
  package let summary: String
  /// The options it understands, with a line of help for each.
  package let options: [(name: String, help: String)]
  /// - Parameters:
  ///   - page: The page's name for headers, relative to the project.
  ///   - options: What the settings say besides target and path.
  package let generate:
    @Sendable (_ specification: PortSpecification, _ page: String, _ options: [String: OptionValue])
      throws(GeneratorError) -> GeneratedFile

  /// Every generator. A new one is its own file and a line here.
  package static let all: [Generator] = [.swift, .vectors, .markdown]

  /// The generator for a target, or nil where there is none.
  package static func named(_ target: String) -> Generator? { all.first { $0.target == target } }
}

/// What the settings say for one option of an output.
package enum OptionValue: Hashable, Sendable {
  case text(String)
  case map([String: String])
}

/// Why nothing was generated.
package enum GeneratorError: Error, Hashable, Sendable {
  case unknownOption(String, known: [String])
  case invalidOption(String, value: String, expected: String)
  /// An option names a flow or role that the specification does not have.
  case unknownName(String)
  /// A flow names a role that the specification does not have.
  case unknownRole(String, flow: String)
  case duplicateFlow(String)
  case duplicateRole(String)
}

extension GeneratorError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownOption(let name, let known):
      "unknown option '\(name)'; \(known.isEmpty ? "there are none" : "write one of \(known.joined(separator: ", "))")"
    case .invalidOption(let name, let value, let expected):
      "option '\(name)' cannot be '\(value)'; write \(expected)"
    case .unknownName(let id): "'\(id)' is neither a flow nor a role of the specification; correct the id in 'names'"
    case .unknownRole(let role, let flow): "flow '\(flow)' names role '\(role)', which is not in 'roles'"
    case .duplicateFlow(let id): "two flows have the id '\(id)'; give one of them another by curation"
    case .duplicateRole(let id): "two roles have the id '\(id)'"
    }
  }
}

extension Dictionary where Key == String, Value == OptionValue {
  /// - Throws: ``GeneratorError/unknownOption(_:known:)`` for the first name, in order, that is not in `known`.
  func requireKnown(_ known: [String]) throws(GeneratorError) {
    for name in keys.sorted() where !known.contains(name) { throw .unknownOption(name, known: known) }
  }

  func text(_ name: String) throws(GeneratorError) -> String? {
    switch self[name] {
    case nil: nil
    case .text(let text): text
    case .map: throw .invalidOption(name, value: "{…}", expected: "a single text")
    }
  }

  func map(_ name: String) throws(GeneratorError) -> [String: String] {
    switch self[name] {
    case nil: [:]
    case .map(let map): map
    case .text(let text): throw .invalidOption(name, value: text, expected: "a map from flow or role ids to names")
    }
  }
}

extension PortSpecification {
  /// Checks what generators rely on: ids are unique, and every role that a flow names exists.
  func requireConsistency() throws(GeneratorError) {
    var roleIDs: Set<String> = []
    for role in roles where !roleIDs.insert(role.id).inserted { throw .duplicateRole(role.id) }
    var flowIDs: Set<String> = []
    for flow in flows {
      if !flowIDs.insert(flow.id).inserted { throw .duplicateFlow(flow.id) }
      for role in [flow.subject, flow.source, flow.destination] {
        if let role, !roleIDs.contains(role) { throw .unknownRole(role, flow: flow.id) }
      }
    }
  }
}
