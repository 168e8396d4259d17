internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import Spreadsheet

extension SalesExportDifference {
    func words(rows: Int) -> (column: SheetColumn, message: String) {
        let bought = "\(sales.count < 2 ? "vente" : "ventes") \(sales.map(\.description).joined(separator: ", "))"
        return switch kind {
        case .amount(let asked, let sold):
            (.amount, "\(asked) demandés\(rows > 1 ? " en tout" : ""), et \(sold) vendus (\(bought)).")
        case .email: (.email, "cette adresse e-mail n’est pas celle que la personne a donnée (\(bought)).")
        case .mobile: (.mobile, "ce n° de téléphone n’est pas celui que la personne a donné (\(bought)).")
        case .added: (.matricule, "l’export n’a aucune vente pour ce matricule.")
        case .missing: (.matricule, "aucune ligne n’est pour la personne \(sales.count < 2 ? "de la" : "des") \(bought).")
        }
    }
}
