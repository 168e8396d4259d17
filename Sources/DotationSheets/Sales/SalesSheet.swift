public import DotationSales
public import Dotations
public import Spreadsheet

/// A sheet of sales: Session, Matricule or Nom and Prénom, E-mail, Téléphone and Date, with Événement, Quantité, Prix payé, Statut,
/// Référence de paiement and Autres ventes where it has them, in columns of any order, as a workbook or as CSV.
public struct SalesSheet: Sendable {
    /// What a sheet says.
    public struct Content: Sendable {
        /// The rows, in the order of the sheet; those whose cells cannot be read have their faults.
        public var rows: [SaleRow] = []
        /// The numbers of the rows that are hidden, for example by a filter; they count like the others.
        public var hiddenRows: [Int] = []
        /// What is worth a look though it is read: values beside the table, and misplaced quotation marks of CSV.
        public var warnings: [PlannedWarning] = []
    }

    let table: TableSheet<SaleColumn>

    /// Finds the sheet in a file.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: what keeps the file from being read; `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    public init(_ file: SheetFile) throws(SheetFault) {
        table = try TableSheet(in: file, table: .sales) { header in
            let person: [SaleColumn] = header.has(.lastName) && header.has(.firstName) ? [] : [.matricule]
            return ([.session] + person + [.email, .mobile, .date]).filter { !header.has($0) }
        }
    }

    /// The sheet's name, and where it is.
    public var sheet: Sheet { table.sheet }

    /// The titles that are not known, whose columns are left alone.
    public var unknownTitles: [String] { table.header.unknownTitles }

    /// The cell of a column in a row, as messages name it; nil where the sheet does not have the column.
    public func cell(_ column: SaleColumn, row: Int) -> CellReference? { table.cell(column, row: row) }

    /// Reads the rows; `progress` is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    public func read(progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil) throws(SheetFault) -> Content {
        var content = Content()
        content.warnings = try table.forEachRow(progress: progress) { row in
            content.rows.append(SaleRow(row))
            if row.isHidden { content.hiddenRows.append(row.number) }
        }
        return content
    }
}

extension SaleRow {
    /// The row's values; what is none is said among its faults.
    init(_ row: TableRow<SaleColumn>) {
        var faults: [SaleRefusal] = []
        if row.isRagged { faults.append(.columnCount) }
        for column in SaleColumn.allCases {
            let cell = row[column]
            // What a formula comes to is not empty where nothing has calculated it yet.
            if cell.isCovered {
                faults.append(.cellMerged(column))
            } else if column.isName && cell.hasFormula || cell.isUncalculated {
                faults.append(.cellFormula(column))
            } else if cell.isUnusable {
                faults.append(.cellType(column, given: cell.text))
            } else if column.isName, cell.isDate {
                faults.append(.cellDate(column, given: cell.text))
            } else if column == .reference || column == .matricule, cell.hasLostDigits {
                faults.append(.digitsLost(column, given: cell.text))
            }
        }
        func value<Value>(_ typed: TableCell.Typed<Value>, _ column: SaleColumn, _ refusal: (String) -> SaleRefusal) -> Value? {
            switch typed {
            case .blank: return nil
            case .value(let value): return value
            case .wrong(let given):
                if !row[column].isUnusable { faults.append(refusal(given)) }
                return nil
            }
        }
        let quantity = value(row[.quantity].count, .quantity) { .quantitySyntax(given: $0) }
        let price = value(row[.pricePaid].euros, .pricePaid) { .priceSyntax(given: $0) }
        let date = value(row[.date].day, .date) { .dateSyntax(given: $0) }
        let status = value(row[.status].choice { Sale.Status(label: $0) }, .status) { .statusSyntax(given: $0) }
        let others = row[.otherSales].text
        let otherSales = others.split { !("0"..."9" ~= $0) }.compactMap { Sale.ID($0) }
        if !row[.otherSales].isUnusable, !others.isEmpty, otherSales.isEmpty {
            faults.append(.othersSyntax(given: others))
        }
        if row[.session].isBlank, !row[.session].isCovered { faults.append(.cellEmpty(.session)) }
        self.init(
            number: row.number, event: row[.event].text, session: row[.session].text, matricule: row[.matricule].text,
            lastName: row[.lastName].text, firstName: row[.firstName].text, email: row[.email].text, mobile: row[.mobile].text,
            quantity: quantity, pricePaid: price, date: date, status: status ?? .active, reference: row[.reference].text,
            otherSales: otherSales,
            faults: faults)
    }
}
