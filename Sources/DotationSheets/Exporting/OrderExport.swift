public import Dotations
public import Spreadsheet

/// The round-trip sheet of an order: the dotations that may be modified, to be edited in a spreadsheet and imported again.
///
/// In the workbook everything but the e-mail and the mobile number is locked, without a password; filters work as it is, and sorting once the
/// protection is taken away, as spreadsheets do not sort locked cells. The rules on e-mail and mobile only warn, since the import takes
/// more spellings than a rule can say.
public struct OrderExport: SheetExport {
    /// The order.
    public let order: Order
    /// The dotations that may be modified, in the order in which they were given.
    public let dotations: [Dotation]
    /// The store's name for the export, by which an import finds what was exported; nil for none.
    public let export: String?
    /// Whether there is a column to ask for the activation e-mail once more.
    public let hasResendColumn: Bool

    /// The sheet of an order; dotations that the policy does not let change are left out. `export` is the store's name for the export, of 1 to
    /// 255 characters, or nil.
    public init(
        order: Order, dotations: [Dotation], export: String?, policy: ModificationPolicy = .notActivated, hasResendColumn: Bool = false
    ) {
        self.order = order
        self.dotations = dotations.filter { policy.allowsChange(of: $0.status) }
        self.export = export
        self.hasResendColumn = hasResendColumn
    }

    /// The columns, in the order of the sheet that ANCV exports.
    public static let columns: [SheetColumn] = [.identifier, .matricule, .lastName, .firstName, .email, .mobile, .amount, .status]

    /// Writes the sheet, and the identity of the export into the workbook's properties.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) { try table.write(to: &workbook) }

    /// Writes the sheet's rows.
    public func write(to csv: inout CSVWriter) throws(SpreadsheetError) { try table.write(to: &csv) }

    private var table: DotationTable {
        let origin = export.map { SheetOrigin(export: $0, order: order.number) }
        let title = "Dotations de la commande \(order.number)"
        return DotationTable(
            name: "Commande \(order.number)", columns: hasResendColumn ? Self.columns + [.resend] : Self.columns, dotations: dotations,
            isProtected: true, showsCurrency: false,
            properties: DocumentProperties(
                title: title, subject: "Adresses e-mail et téléphones à corriger, puis à importer", custom: origin?.properties ?? []),
            footer: "\(title) du \(order.date.french)")
    }
}
