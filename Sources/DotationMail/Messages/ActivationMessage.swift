public import Dotations
public import Foundation

/// One activation e-mail, ready to be handed to a mail server.
public struct ActivationMessage: Sendable {
    /// How many bytes a message has at most.
    ///
    /// Some releases of libcurl 8 do not end a message whose length is a multiple of 65,536; none of ours comes near.
    public static let limit = 60_000

    /// The subject.
    public let subject: String
    /// The plain text, with line feeds.
    public let text: String
    /// The HTML.
    public let html: String
    /// The Message-ID, with its angle brackets: the same for each sending of a job, and not to be guessed by others.
    public let messageID: String
    /// The whole message (RFC 5322), with CR LF.
    public let bytes: [UInt8]

    /// Writes the message of a job.
    ///
    /// - Throws: `mail.template-too-long`.
    public init(
        _ email: some ActivationEmail, to recipient: EmailAddress, link: ActivationLink, templates: MessageTemplates,
        settings: MessageSettings, key: MailKey, date: Date
    ) throws(MailError) {
        let kind = email.kind == .accountCreation ? templates.accountCreation : templates.phoneChanged
        let mobile = email.mobile.map(MobileMask.masked) ?? (email.kind == .phoneChanged ? MobileMask.masked("") : nil)
        func value(_ field: Template.Field) -> String? {
            switch field {
            case .firstName: PersonName.shown(email.firstName)
            case .lastName: PersonName.shown(email.lastName)
            case .link: link.url
            case .linkEnd: MessageDate.french(link.end)
            case .mobile: mobile
            case .sender: settings.senderName
            }
        }
        subject = Self.oneLine(kind.subject.filled(value))
        text = kind.text.filled(value)
        html = kind.html.filled { value($0).map(Self.escaped) }
        messageID = email.messageID ?? Self.messageID(ofKey: email.idempotencyKey, settings: settings, key: key)

        // No line of quoted-printable can have it: there a letter, and never « _ », follows a « = ».
        let boundary = "=_" + key.code("boundary", email.idempotencyKey)
        let name = PersonName.shown("\(email.firstName) \(email.lastName)")
        var message = Array(
            [
                EncodedText.field("Date", [MessageDate.rfc5322(date)]),
                EncodedText.field("From", Self.mailbox(settings.senderName, settings.sender)),
                settings.replyAddress.map { EncodedText.field("Reply-To", [$0.text]) } ?? "",
                EncodedText.field("To", Self.mailbox(name, recipient)),
                EncodedText.field("Subject", EncodedText.words(subject)),
                EncodedText.field("Message-ID", [messageID]),
                EncodedText.field("Auto-Submitted", ["auto-generated"]),
                EncodedText.field("Content-Language", ["fr"]),
                EncodedText.field("MIME-Version", ["1.0"]),
                EncodedText.field("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]),
            ].joined().utf8)
        for (type, body) in [("plain", text), ("html", html)] {
            message +=
                "\r\n--\(boundary)\r\nContent-Type: text/\(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".utf8
            message += EncodedText.quotedPrintable(body)
        }
        message += "\r\n--\(boundary)--\r\n".utf8
        guard message.count <= Self.limit else { throw MailError(.templateTooLong) }
        bytes = message
    }

    /// The Message-ID, with its angle brackets, that a job gets when it is first sent: by what no other job has, as in
    /// ``ActivationEmail/idempotencyKey``. It is to be kept: the sender's domain may change between two tries.
    public static func messageID(ofKey jobKey: String, settings: MessageSettings, key: MailKey) -> String {
        "<\(key.code("message-id", jobKey))@\(settings.sender.domain)>"
    }

    private static func mailbox(_ name: String, _ address: EmailAddress) -> [String] {
        name.isEmpty || name == address.text ? [address.text] : EncodedText.words(name, isPhrase: true) + ["<\(address)>"]
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" }).joined(separator: " ")
    }

    /// Text as HTML shows it, also within an attribute.
    private static func escaped(_ text: String) -> String {
        var html = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html
    }
}
