public import ArgumentParser

/// `portspec`: the one command, with a subcommand per verb.
public struct PortspecCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "portspec",
    abstract: "Compile, check and explain a product's network port page.",
    discussion: """
      The page is the single source: portspec compiles it into a specification, generates constants, test vectors and tables \
      from it, and says what a change means for firewalls. Settings come from .portspec.yaml, found upwards from the working \
      directory.

      EXAMPLES
        portspec compile docs/network-ports.md --format text
        portspec init && portspec generate
        portspec check
        portspec diff HEAD~1:docs/network-ports.md docs/network-ports.md

      EXIT CODES
        0   clean
        1   findings: an error in a page, drift, or what --fail-on names
        2   could not check: a file that cannot be read, nothing to check
        64  wrong usage

      SHELL COMPLETIONS
        portspec --generate-completion-script bash > /etc/bash_completion.d/portspec
        (also zsh and fish)
      """,
    version: "0.1.0",
    subcommands: [
      CompileCommand.self, FactsCommand.self, GenerateCommand.self, CheckCommand.self, DiffCommand.self,
      ExplainCommand.self, RulesCommand.self, InitCommand.self,
    ])

  public init() {}
}

/// Runs the command line of this process and ends the process with the command's exit code.
public func runPortspec() -> Never {
  ProcessLifetime.keepHeap()
  PortspecCommand.main()
  PortspecCommand.exit()
}
