internal import DotationSales
internal import Dotations
public import Spreadsheet

/// The workbook in which sales are entered: one empty table with the rules for its cells, which ``SalesSheet`` reads.
public struct SalesTemplate: Sendable {
    /// The workbook.
    public init() {}

    /// Writes the workbook.
    ///
    /// - Throws: `file.unwritable`.
    public func write(to workbook: inout WorkbookWriter) throws(SpreadsheetError) {
        workbook.properties = DocumentProperties(title: "Ventes", subject: "À remplir, puis à importer")
        try TemplateSheet<SaleColumn>(
            "Ventes",
            instruction:
                "Une ligne par achat. Il faut la session, le matricule (ou le nom et le prénom), l’e-mail, le téléphone et la date. L’événement "
                + "n’est utile que si plusieurs ont une session de ce nom.",
            columns: SaleColumn.allCases.filter { $0 != .otherSales }
        ).write(to: &workbook)
    }

    /// Writes a file, which replaces the one that is there when it is whole.
    ///
    /// - Throws: as ``write(to:)``.
    public func write(toFile path: String) throws(SpreadsheetError) {
        var workbook = try WorkbookWriter(path: path)
        try write(to: &workbook)
        try workbook.finish()
    }
}

extension SaleColumn: TemplateColumn {
    var look: TemplateLook {
        switch self {
        case .quantity: .count
        case .pricePaid: .euros
        case .date: .day
        default: .text
        }
    }

    var width: Double {
        switch self {
        case .event, .email: 34
        case .session: 28
        case .lastName, .firstName, .reference: 22
        default: 16
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .email: return SheetTheme.emailRule(range)
        case .mobile: return SheetTheme.mobileRule(range)
        case .status: return SheetTheme.choice(title, Sale.Status.allCases.map(\.label), range, prompt: "Vide, la vente est active.")
        case .quantity:
            var rule = DataValidation([range], .wholeNumber(.between("1", String(SaleSession.largestPlaces))))
            rule.severity = .warning
            rule.error = .init(title: title, "Écrivez le nombre de chéquiers, au moins 1.")
            return SheetTheme.prompt(title, "Le nombre de chéquiers ; vide, il y en a un.", rule)
        case .pricePaid, .date:
            let text =
                self == .date
                ? "Le jour de l’achat, pendant les inscriptions."
                : "Le prix payé pour tous les chéquiers de la ligne ; vide, celui de la session."
            return SheetTheme.rule(look, title, range).map { SheetTheme.prompt(title, text, $0) }
        default: return nil
        }
    }
}
