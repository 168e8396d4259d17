import DotationMail
import DotationMailDelivery
import DotationStore
import Dotations
import Foundation
import Logging
import Spreadsheet
import Synchronization
import TestSupport
import Testing

@testable import DotationsApplication

/// A front end that knows nothing but the public interface: it imports a sheet, shows the plan as JSON, has it approved and sends the e-mails.
private struct FrontEnd {
    let application: Application
    let settings: MessageSettings

    func importing(_ bytes: [UInt8], named name: String, approve: (_ plan: String) throws -> Approval) throws -> DotationStore.Operation? {
        let useCase = try application.importSheet(
            SheetFile(bytes: bytes, name: name), file: ImportedFile(name: name, content: Hash256(of: bytes)))
        var proposal = try useCase.propose()
        while true {
            let plan = try PlanDocument(proposal, .planned).json
            switch try useCase.apply(approve(plan), to: proposal) {
            case .done(_, let operation): return operation
            case .repeated(let operation): return operation
            case .changed(let other, _): proposal = other
            }
        }
    }

    func send(_ connect: @escaping MailWorker.Connect) throws -> Int {
        let mail = application.store.store.mail
        return try MailWorker(
            mail, messages: ClientMessages(settings, of: mail),
            options: .init(user: application.user), log: Logger(label: "front end"), connect: connect
        ).run().counts.sent
    }
}

@Suite struct FrontEndTests {
    @Test func `a front end of thirty lines imports, shows, approves and sends`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let settings = try MessageSettings(
                file: nil,
                environment: [
                    "DOTATIONS_MAIL_FROM": "CSE Exemple <cse@exemple.fr>", "DOTATIONS_LINK_BASE": "https://exemple.fr/activer",
                ])
            let frontEnd = FrontEnd(application: office.application, settings: settings)
            let sheet = "Identifiant dotation;Adresse Mail\r\n\(office.ids[3]);nouvelle@yopmail.com\r\n"
            var plans: [[String: Any]] = []
            let operation = try frontEnd.importing(Array(sheet.utf8), named: "commande_2800886.csv") { plan in
                let document = try #require(try JSONSerialization.jsonObject(with: Data(plan.utf8)) as? [String: Any])
                plans.append(document)
                // A colleague corrects another dotation, and then the same one, while the plan is looked at.
                if plans.count == 1 { try office.correct(3, email: "autre@yopmail.com") }
                return Approval(try #require((document["fingerprint"] as? String).flatMap { Fingerprint($0) }), request: .unique())
            }
            #expect(plans.count == 2)
            let changes = plans.compactMap { ($0["changed"] as? [[String: Any]])?.first?["email"] as? [String: String] }
            #expect(changes.map { $0["old"] } == [Office.email(3), "autre@yopmail.com"])
            #expect(operation?.counts.changed == 1)
            #expect(try office.email(3) == "nouvelle@yopmail.com")

            let outgoing = Outgoing()
            #expect(try frontEnd.send { () throws(MailError) in Transport(outgoing: outgoing) } == 1)
            #expect(outgoing.recipients.withLock(\.self) == ["nouvelle@yopmail.com"])
        }
    }
}

private final class Outgoing: Sendable {
    let recipients = Mutex<[String]>([])
}

private struct Transport: MessageTransport {
    let outgoing: Outgoing

    func send(_ message: [UInt8], to recipient: EmailAddress, shouldContinue: (DeliveryStage) -> Bool) throws(MailError) -> DeliveryResult {
        outgoing.recipients.withLock { $0.append(recipient.text) }
        return .accepted
    }
}
