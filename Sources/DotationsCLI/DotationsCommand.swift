import ArgumentParser

@main
struct DotationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dotations")
}
