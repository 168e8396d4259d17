import Foundation
import TestSupport
import Testing

/// What happens at a terminal, which Python's `pty` plays.
@Suite(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) struct TerminalTests {
    @Test(arguments: [("oui", 0, 4), ("non", 1, 0), ("", 1, 0), ("^C", 130, 0)])
    func `an import asks, and does what it is told`(answer: String, status: Int32, jobs: Int) throws {
        let folder = try Folder.withOrder()
        // An empty answer is a line with nothing in it.
        let result = try folder.onTerminal("import '\(Folder.corrected)'", answer: answer.isEmpty ? " " : answer)
        #expect(result.status == status && result.text.contains("Bilan : 3 modifications, 1 renvoi, 4 e-mails, 6 lignes inchangées."))
        #expect(try folder.jobs().count == jobs)
    }

    @Test(arguments: [("10", 0, 10), ("oui", 1, 0), ("^C", 130, 0)])
    func `a bulk resend wants the number of its e-mails typed, and does what it is told`(answer: String, status: Int32, jobs: Int) throws {
        let folder = try Folder.withOrder()
        let result = try folder.onTerminal("resend --all", answer: answer)
        #expect(result.status == status)
        #expect(result.text.contains("10 e-mails d’activation partiraient à tous"))
        #expect(result.text.contains("tapez le nombre d’e-mails, que donne le bilan"))
        #expect(try folder.jobs().count == jobs)
    }

    @Test(arguments: [("oui", 0), ("non", 1)])
    func `an undo asks, and does what it is told`(answer: String, status: Int32) throws {
        let folder = try Folder.withOrder()
        let edit = try folder.done(["edit", "11843511", "--telephone", "0612345678", "--json"]).json["import"] as? Int
        let result = try folder.onTerminal("imports revert \(edit ?? 0)", answer: answer)
        #expect(result.status == status && result.text.contains("Appliquer ?"))
        #expect(try folder.dotation("11843511")?["telephone"] as? String == (status == 0 ? "0665915236" : "0612345678"))
    }

    @Test(arguments: [("10", 0, 10), ("1 0", 0, 10), ("oui", 1, 0), ("9", 1, 0)])
    func `an unusual import wants the number of its changes typed`(answer: String, status: Int32, jobs: Int) throws {
        let folder = try Folder.withOrder()
        try folder.write(try folder.text("commande_2800886.csv").replacing("ancv.rec", with: "nouveau.rec"), to: "neuf.csv")
        let result = try folder.onTerminal("import neuf.csv --order 2800886 --yes", answer: answer)
        #expect(result.status == status && result.text.contains("10 adresses e-mail sur 10 changent"))
        #expect(try folder.jobs().count == jobs)
        let lines = result.text.split(separator: "\r\n").map(String.init)
        let prompt = try #require(lines.firstIndex { $0.contains("Ce plan est inhabituel") })
        #expect(!lines[prompt].replacing("bilan : \(answer)", with: "").contains("10"))
        #expect(lines[prompt - 1].hasPrefix("Bilan : 10 modifications"))
    }

    @Test(arguments: [
        ("oui", "import '\(Folder.corrected)'", "--telephone 0612345678", "1 modification en moins (dotation 11843517)", 4),
        ("10", "resend --order 2800886", "--email autre@exemple.fr", "1 e-mail différent (dotation 11843517)", 10),
    ])
    func `a plan that was made again says what is different before it asks again`(
        answer: String, command: String, correction: String, difference: String, jobs: Int
    ) throws {
        let folder = try Folder.withOrder()
        let result = try folder.onTerminal(command, answer: answer, meanwhile: "$dotations edit 11843517 \(correction)")
        #expect(result.status == 0)
        let parts = result.text.components(separatedBy: "Entre-temps, des données ont changé. Voici ce qui serait fait maintenant, avec ")
        #expect(parts.count == 2 && parts.last?.hasPrefix("\(difference)") == true, "\(result.text)")
        #expect(parts.allSatisfy { $0.contains("Bilan") })
        #expect(try folder.jobs().count == jobs)
    }

    @Test func `a plan that was made anew and says the same is not shown again`() throws {
        let folder = try Folder.withOrder()
        let result = try folder.onTerminal(
            "import '\(Folder.corrected)'",
            answer: "oui", meanwhile: "$dotations edit 11843511 --telephone 0744556677")
        #expect(result.status == 0)
        #expect(result.text.components(separatedBy: "[oui/non]").count == 2)
    }

    @Test(arguments: [("oui", 0), ("non", 1), ("^C", 130)])
    func `cancelling a sale names the person and asks`(answer: String, status: Int32) throws {
        let folder = try Folder.withOpenSale()
        let result = try folder.onTerminal("sales cancel 1", answer: answer)
        #expect(result.status == status)
        #expect(result.text.contains("TEST1 ancv") && result.text.contains("Annuler cette vente ? [oui/non]"))
        #expect(try folder.saleStatuses() == [status == 0 ? "cancelled" : "active"])
    }

    @Test(arguments: [("oui", 0), ("non", 1)])
    func `withdrawing an event asks`(answer: String, status: Int32) throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        let result = try folder.onTerminal("events withdraw ouvert", answer: answer)
        #expect(result.status == status && result.text.contains("Retirer l’événement « Ouvert » ?"))
        let events = try folder.done(["events", "list", "--json"]).list("events")
        #expect(events.map { $0["registrations"] as? String } == [status == 0 ? "withdrawn" : "open"])
    }

    @Test func `what is to be corrected in an order stands before the question, and is not said twice`() throws {
        let folder = try Folder("a.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@b;0612345678;20000\n")
        let result = try folder.onTerminal("orders create a.csv --number 2900000 --date 2026-01-02", answer: "oui")
        let told = result.text.ranges(of: "À corriger (1)")
        let question = try #require(result.text.range(of: "[oui/non]"))
        #expect(result.status == 0 && told.count == 1 && told[0].lowerBound < question.lowerBound)
        #expect(result.text.contains("Commande 2900000"))
    }
}
