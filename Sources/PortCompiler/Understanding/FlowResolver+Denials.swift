import PortPage
import SourceDiagnostics

extension FlowResolver {
  /// Whether the port stands only in sentences that deny something and were not understood, each of them reported: what they deny
  /// may be the port.
  mutating func isOnlyDenied(_ statements: [Int]) -> Bool {
    guard !statements.isEmpty else { return false }
    for index in statements {
      let shared = reading.statements[index].shared
      guard !reading.statements[index].isTitle, shared.value.hasVerb, !shared.value.saysSomething, denies(shared) else {
        return false
      }
    }
    return true
  }

  /// - Complexity: O(*n*) the first time, O(1) for the other ports of the sentence.
  private mutating func denies(_ shared: SharedStatement) -> Bool {
    if let known = denying[ObjectIdentifier(shared)] { return known }
    let words = reading.page.visibleText(shared.value.range).lowercased().split { !$0.isLetter && $0 != "'" }
    let result = words.contains { Self.denials.contains(String($0)) || $0.hasSuffix("n't") }
    denying[ObjectIdentifier(shared)] = result
    return result
  }

  private static let denials: Set<String> = ["no", "not", "never", "neither", "nor", "cannot", "without", "none"]
}
