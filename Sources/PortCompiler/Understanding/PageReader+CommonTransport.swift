import PortModel
import PortPage
import SourceDiagnostics

/// Transports that a page states once for all its ports.
extension PageReader {
  /// "All ports are TCP unless stated otherwise.": the transport of ports that state none, in the section and those below it, and on the
  /// whole page where these have no ports.
  ///
  /// - Returns: Whether the sentence is one.
  mutating func readCommonTransport(_ sentence: ArraySlice<Token>, _ scope: Int, _ section: Int) -> Bool {
    guard sentence.count <= 40, !isUnderPort(scope), let first = sentence.first, let last = sentence.last else {
      return false
    }
    var reader = CommonTransportReader(sentence)
    guard let found = reader.read() else { return false }
    reading.commonTransports.append(
      PageReading.CommonTransport(reading: found, range: first.range.union(last.range), section: section))
    return true
  }

  /// Finds for each section what is said of all transports in it: by the innermost section that says it.
  ///
  /// - Complexity: O(*n*) in sections and ports.
  mutating func settleCommonTransports() {
    guard !reading.commonTransports.isEmpty else { return }
    let holders = Set(reading.groups.map { reading.scopes[$0.scope].section })
    var common: [Range<Int>: Int] = [:]
    for index in reading.commonTransports.indices {
      let sentence = reading.commonTransports[index]
      var sections = sections(from: sentence.section)
      if !sentence.reading.isOfPart, !sections.contains(where: holders.contains) {
        sections = page.sections.indices.lowerBound..<page.sections.count
      }
      guard let earlier = common[sections] else {
        common[sections] = index
        continue
      }
      reportDisagreement(reading.commonTransports[earlier], sentence)
      if reading.commonTransports[earlier].reading.transport != sentence.reading.transport {
        reading.commonTransports[earlier].isContradicted = true
      }
    }
    reading.commonTransportOfSection = Array(repeating: nil, count: page.sections.count)
    for (sections, index) in common.sorted(by: { ($0.key.count, $1.value) > ($1.key.count, $0.value) }) {
      for section in sections { reading.commonTransportOfSection[section] = index }
    }
    reportOtherTransports()
  }

  private mutating func reportDisagreement(_ one: PageReading.CommonTransport, _ other: PageReading.CommonTransport) {
    guard one.reading.transport != other.reading.transport else { return }
    reading.report(
      .ambiguousSentence, "another sentence says another transport of the same ports; write it beside each port",
      at: other.range, notes: [Diagnostic.Note("the other sentence", at: reading.location(one.range))])
  }

  /// "All ports are TCP." above a port with UDP.
  private mutating func reportOtherTransports() {
    var reported: Set<Int> = []
    for group in reading.groups {
      guard let index = reading.commonTransportOfSection[reading.scopes[group.scope].section],
        let transport = group.transport
      else { continue }
      let common = reading.commonTransports[index]
      guard !common.reading.hasException, transport != common.reading.transport, reported.insert(index).inserted else {
        continue
      }
      let ports = "\(transport.rawValue.uppercased()) \(group.ports.label)"
      reading.report(
        .ambiguousSentence,
        "this says \(common.reading.transport.rawValue.uppercased()) of all ports, and \(ports) is one of them; write \"unless stated otherwise\"",
        at: common.range, notes: [Diagnostic.Note("the other port", at: reading.location(group.range))])
    }
  }

  /// A section and those below it, which follow it on the page.
  private func sections(from section: Int) -> Range<Int> {
    var end = section + 1
    while end < page.sections.count, let parent = page.sections[end].parent, parent >= section { end += 1 }
    return section..<end
  }
}

extension PageReading {
  /// A sentence about the transport of several ports.
  struct CommonTransport {
    var reading: CommonTransportReader.Reading
    var range: SourceRange
    /// Where it stands.
    var section: Int
    /// Another sentence of the same section says otherwise.
    var isContradicted = false
  }

  /// The transport that is said of all ports around a scope; nil where nothing is said, or two things are.
  func commonTransport(of scope: Int) -> Transport? {
    guard !commonTransportOfSection.isEmpty, let index = commonTransportOfSection[scopes[scope].section] else {
      return nil
    }
    return commonTransports[index].isContradicted ? nil : commonTransports[index].reading.transport
  }
}
