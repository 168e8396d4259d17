public import Dotations

extension Reason {
    /// What an administrator reads: what is wrong, with the values that it is about.
    public var message: String {
        switch code {
        case .emailEmpty: "L’adresse e-mail est vide\(instead)."
        case .emailSyntax: "L’adresse e-mail \(quoted(given)) n’est pas valable\(because)."
        case .emailControlCharacter: "L’adresse e-mail \(quoted(given)) contient un saut de ligne ou un caractère de commande\(because)."
        case .emailNonASCII:
            "L’adresse e-mail \(quoted(given)) contient un caractère que le courrier électronique ne transporte pas\(because)."
        case .emailTooLong: "L’adresse e-mail est trop longue : 254 caractères au plus, dont 64 avant « @ »."
        case .emailShared: "L’adresse e-mail \(quoted(given)) serait celle de deux bénéficiaires de la commande\(elsewhere)."

        case .phoneEmpty: "Le n° de téléphone est vide\(instead)."
        case .phoneSyntax: "Le n° de téléphone \(quoted(given)) n’est pas valable\(because)."
        case .phoneNotMobile: "Le n° de téléphone \(quoted(given)) n’est pas celui d’un portable français (06 ou 07)."
        case .phoneTruncated: "Le tableur a remplacé le n° de téléphone par \(quoted(given)) : ses derniers chiffres sont perdus."

        case .cellType: "La cellule « \(title) » contient \(quoted(given)), qui n’est ni un texte ni un nombre."
        case .cellFormula: "La cellule « \(title) » contient une formule."

        case .cellEmpty: "La cellule « \(title) » est vide."
        case .cellMerged: "La cellule « \(title) » est fusionnée avec d’autres, et n’a pas de valeur à elle."
        case .idSyntax: "\(quoted(given)) n’est pas un identifiant de dotation, qui a huit chiffres."
        case .amountSyntax:
            if let amount = given.flatMap({ Euros(signed: $0) }), amount <= .zero {
                "Le montant \(quoted(given)) n’est pas possible : il doit être supérieur à zéro."
            } else {
                "\(quoted(given)) n’est pas un montant."
            }

        case .missingID: missingID
        case .unknownID where count == 0: "La commande n’a ni l’identifiant \(quoted(given)) ni cette personne."
        case .unknownID: "Aucune dotation de la commande n’a l’identifiant \(quoted(given))\(whose)."
        case .truncatedID: "Le tableur a remplacé l’identifiant par \(quoted(given)) : ses derniers chiffres sont peut-être perdus."
        case .otherOrder: "Cette ligne est celle de la commande \(order?.description ?? "")."
        case .unknownOrder: "La base de données n’a pas la commande \(quoted(given))."
        case .unknownMatricule: "Aucune dotation de la commande n’a le matricule \(quoted(given))."
        case .ambiguousMatricule: "\(count ?? 2) dotations de la commande peuvent avoir le matricule \(quoted(given))."
        case .mismatchedID:
            "L’identifiant \(quoted(given)) n’est pas celui de cette personne, dont la dotation est \(otherID?.description ?? "") : "
                + "les identifiants ont sans doute été triés à part."
        case .duplicate: "La dotation \(quoted(given)) est aussi à la ligne \(otherRow ?? 0), qui dit autre chose."
        case .columnCount: "La ligne n’a pas autant de colonnes que la ligne de titres."
        case .lockedColumn: "La colonne « \(title) » ne se modifie pas : \(quoted(given)) au lieu de \(quoted(stored)).\(difference)"
        case .notModifiable: "La dotation ne peut pas être modifiée : son statut est \(quoted(stored))."
        case .accountCreated: Self.accountCreatedSentence
        case .orderUnpaid: "La commande \(order?.description ?? "") n’est pas réglée : ses dotations ne se modifient pas encore."
        case .conflict:
            "\(columnName) a changé depuis l’export : \(quoted(exported)) à l’export, \(quoted(stored)) aujourd’hui, \(quoted(given)) dans le fichier.\(difference)"
        case .changedSince:
            "\(columnName) a changé depuis cet import : \(quoted(exported)) après l’import, \(quoted(stored)) aujourd’hui."
        case .outdated:
            "\(columnName) \(quoted(given)) est une ancienne valeur, que \(VisibleText.of(user ?? "")) a remplacée le \(date ?? "") ; aujourd’hui \(quoted(stored))."

        case .headerMissing: "La ligne de titres est introuvable\(column.map { ", ou la colonne « \($0.title) » y manque" } ?? "")."
        case .headerDuplicate: "La colonne « \(title) » est présente deux fois."
        case .sheetAmbiguous: "Plusieurs feuilles du classeur peuvent être celle des dotations."
        case .tooManyRefusedRows:
            "Plus de \(count ?? 0) lignes sont refusées : ce n’est pas le bon fichier"
                + (order.map { ", il ressemble à la commande \($0)" } ?? "") + "."
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch code {
        case .emailEmpty where stored == nil: "Indiquez l’adresse du bénéficiaire : c’est là que va son e-mail d’activation."
        case .phoneEmpty where stored == nil: "Indiquez le n° de portable du bénéficiaire."
        case .emailEmpty, .phoneEmpty: "Un import n’efface jamais un contact : remettez la valeur, ou supprimez la ligne du fichier."
        case .emailSyntax: "Écrivez une seule adresse, de la forme nom@domaine.fr, sans espace."
        case .emailControlCharacter, .emailNonASCII: "Retapez l’adresse au clavier, sans accent ni caractère invisible."
        case .emailTooLong: "Vérifiez que la cellule ne contient qu’une adresse."
        case .emailShared: "L’adresse sert d’identifiant de connexion : donnez à chaque bénéficiaire la sienne."
        case .phoneSyntax: "Écrivez un seul numéro à dix chiffres, par exemple 06 12 34 56 78."
        case .phoneNotMobile: "Indiquez un numéro de portable qui commence par 06 ou 07."
        case .phoneTruncated: "Mettez la colonne au format Texte et retapez le numéro en entier."
        case .cellType: "Remplacez le contenu de la cellule par la valeur voulue."
        case .cellFormula: "Remplacez la formule par son résultat : copiez la cellule, puis collez les valeurs."
        case .cellEmpty: "Remplissez la cellule, ou supprimez la ligne du fichier."
        case .cellMerged: "Annulez la fusion des cellules, puis mettez dans chacune sa valeur."
        case .idSyntax: "Reprenez l’identifiant à huit chiffres que donne l’ANCV, ou supprimez la colonne."
        case .amountSyntax: "Écrivez le montant en euros, par exemple 150 ou 150,50."
        case .missingID where count == 0, .unknownID where count == 0:
            "Un import n’ajoute personne : une nouvelle personne a besoin de sa propre commande (dotations orders create). "
                + "Si la commande a déjà cette personne, reprenez son identifiant dans l’export."
        case .missingID: "Reprenez l’identifiant dans l’export de la commande."
        case .unknownID: "Vérifiez que le fichier vient de l’export de cette commande, et reprenez-y l’identifiant."
        case .truncatedID: "Mettez la colonne au format Texte et reprenez l’identifiant dans l’export de la commande."
        case .otherOrder: "Importez cette ligne dans sa commande."
        case .unknownOrder: "Vérifiez le n° de la commande, ou supprimez la ligne du fichier."
        case .unknownMatricule:
            "Vérifiez le matricule, ou partez de l’export, qui a les identifiants des dotations. "
                + "Un import n’ajoute personne : une nouvelle personne a besoin de sa propre commande (dotations orders create)."
        case .ambiguousMatricule: "Partez de l’export, qui a les identifiants des dotations."
        case .mismatchedID: "Reprenez l’export et triez toujours toutes les colonnes ensemble."
        case .duplicate: "Ne gardez qu’une ligne par dotation."
        case .columnCount: "Vérifiez qu’aucune valeur ne contient le séparateur, ou enregistrez le fichier en .xlsx."
        case .lockedColumn: "Remettez la valeur : seuls l’adresse e-mail et le n° de téléphone se modifient."
        case .notModifiable: "Ce statut ne permet pas de modification : supprimez la ligne du fichier."
        case .accountCreated: "Rappelez au salarié de télécharger l’application et de s’y connecter avec son e-mail et son mot de passe."
        case .orderUnpaid: "Attendez le règlement de la commande."
        case .conflict:
            "Si la valeur d’aujourd’hui est juste, laissez-la ; sinon tapez la vôtre dans la feuille des lignes refusées, ou dans un nouvel export."
        case .outdated:
            "Rien n’est à faire si la valeur d’aujourd’hui est juste. Si l’ancienne est voulue, importez cette ligne seule, en CSV, avec "
                + "--allow-outdated, ou retapez-la dans un nouvel export."
        case .changedSince: "Cette valeur est plus récente que l’import : corrigez-la elle-même s’il le faut."
        case .headerMissing: "Partez de l’export de la commande et gardez sa ligne de titres."
        case .headerDuplicate: "Supprimez ou renommez la colonne en trop."
        case .sheetAmbiguous: "Ne gardez dans le classeur que la feuille à importer."
        case .tooManyRefusedRows: "Vérifiez la commande et le fichier choisis."
        }
    }

    /// As ``message``, where a dotation was named by itself and not in a sheet.
    public var messageWithoutSheet: String {
        code == .unknownID ? "Aucune dotation n’a l’identifiant \(quoted(given))." : message
    }

    /// As ``advice``, where a dotation was named by itself and not in a sheet.
    public var adviceWithoutSheet: String {
        switch code {
        case .unknownID: "Vérifiez l’identifiant."
        case .emailEmpty where stored != nil: "Donnez l’adresse e-mail : un contact ne s’efface pas."
        case .phoneEmpty where stored != nil: "Donnez le n° de téléphone : un contact ne s’efface pas."
        case .notModifiable: "Ce statut ne permet pas ce qui est demandé."
        default: advice
        }
    }

    /// The sentence that ANCV's guide (C.CONNECT.002) shows where the account is created but the application is not set up.
    public static let accountCreatedSentence =
        "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation"

    /// What is known of the dotation whose identifier is missing.
    private var missingID: String {
        guard column == .identifier else { return "La ligne n’a ni identifiant de dotation ni matricule." }
        return count == 0
            ? "La ligne n’a pas d’identifiant, et la commande n’a pas cette personne." : "L’identifiant de la dotation manque\(whose)."
    }

    /// The dotation that the rest of the row is about.
    private var whose: String { otherID.map { " ; d’après le reste de la ligne, c’est \($0)" } ?? "" }

    private var title: String { column?.title ?? "" }

    private var columnName: String { column == .mobile ? "Le n° de téléphone" : "L’adresse e-mail" }

    private var instead: String { stored.map { $0.isEmpty ? "" : ", au lieu de \(quoted($0))" } ?? "" }

    private var because: String {
        guard let character else { return flaw.map { " : \($0.french)" } ?? "" }
        return character == " " ? " : une espace est de trop" : " : \(VisibleText.name(of: character))"
    }

    /// How the value differs from the stored one that looks the same.
    private var difference: String {
        guard let given, let stored, let difference = LookAlikes.difference(given, stored) else { return "" }
        return " Les deux se ressemblent : \(difference)."
    }

    private var elsewhere: String {
        if let otherRow { return " (voir la ligne \(otherRow))" }
        return otherID.map { " (voir la dotation \($0))" } ?? ""
    }

    private func quoted(_ value: String?) -> String { "« \(VisibleText.of(value ?? "")) »" }
}
