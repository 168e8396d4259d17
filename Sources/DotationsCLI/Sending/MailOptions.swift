import ArgumentParser
import DotationMail
import Foundation

/// Where the settings are that e-mails are made and sent with. Each command asks for those that it uses.
struct MailOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Les réglages d’envoi ; à défaut DOTATIONS_SETTINGS, puis les variables DOTATIONS_….", valueName: "fichier"))
    var settings: String?

    /// All settings, to send with.
    func sending() throws -> MailSettings { try MailSettings(file: file, environment: environment) }

    /// Those that a message is made with.
    func message() throws -> MessageSettings { try MessageSettings(file: file, environment: environment) }

    /// Those that a link is made with.
    func link() throws -> LinkSettings { try LinkSettings(file: file, environment: environment) }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    private var file: String? { settings ?? environment["DOTATIONS_SETTINGS"].flatMap { $0.isEmpty ? nil : $0 } }
}
