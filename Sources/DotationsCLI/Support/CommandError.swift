import DotationStore
import Dotations

/// Why the command itself does not do what it was asked; nothing was changed.
struct CommandError: Error {
    enum Code: String, CaseIterable {
        case orderUnpaid = "order.unpaid"
        case orderMismatch = "order.mismatch"
        case planChanged = "plan.changed"
        case confirmationNeeded = "confirmation.needed"
        case confirmationNumber = "confirmation.number"
        case confirmationDeclined = "confirmation.declined"
        case nothingToDo = "nothing-to-do"
        case amountOutOfRange = "order.amount-out-of-range"
        case fileExists = "file.exists"
        case fileSame = "file.same"
        case samplesMissing = "samples.missing"
        case mailServerUnreachable = "mail.server-unreachable"
        case jobUnknown = "job.unknown"
        case jobWithoutAddress = "job.without-address"
        case jobsRefused = "jobs.refused"
    }

    let code: Code
    /// What happened and what to do, in French.
    let message: String
    /// The file that it is about, where it is about one.
    var file: String?

    init(_ code: Code, _ message: String, file: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
    }

    /// The amounts of an order add up to more than there is money.
    static func amountOutOfRange(_ order: OrderNumber) -> CommandError {
        CommandError(.amountOutOfRange, "Le total de la commande \(order.description) dépasse ce qui se calcule ; vérifiez ses montants.")
    }
}
