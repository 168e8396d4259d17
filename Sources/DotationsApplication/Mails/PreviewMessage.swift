internal import DotationAccounts
public import DotationMail
internal import DotationMailDelivery
public import DotationStore
internal import Dotations

extension Application {
    /// The message of an e-mail of the outbox; `settings` say how messages are made here.
    ///
    /// - Throws: `job.unknown`; `job.without-address`; what is wrong with the templates.
    public func preview(_ id: Job.ID, settings: MessageSettings) throws -> MessagePreview {
        try require(.send)
        return try preview(id, settings, isLinkDead: false)
    }

    /// The same, with a link that lets nobody in: for whoever may see who gets it.
    ///
    /// - Throws: as ``preview(_:settings:)``.
    public func previewWithDeadLink(_ id: Job.ID, settings: MessageSettings) throws -> MessagePreview {
        try require(.view)
        return try preview(id, settings, isLinkDead: true)
    }

    private func preview(_ id: Job.ID, _ settings: MessageSettings, isLinkDead: Bool) throws -> MessagePreview {
        let all = try ClientMessages(settings, of: store.store.mail)
        let messages: JobMessages
        do throws(DeliveryFailure) { messages = try all.of(store.client.id) } catch { throw error.error() }
        guard let job = try store.job(id) else { throw ApplicationError.unknownJob(id) }
        let recipient: EmailAddress
        do throws(Reason) {
            recipient = try messages.recipient(of: job)
        } catch {
            throw ApplicationError.jobWithoutAddress(id, error)
        }
        let message = try messages.message(job, to: recipient, at: now, isLinkDead: isLinkDead)
        return MessagePreview(
            id: id, to: recipient.text, subject: message.subject, messageID: message.messageID, text: message.text,
            html: message.html, message: String(decoding: message.bytes, as: UTF8.self))
    }
}
