import ArgumentParser
import DotationAccounts
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import Foundation
import Spreadsheet
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationsApplication
@testable import DotationsCLI

/// `docs/json.md` against the documents that the commands write: each key stands on the page with its type, and each key of the page in a document.
@Suite(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) struct JSONPageTests {
    /// What a key holds, under its path: `changed[].email.old`.
    private typealias Keys = [String: Set<String>]

    /// Lines of shell, of which each writes documents. Together they show every key.
    private static let lines = [
        "sheet info commande_2800886.csv --count --json", "sheet info nommé.xlsx --count --json",
        "sheet info guillemets.csv --count --allow-stray-quotes --json",
        "sheet convert guillemets.csv b.csv --allow-stray-quotes --json",
        "sheet dump commande_2800886.csv --json", "sheet convert commande_2800886.csv a.xlsx --json",
        "sheet set a.xlsx c.xlsx A1=x --json",
        "jobs send --settings envoi.conf --json", "jobs retry 1 99 --json", "orders list --json",
        "orders show 2800886 --export details.xlsx --json", "export 2800886 -o export.xlsx --json",
        "search --json", "search --export trouve.xlsx --json",
        "import '\(Folder.corrected)' --dry-run --json", "import '\(Folder.wrong)' --dry-run --json",
        "import tous.csv --order 2800886 --dry-run --json",
        "import '\(Folder.corrected)' --yes --json", "imports list --json", "imports list --all --json", "imports show 8 --json",
        "jobs list --json", "jobs export --json", "imports revert 8 --dry-run --json",
        "edit 11843511 --telephone 0698765432 --json", "status set 11843513 activé --json", "status account-created 11843514 --json",
        "status import portail.csv --dry-run --json", "imports show 10 --json",
        "resend 11843511 11843513 --dry-run --json", "resend --all --dry-run --json", "jobs cancel 2 99 --json",
        "jobs cancel --import 8 --json", "jobs bounces retours.mbox --json",
        "jobs verify-link abc --settings envoi.conf --json",
        "jobs preview 4 --settings envoi.conf --json", "orders pay 2800901 --json", "orders unpay 2800901 --dry-run --json",
        "orders cancel 2800901 --yes --json", "orders show 2800901 --json", "orders list --json", "purge --dry-run --json", "doctor --json",
        "orders create sans.csv --number 2800903 --date 2020-08-25 --json",
        "orders create refus.csv --number 2800904 --date 2020-08-25 --json",
        "orders create sans.csv --number 2800903 --date 2020-08-25 --yes --json",
        "events template modele.xlsx --json", "events load ventes/trois_tranches.xlsx --json",
        "events load ventes/trois_tranches.xlsx --yes --json", "events load fautif.xlsx --dry-run --json",
        "events load suite.xlsx --yes --json",
        "imports show $(\"$dotations\" imports list --all --json | grep -o '\"id\":[0-9]*' | head -n 1 | cut -d: -f2) --json",
        "events load Bénéficiaires.csv --allow-stray-quotes --dry-run --json",
        "events withdraw Vide --json", "events withdraw Vide --yes --json", "events list --json", "events show Suite --json",
        "events show Vide --json", "events show 'chèques-vacances 2025 tranche 2' --people --json",
        "sales template feuille.xlsx --json", "sales import ventes/ventes.xlsx --dry-run --json",
        "sales import ventes/ventes.xlsx --yes --json",
        "sales add --session 'Bon de 100' --matricule 001 --email a@exemple.fr --telephone 0639980001 --date 2026-01-05 --json",
        "sales add --session 'Bon de 100' --matricule 002 --email b@exemple.fr --telephone 0639980002 --date 2026-01-05 --json",
        "sales import changements.csv --dry-run --json", "sales cancel 1 99 --dry-run --json", "sales refund 2 --yes --json",
        "sales list --json", "sales reconcile paiements.csv --allow-stray-quotes --json", "sales export -o connect.xlsx --json",
        "orders create connect.xlsx --number 2900001 --date 2025-05-05 --json", "sales list --json", "sales list --export v.csv --json",
        "clients add duo --name 'CSE Duo' --json", "clients list --json", "clients set duo mail.sender-name=Duo --json",
        "clients show duo --json", "clients rename duo --to trio --json", "clients export trio -o trio.sqlite --json",
        "clients erase trio --dry-run --json", "clients erase trio --confirm 2 --json",
        "users add alice@exemple.fr --name Alice --role gestion --json", "users role alice@exemple.fr lecture --json",
        "users invite alice@exemple.fr --settings pages.conf --json",
        "users password alice@exemple.fr --password-file - --json < phrase", "users disable alice@exemple.fr --json",
        "users disable alice@exemple.fr --enable --json", "users list --json", "users list --client cse --json",
        "users authenticator alice@exemple.fr --json",
        "users sessions bob@exemple.fr --json", "database copy dotations.sqlite copie.sqlite --json",
    ]

    private static func folder() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.write("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@exemple.fr;0639980001;10\n", to: "neuf.csv")
        try folder.done(["orders", "create", "neuf.csv", "--number", "2800901", "--date", "2020-08-25"])
        var lines = try folder.text("commande_2800886.csv").split(whereSeparator: \.isNewline).map(String.init)
        lines[1] = lines[1].replacing("PRODUCTION", with: "inconnu")
        lines[2] = lines[2].replacing("PRODUCTION", with: "activé").replacing("TEST", with: "AUTRE")
        try folder.write((lines + [lines[3], "TOTAL;;;;;;;"]).joined(separator: "\n"), to: "portail.csv")
        let ids = lines.dropFirst().map { $0.prefix { $0 != ";" } }
        let rows = ids.enumerated().map { "\($1);personne\($0)@exemple.fr" }
        try folder.write("Identifiant dotation;Adresse Mail\n" + rows.joined(separator: "\n"), to: "tous.csv")
        try folder.done(["resend", "11843511"])
        try folder.sql("UPDATE jobs SET state = 'failed', outcome = 'gave-up', finished_at = created_at")
        try folder.write("web.origin = https://espace.exemple.fr\n", to: "pages.conf")
        try folder.write("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@exemple;0639980001;20000\n", to: "sans.csv")
        try folder.write("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@exemple.fr;0639980001;0\n", to: "refus.csv")
        try folder.writeEvents()
        try folder.write("a;b\n1;12\" de haut\n", to: "guillemets.csv")
        try folder.write("Matricule;Nom;Prénom\n001;A \"B\";C\n", to: "Bénéficiaires.csv")
        try folder.write(
            "smtp.host = 127.0.0.1\nsmtp.security = none\nmail.from = CSE <cse@example.fr>\nlink.base = https://activer.example.fr/\n",
            to: "envoi.conf")
        try folder.write("cinq mots de passe au hasard\n", to: "phrase")
        try folder.addSession()
        var writer = try WorkbookWriter(path: folder.url("nommé.xlsx").path)
        writer.definedNames = [DefinedName("Zone", formula: "Feuil1!$A$1")]
        writer.properties.title = "Titre"
        writer.properties.custom = [.init("Export", .text("a"))]
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.append([.number(1)])
        try writer.finish()
        return folder
    }

    @Test func `each command's documents have the keys of the page, and no others`() throws {
        let sections = try Self.sections()
        let folder = try Self.folder()
        var found: [[String]: Keys] = [:]
        for line in Self.lines {
            if line.hasPrefix("jobs bounces") { try folder.writeBounces() }
            let result = try Command.shell("\"$dotations\" \(line)", in: folder)
            #expect(!result.output.isEmpty, "\(line)\n\(result.errors)")
            let section = sections.keys.first { $0.contains { line.hasPrefix($0 + " ") } } ?? [line]
            for document in result.lines {
                try JSONDecoder().decode(Value.self, from: Data(document.utf8)).collect(into: &found[section, default: [:]])
            }
        }
        // What is about a server alone, where there is one.
        let onServer = ["create", "check", "migrate"].map { ["database \($0)"] }
        if let options = ProcessInfo.processInfo.environment["DOTATIONS_POSTGRES"] {
            let name = "json_" + UUID().uuidString.lowercased().replacing("-", with: "")
            #expect(try Command.shell("psql 'postgresql:///postgres?\(options)' -c 'CREATE DATABASE \(name)'", in: folder).status == 0)
            for section in onServer {
                let line = "--database 'postgresql:///\(name)?\(options)' \(section[0]) --json"
                for document in try Command.shell("\"$dotations\" \(line)", in: folder).lines {
                    try JSONDecoder().decode(Value.self, from: Data(document.utf8)).collect(into: &found[section, default: [:]])
                }
            }
            #expect(try Command.shell("psql 'postgresql:///postgres?\(options)' -c 'DROP DATABASE \(name)'", in: folder).status == 0)
        }
        for (commands, keys) in sections where commands != ["error"] && (!onServer.contains(commands) || found[commands] != nil) {
            Self.expect(found[commands] ?? [:], toBe: keys, of: commands)
        }
        #expect(found.keys.filter { sections[$0] == nil } == [])
    }

    @Test func `a plan that nobody approves is there for programs, and nothing is done`() throws {
        let folder = try Self.folder()
        try folder.done(["events", "load", "suite.xlsx", "--yes"])
        try folder.done([
            "sales", "add", "--session", "Bon de 100", "--matricule", "001", "--email", "a@exemple.fr", "--telephone", "0639980001",
            "--date",
            "2026-01-05",
        ])
        try folder.done(["edit", "11843511", "--telephone", "0698765432"])
        let operations = try folder.run("imports", "list", "--all", "--json").list("imports")
        let undo = try #require(operations.first { $0["kind"] as? String == "edit" }?["id"] as? Int)
        let lines = [
            "import '\(Folder.corrected)'", "import tous.csv --order 2800886 --yes", "status import portail.csv", "imports revert \(undo)",
            "resend --all",
            "orders cancel 2800901", "events load ventes/trois_tranches.xlsx", "events withdraw Vide", "sales import changements.csv",
            "sales cancel 1", "sales refund 1", "purge --changes-after 0", "orders create sans.csv --number 2800903 --date 2020-08-25",
        ]
        for line in lines {
            let result = try Command.shell("\"$dotations\" \(line) --json", in: folder)
            #expect(result.status == 1 && result.json["status"] as? String == "planned", "\(line)\n\(result.text)\(result.errors)")
            let code = result.error["code"] as? String
            #expect(
                code == ((result.json["confirmations"] as? [Any])?.isEmpty == false ? "confirmation.number" : "confirmation.needed"),
                "\(line)")
            if line.hasPrefix("orders create") {
                #expect((result.json["doubts"] as? [String])?.count == 1)
            } else {
                let dry = try Command.shell("\"$dotations\" \(line.replacing(" --yes", with: "")) --dry-run --json", in: folder)
                #expect(dry.json["fingerprint"] as? String == result.json["fingerprint"] as? String, "\(line)")
            }
        }
        #expect(try folder.run("imports", "list", "--all", "--json").list("imports").count == operations.count)
    }

    @Test func `an error has the keys of the page`() throws {
        var error = ErrorDocument("a", "b", file: "c")
        (error.part, error.sheet, error.cell, error.line) = ("d", "e", "F5", 6)
        let dotation = try #require(Dotation.ID("11843511"))
        (error.measured, error.limit, error.order, error.dotations, error.sales) = (7, 8, OrderNumber("2800886"), [dotation], [9])
        error.faults = [FaultDocument(row: 2)]
        error.refused = Refusals([(dotation, .unknownID("11843511"))]).withoutValues
        var keys: Keys = [:]
        try JSONDecoder().decode(Value.self, from: Data(["error": error].json.utf8)).collect(into: &keys)
        keys["error.faults[].row"] = nil
        Self.expect(keys, toBe: try #require(try Self.sections()[["error"]]), of: ["error"])
    }

    @Test func `each command that writes JSON has a section`() throws {
        func names(_ command: any ParsableCommand.Type, _ path: [String]) -> [String] {
            let commands = command.configuration.subcommands
            if commands.isEmpty { return command is any ReportingCommand.Type ? [path.joined(separator: " ")] : [] }
            return commands.flatMap { names($0, path + [$0.configuration.commandName ?? ""]) }
        }
        let named = Set(try Self.sections().keys.joined())
        // A demonstration writes what the commands write that it shows, and the pages are no document.
        let others = names(DotationsCommand.self, []).filter { !named.contains($0) && !["demo", "serve"].contains($0) }
        #expect(others == [])
    }

    private static func expect(_ found: Keys, toBe page: Keys, of commands: [String]) {
        let missing = found.keys.filter { page[$0] == nil }.sorted()
        #expect(
            missing.isEmpty,
            "\(commands) not on the page:\n\(missing.map { "| `\($0)` | \(found[$0, default: []].sorted().joined(separator: " or ")) | |" }.joined(separator: "\n"))"
        )
        #expect(page.keys.filter { found[$0] == nil }.sorted() == [], "\(commands) has no such key")
        for (key, types) in found {
            if let told = page[key] { #expect(types.subtracting(told) == [], "\(commands) \(key)") }
        }
    }

    /// The sections of the page: the commands that their heading names, and the rows of their tables.
    private static func sections() throws -> [[String]: Keys] {
        let root = sample("x").deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/json.md"), encoding: .utf8)
        var sections: [[String]: Keys] = [:]
        for section in page.components(separatedBy: "\n## ").dropFirst() {
            let lines = section.split(separator: "\n")
            let commands = lines[0].matches(of: /`([^`]+)`/).map { String($0.output.1) }
            for row in lines.compactMap({ $0.wholeMatch(of: /\| `([^`]+)` \| ([^|]+) \| [^|]+ \|/) }) {
                let types = String(row.output.2).components(separatedBy: " or ")
                sections[commands, default: [:]][String(row.output.1)] = Set(types).union(types.contains("number") ? ["integer"] : [])
            }
        }
        return sections
    }

    private indirect enum Value: Decodable {
        case null, boolean, integer, number, string
        case array([Value])
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            if let fields = try? [String: Value](from: decoder) {
                self = .object(fields)
            } else if let elements = try? [Value](from: decoder) {
                self = .array(elements)
            } else {
                let value = try decoder.singleValueContainer()
                self =
                    if value.decodeNil() { .null } else if (try? value.decode(Bool.self)) != nil {
                        .boolean
                    } else if (try? value.decode(
                        Int.self)) != nil
                    { .integer } else if (try? value.decode(Double.self)) != nil { .number } else { .string }
            }
        }

        /// Adds the types of all keys under a path; what the elements of arrays are that are no objects is left out.
        func collect(into keys: inout Keys, at path: String = "") throws {
            switch self {
            case .object(let fields):
                if !path.isEmpty, !path.hasSuffix("[]") { keys[path, default: []].insert("object") }
                for (key, value) in fields { try value.collect(into: &keys, at: path.isEmpty ? key : "\(path).\(key)") }
            case .array(let elements):
                keys[path, default: []].insert("array")
                for case .object(let fields) in elements { try Value.object(fields).collect(into: &keys, at: path + "[]") }
            case .null, .boolean, .integer, .number, .string: keys[path, default: []].insert("\(self)")
            }
        }
    }
}

extension Folder {
    /// Somebody who has signed in.
    fileprivate func addSession() throws {
        let store = try database().store()
        let email = try EmailAddress.parse("bob@exemple.fr")
        let context = OperationContext(user: "test", way: .command, date: Date())
        try store.client().addMember(email, name: "Bob", as: .lecture, context: context)
        let credentials = try #require(try store.credentials(.first, email))
        var random = SystemRandomNumberGenerator()
        _ = try store.beginSession(credentials, by: .none, token: Token(using: &random), at: Date())
    }

    /// Messages that came back, one of each kind.
    fileprivate func writeBounces() throws {
        try sql("UPDATE jobs SET message_id = '<' || id || '@example.fr>'")
        // Of two to one dotation the second changes nothing any more.
        let twice = try value(
            "SELECT min(id) || ' ' || max(id) || ' ' || max(recipient) FROM jobs GROUP BY dotation_id HAVING count(*) > 1")
        let others = try value("SELECT id || ' ' || recipient FROM jobs GROUP BY dotation_id HAVING count(*) = 1")
        let (first, second) = (twice.split(separator: " "), others.split(separator: " "))
        let reports = [
            (first[0], first[2], "5.1.1"), (first[1], first[2], "5.1.1"), (second[0], "x@ailleurs.fr", "5.1.1"),
            (second[0], second[1], "5.7.1"),
        ]
        let messages = reports.map { id, recipient, status in
            """
            From MAILER-DAEMON Fri Jan  2 10:00:00 2026
            From: MAILER-DAEMON@b.fr
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="x"

            --x
            Content-Type: message/delivery-status

            Reporting-MTA: dns; b.fr

            Final-Recipient: rfc822; \(recipient)
            Action: failed
            Status: \(status)

            --x
            Content-Type: text/rfc822-headers

            Message-ID: <\(id)@example.fr>

            --x--

            """
        }
        try write(messages.joined(separator: "\n"), to: "retours.mbox")
    }

    /// Two events beside those of the samples, of which one changes a document; an event with a fault; sales that change; payments of which one
    /// cannot be read.
    fileprivate func writeEvents() throws {
        let day = try #require(CalendarDate("2020-01-01"))
        let open = Period(first: day, last: try #require(CalendarDate("2099-12-31")))
        func session(_ name: String) -> SaleSession {
            SaleSession(name: name, faceValue: Euros(cents: 10_000), dates: open, registration: open, price: Euros(cents: 5_000), cap: 50)
        }
        let document = SupportingDocument(matricule: "001", kind: .familyQuotient, amount: Euros(cents: 1_000), status: .pending)
        let events = ["Suite", "Vide"].map {
            SaleEvent(
                name: $0, images: ["a.png"], verifiesContacts: true, maximum: 100,
                sessions: [session($0 == "Suite" ? "Bon de 100" : "Rien")])
        }
        let people = ["001", "002"].map { Beneficiary(matricule: $0, lastName: "TEST", firstName: $0) }
        try EventTemplate(SaleSetup(events: events, people: people, documents: [document])).write(toFile: url("suite.xlsx").path)
        try EventTemplate(SaleSetup(events: [SaleEvent(name: "Fautif", verifiesContacts: false, sessions: [session("Autre")])]))
            .write(toFile: url("fautif.xlsx").path)
        try write(
            """
            Session;Matricule;E-mail;Téléphone;Date;Référence de paiement;Statut
            Bon de 100;001;nouveau@exemple.fr;0639980011;05/01/2026;ch_1;active
            Bon de 100;002;b@exemple.fr;0639980002;05/01/2026;;annulée

            """, to: "changements.csv")
        try write(
            try text("ventes/paiements_stripe.csv") + "ch_x,C\"SE,2025-04-02 09:01:07,beaucoup,0.00,eur,Paid,a@exemple.fr,true,\n",
            to: "paiements.csv")
    }
}
