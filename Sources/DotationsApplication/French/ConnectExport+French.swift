public import DotationSales
public import DotationSheets
internal import Dotations

extension ConnectExport.LeftOut.Reason {
    /// What an administrator reads.
    public var message: String {
        switch self {
        case .cancelled: "Vente annulée."
        case .refunded: "Vente remboursée."
        case .ordered(let order): "Chèques déjà commandés : commande \(order)."
        case .tooMuch: "Le total de la personne dépasse ce qu’une dotation peut valoir."
        }
    }
}

extension ConnectExport.OpenSession {
    /// What an administrator reads.
    public var message: String {
        "Export partiel : la session « \(VisibleText.of(session)) » de l’événement « \(VisibleText.of(event)) » se vend jusqu’au \(closes.french) inclus."
    }
}

extension ConnectExportSheets {
    /// The file of an export with its sentences in French; `identity` is the store's name for it, of 1 to 255 characters.
    public init(_ export: ConnectExport, identity: String?) {
        self.init(
            export, identity: identity,
            commission:
                "La commission est de 1 % de la valeur faciale totale, arrondie au centime. Celle d’une session est arrondie de sorte que les "
                + "sessions fassent ce total : elle peut différer d’un centime de son propre 1 %.",
            reason: \.message, note: \.message)
    }
}
