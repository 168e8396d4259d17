/// What to tell a beneficiary, as the guide has it (6d).
enum HelpPage {
    static let routes: [Route] = [.get("/aide", .signedIn) { _ in .page(page) }]

    private static var page: Page {
        Page("Aide") { html in
            html.element("h2", .id("activation"), text: "Le parcours d’activation d’une dotation")
            html.element("p", text: "Il comporte trois étapes pour le bénéficiaire :")
            html.element("ol") { html in
                for step in ["Créer son compte", "Définir son mot de passe", "Télécharger et configurer l’application"] {
                    html.element("li", text: step)
                }
            }
            html.element(
                "p",
                text:
                    "Si le bénéficiaire n’a pas réalisé la troisième, sa dotation reste au statut « En attente d'activation », mais l’e-mail "
                    + "d’activation ne peut plus lui être renvoyé. Pour qu’il active sa dotation, rappelez-lui qu’il doit :")
            html.element("ul") { html in
                for advice in [
                    "télécharger l’application sur son magasin d’applications habituel",
                    "s’y connecter avec son e-mail et le mot de passe qu’il a choisi", "suivre les instructions.",
                ] { html.element("li", text: advice) }
            }
            html.element("p") { html in
                html.text("Vous pouvez lui envoyer ce lien : ")
                html.element("a", .href(activationHelp), text: "Comment activer ma première dotation")
            }
            html.element("h2", .id("e-mails"), text: "Ce que le bénéficiaire reçoit")
            html.element("ul") { html in
                html.element(
                    "li",
                    text: "Quand vous modifiez son n° de portable, un e-mail l’informe que son n° a été modifié. Il peut alors poursuivre "
                        + "sa création de compte en téléchargeant l’application Chèque-Vacances.")
                html.element(
                    "li",
                    text: "Quand vous modifiez son e-mail, ou renvoyez l’e-mail d’activation, un nouvel e-mail de création de compte lui "
                        + "est envoyé à l’adresse indiquée. Il peut débuter la création de son compte en cliquant sur le lien dans l’e-mail."
                )
            }
        }
    }

    private static let activationHelp = "https://cheque-vacances.com/aide/gestion-compte/activer-premiere-dotation/"
}
