public import DotationSales
internal import Dotations

extension SetupFault {
    /// What an administrator reads: what is wrong, with the values that it is about.
    public var message: String {
        switch code {
        case .eventNameMissing: "Un événement n’a pas de nom."
        case .eventDuplicate: "Deux événements s’appellent \(quoted(name))."
        case .eventContactsUnverified:
            "L’événement \(quoted(name)) ne vérifie pas l’e-mail personnel et le n° de téléphone de chaque participation."
        case .eventMaximumInvalid: "Le maximum de participations de l’événement \(quoted(name)) n’est pas possible : \(count ?? 0)."
        case .eventWithoutSession: "L’événement \(quoted(name)) n’a aucune session."
        case .eventsTooMany: "Plus de \(count ?? 0) événements seraient ouverts ensemble."
        case .criterionDuplicate: "L’événement \(quoted(name)) a deux fois le critère « \(kind) »."
        case .criterionEmpty: "La tranche du critère « \(kind) » de l’événement \(quoted(name)) ne contient aucun montant."
        case .criterionWithBounds: "Le critère « \(kind) » de l’événement \(quoted(name)) n’a pas de montant, mais des bornes."
        case .bracketsOverlap:
            "Les tranches des événements \(quoted(name)) et \(quoted(otherName)) se recouvrent"
                + "\(amount.map { " : par exemple à \($0)" } ?? ""), et leurs inscriptions sont ouvertes en même temps."
        case .breaksSale:
            "La vente n° \(sale?.description ?? "") ne serait plus permise : \(refusals.map(\.message).joined(separator: " "))"
        case .removesSession: "La session \(quoted(name)) de l’événement \(quoted(otherName)) a des ventes et n’est plus dans le fichier."

        case .sessionNameMissing: "Une session de l’événement \(quoted(otherName)) n’a pas de nom."
        case .sessionDuplicate: "Deux sessions de l’événement \(quoted(otherName)) s’appellent \(quoted(name))."
        case .sessionFaceValueMissing:
            "Le montant du chéquier de la session \(quoted(name)) n’est pas connu : il doit être supérieur à zéro."
        case .sessionFaceValueContradicts:
            "Le nom de la session \(quoted(name)) dit \(amount?.description ?? ""), son montant \(otherAmount?.description ?? "")."
        case .sessionFaceValueTooLarge:
            "Le montant de la session \(quoted(name)) est trop grand : \(amount?.description ?? ""), au lieu de \(otherAmount?.description ?? "") au plus."
        case .sessionRegistrationReversed: "Les inscriptions de la session \(quoted(name)) ferment avant d’ouvrir."
        case .sessionDatesReversed: "La session \(quoted(name)) finit avant de commencer."
        case .sessionPriceAboveFaceValue:
            "Le prix de la session \(quoted(name)) (\(amount?.description ?? "")) dépasse le montant du chéquier (\(otherAmount?.description ?? ""))."
        case .sessionFaceValueLocked:
            "La session \(quoted(name)) a déjà vendu \(count ?? 0) chéquier\((count ?? 0) > 1 ? "s" : "") de "
                + "\(otherAmount?.description ?? "") : le montant ne peut plus devenir \(amount?.description ?? "")."
        case .sessionPriceLocked:
            "La session \(quoted(name)) a déjà vendu \(count ?? 0) chéquier\((count ?? 0) > 1 ? "s" : "") à "
                + "\(otherAmount?.description ?? "") : le prix ne peut plus devenir \(amount?.description ?? "")."
        case .sessionRegistrationLocked:
            "Les inscriptions de la session \(quoted(name)) ne contiennent plus les dates de \(count ?? 0) de ses ventes."
        case .sessionPlacesInvalid: "Le nombre de places par personne de la session \(quoted(name)) n’est pas possible : \(count ?? 0)."
        case .sessionCapInvalid: "Le plafond de la session \(quoted(name)) n’est pas possible : \(count ?? 0)."

        case .personMatriculeMissing: "\(quoted(name)) n’a pas de matricule."
        case .personNameMissing: "Le bénéficiaire de matricule \(quoted(name)) n’a pas de nom ou pas de prénom."
        case .personDuplicate: "Deux bénéficiaires ont le matricule \(quoted(name))."
        case .personTwice:
            "Les matricules \(quoted(name)) et \(quoted(otherName)) semblent être la même personne : même nom et mêmes coordonnées."

        case .documentOwnerUnknown: "Un justificatif est au matricule \(quoted(name)), qui n’est celui d’aucun bénéficiaire."
        case .documentAmountMissing: "Le justificatif « \(kind) » validé du matricule \(quoted(name)) n’a pas de montant."
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch code {
        case .eventNameMissing, .sessionNameMissing: "Donnez-lui un nom."
        case .eventDuplicate: "Donnez à chacun un nom différent."
        case .sessionDuplicate: "Donnez à chacune un nom différent."
        case .eventContactsUnverified:
            "Un événement de chèques-vacances doit les vérifier : mettez « oui » dans la colonne « Vérification des coordonnées »."
        case .eventMaximumInvalid, .sessionCapInvalid: "Écrivez un nombre entier à partir de 1, ou rien s’il n’y a pas de limite."
        case .eventWithoutSession: "Ajoutez une session pour chaque montant de chéquier."
        case .eventsTooMany: "Chargez les événements en plusieurs fois, ou fermez les anciens."
        case .criterionDuplicate: "Ne gardez qu’une ligne par critère et par événement."
        case .criterionEmpty: "Vérifiez les bornes de la tranche, et si elles sont incluses."
        case .criterionWithBounds: "Supprimez les bornes de ce critère."
        case .bracketsOverlap:
            "Corrigez les bornes : une personne ne doit avoir qu’un tarif. Une borne commune n’est incluse que d’un côté."
        case .breaksSale:
            "Remettez ce qui la permettait. Pour une nouvelle période de vente, \(Self.renaming). N’annulez la vente que si elle ne doit "
                + "plus avoir lieu."
        case .removesSession:
            "Remettez la session : une session qui a des ventes ne se supprime pas. Pour une nouvelle période de vente, \(Self.renaming)."
        case .sessionFaceValueMissing: "Donnez le montant, ou un nom qui le dit, comme « 100€ de chèques ANCV »."
        case .sessionFaceValueContradicts: "Mettez-les d’accord."
        case .sessionFaceValueTooLarge: "Vérifiez le montant."
        case .sessionRegistrationReversed, .sessionDatesReversed: "Vérifiez les deux dates."
        case .sessionPriceAboveFaceValue: "Le prix est ce que paie le salarié, après la part du CSE : vérifiez les deux montants."
        case .sessionFaceValueLocked, .sessionPriceLocked:
            "Remettez \(otherAmount?.description ?? "la valeur"), et ajoutez une session d’un autre nom pour les ventes à venir."
        case .sessionRegistrationLocked:
            "Pour une nouvelle période de vente, \(Self.renaming) ; sinon, remettez des dates d’inscription qui contiennent ces ventes."
        case .sessionPlacesInvalid: "Écrivez le nombre de chéquiers qu’une personne peut acheter, par exemple 1."
        case .personMatriculeMissing: "Donnez son matricule : c’est par lui qu’une personne est reconnue."
        case .personNameMissing: "Complétez le nom et le prénom."
        case .personDuplicate: "Corrigez le matricule de l’un, ou supprimez la ligne en trop."
        case .personTwice: "Ne gardez qu’une ligne par personne : elle pourrait sinon acheter deux fois."
        case .documentOwnerUnknown: "Vérifiez le matricule, ou ajoutez la personne à la feuille « Bénéficiaires »."
        case .documentAmountMissing: "Complétez le montant, ou remettez le justificatif en attente."
        }
    }

    private static let renaming = "donnez à l’événement un autre nom, par exemple avec l’année"

    private var kind: String { document?.label ?? "" }

    private func quoted(_ value: String?) -> String { "« \(VisibleText.of(value ?? "")) »" }
}
