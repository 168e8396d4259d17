internal import DotationAccounts
internal import DotationStore

/// What all pages have around their own.
enum Layout {
    static func write(_ page: Page, for visit: Visit?, to html: inout HTML) {
        html.doctype()
        html.element("html", .lang("fr")) { html in
            html.element("head") { html in
                html.void("meta", .charset("utf-8"))
                html.void("meta", .name("viewport"), .content("width=device-width, initial-scale=1"))
                html.void("meta", .name("color-scheme"), .content("light dark"))
                html.element("title", text: (page.hasFault ? "Erreur : " : "") + page.title + " - Espace Client")
                html.void("link", .rel("stylesheet"), .href(Asset.style.path))
                html.void("link", .rel("icon"), .href(Asset.icon.path))
                html.element("script", .type("module"), .src(Asset.module.path)) { _ in }
            }
            let session = visit?.person?.session
            html.element(
                "body", .data("data-session", session.map { String(SessionPages.seconds($0.ends, at: visit?.now)) }),
                .data("data-session-limit", session.map { String(SessionPages.seconds($0.latestEnd, at: visit?.now)) })
            ) { html in
                html.element("a", .class("skip"), .href("#contenu"), text: "Aller au contenu")
                header(page, visit, &html)
                submenu(page, visit, &html)
                html.element("main", .id("contenu"), .tabindex(-1), .data("data-address", visit?.kept == nil ? nil : visit?.path)) { html in
                    html.element("h1", text: page.title)
                    write(page, filling: visit?.kept, &html)
                }
                html.element("footer", .role("contentinfo")) { html in
                    html.element("p", text: "Chèque-Vacances Connect, espace client")
                    if let visit { SessionPages.note(visit, &html) }
                    let help = [(path: "/aide", title: "Aide", current: nil as String?)]
                    navigation("Informations", (visit?.person == nil ? [] : help) + NoticePages.links, &html) { $0 }
                }
                if let visit { SessionPages.warning(visit, &html) }
            }
        }
    }

    /// The page's own part, and where a form was kept what became of it.
    private static func write(_ page: Page, filling kept: KeptForm?, _ html: inout HTML) {
        guard let kept else { return page.write(&html) }
        var filled = HTML(filling: kept)
        page.write(&filled)
        guard let cause = kept.cause else { return html.append(filled) }
        html.element("div", .class("told"), .role("status")) { html in
            html.element("p", text: cause.sentence)
            if filled.hasKeptForm {
                html.element(
                    "p",
                    text: "Le formulaire est tel que vous l’aviez envoyé, sans les mots de passe. Vérifiez-le, puis validez de nouveau.")
                if let id = filled.keptFormID { html.element("p") { $0.element("a", .href("#" + id), text: "Aller à ce formulaire") } }
            }
            let lost = kept.fields.all.keys.filter { name in
                !filled.filledNames.contains(name) && UntypedField(named: name) == nil && kept.fields.text(name) != nil
            }
            guard !lost.isEmpty else { return }
            html.element("p", text: "Ce que vous aviez tapé et qui n’a plus de champ dans cette page :")
            html.element("ul") { html in
                for name in lost.sorted() { html.element("li", text: "\(name) : \(kept.fields[name] ?? "")") }
            }
        }
        html.append(filled)
    }

    private static func header(_ page: Page, _ visit: Visit?, _ html: inout HTML) {
        html.element("header", .role("banner")) { html in
            html.element("p", .class("brand")) { $0.element("a", .href("/"), text: "Espace Client") }
            guard let visit, let person = visit.person else { return }
            let open = Section.all.filter { visit.may($0.permission) }
            navigation("Menu principal", Menu.allCases, &html) { menu in
                open.first { $0.menu == menu }.map { ($0.path, menu.title, menu == page.section?.menu ? "true" : nil) }
            }
            html.element("div", .class("person")) { html in
                html.element("a", .href("/compte"), .aria(current: visit.path == "/compte" ? "page" : nil), text: "Mon compte")
                html.element("p", text: [person.name, person.store.client.title].filter { !$0.isEmpty }.joined(separator: ", "))
                Form.write("/deconnexion", visit, to: &html) { html in
                    html.element("button", .type("submit"), .class("plain"), text: "Se déconnecter")
                }
            }
        }
    }

    /// The pages of the menu that the page is in.
    private static func submenu(_ page: Page, _ visit: Visit?, _ html: inout HTML) {
        guard let visit, let section = page.section else { return }
        let sections = Section.all.filter { $0.menu == section.menu && visit.may($0.permission) }
        guard sections.count > 1 else { return }
        html.element("div", .class("submenu")) { html in
            navigation(section.menu.title, sections, &html) { ($0.path, $0.title, $0 == section ? "page" : nil) }
        }
    }

    private static func navigation<Item>(
        _ label: String, _ items: [Item], _ html: inout HTML, link: (Item) -> (path: String, title: String, current: String?)?
    ) {
        html.element("nav", .aria(label: label)) { html in
            html.element("ul") { html in
                for (path, title, current) in items.compactMap(link) {
                    html.element("li") { html in html.element("a", .href(path), .aria(current: current), text: title) }
                }
            }
        }
    }
}
