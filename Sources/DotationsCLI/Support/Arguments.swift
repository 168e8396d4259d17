public import ArgumentParser
public import DotationSales
internal import DotationSheets
public import DotationStore
public import Dotations
public import DotationsApplication
public import Logging

extension OrderNumber: ExpressibleByArgument {
    /// Reads a number as it is typed, also grouped: `2 800 901`.
    public init?(argument: String) { self.init(argument) }
}

extension Dotation.ID: ExpressibleByArgument {
    /// Reads the eight digits.
    public init?(argument: String) { self.init(argument) }
}

extension CalendarDate: ExpressibleByArgument {
    /// Reads a day as sheets have it: `2020-08-21`, `21/08/2020`, `21 août 2020`.
    public init?(argument: String) { self.init(typed: argument) }
}

extension Operation.ID: ExpressibleByArgument {
    /// Reads the number of an operation.
    public init?(argument: String) { self.init(argument) }
}

extension Fingerprint: ExpressibleByArgument {
    /// Reads a plan's fingerprint.
    public init?(argument: String) { self.init(argument) }
}

extension Sale.ID: ExpressibleByArgument {
    /// Reads the number of a sale.
    public init?(argument: String) { self.init(argument) }
}

extension Sale.Status: ExpressibleByArgument {
    /// Reads a status as it is shown.
    public init?(argument: String) { self.init(label: argument) }
}

extension DotationStore.ExportIdentity: ExpressibleByArgument {
    /// Reads the name of an export.
    public init?(argument: String) { self.init(argument) }
}

extension Euros: ExpressibleByArgument {
    /// Reads an amount as it is typed: `50`, `50€`, `1 250,50 €`.
    public init?(argument: String) { self.init(argument) }
}

extension ModificationPolicy: ExpressibleByArgument {
    /// Reads `not-activated` or `strict`.
    public init?(argument: String) {
        guard let policy = Self.allCases.first(where: { $0.defaultValueDescription == argument }) else { return nil }
        self = policy
    }

    /// The name on the command line.
    public var defaultValueDescription: String {
        switch self {
        case .notActivated: "not-activated"
        case .strict: "strict"
        }
    }

    /// The names on the command line.
    public static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }
}

extension ArgumentHelp {
    static let policy = ArgumentHelp(
        "Les statuts qui se modifient : tous ceux qui ne sont pas activés, ou strict : seulement « En attente d'activation » et "
            + "« Erreur e-mail ».", valueName: "règle")
    static let allowSharedEmail = ArgumentHelp(
        "Permet la même adresse e-mail à plusieurs bénéficiaires d’une commande : un avertissement, au lieu d’un refus.")
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

extension Job.ID: ExpressibleByArgument {
    /// Reads the number of an e-mail.
    public init?(argument: String) {
        guard argument.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(argument) else { return nil }
        self.init(rawValue: number)
    }
}
