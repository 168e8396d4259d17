internal import Dotations
internal import Foundation

extension MessageTemplates {
    /// Checks that no message of them is too long, whoever it goes to and whoever sends it.
    ///
    /// - Parameter settings: any that are admitted.
    /// - Throws: `mail.template-too-long`.
    public func checkLength(_ settings: MessageSettings) throws(MailError) {
        var settings = settings
        settings.senderName = String(repeating: "é", count: 100)
        settings.links.base = "https://" + String(repeating: "a", count: 492)
        let key = MailKey(secret: [UInt8](repeating: 0, count: 32))
        let now = Date(timeIntervalSince1970: 0)
        for kind in ActivationEmailJob.Kind.allCases {
            let email = LongestEmail(kind: kind)
            let link = ActivationLink(job: .max, jobKey: email.idempotencyKey, end: now, settings: settings.links, key: key)
            _ = try MailMessage(
                email, to: settings.sender, link: link, templates: self, settings: settings, key: key, date: now)
        }
        let access = AccountEmail.Access(person: longestName, client: longestName, code: String(repeating: "A", count: 32))
        for email in [
            AccountEmail.invitation(access, link: settings.links.base, end: now), .accessGranted(access, link: settings.links.base),
            .passwordReset(link: settings.links.base, end: now),
        ] {
            let messageID = "<\(String(repeating: "a", count: 32))@\(settings.sender.domain)>"
            _ = try MailMessage(
                email, to: settings.sender, messageID: messageID, templates: self, settings: settings, date: now)
        }
    }
}

private let longestName = String(repeating: "é", count: 60)

/// An e-mail to somebody whose names are as long as they are shown.
private struct LongestEmail: ActivationEmail {
    let kind: ActivationEmailJob.Kind
    let idempotencyKey = String(repeating: "a", count: 64)
    let firstName = longestName
    let lastName = longestName
    let mobile: String? = "0600000000"
    let messageID: String? = nil
}
