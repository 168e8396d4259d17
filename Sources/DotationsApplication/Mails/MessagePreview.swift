public import DotationStore

/// One message, as its beneficiary gets it.
public struct MessagePreview: Encodable, Sendable {
    /// The e-mail's number.
    public let id: Job.ID
    /// Whom it goes to.
    public let to: String
    /// Its subject.
    public let subject: String
    /// Its Message-ID.
    public let messageID: String
    /// What a reader without HTML shows.
    public let text: String
    /// What other readers show.
    public let html: String
    /// The whole message, as it is handed to the mail server.
    public let message: String
}
