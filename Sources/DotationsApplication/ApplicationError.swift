/// Why a use case does not do what it was asked; nothing was changed.
public struct ApplicationError: Error, Sendable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        /// Nothing says which order a sheet is of.
        case orderUndetermined = "order.undetermined"
        /// A sheet, its name and the user say different orders.
        case orderMismatch = "order.mismatch"
        /// What was asked for is done already.
        case nothingToDo = "nothing-to-do"
    }

    /// An order that rows of a sheet name.
    public struct NamedOrder: Encodable, Sendable {
        let order: String
        let rows: Int
    }

    /// What is wrong.
    public let code: Code
    /// What happened and what to do, in French.
    public let message: String
    /// The file that it is about, where it is about one.
    public let file: String?
    /// The orders that a sheet names, where that is what is wrong.
    public let orders: [NamedOrder]

    init(_ code: Code, _ message: String, file: String? = nil, orders: [NamedOrder] = []) {
        self.code = code
        self.message = message
        self.file = file
        self.orders = orders
    }
}
