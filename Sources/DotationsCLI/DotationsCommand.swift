import ArgumentParser
import Foundation

struct DotationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dotations",
        abstract:
            "Vend des chèques-vacances, exporte les dotations d’une commande, importe les corrections, prépare les e-mails d’activation.",
        version: "0.1.0",
        subcommands: [
            EventsCommand.self, SalesCommand.self, OrdersCommand.self, SearchCommand.self, ExportCommand.self, ImportCommand.self,
            EditCommand.self, ResendCommand.self,
            StatusCommand.self, ImportsCommand.self, JobsCommand.self, SheetCommand.self, PurgeCommand.self, DoctorCommand.self,
            DatabaseCommand.self,
            ClientsCommand.self, UsersCommand.self, ServeCommand.self, DemoCommand.self,
        ])

    @OptionGroup var store: StoreOptions
}

struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Examine, affiche, convertit ou modifie un classeur ou un fichier CSV.",
        subcommands: [SheetInfoCommand.self, SheetDumpCommand.self, SheetConvertCommand.self, SheetSetCommand.self])
}

@main
enum Main {
    static func main() {
        // A reader that has seen enough closes its end of the pipe: a write then fails, and the command ends by itself.
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow any more: the write fails as on a full disk.
        signal(SIGXFSZ, SIG_IGN)
        // What is written is people's data: only the user may read a new file. One that is replaced keeps its permissions.
        umask(0o077)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try DotationsCommand.parseAsRoot(arguments)
            try command.run()
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            exit(FrenchScreen.show(error, of: arguments))
        }
    }
}
