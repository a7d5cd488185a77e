@testable import PortCompiler
import PortPage
import SourceDiagnostics
import Testing

struct NumberReaderTests {
  @Test(arguments: [
    ("It needs 16 GB of memory.", "16", "quantity"), ("Wait 30 seconds.", "30", "quantity"),
    ("Windows Server 2019 is needed.", "2019", "year or version"), ("It was new in 2021.", "2021", "year"),
    ("See RFC 6335 for more.", "6335", "number of a document, step or event"), ("TLS 1.2 is used.", "1.2", "version"),
    ("HTTP 2 is used.", "2", "version"), ("Use 10.0.0.1 here.", "10.0.0.1", "address"),
    ("It has 3 nodes.", "3", "count"), ("It costs $500 a year.", "500", "identifier or amount"),
    ("About 90% are open.", "90", "quantity"), ("Call 123456789 now.", "123456789", "identifier"),
    // In doubt it may be a port: no reason.
    ("The web UI uses HTTP 8000 too.", "8000", nil), ("Streams use RTMP 1935 too.", "1935", nil),
    ("It uses 8443.", "8443", nil),
  ])
  func `explains numbers by the words around them`(text: String, number: String, reason: String?) throws {
    let (page, _) = parsePage(SourceFile(name: "a.md", text: text + "\n"))
    let block = try #require(page.blocks.first { $0.kind == .paragraph })
    let tokens = page.words(of: block)
    let index = try #require(tokens.firstIndex { page.file.text($0.range) == number })
    #expect(NumberReader(tokens, page.file.bytes).reason(at: index, in: 0..<tokens.count) == reason)
  }
}

struct RoleNameTests {
  @Test(arguments: [
    ("the Orders Server", "Orders Server host"), ("Orders Servers", "Orders Server(s)"),
    ("monitored Unix/Linux servers", "Monitored Unix Linux server"), ("An Agent", "agents"),
  ])
  func `one party under two spellings`(one: String, other: String) {
    #expect(RoleName.key(one) == RoleName.key(other))
  }

  @Test(arguments: [
    ("Orders Server", "Order Server Pro"), ("VM", "VM host"), ("virtual machine", "virtual"),
    ("Access", "Access Gateway"), ("status", "statu"), ("Jump host", "Jump"),
  ])
  func `two parties`(one: String, other: String) {
    #expect(RoleName.key(one) != RoleName.key(other))
  }
}

struct LexiconTests {
  /// Building it checks that no word is in it twice.
  @Test
  func `has one class for each word`() {
    let (page, _) = parsePage(SourceFile(name: "a.md", text: "must be open\n"))
    let classes = page.blocks.first.map { page.words(of: $0).compactMap { Lexicon.english[$0] } } ?? []
    #expect(classes == [.modal(.must), .be, .verb(.open, .base(isNoun: false))])
  }
}
