public import Dotations
public import Spreadsheet

/// The result of a search, of any orders: what « Exporter » gives on ANCV's search screen.
public struct SearchExport: SheetExport {
    /// The dotations found.
    public let dotations: [Dotation]

    /// The result of a search.
    public init(dotations: [Dotation]) { self.dotations = dotations }

    /// The columns, in the order of the search screen.
    public static let columns: [SheetColumn] = [.matricule, .orderNumber, .lastName, .firstName, .email, .mobile, .amount, .status]

    /// Writes the sheet.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) { try table.write(to: &workbook) }

    /// Writes the sheet's rows.
    public func write(to csv: inout CSVWriter) throws(SpreadsheetError) { try table.write(to: &csv) }

    private var table: DotationTable {
        DotationTable(
            name: "Dotations", columns: Self.columns, dotations: dotations, isProtected: false, showsCurrency: true,
            properties: DocumentProperties(title: "Recherche de dotations"), footer: "Recherche de dotations")
    }
}
