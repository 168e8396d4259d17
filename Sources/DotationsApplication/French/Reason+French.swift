public import Dotations

extension Reason {
    /// What an administrator reads: what is wrong, with the values that it is about.
    public var message: String {
        switch self {
        case .emailEmpty(let stored): "L’adresse e-mail est vide\(Self.instead(of: stored))."
        case .emailSyntax(let given, let flaw): "L’adresse e-mail \(given.quoted) n’est pas valable : \(flaw.french)."
        case .emailControlCharacter(let given, let character):
            "L’adresse e-mail \(given.quoted) contient un saut de ligne ou un caractère de commande : \(VisibleText.name(of: character))."
        case .emailNonASCII(let given, let character):
            "L’adresse e-mail \(given.quoted) contient un caractère que le courrier électronique ne transporte pas : \(VisibleText.name(of: character))."
        case .emailTooLong: "L’adresse e-mail est trop longue : 254 caractères au plus, dont 64 avant « @ »."
        case .emailShared(let given, let other, let name, let row):
            "L’adresse e-mail \(given.quoted) serait celle de deux bénéficiaires de la commande"
                + (row.map { " (voir la ligne \($0))." } ?? " (voir \(VisibleText.of(name)), dotation \(other)).")

        case .phoneEmpty(let stored): "Le n° de téléphone est vide\(Self.instead(of: stored))."
        case .phoneSyntax(let given, let flaw): "Le n° de téléphone \(given.quoted) n’est pas valable : \(flaw.french)."
        case .phoneNotMobile(let given): "Le n° de téléphone \(given.quoted) n’est pas celui d’un portable français (06 ou 07)."
        case .phoneTruncated(let given): "Le tableur a remplacé le n° de téléphone par \(given.quoted) : ses derniers chiffres sont perdus."

        case .cellType(let column, let given):
            "La cellule « \(column.title) » contient \(given.quoted), qui n’est ni un texte ni un nombre."
        case .cellDate(let column, let given): "La cellule « \(column.title) » contient une date : \(given.quoted)."
        case .cellFormula(let column): "La cellule « \(column.title) » contient une formule."
        case .cellEmpty(let column): "La cellule « \(column.title) » est vide."
        case .cellMerged(let column): "La cellule « \(column.title) » est fusionnée avec d’autres, et n’a pas de valeur à elle."
        case .idSyntax(let given): "\(given.quoted) n’est pas un identifiant de dotation, qui a huit chiffres."
        case .amountSyntax(let given):
            if let amount = Euros(signed: given), amount <= .zero {
                "Le montant \(given.quoted) n’est pas possible : il doit être supérieur à zéro."
            } else {
                "\(given.quoted) n’est pas un montant."
            }

        case .missingID(.identifier, .nobody): "La ligne n’a pas d’identifiant, et la commande n’a pas cette personne."
        case .missingID(.identifier, let subject): "L’identifiant de la dotation manque\(subject.french)."
        case .missingID: "La ligne n’a ni identifiant de dotation ni matricule."
        case .unknownID(let given, .nobody): "La commande n’a ni l’identifiant \(given.quoted) ni cette personne."
        case .unknownID(let given, let subject): "Aucune dotation de la commande n’a l’identifiant \(given.quoted)\(subject.french)."
        case .truncatedID(let given):
            "Le tableur a remplacé l’identifiant par \(given.quoted) : ses derniers chiffres sont peut-être perdus."
        case .otherOrder(let order, _): "Cette ligne est celle de la commande \(order)."
        case .unknownOrder(let given): "La base de données n’a pas la commande \(given.quoted)."
        case .unknownMatricule(let given): "Aucune dotation de la commande n’a le matricule \(given.quoted)."
        case .ambiguousMatricule(let given, let count):
            "\(count.grouped) dotations de la commande peuvent avoir le matricule \(given.quoted)."
        case .mismatchedID(let given, let own):
            "L’identifiant « \(given) » n’est pas celui de cette personne, dont la dotation est \(own) : "
                + "les identifiants ont sans doute été triés à part."
        case .duplicate(let id, let row): "La dotation « \(id) » est aussi à la ligne \(row), qui dit autre chose."
        case .columnCount: "La ligne n’a pas autant de colonnes que la ligne de titres."
        case .lockedColumn(let column, let given, let stored):
            "La colonne « \(column.title) » ne se modifie pas : \(given.quoted) au lieu de \(stored.quoted)."
                + Self.difference(given, stored)
        case .notModifiable(let status): "La dotation ne peut pas être modifiée : son statut est \(status.label.quoted)."
        case .accountCreated: Self.accountCreatedSentence
        case .orderUnpaid(let order): "La commande \(order) n’est pas réglée : ses dotations ne se modifient pas encore."
        case .conflict(let column, let given, let stored, let exported):
            "\(column.contactName) a changé depuis l’export : \(exported.quoted) à l’export, \(stored.quoted) aujourd’hui, \(given.quoted) dans le fichier."
                + Self.difference(given, stored)
        case .conflictOfTyped(let column, let given, let stored, let seen):
            "\(column.contactName) a encore changé : \(seen.quoted) quand vous avez choisi, \(stored.quoted) aujourd’hui. Vous aviez choisi \(given.quoted)."
        case .changedSince(let column, let stored, let imported):
            "\(column.contactName) a changé depuis cet import : \(imported.quoted) après l’import, \(stored.quoted) aujourd’hui."
        case .outdated(let column, let given, let stored, let user, let date):
            "\(column.contactName) \(given.quoted) est une ancienne valeur, que \(VisibleText.of(user)) a remplacée le \(date) ; aujourd’hui \(stored.quoted)."

        case .tooManyRefusedRows(let limit, let order):
            "Plus de \(limit.grouped) lignes sont refusées : ce n’est pas le bon fichier"
                + (order.map { ", il ressemble à la commande \($0)" } ?? "") + "."
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch self {
        case .emailEmpty(nil): "Indiquez l’adresse du bénéficiaire : c’est là que va son e-mail d’activation."
        case .phoneEmpty(nil): "Indiquez le n° de portable du bénéficiaire."
        case .emailEmpty, .phoneEmpty: "Un import n’efface jamais un contact : remettez la valeur, ou supprimez la ligne du fichier."
        case .emailSyntax: "Écrivez une seule adresse, de la forme nom@domaine.fr, sans espace."
        case .emailControlCharacter, .emailNonASCII: "Retapez l’adresse au clavier, sans accent ni caractère invisible."
        case .emailTooLong: "Vérifiez que la cellule ne contient qu’une adresse."
        case .emailShared: "L’adresse sert d’identifiant de connexion : donnez à chaque bénéficiaire la sienne."
        case .phoneSyntax: "Écrivez un seul numéro à dix chiffres, par exemple 06 12 34 56 78."
        case .phoneNotMobile: "Indiquez un numéro de portable qui commence par 06 ou 07."
        case .phoneTruncated: "Mettez la colonne au format Texte et retapez le numéro en entier."
        case .cellType: CellAdvice.type
        case .cellDate: CellAdvice.date
        case .cellFormula: CellAdvice.formula
        case .cellEmpty: "Remplissez la cellule, ou supprimez la ligne du fichier."
        case .cellMerged: CellAdvice.merged
        case .idSyntax: "Reprenez l’identifiant à huit chiffres que donne l’ANCV, ou supprimez la colonne."
        case .amountSyntax: "Écrivez le montant en euros, par exemple 150 ou 150,50."
        case .missingID(_, .nobody), .unknownID(_, .nobody):
            "Un import n’ajoute personne : une nouvelle personne a besoin de sa propre commande. "
                + "Si la commande a déjà cette personne, reprenez son identifiant dans l’export."
        case .missingID: "Reprenez l’identifiant dans l’export de la commande."
        case .unknownID: "Vérifiez que le fichier vient de l’export de cette commande, et reprenez-y l’identifiant."
        case .truncatedID: "Mettez la colonne au format Texte et reprenez l’identifiant dans l’export de la commande."
        case .otherOrder: "Importez cette ligne dans sa commande."
        case .unknownOrder: "Vérifiez le n° de la commande, ou supprimez la ligne du fichier."
        case .unknownMatricule:
            "Vérifiez le matricule, ou partez de l’export, qui a les identifiants des dotations. "
                + "Un import n’ajoute personne : une nouvelle personne a besoin de sa propre commande."
        case .ambiguousMatricule: "Partez de l’export, qui a les identifiants des dotations."
        case .mismatchedID: "Reprenez l’export et triez toujours toutes les colonnes ensemble."
        case .duplicate: "Ne gardez qu’une ligne par dotation."
        case .columnCount: "Vérifiez qu’aucune valeur ne contient le séparateur, ou enregistrez le fichier en .xlsx."
        case .lockedColumn: "Remettez la valeur : seuls l’adresse e-mail et le n° de téléphone se modifient."
        case .notModifiable: "Ce statut ne permet pas de modification : supprimez la ligne du fichier."
        case .accountCreated: "Rappelez au salarié de télécharger l’application et de s’y connecter avec son e-mail et son mot de passe."
        case .orderUnpaid: "Attendez le règlement de la commande."
        case .conflict, .conflictOfTyped:
            "Si la valeur d’aujourd’hui est juste, laissez-la ; sinon tapez la vôtre dans la feuille des lignes refusées, ou dans un nouvel export."
        case .outdated:
            "Rien n’est à faire si la valeur d’aujourd’hui est juste. Si l’ancienne est voulue, importez cette ligne seule, en CSV, en "
                + "permettant les anciennes valeurs, ou retapez-la dans un nouvel export."
        case .changedSince: "Cette valeur est plus récente que l’import : corrigez-la elle-même s’il le faut."
        case .tooManyRefusedRows: "Vérifiez la commande et le fichier choisis."
        }
    }

    /// As ``message``, where a dotation was named by itself and not in a sheet.
    public var messageWithoutSheet: String {
        if case .unknownID(let given, _) = self { "Aucune dotation n’a l’identifiant \(given.quoted)." } else { message }
    }

    /// As ``messageWithoutSheet``, where nobody's data is in it; else nil.
    public var messageWithoutValues: String? {
        switch self {
        case .emailEmpty(nil), .emailEmpty(""), .emailTooLong, .phoneEmpty(nil), .phoneEmpty(""), .cellFormula, .cellEmpty, .cellMerged,
            .otherOrder, .columnCount, .accountCreated, .orderUnpaid:
            message
        default: nil
        }
    }

    /// As ``advice``, where a dotation was named by itself and not in a sheet.
    public var adviceWithoutSheet: String {
        switch self {
        case .unknownID: "Vérifiez l’identifiant."
        case .emailEmpty(.some): "Donnez l’adresse e-mail : un contact ne s’efface pas."
        case .phoneEmpty(.some): "Donnez le n° de téléphone : un contact ne s’efface pas."
        case .notModifiable: "Ce statut ne permet pas ce qui est demandé."
        default: advice
        }
    }

    /// The sentence that ANCV's guide (C.CONNECT.002) shows where the account is created but the application is not set up.
    public static let accountCreatedSentence =
        "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation"

    private static func instead(of stored: String?) -> String {
        stored.map { $0.isEmpty ? "" : ", au lieu de \($0.quoted)" } ?? ""
    }

    /// How a value differs from the stored one that looks the same.
    private static func difference(_ given: String, _ stored: String) -> String {
        LookAlikes.difference(given, stored).map { " Les deux se ressemblent : \($0.french)." } ?? ""
    }
}

extension RowSubject {
    /// The dotation that the rest of the row is about, where that is known.
    fileprivate var french: String { if case .dotation(let id) = self { " ; d’après le reste de la ligne, c’est \(id)" } else { "" } }
}

extension SheetColumn {
    /// What a contact column holds, at the beginning of a sentence.
    fileprivate var contactName: String { self == .mobile ? "Le n° de téléphone" : "L’adresse e-mail" }
}
