public import DotationMail
public import DotationStore
public import Dotations

/// Why a worker ended before its time, or what the mail server's trouble was.
public enum DeliveryFailure: Error, Sendable {
    /// The store failed.
    case store(StoreError)
    /// No message can be sent until somebody has mended something.
    case mail(MailError)
    /// The mail server was not reached, or did not answer.
    case serverUnreachable(NoAnswer.Cause)
}
