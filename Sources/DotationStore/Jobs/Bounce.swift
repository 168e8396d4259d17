internal import Dotations

/// A message that was taken, and came back.
public struct Bounce: Sendable, Hashable {
    /// The Message-ID, with its angle brackets.
    public let messageID: String
    /// The addresses that the report is about, as it has them: where it went to, and where the sender had sent it.
    public let recipients: [String]
    /// The status of the report (RFC 3463), such as `5.1.1`.
    public let status: String
    /// What the recipient's server said; addresses in it are masked before it is kept.
    public let words: String
    /// Whether the fault is with the recipient's address.
    public let concernsAddress: Bool

    /// A message that came back.
    public init(messageID: String, recipients: [String], status: String, words: String, concernsAddress: Bool) {
        self.messageID = messageID
        self.recipients = recipients
        self.status = status
        self.words = words
        self.concernsAddress = concernsAddress
    }
}
