public import ArgumentParser
public import DotationAccounts
public import DotationSales
internal import DotationSheets
public import DotationStore
public import Dotations
public import DotationsApplication
public import Logging

// These are read as sheets and messages have them: numbers of orders also grouped, amounts as `50€` or `1 250,50 €`.
extension OrderNumber: LosslessStringConvertible, ExpressibleByArgument {}
extension Dotation.ID: LosslessStringConvertible, ExpressibleByArgument {}
extension Operation.ID: LosslessStringConvertible, ExpressibleByArgument {}
extension Client.Code: LosslessStringConvertible, ExpressibleByArgument {}
extension Fingerprint: LosslessStringConvertible, ExpressibleByArgument {}
extension Job.ID: LosslessStringConvertible, ExpressibleByArgument {}
extension Sale.ID: LosslessStringConvertible, ExpressibleByArgument {}
extension ExportIdentity: LosslessStringConvertible, ExpressibleByArgument {}
extension Euros: LosslessStringConvertible, ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
    /// Reads a day as sheets have it: `2020-08-21`, `21/08/2020`, `21 août 2020`.
    public init?(argument: String) { self.init(typed: argument) }
}

extension EmailAddress: ExpressibleByArgument {
    /// Reads an address that mail can be sent to.
    public init?(argument: String) {
        guard let address = try? EmailAddress.parse(argument) else { return nil }
        self = address
    }
}

extension Role: ExpressibleByArgument {}

extension Sale.Status: ExpressibleByArgument {
    /// Reads a status as it is shown.
    public init?(argument: String) { self.init(label: argument) }
}

extension ModificationPolicy: ExpressibleByArgument {}

extension Application {
    /// The client's rules of an import, in whose place stands what was typed.
    func importSettings(_ policy: ModificationPolicy?, _ allowsSharedEmail: Bool?) throws -> ImportSettings {
        var settings = try importSettings
        if let policy { settings.policy = policy }
        if let allowsSharedEmail { settings.allowsSharedEmail = allowsSharedEmail }
        return settings
    }
}

extension ArgumentHelp {
    static let policy = ArgumentHelp(
        "Les statuts qui se modifient : tous ceux qui ne sont pas activés, ou strict : seulement « En attente d'activation » et "
            + "« Erreur e-mail » ; à défaut, le réglage du client.", valueName: "règle")
    static let allowSharedEmail = ArgumentHelp(
        "Permet la même adresse e-mail à plusieurs bénéficiaires d’une commande : un avertissement, au lieu d’un refus.")
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
