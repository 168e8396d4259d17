import ArgumentParser
import DotationSales
import DotationStore
import Dotations
import DotationsApplication

/// `dotations sales import`: brings a sheet of sales in, after showing what it would do.
struct SalesImportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Importe une feuille de ventes : montre le plan, demande, applique.",
        discussion: """
            Colonnes, dans n’importe quel ordre : Session, Matricule (ou Nom et Prénom), E-mail, Téléphone, Date ; et s’il y en a Événement, \
            Quantité, Prix payé, Statut (active, annulée, remboursée), Référence de paiement. Le prix payé est celui de tous les chéquiers de \
            la ligne.

            Les ventes valables sont enregistrées, dans l’ordre de leurs dates ; les autres sont refusées avec leur raison. Une vente déjà \
            enregistrée n’est pas enregistrée deux fois : seuls son statut, son contact et une référence manquante changent. Ce qui est \
            annulé ou remboursé libère sa place avant que les nouvelles ventes ne soient prises.

            Chaque ligne est un achat : deux lignes d’une personne pour une session, même avec une seule référence de paiement, sont deux \
            ventes, tant qu’il reste des places. La même feuille importée de nouveau retrouve ses ventes ligne par ligne et ne change rien.

            Un plan est inhabituel quand des contacts passent d’une personne à une autre, quand une adresse est celle de quelqu’un d’autre, ou \
            quand plus d’une adresse e-mail ou plus d’un téléphone sur cinq change. Il faut alors taper le nombre de modifications, que donne \
            son bilan : à la question posée, ou avec --confirm. --yes ne suffit pas.

            Le code de sortie est 2 si des lignes sont refusées, 1 si rien n’est alors appliqué.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @OptionGroup var options: PlanOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        try options.refuseToReplace(file)
        let input = try input.open(file, asJSON: isJSON)
        let progress = Progress()
        let useCase = try store.application().registerSales(
            input.sheets, file: input.source(), isAtomic: options.atomic, progress: progress.show)
        try options.carryOut(
            useCase, file: file, password: input.password, asJSON: isJSON, progress: progress
        ) { ["Opération \($1.id.description) appliquée : \(done($0.plan))."] }
    }

    private func done(_ plan: SalesPlan) -> String {
        var parts: [String] = []
        if !plan.registered.isEmpty { parts.append(plan.registered.count.counted("vente enregistrée", "ventes enregistrées")) }
        if !plan.changed.isEmpty { parts.append(plan.changed.count.counted("vente modifiée", "ventes modifiées")) }
        return parts.joined(separator: ", ")
    }
}
