import PortModel
import PortPage
import SourceDiagnostics

/// What the sections of a page are about.
struct Outline {
  /// What a heading says.
  struct Heading {
    /// The title as its reader sees it, cut where it is longer than ``Outline/longestTitle``.
    var title: String?
    enum Role {
      /// "Network ports on X"
      case subject(Mention)
      /// "TCP 3843", "Control port: TCP 9404"
      case ports
      /// "SSH"
      case service(ServiceRegistry.Service, String)
      /// "Checks to verify ports are open"
      case checks
      /// Any other title; it may name a host.
      case other(Mention?)
    }

    var role: Role
    /// The title is too long to be one, and is not read.
    var isTooLong = false
    var words = ReadableWords([], [])
    var tokens: [Token] { words.tokens }
    /// What the title says about the ports it writes.
    var statement: SharedStatement?
    /// What the title says of all ports below it: "From A to B", "Disabled ports".
    var lead: SharedStatement?
    /// "Incoming", "Outbound ports on X": the direction of everything below.
    var direction: Located<Flow.Direction>?
    /// Whether the title speaks of ports.
    var speaksOfPorts = false
  }

  /// One for each of ``Page/sections``.
  private(set) var headings: [Heading] = []

  /// In bytes. Every flow of a section carries the section's title: a longer one is not read, and is cut.
  static let longestTitle = 1000

  init(_ page: Page, _ names: NameReader) {
    let introduction = Self.introductionOfPorts(page)
    for (number, section) in page.sections.enumerated() {
      guard let index = section.heading, let title = page.title(of: section) else {
        headings.append(Heading(role: .other(nil), speaksOfPorts: number == introduction))
        continue
      }
      let isAmongPorts = section.parent.map { headings[$0].speaksOfPorts } ?? false
      let block = page.blocks[index]
      guard block.range.count <= Self.longestTitle else {
        headings.append(Heading(title: Self.cut(title), role: .other(nil), isTooLong: true, speaksOfPorts: true))
        continue
      }
      var heading = HeadingReader(page, page.readableWords(of: block), names, isAmongPorts: isAmongPorts).read()
      heading.title = title
      if number == introduction { heading.speaksOfPorts = true }
      headings.append(heading)
    }
  }

  /// The section of the page's first paragraph, if that speaks of ports in its first sentence: what the page is about.
  private static func introductionOfPorts(_ page: Page) -> Int? {
    for (number, section) in page.sections.enumerated() {
      for index in section.blocks {
        guard case .paragraph = page.blocks[index].kind else { continue }
        let tokens = page.readableWords(of: page.blocks[index]).tokens
        let sentence = sentences(of: tokens).first ?? 0..<0
        let speaksOfPorts = tokens[sentence].contains { token in
          if case .port? = Lexicon.english[token] { true } else { false }
        }
        return speaksOfPorts ? number : nil
      }
      if let heading = section.heading, case .heading(let level) = page.blocks[heading].kind, level > 1 { return nil }
    }
    return nil
  }

  /// The first ``longestTitle`` bytes of a longer text.
  static func cut(_ title: String) -> String {
    guard title.utf8.count > longestTitle else { return title }
    var end = title.utf8.index(title.startIndex, offsetBy: longestTitle)
    while end.samePosition(in: title) == nil { title.utf8.formIndex(before: &end) }
    return title[..<end] + "…"
  }

  /// The subject that headings give the sections of a page, in page order, and the direction of the traffic that they speak of.
  func subjects() -> [(mention: Mention, direction: Flow.Direction?)] {
    headings.compactMap { if case .subject(let mention) = $0.role { (mention, $0.direction?.value) } else { nil } }
  }
}
