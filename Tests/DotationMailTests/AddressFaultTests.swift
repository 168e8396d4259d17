import Dotations
import Testing

@testable import DotationMail

/// What blames the recipient's address: one rule for what servers answer and for what comes back.
@Suite struct AddressFaultTests {
    @Test(arguments: [
        "550 5.1.1 <a@b.fr>: User unknown", "550 5.1.10 RecipientNotFound", "553 5.1.3 bad syntax", "550 5.1.2 no such domain",
        "550 5.2.1 mailbox disabled", "551 5.1.6 moved", "550 5.4.1 Recipient address rejected: Access denied",
        "550 5.4.4 unable to route", "550 5.4.310 DNS domain does not exist", "550 no such user here", "550 mailbox unavailable",
        "551 user not local", "553 mailbox name not allowed", "556 no mail here",
        "554 delivery error: This user doesn't have a yahoo.fr account",
        "550 5.5.0 Requested action not taken: mailbox unavailable", "550 5.0.0 User unknown", "550 Unrouteable address",
        "550 <relay.spam@blocked.fr> unknown user",
        "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]",
        "550 5.1.0 Adresse d au moins un destinataire invalide. OFR_416 [416]", "550 5.2.0 Boîte inexistante",
        "550 5.5.0 utilisateur inconnu",
    ])
    func `the address, its mailbox and the way to it are the address's`(answer: String) throws {
        #expect(try #require(ServerAnswer(dialogueLine: answer)).blamesAddress(isOfRecipient: true))
        let report = bounce(status: "5.0.0", answer)
        #expect(report.blamesAddress)
    }

    @Test(arguments: [
        "550 5.7.1 Service unavailable, client host blocked", "550 5.7.26 unauthenticated mail", "554 5.7.1 Relay access denied",
        "550 relay not permitted", "553 sorry, that domain isn't in my list of allowed rcpthosts", "550 Sender verify failed",
        "550 Administrative prohibition", "550 message looks like SPAM", "554 rejected", "554 5.6.0 bad content", "552 5.3.4 too big",
        "552 5.2.3 message too long", "550 5.1.8 sender's domain does not exist", "553 5.1.7 sender's address", "550 5.4.3 directory",
        "451 4.3.0 try again", "450 4.7.1 greylisted", "450 Greylisted", "452 insufficient system storage", "500 what?", "503 5.5.1 order",
        "550 5.7.1 <a@b.fr>: no such user, says the policy",
        "552 5.2.2 mailbox full", "552 over quota", "550 5.4.1 no answer from host", "450 4.1.2 Domain not found", "450 4.1.1 user unknown",
        "452 4.2.2 over quota", "450 user unknown", "550 no", "550 5.1.0 no", "553 name",
        "550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]",
        "550 5.1.0 Emetteur invalide. Invalid Sender. OFR_415 [415]", "550 5.2.0 Taille limite du message atteinte OFR_514",
        "550 5.1.0 Address rejected, sender blocked", "554 5.4.6 Too many hops", "550 5.4.14 mail loop",
        "421 4.2.0 Service refuse OFR005_505",
        "550 4.2.1 Service refuse. LPN104_424", "554 5.4.7 delivery time expired", "550 5.4.2 bad connection",
    ])
    func `the sender, the message and the server's policy are not`(answer: String) throws {
        #expect(try !#require(ServerAnswer(dialogueLine: answer)).blamesAddress(isOfRecipient: true))
        #expect(!bounce(status: "5.0.0", answer).blamesAddress)
    }

    @Test func `an answer to the whole message blames the address only where it says so`() throws {
        for (answer, isBlamed) in [
            ("554 no", false), ("550 no", false), ("550 5.1.1 no", true), ("550 5.1.10 RecipientNotFound", true),
            ("554 user unknown", false), ("550 5.1.2 no", false), ("550 spam", false),
        ] {
            #expect(try #require(ServerAnswer(dialogueLine: answer)).blamesAddress(isOfRecipient: false) == isBlamed, "\(answer)")
        }
    }

    @Test func `a report's own status goes before what it quotes`() {
        #expect(bounce(status: "5.1.1", "550 5.7.1 blocked").blamesAddress)
        #expect(!bounce(status: "5.7.1", "550 5.1.1 unknown").blamesAddress)
        #expect(bounce(status: "5.4.4", nil).blamesAddress && !bounce(status: "5.0.0", nil).blamesAddress)
        #expect(!bounce(status: "4.4.7", "delivery time expired").blamesAddress && !bounce(status: "5.3.0", "x").blamesAddress)
        #expect(bounce(status: "5.0.0", "user unknown").blamesAddress)
        for status in ["4.4.1", "4.4.2", "4.4.7", "5.4.7", "4.1.1"] { #expect(!bounce(status: status, "550 user unknown").blamesAddress) }
    }

    @Test(arguments: ["", "55", "550x", "999 a", "250 ok", "-50 a", "a@b.fr"])
    func `what is no refusal is not taken for one`(line: String) { #expect(ServerAnswer(dialogueLine: line) == nil) }

    private func bounce(status: String, _ words: String?) -> BounceReport {
        BounceReport(
            messageID: "<a@b>", recipient: "a@b.fr", action: .failed, status: status, diagnostic: words,
            blamesAddress: ServerAnswer.blamesAddress(status: status, diagnostic: words))
    }
}
