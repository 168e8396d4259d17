public import DotationMail
public import Dotations

/// What takes messages to the beneficiaries: one connection to a mail server. It is used by one thread.
public protocol MessageTransport {
    /// Hands a message on, and waits for what becomes of it.
    ///
    /// - Parameters:
    ///   - message: the whole message, with CR LF.
    ///   - recipient: the address that it goes to.
    ///   - shouldContinue: asked after each step and about once a second whether to go on; it is told how far the message has come.
    /// - Returns: what came of it.
    /// - Throws: why no message can be sent until an operator has mended something; the job is not to blame.
    func send(_ message: [UInt8], to recipient: EmailAddress, shouldContinue: (DeliveryStage) -> Bool) throws(MailError) -> DeliveryResult
}

extension SMTPConnection: MessageTransport {}
