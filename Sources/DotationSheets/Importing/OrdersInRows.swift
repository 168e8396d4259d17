public import Dotations
internal import Spreadsheet

/// The orders that the rows of a sheet name in their column « N° de commande ».
public struct OrdersInRows: Sendable, Hashable {
    /// How many rows name each order.
    public let rowCounts: [OrderNumber: Int]
    /// How many rows name none.
    public let unnamedRowCount: Int

    /// The one order that every row names, where that is so.
    public var only: OrderNumber? {
        unnamedRowCount == 0 && rowCounts.count == 1 ? rowCounts.keys.first : nil
    }
}

extension EditedSheet {
    /// Reads which orders the rows name; blank rows and totals do not count. Nil where the sheet does not have the column.
    ///
    /// - Throws: what is wrong with the rest of the file.
    public func ordersInRows() throws(SheetFault) -> OrdersInRows? {
        guard header.has(.orderNumber) else { return nil }
        let lines = SheetRowDecoder(table)
        var rowCounts: [OrderNumber: Int] = [:]
        var unnamedRowCount = 0
        var rows = try table.rows()
        while try rows.advance() {
            let edited = lines.edited(rows.row, about: nil)
            guard !edited.isBlank, edited.totalLabel == nil else { continue }
            if let order = edited[.orderNumber].flatMap({ OrderNumber(cell: $0) }) {
                rowCounts[order, default: 0] += 1
            } else {
                unnamedRowCount += 1
            }
        }
        return OrdersInRows(rowCounts: rowCounts, unnamedRowCount: unnamedRowCount)
    }
}
