import PortCompiler
import PortModel
import SourceDiagnostics

/// The pages of an input: parted by FILE SEPARATOR, a byte that no page needs.
func pages(in bytes: [UInt8]) -> [SourceFile] {
  bytes.split(separator: 0x1C, maxSplits: 2, omittingEmptySubsequences: false).enumerated().map { index, bytes in
    SourceFile(name: "page-\(index).md", bytes: Array(bytes))
  }
}

/// Compiles pages and ends the process where the result breaks a promise of ``Compilation``.
func checkCompilation(of pages: [SourceFile]) {
  let compilation = compile(pages)
  checkSpecification(of: compilation)
  checkDeterminism(of: compilation, pages: pages)
  let places = Places(pages)
  for diagnostic in compilation.diagnostics {
    places.check(diagnostic.location, "diagnostic \(diagnostic.rule.code)")
    for note in diagnostic.notes { if let location = note.location { places.check(location, "note") } }
    checkFix(of: diagnostic, in: places)
  }
  for entry in compilation.sourceMap().entries { places.check(entry.location, "source map \(entry.pointer)") }
  places.checkOrder(compilation.facts().map(\.location), "facts")
  places.checkOrder(compilation.explainedNumbers.map(\.location), "explained numbers")
}

private func checkSpecification(of compilation: Compilation) {
  let hasError = compilation.diagnostics.contains { $0.severity == .error }
  require((compilation.specification == nil) == hasError, "a specification exactly when there is no error")
  require(compilation.coverage.interpreted <= compilation.coverage.sentences, "coverage is at most all")
  guard let specification = compilation.specification else { return }
  let ids = specification.flows.map(\.id)
  require(ids == Set(ids).sorted(), "flows are sorted by unique ids")
  let roles = specification.roles.map(\.id)
  require(roles == Set(roles).sorted(), "roles are sorted by unique ids")
  for flow in specification.flows {
    for role in [flow.subject, flow.source, flow.destination] {
      if let role { require(specification.role(role) != nil, "flow \(flow.id) names a role that exists: \(role)") }
    }
  }
}

private func checkDeterminism(of compilation: Compilation, pages: [SourceFile]) {
  let again = compile(pages)
  require(compilation.specification?.json() == again.specification?.json(), "the same specification each time")
  require(compilation.diagnostics == again.diagnostics, "the same diagnostics each time")
  require(compilation.facts() == again.facts(), "the same facts each time")
  require(compilation.explainedNumbers == again.explainedNumbers, "the same explained numbers each time")
  require(compilation.sourceMap() == again.sourceMap(), "the same source map each time")
}

private func checkFix(of diagnostic: Diagnostic, in places: Places) {
  guard let fix = diagnostic.fix else { return }
  require(!fix.edits.isEmpty, "\(diagnostic.rule.code): a fix has edits")
  var end = 0
  for edit in fix.edits {
    places.check(SourceLocation(file: diagnostic.location.file, range: edit.range), "edit")
    require(edit.range.lowerBound >= end, "\(diagnostic.rule.code): edits are ascending and disjoint")
    end = edit.range.upperBound
  }
}

/// Ends the process, for libFuzzer to keep the input, when a promise is broken.
func require(_ holds: Bool, _ promise: @autoclosure () -> String) {
  if !holds { fatalError("broken promise: \(promise())") }
}
