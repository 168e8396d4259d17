public import DotationSales
public import DotationStore
public import Dotations

/// Records what a sheet of sales says, or gives sales another status.
public struct RegisterSales: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let request: SalesRequest
    private let today: CalendarDate
    private let file: ImportedFile?
    private let isAtomic: Bool

    /// Sales to record.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - today: the day in Paris, by which sales are judged.
    ///   - file: by what the store knows the sheet again, where there is one.
    ///   - isAtomic: whether one refused row refuses the whole sheet.
    ///   - application: who works on which store.
    public init(
        _ request: SalesRequest, today: CalendarDate, file: ImportedFile? = nil, isAtomic: Bool = false, application: Application
    ) {
        self.request = request
        self.today = today
        self.file = file
        self.isAtomic = isAtomic
        self.application = application
    }

    /// The plan for the store as it is now.
    public func plan() throws -> SalesReport {
        let ledger = try application.store.salesLedger()
        return SalesReport(
            plan: SalesPlan(request, ledger: ledger, today: today), ledger: ledger, isAtomic: isAtomic, file: file?.content)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: SalesReport, _ context: OperationContext) throws -> Operation {
        try application.store.apply(report.plan, file: file, context: context)
    }
}
