import PortModel
import PortPage
import SourceDiagnostics

/// What one page says, before flows are made of it.
struct PageReading {
  /// A part of a page that a port in it stands for: a section, or an item of a list.
  struct Scope {
    /// The enclosing scope: of an item its enclosing item or section, of a section its enclosing section.
    var parent: Int?
    var section: Int
    /// The groups that the title or the item's own first words name.
    var label: [Int] = []
    /// All groups whose ports are first written here.
    var groups: [Int] = []
    /// The groups by their ports, so that a page of a hundred thousand ports takes no square of time.
    var groupsByPorts: [FlowPorts: [Int]] = [:]
    /// "Incoming": the direction of everything in it.
    var direction: Located<Flow.Direction>?
    /// The item or section speaks of one service in its title.
    var service: (service: ServiceRegistry.Service, text: String)?
  }

  /// Ports that one scope states: what becomes one flow, or one for each pair of parties.
  struct Group {
    var scope: Int
    var transport: Transport?
    var transportRule: String?
    var ports: FlowPorts
    /// Where the ports are first written.
    var range: SourceRange
    /// The element's own bytes at each further place in the scope.
    var restatements: [SourceRange] = []
    /// Statements that write the ports or refer to them.
    var statements: [Int] = []
    /// Statements of the scope that refer to no port.
    var context: [Int] = []
    /// The order of the first mention on the page.
    var order: Int
  }

  struct PlacedStatement {
    private(set) var shared: SharedStatement
    var statement: Statement {
      _read { yield shared.value }
    }
    var scope: Int
    /// Which paragraph of the page it stands in, and which sentence it is part of.
    var paragraph: Int
    var sentence: Int
    var groups: [Int] = []
    var isAttached = false
    var speaksOfPorts: Bool
    /// The statement of a title.
    var isTitle = false
    /// The sentence describes the page or points elsewhere: "The following table lists …", "For more, see …".
    var isDescription = false

    /// The same place with another statement.
    func with(_ statement: Statement) -> Self {
      var result = self
      result.shared = SharedStatement(statement)
      return result
    }
  }

  struct Check {
    var kind: PortSpecification.HostCheck.Kind
    var text: String
    var range: SourceRange
    var section: Int
    var condition: String?
    var references: [String] = []
  }

  let page: Page
  let outline: Outline
  var scopes: [Scope] = []
  var groups: [Group] = []
  var statements: [PlacedStatement] = []
  var checks: [Check] = []
  var explained: [ExplainedNumber] = []
  var sentenceCount = 0
  /// Sentences that became a check or belong to one.
  var checkSentences = 0
  var diagnostics = DiagnosticList()
  /// Ranges of what was seen and not understood, with the kind of entry.
  var unresolved: [(kind: String, range: SourceRange, section: Int)] = []

  func location(_ range: SourceRange) -> SourceLocation { SourceLocation(file: page.file.name, range: range) }

  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostics.report(Diagnostic(rule, message, at: location(range), notes: notes, fix: fix))
  }
}
