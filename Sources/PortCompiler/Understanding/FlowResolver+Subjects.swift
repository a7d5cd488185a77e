import PortModel
import PortPage
import SourceDiagnostics

/// Whose ports a section is about.
extension FlowResolver {
  /// The host whose ports an item of a list is about, as an item around it says.
  mutating func host(of scope: Int, _ roles: inout RoleTable) -> RoleKey? {
    var index: Int? = scope
    while let current = index, reading.scopes[current].section == reading.scopes[scope].section {
      if let mention = reading.scopes[current].host {
        return roles.insert(mention, isSubject: true, in: reading.page.file.name)
      }
      index = reading.scopes[current].parent
    }
    return nil
  }

  /// The host whose section a section belongs to.
  mutating func subject(of section: Int, _ roles: inout RoleTable) -> RoleKey? {
    if let known = subjects.own[section] { return known }
    let found = findSubject(of: section, &roles)
    subjects.own[section] = .some(found)
    return found
  }

  private mutating func findSubject(of section: Int, _ roles: inout RoleTable) -> RoleKey? {
    var index: Int? = section
    var passed: [Int] = []
    var found: RoleKey?
    while let current = index {
      if current != section {
        if let known = subjects.below[current] {
          found = known
          break
        }
        passed.append(current)
      }
      if let subject = subject(titled: current, isOwn: current == section, &roles) {
        found = subject
        break
      }
      index = reading.page.sections[current].parent
    }
    for section in passed { subjects.below[section] = .some(found) }
    return found
  }

  /// The host that a section's own title names.
  private mutating func subject(titled section: Int, isOwn: Bool, _ roles: inout RoleTable) -> RoleKey? {
    switch reading.outline.headings[section].role {
    case .subject(let mention):
      return roles.insert(mention, isSubject: true, in: reading.page.file.name)
    case .other(let mention?):
      // A title that only names a party some sentence or title speaks of names the host, too.
      guard !isOwn || statesPorts(section), !isAboutPorts(section),
        roles.contains(roles.canonicalKey(mention)) || mention.spelling.lastWord.map(RoleName.isMachine) == true
          || roles.hasParty(atEndOf: mention) || isOwn && isAmongHosts(section, mention)
      else { return nil }
      let isKnown = roles.contains(roles.canonicalKey(mention))
      let key = roles.insert(mention, isSubject: true, in: reading.page.file.name)
      if !isKnown { presumedSubjects.insert(key) }
      return key
    case .ports, .service, .checks, .other: return nil
    }
  }

  /// "This port must be closed on A", in a section about B: that says nothing of B's port.
  mutating func isClosedElsewhere(
    _ group: Int, _ subject: RoleKey?, _ section: Int, _ roles: inout RoleTable
  ) -> Bool {
    let closing = reading.groups[group].statements.filter { index in
      reading.statements[index].shared.value.negation?.value == .closed
    }
    guard let subject, !closing.isEmpty else { return false }
    // One that names no place, or this host, closes the port here.
    for index in closing {
      let places = reading.statements[index].shared.value.places
      if places.isEmpty { return false }
      for place in places where roles.resolve(place, subject: subject, in: reading.page.file.name) == subject {
        return false
      }
    }
    let message = "where the port is to be closed does not say where it is needed; write who connects to whom"
    for index in closing {
      let range = reading.statements[index].shared.value.range
      if report(.ambiguousSentence, message, at: range) {
        unresolved.append((DiagnosticRule.ambiguousSentence.slug, range, section))
      }
    }
    return true
  }

  /// "The process" is short for "Orders Agent process".
  func isShortFor(_ party: RoleKey, _ mention: Mention, _ roles: RoleTable) -> Bool {
    guard mention.spelling.words.count == 1, let name = roles.name(of: party) else { return false }
    let words = RoleName.split(RoleName.key(name))
    return words.count > 1 && words.last == mention.spelling.lastWord
  }

  /// "Ports for mail" is no name.
  private func isAboutPorts(_ section: Int) -> Bool {
    reading.outline.headings[section].tokens.contains { Lexicon.english[$0] == .port }
  }

  /// "LIMS" beside "Bench gateway" and "Mail relay": a name among the titles of hosts, above ports of its own.
  private mutating func isAmongHosts(_ section: Int, _ mention: Mention) -> Bool {
    guard mention.spelling.words.count <= 3, !PageReader.isAction(mention), !StatementReader.isVisitor(mention) else {
      return false
    }
    let parent = reading.page.sections[section].parent
    var hosts = 0
    // The sections around it: a page of very many is no list of hosts.
    let near = max(0, section - 50)..<min(reading.page.sections.count, section + 50)
    for other in near where other != section && reading.page.sections[other].parent == parent {
      if namesHost(other) { hosts += 1 }
      if hosts == 2 { return true }
    }
    return false
  }

  /// The title of a section names a host, or ends in a word for a machine.
  private mutating func namesHost(_ section: Int) -> Bool {
    if titleNamesHost.isEmpty { titleNamesHost = Array(repeating: nil, count: reading.page.sections.count) }
    if let known = titleNamesHost[section] { return known }
    let names =
      switch reading.outline.headings[section].role {
      case .subject: true
      case .other(let name?): name.spelling.lastWord.map(RoleName.isMachine) == true
      case .ports, .service, .checks, .other: false
      }
    titleNamesHost[section] = names
    return names
  }

  /// The section's own paragraphs or items state ports.
  private func statesPorts(_ section: Int) -> Bool { sectionsWithPorts.contains(section) }
}
