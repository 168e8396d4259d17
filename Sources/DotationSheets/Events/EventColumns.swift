internal import DotationSales
internal import DotationText
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
}

enum EventColumn: String, TableColumn {
    case name = "Nom"
    case description = "Description"
    case images = "Images"
    case verifies = "Vérification des coordonnées"
    case maximum = "Maximum de participations"

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

enum SessionColumn: String, TableColumn {
    case event = "Événement"
    case name = "Session"
    case faceValue = "Montant du chéquier"
    case first = "Début de session"
    case last = "Fin de session"
    case opens = "Ouverture des inscriptions"
    case closes = "Fermeture des inscriptions"
    case address = "Adresse"
    case places = "Places par bénéficiaire"
    case price = "Prix"
    case cap = "Plafond de la session"

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

enum CriterionColumn: String, TableColumn {
    case event = "Événement"
    case kind = "Critère"
    case lower = "Minimum"
    case lowerIncluded = "Minimum compris"
    case upper = "Maximum"
    case upperIncluded = "Maximum compris"

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

enum PersonColumn: String, TableColumn {
    case matricule = "Matricule"
    case lastName = "Nom"
    case firstName = "Prénom"
    case email = "E-mail"
    case mobile = "Téléphone"

    var otherTitles: String {
        switch self {
        case .matricule: SheetColumn.matricule.otherTitles
        case .lastName: SheetColumn.lastName.otherTitles
        case .firstName: SheetColumn.firstName.otherTitles
        case .email: "adressemail " + SheetColumn.email.otherTitles
        case .mobile: SheetColumn.mobile.otherTitles
        }
    }

    var isName: Bool { self == .matricule || self == .mobile || self == .email }
}

enum DocumentColumn: String, TableColumn {
    case matricule = "Matricule"
    case kind = "Justificatif"
    case amount = "Montant"
    case status = "Statut"
    case validUntil = "Valable jusqu’au"

    var otherTitles: String {
        switch self {
        case .matricule: SheetColumn.matricule.otherTitles
        case .kind: "justificatifs typedejustificatif type critere document"
        case .amount: "valeur montantdujustificatif"
        case .status: "etat decision validation statutdujustificatif"
        case .validUntil: "valide jusquau validejusquau datedevalidite findevalidite expiration expirele datedexpiration datefin"
        }
    }

    var isName: Bool { self == .matricule }
}
