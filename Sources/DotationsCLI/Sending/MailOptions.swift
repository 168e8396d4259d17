import ArgumentParser
import Foundation

/// Where the settings are that e-mails are made and sent with. Each command asks for those that it uses.
struct MailOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Les réglages d’envoi ; à défaut DOTATIONS_SETTINGS, puis les variables DOTATIONS_….", valueName: "fichier"))
    var settings: String?

    var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The file, where one is named.
    var file: String? { settings ?? environment["DOTATIONS_SETTINGS"].flatMap { $0.isEmpty ? nil : $0 } }
}
