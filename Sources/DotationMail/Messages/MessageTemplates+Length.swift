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
            _ = try ActivationMessage(
                email, to: settings.sender, link: link, templates: self, settings: settings, key: key, date: now)
        }
    }
}

/// An e-mail to somebody whose names are as long as they are shown.
private struct LongestEmail: ActivationEmail {
    let kind: ActivationEmailJob.Kind
    let idempotencyKey = String(repeating: "a", count: 64)
    let firstName = String(repeating: "é", count: 60)
    let lastName = String(repeating: "é", count: 60)
    let mobile: String? = "0600000000"
    let messageID: String? = nil
}
