public import DotationSales
internal import DotationSheets
internal import Dotations

extension SaleRefusal {
    /// What an administrator reads: what is wrong, with the values that it is about.
    public var message: String { message(showsValues: true) }

    /// The same without what is about a person, for where that does not belong.
    public var messageWithoutValues: String { message(showsValues: false) }

    private func message(showsValues: Bool) -> String {
        func value(_ text: String) -> String { (showsValues ? text : "…").quoted }
        func fault(_ contact: Reason) -> String { showsValues ? " " + contact.message : "" }
        return switch self {
        case .cellEmpty(let column): "La cellule « \(column.title) » est vide."
        case .cellMerged(let column): "La cellule « \(column.title) » est fusionnée avec d’autres, et n’a pas de valeur à elle."
        case .cellType(let column, let given):
            "La cellule « \(column.title) » contient \(value(given)), qui n’est ni un texte ni un nombre."
        case .cellDate(let column, let given): "La cellule « \(column.title) » contient une date : \(value(given))."
        case .cellFormula(let column): "La cellule « \(column.title) » contient une formule."
        case .textTooLong(let column, let limit): "« \(column.title) » a plus de \(limit.grouped) caractères."
        case .digitsLost(let column, let given):
            "« \(column.title) » : \(value(given)) est un nombre trop long, dont le tableur a perdu des chiffres."
        case .othersSyntax(let given): "« \(SaleColumn.otherSales.title) » : \(value(given)) ne contient aucun numéro de vente."
        case .othersUnknown(let sale): "« \(SaleColumn.otherSales.title) » : la vente \(sale) n’est pas de cette personne."
        case .quantitySyntax(let given): "La quantité \(value(given)) n’est pas un nombre entier."
        case .priceSyntax(let given):
            !showsValues || Euros(signed: given) == nil
                ? "\(value(given)) n’est pas un montant." : "Le prix payé \(value(given)) est négatif."
        case .dateSyntax(let given): "\(value(given)) n’est pas une date."
        case .statusSyntax(let given): "Le statut \(value(given)) n’est pas connu."
        case .columnCount: "La ligne n’a pas autant de colonnes que la ligne de titres."

        case .eventUnknown(let given, _): "Aucun événement ne s’appelle \(value(given))."
        case .sessionUnknown(let given, let event, _):
            "Aucune session\(event.map { " de l’événement \($0.quoted)" } ?? "") ne s’appelle \(value(given))."
        case .sessionAmbiguous(let given, let events, let fitting):
            "\(events) événements ont une session \(value(given)), et la personne "
                + (fitting == 0 ? "n’a droit à aucun d’eux à cette date." : "a droit à plusieurs d’entre eux.")
        case .beneficiaryUnknown(let column, let given):
            "Personne n’a \(column == .matricule ? "le matricule" : "le nom") \(value(given)) parmi les bénéficiaires."
        case .beneficiaryAmbiguous(_, let given, let count): "\(count.grouped) bénéficiaires peuvent être \(value(given))."
        case .nameMismatch(let matricule, let name): "Le matricule \(value(matricule)) n’est pas celui de \(value(name))."
        case .duplicate(let row):
            "La ligne \(row) dit le même achat avec un autre statut : la feuille ne dit pas s’il y en a un ou deux."
        case .referenceNeeded: "La personne a plusieurs ventes de cette session ce jour-là : la ligne ne dit pas de laquelle il s’agit."
        case .referenceTaken(let given, .row(let row)):
            "Le paiement \(value(given)) est aussi à la ligne \(row), pour une autre personne."
        case .referenceTaken(let given, .sale(let sale)):
            "Le paiement \(value(given)) est déjà celui de la vente \(sale.id), d’une autre personne."
        case .probablyKnown(let sale, let column):
            "La \(sale.french) de la personne dans cette session est enregistrée et aucune ligne ne la dit : cette ligne semble la même, avec une "
                + "autre \(column == .date ? "date" : "référence de paiement")."

        case .eventWithdrawn(let event, let day): "L’événement \(event.quoted) est retiré depuis le \(day.french) : plus rien ne s’y vend."
        case .beforeRegistration(let day, let period):
            "La vente du \(day.french) précède l’ouverture des inscriptions (\(period.french))."
        case .afterRegistration(let day, let period): "La vente du \(day.french) suit la fermeture des inscriptions (\(period.french))."
        case .inFuture(let day): "La date \(day.french) est dans le futur."
        case .documentMissing(let kind): "Aucun justificatif « \(kind.label) » n’a été fourni."
        case .documentPending(let kind): "Le justificatif « \(kind.label) » n’est pas encore validé."
        case .documentRefused(let kind): "Le justificatif « \(kind.label) » a été refusé."
        case .documentExpired(let kind, let day): "Le justificatif « \(kind.label) » a expiré le \(day.french)."
        case .documentWithoutAmount(let kind): "Le justificatif « \(kind.label) » validé ne porte aucun montant."
        case .documentsContradict(let kind): "Plusieurs justificatifs « \(kind.label) » validés disent des montants différents."
        case .outsideBracket(let kind, let amount, let brackets):
            "« \(kind.label) » : \(showsValues ? amount.description : "le montant") est \(brackets.french)."
        case .emailUnverified(let contact): "La participation n’a pas d’e-mail vérifié." + fault(contact)
        case .mobileUnverified(let contact): "La participation n’a pas de n° de portable vérifié." + fault(contact)
        case .emailShared(let given): "L’adresse e-mail \(value(given)) est déjà celle d’une autre personne."
        case .quantityInvalid(let quantity): "La quantité \(quantity) n’est pas possible : il faut au moins 1."
        case .priceMismatch(let paid, let expected, let quantity):
            "Le prix payé est \(paid), au lieu de \(expected)\(quantity > 1 ? " pour \(quantity) chéquiers" : "")."
        case .placesExceeded(let wanted, let limit, let other):
            "La personne aurait \(wanted.grouped) chéquiers de la session, au lieu de \(limit.grouped) au plus\(other?.french ?? "")."
        case .sessionFull(let session, let left): "La session \(session.quoted) n’a plus assez de places : \(Self.rest(left))."
        case .eventFull(let event, let left):
            "L’événement \(event.quoted) a atteint son maximum de participations : \(Self.rest(left))."

        case .unknown(let id): "La vente « \(id) » n’existe pas."
        case .locked(let column, let given, let known):
            "« \(column.title) » : \(value(given)) au lieu de \(value(known)) ; une vente enregistrée ne se modifie pas."
        case .notReopened(let status, let given): "La vente est \(status.label) et ne redevient pas \(given.label)."
        case .ordered(let order): "Les chèques de cette vente sont commandés (commande \(order))."
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch self {
        case .cellEmpty: "Remplissez la cellule, ou supprimez la ligne du fichier."
        case .cellMerged: CellAdvice.merged
        case .cellType: CellAdvice.type
        case .cellDate: CellAdvice.date
        case .cellFormula: CellAdvice.formula
        case .quantitySyntax, .quantityInvalid: "Écrivez le nombre de chéquiers, par exemple 1."
        case .priceSyntax: "Écrivez le montant en euros, par exemple 50 ou 50,50."
        case .dateSyntax: "Écrivez la date sous la forme 15/04/2025."
        case .textTooLong: "Raccourcissez-le."
        case .digitsLost: "Mettez la cellule au format Texte, puis recopiez la valeur depuis sa source."
        case .othersSyntax: "Écrivez les numéros des ventes, par exemple 12, ou rien."
        case .othersUnknown: "Videz la cellule si la personne n’a pas d’autre vente, ou exportez de nouveau les lignes refusées."
        case .statusSyntax: "Écrivez active, annulée ou remboursée."
        case .columnCount: "Vérifiez qu’aucune valeur ne contient le séparateur, ou enregistrez le fichier en .xlsx."
        case .eventUnknown(_, let names): Self.advice("Événements", names)
        case .sessionUnknown(_, _, let names): Self.advice("Sessions", names)
        case .sessionAmbiguous(_, _, fitting: 0):
            "Vérifiez les justificatifs de la personne, ou ajoutez une colonne « Événement » pour lire la raison exacte."
        case .sessionAmbiguous: "Ajoutez une colonne « Événement »."
        case .beneficiaryUnknown: "Vérifiez le matricule et le nom, ou ajoutez la personne aux bénéficiaires de l’événement."
        case .beneficiaryAmbiguous: "Donnez le matricule exact, avec ses zéros, et le nom."
        case .nameMismatch: "Vérifiez la personne : la vente serait celle de quelqu’un d’autre."
        case .duplicate:
            "Ne gardez qu’une ligne par achat, avec son dernier statut ; de deux achats, importez les deux comme actifs, puis annulez l’un."
        case .referenceNeeded: "Donnez la référence de paiement de la vente."
        case .referenceTaken(_, .row):
            "Un paiement est celui d’une seule personne : corrigez la référence de l’une des deux lignes."
        case .referenceTaken:
            "Vérifiez la référence ; si elle a été notée pour la mauvaise personne, annulez d’abord cette vente-là."
        case .probablyKnown:
            "Si c’est le même achat, remettez sa date et sa référence, ou annulez la vente et recommencez. Si c’est un "
                + "achat de plus, écrivez le numéro de la vente dans une colonne « \(SaleColumn.otherSales.title) », ou enregistrez-le à part."
        case .eventWithdrawn: "Remboursez la personne si elle a déjà payé, ou chargez de nouveau l’événement : il est alors remis en vente."
        case .beforeRegistration, .afterRegistration: "Vérifiez la date, ou corrigez les dates d’inscription de la session."
        case .inFuture: "Vérifiez la date de la vente."
        case .documentMissing: "Demandez le justificatif à la personne."
        case .documentPending: "Validez ou refusez le justificatif, puis recommencez."
        case .documentRefused, .documentExpired: "Demandez un nouveau justificatif à la personne."
        case .documentWithoutAmount: "Complétez le montant du justificatif."
        case .documentsContradict: "Ne laissez validé que le bon justificatif."
        case .outsideBracket(_, _, .all):
            "Vérifiez les tranches des événements ; remboursez la personne si elle a déjà payé."
        case .outsideBracket: "Proposez à la personne l’événement de sa tranche, et remboursez-la si elle a déjà payé."
        case .emailUnverified: "Demandez à la personne son adresse personnelle, par exemple nom@domaine.fr."
        case .mobileUnverified: "Demandez à la personne son n° de portable, par exemple 06 12 34 56 78."
        case .emailShared: "L’adresse sert d’identifiant de connexion : demandez à chaque personne la sienne."
        case .priceMismatch: "Vérifiez le prix payé, le tarif de la personne et la quantité."
        case .placesExceeded(_, _, .row):
            "Supprimez la ligne si elle ne fait que répéter l’autre ; sinon remboursez la personne, ou augmentez la limite de la session."
        case .placesExceeded(_, _, .sale):
            "Si c’est le même achat, remettez sa date et sa référence, ou annulez la vente et recommencez. "
                + "Sinon remboursez la personne, ou augmentez la limite de la session."
        case .placesExceeded, .sessionFull: "Remboursez la personne si elle a déjà payé, ou augmentez la limite de la session."
        case .eventFull: "Remboursez la personne si elle a déjà payé, ou augmentez le maximum de l’événement."
        case .unknown: "Vérifiez le numéro de la vente."
        case .locked: "Remettez la valeur ; ou annulez la vente, puis recommencez : ce sera une nouvelle vente."
        case .notReopened(let status, as: .active):
            "Écrivez « \(status.label) » dans la ligne. Si la personne a racheté, c’est une nouvelle vente : enregistrez-la à part, ou dans une ligne "
                + "avec la référence de son nouveau paiement."
        case .notReopened(let status, _): "Écrivez « \(status.label) » : il n’y a plus rien à faire."
        case .ordered:
            "Si rien ne dépend encore de la commande, annulez-la : ses ventes sont alors libres ; sinon voyez avec l’ANCV ce "
                + "qui reste possible."
        }
    }

    private static func advice(_ kind: String, _ names: [String]) -> String {
        guard !names.isEmpty else { return "Chargez d’abord l’événement." }
        let listed = names.prefix(6).map { $0.quoted }.joined(separator: ", ") + (names.count > 6 ? " et \(names.count - 6) de plus" : "")
        return "Écrivez un nom qui existe, ou chargez d’abord l’événement. \(kind) : \(listed)."
    }

    private static func rest(_ count: Int) -> String {
        switch count {
        case ...0: "il n’en reste aucune"
        case 1: "il en reste une seule"
        default: "il en reste \(count.grouped)"
        }
    }
}

extension SaleRefusal.Brackets {
    fileprivate var french: String {
        switch self {
        case .event(let bracket): "hors de la tranche de l’événement (\(bracket.french))"
        case .all(let count): "dans la tranche d’aucun des \(count.grouped) événements"
        }
    }
}

extension SaleRefusal.Other {
    fileprivate var french: String {
        switch self {
        case .row(let row): " : la ligne \(row) dit le même achat"
        case .sale(let sale): " : la \(sale.french) est déjà enregistrée, et aucune ligne ne la dit"
        }
    }
}

extension Sale {
    /// The sale by what tells it from others, after an article.
    fileprivate var french: String { "vente \(id) du \(date.french)" + (reference.map { " (paiement \($0.quoted))" } ?? "") }
}
