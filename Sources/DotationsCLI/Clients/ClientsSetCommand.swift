import ArgumentParser
import DotationMail
import DotationMailDelivery
import DotationStore
import DotationsApplication

/// `dotations clients set`: what a client has in the place of what the installation has.
struct ClientsSetCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change les réglages d’un client.",
        discussion: """
            Chaque réglage s’écrit nom=valeur ; nom= seul rend celui de l’installation. Pour un modèle de message, la valeur est le fichier à \
            lire. docs/operations.md les décrit.
            """)

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @Argument(help: ArgumentHelp("Les réglages.", valueName: "nom=valeur"))
    var settings: [SettingArgument]

    @OptionGroup var base: BaseOptions

    func execute() throws {
        var values: [ClientSetting: String?] = [:]
        for setting in settings { values[setting.setting] = try .some(setting.value()) }
        let details = try store.installation().set(values, of: code)
        try ResultWriter.write(details, details.lines, asJSON: isJSON)
    }
}

/// A setting as it is typed.
struct SettingArgument: ExpressibleByArgument {
    let setting: ClientSetting
    private let text: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), let setting = ClientSetting(rawValue: String(argument[..<equals])) else {
            return nil
        }
        self.setting = setting
        text = String(argument[argument.index(after: equals)...])
    }

    static var allValueStrings: [String] { ClientSetting.allCases.map { $0.rawValue + "=" } }

    /// The value, which of a template is in the file; nil for what the installation has.
    func value() throws -> String? {
        guard !text.isEmpty else { return nil }
        guard setting.template != nil else { return text }
        return try MessageTemplates.text(ofFile: text)
    }
}
