public import DotationSales
internal import Dotations

extension SaleRefusal {
    /// What an administrator reads: what is wrong, with the values that it is about.
    public var message: String {
        switch code {
        case .cellEmpty: "La cellule « \(title) » est vide."
        case .cellMerged: "La cellule « \(title) » est fusionnée avec d’autres, et n’a pas de valeur à elle."
        case .cellType: "La cellule « \(title) » contient \(quoted(given)), qui n’est ni un texte ni un nombre."
        case .cellFormula: "La cellule « \(title) » contient une formule."
        case .digitsLost: "« \(title) » : \(quoted(given)) est un nombre trop long, dont le tableur a perdu des chiffres."
        case .othersSyntax: "« \(title) » : \(quoted(given)) ne contient aucun numéro de vente."
        case .quantitySyntax: "La quantité \(quoted(given)) n’est pas un nombre entier."
        case .priceSyntax:
            given.flatMap { Euros(signed: $0) } == nil
                ? "\(quoted(given)) n’est pas un montant." : "Le prix payé \(quoted(given)) est négatif."
        case .dateSyntax: "\(quoted(given)) n’est pas une date."
        case .statusSyntax: "Le statut \(quoted(given)) n’est pas connu."
        case .columnCount: "La ligne n’a pas autant de colonnes que la ligne de titres."

        case .eventUnknown: "Aucun événement ne s’appelle \(quoted(given))."
        case .sessionUnknown: "Aucune session\(event.map { " de l’événement \(quoted($0))" } ?? "") ne s’appelle \(quoted(given))."
        case .sessionAmbiguous:
            count == 0
                ? "\(limit ?? 2) événements ont une session \(quoted(given)), et la personne n’a droit à aucun d’eux à cette date."
                : "\(limit ?? 2) événements ont une session \(quoted(given)), et la personne a droit à plusieurs d’entre eux."
        case .beneficiaryUnknown:
            "Personne n’a \(column == .matricule ? "le matricule" : "le nom") \(quoted(given)) parmi les bénéficiaires."
        case .beneficiaryAmbiguous: "\(count ?? 2) bénéficiaires peuvent être \(quoted(given))."
        case .nameMismatch: "Le matricule \(quoted(given)) n’est pas celui de \(quoted(known))."
        case .duplicate: "La ligne \(otherRow ?? 0) dit le même achat avec un autre statut : la feuille ne dit pas s’il y en a un ou deux."
        case .referenceNeeded: "La personne a plusieurs ventes de cette session ce jour-là : la ligne ne dit pas de laquelle il s’agit."
        case .referenceTaken:
            otherRow.map { "Le paiement \(quoted(given)) est aussi à la ligne \($0), pour une autre personne." }
                ?? "Le paiement \(quoted(given)) est déjà celui de la vente \(saleID), d’une autre personne."

        case .probablyKnown:
            "L\(storedSale.dropFirst()) de la personne dans cette session est enregistrée et aucune ligne ne la dit : cette ligne semble la même, avec une autre "
                + "\(column == .date ? "date" : "référence de paiement")."

        case .eventWithdrawn: "L’événement \(quoted(event)) est retiré depuis le \(day) : plus rien ne s’y vend."
        case .beforeRegistration: "La vente du \(day) précède l’ouverture des inscriptions (\(days))."
        case .afterRegistration: "La vente du \(day) suit la fermeture des inscriptions (\(days))."
        case .inFuture: "La date \(day) est dans le futur."
        case .documentMissing: "Aucun justificatif « \(kind) » n’a été fourni."
        case .documentPending: "Le justificatif « \(kind) » n’est pas encore validé."
        case .documentRefused: "Le justificatif « \(kind) » a été refusé."
        case .documentExpired: "Le justificatif « \(kind) » a expiré le \(day)."
        case .documentWithoutAmount: "Le justificatif « \(kind) » validé ne porte aucun montant."
        case .documentsContradict: "Plusieurs justificatifs « \(kind) » validés disent des montants différents."
        case .outsideBracket:
            limit.map { "« \(kind) » : \(amount?.description ?? "le montant") n’est dans la tranche d’aucun des \($0) événements." }
                ?? "« \(kind) » : \(amount?.description ?? "le montant") est hors de la tranche de l’événement (\(bracket?.french ?? ""))."
        case .emailUnverified: "La participation n’a pas d’e-mail vérifié." + (contact.map { " " + $0.message } ?? "")
        case .mobileUnverified: "La participation n’a pas de n° de portable vérifié." + (contact.map { " " + $0.message } ?? "")
        case .emailShared: "L’adresse e-mail \(quoted(given)) est déjà celle d’une autre personne."
        case .quantityInvalid: "La quantité \(count ?? 0) n’est pas possible : il faut au moins 1."
        case .priceMismatch:
            "Le prix payé est \(amount?.description ?? ""), au lieu de \(expected?.description ?? "")"
                + (count.map { $0 > 1 ? " pour \($0) chéquiers" : "" } ?? "") + "."
        case .placesExceeded:
            "La personne aurait \(count ?? 0) chéquiers de la session, au lieu de \(limit ?? 0) au plus"
                + (otherRow.map { " : la ligne \($0) dit le même achat." }
                    ?? (sale == nil ? "." : " : \(storedSale) est déjà enregistrée, et aucune ligne ne la dit."))
        case .sessionFull: "La session \(quoted(session)) n’a plus assez de places : \(left)."
        case .eventFull: "L’événement \(quoted(event)) a atteint son maximum de participations : \(left)."

        case .unknown: "La vente \(quoted(given)) n’existe pas."
        case .locked: "« \(title) » : \(quoted(given)) au lieu de \(quoted(known)) ; une vente enregistrée ne se modifie pas."
        case .notReopened: "La vente est \(known ?? "") et ne redevient pas \(given ?? "")."
        case .ordered: "Les chèques de cette vente sont commandés (commande \(order?.description ?? ""))."
        }
    }

    /// The same without what is about a person, for where that does not belong.
    public var messageWithoutValues: String {
        var plain = self
        if code != .notReopened, code != .unknown { (plain.given, plain.known) = (given.map { _ in "…" }, known.map { _ in "…" }) }
        if code == .outsideBracket { plain.amount = nil }
        plain.contact = nil
        return plain.message
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch code {
        case .cellEmpty: "Remplissez la cellule, ou supprimez la ligne du fichier."
        case .cellMerged: "Annulez la fusion des cellules, puis mettez dans chacune sa valeur."
        case .cellType: "Remplacez le contenu de la cellule par la valeur voulue."
        case .cellFormula: "Remplacez la formule par son résultat : copiez la cellule, puis collez les valeurs."
        case .quantitySyntax, .quantityInvalid: "Écrivez le nombre de chéquiers, par exemple 1."
        case .priceSyntax: "Écrivez le montant en euros, par exemple 50 ou 50,50."
        case .dateSyntax: "Écrivez la date sous la forme 15/04/2025."
        case .digitsLost: "Mettez la cellule au format Texte, puis recopiez la valeur depuis sa source."
        case .othersSyntax: "Écrivez les numéros des ventes (dotations sales list), par exemple 12, ou rien."
        case .statusSyntax: "Écrivez active, annulée ou remboursée."
        case .columnCount: "Vérifiez qu’aucune valeur ne contient le séparateur, ou enregistrez le fichier en .xlsx."
        case .eventUnknown, .sessionUnknown:
            if names.isEmpty {
                "Chargez d’abord l’événement (dotations events load)."
            } else {
                "Écrivez un nom qui existe, ou chargez d’abord l’événement. \(code == .eventUnknown ? "Événements" : "Sessions") : \(listedNames)."
            }
        case .sessionAmbiguous:
            count == 0
                ? "Vérifiez les justificatifs de la personne, ou ajoutez une colonne « Événement » pour lire la raison exacte."
                : "Ajoutez une colonne « Événement »."
        case .beneficiaryUnknown: "Vérifiez le matricule et le nom, ou ajoutez la personne aux bénéficiaires de l’événement."
        case .beneficiaryAmbiguous: "Donnez le matricule exact, avec ses zéros, et le nom."
        case .nameMismatch: "Vérifiez la personne : la vente serait celle de quelqu’un d’autre."
        case .duplicate:
            "Ne gardez qu’une ligne par achat, avec son dernier statut ; de deux achats, importez les deux comme actifs, puis annulez l’un."
        case .referenceNeeded: "Donnez la référence de paiement de la vente."
        case .referenceTaken where otherRow != nil:
            "Un paiement est celui d’une seule personne : corrigez la référence de l’une des deux lignes."
        case .referenceTaken:
            "Vérifiez la référence ; si elle a été notée pour la mauvaise personne, annulez d’abord cette vente-là."
        case .probablyKnown:
            "Si c’est le même achat, remettez sa date et sa référence, ou annulez la vente (dotations sales cancel) et recommencez. Si c’est un "
                + "achat de plus, écrivez le numéro de la vente dans une colonne « \(SaleColumn.otherSales.title) », ou utilisez dotations sales add."
        case .eventWithdrawn: "Remboursez la personne si elle a déjà payé, ou chargez de nouveau l’événement : il est alors remis en vente."
        case .beforeRegistration, .afterRegistration: "Vérifiez la date, ou corrigez les dates d’inscription de la session."
        case .inFuture: "Vérifiez la date de la vente."
        case .documentMissing: "Demandez le justificatif à la personne."
        case .documentPending: "Validez ou refusez le justificatif, puis recommencez."
        case .documentRefused, .documentExpired: "Demandez un nouveau justificatif à la personne."
        case .documentWithoutAmount: "Complétez le montant du justificatif."
        case .documentsContradict: "Ne laissez validé que le bon justificatif."
        case .outsideBracket where limit != nil:
            "Vérifiez les tranches des événements ; remboursez la personne si elle a déjà payé."
        case .outsideBracket: "Proposez à la personne l’événement de sa tranche, et remboursez-la si elle a déjà payé."
        case .emailUnverified: "Demandez à la personne son adresse personnelle, par exemple nom@domaine.fr."
        case .mobileUnverified: "Demandez à la personne son n° de portable, par exemple 06 12 34 56 78."
        case .emailShared: "L’adresse sert d’identifiant de connexion : demandez à chaque personne la sienne."
        case .priceMismatch: "Vérifiez le prix payé, le tarif de la personne et la quantité."
        case .placesExceeded where otherRow != nil:
            "Supprimez la ligne si elle ne fait que répéter l’autre ; sinon remboursez la personne, ou augmentez la limite de la session."
        case .placesExceeded where sale != nil:
            "Si c’est le même achat, remettez sa date et sa référence, ou annulez la vente (dotations sales cancel) et recommencez. "
                + "Sinon remboursez la personne, ou augmentez la limite de la session."
        case .placesExceeded, .sessionFull: "Remboursez la personne si elle a déjà payé, ou augmentez la limite de la session."
        case .eventFull: "Remboursez la personne si elle a déjà payé, ou augmentez le maximum de l’événement."
        case .unknown: "Vérifiez le numéro de la vente."
        case .locked: "Remettez la valeur ; ou annulez la vente, puis recommencez : ce sera une nouvelle vente."
        case .notReopened where given == Sale.Status.active.label:
            "Écrivez « \(known ?? "") » dans la ligne. Si la personne a racheté, c’est une nouvelle vente : dotations sales add, ou une ligne "
                + "avec la référence de son nouveau paiement."
        case .notReopened: "Écrivez « \(known ?? "") » : il n’y a plus rien à faire."
        case .ordered:
            "Si rien ne dépend encore de la commande, « dotations orders cancel » l’annule et libère ses ventes ; sinon voyez avec l’ANCV ce "
                + "qui reste possible."
        }
    }

    private var listedNames: String {
        names.prefix(6).map { quoted($0) }.joined(separator: ", ") + (names.count > 6 ? " et \(names.count - 6) de plus" : "")
    }

    private var saleID: String { sale?.id.description ?? "" }

    private var storedSale: String {
        "la vente \(saleID) du \(sale?.date.french ?? "")" + (sale?.reference.map { " (paiement \(quoted($0)))" } ?? "")
    }

    private var title: String { column?.title ?? "" }
    private var kind: String { document?.label ?? "" }
    private var day: String { date?.french ?? "" }
    private var days: String { period?.french ?? "" }

    private var left: String {
        switch count ?? 0 {
        case ...0: "il n’en reste aucune"
        case 1: "il en reste une seule"
        case let count: "il en reste \(count)"
        }
    }

    private func quoted(_ value: String?) -> String { "« \(VisibleText.of(value ?? "")) »" }
}
