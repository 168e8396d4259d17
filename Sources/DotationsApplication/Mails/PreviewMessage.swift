public import DotationMail
internal import DotationMailDelivery
public import DotationStore
internal import Dotations

/// One message, as its beneficiary gets it.
public struct PreviewMessage {
    /// A message.
    public struct Result: Encodable, Sendable {
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

    private let id: Job.ID
    private let settings: MessageSettings
    private let application: Application

    /// The message of an e-mail of the outbox.
    ///
    /// - Parameters:
    ///   - id: the e-mail.
    ///   - settings: how messages are made here.
    ///   - application: of which store.
    public init(_ id: Job.ID, settings: MessageSettings, application: Application) {
        self.id = id
        self.settings = settings
        self.application = application
    }

    /// Makes it.
    ///
    /// - Throws: `job.unknown`; `job.without-address`; what is wrong with the templates.
    public func run() throws -> Result {
        let messages = try JobMessages(settings, of: application.store)
        guard let job = try application.store.job(id) else { throw ApplicationError.unknownJob(id) }
        let email: ActivationEmail
        do throws(Reason) {
            email = try messages.email(job, at: application.now)
        } catch {
            throw ApplicationError.jobWithoutAddress(id, error)
        }
        let message = try messages.message(email, date: application.now)
        return Result(
            id: id, to: email.recipient.text, subject: message.subject, messageID: message.messageID, text: message.text,
            html: message.html, message: String(decoding: message.bytes, as: UTF8.self))
    }
}
