import PortCompiler
import PortModel
import SourceDiagnostics
import Testing

/// The texts that stand for the variables of a page's template language.
struct TemplateVariableTests {
  private static let page = """
    ## Ports on the {{ product }} Server

    ### TCP {{ console_port }}

    Agents connect to the {{product}} Server. The console of {{ product }} needs it.

    ### UDP 514

    $[cloud.name] connects to the {{- product | upcase -}} Server, unless {feature} is disabled.

    | Port | Protocol | From | To |
    | --- | --- | --- | --- |
    | {{ range }} | TCP | {% data variables.agents %} | <%= product %> Server |
    """

  private static let texts = [
    "product": "Orders", "console_port": "8443", "cloud.name": "The Orders Cloud", "feature": "remote access",
    "range": "9000-9010", "data variables.agents": "Orders Agent",
  ]

  /// The page with the texts written where the variables stand.
  private static let written = """
    ## Ports on the Orders Server

    ### TCP 8443

    Agents connect to the Orders Server. The console of Orders needs it.

    ### UDP 514

    The Orders Cloud connects to the Orders Server, unless remote access is disabled.

    | Port | Protocol | From | To |
    | --- | --- | --- | --- |
    | 9000-9010 | TCP | Orders Agent | Orders Server |
    """

  private func compiled(_ text: String, _ variables: [String: String] = [:]) -> Compilation {
    compile(
      [SourceFile(name: "page.md", text: text + "\n")], settings: CompilerSettings(variables: variables))
  }

  @Test
  func `a page with texts for its variables is the page with the texts`() throws {
    let one = compiled(Self.page, Self.texts)
    let other = compiled(Self.written)
    #expect(try #require(one.specification).flows == #require(other.specification).flows)
    #expect(one.diagnostics.map(\.rule.slug) == other.diagnostics.map(\.rule.slug))
    #expect(one.diagnostics.map(\.message) == other.diagnostics.map(\.message))
  }

  @Test(arguments: ["product", "console_port", "cloud.name", "feature", "range", "data variables.agents"])
  func `a variable without a text is no other page`(name: String) throws {
    var texts = Self.texts
    texts[name] = nil
    let flows = try #require(compiled(Self.page, texts).specification).flows
    let whole = try #require(compiled(Self.written).specification).flows
    #expect(flows != whole)
  }
}
