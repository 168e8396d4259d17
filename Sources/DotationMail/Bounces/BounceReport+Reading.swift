public import Dotations

extension BounceReport {
    /// What a message says of the recipients of another; nothing where it is no delivery status notification, or does not say of which
    /// message it is.
    ///
    /// The report and the returned message are the second and third part of a `multipart/report` (RFC 6522); gateways wrap it again.
    public static func reports(in message: [UInt8]) -> [BounceReport] {
        let top = MIMEEntity(message[...])
        var queue = [(entity: top, depth: 0)]
        var status: MIMEEntity?
        var returned: MIMEEntity?
        var index = 0
        while index < queue.count, index < 100 {
            let (entity, depth) = queue[index]
            index += 1
            switch entity.type {
            case "message/delivery-status", "message/global-delivery-status": status = status ?? entity
            case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers":
                returned = returned ?? entity
            default: if depth < 4 { queue += entity.parts.map { ($0, depth + 1) } }
            }
        }
        guard let status, let id = messageID(of: returned, top) else { return [] }
        return recipients(status.decodedBody[...], messageID: id)
    }

    /// The Message-ID of what was returned, else that of the message which the report answers.
    private static func messageID(of returned: MIMEEntity?, _ report: MIMEEntity) -> String? {
        if let returned, let id = MIMEEntity(returned.decodedBody[...])["message-id"].flatMap(messageID) { return id }
        return (report["in-reply-to"] ?? report["references"]).flatMap(messageID)
    }

    private static func messageID(_ field: String) -> String? {
        guard let open = field.utf8.firstIndex(of: UInt8(ascii: "<")), let close = field.utf8[open...].firstIndex(of: UInt8(ascii: ">")),
            field.utf8[open...close].allSatisfy({ 0x21...0x7E ~= $0 }), field.utf8[open...close].count <= 998
        else { return nil }
        return String(field[open...close])
    }

    /// Groups of fields, divided by empty lines: one on the message, then one for each recipient (RFC 3464, 2.1).
    private static func recipients(_ bytes: ArraySlice<UInt8>, messageID: String) -> [BounceReport] {
        var rest = bytes
        var reports: [BounceReport] = []
        while !rest.isEmpty, reports.count < 1000 {
            let group = MIMEEntity.fields(&rest)
            func field(_ name: String) -> String? { group.first { $0.name == name }?.value }
            guard let recipient = field("final-recipient").map(afterType), !recipient.isEmpty,
                let action = field("action").flatMap({ Action(rawValue: MIMEEntity.token($0).lowercased()) })
            else { continue }
            let given = MIMEEntity.token(field("status") ?? "")
            let status = ServerAnswer.isStatus(given) ? given : action.unknownStatus
            let diagnostic = field("diagnostic-code").map { ServerAnswer.visible(afterType($0)) }
            reports.append(
                BounceReport(
                    messageID: messageID, recipient: String(recipient.unicodeScalars.prefix(254)),
                    originalRecipient: field("original-recipient").map { String(afterType($0).unicodeScalars.prefix(254)) }, action: action,
                    status: status, diagnostic: diagnostic,
                    blamesAddress: ServerAnswer.blamesAddress(status: status, diagnostic: diagnostic)))
        }
        return reports
    }

    /// What comes after `rfc822;` or `smtp;`.
    private static func afterType(_ value: String) -> String {
        guard let semicolon = value.utf8.firstIndex(of: UInt8(ascii: ";")) else { return value }
        return String(value[semicolon...].dropFirst().drop { $0 == " " || $0 == "\t" })
    }
}

extension BounceReport.Action {
    /// The status of what happened without saying why (RFC 3463, 3.1).
    fileprivate var unknownStatus: String {
        switch self {
        case .failed: "5.0.0"
        case .delayed: "4.0.0"
        case .delivered, .relayed, .expanded: "2.0.0"
        }
    }
}
