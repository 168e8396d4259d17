import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import DotationsEspaceClient

/// Each address of the pages, held against everybody who may not have it. The list is the program's own.
@Suite struct RouteTests {
    /// An address of the route for the data that there is.
    private func path(_ route: Route, _ pages: Pages) -> String {
        route.path.replacing("{commande}", with: "2800886").replacing("{dotation}", with: "\(pages.ids[3])")
            .replacing("{jeton}", with: "0123456789abcdefghjkmnpqrs").replacing("{evenement}", with: "1")
            .replacing("{beneficiaire}", with: "1").replacing("{vente}", with: "1").replacing("{operation}", with: "999")
            .replacing("{email}", with: "1").replacing("{apercu}", with: "0123456789abcdefghjkmnpqrs")
            .replacing("{personne}", with: "2")
    }

    private func call(_ browser: Browser, _ route: Route, _ path: String, headers: HTTPFields? = nil) async throws -> Browser.Answer {
        route.method == .get
            ? try await browser.get(path)
            : try await browser.post(path, ["email": "x@exemple.fr"], headers: headers ?? [.secFetchSite: "same-origin"])
    }

    @Test func `a client that has nothing yet has every page, and none of them fails`() async throws {
        let pages = try Pages()
        let empty = try pages.store.addClient(#require(Client.Code("VIDE")), name: "Vide", at: pages.now)
        let email = try EmailAddress.parse("zoe@exemple.fr")
        try empty.addMember(email, name: "Zoé", as: .administration, context: pages.context)
        try pages.espace.installation.setPassword(Pages.password, of: email)
        let browser = Browser(pages.espace)
        try await pages.signIn(browser, "zoe", at: "VIDE")
        for route in EspaceClient.routes where route.method == .get {
            let answer = try await browser.get(path(route, pages))
            #expect([200, 303, 404].contains(answer.status), "\(route.path): \(answer.status)")
            #expect(answer.status == 200 || route.path.contains("{") || route.path.hasPrefix("/connexion"), "\(route.path)")
        }
        for path in ["/evenements/classeur", "/beneficiaires/classeur", "/ventes/classeur", "/ventes/export"] {
            #expect([200, 303, 422].contains(try await browser.post(path).status), "\(path)")
        }
    }

    @Test func `nobody who has not signed in sees or does anything`() async throws {
        let pages = try Pages()
        let before = try pages.state()
        for route in EspaceClient.routes where route.access != .anyone {
            let browser = Browser(pages.espace)
            _ = try await browser.get("/connexion")
            let answer = try await call(browser, route, path(route, pages))
            #expect(answer.status == 303 && answer.location?.hasPrefix("/connexion") == true, "\(route.method) \(route.path)")
            #expect(!answer.textWithoutTokens.contains("NOM") && !answer.text.contains("yopmail"))
        }
        #expect(try pages.state() == before)
    }

    @Test func `what another site sends, or a form without its token, does nothing`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.state()
        for route in EspaceClient.routes where route.method != .get {
            for headers: HTTPFields in [
                [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.secFetchSite: "none"], [.origin: "https://mal.exemple.fr"],
                [.origin: "null"], [:],
            ] {
                #expect(try await call(browser, route, path(route, pages), headers: headers).status == 403, "\(route.path) \(headers)")
            }
            let right = browser.token
            for token in ["", "x", String(right.reversed()), right + "0"] {
                browser.token = token
                #expect(try await call(browser, route, path(route, pages)).status == 403, "\(route.path)")
            }
            browser.token = right
        }
        #expect(try pages.state() == before)
        #expect(try await browser.get("/").status == 200)
    }

    @Test(arguments: [("lea", Role.lecture), ("gil", .gestion)])
    func `a role has just what it allows`(name: String, role: Role) async throws {
        let pages = try Pages()
        let browser = try await pages.browser(name)
        for route in EspaceClient.routes {
            guard case .permitted(let permission) = route.access, !role.allows(permission) else { continue }
            let before = try pages.state()
            let answer = try await call(browser, route, path(route, pages))
            #expect(answer.status == 403 && answer.shown.contains("Votre rôle"), "\(route.path)")
            #expect(try pages.state() == before)
        }
    }

    @Test(arguments: [("lea", Role.lecture), ("gil", .gestion), ("alice", .administration)])
    func `an address asks for what its use cases ask for`(name: String, role: Role) async throws {
        let pages = try Pages()
        let browser = try await pages.browser(name)
        for route in EspaceClient.routes {
            guard case .permitted(let permission) = route.access, role.allows(permission) else { continue }
            let answer = try await call(browser, route, path(route, pages))
            #expect(!answer.shown.contains("Votre rôle"), "\(route.path)")
        }
    }

    /// What only the other client has, by the name in addresses. What both have a number of would be one's own.
    private func foreign(_ pages: Pages, through espace: EspaceClient) async throws -> [String: String] {
        let browser = Browser(espace)
        try pages.other.addMember(EmailAddress.parse("zoe@exemple.fr"), name: "Zoé", as: .administration, context: pages.context)
        try espace.installation.setPassword(Pages.password, of: EmailAddress.parse("zoe@exemple.fr"))
        try await pages.signIn(browser, "zoe", at: "AUTRE")
        let order = try #require(OrderNumber("2848730"))
        let all = try pages.other.createOrder(
            Order(number: order, date: #require(CalendarDate("2020-08-21")), isPaid: true),
            dotations: (0..<15).map {
                NewDotation(
                    matricule: "B\($0)", lastName: "NOMB\($0)", firstName: "Zoé",
                    contact: Contact(email: "b\($0)@yopmail.com", mobile: "061111112\($0 % 10)"), amount: Euros(cents: 5_000),
                    status: .awaitingActivation)
            }, context: pages.context)
        let ids = try all.filter { try pages.client.dotations([$0]).isEmpty }
        let sheet = "Identifiant dotation;Adresse Mail\r\n\(ids[1]);nouvelle@exemple.fr\r\n"
        let preview = try await browser.upload("/commandes/\(order)/import", "a.csv", Array(sheet.utf8)).location
        let resend = try espace.installation.application(Client.Code("AUTRE")).resend(.all)
        _ = try resend.carryOut { proposal, _ in try proposal.approval(typedCount: proposal.plan.changeCount) }
        func last(_ client: ClientStore) throws -> Int { try client.operations(limit: 1).first?.id.rawValue ?? 0 }
        while try last(pages.other) <= last(pages.client) {
            _ = try pages.other.set([.linkDays: "\(last(pages.other))"], context: pages.context)
        }
        _ = try pages.other.markAccountCreated([ids[1]], context: pages.context)
        return [
            "commande": "\(order)", "dotation": "\(ids[1])", "evenement": "4", "beneficiaire": "6", "vente": "4",
            "operation": "\(try #require(pages.other.operations(limit: 1).first).id)", "email": "1",
            "apercu": try #require(preview?.split(separator: "/").last.map(String.init)), "personne": "\(try pages.user("zoe"))",
        ]
    }

    @Test func `no address gives anything of another client, or does anything to it`() async throws {
        let pages = try Pages()
        let foreign = try await foreign(pages, through: pages.espace)
        let browser = try await pages.browser()
        func state() throws -> [String] { try pages.state() + pages.other.members().map { "\($0)" } + ["\(pages.keptParts)"] }
        let before = try state()
        var tried = 0
        for route in EspaceClient.routes where route.access != .anyone {
            let names = route.path.matches(of: /{([a-z]+)}/).map { String($0.1) }
            guard !names.isEmpty else { continue }
            var path = route.path
            for name in names {
                path = path.replacing("{\(name)}", with: try #require(foreign[name], "nothing of the other client for \(route.path)"))
            }
            // One's own order and another's dotation are no more than that.
            let paths = names.count == 1 ? [path] : [path, path.replacing("/\(foreign["commande"] ?? "")/", with: "/2800886/")]
            for path in paths {
                // What every form of these pages has.
                var answer =
                    route.method == .get
                    ? try await browser.get(path)
                    : try await browser.post(
                        path,
                        [
                            "plan": String(repeating: "0", count: 32), "demande": "x", "revision": "0", "email": "x@exemple.fr",
                            "role": "gestion", "nom": "X",
                        ])
                // What was searched for is in the address of the list, which is to be found as little.
                if answer.status == 303, let list = answer.location, list.hasPrefix(path + "?") { answer = try await browser.get(list) }
                #expect(answer.status == 404, "\(route.method) \(path): \(answer.status)")
                for word in ["NOM", "yopmail", "Été", "zoe@", "Autre"] {
                    #expect(!answer.textWithoutTokens.contains(word), "\(path): \(word)")
                }
                tried += 1
            }
        }
        #expect(tried > 35)
        #expect(try state() == before)
    }

    @Test func `another client's and missing are one answer`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        for path in ["/evenements/{}", "/evenements/{}/modifier", "/beneficiaires/{}", "/ventes/{}", "/ventes/{}/annuler"] {
            // What the other client has more of has no number here.
            var texts: Set<String> = []
            for number in ["4", "0", "-1", "x", "99999999999999999999"] {
                let answer = try await browser.get(path.replacing("{}", with: number))
                #expect(answer.status == 404, "\(path) \(number)")
                texts.insert(answer.text)
            }
            #expect(texts.count == 1)
        }
        for path in ["/commandes/{commande}", "/commandes/{commande}/dotations"] {
            let answers = try await [
                browser.get(path.replacing("{commande}", with: "2848729")), browser.get(path.replacing("{commande}", with: "1234567")),
                browser.get(path.replacing("{commande}", with: "x")),
            ]
            #expect(answers.allSatisfy { $0.status == 404 } && Set(answers.map(\.text)).count == 1)
        }
        let foreign = try #require(try pages.other.dotations(of: pages.foreignOrder).first)
        for (order, id) in [
            ("2848729", "\(foreign.id)"), ("2800901", "\(pages.ids[1])"), ("2800886", "99999999"), ("1234567", "\(pages.ids[1])"),
        ] {
            let answer = try await browser.post("/commandes/\(order)/dotations/\(id)", ["revision": "0", "email": "x@exemple.fr"])
            #expect(answer.status == 404, "\(order) \(id)")
        }
    }

    @Test func `each link of a page leads to a page`() async throws {
        let pages = try Pages()
        _ = try pages.client.markAccountCreated([pages.ids[3]], context: pages.context)
        let browser = try await pages.browser()
        var (waiting, seen) = (["/"], Set<String>())
        while let path = waiting.popLast() {
            guard seen.insert(path).inserted else { continue }
            let answer = try await browser.get(path)
            #expect(answer.status == 200, "\(path)")
            for link in answer.text.matches(of: /href="([^"]*)"/) {
                let target = String(link.1.prefix { $0 != "#" }).replacing("&amp;", with: "&")
                if target.hasPrefix("/"), !target.contains("tri=") { waiting.append(target) }
            }
        }
        #expect(seen.contains("/aide") && seen.contains("/commandes/2800886/dotations"))
        #expect(seen.isSuperset(of: ["/evenements/1/modifier", "/beneficiaires/2", "/ventes/1/annuler", "/commandes/nouvelle"]))
    }

    @Test func `each answer says how a browser is to take it`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        var answers = [try await browser.get("/rien"), try await browser.get(Asset.style.path), try await browser.get(Asset.module.path)]
        for route in EspaceClient.routes { answers.append(try await call(browser, route, path(route, pages))) }
        for answer in answers {
            #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff" && answer.headers[.strictTransportSecurity] != nil)
        }
        for answer in answers.dropFirst(3) { #expect(answer.headers[.cacheControl] == "no-store") }
        #expect(answers[0].status == 404 && answers[1].status == 200 && answers[1].headers[.cacheControl]?.contains("immutable") == true)
    }

    @Test func `an address that is asked for in another way says which ways there are`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.state()
        for route in EspaceClient.routes {
            let path = path(route, pages)
            let known = Set(EspaceClient.methods(at: path))
            #expect(known.contains(route.method) && known.contains(.head) == known.contains(.get))
            for name in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "INVENTE"] {
                let method = try #require(HTTPRequest.Method(name))
                guard !known.contains(method) else { continue }
                let answer = try await browser.request(method, path, headers: [.secFetchSite: "same-origin"], body: [])
                #expect(answer.status == 405, "\(name) \(path)")
                #expect(Set(answer.headers[.allow]?.components(separatedBy: ", ") ?? []) == Set(known.map(\.rawValue)))
                #expect(answer.headers[.contentSecurityPolicy] != nil && answer.text.isEmpty == (method == .head))
            }
        }
        let below = try await browser.get("/apercus/12/appliquer")
        #expect(below.status == 405 && below.text.contains("<a href=\"/apercus/12\">"))
        #expect(try await browser.request(.delete, "/rien", headers: [:], body: []).status == 404)
        #expect(try pages.state() == before)
    }

    @Test(arguments: [
        (["192.0.2.9"], "192.0.2.9"), (["198.51.100.4, 192.0.2.9"], "192.0.2.9"), (["198.51.100.4", "192.0.2.9"], "192.0.2.9"),
        (["192.0.2.9, 10.0.0.2"], "192.0.2.9"), (["2001:DB8:0::7"], "2001:db8::7"), (["::ffff:192.0.2.9"], "192.0.2.9"),
        ([], "10.0.0.1"), (["quelqu'un"], "10.0.0.1"), (["192.0.2.9, ,"], "10.0.0.1"), (["10.0.0.2"], "10.0.0.1"),
    ])
    func `a proxy is believed where a request came from, and nobody else`(headers: [String], address: String) throws {
        let settings = EspaceClient.Settings(origin: Browser.origin, executable: Pages.executable, proxies: ["10.0.0.1", "10.0.0.2"])
        var fields = HTTPFields()
        for header in headers { fields.append(HTTPField(name: .xForwardedFor, value: header)) }
        let head = HTTPRequest(method: .get, scheme: "https", authority: "espace.exemple.fr", path: "/", headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        #expect(settings.address(of: request, on: "10.0.0.1") == address)
        #expect(settings.address(of: request, on: "203.0.113.5") == "203.0.113.5")
    }

    @Test func `a form that is none, or too long, is told so`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let headers: HTTPFields = [.secFetchSite: "same-origin", .contentType: "application/x-www-form-urlencoded"]
        for (body, status) in [
            ("a=%zz", 400), ("a=%", 400), ("a=%FF", 400), (String(repeating: "a", count: PageServer.formLimit + 1), 413),
        ] {
            let answer = try await browser.request(.post, "/recherche", headers: headers, body: Array(body.utf8))
            #expect(answer.status == status && answer.shown.contains("Erreur"), "\(body.prefix(10))")
        }
        let json = try await browser.request(
            .post, "/recherche", headers: [.secFetchSite: "same-origin", .contentType: "application/json"], body: Array("{}".utf8))
        #expect(json.status == 415)
    }
}
