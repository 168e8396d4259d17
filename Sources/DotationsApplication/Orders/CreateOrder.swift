internal import DotationSheets
public import DotationStore
public import Dotations
public import Spreadsheet

/// Makes an order of an order sheet: of all its rows, or nothing.
public struct CreateOrder: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let order: Order
    private let sheet: OrderSheet
    private let content: OrderSheet.Content
    private let file: ImportedFile
    private let salesExport: DotationStore.ExportIdentity?
    private let allowsRepeat: Bool

    /// An order to make.
    ///
    /// - Parameters:
    ///   - order: its number, its date, and whether it is paid.
    ///   - sheets: the file.
    ///   - file: by what the store knows the file again.
    ///   - salesExport: the export of sales that the sheet is, where the user says which.
    ///   - allowsRepeat: whether another order, or sales that are to be ordered, may have the same people and amounts.
    ///   - application: who works on which store.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    /// - Throws: what is wrong with the file; `order.mismatch`.
    public init(
        _ order: Order, from sheets: SheetFile, file: ImportedFile, salesExport: DotationStore.ExportIdentity? = nil,
        allowsRepeat: Bool = false, application: Application,
        progress: @escaping (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void = { _, _, _ in }
    ) throws {
        let sheet = try OrderSheet(sheets)
        if let named = sheet.orderInFileName, named != order.number {
            throw ApplicationError.namedAfterOther(named, than: order.number, file: sheets.name)
        }
        content = try sheet.read(for: order.number) { progress(sheet.sheet, $0, $1) }
        self.sheet = sheet
        self.order = order
        self.file = file
        self.salesExport = salesExport
        self.allowsRepeat = allowsRepeat
        self.application = application
    }

    /// The plan for the store as it is now.
    ///
    /// - Throws: `store.order-exists`; `order.mismatch` where the store did not make the export of sales that is named;
    ///   `order.amount-out-of-range`.
    public func plan() throws -> OrderReport {
        let store = application.store
        guard try store.order(order.number) == nil else { throw StoreError(.orderExists, "The order exists.", order: order.number) }
        let export = salesExport ?? sheet.salesExport.flatMap { DotationStore.ExportIdentity($0) }
        let isOurs = try export.map { try store.isSalesExport($0) } ?? false
        guard salesExport == nil || isOurs else {
            throw ApplicationError.foreignSalesExport(file: file.name)
        }
        return try OrderReport(
            order, content, of: sheet, isToCome: try order.date > application.today, file: file, salesExport: export,
            isExportKnown: isOurs)
    }

    /// Makes the order.
    ///
    /// - Returns: how many sales it orders.
    /// - Throws: ``SalesExportMismatch`` where it seems to be an export of sales, and asks for something else.
    public func carryOut(_ report: OrderReport, _ context: OperationContext) throws -> Int {
        let store = application.store
        do throws(StoreError) {
            try store.createOrder(
                order, dotations: report.dotations, file: file, salesExport: report.salesExport, allowsRepeat: allowsRepeat,
                context: context)
        } catch {
            // Sales that were cancelled since the export stay so: to plan again would not help.
            guard [.salesExportDiffers, .salesUnordered, .salesMoved].contains(error.code) else { throw error }
            throw SalesExportMismatch(error, content, sheet, file: file.name)
        }
        return try store.saleCount(of: order.number)
    }
}
