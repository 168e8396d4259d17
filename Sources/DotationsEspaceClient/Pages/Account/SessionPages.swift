internal import DotationAccounts
internal import DotationStore
internal import DotationsApplication
internal import Foundation

/// The end of a session: what a page says of it, and how it is put off.
enum SessionPages {
    static let routes: [Route] = [
        .get("/session", .signedIn) { _ in .page(page) },
        .post("/session", .signedIn) { _ in .seeOther("/session") },
    ]

    /// The module of the pages reads from it how long the session now lasts.
    private static var page: Page {
        Page("Votre session continue") { html in
            html.element("p", text: "Revenez à la page où vous étiez : ce que vous y avez tapé y est encore.")
        }
    }

    /// Seconds until a session ends.
    static func seconds(_ end: Date, at now: Date?) -> Int { now.map { Int(max(0, end.timeIntervalSince($0))) } ?? 0 }

    /// When the session ends, for whoever has no scripts.
    static func note(_ visit: Visit, _ html: inout HTML) {
        guard let session = visit.person?.session else { return }
        html.element("p", text: "Sans action de votre part, votre session prend fin à \(DateFormatting.french(session.ends).suffix(5)).")
    }

    /// What the module shows two minutes before.
    static func warning(_ visit: Visit, _ html: inout HTML) {
        guard visit.person != nil else { return }
        html.element(
            "dialog", .id("fin-de-session"), .role("alertdialog"), .aria(labelledBy: "fin-de-session-titre"),
            .aria(describedBy: "fin-de-session-texte")
        ) { html in
            html.element("h2", .id("fin-de-session-titre"), text: "Votre session prend bientôt fin")
            html.element("div", .id("fin-de-session-texte"), .aria(live: "polite")) { html in
                html.element(
                    "p", .data("data-while", "open"), text: "Elle prend fin dans moins de deux minutes. Voulez-vous la prolonger ?")
                html.element(
                    "p", .data("data-while", "last"),
                    text:
                        "Elle prend fin dans moins de deux minutes et ne peut plus être prolongée. Enregistrez ce que vous avez tapé, puis connectez-vous de nouveau."
                )
                html.element(
                    "p", .data("data-while", "ended"),
                    text: "Elle a pris fin. Ce que vous avez tapé n’est pas perdu : envoyez votre formulaire, puis connectez-vous.")
            }
            html.element("div", .class("actions")) { html in
                Form.write("/session", visit, to: &html) { Form.button("Prolonger", to: &$0) }
                html.element("form", .method("dialog")) { Form.button("Fermer", class: "plain", to: &$0) }
            }
        }
    }
}
