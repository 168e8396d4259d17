import DotationAccounts
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import HTTPTypes
import Spreadsheet
import StoreTestSupport
import Testing

@testable import DotationsEspaceClient

/// An edited sheet from the browser to the store: sent, looked at, carried out or given up.
@Suite struct ImportPageTests {
    private static let page = "/commandes/2800886/import"

    @Test("What changes is shown, and nothing changes before it is confirmed")
    func importing() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.state()
        let (path, page) = try await browser.preview(
            pages.sheet([2: ("nouveau@exemple.fr", nil), 3: (nil, "0622222222")]), named: "corrigé.csv", in: Self.page)
        #expect(page.status == 200 && page.shown.contains("2 modifications, 2 e-mails, 8 lignes inchangées"))
        #expect(page.shown.contains("personne2@yopmail.com") && page.shown.contains("nouveau@exemple.fr"))
        #expect(try await browser.get(path + "?vue=e-mails").shown.contains("E-mails qui partiront (2)"))
        #expect(try pages.state() == before)
        // It is found again, by who made it.
        let list = try await browser.get("/imports")
        #expect(
            list.shown.contains("Vos aperçus en attente") && list.text.contains("href=\"\(path)\"") && list.shown.contains("corrigé.csv"))
        #expect(try await !pages.browser("gil").get("/imports").shown.contains("en attente"))
        let fingerprint = try #require(page.field("plan"))
        #expect(try await browser.post(path + "/appliquer", ["plan": fingerprint]).location == path + "?fait=applique")
        let done = try await browser.get(path + "?fait=applique").shown
        for words in [
            "C’est fait.", "Les e-mails partent", "Voir les dotations de la commande N° 2 800 886", "Suivre les e-mails",
        ] {
            #expect(done.contains(words), "\(words)")
        }
        #expect(!done.contains("Déjà appliqué"))
        #expect(try pages.dotation(2).contact.email == "nouveau@exemple.fr" && pages.dotation(3).contact.mobile == "0622222222")
        #expect(try pages.jobCount == 2)
        let operations = try pages.client.operations()
        let operation = try #require(operations.first)
        #expect(operation.kind == .import && operation.context.user == "alice@exemple.fr" && operation.file?.name == "corrigé.csv")
        // Pressed twice, and back to the page that was shown before.
        #expect(try await browser.post(path + "/appliquer", ["plan": fingerprint]).location == path)
        let after = try await browser.get(path)
        #expect(after.shown.contains("Déjà appliqué le") && after.field("plan") == nil)
        #expect(try await !browser.get("/imports").shown.contains("en attente"))
        #expect(try pages.jobCount == 2 && pages.client.operations() == operations)
    }

    @Test("A file with a password is asked for it where it is, and its refused rows have the same")
    func protectedFile() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let password = "Été à la mer"
        var workbook = WorkbookWriter(options: .init(password: password))
        var sheet = try workbook.addSheet(.init("Dotations"))
        let table = try pages.sheet([2: ("nouveau@exemple.fr", nil), 4: (nil, "12")])
        for line in String(decoding: table, as: UTF8.self).split(separator: "\r\n") {
            try sheet.beginRow()
            for cell in line.split(separator: ";", omittingEmptySubsequences: false) { try sheet.appendText(String(cell)) }
        }
        let sent = try await browser.upload(Self.page, "corrigé.xlsx", workbook.finish())
        let asking = try #require(sent.location)
        #expect(sent.status == 303 && asking.hasSuffix("/mot-de-passe"))
        let form = try await browser.get(asking)
        #expect(form.status == 200 && form.shown.contains("Mot de passe du fichier") && form.shown.contains("corrigé.xlsx"))
        let wrong = try await browser.post(asking, ["password": "été à la mer"])
        #expect(wrong.status == 422 && wrong.shown.contains("le mot de passe n’ouvre pas le classeur"))
        #expect(!wrong.text.contains("été à la mer"))
        #expect(try await browser.post(asking, ["password": ""]).status == 422)
        // Nobody else is asked for it.
        #expect(try await pages.browser("gil").get(asking).status == 404)
        let opened = try await browser.post(asking, ["password": password])
        let path = try #require(opened.location)
        #expect(opened.status == 303 && asking == path + "/mot-de-passe")
        let page = try await browser.get(path)
        #expect(page.shown.contains("1 modification, 1 e-mail, 1 ligne refusée") && !page.text.contains(password))
        let refused = try await browser.post(path + "/refus").bytes
        #expect { try SheetFile(bytes: refused) } throws: { ($0 as? SpreadsheetError)?.code == .encrypted }
        #expect(try SheetFile(bytes: refused, password: password).format == .xlsx)
        // It is not asked for again.
        let again = try await browser.post(path + "/corriger", ["page": "1", "telephone-6": "0611111114"])
        #expect(again.location == path + "?fait=saisie")
        let fingerprint = try #require(try await browser.get(path).field("plan"))
        #expect(try await browser.post(path + "/appliquer", ["plan": fingerprint]).location == path + "?fait=applique")
        #expect(try pages.dotation(2).contact.email == "nouveau@exemple.fr")
        #expect(try await browser.get(asking).location == path)
        #expect(try await browser.post(path + "/corriger", ["page": "1", "telephone-6": "0611111115"]).location == path)
    }

    @Test("A store that is busy loses nothing of what was sent, and nothing is carried out in part")
    func busyStore() async throws {
        let pages = try Pages()
        let folder = pages.folder
        let program = folder.appendingPathComponent("busy")
        let busy = folder.appendingPathComponent("is-busy")
        let script = """
            #!/bin/sh
            [ -e '\(busy.path)' ] || exec '\(Pages.executable)' "$@"
            cat > /dev/null
            printf '{"storeFault":{"code":"%s"}}' "$(cat '\(busy.path)')"
            """
        try Data(script.utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        try Data("store.locked".utf8).write(to: busy)
        let espace = EspaceClient(
            store: pages.store, settings: .init(origin: Browser.origin, executable: program.path), clock: pages.clock)
        let browser = Browser(espace)
        try await pages.signIn(browser)
        let before = try pages.state()
        let sent = try await browser.upload(Self.page, "corrigé.csv", pages.sheet([2: ("nouveau@exemple.fr", nil)]))
        #expect(sent.status == 503 && sent.headers[.retryAfter] == "10" && sent.shown.contains("Le serveur est occupé"))
        #expect(espace.metrics.prometheus.contains("dotations_web_store_locked_total 1\n"))
        let path = try #require(sent.text.firstMatch(of: /\/apercus\/[a-z0-9]{26}/).map { String($0.0) })
        let waiting = try await browser.get(path)
        #expect(waiting.status == 200 && waiting.shown.contains("corrigé.csv") && waiting.shown.contains("n’a pas encore été étudié"))
        #expect(try await browser.post(path + "/etudier").status == 503)
        // What is wrong with the file is not for who asks.
        try Data("store.full".utf8).write(to: busy)
        let full = try await browser.post(path + "/etudier")
        #expect(full.status == 507 && full.shown.contains("Le disque du serveur est plein") && !full.shown.contains("sqlite"))
        try Data("store.damaged".utf8).write(to: busy)
        let damaged = try await browser.post(path + "/etudier")
        #expect(damaged.status == 500 && damaged.shown.contains("donnez à l’exploitant le numéro") && !damaged.shown.contains("sqlite"))
        try FileManager.default.removeItem(at: busy)
        #expect(try await browser.post(path + "/etudier").location == path)
        let page = try await browser.get(path)
        #expect(page.shown.contains("1 modification, 1 e-mail"))
        #expect(try await browser.post(path + "/etudier").location == path)
        let fields = ["plan": try #require(page.field("plan"))]
        try Data("store.locked".utf8).write(to: busy)
        #expect(try await browser.post(path + "/appliquer", fields).status == 503)
        #expect(try pages.state() == before && pages.jobCount == 0)
        try FileManager.default.removeItem(at: busy)
        #expect(try await browser.post(path + "/appliquer", fields).location == path + "?fait=applique")
        #expect(try pages.jobCount == 1)
    }

    @Test("What is given up is gone, and only who sent it sees it")
    func abandoning() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let other = try await pages.browser("gil")
        let (path, _) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
        #expect(try await other.get(path).status == 404)
        // The same person in another browser has another key.
        #expect(try await pages.browser().get(path).status == 404)
        #expect(try await browser.post(path + "/abandonner").location == "/commandes/2800886/dotations")
        #expect(try await browser.get(path).status == 404)
        #expect(try pages.jobCount == 0)
    }

    @Test("Where somebody was faster the page says what is different, and asks again")
    func moved() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, page) = try await browser.preview(
            pages.sheet([2: ("nouveau@exemple.fr", nil), 3: (nil, "0622222222")]), named: "corrigé.csv", in: Self.page)
        let activation = try pages.espace.installation.application(.first).setStatus(.activated, of: [pages.ids[3]])
        _ = try activation.carryOut { proposal, _ in try proposal.approval() }
        let answer = try await browser.post(path + "/appliquer", ["plan": try #require(page.field("plan"))])
        #expect(answer.status == 409 && answer.shown.contains("Entre-temps, des données ont changé"))
        #expect(answer.shown.contains("dotation \(pages.ids[3])") && answer.shown.contains("1 modification, 1 e-mail, 1 ligne refusée"))
        #expect(try pages.jobCount == 0)
        #expect(try await browser.get(path + "?vue=refus").shown.contains("dotation \(pages.ids[3]), NOM3 Zoé, matricule 003"))
        #expect(
            try await browser.post(path + "/appliquer", ["plan": try #require(answer.field("plan"))]).location == path + "?fait=applique")
        #expect(try pages.dotation(2).contact.email == "nouveau@exemple.fr" && pages.jobCount == 1)
    }

    @Test("An unusual plan wants its number typed")
    func unusual() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        // The column of numbers was sorted by itself.
        let mobiles = try pages.ids.indices.map { try pages.dotation($0).contact.mobile }
        let changes = Dictionary(uniqueKeysWithValues: (1..<10).map { ($0, (email: String?.none, mobile: String?.some(mobiles[10 - $0]))) })
        let (path, page) = try await browser.preview(pages.sheet(changes), named: "corrigé.csv", in: Self.page)
        #expect(page.shown.contains("la colonne a-t-elle été triée seule ou décalée"))
        let fingerprint = try #require(page.field("plan"))
        for number in ["", "3", "oui"] {
            let answer = try await browser.post(path + "/appliquer", ["plan": fingerprint, "nombre": number])
            #expect(answer.status == 422 && answer.shown.contains("Erreur"), "\(number)")
        }
        #expect(try pages.jobCount == 0)
        #expect(try await browser.post(path + "/appliquer", ["plan": fingerprint, "nombre": " 8 "]).location == path + "?fait=applique")
        #expect(try pages.jobCount == 8)
    }

    @Test("A file that is none is refused in words, and nothing of it is kept")
    func wrongFiles() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        for (name, bytes) in [
            ("photo.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]), ("vide.xlsx", []), ("autre.csv", Array("a;b\r\n1;2\r\n".utf8)),
            ("coupé.xlsx", Array("PK\u{3}\u{4}".utf8)),
        ] as [(String, [UInt8])] {
            let answer = try await browser.upload(Self.page, name, bytes)
            #expect(answer.status == 422 && answer.shown.contains("Erreur"), "\(name): \(answer.shown)")
        }
        #expect(try await browser.upload(Self.page, "x.csv", [UInt8](repeating: 65, count: Upload.limit + 1)).status == 413)
        let large = try await browser.upload(Self.page, "x.csv", [UInt8](repeating: 65, count: Upload.limit + 1))
        #expect(large.text.contains("<a href=\"\(Self.page)\">Revenir à la page et recommencer"))
        #expect(try pages.keptParts == 0)
        browser.token = "x"
        #expect(try await browser.upload(Self.page, "x.csv", pages.sheet([:])).status == 403)
        #expect(try pages.keptParts == 0)
    }

    @Test("A process that is lost takes nothing with it")
    func lostProcess() async throws {
        // As the server does: what it writes to a process that has ended is an error, and no signal.
        signal(SIGPIPE, SIG_IGN)
        let pages = try Pages()
        let browser = Browser(
            EspaceClient(store: pages.store, settings: .init(origin: Browser.origin, executable: "/bin/false"), clock: pages.clock))
        try await pages.signIn(browser)
        let answer = try await browser.upload(Self.page, "x.csv", pages.sheet([:]))
        #expect(answer.status == 422 && answer.shown.contains("Fichier trop exigeant"))
        #expect(try await browser.get("/").status == 200)
        #expect(try pages.keptParts == 0)
    }

    @Test("A file with more rows, or more columns, than are read is refused in words, and the next one is read")
    func tooManyRows() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let title = "Identifiant dotation;Adresse Mail;Téléphone\r\n"
        let long = title + String(repeating: "1;a@b.fr;\r\n", count: 100_000)
        let wide = title + "1" + String(repeating: ";x", count: 256) + "\r\n"
        // More often than processes run at once: each gives its place back.
        for (file, words) in [(long, "lignes sont refusées"), (wide, "256"), (long, "lignes sont refusées")] {
            let answer = try await browser.upload(Self.page, "x.csv", Array(file.utf8))
            #expect(answer.status == 422 && answer.shown.contains(words), "\(answer.shown)")
        }
        #expect(try pages.keptParts == 0)
        let (_, page) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
        #expect(page.status == 200)
    }

    #if os(Linux)
        /// A browser of pages whose plans are made by a program: the lines, then the planner.
        private func browser(_ pages: Pages, planningBy lines: String) async throws -> Browser {
            let program = pages.folder.appendingPathComponent(
                "planner")
            try Data("#!/bin/sh\n\(lines)\nexec '\(Pages.executable)' \"$@\"\n".utf8).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            let browser = Browser(
                EspaceClient(store: pages.store, settings: .init(origin: Browser.origin, executable: program.path), clock: pages.clock))
            try await pages.signIn(browser)
            return browser
        }

        @Test("A file that takes more memory than a process may have ends that process alone")
        func memoryExhausted() async throws {
            signal(SIGPIPE, SIG_IGN)
            let pages = try Pages()
            // Twenty megabytes more than a process has that was not told anything yet. The file alone is as large.
            let limit = try await IdlePlanner().addressSpace() + 20 << 10
            let browser = try await browser(pages, planningBy: "ulimit -v \(limit)")
            let row = ";" + String(repeating: "x", count: 190) + ";\r\n"
            let rows = (1...99_000).reduce(into: "Identifiant dotation;Adresse Mail;Téléphone\r\n") { $0 += "\($1)" + row }
            let before = try pages.state()
            // More often than processes run at once: each gives its place back.
            for _ in 1...3 {
                let answer = try await browser.upload(Self.page, "x.csv", Array(rows.utf8))
                #expect(answer.status == 422 && answer.shown.contains("Fichier trop exigeant"), "\(answer.shown)")
            }
            #expect(try pages.state() == before && pages.keptParts == 0)
            // A process with the same limit reads what is no more than usual.
            let (_, page) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
            #expect(page.status == 200)
        }

        @Test("A process that takes more time than it may have ends alone")
        func timeExhausted() async throws {
            signal(SIGPIPE, SIG_IGN)
            let pages = try Pages()
            let isBusy = pages.folder.appendingPathComponent("busy").path
            let browser = try await browser(pages, planningBy: "ulimit -t 1\nwhile [ -e '\(isBusy)' ]; do :; done")
            try Data().write(to: URL(fileURLWithPath: isBusy))
            let before = try pages.state()
            // More often than processes run at once: each gives its place back.
            for _ in 1...3 {
                let answer = try await browser.upload(Self.page, "x.csv", pages.sheet([:]))
                #expect(answer.status == 422 && answer.shown.contains("Fichier trop exigeant"), "\(answer.shown)")
            }
            #expect(try pages.state() == before && pages.keptParts == 0)
            try FileManager.default.removeItem(atPath: isBusy)
            let (_, page) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
            #expect(page.status == 200)
        }
    #endif

    @Test("Where nobody can say whether a plan was carried out, the page says so, and the same button tells")
    func lostApplication() async throws {
        signal(SIGPIPE, SIG_IGN)
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, page) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
        let fields = ["plan": try #require(page.field("plan"))]
        let lost = Browser(
            EspaceClient(store: pages.store, settings: .init(origin: Browser.origin, executable: "/bin/false"), clock: pages.clock),
            with: browser)
        let answer = try await lost.post(path + "/appliquer", fields)
        #expect(answer.status == 500 && answer.shown.contains("nous ne savons pas si elle a abouti"))
        #expect(try pages.jobCount == 0)
        #expect(try await browser.post(path + "/appliquer", fields).status == 303)
        #expect(try pages.jobCount == 1)
    }

    @Test("An undo is shown first as well")
    func undoing() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, page) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
        _ = try await browser.post(path + "/appliquer", ["plan": try #require(page.field("plan"))])
        let operation = try #require(try pages.client.operations().first)
        #expect(try await browser.get("/imports").shown.contains("corrigé.csv"))
        let undo = try await browser.post("/imports/\(operation.id)/annuler")
        let undoPath = try #require(undo.location)
        let undoPage = try await browser.get(undoPath)
        #expect(undoPage.shown.contains("Annulation de l’import \(operation.id)") && undoPage.shown.contains("1 e-mail en attente annulé"))
        #expect(
            try await browser.post(undoPath + "/appliquer", ["plan": try #require(undoPage.field("plan"))]).location == undoPath
                + "?fait=applique")
        #expect(try pages.dotation(2).contact.email == "personne2@yopmail.com")
        // What is undone already has nothing left to undo.
        #expect(try await browser.post("/imports/\(operation.id)/annuler").status == 422)
        // It is offered for the undo alone, until that is undone.
        let list = try await browser.get("/imports").text
        let revert = try #require(try pages.client.operations().first)
        #expect(list.contains("/imports/\(revert.id)/annuler") && !list.contains("/imports/\(operation.id)/annuler"))
        let back = try #require(try await browser.post("/imports/\(revert.id)/annuler").location)
        let plan = try #require(try await browser.get(back).field("plan"))
        #expect(try await browser.post(back + "/appliquer", ["plan": plan]).status == 303)
        let again = try await browser.get("/imports").text
        #expect(!again.contains("/imports/\(revert.id)/annuler") && again.contains("/imports/\(operation.id)/annuler"))
    }

    @Test("A file that comes when the session has ended leads to signing in, and from there to where it is chosen again")
    func late() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let file = try pages.sheet([2: ("nouveau@exemple.fr", nil)])
        pages.wait(31 * 60)
        let answer = try await browser.upload(Self.page, "x.csv", file)
        #expect(answer.status == 303 && answer.location == "/connexion?motif=fichier&suite=\(Path.encoded(Self.page + "?motif=fichier"))")
        #expect(try pages.keptParts == 0)
        let signIn = try await browser.get(try #require(answer.location))
        let form = try #require(signIn.field("suite"))
        #expect(signIn.shown.contains("choisissez-le de nouveau") && form == Self.page + "?motif=fichier")
        try await pages.signIn(browser)
        #expect(try await browser.get(form).shown.contains("Choisissez-le de nouveau"))
        for route in EspaceClient.routes where route.takesFile {
            #expect(EspaceClient.routes.contains { $0.method == .get && $0.path == route.path }, "\(route.path)")
        }
    }

    @Test("A preview outlives a session, is read by nobody without the browser's key, and is gone after two hours")
    func lifetime() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, page) = try await browser.preview(pages.sheet([2: ("nouveau@exemple.fr", nil)]), named: "corrigé.csv", in: Self.page)
        for text in ["nouveau@exemple.fr", "corrigé.csv"] where TestServer.isAbsent { #expect(try !pages.storeContains(text)) }
        pages.wait(31 * 60)
        #expect(try await browser.get(path).status == 303)
        try await pages.signIn(browser)
        let again = try await browser.get(path)
        #expect(again.shown.contains("nouveau@exemple.fr") && again.field("plan") == page.field("plan"))
        pages.wait(90 * 60)
        try await pages.signIn(browser)
        #expect(try await browser.get(path).status == 404)
        _ = try await browser.preview(pages.sheet([:]), named: "corrigé.csv", in: Self.page)
        #expect(
            try pages.client.preview(try #require(Preview.ID(path.dropFirst("/apercus/".count))), of: pages.user("alice"), at: .distantPast)
                == nil)
    }
}
