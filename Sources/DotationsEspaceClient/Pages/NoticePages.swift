internal import Foundation

/// What anyone may read: how accessible the pages are, who is behind them, and what becomes of personal data.
enum NoticePages {
    static let routes: [Route] = [
        .get("/accessibilite", .anyone) { _ in .page(accessibility) },
        .get("/mentions-legales", .anyone) { .page(notice("Mentions légales", $0.settings.legalNotice)) },
        .get("/donnees-personnelles", .anyone) { .page(notice("Données personnelles", $0.settings.privacyNotice)) },
    ]

    /// What the foot of each page leads to.
    static let links = [
        (path: "/accessibilite", title: "Accessibilité", current: nil as String?),
        (path: "/mentions-legales", title: "Mentions légales", current: nil),
        (path: "/donnees-personnelles", title: "Données personnelles", current: nil),
    ]

    /// A text of the operator: empty lines part its paragraphs.
    private static func notice(_ title: String, _ text: String?) -> Page {
        Page(title) { html in
            let paragraphs = (text ?? "").replacing("\r\n", with: "\n").split(separator: /\n[ \t]*\n/)
                .map { String($0).trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
            guard !paragraphs.isEmpty else {
                return html.element("p", text: "L’exploitant de ces pages n’a pas encore donné ce texte. Demandez-le-lui.")
            }
            for paragraph in paragraphs { html.element("p", text: paragraph) }
        }
    }

    private static var accessibility: Page {
        Page("Accessibilité") { html in
            html.element(
                "p",
                text:
                    "Ces pages visent le référentiel général d’amélioration de l’accessibilité (RGAA 4.1) et les règles WCAG 2.2 de niveau "
                    + "AA. Aucun audit n’a été fait : elles ne se déclarent ni conformes, ni partiellement conformes.")
            html.element("h2", text: "Ce qui est vérifié")
            html.element(
                "p",
                text:
                    "À chaque version, des essais automatiques lisent les pages auxquelles un lien mène, et les formulaires refusés, et vérifient ces critères du RGAA :"
            )
            html.element("ul") { html in for (criterion, what) in checked { html.element("li", text: "\(criterion) : \(what).") } }
            html.element(
                "p",
                text:
                    "Des essais dans un navigateur, Chromium, parcourent aussi les pages : axe 4.12 n’y trouve aucun défaut selon ses règles "
                    + "pour WCAG 2.2 A et AA et pour le RGAA, en clair, en sombre et à 320 pixels de large ; et se connecter, "
                    + "ouvrir une commande, corriger une dotation et renvoyer son e-mail se font au clavier seul. Un outil ne voit qu’une partie des défauts : aucune personne extérieure n’a vérifié ces pages."
            )
            html.element("h2", text: "Une difficulté ?")
            html.element("p") { html in
                html.text(
                    "Si une page vous gêne, dites-le à la personne qui administre votre compte client, ou à l’exploitant, que nomment les ")
                html.element("a", .href("/mentions-legales"), text: "mentions légales")
                html.text(".")
            }
        }
    }

    /// Held by AccessibilityTests.
    private static let checked = [
        ("5.4 et 5.6", "chaque tableau a un titre et des en-têtes"), ("5.7", "chaque en-tête dit s’il est de ligne ou de colonne"),
        ("8.2", "aucun identifiant n’est là deux fois dans une page"), ("8.3", "la langue de la page est indiquée"),
        ("8.5", "chaque page a un titre"), ("9.1", "chaque page a un seul titre de premier niveau, et aucun niveau n’est sauté"),
        ("11.1", "chaque champ a une étiquette"), ("11.9", "chaque bouton a un intitulé"),
        ("12.7", "un lien mène au contenu en tête de chaque page"),
    ]
}
