/// Why a use case does not do what it was asked; nothing was changed.
public struct ApplicationError: Error, Sendable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        /// Nothing says which order a sheet is of.
        case orderUndetermined = "order.undetermined"
        /// A sheet, its name and the user say different orders.
        case orderMismatch = "order.mismatch"
        /// An order sheet has rows that make no dotation.
        case orderRowsRefused = "order.rows-refused"
        /// Rows of a sheet are refused, and nothing is applied.
        case importRefused = "import.refused"
        /// An event workbook has faults.
        case eventsRefused = "events.refused"
        /// No event has that name.
        case eventUnknown = "events.unknown"
        /// The machine's clock shows a day that there is not.
        case clockWrong = "clock.wrong"
        /// What was asked for is done already.
        case nothingToDo = "nothing-to-do"
        /// An order is not paid, so that its dotations cannot be changed yet.
        case orderUnpaid = "order.unpaid"
        /// The amounts of an order add up to more than there is money.
        case amountOutOfRange = "order.amount-out-of-range"
        /// There is no such e-mail in the outbox.
        case jobUnknown = "job.unknown"
        /// An e-mail has no address that could be written to.
        case jobWithoutAddress = "job.without-address"
        /// What was asked for e-mails can be done for none of them.
        case jobsRefused = "jobs.refused"
        /// The mail server was not reached, or did not answer.
        case mailServerUnreachable = "mail.server-unreachable"
    }

    /// What is wrong.
    public let code: Code
    /// What happened and what to do, in French.
    public let message: String
    /// The file that it is about, where it is about one.
    public let file: String?
    /// What is wrong in the file.
    public let faults: [FaultDocument]

    init(_ code: Code, _ message: String, file: String? = nil, faults: [FaultDocument] = []) {
        self.code = code
        self.message = message
        self.file = file
        self.faults = faults
    }
}
