import PortModel
import Testing

struct SlugTests {
  @Test(arguments: [
    ("Spotlight Diagnostic Server", "spotlight-diagnostic-server"),
    ("monitored Unix/Linux servers", "monitored-unix-linux-servers"),
    ("  (a)  ", "a"), ("Größe", "größe"), ("—", ""), ("port 443!", "port-443"),
  ])
  func `joins lower-case words by hyphens`(text: String, slug: String) {
    #expect(Slug.make(text) == slug)
  }
}
