internal import DotationSales
internal import Dotations
public import Spreadsheet

/// The workbook in which sales are entered: one empty table with the rules for its cells, which ``SalesSheet`` reads.
public struct SalesTemplate: WorkbookDocument {
    /// The workbook.
    public init() {}

    /// Writes the workbook.
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
}

extension SaleColumn: TemplateColumn {
    var cells: TemplateCells {
        switch self {
        case .event, .email: (.text, 34)
        case .session: (.text, 28)
        case .lastName, .firstName, .reference: (.text, 22)
        case .quantity: (.count, 16)
        case .pricePaid: (.euros, 16)
        case .date: (.day, 16)
        case .matricule, .mobile, .status, .otherSales: (.text, 16)
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .email: .email(range)
        case .mobile: .mobile(range)
        case .status: .choice(title, Sale.Status.allCases.map(\.label), range, prompt: "Vide, la vente est active.")
        case .quantity:
            DataValidation(
                asking: range, .wholeNumber(.between("1", String(SaleSession.largestPlaces))), title,
                error: "Écrivez le nombre de chéquiers, au moins 1.", prompt: "Le nombre de chéquiers ; vide, il y en a un.")
        case .pricePaid:
            .typed(cells.look, title, range, prompt: "Le prix payé pour tous les chéquiers de la ligne ; vide, celui de la session.")
        case .date: .typed(cells.look, title, range, prompt: "Le jour de l’achat, pendant les inscriptions.")
        default: nil
        }
    }
}
