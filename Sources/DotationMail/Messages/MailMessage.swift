internal import Dotations
internal import Foundation

/// One e-mail, ready to be handed to a mail server.
public struct MailMessage: Sendable {
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
    /// The Message-ID, with its angle brackets: the same for each sending of an e-mail, and not to be guessed by others.
    public let messageID: String
    /// The whole message (RFC 5322), with CR LF.
    public let bytes: [UInt8]

    /// Fills a template in. The code of the boundary is letters and digits that nobody else knows; a field has no value where there is nothing to
    /// tell.
    ///
    /// - Throws: `mail.template-too-long`.
    init(
        _ template: MessageTemplate, to recipient: EmailAddress, named name: String, messageID: String, boundary code: String,
        settings: MessageSettings, date: Date, _ value: (MessageField) -> String?
    ) throws(MailError) {
        func filled(_ field: MessageField) -> String? { field == .sender ? settings.senderName : value(field) }
        subject = Self.oneLine(template.subject.filled(filled))
        text = template.text.filled(filled)
        html = template.html.filled { filled($0).map(Self.escaped) }
        self.messageID = messageID

        // No line of quoted-printable can have it: there a letter, and never « _ », follows a « = ».
        let boundary = "=_" + code
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
