internal import DotationAccounts
public import DotationSales
internal import DotationSheets
internal import DotationStore
public import Dotations
internal import Spreadsheet

extension Application {
    /// Makes the order of the sales of these events, of every one where none is named: their export, and the order of its lines, as
    /// ``createOrder(_:from:file:salesExport:allowsRepeat:asksAboutRepeats:progress:)`` makes it of that file. What comes of it is how many sales it orders.
    ///
    /// To plan it throws `events.unknown`; `nothing-to-do` where there are no sales to order; `store.order-exists`. That another order has the same
    /// people and amounts is a doubt of the plan.
    public func createOrder(
        _ order: Order, ofSales events: [String], grouping: ConnectExport.Grouping = .perBeneficiary
    ) -> UseCase<OrderReport, Int> {
        UseCase(scope: "CreateOrderOfSales", application: self, permission: .import) {
            try store.requireNoOrder(order.number)
            let export = try previewSalesExport(of: events, grouping: grouping)
            guard !export.lines.isEmpty else { throw ApplicationError.nothingToOrder(leftOut: export.leftOut.count) }
            // Through the sheet, so that what is doubted of an order is doubted by the same rules.
            let bytes = try ConnectExportSheets(export, identity: nil).bytes()
            let name = "\(try salesExportName).xlsx"
            let sheet = try OrderSheet(SheetFile(bytes: bytes, name: name))
            let content = try sheet.read(for: order.number)
            return try OrderReport(
                order, content, of: sheet, isToCome: order.date > today, repeats: store.doubts(ofSales: content.dotations),
                file: ImportedFile(name: name, content: Hash256(of: bytes)), salesExport: nil, isExportKnown: true)
        } perform: { report, context in
            // The export is an operation of its own, which stays where the order cannot be made; the request is the order's.
            let made = try store.exportSales(
                of: store.saleEvents().named(events), grouping: grouping, today: today, context: self.context)
            guard try Hash256(of: ConnectExportSheets(made.export, identity: nil).bytes()) == report.file.content else {
                throw StoreError(.salesMoved, "The sales are others by now.")
            }
            try store.createOrder(
                order, dotations: report.dotations, file: report.file, salesExport: made.identity, allowsRepeat: report.isRepeat,
                context: context)
            return try store.saleCount(of: order.number)
        }
    }
}
