internal import DotationSheets
internal import Dotations
internal import Spreadsheet

/// Which order an edited sheet is of: the one that all sources name which name one; where none does, the one that every row names.
struct OrderOfSheet {
    /// The order that the user named.
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
        throw undetermined(orders)
    }

    /// The order that the user, the export and the file's name say; nil where none of them says one.
    ///
    /// - Throws: `order.mismatch`.
    func known() throws -> OrderNumber? {
        let sources = [
            ("--order", given), ("l’export d’où vient le fichier", exported), ("le nom du fichier", sheet.orderInFileName),
        ]
        let known = sources.compactMap { source, number in number.map { (source, $0) } }
        guard let (_, number) = known.first else { return nil }
        guard known.allSatisfy({ $0.1 == number }) else {
            let list = known.map { "\($0.1.description) selon \($0.0)" }.joined(separator: ", ")
            throw ApplicationError(
                .orderMismatch,
                "la commande n’est pas la même selon les sources : \(list). Rien n’a été fait ; vérifiez le fichier et le n° choisis.",
                file: sheet.file.name)
        }
        return number
    }

    /// That no order is the one of the whole sheet.
    func undetermined(_ orders: OrdersInRows? = nil) -> ApplicationError {
        let named = (orders?.rowCounts ?? [:]).sorted { $0.key < $1.key }
        guard let orders, let first = named.first else {
            return ApplicationError(
                .orderUndetermined, "rien ne dit de quelle commande vient ce fichier. Donnez son numéro avec --order.",
                file: sheet.file.name)
        }
        var parts = named.prefix(10).map { "\($0.key.description) (\($0.value.counted("ligne")))" }
        if named.count > 10 { parts.append("et \((named.count - 10).counted("autre"))") }
        let unnamed =
            orders.unnamedRowCount == 0
            ? "" : " \(orders.unnamedRowCount.counted("ligne n’a pas", "lignes n’ont pas")) de n° de commande."
        return ApplicationError(
            .orderUndetermined,
            "les lignes nomment \(named.count.counted("commande")) : \(parts.joined(separator: ", ")).\(unnamed) Importez-en une à la fois, "
                + "par exemple avec --order \(first.key.description) : les lignes des autres sont alors refusées, et restent à importer.",
            file: sheet.file.name, faults: named.map { FaultDocument(order: $0.key, rows: $0.value) })
    }
}
