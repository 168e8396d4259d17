/// What a delivery status notification (RFC 3464) says of one recipient of one message.
public struct BounceReport: Sendable, Hashable {
    /// What became of the message (RFC 3464, 2.3.3).
    public enum Action: String, Sendable, CaseIterable {
        case failed, delayed, delivered, relayed, expanded
    }

    /// The Message-ID of the message that was sent, with its angle brackets.
    public let messageID: String
    /// The address that it was for, as the report has it.
    public let recipient: String
    /// The address that its sender gave, where the report has that as well: ``recipient`` is then where it was forwarded to.
    public let originalRecipient: String?
    /// What became of it.
    public let action: Action
    /// The status (RFC 3463), such as `5.1.1`.
    public let status: String
    /// What the recipient's server said, in one line of at most 300 characters. A stranger's words: for the administrator, never for a log.
    public let diagnostic: String?
    /// Whether the fault is with the recipient's address.
    public let blamesAddress: Bool

    package init(
        messageID: String, recipient: String, originalRecipient: String? = nil, action: Action, status: String, diagnostic: String?,
        blamesAddress: Bool
    ) {
        self.messageID = messageID
        self.recipient = recipient
        self.originalRecipient = originalRecipient
        self.action = action
        self.status = status
        self.diagnostic = diagnostic
        self.blamesAddress = blamesAddress
    }
}
