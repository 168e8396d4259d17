internal import DotationSales
internal import Dotations

/// The sheets of an event workbook, in its order.
enum EventSheet: String, CaseIterable {
    case events = "Événement"
    case sessions = "Sessions"
    case criteria = "Critères"
    case people = "Bénéficiaires"
    case documents = "Justificatifs"

    /// The sheet that a name on a tab means, in the singular or the plural.
    init?(name: String) {
        let key = Folding.key(name)
        func singular(_ key: String) -> String { key.hasSuffix("s") ? String(key.dropLast()) : key }
        guard let sheet = Self.allCases.first(where: { singular(Folding.key($0.rawValue)) == singular(key) }) else { return nil }
        self = sheet
    }

    /// What stands above the header.
    var instruction: String {
        switch self {
        case .events: "Une ligne par événement, c’est-à-dire par tarif. Remplacez l’exemple par vos événements."
        case .sessions: "Une ligne par montant de chéquier. Les dates d’ouverture et de fermeture décident des inscriptions, jour compris."
        case .criteria:
            "Une ligne par critère et par événement, borne comprise ou non. Un événement sans critère est ouvert à tous les bénéficiaires."
        case .people: "Une ligne par personne qui peut participer. Le matricule l’identifie : gardez ses zéros."
        case .documents: "Une ligne par justificatif. Seuls les justificatifs validés comptent, jusqu’à leur dernier jour compris."
        }
    }
}

enum EventColumn: Int, TableColumn {
    case name, description, images, verifies, maximum

    var title: String {
        switch self {
        case .name: "Nom"
        case .description: "Description"
        case .images: "Images"
        case .verifies: "Vérification des coordonnées"
        case .maximum: "Maximum de participations"
        }
    }

    var otherTitles: String {
        switch self {
        case .name: "evenement nomdelevenement nomevenement name"
        case .description: "descriptif texte"
        case .images: "image visuel visuels photo photos"
        case .verifies:
            """
            verifiercoordonnees verificationcoordonnees verifierlescoordonnees verificationemailettelephone
            verificationdelemailpersonneletdunumerodetelephone verificationdelemailetdutelephone coordonneesverifiees
            """
        case .maximum: "maximum maximumparticipations participationsmax maxparticipations nombremaximumdeparticipations plafond stock"
        }
    }
}

enum SessionColumn: Int, TableColumn {
    case event, name, faceValue, first, last, opens, closes, address, places, price, cap

    var title: String {
        switch self {
        case .event: "Événement"
        case .name: "Session"
        case .faceValue: "Montant du chéquier"
        case .first: "Début de session"
        case .last: "Fin de session"
        case .opens: "Ouverture des inscriptions"
        case .closes: "Fermeture des inscriptions"
        case .address: "Adresse"
        case .places: "Places par bénéficiaire"
        case .price: "Prix"
        case .cap: "Plafond de la session"
        }
    }

    var otherTitles: String {
        switch self {
        case .event: "nomdelevenement nomevenement event"
        case .name: "nomdelasession nomsession nomdesession nom name"
        case .faceValue: "montant montantchequier valeurfaciale valeurduchequier valeur facevalue"
        case .first: "debut datededebut debutdelasession datededebutdesession debutsession"
        case .last: "fin datedefin findelasession datedefindesession finsession"
        case .opens: "ouverture ouvertureinscriptions debutdesinscriptions debutinscriptions datedouverture inscriptionsdu inscriptiondu"
        case .closes:
            "fermeture fermetureinscriptions findesinscriptions fininscriptions datedefermeture cloture cloturedesinscriptions inscriptionsau inscriptionau"
        case .address: "adressedulieu adressedulieudelasession lieu lieudelasession adressedelasession"
        case .places:
            "places nombredeplaces placesattribuees nombredeplacesattribuees placesparutilisateur placesparpersonne placesparsalarie"
        case .price: "prixsalarie prixpaye prixutilisateur prixduchequier apayer tarif price"
        case .cap: "plafond plafonddeparticipations plafondsession stock stockmaximum plafonnerlesparticipationsalasession cap"
        }
    }
}

enum CriterionColumn: Int, TableColumn {
    case event, kind, lower, lowerIncluded, upper, upperIncluded

    var title: String {
        switch self {
        case .event: "Événement"
        case .kind: "Critère"
        case .lower: "Minimum"
        case .lowerIncluded: "Minimum compris"
        case .upper: "Maximum"
        case .upperIncluded: "Maximum compris"
        }
    }

    var otherTitles: String {
        switch self {
        case .event: "nomdelevenement nomevenement event"
        case .kind: "criteres typedecritere typecritere justificatif kind"
        case .lower: "min de apartirde borneinferieure bornebasse montantminimum"
        case .lowerIncluded: "minimuminclus mininclus mincompris borneinferieurecomprise borneinferieureincluse"
        case .upper: "max a jusqua bornesuperieure bornehaute montantmaximum"
        case .upperIncluded: "maximuminclus maxinclus maxcompris bornesuperieurecomprise bornesuperieureincluse"
        }
    }
}

enum PersonColumn: Int, TableColumn {
    case matricule, lastName, firstName, email, mobile

    var title: String {
        switch self {
        case .matricule: "Matricule"
        case .lastName: "Nom"
        case .firstName: "Prénom"
        case .email: "E-mail"
        case .mobile: "Téléphone"
        }
    }

    var otherTitles: String {
        switch self {
        case .matricule: HeaderTitles.otherTitles(of: .matricule)
        case .lastName: HeaderTitles.otherTitles(of: .lastName)
        case .firstName: HeaderTitles.otherTitles(of: .firstName)
        case .email: "adressemail " + HeaderTitles.otherTitles(of: .email)
        case .mobile: HeaderTitles.otherTitles(of: .mobile)
        }
    }

    var isName: Bool { self == .matricule || self == .mobile || self == .email }
}

enum DocumentColumn: Int, TableColumn {
    case matricule, kind, amount, status, validUntil

    var title: String {
        switch self {
        case .matricule: "Matricule"
        case .kind: "Justificatif"
        case .amount: "Montant"
        case .status: "Statut"
        case .validUntil: "Valable jusqu’au"
        }
    }

    var otherTitles: String {
        switch self {
        case .matricule: HeaderTitles.otherTitles(of: .matricule)
        case .kind: "justificatifs typedejustificatif type critere document"
        case .amount: "valeur montantdujustificatif"
        case .status: "etat decision validation statutdujustificatif"
        case .validUntil: "valide jusquau validejusquau datedevalidite findevalidite expiration expirele datedexpiration datefin"
        }
    }

    var isName: Bool { self == .matricule }
}
