internal import DotationAccounts
internal import DotationSheets
public import DotationStore
public import Dotations
public import Spreadsheet

extension Application {
    /// Makes an order of an order sheet: of all its rows, or nothing. What comes of it is how many sales it orders.
    ///
    /// To plan it throws `store.order-exists`; `order.mismatch` where the store did not make the export of sales that is named;
    /// `order.amount-out-of-range`. To make it throws ``SalesExportMismatch`` where it seems to be an export of sales, and asks for something else.
    ///
    /// - Parameters:
    ///   - order: its number, its date, and whether it is paid.
    ///   - sheets: the file.
    ///   - file: by what the store knows the file again.
    ///   - salesExport: the export of sales that the sheet is, where the user says which.
    ///   - allowsRepeat: whether another order, or sales that are to be ordered, may have the same people and amounts.
    ///   - asksAboutRepeats: whether these are doubts of the plan, which whoever approves it allows.
    ///   - progress: told how much of the sheet is read.
    /// - Returns: what shows it and does it.
    /// - Throws: what is wrong with the file; `order.mismatch`.
    public func createOrder(
        _ order: Order, from sheets: SheetFile, file: ImportedFile, salesExport: ExportIdentity? = nil,
        allowsRepeat: Bool = false, asksAboutRepeats: Bool = false, progress: @escaping ReadProgress = { _, _, _ in }
    ) throws -> UseCase<OrderReport, Int> {
        try require(.import)
        let sheet = try OrderSheet(sheets)
        if let named = sheet.orderInFileName, named != order.number {
            throw ApplicationError.namedAfterOther(named, than: order.number, file: sheets.name)
        }
        let content = try sheet.read(for: order.number) { progress(sheet.sheet, $0, $1) }
        func explained<Value>(_ body: () throws(StoreError) -> Value) throws -> Value {
            do throws(StoreError) { return try body() } catch {
                // Sales that were cancelled since the export stay so: to plan again would not help.
                guard [.salesExportDiffers, .salesUnordered, .salesMoved].contains(error.code) else { throw error }
                throw SalesExportMismatch(error, content, sheet, file: file.name)
            }
        }
        return UseCase(scope: "CreateOrder", application: self, permission: .import) {
            try store.requireNoOrder(order.number)
            let export = salesExport ?? sheet.salesExport.flatMap { ExportIdentity($0) }
            let isOurs = try export.map { try store.isSalesExport($0) } ?? false
            guard salesExport == nil || isOurs else { throw ApplicationError.foreignSalesExport(file: file.name) }
            let repeats =
                asksAboutRepeats && content.refused.isEmpty
                ? try explained { () throws(StoreError) in
                    try store.doubts(of: order.number, dotations: content.dotations, salesExport: export)
                } : []
            return try OrderReport(
                order, content, of: sheet, isToCome: try order.date > today, repeats: repeats, file: file, salesExport: export,
                isExportKnown: isOurs)
        } perform: { report, context in
            _ = try explained { () throws(StoreError) in
                try store.createOrder(
                    order, dotations: report.dotations, file: file, salesExport: report.salesExport,
                    allowsRepeat: allowsRepeat || report.isRepeat, context: context)
            }
            return try store.saleCount(of: order.number)
        }
    }
}
