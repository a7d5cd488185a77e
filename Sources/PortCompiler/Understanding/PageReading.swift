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
    /// The groups by their ports where there are more than ``fewGroups``, so that a page of a hundred thousand ports takes no square of
    /// time.
    var groupsByPorts: [FlowPorts: [Int]] = [:]
    static let fewGroups = 8
    /// "Incoming": the direction of everything in it.
    var direction: Located<Flow.Direction>?
    /// "Database servers" above the items of a list: whose ports they are.
    var host: Mention?
    /// The item or section speaks of one service in its title.
    var service: (service: ServiceRegistry.Service, text: String)?
  }

  /// Ports that one scope states: what becomes one flow, or one for each pair of parties.
  struct Group {
    var scope: Int
    var transport: Transport?
    var transportRule: CertaintyRule?
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

    mutating func add(statement: Int) {
      if statements.isEmpty { statements.reserveCapacity(4) }
      statements.append(statement)
    }
  }

  struct PlacedStatement {
    private(set) var shared: SharedStatement
    /// Of the statement, for those who ask about all of them.
    private(set) var saysSomething: Bool
    var statement: Statement {
      _read { yield shared.value }
    }
    var scope: Int
    /// Which paragraph of the page it stands in, and which sentence it is part of.
    var paragraph: Int
    var sentence: Int
    var groups: [Int]
    var isAttached: Bool
    var speaksOfPorts: Bool
    /// The statement of a title.
    var isTitle: Bool
    /// The sentence describes the page or points elsewhere: "The following table lists …", "For more, see …".
    var isDescription: Bool

    init(
      _ shared: SharedStatement, scope: Int, paragraph: Int, sentence: Int, groups: [Int], speaksOfPorts: Bool,
      isTitle: Bool,
      isDescription: Bool
    ) {
      self.shared = shared
      saysSomething = shared.value.saysSomething
      self.scope = scope
      self.paragraph = paragraph
      self.sentence = sentence
      self.groups = groups
      isAttached = !groups.isEmpty
      self.speaksOfPorts = speaksOfPorts
      self.isTitle = isTitle
      self.isDescription = isDescription
    }

    /// The same place with another statement.
    func with(_ statement: Statement) -> Self {
      var result = self
      result.shared = SharedStatement(statement)
      result.saysSomething = statement.saysSomething
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
  /// The parties that statements name: each spelling where it stands first, and again where it is first a side of a contact.
  private(set) var parties: [(mention: Mention, isSide: Bool)] = []
  /// By ``RoleKey/index``: the last spelling in ``parties``, and whether it is a side.
  private var noted: [(spelling: Spelling, isSide: Bool)?] = []
  var checks: [Check] = []
  /// Sentences about the transport of all ports.
  var commonTransports: [CommonTransport] = []
  /// The one that holds for each section; empty where there is none.
  var commonTransportOfSection: [Int?] = []
  /// Sentences that were not read, since they have no word that tells of ports, and their scopes.
  var passedOver: [(range: SourceRange, scope: Int, isItem: Bool)] = []
  /// One of the statements is a remark that names transports and nothing else.
  var hasTransportRemarks = false
  var explained: [ExplainedNumber] = []
  var sentenceCount = 0
  /// Sentences that became a check or belong to one.
  var checkSentences = 0
  var diagnostics = DiagnosticList()
  /// Ranges of what was seen and not understood, with the kind of entry.
  var unresolved: [(kind: String, range: SourceRange, section: Int)] = []

  init(page: Page, outline: Outline) {
    self.page = page
    self.outline = outline
  }

  /// Adds to ``parties`` what a statement names.
  mutating func noteParties(_ shared: SharedStatement) {
    for mention in shared.value.sources { note(mention, isSide: true) }
    for mention in shared.value.destinations { note(mention, isSide: true) }
    for mention in shared.value.places { note(mention, isSide: false) }
    for mention in shared.value.users { note(mention, isSide: false) }
    if let initiator = shared.value.initiator { note(initiator, isSide: false) }
    if let listener = shared.value.listener { note(listener, isSide: false) }
  }

  private mutating func note(_ mention: Mention, isSide: Bool) {
    let index = mention.key.index
    while noted.count <= index { noted.append(nil) }
    if let known = noted[index], known.spelling === mention.spelling || known.spelling.name == mention.name,
      known.isSide || !isSide
    {
      return
    }
    noted[index] = (mention.spelling, isSide || noted[index]?.isSide == true)
    parties.append((mention, isSide))
  }

  func location(_ range: SourceRange) -> SourceLocation { SourceLocation(file: page.file.name, range: range) }

  mutating func report(
    _ rule: DiagnosticRule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostics.report(Diagnostic(rule, message, at: location(range), notes: notes, fix: fix))
  }
}
