public import DotationSales
internal import DotationText
public import Dotations
public import Spreadsheet

/// Stripe's export of payments: a CSV with the columns that its user chose, or that CSV saved as a workbook.
///
/// It has to have `id`, `Amount`, `Amount Refunded` and `Status`: without the status a payment that failed would count as paid, without the
/// amount refunded a refund would not show. `Created (UTC)`, `Currency`, `Customer Email`, `Description`, identifiers of the payment and the
/// columns whose titles end in `(metadata)` are read where they are there.
public struct StripeSheet: Sendable {
    /// What a sheet says.
    public struct Content: Sendable {
        /// The payments, in the order of the sheet.
        public var payments: [StripePayment] = []
        /// The rows that are no payment, and why.
        public var unreadable: [Unreadable] = []
        /// What is worth a look though it is read: values beside the table, and misplaced quotation marks of CSV.
        public var warnings: [PlannedWarning] = []
    }

    /// A row that cannot be read.
    public struct Unreadable: Sendable, Hashable {
        /// What is wrong, by a name that programs can rely on.
        public enum Code: String, Sendable, CaseIterable {
            case identifierMissing = "stripe.id-missing"
            case amountSyntax = "stripe.amount-syntax"
            case columnCount = "stripe.column-count"
        }

        /// What is wrong.
        public let code: Code
        /// The row's number in the sheet.
        public let row: Int
        /// The title of the column that it is about, where it is about one.
        public let column: String?

    }

    private let table: TableSheet<StripeColumn>

    /// Finds the sheet in a file.
    ///
    /// - Parameter file: the file; it must not change while the sheet is used.
    /// - Throws: what keeps the file from being read; `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    public init(_ file: SheetFile) throws(SheetFault) {
        table = try TableSheet(in: file, table: .payments) { header in
            [StripeColumn.id, .amount, .refunded, .status].filter { !header.has($0) }
        }
    }

    /// The sheet's name, and where it is.
    public var sheet: Sheet { table.sheet }

    /// The cell of a column in a row, as messages name it.
    public func cell(_ unreadable: Unreadable) -> CellReference? {
        let column = StripeColumn.allCases.first { $0.title == unreadable.column }
        return column.flatMap { table.cell($0, row: unreadable.row) }
    }

    /// Reads the payments.
    ///
    /// - Throws: what is wrong with the rest of the file.
    public func read() throws(SheetFault) -> Content {
        var content = Content()
        let metadata = table.header.titles.indices.filter { index in
            table.header.columns[index] == nil && Self.isReference(table.header.titles[index])
        }.map { $0 + 1 }
        content.warnings = try table.forEachRow { row in
            func refuse(_ code: Unreadable.Code, _ column: StripeColumn?) {
                content.unreadable.append(Unreadable(code: code, row: row.number, column: column?.title))
            }
            guard !row.isRagged else { return refuse(.columnCount, nil) }
            guard !row[.id].text.isEmpty else { return refuse(.identifierMissing, .id) }
            guard case .value(let amount) = row[.amount].euros else { return refuse(.amountSyntax, .amount) }
            var refunded = Euros.zero
            switch row[.refunded].euros {
            case .blank: break
            case .value(let value): refunded = value
            case .wrong: return refuse(.amountSyntax, .refunded)
            }
            content.payments.append(
                StripePayment(
                    row: row.number, id: row[.id].text,
                    references: (metadata.compactMap { row.others[$0] } + [row[.description].text]).filter { !$0.isEmpty },
                    date: row[.created].utcDay, amount: amount, refunded: refunded,
                    currency: row[.currency].isBlank ? "eur" : row[.currency].text, status: .init(label: row[.status].text),
                    email: row[.email].text))
        }
        return content
    }

    /// Whether a column may hold what a sale has as its payment reference.
    private static func isReference(_ title: String) -> Bool {
        let key = Folding.titleKey(title)
        return key.hasSuffix("metadata")
            || ["paymentintentid", "paymentintent", "chargeid", "checkoutsessionid", "sessionid", "invoiceid", "invoicenumber", "orderid"]
                .contains(key)
    }
}

private enum StripeColumn: String, TableColumn {
    case id = "id"
    case created = "Created (UTC)"
    case amount = "Amount"
    case refunded = "Amount Refunded"
    case currency = "Currency"
    case status = "Status"
    case email = "Customer Email"
    case description = "Description"

    var otherTitles: String {
        switch self {
        case .id: "identifiant paymentid"
        case .created: "created createddate createddateutc datedecreation datedecreationutc"
        case .amount: "montant"
        case .refunded: "refundedamount montantrembourse"
        case .currency: "devise"
        case .status: "statut etat"
        case .email: "emailclient emailduclient adresseemailduclient"
        case .description: ""
        }
    }

    var isName: Bool { self == .id }
}

extension TableCell {
    /// The day in Paris of a time in UTC, where it is one.
    fileprivate var utcDay: CalendarDate? {
        switch content {
        case .date(let date, _): CalendarDate(utc: date)
        case .text(let text): CalendarDate(utc: text)
        default: nil
        }
    }
}
