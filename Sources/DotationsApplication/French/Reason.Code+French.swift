public import Dotations

extension Reason.Code {
    /// What an administrator reads over several rows that are refused with this code: what they have in common, without their values.
    public var summary: String {
        switch self {
        case .emailEmpty: "l’adresse e-mail est vide"
        case .emailSyntax: "l’adresse e-mail n’est pas valable"
        case .emailControlCharacter: "l’adresse e-mail contient un saut de ligne ou un caractère de commande"
        case .emailNonASCII: "l’adresse e-mail contient un accent, un caractère invisible ou un sosie d’une lettre"
        case .emailTooLong: "l’adresse e-mail est trop longue"
        case .emailShared: "deux bénéficiaires auraient la même adresse e-mail"
        case .phoneEmpty: "le n° de téléphone est vide"
        case .phoneSyntax: "le n° de téléphone n’est pas valable"
        case .phoneNotMobile: "le n° de téléphone n’est pas celui d’un portable français"
        case .phoneTruncated: "le tableur a perdu des chiffres du n° de téléphone"
        case .cellType: "la cellule ne contient ni un texte ni un nombre"
        case .cellDate: "la cellule contient une date"
        case .cellFormula: "la cellule contient une formule"
        case .cellEmpty: "la cellule est vide"
        case .cellMerged: "la cellule est fusionnée avec d’autres"
        case .idSyntax: "l’identifiant n’a pas huit chiffres"
        case .amountSyntax: "le montant n’en est pas un"
        case .missingID: "l’identifiant de la dotation manque"
        case .unknownID: "la commande n’a pas cette dotation"
        case .truncatedID: "le tableur a abrégé l’identifiant"
        case .otherOrder: "la ligne est celle d’une autre commande"
        case .unknownOrder: "la base de données n’a pas cette commande"
        case .unknownMatricule: "la commande n’a pas ce matricule"
        case .ambiguousMatricule: "plusieurs dotations peuvent avoir ce matricule"
        case .mismatchedID: "l’identifiant est celui de quelqu’un d’autre"
        case .duplicate: "une autre ligne dit autre chose de la même dotation"
        case .columnCount: "la ligne n’a pas autant de colonnes que la ligne de titres"
        case .lockedColumn: "une colonne verrouillée a été modifiée"
        case .notModifiable: "le statut de la dotation ne permet pas de modification"
        case .accountCreated: "le compte est créé"
        case .orderUnpaid: "la commande n’est pas réglée"
        case .conflict: "la valeur a changé depuis l’export"
        case .changedSince: "la valeur a changé depuis cet import"
        case .outdated: "la cellule contient une ancienne valeur"
        case .tooManyRefusedRows: "trop de lignes sont refusées"
        }
    }
}
