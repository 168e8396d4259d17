public import Dotations
public import Spreadsheet

/// Why a whole file is refused: what it is, where, and what an administrator can do about it.
public struct SheetFault: Error, Sendable {
    /// What is wrong.
    public enum Kind: Sendable {
        /// The file cannot be read, or not be written.
        case unreadable(SpreadsheetError)
        /// No row is a header that has the columns needed; these are missing, and those were found. The titles that are not known are there with
        /// their columns' letters, or by these alone where a person's data may stand in their place.
        case headerMissing(columns: [String], found: [String], unknown: [String], in: Table)
        /// A column is there twice, under these titles.
        case headerDuplicate(column: String, titles: [String])
        /// Several sheets could be the one that is meant.
        case sheetAmbiguous(names: [String], of: Table)
        /// The workbook does not have this sheet.
        case sheetMissing(name: String, found: [String])
        /// The rows say that it is the wrong file.
        case refused(Reason)
    }

    /// What a file is read for.
    public enum Table: Sendable {
        /// Dotations to correct.
        case dotations
        /// Statuses of dotations.
        case statuses
        /// Dotations to make an order of.
        case order
        /// An event, and who may take part.
        case events
        /// Sales.
        case sales
        /// Stripe's payments.
        case payments
    }

    /// What is wrong.
    public let kind: Kind
    /// Where it is, as far as that is known.
    public let location: SpreadsheetError.Location

    init(_ kind: Kind, at location: SpreadsheetError.Location = .init()) {
        self.kind = kind
        self.location = location
    }

    init(_ error: SpreadsheetError) { self.init(.unreadable(error), at: error.location) }

    /// The stable name of the fault, such as `header.missing` or `zip.overlap`.
    public var code: String {
        switch kind {
        case .unreadable(let error): error.code.rawValue
        case .headerMissing: Reason.Code.headerMissing.rawValue
        case .headerDuplicate: Reason.Code.headerDuplicate.rawValue
        case .sheetAmbiguous: Reason.Code.sheetAmbiguous.rawValue
        case .sheetMissing: SpreadsheetError.Code.noSuchSheet.rawValue
        case .refused(let reason): reason.code.rawValue
        }
    }

    /// What an administrator reads: the place, and what is wrong there.
    public var message: String {
        let text: String
        switch kind {
        case .unreadable(let error): return error.frenchMessage
        case .headerMissing(let columns, let found, let unknown, _):
            let missing = Self.list(columns)
            if found.isEmpty {
                text = "aucune ligne de titres parmi les \(HeaderSearch.depth) premières lignes ; il faut au moins \(missing)."
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
        let place = [location.file, location.sheet.map { "« \($0) »" }, location.cell?.description].compactMap(\.self)
        return place.isEmpty ? text : place.joined(separator: ", ") + " : " + text
    }

    /// What an administrator can do about it.
    public var advice: String? {
        switch kind {
        case .unreadable(let error): error.frenchAdvice
        case .headerMissing(let columns, _, let unknown, let table):
            (unknown.isEmpty ? "" : "Si une colonne introuvable est là sous un titre inconnu, renommez ce titre. ")
                + table.advice(lacking: columns)
        case .headerDuplicate: Reason(.headerDuplicate).advice
        case .sheetAmbiguous: Reason(.sheetAmbiguous).advice
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
    /// What the rows are, in the plural.
    fileprivate var french: String {
        switch self {
        case .dotations, .order: "dotations"
        case .statuses: "statuts"
        case .events: "événements"
        case .sales: "ventes"
        case .payments: "paiements"
        }
    }

    /// What a header can be taken from.
    fileprivate func advice(lacking columns: [String]) -> String {
        switch self {
        case .dotations: Reason(.headerMissing).advice
        case .statuses: "Partez d’un export du portail, qui a les statuts, et gardez sa ligne de titres."
        case .order: "Ajoutez à la feuille ce qui manque : \(Self.uses(of: columns))."
        case .events: "Partez du modèle (dotations events template) et gardez ses feuilles et leurs lignes de titres."
        case .sales:
            "Partez du modèle (dotations sales template), ou donnez à chaque colonne son titre, sur une seule ligne : \(SalesSheet.exampleTitles)."
        case .payments: "Refaites l’export des paiements dans Stripe avec ces colonnes, sans renommer leurs titres."
        }
    }

    /// What a new order needs columns for.
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

extension SheetFault: CustomStringConvertible {
    /// The code and the place alone: an error ends in logs, where nobody's data belongs.
    public var description: String {
        let place = [location.file, location.sheet, location.cell?.description].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? code : "\(code) (\(place))"
    }
}

/// Runs something on a file, and gives its fault as that of the sheet.
func wrappingErrors<Value: ~Copyable>(_ body: () throws(SpreadsheetError) -> Value) throws(SheetFault) -> Value {
    do throws(SpreadsheetError) { return try body() } catch { throw SheetFault(error) }
}

extension RowReader {
    /// Goes to the next row, with a fault as that of the sheet.
    mutating func advanceWrappingErrors() throws(SheetFault) -> Bool {
        do throws(SpreadsheetError) { return try advance() } catch { throw SheetFault(error) }
    }
}
