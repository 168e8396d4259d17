internal import DotationSheets
internal import Dotations
internal import Spreadsheet

/// Which order an edited sheet is of: the one that all sources name which name one; where none does, the one that every row names.
struct OrderOfSheet {
    let given: OrderNumber?
    /// The order of the export that the sheet began as.
    let exported: OrderNumber?
    let sheet: EditedSheet

    /// The one order of the whole sheet.
    ///
    /// - Throws: `order.undetermined`, `order.mismatch`.
    func number() throws -> OrderNumber {
        if let number = try known() { return number }
        let orders = try sheet.ordersInRows()
        if let order = orders?.only { return order }
        throw ApplicationError.undeterminedOrder(orders, file: sheet.file.name)
    }

    /// The order that the user, the export and the file's name say; nil where none of them says one.
    ///
    /// - Throws: `order.mismatch`.
    func known() throws -> OrderNumber? {
        let known = [(Source.option, given), (.export, exported), (.fileName, sheet.orderInFileName)].compactMap { source, number in
            number.map { (source: source, number: $0) }
        }
        guard let number = known.first?.number else { return nil }
        guard known.allSatisfy({ $0.number == number }) else { throw ApplicationError.ordersDiffer(known, file: sheet.file.name) }
        return number
    }

    enum Source { case option, export, fileName }
}
