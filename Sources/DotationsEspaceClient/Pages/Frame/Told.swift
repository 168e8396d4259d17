internal import Dotations

/// What was just done, told on the page that it leads to.
enum Told: String {
    case modification, renvoi, email, essai, corrections, arret
    case typedCorrections = "saisie"
    case unchanged = "inchangee"
    case masse = "envoi-en-masse"
    case reglement
    case paymentCancelled = "reglement-annule"
    case orderCancelled = "commande-annulee"
    case beneficiaire
    case nothing = "sans-changement"
    case matricule
    case documentRemoved = "justificatif-supprime"
    case evenement, retrait, justificatif, decision, vente, coordonnees, annulation, remboursement, commande
    case password = "mot-de-passe"
    case authenticatorRemoved = "application-retiree"
    case sessions, invitation, role
    case link = "lien"
    case removal = "fin-d-acces"
    case partialStop = "arret-partiel"

    private var text: String {
        switch self {
        case .modification: "La modification est enregistrée ; un e-mail va partir au bénéficiaire."
        case .unchanged: "Rien n’a été changé : c’est déjà la valeur d’aujourd’hui, et aucun e-mail ne part."
        case .renvoi: "L’e-mail d’activation va être envoyé de nouveau au bénéficiaire."
        case .email: "C’est fait : la ligne « État » ci-dessous dit où en est l’e-mail."
        case .essai: "Les e-mails en échec sont réessayés."
        case .corrections:
            "L’aperçu tient compte de ce que vous aviez tapé. Les lignes qui restent refusées peuvent maintenant être exportées."
        case .typedCorrections: "L’aperçu tient compte de ce que vous avez tapé. Vérifiez-le avant d’appliquer."
        case .arret: "Les e-mails qui n’étaient pas encore partis sont arrêtés."
        case .partialStop:
            "Les e-mails qui attendaient sont arrêtés. D’autres étaient en train de partir : la liste ci-dessous dit ce qu’ils deviennent."
        case .masse: "Les e-mails d’activation vont partir : la page « E-mails » les suit."
        case .reglement: "La commande est notée comme réglée : ses dotations peuvent être modifiées."
        case .paymentCancelled: "Le règlement est annulé : les dotations de la commande ne se modifient plus."
        case .orderCancelled: "La commande est annulée."
        case .beneficiaire: "Le bénéficiaire est enregistré."
        case .nothing: "Rien n’a été changé : c’est déjà ce qui est enregistré."
        case .evenement: "L’événement est enregistré."
        case .retrait: "L’événement est retiré : plus rien ne s’y vend."
        case .justificatif: "Le justificatif est enregistré."
        case .matricule: "Le matricule est changé."
        case .documentRemoved: "Le justificatif est supprimé."
        case .decision: "La décision est enregistrée."
        case .vente: "La vente est enregistrée."
        case .coordonnees: "L’e-mail et le téléphone de la vente sont enregistrés : la commande les aura."
        case .annulation: "La vente est annulée : ses places sont libres, et l’argent reste à rendre."
        case .remboursement: "La vente est notée comme remboursée : ses places sont libres."
        case .commande: "La commande est créée."
        case .password: "Votre mot de passe est changé, et vos autres sessions ont pris fin."
        case .authenticatorRemoved: "L’application d’authentification est retirée."
        case .sessions: "Les sessions sont fermées."
        case .invitation: "La personne est ajoutée, et son invitation va partir."
        case .role: "Le rôle est changé."
        case .link: "Le lien va être envoyé à la personne."
        case .removal: "La personne n’a plus accès."
        }
    }

    /// Where a form was, at the dotation that it was about.
    func place(_ visit: Visit, _ id: Dotation.ID) -> String {
        let path = Path.own(visit.form[.origin]) ?? "/commandes"
        return path + (path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + "fait=\(rawValue)&ligne=\(id)#d\(id)"
    }

    /// Leads to the page that tells it; `query` is what else its address has after `?`.
    func answer(_ path: String, _ query: String? = nil) -> Answer { .seeOther("\(path)?fait=\(rawValue)" + (query.map { "&" + $0 } ?? "")) }

    /// The dotation that it was done to; nil where the address names none.
    static func row(_ visit: Visit) -> Dotation.ID? { visit.isFromOwnPage ? visit.query["ligne"].flatMap { Dotation.ID($0) } : nil }

    static func write(_ visit: Visit, to html: inout HTML) {
        // Anybody can write a link that says that something was done.
        guard visit.isFromOwnPage, let told = visit.query["fait"].flatMap(Told.init) else { return }
        html.element("p", .class("told"), .role("status"), text: told.text)
    }
}
