import ArgumentParser
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

struct SearchCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Cherche des dotations, dans toutes les commandes.",
        discussion: """
            Le nom et le prénom se trouvent par n’importe quelle partie (« alembert » trouve D’Alembert), les autres champs par leur début, sans \
            tenir compte de la casse, des accents ni de la ponctuation. Sans champ, tout est trouvé.
            """)

    @Option(help: ArgumentHelp("Le matricule.", valueName: "début")) var matricule: String?
    @Option(help: ArgumentHelp("Le nom.", valueName: "partie")) var nom: String?
    @Option(help: ArgumentHelp("Le prénom.", valueName: "partie")) var prenom: String?
    @Option(help: ArgumentHelp("L’adresse e-mail.", valueName: "début")) var email: String?
    @Option(help: ArgumentHelp("Le n° de téléphone.", valueName: "début")) var telephone: String?
    @Option(help: ArgumentHelp("Le n° de la commande.", valueName: "n°")) var order: OrderNumber?

    @Option(help: ArgumentHelp("Écrit le résultat, en .xlsx ou en .csv.", valueName: "fichier"))
    var export: String?

    @Option(help: ArgumentHelp("Le nombre de dotations que l’écran montre.", valueName: "nombre"))
    var limitRows = 200

    @OptionGroup var base: BaseOptions

    func validate() throws {
        if let export { _ = try outputFormat(of: export) }
        try requireLimit(limitRows)
    }

    func execute() throws {
        let query = DotationQuery(matricule: matricule, lastName: nom, firstName: prenom, email: email, mobile: telephone, order: order)
        let limit = export == nil && !isJSON ? limitRows : .max
        let application = try store.application()
        let found = try application.search(query, limit: limit)
        if let export {
            try application.export(found).save(to: export)
            return try ResultWriter.write(
                ["file": fileName(of: export), "rows": found.dotations.count] as JSONObject,
                ["\(fileName(of: export)) : \(found.dotations.count.counted("dotation"))."], asJSON: isJSON)
        }
        if isJSON { return try ResultWriter.write(rows: found.dotations) }
        var lines = found.dotations.isEmpty ? [] : Table(Self.titles, found.dotations.map(row)).lines + [""]
        lines.append(
            found.isCut
                ? "Plus de \(limitRows.counted("dotation")) : précisez la recherche, ou exportez le résultat."
                : found.dotations.count.counted("dotation") + ".")
        try ResultWriter.show(lines)
    }

    private static let titles = ["Dotation"] + SearchExport.columns.map(\.title)

    private func row(_ dotation: Dotation) -> [String] {
        [
            dotation.id.description, dotation.matricule, dotation.order.description, dotation.lastName, dotation.firstName,
            dotation.contact.email, dotation.contact.mobile, dotation.amount.description, dotation.status.label,
        ].map { VisibleText.of($0, limit: 60) }
    }
}
