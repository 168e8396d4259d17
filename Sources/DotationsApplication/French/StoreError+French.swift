public import DotationStore
internal import Dotations

extension StoreError {
    /// What happened and what to do, in French, for the administrator.
    public var frenchMessage: String {
        if case .file(let path) = subject { message(at: path) } else { message(at: nil) }
    }

    /// What is so, where somebody is asked whether it is meant.
    var frenchDoubt: String { sentence("\(frenchFault).", at: []) }

    /// The same of a place.
    func message(at place: String?) -> String { sentence("\(frenchFault). \(frenchAdvice)", at: [place]) }

    private var frenchFault: String {
        switch code {
        case .missing: "la base de données n’existe pas"
        case .notAStore: "ce fichier n’est pas une base de données de dotations"
        case .newerVersion: "cette base de données vient d’une version plus récente du programme"
        case .olderVersion: "cette base de données vient d’une version antérieure du programme"
        case .locked: "la base de données est occupée par un autre programme"
        case .exists: "le fichier existe déjà"
        case .unwritable: "la base de données ne peut pas être écrite"
        case .readOnly: "la base de données est sur un disque, ou dans un fichier, en lecture seule"
        case .readOnlyLog:
            "la base de données est en lecture seule, et son journal (fichier -wal) a des modifications qui ne peuvent pas y être reprises"
        case .full: "il n’y a plus de place pour écrire"
        case .damaged: "la base de données est endommagée"
        case .settings: "la base de données ne peut pas être ouverte avec des réglages sûrs"
        case .failed: "la base de données a refusé l’opération"
        case .address: "l’adresse du serveur PostgreSQL n’est pas valable, ou contient un mot de passe"
        case .unreachable: "le serveur PostgreSQL ne répond pas, ou a fermé la connexion"
        case .clientUnknown: "aucun client n’a ce code"
        case .clientMissing: "la base de données a plusieurs clients"
        case .clientExists: "un client a déjà ce code"
        case .userUnknown: "personne n’a cette adresse ici"
        case .memberExists: "cette personne travaille déjà pour le client"
        case .userDisabled: "cette personne ne peut plus se connecter"
        case .tokenInvalid: "ce lien n’est plus valable"
        case .lastAdministrator: "personne d’autre n’administre ce client"
        case .orderExists: "la commande\(words) existe déjà"
        case .orderUnknown: "la commande\(words) n’existe pas"
        case .orderEmpty: "la commande\(words) n’a aucune dotation"
        case .orderRepeated: "la commande\(words) a déjà les mêmes bénéficiaires avec les mêmes montants"
        case .orderBound: "la commande\(words)"
        case .identifierInUse: "un identifiant de dotation est déjà pris\(words)"
        case .identifiersExhausted: "il n’y a plus assez d’identifiants de dotation à huit chiffres"
        case .dotationUnknown: "dotation inconnue\(words)"
        case .operationUnknown: "cette opération n’existe pas"
        case .valuesExpired: "les valeurs de ce moment-là ne sont plus conservées"
        case .moved: "des dotations ont changé entre-temps\(words)"
        case .salesMoved: "des ventes ont changé entre-temps"
        case .salesOrdered: "cet export de ventes est déjà commandé : commande\(words)"
        case .salesUnordered: "des bénéficiaires de la feuille ont des ventes du même montant qui restent à commander\(words)"
        case .salesExportDiffers: "la feuille ne demande plus ce que l’export des ventes avait calculé"
        case .eventUnknown: "cet événement n’existe pas"
        case .eventHasSales: "l’événement a des ventes actives\(words)"
        case .matriculeTaken: "ce matricule est déjà celui d’un autre bénéficiaire"
        case .matriculeOrdered: "des chèques sont commandés sous ce matricule"
        case .forbidden: "la modification demandée est interdite"
        case .stopped: "l’opération a été interrompue"
        case .auditBroken: "l’historique a été altéré\(words)"
        }
    }

    /// What to do, in French.
    public var frenchAdvice: String {
        switch code {
        case .missing: "\(Self.checkPath) ; sinon chargez d’abord un événement, ou créez d’abord une commande : la base est alors créée."
        case .notAStore: "\(Self.checkPath) ; le fichier n’a pas été modifié."
        case .newerVersion: "Mettez le programme à jour ; rien n’a été modifié."
        case .olderVersion:
            "Arrêtez tout ce qui l’utilise, puis mettez-la à jour par « dotations database migrate » ; rien n’a été modifié."
        case .locked: "Attendez que l’autre opération soit finie, puis recommencez."
        case .exists: "Donnez un autre nom ; rien n’a été écrit."
        case .unwritable: "\(Self.checkPath), que le dossier existe, et les droits d’accès."
        case .readOnly:
            "\(Self.unchanged) Rendez le disque et le fichier accessibles en écriture, ou copiez la base de données sur un autre disque et "
                + "donnez la copie."
        case .readOnlyLog: "Copiez la base de données et son fichier -wal dans un dossier où l’on peut écrire, et donnez la copie."
        case .full: "Libérez de la place sur le disque, puis recommencez. \(Self.unchanged)"
        case .damaged: "Restaurez une sauvegarde."
        case .settings: "Placez-la sur un disque local, et non sur un disque réseau."
        case .failed: "\(Self.unchanged) Si cela se reproduit, transmettez le message technique : \(detail)"
        case .address:
            "Écrivez postgresql://hôte/base, et mettez le mot de passe dans le fichier que nomme PGPASSFILE : un argument se lit dans la liste "
                + "des programmes."
        case .unreachable:
            "Vérifiez qu’il fonctionne et qu’il admet ce compte, puis recommencez : une demande déjà faite n’est pas refaite. Message "
                + "technique : \(detail)"
        case .clientUnknown: "Vérifiez-le."
        case .clientMissing: "Dites pour lequel vous travaillez."
        case .clientExists: "Choisissez-en un autre."
        case .userUnknown: "Vérifiez l’adresse."
        case .memberExists: "Changez son rôle si besoin."
        case .userDisabled: "Rétablissez d’abord son accès."
        case .tokenInvalid: "Demandez-en un nouveau."
        case .lastAdministrator: "Donnez d’abord ce rôle à quelqu’un d’autre."
        case .orderExists, .orderUnknown: Self.checkOrder
        case .orderEmpty: "Vérifiez que le fichier contient des lignes sous l’en-tête."
        case .orderRepeated: "Rien n’a été fait : vérifiez que les chèques ne sont pas commandés deux fois."
        case .orderBound: "Rien n’a été fait. Si une dotation est fausse, corrigez-la ; si la commande l’est, voyez avec l’ANCV."
        case .identifierInUse: "Vérifiez que la commande n’a pas déjà été créée sous un autre numéro."
        case .identifiersExhausted: "Donnez les identifiants dans le fichier."
        case .dotationUnknown: "Vérifiez l’identifiant."
        case .operationUnknown: "Vérifiez son numéro."
        case .valuesExpired: "Exportez de nouveau la commande et reportez-y vos corrections."
        case .moved: "Rien n’a été appliqué. Recommencez pour voir ce qui serait fait maintenant."
        case .salesMoved: "Rien n’a été fait. Recommencez ; pour une commande de chèques, refaites d’abord l’export des ventes."
        case .salesOrdered: "Rien n’a été fait. Refaites l’export pour commander ce qui s’est vendu depuis."
        case .salesUnordered:
            "Rien n’a été fait : elles seraient commandées deux fois. Refaites l’export des ventes et donnez-le tel quel, ou dites de "
                + "quel export vient la feuille."
        case .salesExportDiffers:
            "Une ligne, un montant ou un contact a été ajouté, enlevé ou modifié, ici ou dans les ventes. Corrigez la vente elle-même, "
                + "puis refaites l’export."
        case .eventUnknown: "Vérifiez son nom."
        case .eventHasSales:
            "Rien n’a été fait. Annulez-les d’abord, ou remboursez-les ; une vente commandée se libère quand sa commande est annulée."
        case .matriculeTaken: "Rien n’a été fait. Vérifiez le matricule, ou corrigez d’abord l’autre bénéficiaire."
        case .matriculeOrdered: "Rien n’a été fait. Il ne change plus, à moins que la commande ne soit annulée."
        case .forbidden: "\(Self.unchanged) Seuls l’e-mail et le mobile d’une dotation non activée d’une commande payée peuvent changer."
        case .stopped: "\(Self.unchanged) Recommencez."
        case .auditBroken: "Prévenez la personne responsable de la sécurité, et conservez le fichier tel quel."
        }
    }

    private static let checkPath = "Vérifiez le chemin"
    private static let checkOrder = "Vérifiez le numéro de commande."
    private static let unchanged = "Rien n’a été modifié."

    /// What it is about, after the fault.
    private var words: String {
        switch subject {
        case .order(let number), .differences(let number, _): " \(number)"
        case .bonds(let number, let bonds):
            " \(number) ne peut plus être annulée, ni son règlement : \(OrderBond.allCases.filter(bonds.contains).map(\.french).joined(separator: " ; "))"
        case .dotations(let ids): ids.isEmpty ? "" : " : \(Self.listed(ids.map(\.description)))"
        case .sales(let sales), .unorderedSales(let sales, _):
            " : \(sales.count < 2 ? "vente" : "ventes") \(Self.listed(sales.map(\.description)))"
        case .audit(let position): " (\(position.french))"
        case .file, nil: ""
        }
    }

    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(5).joined(separator: ", ")
        return names.count > 5 ? "\(shown) et \(names.count - 5) autres" : shown
    }
}

extension OrderBond {
    fileprivate var french: String {
        switch self {
        case .exported: "elle a été exportée, et le fichier peut revenir corrigé"
        case .changed: "des contacts ont été modifiés"
        case .mailed: "des e-mails sont partis, ou ont peut-être été envoyés"
        case .activated: "des dotations sont activées, ont un compte créé ou un statut inconnu"
        case .purged: "les contacts de ses ventes ne sont plus conservés"
        }
    }
}

extension AuditPosition {
    /// The place in French.
    public var french: String {
        switch self {
        case .operation(let id): "opération \(id)"
        case .row(let id): "ligne d’historique \(id)"
        }
    }
}
