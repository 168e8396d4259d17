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
    func send(_ message: [UInt8], to recipient: EmailAddress, shouldContinue: (DeliveryStage) -> Bool) -> DeliveryOutcome
}

extension SMTPConnection: MessageTransport {}
