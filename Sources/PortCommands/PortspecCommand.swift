public import ArgumentParser

/// `portspec`: the one command, with a subcommand per verb.
public struct PortspecCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(commandName: "portspec")

  public init() {}
}

/// Runs the command line of this process and ends the process with the command's exit code.
public func runPortspec() -> Never {
  PortspecCommand.main()
  PortspecCommand.exit()
}
