import DotationSales
import DotationSheets
import Dotations
import Foundation
import Testing

/// Whatever is done, and however wrong it goes, nobody's data reaches standard error.
@Suite struct PrivacyTests {
    private static let canaries = ["canari", "CANARI", "0612987654", "0787654321"]

    /// A line of shell each; some fail on purpose.
    private static let lines = [
        "orders create o.csv --number 2900000 --date 2026-01-02 --paid", "orders create o.csv --number 2900000 --date 2026-01-02",
        "orders create faux.csv --number 2900001 --date 2026-01-02", "orders show 2900000", "orders list", "search --nom canari",
        "search --email canari1@exemple.fr --export s.xlsx", "export 2900000 -o e.csv", "import e.csv --yes",
        "import m.csv --order 2900000 --yes",
        "import m.csv --order 2900000 --yes --json", "import m.csv --order 2900000 --rejects r.xlsx --yes --atomic",
        "import titres.csv --order 2900000 --yes", "import guillemets.csv --order 2900000 --yes", "edit 20000001 --email canari@@exemple",
        "edit 20000001 --email canari-neuf@exemple.fr", "edit canari@exemple.fr --email x@y.fr", "edit 20000001 --telephone 0612987654x",
        "search canari1@exemple.fr", "orders show 0612987654", "resend 20000002", "resend --all --yes", "resend --all --confirm 5",
        "status set 20000003 activé",
        "imports list", "imports revert 3 --yes", "jobs list", "jobs export", "jobs cancel 1", "sheet dump o.csv",
        "sheet info absent.xlsx",
        "sheet dump guillemets.csv", "sheet convert o.csv o.xlsx", "purge --changes-after 0 --mails-after 0 --yes", "doctor",
        "jobs send --settings nulle-part.conf --log-level trace", "jobs send --settings envoi.conf --log-level trace",
        "events load canari.xlsx --yes", "events show Été --people", "events load faux.xlsx", "sales import v.csv --yes --rejects r.csv",
        "sales import v.csv --yes", "sales add --session '100€' --matricule 001 --email canari@@exemple --telephone 0612987654",
        "sales add --session '100€' --matricule 003 --email canari3@exemple.fr --telephone 0787654321", "sales cancel 1 2",
        "sales cancel 2 --yes", "sales export -o export.csv", "orders create edite.csv --number 2900002 --date 2026-01-02",
        "sales reconcile v.csv", "events withdraw Été --yes", "sales refund 1 99 --yes", "events withdraw Été --yes",
        "jobs preview 2 --settings envoi.conf", "jobs bounces o.csv", "jobs verify-link https://exemple.fr/canari",
        "users add canari@exemple.fr --name Canari --role gestion", "users add canari@exemple.fr --name Canari --role gestion",
        "users add canari@@exemple --name Canari --role gestion", "users role canari-neuf@exemple.fr gestion",
        "users role canari@exemple.fr chef",
        "users password canari@exemple.fr --password-file o.csv", "users password canari@exemple.fr --password-file - < o.csv",
        "users password canari@exemple.fr canari", "users list", "users sessions canari@exemple.fr --end",
        "users disable canari@exemple.fr",
    ]

    private func folder() throws -> Folder {
        let folder = try Folder()
        let titles = "Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\n"
        func row(_ index: Int, _ mail: String, _ mobile: String) -> String {
            "2000000\(index);00\(index);CANARI\(index);Canari;\(mail);\(mobile);100;En attente d'activation\n"
        }
        try folder.write(titles + (1...5).map { row($0, "canari\($0)@exemple.fr", "0612987654") }.joined(), to: "o.csv")
        try folder.write(titles + "x;1;CANARI;Canari;canari sans arobase;0612987654;beaucoup;\n", to: "faux.csv")
        try folder.write(
            titles + row(1, "canari-corrige@exemple.fr", "0787654321") + row(2, "canari", "0612987654")
                + row(3, "canari3@exemple.fr", "canari"),
            to: "m.csv")
        try folder.write("Identifiant dotation;canari@exemple.fr;0612987654\n20000001;a;b\n", to: "titres.csv")
        let people = (1...3).map {
            Beneficiary(
                matricule: "00\($0)", lastName: "CANARI\($0)", firstName: "Canari",
                contact: Contact(email: "canari\($0)@exemple.fr", mobile: "0612987654"))
        }
        let days = Period(first: try #require(CalendarDate("2020-01-01")), last: try #require(CalendarDate("2099-12-31")))
        let session = SaleSession(name: "100€", registration: days, price: Euros(cents: 5_000))
        let event = SaleEvent(name: "Été", verifiesContacts: true, sessions: [session])
        try EventTemplate(SaleSetup(events: [event], people: people)).write(toFile: folder.url("canari.xlsx").path)
        try EventTemplate(SaleSetup(events: [event], people: people + people)).write(toFile: folder.url("faux.xlsx").path)
        try folder.write(
            """
            Session;Matricule;Nom;E-mail;Téléphone;Date;Référence
            100€;001;CANARI1;canari1@exemple.fr;0612987654;01/04/2025;canari-0
            100€;002;CANARI1;canari2@exemple.fr;0787654321;01/04/2025;canari-1
            100€;003;CANARI9;canari;canari;01/04/2025;canari-2

            """, to: "v.csv")
        try folder.write(
            "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n001;CANARI1;Canari;canari9@exemple.fr;0612987654;100\n", to: "edite.csv")
        try folder.write(titles + "20000001;1;\"CANARI\"x;Canari;canari1@exemple.fr;0612987654;100;x\n", to: "guillemets.csv")
        try folder.write(
            """
            smtp.host = 127.0.0.1
            smtp.port = 1
            smtp.security = none
            mail.from = CSE <cse@example.fr>
            link.base = https://activer.example.fr/

            """, to: "envoi.conf")
        return folder
    }

    @Test(arguments: ["", " --json"]) func `nothing of anybody is on standard error`(option: String) throws {
        let folder = try folder()
        for line in Self.lines {
            let result = try Command.shell("\"$dotations\" \(line)\(line.hasSuffix(" --json") ? "" : option) </dev/null", in: folder)
            for canary in Self.canaries { #expect(!result.errors.contains(canary), "\(line)\n\(result.errors)") }
        }
        // The canaries are where an administrator asked for them.
        #expect(try folder.run("search", "--json").text.contains("CANARI2"))
    }
}
