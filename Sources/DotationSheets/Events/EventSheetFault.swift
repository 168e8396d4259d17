internal import DotationSales
internal import Dotations
public import Spreadsheet

/// What is wrong with a cell of an event workbook: a stable code, where it is, and French text.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public struct EventSheetFault: Error, Sendable, Hashable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case cellEmpty = "event-sheet.cell-empty"
        case cellMerged = "event-sheet.cell-merged"
        case cellFormula = "event-sheet.cell-formula"
        case amountSyntax = "event-sheet.amount-syntax"
        case dateSyntax = "event-sheet.date-syntax"
        case numberSyntax = "event-sheet.number-syntax"
        case flagSyntax = "event-sheet.yes-no"
        case kindUnknown = "event-sheet.criterion-unknown"
        case statusUnknown = "event-sheet.status-unknown"
        case eventUnknown = "event-sheet.event-unknown"
        case boundUnclear = "event-sheet.bound-unclear"
        case dateAlone = "event-sheet.date-alone"
    }

    /// What is wrong.
    public let code: Code
    /// The sheet's name.
    public let sheet: String
    /// The row, from 1.
    public let row: Int
    /// The cell, where the sheet has its column.
    public let cell: CellReference?
    /// The column's title.
    public let column: String
    /// What the cell says.
    public let given: String

    /// What an administrator reads: what is wrong, with the value that it is about.
    public var message: String {
        let value = "« \(VisibleText.of(given)) »"
        return switch code {
        case .cellEmpty: "« \(column) » est vide."
        case .cellMerged: "« \(column) » est fusionnée avec d’autres cellules, et n’a pas de valeur à elle."
        case .cellFormula: "« \(column) » contient une formule."
        case .amountSyntax: "« \(column) » : \(value) \(Euros(signed: given) == nil ? "n’est pas un montant" : "est un montant négatif")."
        case .dateSyntax: "« \(column) » : \(value) n’est pas une date."
        case .numberSyntax: "« \(column) » : \(value) n’est pas un nombre entier."
        case .flagSyntax: "« \(column) » : \(value) n’est ni oui ni non."
        case .kindUnknown: "« \(column) » : \(value) n’est pas un critère connu."
        case .statusUnknown: "« \(column) » : \(value) n’est pas un statut connu."
        case .eventUnknown:
            given.isEmpty
                ? "La ligne ne dit pas de quel événement il s’agit." : "Aucun événement de la feuille « Événement » ne s’appelle \(value)."
        case .boundUnclear: "« \(column) » ne dit pas si la borne fait partie de la tranche."
        case .dateAlone: "« \(column) » est vide, alors que l’autre date de la session est donnée."
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch code {
        case .cellEmpty: "Remplissez la cellule, ou supprimez la ligne."
        case .cellMerged: "Annulez la fusion des cellules, puis mettez dans chacune sa valeur."
        case .cellFormula: "Remplacez la formule par son résultat : copiez la cellule, puis collez les valeurs."
        case .amountSyntax: "Écrivez le montant en euros, par exemple 50 ou 1250,50."
        case .dateSyntax: "Écrivez la date sous la forme 01/04/2025."
        case .numberSyntax: "Écrivez un nombre entier, ou rien s’il n’y a pas de limite."
        case .flagSyntax, .boundUnclear: "Écrivez oui ou non."
        case .kindUnknown: "Écrivez " + Self.list(SupportingDocument.Kind.allCases.map(\.label)) + "."
        case .statusUnknown: "Écrivez " + Self.list(SupportingDocument.Status.allCases.map(\.label)) + "."
        case .eventUnknown: "Écrivez le nom de l’événement comme dans la feuille « Événement »."
        case .dateAlone: "Donnez les deux dates, ou aucune : elles ne font qu’informer."
        }
    }

    private static func list(_ words: [String]) -> String { words.dropLast().joined(separator: ", ") + " ou " + (words.last ?? "") }
}

extension EventSheetFault: CustomStringConvertible {
    /// The code and the place alone: an error ends in logs, where nobody's data belongs.
    public var description: String { "\(code.rawValue) (\(sheet), \(cell?.description ?? String(row)))" }
}
