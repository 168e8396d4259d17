public import DotationSales
internal import DotationSheets
internal import Dotations

extension SetupFault {
    /// What an administrator reads: what is wrong, with the values that it is about.
    public var message: String {
        switch problem {
        case .eventNameMissing: "Un événement n’a pas de nom."
        case .eventDuplicate(let name): "Deux événements s’appellent \(name.quoted)."
        case .eventExists(let name, let day):
            "Un événement s’appelle déjà \(name.quoted)\(day.map { ", retiré depuis le \($0.french)" } ?? "")."
        case .eventContactsUnverified(let name):
            "L’événement \(name.quoted) ne vérifie pas l’e-mail personnel et le n° de téléphone de chaque participation."
        case .eventMaximumInvalid(let name, let count):
            "Le maximum de participations de l’événement \(name.quoted) n’est pas possible : \(count.grouped)."
        case .eventWithoutSession(let name): "L’événement \(name.quoted) n’a aucune session."
        case .eventsTooMany(let limit): "Plus de \(limit.grouped) événements seraient ouverts ensemble."
        case .criterionDuplicate(let kind, let name): "L’événement \(name.quoted) a deux fois le critère « \(kind.label) »."
        case .criterionEmpty(let kind, let name):
            "La tranche du critère « \(kind.label) » de l’événement \(name.quoted) ne contient aucun montant."
        case .criterionWithBounds(let kind, let name):
            "Le critère « \(kind.label) » de l’événement \(name.quoted) n’a pas de montant, mais des bornes."
        case .bracketsOverlap(let name, let other, let amount):
            "Les tranches des événements \(name.quoted) et \(other.quoted) se recouvrent"
                + "\(amount.map { " : par exemple à \($0)" } ?? ""), et leurs inscriptions sont ouvertes en même temps."
        case .breaksSale(let sale, let refusals):
            "La vente n° \(sale) ne serait plus permise : \(refusals.map(\.message).joined(separator: " "))"
        case .removesSession(let name, let event):
            "La session \(name.quoted) de l’événement \(event.quoted) a des ventes et n’est plus dans le fichier."

        case .sessionNameMissing(let event): "Une session de l’événement \(event.quoted) n’a pas de nom."
        case .sessionDuplicate(let name, let event): "Deux sessions de l’événement \(event.quoted) s’appellent \(name.quoted)."
        case .sessionFaceValueMissing(let name):
            "Le montant du chéquier de la session \(name.quoted) n’est pas connu : il doit être supérieur à zéro."
        case .sessionFaceValueContradicts(let name, let named, let faceValue):
            "Le nom de la session \(name.quoted) dit \(named), son montant \(faceValue)."
        case .sessionFaceValueTooLarge(let name, let faceValue, let limit):
            "Le montant de la session \(name.quoted) est trop grand : \(faceValue), au lieu de \(limit) au plus."
        case .sessionRegistrationReversed(let name): "Les inscriptions de la session \(name.quoted) ferment avant d’ouvrir."
        case .sessionDatesReversed(let name): "La session \(name.quoted) finit avant de commencer."
        case .sessionPriceAboveFaceValue(let name, let price, let faceValue):
            "Le prix de la session \(name.quoted) (\(price)) dépasse le montant du chéquier (\(faceValue))."
        case .sessionFaceValueLocked(let name, let sold, let old, let new):
            "La session \(name.quoted) a déjà vendu \(sold.grouped) chéquier\(sold > 1 ? "s" : "") de "
                + "\(old) : le montant ne peut plus devenir \(new)."
        case .sessionPriceLocked(let name, let sold, let old, let new):
            "La session \(name.quoted) a déjà vendu \(sold.grouped) chéquier\(sold > 1 ? "s" : "") à "
                + "\(old) : le prix ne peut plus devenir \(new)."
        case .sessionRegistrationLocked(let name, let count):
            "Les inscriptions de la session \(name.quoted) ne contiennent plus les dates de \(count.grouped) de ses ventes."
        case .sessionPlacesInvalid(let name, let count):
            "Le nombre de places par personne de la session \(name.quoted) n’est pas possible : \(count.grouped)."
        case .sessionCapInvalid(let name, let count): "Le plafond de la session \(name.quoted) n’est pas possible : \(count.grouped)."

        case .personMatriculeMissing(let name): "\(name.quoted) n’a pas de matricule."
        case .personNameMissing(let name): "Le bénéficiaire de matricule \(name.quoted) n’a pas de nom ou pas de prénom."
        case .personDuplicate(let name): "Deux bénéficiaires ont le matricule \(name.quoted)."
        case .personExists(let matricule, let name):
            "Le matricule \(matricule.quoted) est déjà celui \(name.isEmpty ? "d’un bénéficiaire" : "de \(name.quoted)")."
        case .personTwice(let name, let other):
            "Les matricules \(name.quoted) et \(other.quoted) semblent être la même personne : même nom et mêmes coordonnées."

        case .peopleMixed(.name, let count): "\(count.grouped) bénéficiaires changeraient de nom."
        case .peopleMixed(.email, let count): "\(count.grouped) bénéficiaires auraient l’adresse e-mail d’un autre."
        case .peopleMixed(.mobile, let count): "\(count.grouped) bénéficiaires auraient le n° de téléphone d’un autre."
        case .documentOwnerUnknown(let name): "Un justificatif est au matricule \(name.quoted), qui n’est celui d’aucun bénéficiaire."
        case .documentAmountMissing(let kind, let name):
            "Le justificatif « \(kind.label) » validé du matricule \(name.quoted) n’a pas de montant."
        case .textTooLong(let text, let limit):
            "Le texte \(VisibleText.of(text, limit: 30).quoted) a \(text.unicodeScalars.count.grouped) caractères : \(limit.grouped) au plus."
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch problem {
        case .eventNameMissing, .sessionNameMissing: "Donnez-lui un nom."
        case .eventDuplicate: "Donnez à chacun un nom différent."
        case .eventExists(_, nil): "Donnez un autre nom, par exemple avec l’année, ou modifiez l’événement qui existe."
        case .eventExists: "Donnez un autre nom, par exemple avec l’année, ou modifiez cet événement : l’enregistrer le remet en vente."
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
        case .sessionFaceValueLocked(_, _, let old, _), .sessionPriceLocked(_, _, let old, _):
            "Remettez \(old), et ajoutez une session d’un autre nom pour les ventes à venir."
        case .sessionRegistrationLocked:
            "Pour une nouvelle période de vente, \(Self.renaming) ; sinon, remettez des dates d’inscription qui contiennent ces ventes."
        case .sessionPlacesInvalid: "Écrivez le nombre de chéquiers qu’une personne peut acheter, par exemple 1."
        case .personMatriculeMissing: "Donnez son matricule : c’est par lui qu’une personne est reconnue."
        case .personNameMissing: "Complétez le nom et le prénom."
        case .personDuplicate: "Corrigez le matricule de l’un, ou supprimez la ligne en trop."
        case .personExists: "Vérifiez le matricule, ou corrigez ce bénéficiaire sur sa page."
        case .personTwice: "Ne gardez qu’une ligne par personne : elle pourrait sinon acheter deux fois."
        case .peopleMixed:
            "Une colonne a sans doute été triée seule : reprenez l’export, et triez toujours toutes les colonnes ensemble. "
                + "Un bénéficiaire se corrige aussi sur sa page."
        case .documentOwnerUnknown: "Vérifiez le matricule, ou ajoutez la personne à la feuille « Bénéficiaires »."
        case .documentAmountMissing: "Complétez le montant, ou remettez le justificatif en attente."
        case .textTooLong: "Raccourcissez-le."
        }
    }

    /// What is wrong, where no sheet says it.
    public var messageWithoutSheet: String {
        switch problem {
        case .removesSession(let name, _): "La session \(name.quoted) a des ventes et ne peut pas être retirée."
        default: message
        }
    }

    /// What an administrator can do about it, where no sheet says it.
    public var adviceWithoutSheet: String {
        switch problem {
        case .eventContactsUnverified: "Un événement de chèques-vacances doit les vérifier : cochez la case."
        case .eventsTooMany: "Retirez d’abord d’anciens événements."
        case .criterionDuplicate: "Ne gardez ce critère qu’une fois."
        case .personDuplicate: "Corrigez le matricule de l’un."
        case .peopleMixed: "Corrigez un bénéficiaire à la fois."
        case .personTwice: "Une personne n’a qu’un matricule : elle pourrait sinon acheter deux fois."
        case .documentOwnerUnknown: "Vérifiez le matricule, ou ajoutez d’abord la personne."
        default: advice
        }
    }

    private static let renaming = "donnez à l’événement un autre nom, par exemple avec l’année"
}
