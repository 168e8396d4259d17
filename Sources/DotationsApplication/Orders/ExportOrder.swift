public import DotationSheets
public import DotationStore
public import Dotations

/// Exports the dotations of an order that can be changed, as a sheet to correct and to import again.
public struct ExportOrder {
    /// An export.
    public struct Result: Encodable, Sendable {
        /// The sheet, to be saved.
        public let sheet: OrderExport
        /// The order.
        public let order: OrderNumber
        /// How many dotations it has.
        public let rows: Int
        /// The export, as the sheet names it.
        public let export: DotationStore.ExportIdentity
        /// The file that it was saved to.
        public var file: String?

        /// The export.
        public func encode(to encoder: any Encoder) throws {
            try encoder.write(["file": file, "order": order, "rows": rows, "export": export])
        }
    }

    /// The name of the file in the *espace client*, without a suffix.
    public let fileName: String
    private let number: OrderNumber
    private let policy: ModificationPolicy
    private let hasResendColumn: Bool
    private let application: Application

    /// An export of an order.
    ///
    /// - Parameters:
    ///   - number: the order.
    ///   - policy: which dotations can be changed.
    ///   - hasResendColumn: whether the sheet has a column to ask for e-mails in.
    ///   - application: who exports, and where.
    /// - Throws: `store.order-unknown`; `order.unpaid`; `nothing-to-do` where no dotation can be changed.
    public init(
        _ number: OrderNumber, policy: ModificationPolicy = .notActivated, hasResendColumn: Bool = false, application: Application
    ) throws {
        guard let summary = try application.store.summary(of: number) else { throw StoreError.unknownOrder(number) }
        guard summary.order.isPaid else { throw ApplicationError.unpaidOrder(number) }
        guard summary.counts.keys.contains(where: { policy.allowsChange(of: $0) }) else {
            throw ApplicationError.nothingModifiable(number)
        }
        fileName = summary.order.exportFileName
        self.number = number
        self.policy = policy
        self.hasResendColumn = hasResendColumn
        self.application = application
    }

    /// Records the export, which a sheet that comes back is compared with.
    public func run() throws -> Result {
        let export = try application.store.export(number, context: application.context) { policy.allowsChange(of: $0.status) }
        let sheet = OrderExport(
            order: export.order, dotations: export.dotations, export: export.identity.description, policy: policy,
            hasResendColumn: hasResendColumn)
        return Result(sheet: sheet, order: number, rows: export.dotations.count, export: export.identity)
    }
}
