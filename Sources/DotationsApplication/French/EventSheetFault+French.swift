internal import DotationSales
public import DotationSheets
internal import Dotations

extension EventSheetFault {
    /// What an administrator reads: what is wrong, with the value that it is about.
    public var message: String {
        let value = "« \(VisibleText.of(given)) »"
        return switch code {
        case .cellEmpty: "« \(column) » est vide."
        case .cellMerged: "« \(column) » est fusionnée avec d’autres cellules, et n’a pas de valeur à elle."
        case .cellType: "« \(column) » contient \(value), qui n’est ni un texte ni un nombre."
        case .cellTooLong: "« \(column) » contient un texte de plus de 1 024 octets, environ 1 000 caractères."
        case .cellDate: "« \(column) » contient une date : \(value)."
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
        case .cellMerged: CellAdvice.merged
        case .cellType: CellAdvice.type
        case .cellTooLong: "Raccourcissez-le ; une longue description se tape sur la page de l’événement."
        case .cellDate: CellAdvice.date
        case .cellFormula: CellAdvice.formula
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
