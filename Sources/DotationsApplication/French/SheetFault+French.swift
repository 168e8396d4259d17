internal import DotationSales
public import DotationSheets
internal import Dotations
internal import Spreadsheet

extension SheetFault {
    /// What an administrator reads: the place, and what is wrong there.
    public var message: String {
        let text: String
        switch kind {
        case .unreadable(let error): return error.frenchMessage
        case .headerMissing(let columns, let found, let unknown, _):
            let missing = Self.list(columns)
            if found.isEmpty {
                text = "aucune ligne de titres parmi les \(SheetFile.headerDepth) premières lignes ; il faut au moins \(missing)."
            } else {
                text =
                    (columns.count > 1 ? "colonnes introuvables : " : "colonne introuvable : ") + missing
                    + ". Colonnes reconnues : \(Self.list(found))."
                    + (unknown.isEmpty ? "" : " Titres inconnus : \(Self.enumeration(unknown)).")
            }
        case .headerDuplicate(let column, let titles):
            text = "la colonne « \(column) » est présente \(titles.count) fois, sous \(Self.list(titles))."
        case .sheetAmbiguous(let names, let table):
            text = "plusieurs feuilles peuvent être celle des \(table.french) : \(Self.list(names))."
        case .sheetMissing(let name, let found):
            text = "la feuille « \(name) » manque. Feuilles du classeur : \(Self.list(found))."
        case .refused(let reason):
            text = reason.message
        }
        return sentence(text, at: [location.file, location.sheet.map { "« \($0) »" }, location.cell?.description])
    }

    /// What an administrator can do about it.
    public var advice: String? {
        switch kind {
        case .unreadable(let error): error.frenchAdvice
        case .headerMissing(let columns, _, let unknown, let table):
            (unknown.isEmpty ? "" : "Si une colonne introuvable est là sous un titre inconnu, renommez ce titre. ")
                + table.advice(lacking: columns)
        case .headerDuplicate: "Supprimez ou renommez la colonne en trop."
        case .sheetAmbiguous: "Ne gardez dans le classeur que la feuille à importer."
        case .sheetMissing(let name, _): SheetFault.Table.events.advice(lacking: [name])
        case .refused(let reason): reason.advice
        }
    }

    private static func list(_ titles: [String]) -> String { enumeration(titles.map { "« \(VisibleText.of($0, limit: 40)) »" }) }

    private static func enumeration(_ items: [String]) -> String {
        items.prefix(20).joined(separator: ", ") + (items.count > 20 ? "…" : "")
    }
}

extension SheetFault.Table {
    fileprivate var french: String {
        switch self {
        case .dotations, .order: "dotations"
        case .statuses: "statuts"
        case .events: "événements"
        case .sales: "ventes"
        case .payments: "paiements"
        }
    }

    fileprivate func advice(lacking columns: [String]) -> String {
        switch self {
        case .dotations: "Partez de l’export de la commande et gardez sa ligne de titres."
        case .statuses: "Partez d’un export du portail, qui a les statuts, et gardez sa ligne de titres."
        case .order: "Ajoutez à la feuille ce qui manque : \(Self.uses(of: columns))."
        case .events: "Partez du modèle et gardez ses feuilles et leurs lignes de titres."
        case .sales:
            "Partez du modèle, ou donnez à chaque colonne son titre, sur une seule ligne : "
                + SaleColumn.allCases.map(\.title).joined(separator: ", ") + "."
        case .payments: "Refaites l’export des paiements dans Stripe avec ces colonnes, sans renommer leurs titres."
        }
    }

    private static func uses(of columns: [String]) -> String {
        columns.compactMap { title in
            SheetColumn.allCases.first { $0.title == title }?.useInOrder.map { "« \(title) » est \($0)" }
        }.joined(separator: ", ")
    }
}

extension SheetColumn {
    /// What a new order needs the column for.
    fileprivate var useInOrder: String? {
        switch self {
        case .matricule: "le n° du salarié chez son employeur"
        case .lastName: "le nom du bénéficiaire"
        case .firstName: "le prénom du bénéficiaire"
        case .email: "l’adresse à laquelle va l’e-mail d’activation"
        case .mobile: "le n° de portable du bénéficiaire"
        case .amount: "la valeur de la dotation, en euros"
        case .identifier, .orderNumber, .status, .resend: nil
        }
    }
}
