import PortModel
import PortPage
import SourceDiagnostics

/// The transports and services of a row.
extension PageReader {
  /// The transports of the row's own column; nil where its protocol has no ports.
  mutating func readTransports(
    _ cells: [[Token]], _ reader: borrowing RowReader, _ statement: inout Statement
  ) -> [Transport]? {
    var result: [Transport] = []
    for column in cells.indices {
      let role = reader.layout.roles[column]
      if case .markOf(let transport)? = role, TableMarks(page.file.bytes).answer(cells[column]) == true {
        result.append(transport)
      }
      guard role == .transport || role == .applicationProtocol || role == .service else { continue }
      if role != .service, isDeniedTransport(cells[column]) {
        reportCell(cells[column], "says of the transport is not understood; write the transports that are used", reader)
        continue
      }
      let isService = namesService(cells[column])
      for token in cells[column] {
        if role != .service, case .transport(let transport)? = lexicon[token], !result.contains(transport) {
          result.append(transport)
        }
        if isService, let service = ServiceRegistry.common[token], statement.service == nil {
          statement.service = Located(service, at: token.range)
          statement.serviceText = page.file.text(token.range)
        }
      }
      if role != .service, result.isEmpty, noteProtocols(cells[column][...], reader.section) {
        let range = sourceRange(cells[column], 0..<cells[column].count)
        reading.report(
          .unreadCell, "\"\(page.visibleText(range))\" is no protocol with ports, and no flow is made of this row",
          at: range)
        return nil
      }
      if role == .transport, result.isEmpty, statement.service == nil,
        cells[column].contains(where: { !PortCell.isBlank($0) })
      {
        reportCell(cells[column], "names is no transport that is known", reader)
      }
    }
    return result
  }

  /// "TCP, not UDP", "TCP (formerly UDP)"
  private func isDeniedTransport(_ cell: [Token]) -> Bool {
    let transports = cell.count { if case .transport? = lexicon[$0] { true } else { false } }
    return transports > 0
      && cell.contains { token in
        switch lexicon[token] {
        case .negation, .determiner(.negative), .adverb(.instead), .preposition(.than), .preposition(.without): true
        default: token.kind == .word && Self.formerly.contains(token.payload)
        }
      }
  }

  private static let formerly = WordSet([
    "formerly", "previously", "since", "before", "until", "unsupported", "deprecated",
  ])

  /// The cell names one service, and not something of it: "SNMP", "HTTPS (443)"; not "SNMP exporter", "Syslog over TLS". What is said beside a
  /// service of TCP leaves it one ("gRPC over HTTP/2"), unless it is QUIC.
  private func namesService(_ cell: [Token]) -> Bool {
    var names: Set<String> = []
    let services = cell.compactMap { ServiceRegistry.common[$0] }
    if !services.isEmpty, services.allSatisfy({ $0.transport == .tcp }) {
      let isThird = cell.indices.dropFirst().contains { cell[$0].value == 3 && cell[$0 - 1].isMark("/") }
      return !isThird && !cell.contains { Self.overDatagrams.contains($0.payload) }
    }
    for token in cell where token.kind == .word {
      if let service = ServiceRegistry.common[token] {
        names.insert(service.name)
        continue
      }
      switch lexicon[token] {
      case .transport, .port, .number, .conjunction, .quality(.optional), .quality(.default), .event,
        .verb(.require, .participle):
        continue
      default: guard Self.besideService.contains(token.payload) else { return false }
      }
    }
    return names.count == 1
  }

  private static let overDatagrams = WordSet(["quic", "dtls", "http3", "h3", "http/3"])
  private static let besideService = WordSet([
    "protocol", "traffic", "service", "secure", "plain", "unencrypted", "encrypted", "api", "v1", "v2", "v3", "server",
  ])
}
