import DotationAccounts
import DotationMail
import DotationStore
import Dotations
import DotationsApplication
import Testing

/// The French of what ends a command.
@Suite struct ErrorFrenchTests {
    @Test func `every fault of the mail has a French text that ends with an advice`() {
        for code in MailError.Code.allCases {
            let error = MailError(code, "x", file: "f", line: 3)
            #expect(error.frenchMessage.hasPrefix("f, ligne 3\u{A0}: "))
            #expect(error.frenchMessage.hasSuffix(error.frenchAdvice))
            #expect(error.frenchAdvice.hasSuffix("."))
        }
        #expect(MailError(.passwordExposed).frenchAdvice.contains("chmod 600"))
        #expect(MailError(.serverRefused, "550 5.7.0").frenchMessage.contains("550 5.7.0"))
    }

    @Test func `every fault of the store has a French text that ends with an advice`() throws {
        let order = try #require(OrderNumber("2800886"))
        let subjects: [StoreError.Subject?] = [.order(order), .bonds(order, [.mailed]), .sales([7]), .dotations([]), nil]
        for code in StoreError.Code.allCases {
            let error = StoreError(code, "x.", .file("f"))
            #expect(error.frenchMessage.hasPrefix("f\u{A0}: "))
            #expect(error.frenchMessage.hasSuffix(error.frenchAdvice))
            #expect(error.frenchAdvice.hasSuffix("."))
            for subject in subjects { #expect(StoreError(code, "x.", subject).frenchMessage.hasSuffix(error.frenchAdvice)) }
        }
        #expect(StoreError(.orderRepeated, "", .order(order)).frenchMessage.contains("2800886"))
        #expect(StoreError(.salesUnordered, "", .sales([7])).frenchMessage.contains("ventes du même montant"))
    }

    @Test func `an error without a place begins as a sentence, and every approval that does not do has a text`() throws {
        let order = try #require(OrderNumber("2800886"))
        #expect(StoreError(.orderUnknown, "", .order(order)).frenchMessage.hasPrefix("La commande 2800886 n’existe pas."))
        for error in ApprovalError.allCases {
            #expect(error.document.code == "confirmation.number" && error.document.message.hasSuffix("."))
        }
        #expect(Set(ApprovalError.allCases.map(\.frenchMessage)).count == ApprovalError.allCases.count)
    }

    @Test func `every refusal of a password has a French text of its own that ends with an advice`() {
        let refusals: [PasswordRefusal] =
            [.tooShort(minimum: 15), .tooLong(maximumBytes: 1024), .common, .predictable]
            + PasswordRefusal.Mention.allCases.map { .contains($0) }
        #expect(Set(refusals.map(\.message)).count == PasswordRefusal.Code.allCases.count)
        for refusal in refusals { #expect(refusal.message.hasSuffix(".") && refusal.message.contains(". ")) }
        #expect(PasswordRefusal.tooShort(minimum: 15).message.contains("15 caractères"))
        #expect(PasswordRefusal.tooLong(maximumBytes: 1024).message.contains("1\u{202F}024 octets"))
    }

    @Test func `an error of the store names its file and says what to do`() {
        #expect(
            StoreError(.notAStore, "", .file("/d")).frenchMessage
                == "/d\u{A0}: ce fichier n’est pas une base de données de dotations. "
                + "Vérifiez le chemin\u{A0}; le fichier n’a pas été modifié.")
    }

    @Test(arguments: [
        (AuditPosition?.some(.row(3)), "ligne d’historique 3"), (Operation.ID(rawValue: 4).map { .operation($0) }, "opération 4"),
    ])
    func `a history that was changed says where`(position: AuditPosition?, place: String) {
        #expect(StoreError(.auditBroken, "", position.map { .audit($0) }).frenchMessage.contains("(\(place))"))
    }

    @Test func `what is kept of a server that does not answer is said in French`() {
        let words = NoAnswer.Cause.allCases.map(\.french)
        #expect(Set(words).count == words.count)
        #expect(NoAnswer.Cause.connectionLost.french == "la connexion au serveur d’envoi a été perdue")
    }
}
